from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord
import structlog

from bot.cogs.ui import custom_ids
from bot.cogs.ui.guard import QUESTIONS
from bot.ingest.extract import extract
from bot.library.curator import Changes
from bot.model import Handle, Span, UserId
from tests.cogs.rendering import render, shows, unquote
from tests.cogs.world import (
    FUNDED,
    QUESTION,
    RELEASE,
    World,
    buttons,
    choices,
    message,
    press,
    quotes,
    text,
    texts,
    token_of,
)

FORM_FAILED = "this shows no form"


def named(shown: simcord.InteractionResult) -> Span:
    """Return the span that the source line under a quote names."""
    start, end = texts(shown)[-1].rpartition("`")[0].rpartition(".")[2].split("-")
    return Span(int(start), int(end))


async def test_more_context_shows_what_stands_around_with_the_quote_in_bold(world: World) -> None:
    document = await world.add()
    shown = await world.ask()

    context = await press(world.ben, shown, "More context")

    assert context.ephemeral
    body = quotes(context)[0]
    stored = await world.engine.library.catalogue.text(document)
    assert shows(body) == named(context).of(stored)
    assert FUNDED in render(unquote(body)).bold[0]
    assert "Harbour seminar" in body
    assert "oldest ferry" in body


async def test_the_exact_text_comes_as_a_file_and_to_copy(world: World) -> None:
    await world.add()
    shown = await world.ask()

    copied = await press(world.ben, shown, "Copy exact text")

    assert copied.ephemeral
    (file,) = message(copied).attachments
    exact = RELEASE.split("\n\n")[1]
    assert file.filename == "quote-1.1.42-223.txt"
    assert await file.read() == exact.encode()
    assert f"```\n{exact}\n```" in text(copied)


@pytest.mark.parametrize("body", ["it opens ```at``` six", "it opens \u202eat six", "so " * 660])
async def test_text_that_a_code_block_would_change_or_cut_comes_as_a_file_only(
    world: World, body: str
) -> None:
    gates = f"Gates of Arven\n\nThe gate of the harbour: {body.strip()}"
    await world.add(gates, "gates.txt")
    shown = await world.ask("gate of the harbour of Arven")
    token = token_of(shown)
    forged = await world.forge(world.channel, custom_ids.COPY.of(token, f"1.1.0-{len(gates)}"))

    copied = await press(world.ann, forged, "Forged")

    (file,) = message(copied).attachments
    assert await file.read() == gates.encode()
    assert text(copied) == f"The exact text of `1.1.0-{len(gates)}`, as stored:"


async def add_more(world: World) -> None:
    """Add documents that answer as well, and one that has nothing to do with it."""
    for year in range(2001, 2008):
        said = f"The seminar of {year} was funded by the town of Arven and {year} of its people."
        await world.add(f"Arven {year}\n\n{said}\n", f"{year}.txt")
    await world.add("Tides\n\nThe old ferry is funded by the tides.\n", "tides.txt")


async def test_more_goes_on_until_there_is_no_more_that_is_relevant(world: World) -> None:
    await add_more(world)
    shown = await world.ask()
    seen = [quotes(shown)]

    while "More" in buttons(shown):
        shown = await press(world.ben, shown, "More")
        assert shown.ephemeral
        seen.append(quotes(shown))

    assert [len(page) for page in seen] == [3, 3, 1]
    assert len({quote for page in seen for quote in page}) == 7
    assert not any("tides" in quote for page in seen for quote in page)


async def test_a_quote_that_clearly_leads_stands_alone_and_the_others_are_a_press_away(
    world: World,
) -> None:
    await world.add()
    await world.add("Feasts\n\nThe seminar of the cooks had forty guests.\n", "feasts.txt")

    shown = await world.ask()

    assert len(quotes(shown)) == 1
    assert FUNDED in quotes(shown)[0].replace("**", "")
    assert 3 <= len(buttons(shown)) <= 5


async def test_further_quotes_have_menus_of_their_own(world: World) -> None:
    await add_more(world)
    further = await press(world.ben, await world.ask(), "More")

    copied = await press(world.ben, further, "Copy exact text")

    assert message(copied).attachments


