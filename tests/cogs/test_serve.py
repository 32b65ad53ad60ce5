"""`python -m bot serve` as a process of its own, over the wire against a strict Discord."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.drawing.paper import Ink, printed
from tests.wire.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS
from tests.wire.interactions import Callback, Kind
from tests.wire.rules import Json
from tests.wire.stage import (
    FOUNDED,
    FUNDED,
    PILOTS,
    PILOTS_QUESTION,
    QUESTION,
    Added,
    Stage,
    set_up,
)
from tests.wire.world import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

RESTARTING = "I am being restarted just now. Try again in a minute."
TIDE = (
    "The tide gauge of Arven was set up by the harbour office in 1902, in a well beside the old"
    " quay, and was read by the lamplighter twice a day until the war."
)
MOON = (
    "The moon raises the tide in the sound of Arven by two metres at the most, and the wind from"
    " the north adds another metre to that in the storms of autumn."
)
MARKET = "The fish market of Selby opens at four. Buyers wear white coats, and scales are sealed.\n"
MODERATORS_ONLY = "Only moderators, who may manage messages here, can do that."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Stage, None]:
    """One bot for all tests: to start takes a second or two."""
    async with set_up(tmp_path_factory.mktemp("serve")) as stage:
        await stage.start()
        assert stage.discord.failures == []
        yield stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pilots(stage: Stage) -> Added:
    """The server's first document."""
    return await stage.publish("pilots.txt", PILOTS)


@pytest.fixture(autouse=True)
def _nothing_was_wrong(stage: Stage) -> Generator[None, None, None]:
    """Whatever a test is about, Discord had nothing to refuse."""
    before = len(stage.discord.failures)
    yield
    assert stage.discord.failures[before:] == []


async def test_it_connects_without_privileged_intents(stage: Stage) -> None:
    (identified,) = stage.discord.gateway.identified

    assert identified["intents"] == GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES
    assert identified["shard"] == [0, 1]


async def test_a_question_is_acknowledged_at_once_and_answered_with_a_quote(stage: Stage) -> None:
    asked = await stage.ask()

    assert asked.acknowledged is Callback.THINKING
    assert FUNDED in asked.text
    assert not asked.shown.private


async def test_a_private_answer_is_private_and_so_is_all_that_its_buttons_show(
    stage: Stage,
) -> None:
    ann = Person("ann")
    asked = await stage.discord.slash(ann, "ask", question=QUESTION, private=True)
    assert asked.shown.private

    for label in ("More context", "Copy exact text", "Quote id", "Helpful?"):
        pressed = await stage.discord.press(ann, asked.shown, label)
        assert pressed.shown.private, label
    form = await stage.discord.press(ann, asked.shown, "Follow up")
    followed = await stage.discord.submit_form(form, question="and who lent the rooms?")
    assert followed.shown.private


async def test_a_question_that_nothing_answers_is_answered_with_that(stage: Stage) -> None:
    asked = await stage.ask("does the aquarium sell penguins")

    assert "Nothing in the library answers that." in asked.text


async def test_moderators_are_told_what_was_asked_in_vain_and_members_are_not(
    stage: Stage,
) -> None:
    for _ in range(2):
        await stage.ask("how many giraffes live in the zoo")
    rated = await stage.ask()
    ben = Person("ben")
    for label in ("Helpful?", "Helpful: 1 yes"):
        await stage.discord.press(ben, rated.shown, label)
    assert "Helpful: 1 no" in rated.shown.buttons

    listed = await stage.discord.slash(stage.world.moderator, "library questions")
    unanswered = listed.text
    turned = await stage.discord.press(
        stage.world.moderator, listed.shown, "Answers that did not help"
    )
    refused = await stage.discord.slash(Person("ben"), "library questions", forged=True)

    assert listed.shown.private
    assert "how many giraffes live in the zoo" in unanswered
    assert "asked 2 times" in unanswered
    assert QUESTION in turned.text
    assert refused.text == MODERATORS_ONLY


async def test_a_document_is_previewed_to_its_moderator_published_and_quoted(
    stage: Stage, pilots: Added
) -> None:
    assert pilots.offered.shown.private
    assert FOUNDED in pilots.preview
    assert pilots.published.acknowledged is Callback.UPDATE_LATER
    assert pilots.published.shown is pilots.offered.shown
    assert "Published as document 1" in pilots.published.text

    assert "Pilots of the harbour of Arven" in (await stage.ask(PILOTS_QUESTION)).text
    values = await stage.discord.autocomplete(Person("ann"), "ask", "document", "pilots")
    assert values == ["1"]


