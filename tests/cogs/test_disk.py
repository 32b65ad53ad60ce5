"""What the bot still does, and what it says, where nothing can be stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import structlog

from bot.cogs.answers import asking
from bot.library.curator import Changes
from tests.cogs.world import FUNDED, QUESTION, World, buttons, press, quotes, text

READ_ONLY = "the library may only be read"


async def only_read(world: World) -> None:
    """Let the disk take nothing any more; other troubles are told apart by the database's tests."""
    await world.engine.library.answers._db._writer.execute_fetchall("PRAGMA query_only = ON")


async def test_a_question_is_answered_without_buttons_and_it_is_said_why(world: World) -> None:
    await world.add()
    await only_read(world)

    asked = await world.ask()
    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")
    mentioned = world.channel.last_message

    assert mentioned
    for shown in (asked, mentioned):
        assert FUNDED in quotes(shown)[0].replace("**", "")
        assert f"could not be kept, because {READ_ONLY}." in text(shown)
        assert not buttons(shown)


async def test_what_cannot_be_changed_is_told_with_what_to_do(world: World) -> None:
    await world.add()
    await only_read(world)

    removed = await world.moderator.slash(world.channel, "library remove", document="1")

    assert text(removed) == (
        "Nothing can be stored just now, because the library may only be read. Nothing was"
        " changed. Ask the operator to make it writable, then try again."
    )
    assert quotes(await world.ask())


async def test_a_library_that_is_locked_for_long_holds_up_no_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_KEPT_WITHIN", 0.05)
    await world.add()
    database = world.engine.library.answers._db
    await database._writer.execute_fetchall("PRAGMA busy_timeout = 300")
    path = await database.read_one("SELECT file FROM pragma_database_list")
    assert path

    with closing(sqlite3.connect(path[0], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with structlog.testing.capture_logs() as logs:
            asked = await world.ask()

    assert "because another program is writing to the library." in text(asked)
    assert quotes(asked)
    kept = [entry["why"] for entry in logs if entry["event"] == "an answer could not be kept"]
    assert kept == ["locked"]


async def test_an_answer_that_cannot_be_kept_keeps_its_links(world: World) -> None:
    document = await world.add()
    changes = Changes(url="https://example.org/harbour")
    await world.engine.documents.edit(world.guild_id, document.handle, changes)
    await only_read(world)

    assert document.title in text(asked := await world.ask())
    assert list(buttons(asked)) == ["Open at the quote"]


async def test_pressing_what_has_to_be_stored_says_so(world: World) -> None:
    await world.add()
    asked = await world.ask()
    await only_read(world)

    rated = await press(world.ben, asked, "Helpful?")

    assert text(rated).startswith("Nothing can be stored just now, because ")
    assert quotes(await press(world.ben, asked, "More context"))