async def test_a_judgement_is_kept_and_the_last_one_counts(world: World) -> None:
    await world.add()
    shown = await world.ask()
    token = token_of(shown)
    given = await world.engine.library.answers.given(world.guild_id, token)

    said = quotes(shown)
    for label, ratings in (
        ("Helpful: 1 yes", (1, 0)),
        ("Helpful: 1 no", (0, 1)),
        ("Helpful?", (0, 0)),
    ):
        rated = await world.ben.click(message(shown), custom_id=custom_ids.HELPFUL.of(token))
        assert isinstance(rated, simcord.InteractionResult)
        assert not rated.followups
        assert label in buttons(last(world))
        assert quotes(last(world)) == said
        assert await world.engine.library.ratings.counts(given) == ratings
    assert len(world.channel.history()) == 1


async def test_sources_that_differ_stand_together_and_that_is_said(world: World) -> None:
    early = "Ferry accident in the sound\n\nIn the ferry accident 12 people were injured.\n"
    late = "Ferry accident: more injured\n\n18 people were injured in the ferry accident.\n"
    for name, text_, date in (("late", late, "2026-02-02"), ("early", early, "2026-01-31")):
        document = await world.add(text_, f"{name}.txt")
        await world.engine.documents.edit(world.guild_id, document.handle, Changes(date=date))

    shown = await world.ask("how many people were injured in the ferry accident")

    said = "**These sources give different figures or dates.** The newest first:"
    assert said in text(shown)
    assert ["18" in each for each in quotes(shown)] == [True, False]
    await press(world.ben, shown, "Helpful?")
    assert said in text(last(world))


async def test_the_ratings_of_several_people_are_counted(world: World) -> None:
    await world.add()
    shown = await world.ask()
    for person in (world.ann, world.ben, world.moderator, world.moderator):
        await person.click(message(shown), custom_id=custom_ids.HELPFUL.of(token_of(shown)))

    assert "Helpful: 2 yes, 1 no" in buttons(last(world))


async def test_a_rating_never_brings_back_what_was_withdrawn(world: World) -> None:
    document = await world.add()
    shown = await world.ask()
    await world.engine.documents.remove(world.guild_id, document.handle)

    await press(world.ben, shown, "Helpful?")

    assert "Helpful: 1 yes" in buttons(last(world))
    assert not quotes(last(world))
    assert "withdrawn" in text(last(world))


async def test_a_private_answer_is_rated_in_its_place(world: World) -> None:
    await world.add()
    shown = await world.ask(private=True)

    rated = await press(world.ann, shown, "Helpful?")

    assert "Helpful: 1 yes" in buttons(rated)
    assert quotes(rated) == quotes(shown)


async def test_buttons_of_answers_of_older_releases_work(world: World) -> None:
    await world.add()
    token = token_of(await world.ask())
    quote = "1.1.42-223"

    context = await world.forge(world.channel, custom_ids.CONTEXT.of(token, quote))
    assert quotes(await press(world.ben, context, "Forged"))
    copy = await world.forge(world.channel, custom_ids.COPY.of(token, quote))
    assert message(await press(world.ben, copy, "Forged")).attachments
    not_this = await world.forge(world.channel, custom_ids.NOT_THIS.of(token, 0))
    sorry = await press(world.ben, not_this, "Forged")
    assert text(sorry) == "Thanks, that is noted. Maybe one of the next passages answers it."
    assert quotes(await press(world.ben, sorry, "More"))


async def test_a_choice_that_is_taken_back_does_nothing(world: World) -> None:
    await world.add()
    shown = await world.ask()
    custom_id, _ = choices(shown)["More context"]

    result = await world.ben.select(message(shown), [], custom_id=custom_id)

    assert result.acknowledged
    assert not result.followups