@pytest.mark.usefixtures("pilots")
async def test_the_exact_text_of_a_quote_is_given_as_a_file(stage: Stage) -> None:
    asked = await stage.ask(PILOTS_QUESTION)

    copied = await stage.discord.press(Person("ben"), asked.shown, "Copy exact text")

    assert copied.shown.private
    (data,) = copied.shown.files.values()
    assert FOUNDED in data.decode()
    assert data.decode() in PILOTS
    assert f"```\n{data.decode()}\n```" in copied.text


async def test_a_newer_text_replaces_a_document_and_an_old_answer_tells_the_new_words(
    stage: Stage,
) -> None:
    dam = (
        "The dam of Selby was built in 1911 and is 40 metres high. It is closed when the water of"
        " the lake stands three metres over the mark.\n\nA guard lives in the house beside it all"
        " the year, and rings the bell when the gates are opened.\n"
    )
    published = await stage.publish("dam.txt", dam)
    handle = re.search(r"document (\d+)", published.published.text)
    assert handle
    ann, mo = Person("ann"), stage.world.moderator
    question = "how high is the dam of Selby"
    asked = await stage.discord.slash(ann, "ask", question=question, private=True)

    offered = await stage.add("newer.txt", dam.replace("40 metres", "45 metres"))
    assert f"Nearly the same as document {handle[1]}, “" in offered.text
    changed = await stage.discord.press(mo, offered.shown, "What changed")
    assert changed.shown.private
    assert "~~40~~ **45** metres high" in changed.text
    replaced = await stage.discord.press(mo, offered.shown, "Replace as new version")
    assert f"Published as version 2 of document {handle[1]}" in replaced.text

    context = await stage.discord.press(ann, asked.shown, "More context")
    assert "40 metres high" in context.text
    assert "by version 2. Version 2, the current one, says:" in context.text
    assert "45 metres high" in context.text
    copied = await stage.discord.press(ann, asked.shown, "Copy exact text")
    assert "45 metres high" in copied.text
    changes = await stage.discord.slash(mo, "library changes", document=handle[1])
    assert "~~40~~ **45** metres high" in changes.text


async def test_a_button_of_an_older_version_says_so(stage: Stage) -> None:
    ann, asked = Person("ann"), await stage.ask()
    data = {"component_type": 2, "id": 1, "custom_id": "gone:1"}

    sent = await stage.discord.send(
        Kind.COMPONENT, ann, data, asked.shown.channel, source=asked.shown
    )
    pressed = await stage.discord.done(sent)

    assert pressed.shown.private
    assert "older version" in pressed.text


@pytest.mark.usefixtures("pilots")
async def test_a_mention_is_answered_with_a_reply_and_a_reply_to_that_is_a_follow_up(
    stage: Stage,
) -> None:
    ann = Person("ann")
    answer = await stage.discord.mention(ann, PILOTS_QUESTION)
    assert "1874" in answer.text

    followed = await stage.discord.reply(ann, answer, "and how many are there?")

    assert followed.replies_to
    assert "eleven" in followed.text


@pytest.mark.usefixtures("pilots")
async def test_a_direct_message_is_answered_from_the_bundled_documents_only(stage: Stage) -> None:
    ben = Person("ben")

    assert FUNDED in (await stage.discord.dm(ben, QUESTION)).text
    assert "1874" not in (await stage.discord.dm(ben, PILOTS_QUESTION)).text


async def test_what_was_corrected_is_said_and_can_be_asked_as_typed(stage: Stage) -> None:
    ann = Person("ann")
    asked = await stage.ask("who fundd the seminar", ann)
    mentioned = await stage.discord.mention(ann, "who fundd the seminar")
    assert "(you typed *\u2068fundd\u2069*)" in asked.text
    assert "(you typed *\u2068fundd\u2069*)" in mentioned.text

    typed = await stage.discord.press(ann, mentioned, "Search as typed")

    assert "Searched as typed." in typed.text
    assert "fundd" in typed.text
    assert not typed.shown.private


