from __future__ import annotations

import logging

import pytest
import structlog

from bot.cogs.client import Verbatim
from bot.engine.engine import Engine
from tests.cogs.world import World, buttons, press, text

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


async def test_what_was_kept_long_enough_is_deleted_every_day(world: World) -> None:
    await world.add()
    token = buttons(await world.ask())["Helpful"].partition(":")[2]
    async with world.engine.library.answers._db.write() as db:
        await db.execute("UPDATE answer SET at = '2020-01-01T00:00:00+00:00'")
    assert (await world.engine.library.answers.given(world.guild_id, token)).token == token

    await world.env.advance_time(24 * 3600 + 1)

    rows = await world.engine.library.answers._db.read("SELECT count(*) FROM answer")
    assert rows[0][0] == 0
