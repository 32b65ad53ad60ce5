from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest

from bot.cogs.answers.corrections import Corrections, corrected_layout
from bot.cogs.answers.replies import reply_layout
from bot.cogs.ui.announcer import Announcer
from bot.engine.engine import open_engine
from bot.ingest.extract import extract
from bot.library.answers import Standing
from bot.library.curator import Changes
from bot.model import Document, GuildId, Handle, Schedule, UserId
from bot.settings import Settings
from tests.clocks import HOUR, START, SetClock
from tests.cogs.conftest import opened
from tests.cogs.samples import assert_within_limits
from tests.cogs.world import FUNDED, QUESTION, RELEASE, Shown, World, buttons, press, store, text

WITHDRAWN = "*This quote was withdrawn on <t:"
REMOVED = ":D>: its document was removed from the library.*"
SHOWN = FUNDED.split()[-1]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def timed(bare_settings: Settings, clock: SetClock) -> AsyncGenerator[World, None]:
    async with open_engine(bare_settings, clock=clock) as engine, opened(engine) as world:
        yield world


def corrections_of(world: World) -> Corrections:
    announcer = Announcer(world.bot, world.engine.library.guilds)
    return Corrections(world.bot, world.engine, announcer, pause=0)


async def once(corrections: Corrections) -> None:
    await corrections.look()
    await corrections.finish()


async def look(world: World) -> int:
    """Let the bot look once; return how many messages it has edited."""
    before = len(edits(world))
    await once(corrections_of(world))
    return len(edits(world)) - before


def edits(world: World) -> list[str]:
    return [
        entry.path
        for entry in world.env.http_requests
        if entry.method == "PATCH" and entry.path.startswith("/channels/")
    ]


def now(world: World, shown: Shown) -> discord.Message:
    """Return an answer as it stands in the channel by now."""
    del shown
    return world.channel.history(viewer=world.ben)[-1]


async def replaced(world: World, words: str) -> Document:
    data = words.encode()
    return await world.engine.documents.replace(
        world.guild_id, Handle(1), extract("harbour.txt", data), data
    )


async def test_the_words_of_a_removed_document_are_taken_out_and_put_back(timed: World) -> None:
    await timed.add()
    asked = await timed.ask()
    before = text(now(timed, asked))
    assert SHOWN in before
    assert await look(timed) == 0

    await timed.engine.documents.remove(timed.guild_id, Handle(1))

    assert await look(timed) == 1
    said = text(now(timed, asked))
    assert SHOWN not in said
    assert "ferry" not in said
    assert WITHDRAWN in said
    assert REMOVED in said
    assert list(buttons(now(timed, asked))) == [*("Follow up", "Helpful?", "Remove")]
    assert await look(timed) == 0

    await timed.engine.documents.restore(timed.guild_id, Handle(1))

    assert await look(timed) == 1
    assert text(now(timed, asked)) == before


async def test_an_answer_that_is_replied_with_or_posted_is_corrected_and_a_private_one_not(
    timed: World,
) -> None:
    await timed.add()
    private = await timed.ask(private=True)
    await press(timed.ann, private, "Post here")
    await timed.ben.send(timed.channel, f"{timed.mention} {QUESTION}")

    await timed.engine.documents.remove(timed.guild_id, Handle(1))

    assert await look(timed) == 2
    posted, _, replied = timed.channel.history(viewer=timed.ben)
    assert "Posted by" in text(posted)
    for shown in (posted, replied):
        assert REMOVED in text(shown)
        assert SHOWN not in text(shown)


async def test_only_the_quotes_of_the_document_that_went_are_withdrawn(timed: World) -> None:
    for number in range(2):
        await timed.add(f"The seminar in room {number} was funded by the trust.\n", f"{number}.txt")
    asked = await timed.ask("who funded the seminar")
    assert text(now(timed, asked)).count("> ") == 2

    await timed.engine.documents.remove(timed.guild_id, Handle(2))

    await look(timed)
    said = text(now(timed, asked))
    assert said.count("> ") == 1
    assert "room 0" in said
    assert said.count(WITHDRAWN) == 1
    context = await press(timed.ben, now(timed, asked), "More context")
    assert "room" in text(context)


async def test_a_quote_of_a_replaced_document_stays_and_says_so(timed: World) -> None:
    await timed.add()
    asked = await timed.ask()

    await replaced(timed, RELEASE.replace("1931", "1932"))
    assert await look(timed) == 1
    kept = text(now(timed, asked))
    await replaced(timed, RELEASE.replace("the ferry line", "the town"))
    assert await look(timed) == 1
    gone = text(now(timed, asked))

    assert SHOWN in kept
    assert "newer version of <t:" in kept
    assert "in which these words still stand" in kept
    assert SHOWN in gone
    assert "**This is the wording of an earlier version.**" in gone
    context = await press(timed.ben, now(timed, asked), "More context")
    assert FUNDED in text(context).replace("**", "")