async def test_a_quote_is_proved_and_cited(stage: Stage) -> None:
    ann = Person("ann")
    asked = await stage.ask(person=ann)
    (id_,) = re.findall(r"`(b\d+\.1\.\d+-\d+)`", asked.text)

    cited = await stage.discord.press(ann, asked.shown, "Cite")
    proved = await stage.discord.slash(ann, "quote", id=id_)

    assert cited.shown.private
    assert proved.shown.private
    assert cited.text == proved.text
    assert "bundled with Verbatim, added <t:" in proved.text
    assert sorted(cited.shown.files) == [f"quote-{id_}.{each}" for each in ("bib", "json", "txt")]


async def test_thanks_and_greetings_are_answered_privately(stage: Stage) -> None:
    ann = Person("ann")
    command = await stage.ask("thank you!", ann)
    assert command.shown.private

    told = await stage.discord.mention_privately(ann, "hello!")

    assert told.text == command.text


async def test_what_is_not_addressed_to_the_bot_is_left_alone(stage: Stage) -> None:
    before = len(stage.discord.rest.requests)
    await stage.discord.write(Person("ben"), QUESTION)
    await stage.discord.write(Person("news", bot=True), f"<@{stage.world.bot.id}> {QUESTION}")

    await stage.ask()

    paths = [request.path for request in stage.discord.rest.requests[before:]]
    assert not [path for path in paths if path.startswith("/channels/")]


async def test_a_message_is_traced_to_its_source_and_added_to_the_library(stage: Stage) -> None:
    text = "The night ferry carries no cars. It was built in 1931 for ninety passengers."
    message = await stage.discord.write(Person("ben"), text)

    found = await stage.discord.context_menu(Person("ann"), "Find the source", message)
    offered = await stage.discord.context_menu(stage.world.moderator, "Add to library", message)
    pressed = await stage.discord.press(stage.world.moderator, offered.shown, "Edit")
    edited = await stage.discord.submit_form(pressed, title="The night ferry", date="2025-03-31")

    assert found.shown.private
    assert offered.shown.private
    assert "The night ferry" in edited.text
    assert "31 March 2025" in edited.text
    cancelled = await stage.discord.press(stage.world.moderator, edited.shown, "Cancel")
    assert "Nothing was published" in cancelled.text


@pytest.mark.usefixtures("pilots")
async def test_changes_are_told_in_the_log_channel(stage: Stage) -> None:
    channel = stage.world.log.payload() | {"permissions": "0"}
    await stage.discord.slash(stage.world.moderator, "library log", channel=channel)
    form = await stage.discord.slash(stage.world.moderator, "library edit", document="1")
    await stage.discord.submit_form(form, publisher="Port of Arven")
    await stage.discord.slash(stage.world.moderator, "library show", document="1")
    listed = await stage.discord.slash(stage.world.moderator, "library list")

    told = [
        message.text
        for message in stage.world.messages.values()
        if message.channel is stage.world.log
    ]
    assert len(told) == 2
    assert "the publisher" in told[1]
    assert "Port of Arven" in listed.text


async def test_a_document_answers_when_its_embargo_ends_and_not_before(stage: Stage) -> None:
    file = stage.discord.upload("fares.txt", b"The fare of the Selby ferry is nine crowns.\n")
    mo, question = stage.world.moderator, "what is the fare of the Selby ferry"
    offered = await stage.discord.slash(
        mo, "library add", file=file, embargo="2999-01-01 09:00 Europe/Brussels"
    )
    assert "under embargo until" in offered.text
    published = await stage.discord.press(mo, offered.shown, "Publish")
    (number,) = re.findall(r"Published as document (\d+)", published.text)
    assert "nine crowns" not in (await stage.ask(question)).text
    assert number not in await stage.discord.autocomplete(Person("ann"), "ask", "document", "")

    soon = datetime.now(UTC) + timedelta(seconds=2)
    soon = soon.replace(microsecond=0)
    await stage.discord.slash(mo, "library schedule", document=number, embargo=soon.isoformat())
    early = await stage.ask(question, Person("ben"))
    left = (soon - datetime.now(UTC)).total_seconds()
    assert left < 0 or "nine crowns" not in early.text
    await asyncio.sleep(left)

    assert "nine crowns" in (await stage.ask(question)).text
    await stage.discord.slash(mo, "library schedule", document=number, expires="2001-01-01")
    assert "nine crowns" not in (await stage.ask(question)).text