async def test_the_id_of_a_quote_and_its_address_are_in_the_menu(world: World) -> None:
    data = RELEASE.encode()
    source = replace(extract("harbour.txt", data), url="https://arven.example/f")
    await world.engine.documents.add(world.guild_id, source, data, user_id=None)
    shown = await world.ask()

    told = await press(world.ben, shown, "Quote id")
    opened = await press(world.ben, shown, "Open at the quote")

    assert told.ephemeral
    assert text(told) == "```\n1.1.42-223\n```"
    assert opened.ephemeral
    assert buttons(opened)["Open at the quote"].startswith("https://arven.example/f#:~:text=The%20")


async def test_what_was_corrected_can_be_asked_as_typed(world: World) -> None:
    await world.add()
    shown = await world.ask("who fundd the semniar")
    assert "Searched for **\u2068fund\u2069** (you typed *\u2068fundd\u2069*)" in text(shown)

    typed = await press(world.ann, shown, "Search as typed")

    assert "Nothing in the library answers that." in text(typed)
    assert "Searched as typed." in text(typed)
    assert "fundd" in text(typed)
    assert "Search as typed" not in buttons(typed)
    assert not typed.ephemeral


async def test_what_was_corrected_is_still_said_after_a_correction_of_the_message(
    world: World,
) -> None:
    await world.add()
    shown = await world.ask("who fundd the seminar")

    await press(world.ben, shown, "Helpful?")

    assert "(you typed *\u2068fundd\u2069*)" in text(last(world))
    assert "Search as typed" in buttons(last(world))


def last(world: World) -> discord.Message:
    """Return the newest message of the channel as it is now."""
    return world.channel.history()[-1]


async def follow_up(
    actor: simcord.MemberActor, shown: simcord.InteractionResult, question: str
) -> simcord.InteractionResult:
    form = await press(actor, shown, "Follow up")
    assert form.modal, FORM_FAILED
    return await actor.submit_modal(form, {"question": question})


async def test_a_follow_up_is_answered_to_everybody_and_remembers(world: World) -> None:
    await world.add()
    shown = await world.ask()

    answer = await follow_up(world.ben, shown, "when is the next planned?")

    assert not answer.ephemeral
    assert "spring of 2027" in text(answer)
    assert texts(answer)[0] == (
        f"-# “\u2068{QUESTION}\u2069” → “\u2068when is the next planned?\u2069”"
    )
    given = await world.engine.library.answers.given_in(world.guild_id, message(answer).id)
    assert given
    assert given.earlier == QUESTION


@pytest.mark.parametrize("blank", ["  ", "?!", "\u200b"])
async def test_a_blank_follow_up_is_refused_with_a_sentence(world: World, blank: str) -> None:
    await world.add()

    refused = await follow_up(world.ben, await world.ask(), blank)

    assert refused.ephemeral
    assert text(refused) == "That was no question. Press *Follow up* again and type one."


async def test_a_follow_up_to_a_private_answer_is_private(world: World) -> None:
    await world.add()

    answer = await follow_up(world.ann, await world.ask(private=True), "when is the next planned?")

    assert answer.ephemeral
    assert "spring of 2027" in text(answer)


async def test_a_follow_up_is_private_where_the_person_may_not_speak(world: World) -> None:
    await world.add()
    everyone = world.guild.default_role
    deny = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel("news", overwrites={everyone: deny})
    shown = await world.moderator.slash(channel, "ask", question=QUESTION)
    assert isinstance(shown, simcord.InteractionResult)

    answer = await follow_up(world.ben, shown, "when is the next planned?")

    assert answer.ephemeral


async def test_follow_ups_count_as_questions(world: World) -> None:
    await world.add()
    shown = await world.ask()
    for _ in range(QUESTIONS):
        await follow_up(world.ben, shown, QUESTION)

    refused = await follow_up(world.ben, shown, QUESTION)

    assert "more than 5 questions" in text(refused)


async def test_only_who_asked_and_moderators_remove_an_answer(world: World) -> None:
    await world.add()
    first, second = await world.ask(), await world.ask()

    refused = await press(world.ben, first, "Remove")
    assert text(refused) == "Only who asked, or a moderator, can remove an answer."
    assert len(world.channel.history(viewer=world.ann)) == 2

    await press(world.ann, first, "Remove")
    await press(world.moderator, second, "Remove")
    assert not world.channel.history(viewer=world.ann)


