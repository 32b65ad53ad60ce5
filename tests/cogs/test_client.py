from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import attrs
import pytest
import structlog

from bot.cogs.client import Verbatim
from bot.cogs.nightly import Nightly
from bot.engine.backups import Backups
from bot.engine.engine import Engine
from bot.library.backup import backups
from tests.clocks import SetClock
from tests.cogs.world import World, press, text, token_of

SECRET = "who poisoned the zebrafish"


async def test_nothing_of_a_question_is_logged(
    world: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    await world.add()
    with structlog.testing.capture_logs() as logs:
        shown = await world.ask(SECRET)
        await world.ann.send(world.channel, f"{world.mention} {SECRET}")
        form = await press(world.ann, await world.ask(), "Follow up")
        await world.ann.submit_modal(form, {"question": SECRET})

    assert "zebrafish" in text(shown)
    assert "zebrafish" not in str([entry for entry in logs if entry["log_level"] != "debug"])
    assert "zebrafish" not in caplog.text
    assert "zebrafish" not in capsys.readouterr().out


async def test_nothing_is_kept_in_memory_for_what_was_sent(world: World) -> None:
    await world.add()
    for _ in range(3):
        shown = await world.ask()
        await press(world.ann, shown, "More context")
        await press(world.ben, shown, "Follow up")
    await world.moderator.slash(world.channel, "library add")

    store = world.bot._connection._view_store
    assert not store._views
    assert not store._modals
    assert not store._synced_message_views
    assert not world.bot.cached_messages
    assert not world.bot.persistent_views


async def test_closing_a_bot_that_never_started_is_quiet(engine: Engine) -> None:
    bot = Verbatim(engine)

    async with bot:
        assert bot.user is None
    assert bot.is_closed()


async def test_what_was_kept_long_enough_is_deleted_every_hour(world: World) -> None:
    await world.add()
    token = token_of(await world.ask())
    async with world.engine.library.answers._db.write() as db:
        await db.execute("UPDATE answer SET at = '2020-01-01T00:00:00+00:00'")
    assert (await world.engine.library.answers.given(world.guild_id, token)).token == token

    await world.env.advance_time(3600 + 1)

    rows = await world.engine.library.answers._db.read("SELECT count(*) FROM answer")
    assert rows[0][0] == 0


async def test_deleting_goes_on_an_hour_after_it_failed_and_one_failure_stops_no_other(
    world: World,
) -> None:
    await world.ask()
    database = world.engine.library.answers._db
    async with database.write() as db:
        await db.execute("UPDATE answer SET at = '2020-01-01T00:00:00+00:00'")
        await db.execute(
            "CREATE TRIGGER stuck BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
        await db.execute(
            """INSERT INTO draft (token, guild_id, user_id, original, source, at)
               VALUES ('t', 1, 1, x'', '', '2020-01-01T00:00:00+00:00')"""
        )

    with structlog.testing.capture_logs() as logs:
        await world.env.advance_time(3600 + 1)
    assert [entry["log_level"] for entry in logs] == ["error"]
    assert await database.read("SELECT token FROM answer") == []
    async with database.write() as db:
        await db.execute("DROP TRIGGER stuck")
    await world.env.advance_time(3600 + 1)

    assert await database.read("SELECT token FROM draft") == []


async def test_a_malformed_event_is_left_out_and_nothing_of_it_is_logged(world: World) -> None:
    parse = world.bot._connection.parsers["MESSAGE_CREATE"]

    with structlog.testing.capture_logs() as logs:
        parse({"content": SECRET, "id": SECRET})

    assert [entry["event"] for entry in logs] == ["a malformed event was left out"]
    assert "zebrafish" not in str(logs)
    with pytest.raises(aiohttp.ClientError):
        world.bot._connection.parsers["READY"]({})


async def test_a_backup_is_made_every_night_and_a_failure_does_not_end_that(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "saved"
    folder.write_text("in the way")
    settings = attrs.evolve(world.engine.settings, backup_folder=folder)
    clock = SetClock(datetime(2026, 11, 30, 3, tzinfo=UTC))
    nightly = Nightly(Backups(settings, clock))

    with structlog.testing.capture_logs() as logs:
        await nightly.look()
        folder.unlink()
        await nightly.look()

    assert [entry["log_level"] for entry in logs] == ["error", "info"]
    assert [path.name for path in backups(folder)] == ["verbatim-2026-11-30T030000.db.gz"]