async def test_a_feed_that_is_not_public_is_not_watched(stage: Stage) -> None:
    moderator = stage.world.moderator
    for url, sentence in (
        ("http://127.0.0.1:8080/feed.xml", "is not a public address, so I do not open it."),
        ("file:///etc/passwd", "is not a web address that I can open."),
    ):
        refused = await stage.discord.slash(moderator, "library watch", url=url)
        assert refused.shown.private
        assert sentence in refused.text

    watches = await stage.discord.slash(moderator, "library watches")
    review = await stage.discord.slash(moderator, "library review")
    assert watches.text.startswith("No feed is watched.")
    assert review.text.startswith("Nothing waits for review.")


async def test_members_are_refused_what_moderators_do(stage: Stage) -> None:
    offered = await stage.add("rules.txt", MARKET)
    ben = Person("ben")
    file = stage.discord.upload("mine.txt", PILOTS.replace("Arven", "Dover").encode())

    forged = await stage.discord.slash(ben, "library add", forged=True, file=file)
    pressed = await stage.discord.press(ben, offered.shown, "Publish")

    for refused in (forged, pressed):
        assert (refused.text, refused.shown.private) == (MODERATORS_ONLY, True)
    await stage.discord.press(stage.world.moderator, offered.shown, "Cancel")


async def test_thirty_questions_at_once_are_all_acknowledged_in_time(stage: Stage) -> None:
    people = [Person(f"member{number}") for number in range(30)]

    asked = await asyncio.gather(*(stage.ask(person=person) for person in people))

    assert max(each.waited for each in asked) < 3
    assert all(FUNDED in each.text for each in asked)


async def test_a_reader_that_is_killed_fails_its_file_only(stage: Stage) -> None:
    text = "The tide tables of Arven are printed in April, in blue for the spring tides."
    await stage.add("tides.txt", text.replace("Arven", "Dover"))
    (reader,) = await stage.process.children()
    os.kill(reader, signal.SIGSTOP)
    stage.discord.rest.downloaded.clear()
    file = stage.discord.upload("tides.txt", text.encode())
    definition = stage.discord.command(stage.world.moderator, "library add", {"file": file})
    adding = await stage.discord.send(Kind.COMMAND, stage.world.moderator, definition)
    await stage.discord.within(stage.discord.rest.downloaded.wait())
    await stage.ask()

    os.kill(reader, signal.SIGKILL)

    await stage.discord.done(adding)
    assert "stopped the reader" in adding.text
    again = await stage.add("tides.txt", text)
    assert "printed in April" in again.text
    await stage.discord.press(stage.world.moderator, again.shown, "Cancel")


@pytest.mark.parametrize("lost", ["connection", "server"])
async def test_what_happened_while_the_connection_was_lost_is_answered(
    stage: Stage, lost: str
) -> None:
    gateway = stage.discord.gateway
    before = len(gateway.resumed)
    if lost == "connection":
        gateway.drop()
    else:
        await gateway.ask_to_reconnect()
    await stage.discord.within(gateway.gone.wait())

    answer = await stage.discord.mention(Person("ben"), QUESTION)

    assert FUNDED in answer.text
    assert len(gateway.resumed) == before + 1
    assert len(gateway.identified) == 1


async def test_a_restart_ends_what_is_under_way_and_old_buttons_still_work(
    stage: Stage,
) -> None:
    ann = Person("ann")
    asked = await stage.ask(person=ann)
    offered = await stage.add("rules.txt", MARKET)
    form = await stage.discord.press(ann, asked.shown, "Follow up")
    await stage.publish("tide.pdf", printed([Ink(60, 700, TIDE, 6)], [Ink(60, 700, MOON, 6)]))
    tide = await stage.ask("what raises the tide in the sound of Arven")

    under_way = await stage.ask_a_slow_discord()

    asyncio.get_running_loop().call_later(0.5, stage.discord.rest.open.set)
    await stage.stop()
    assert FUNDED in under_way.text
    await stage.start()

    assert stage.discord.rest.syncs == 1
    context = await stage.discord.press(ann, asked.shown, "More context")
    assert FUNDED.replace("**", "") in context.text.replace("**", "")
    page = await stage.discord.press(ann, tide.shown, "Show the page")
    assert page.shown.private
    assert "page 2 of 2" in page.text
    (picture,) = page.shown.attachments
    assert MOON in picture["description"]
    assert page.shown.files[picture["filename"]].startswith(b"\x89PNG")
    followed = await stage.discord.submit_form(form, question="and who lent the boats?")
    assert "boats" in followed.text
    published = await stage.discord.press(stage.world.moderator, offered.shown, "Publish")
    assert "Published as document" in published.text
    await stage.discord.press(ann, asked.shown, "Remove")
    assert asked.shown.deleted