async def test_a_removed_answer_to_a_mention_is_gone(world: World) -> None:
    await world.add()
    asked = await world.ann.send(world.channel, f"{world.mention} {QUESTION}")
    answer = world.channel.last_message
    assert answer

    await press(world.ann, answer, "Remove")

    assert world.channel.last_message
    assert world.channel.last_message.id == asked.id


async def test_a_private_answer_can_be_posted_with_the_name_of_who_did(world: World) -> None:
    await world.add()
    shown = await world.ask(private=True)

    done = await press(world.ann, shown, "Post here")

    assert not done.followups
    assert "Posted" in buttons(done)
    posted = world.channel.history(viewer=world.ben)[-1]
    assert texts(posted)[0].endswith(f"-# Posted by {world.ann.mention}")
    assert quotes(posted) == quotes(shown)
    assert not world.pings(posted)
    await press(world.ann, posted, "Remove")
    assert not world.channel.history(viewer=world.ben)


async def test_a_private_answer_in_direct_messages_can_be_posted_there(bundled: World) -> None:
    ann = bundled.ann.user
    shown = await ann.slash("ask", question=QUESTION, private=True)

    done = await press(ann, shown, "Post here")

    assert "Posted" in buttons(done)
    posted = [sent for sent in ann.dm_channel.history() if not sent.flags.ephemeral]
    assert "Posted by" in text(posted[-1])


async def test_an_answer_is_posted_once_however_often_that_is_pressed(world: World) -> None:
    await world.add()
    shown = await world.ask(private=True)
    name = buttons(shown)["Post here"]
    sent = message(shown)

    await world.ann.click(sent, custom_id=name)
    await world.restart()
    again = await press(world.ann, await world.forge(world.channel, name), "Forged")

    assert text(again) == "This answer is posted already."
    assert sum("Posted by" in text(each) for each in world.channel.history()) == 1


async def test_what_is_answered_no_more_is_not_posted_and_can_be_later(world: World) -> None:
    document = await world.add()
    shown = await world.ask(private=True)
    await world.engine.documents.remove(world.guild_id, document.handle)

    refused = await press(world.ann, shown, "Post here")

    assert text(refused) == "The library does not answer this any more, so nothing was posted."
    assert not world.channel.history(viewer=world.ben)
    await world.engine.documents.restore(world.guild_id, document.handle)
    await press(world.ann, shown, "Post here")
    assert len(world.channel.history(viewer=world.ben)) == 1


async def test_a_follow_up_that_is_posted_shows_both_questions(world: World) -> None:
    await world.add()
    answer = await follow_up(world.ann, await world.ask(private=True), "when is the next planned?")

    await press(world.ann, answer, "Post here")

    assert f"“\u2068{QUESTION}\u2069” → " in text(world.channel.history(viewer=world.ben)[-1])


async def test_an_answer_that_is_gone_already_is_removed_without_a_word(world: World) -> None:
    await world.add()
    shown = await world.ask()
    world.env.inject_error("DELETE", "*", status=404, code=10008)

    result = await press(world.ann, shown, "Remove")

    assert not result.followups


async def test_nothing_is_posted_where_the_person_may_not_speak(world: World) -> None:
    await world.add()
    deny = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel("news", overwrites={world.guild.default_role: deny})
    shown = await world.ben.slash(channel, "ask", question=QUESTION, private=True)
    assert isinstance(shown, simcord.InteractionResult)

    refused = await press(world.ben, shown, "Post here")

    assert text(refused) == "You may not send messages in this channel."
    assert not channel.history(viewer=world.moderator)


async def test_nothing_is_posted_where_the_bot_may_not_speak(world: World) -> None:
    await world.add()
    allow = discord.PermissionOverwrite(send_messages=True)
    deny = discord.PermissionOverwrite(send_messages=False)
    talkers = world.guild.create_role("Talkers")
    channel = world.guild.create_text_channel(
        "news", overwrites={world.guild.default_role: deny, talkers: allow}
    )
    actor = world.guild.add_member(world.env.create_user("eve"), roles=[talkers])
    shown = await actor.slash(channel, "ask", question=QUESTION, private=True)
    assert isinstance(shown, simcord.InteractionResult)

    refused = await press(actor, shown, "Post here")

    assert text(refused) == "I may not send messages in this channel. Ask a moderator to let me."