async def test_a_quote_is_withdrawn_when_its_document_expires_and_back_if_it_is_prolonged(
    timed: World, clock: SetClock
) -> None:
    await timed.add()
    schedule = Schedule(expires=START + HOUR)
    await timed.engine.documents.edit(timed.guild_id, Handle(1), Changes(schedule=schedule))
    asked = await timed.ask()
    assert await look(timed) == 0

    clock.at = START + HOUR

    assert await look(timed) == 1
    at = int((START + HOUR).timestamp())
    assert f"{WITHDRAWN}{at}:D>: its document has expired.*" in text(now(timed, asked))
    later = Schedule(embargo=START + 2 * HOUR, expires=START + 3 * HOUR)
    await timed.engine.documents.edit(timed.guild_id, Handle(1), Changes(schedule=later))
    assert await look(timed) == 1
    assert "is not public at the moment" in text(now(timed, asked))
    clock.at = START + 2 * HOUR
    assert await look(timed) == 1
    assert SHOWN in text(now(timed, asked))


async def test_what_was_withdrawn_stays_so_when_the_document_is_deleted_for_good(
    timed: World,
) -> None:
    await timed.add()
    asked = await timed.ask()
    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    await look(timed)
    before = text(now(timed, asked))
    async with timed.engine.library.answers._db.write() as db:
        await db.execute("DELETE FROM document")

    (row,) = await timed.engine.library.answers._db.read("SELECT token FROM answer")
    posted = await timed.engine.library.answers.posted(row[0])

    assert await look(timed) == 0
    assert posted
    assert str(int(posted.quotes[0].since.timestamp())) in before


async def test_a_passage_that_only_comes_close_is_withdrawn_too(timed: World) -> None:
    await timed.add()
    asked = await timed.ask("how many lighthouses are on the coast")
    assert "The closest passages:" in text(now(timed, asked))

    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    await look(timed)

    said = text(now(timed, asked))
    assert "The library does not say this outright." in said
    assert REMOVED in said
    assert "> " not in said


async def test_quotes_of_bundled_documents_go_when_those_are_switched_off_and_come_back(
    bundled: World,
) -> None:
    asked = await bundled.ask()
    before = text(now(bundled, asked))
    await bundled.ann.user.send_dm(QUESTION)
    assert SHOWN in before
    corrections = corrections_of(bundled)
    await once(corrections)

    switched = await bundled.moderator.slash(bundled.channel, "library bundled", state="off")
    await once(corrections)

    assert "my answers that quote them are edited" in text(switched)
    said = text(now(bundled, asked))
    assert f"{WITHDRAWN}" in said
    assert "the bundled documents are switched off in this server.*" in said
    assert SHOWN not in said
    assert len(edits(bundled)) == 1

    await bundled.moderator.slash(bundled.channel, "library bundled", state="on")
    await once(corrections)

    assert text(now(bundled, asked)) == before
    assert len(edits(bundled)) == 2


async def test_in_a_server_that_was_left_nothing_is_edited_until_the_bot_is_back(
    timed: World,
) -> None:
    await timed.add()
    asked = await timed.ask()
    corrections = corrections_of(timed)
    await timed.engine.documents.remove(timed.guild_id, Handle(1))

    await timed.leave()
    await once(corrections)
    assert edits(timed) == []

    await timed.come_back()
    await once(corrections)
    assert REMOVED in text(now(timed, asked))


async def test_a_message_that_is_gone_is_let_go_and_the_others_are_corrected(timed: World) -> None:
    await timed.add()
    first = await timed.ask()
    await timed.ask()
    await press(timed.ann, now(timed, first), "Remove")

    await timed.engine.documents.remove(timed.guild_id, Handle(1))

    await look(timed)
    (left,) = timed.channel.history(viewer=timed.ben)
    assert REMOVED in text(left)
    assert await timed.engine.library.answers.outdated(9) == ({}, True)


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10003), (400, 50083)])
async def test_what_cannot_be_edited_is_let_go(timed: World, status: int, code: int) -> None:
    await timed.add()
    await timed.ask()
    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    timed.env.inject_error("PATCH", "/channels/*", status=status, code=code)

    await look(timed)

    assert await timed.engine.library.answers.outdated(9) == ({}, True)