async def test_answers_are_edited_when_their_document_goes_also_after_a_kill(
    stage: Stage,
) -> None:
    text = "The buoy of Hollin was painted in 1988 by the pupils of the sailing school.\n"
    added = await stage.publish("buoy.txt", text)
    (number,) = re.findall(r"Published as document (\d+)", added.published.text)
    question, mo, rest = "who painted the buoy of Hollin", stage.world.moderator, stage.discord.rest
    asked = await stage.ask(question)
    private = await stage.discord.slash(Person("ben"), "ask", question=question, private=True)
    mentioned = await stage.discord.mention(Person("ben"), question)
    answers = (asked.shown, mentioned)
    before = [answer.text for answer in answers]
    assert all("pupils" in said for said in before)

    removed = await stage.discord.slash(mo, "library remove", document=number)
    rest.waiting.clear()
    rest.open.clear()
    await stage.discord.within(rest.waiting.wait())
    await stage.process.kill()
    rest.open.set()
    await stage.start()
    await stage.until(lambda: all("This quote was withdrawn" in each.text for each in answers))

    assert not [each.text for each in answers if "pupils" in each.text]
    assert "pupils" in private.text
    await stage.discord.press(mo, removed.shown, "Undo")
    await stage.until(lambda: [each.text for each in answers] == before)


@pytest.mark.usefixtures("pilots")
async def test_members_see_what_can_be_asked_check_quotes_and_what_is_stored_of_them(
    stage: Stage,
) -> None:
    cara, discord = Person("cara"), stage.discord
    explained = await discord.slash(cara, "help")
    (example, *_) = re.findall("^- \u2068(.+)\u2069$", explained.text, re.MULTILINE)
    assert "Nothing in the library" not in (await stage.ask(example, cara)).text
    assert "documents here" in (await discord.slash(cara, "about")).text

    listed = await discord.slash(cara, "sources", search="pilots")
    opened = await discord.press(cara, listed.shown, "1 · Pilots of the harbour of Arven")
    assert "It answers, for example:" in opened.text

    said = await discord.write(Person("ben"), FOUNDED.replace("1874", "1847"))
    checked = await discord.context_menu(cara, "Check this quote", said)
    assert "“\u20681847\u2069” here, “\u20681874\u2069” in the library" in checked.text
    confirmed = await discord.slash(cara, "check", quote=FOUNDED)
    assert "word for word:**" in confirmed.text

    stored = await discord.slash(cara, "privacy")
    assert "Stored of you in this server: 1 question." in stored.text
    given = await discord.press(cara, stored.shown, "Show as a file")
    (data,) = given.shown.files.values()
    assert example in data.decode()
    deleted = await discord.press(cara, stored.shown, "Delete it")
    assert "Stored of you in this server: nothing." in deleted.text
    seen = (explained, listed, opened, checked, confirmed, stored, given)
    assert all(each.shown.private for each in seen)


async def test_moderators_publish_undo_download_look_back_and_delete_for_good(
    stage: Stage,
) -> None:
    discord, mo = stage.discord, stage.world.moderator
    text = "The crane of Hollin was built in 1921 by the brothers Varg.\n"
    added = await stage.publish("crane.txt", text)
    undone = await discord.press(mo, added.published.shown, "Undo")
    assert "was taken out again" in undone.text
    again = await stage.publish("crane.txt", text)
    (number,) = re.findall(r"Published as document (\d+)", again.published.text)

    shown = await discord.slash(mo, "library show", document=number)
    given = await discord.press(mo, shown.shown, "Download")
    history = await discord.press(mo, shown.shown, "History")
    form = await discord.press(mo, shown.shown, "Edit")
    refused = await discord.submit_form(form, date="May")
    corrected = await discord.press(mo, refused.shown, "Correct it")
    edited = await discord.submit_form(corrected, date="2026-05-01")
    asked = await discord.slash(mo, "library erase", document=number)
    erased = await discord.press(mo, asked.shown, "Delete for good")

    assert [data.decode() for data in given.shown.files.values()] == [text, text.strip()]
    assert "**1 change** of document" in history.text
    assert "is not a day" in refused.text
    assert "Changed the day of publication" in edited.text
    assert erased.text == f"Document {number} was deleted for good."
    assert "1921" not in (await stage.ask("who built the crane of Hollin")).text