async def test_buttons_and_forms_work_after_a_restart(world: World) -> None:
    await world.add()
    shown = await world.ask()
    form = await press(world.ben, shown, "Follow up")

    await world.restart()

    assert quotes(await press(world.ben, shown, "More context"))
    assert not (await press(world.ben, shown, "Helpful?")).followups
    answer = await world.ben.submit_modal(form, {"question": "when is the next planned?"})
    assert "spring of 2027" in text(answer)


@pytest.mark.parametrize("label", ["More context", "Copy exact text"])
async def test_a_document_removed_meanwhile_is_not_quoted_any_more(
    world: World, label: str
) -> None:
    document = await world.add()
    shown = await world.ask()
    await world.engine.documents.remove(world.guild_id, document.handle)

    assert text(await press(world.ben, shown, label)) == "There is no document 1 in this library."


async def test_there_is_no_more_of_documents_that_were_removed(world: World) -> None:
    await add_more(world)
    shown = await world.ask()
    for number in range(1, 9):
        await world.engine.documents.remove(world.guild_id, Handle(number))

    further = await press(world.ben, shown, "More")

    assert text(further) == "There are no more passages about that."


async def test_a_version_that_never_was_leads_nowhere(world: World) -> None:
    await world.add()
    token = token_of(await world.ask())

    for quote in ("1.9.0-10", "1.1.99999-100000"):
        forged = await world.forge(world.channel, custom_ids.CONTEXT.of(token, quote))
        shown = await press(world.ben, forged, "Forged")
        assert text(shown) == "There is no document 1 in this library."
    forged = await world.forge(world.channel, custom_ids.COPY.of(token, "1.1.10-10"))
    assert text(await press(world.ben, forged, "Forged")) == "There is no quote 1.1.10-10."


async def test_bundled_documents_that_were_switched_off_are_not_quoted(bundled: World) -> None:
    shown = await bundled.ask()
    assert "`b1." in text(shown)
    await bundled.engine.library.guilds.show_bundled(bundled.guild_id, shown=False)

    context = await press(bundled.ben, shown, "More context")

    assert text(context) == "There is no document b1 in this library."


async def test_an_answer_that_is_too_old_says_so(world: World) -> None:
    await add_more(world)
    shown = await world.ask()
    async with world.engine.library.answers._db.write() as db:
        await db.execute("DELETE FROM answer")

    for label in ("More context", "More", "Helpful?", "Quote id"):
        refused = await press(world.ben, shown, label)
        assert text(refused) == ("This answer is too old for its buttons. Ask the question again.")


async def test_a_private_answers_buttons_are_the_askers_own(world: World) -> None:
    await world.add()
    given = await world.engine.library.answers.give(
        world.guild_id, UserId(world.ann.id), QUESTION, private=True
    )
    forged = await world.forge(world.channel, custom_ids.NEXT.of(given.token, 0))

    shown = await press(world.ben, forged, "Forged")

    assert text(shown) == "This answer is somebody else's. Ask the question yourself."
    assert quotes(await press(world.ann, forged, "Forged"))


async def test_a_press_whose_interaction_has_expired_is_no_error(world: World) -> None:
    await world.add()
    shown = await world.ask()
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)

    result = await press(world.ben, shown, "More context")

    assert not result.acknowledged


async def test_what_goes_wrong_is_told_with_a_reference(world: World) -> None:
    await world.add()
    shown = await world.ask()
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500, times=None)

    result = await press(world.ben, shown, "More context")

    assert text(result).startswith("Something went wrong on my side (reference ")


async def test_an_answer_that_was_deleted_while_it_was_thought_of_is_no_error(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add()
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, code=10008)
    world.expected = 1

    with structlog.testing.capture_logs() as logs:
        result = await world.ask()

    assert not result.followups
    assert [entry["log_level"] for entry in logs] == ["info"]
    assert not caplog.records