async def test_what_cannot_be_edited_is_told_in_the_log_channel_and_what_is_gone_is_not(
    timed: World,
) -> None:
    log = timed.guild.create_text_channel("log")
    await timed.env.settle()
    mo = UserId(timed.moderator.id)
    await timed.engine.library.guilds.set_log_channel(timed.guild_id, log.id, user_id=mo)
    await timed.add()
    asked = now(timed, await timed.ask())
    await timed.ask()
    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    path = f"/channels/{timed.channel.id}/messages"
    timed.env.inject_error("PATCH", f"{path}/{asked.id}", status=403, code=50001)
    timed.env.inject_error("PATCH", f"{path}/*", status=404, code=10008)

    await look(timed)

    (told,) = log.history()
    assert text(told) == (
        "1 answer of mine could not be edited, though what it quotes was changed or taken away:"
        f" https://discord.com/channels/{timed.guild.id}/{timed.channel.id}/{asked.id}."
        " A moderator can delete it."
    )
    assert not timed.pings(told)


async def test_the_answers_of_one_server_do_not_wait_for_those_of_another(timed: World) -> None:
    other = timed.env.create_guild("Other")
    channel = other.create_text_channel("ask")
    member = other.add_member(timed.env.create_user("eve"))
    await timed.env.settle()
    await timed.add()
    await store(timed.engine, GuildId(other.id), RELEASE, "harbour.txt", member.id)
    for _ in range(3):
        await timed.ask()
    await member.slash(channel, "ask", question=QUESTION)
    for guild_id in (timed.guild_id, GuildId(other.id)):
        await timed.engine.documents.remove(guild_id, Handle(1))
    failing = f"/channels/{timed.channel.id}/messages/*"
    timed.env.inject_error("PATCH", failing, status=501, times=None)
    corrections = corrections_of(timed)

    await once(corrections)

    assert REMOVED in text(channel.history(viewer=member)[-1])
    found, complete = await timed.engine.library.answers.outdated(9)
    assert [(guild, len(tokens)) for guild, tokens in found.items()] == [(timed.guild_id, 3)]
    assert complete


async def test_what_was_edited_is_not_edited_again_while_that_cannot_be_noted(
    timed: World,
) -> None:
    await timed.add()
    await timed.ask()
    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    writer = timed.engine.library.answers._db._writer
    corrections = corrections_of(timed)

    await writer.execute_fetchall("PRAGMA query_only = ON")
    for _ in range(3):
        await once(corrections)
    assert len(edits(timed)) == 1
    await writer.execute_fetchall("PRAGMA query_only = OFF")
    await once(corrections)

    assert len(edits(timed)) == 1
    assert await timed.engine.library.answers.outdated(9) == ({}, True)


async def test_what_fails_for_the_moment_is_edited_at_the_next_look(timed: World) -> None:
    await timed.add()
    asked = await timed.ask()
    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    timed.env.inject_error("PATCH", "/channels/*", status=501, code=0)
    corrections = corrections_of(timed)

    await once(corrections)
    assert SHOWN in text(now(timed, asked))
    await once(corrections)

    assert REMOVED in text(now(timed, asked))


async def test_an_answer_on_its_way_while_its_document_goes_is_corrected_once_it_stands(
    timed: World, clock: SetClock
) -> None:
    clock.at = datetime.now(UTC)
    await timed.add()
    reply = await timed.engine.asking.ask(timed.guild_id, QUESTION)
    answers = timed.engine.library.answers
    given = await answers.give(timed.guild_id, UserId(timed.ann.id), QUESTION, reply=reply)
    corrections = corrections_of(timed)

    await timed.engine.documents.remove(timed.guild_id, Handle(1))
    await once(corrections)
    sent = await timed.show(timed.channel, reply_layout(given, reply))
    await answers.sent_as(given, sent.channel.id, sent.id)
    await once(corrections)

    assert REMOVED in text(now(timed, sent))


async def test_a_correction_fits_into_a_message(timed: World) -> None:
    for number in range(3):
        long = " ".join([f"The seminar **{number}** was funded by the trust_of_arven."] * 18)
        await timed.add(f"{long}\n", f"{number}.txt")
    await timed.ask("who funded the seminar")
    (row,) = await timed.engine.library.answers._db.read("SELECT token FROM answer")
    posted = await timed.engine.library.answers.posted(row[0])
    assert posted
    assert len(posted.quotes) == 3

    for standing in Standing:
        quotes = tuple(replace(quote, standing=standing) for quote in posted.quotes)
        assert_within_limits(corrected_layout(replace(posted, quotes=quotes)))