async def test_what_the_gateway_garbles_ends_neither_the_session_nor_the_process(
    stage: Stage,
) -> None:
    gateway = stage.discord.gateway
    sessions = len(gateway.identified)
    unreadable: list[Json] = [{"id": "twelve"}, {"id": None, "channel_id": [], "author": 5}, {}]
    for malformed in unreadable:
        await gateway.dispatch("MESSAGE_CREATE", malformed)
        await gateway.dispatch("INTERACTION_CREATE", malformed)

    assert FUNDED in (await stage.ask()).text
    assert len(gateway.identified) == sessions

    await gateway.babble()
    await stage.discord.within(gateway.ready.wait())

    assert FUNDED in (await stage.ask()).text
    assert len(gateway.identified) == sessions + 1


async def test_a_promise_of_before_a_kill_is_ended_by_the_next_start_and_an_answer_stays(
    stage: Stage,
) -> None:
    mo = stage.world.moderator
    answered = await stage.ask()
    before = answered.text
    pages = [[Ink(60, 700, f"{MOON} {number}", 6)] for number in range(300)]
    file = stage.discord.upload("moons.pdf", printed(*pages))
    data = stage.discord.command(mo, "library add", {"file": file})
    adding = await stage.discord.send(Kind.COMMAND, mo, data)
    await stage.until_noted(adding.token)

    await stage.process.kill()
    await stage.start()
    await stage.discord.done(adding)

    assert adding.text == "I was restarted before this was done. Try again."
    assert adding.shown.private
    assert answered.text == before


async def test_what_arrives_while_it_stops_is_turned_away_at_once(stage: Stage) -> None:
    ann, discord = Person("ann"), stage.discord
    asked = await stage.ask(person=ann)
    form = await discord.press(ann, asked.shown, "Follow up")
    under_way = await stage.ask_a_slow_discord()
    stopped = await discord.within(stage.begin_to_stop())

    late = [
        await stage.ask(person=ann),
        await discord.press(ann, asked.shown, "More context"),
        await discord.submit_form(form, question="and who lent the rooms?"),
        await discord.context_menu(ann, "Find the source", asked.shown),
    ]
    mentioned = await discord.mention(ann, QUESTION)
    offered = await discord.autocomplete(ann, "ask", "document", "")

    assert {each.text for each in late} == {mentioned.text} == {RESTARTING}
    assert all(each.shown.private for each in late)
    assert offered == []
    discord.rest.open.set()
    await stopped
    assert FUNDED in under_way.text
    await stage.start()


async def test_nothing_that_anybody_asked_stands_in_the_log_whatever_goes_wrong(
    stage: Stage,
) -> None:
    stage.discord.rest.unwanted = "zeppelin"
    asked = await stage.ask("who funded the zeppelin")
    mentioned = await stage.discord.mention(Person("ann"), "who paid for the zeppelin")

    for told in (asked.text, mentioned.text):
        assert "Something went wrong on my side" in told
    log = stage.process.log
    assert log.count("unexpected error") == 2
    secrets = (QUESTION, "zeppelin", "pilot", asked.token, stage.discord.token, "Authorization")
    assert [secret for secret in secrets if secret in log] == []


async def test_it_ends_in_time_also_if_discord_does_not_take_an_answer(stage: Stage) -> None:
    await stage.ask_a_slow_discord()

    await stage.stop()

    stage.discord.rest.open.set()


async def test_a_token_that_discord_does_not_accept_ends_it_with_a_sentence(
    tmp_path: Path,
) -> None:
    async with set_up(tmp_path, "MTIz.wrong.token") as stage:
        await stage.process.start()

        assert await stage.process.ended() == 2

    said = stage.process.log.splitlines()
    assert said[-1] == (
        "verbatim: Discord does not accept the token. Copy it again from the developer portal."
    )
    assert "Traceback" not in stage.process.log
