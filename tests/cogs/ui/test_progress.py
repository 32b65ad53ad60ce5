"""Long work: what its reply shows, and how it is cancelled; with the process that reads files."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from types import SimpleNamespace
from typing import cast

import discord
import pytest
import simcord

from bot.cogs.ui import custom_ids, progress
from bot.errors import VerbatimError
from tests.cogs.rendering import shows
from tests.cogs.world import RELEASE, World, buttons, press, quotes, text, until
from tests.reports import keeper, lighthouse, report


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_FIRST", 0.05)
    monkeypatch.setattr(progress, "_PAUSE", 0.1)


async def start(world: World, data: bytes, name: str = "report.pdf") -> simcord.InteractionResult:
    """Let the moderator add a file, and do not wait for it."""
    with world.without_waiting():
        added = await world.moderator.slash(world.channel, "library add", file=(name, data))
    assert isinstance(added, simcord.InteractionResult)
    return added


def says(shown: simcord.InteractionResult) -> str:
    return text(shown) if shown.response or shown.followups else ""


def page(shown: simcord.InteractionResult) -> int:
    """Return the page that the reply shows; 0 if it shows none."""
    found = re.search(r"page (\d+) of \d+", says(shown))
    return int(found[1]) if found else 0


async def test_four_hundred_pages_are_added_in_sight_while_questions_are_answered(
    world: World,
) -> None:
    await world.add()
    added = await start(world, report(400, paragraphs=2))
    pages = []
    for question in ("who funded the seminar", "what is planned for the spring of 2027") * 2:
        before = page(added)
        await until(lambda: page(added) > before or "Publish" in says(added))  # noqa: B023
        pages.append(page(added))
        assert list(buttons(added)) == ["Cancel"]
        with world.without_waiting():
            asked = await world.ann.slash(world.channel, "ask", question=question)
        await until(lambda: bool(says(asked)))  # noqa: B023
        assert quotes(asked)

    await until(lambda: "Publish" in buttons(added))
    await world.env.settle()
    assert len(set(pages)) == len(pages)
    assert added.ephemeral
    await press(world.moderator, added, "Publish")
    answer = await world.ask(f"How many families kept the lighthouse of {lighthouse(397)}?")
    assert keeper(397) in shows(quotes(answer)[0])
    assert "page 397" in text(answer)


async def test_work_that_was_cancelled_stores_nothing(world: World) -> None:
    added = await start(world, report(150))
    await until(lambda: page(added) > 0)

    await press(world.moderator, added, "Cancel")
    await world.env.settle()

    assert says(added) == "Cancelled. Nothing of \u2068report.pdf\u2069 was stored."
    assert not buttons(added)
    assert await world.engine.library.catalogue.count(world.guild_id) == 0
    again = await world.moderator.slash(
        world.channel, "library add", file=("harbour.txt", RELEASE.encode())
    )
    assert "Publish" in buttons(again)


async def test_a_connection_that_drops_while_progress_is_shown_does_not_stop_the_reading(
    world: World,
) -> None:
    with world.dropping("PATCH", "/messages/@original", times=2):
        added = await start(world, report(60))
        await world.env.settle()

    assert "Publish" in buttons(added)


async def test_a_reader_that_is_killed_is_told_in_place_and_the_next_file_is_read(
    world: World,
) -> None:
    added = await start(world, report(150))
    await until(lambda: page(added) > 0)
    (child,) = world.engine.watching._sources._reader._children

    os.kill(child.pid, signal.SIGKILL)
    await world.env.settle()

    assert says(added).startswith("report.pdf stopped the reader. It may be damaged")
    assert not buttons(added)
    assert await world.engine.library.catalogue.count(world.guild_id) == 0
    again = await world.moderator.slash(world.channel, "library add", file=("a.pdf", report(2)))
    assert "Publish" in buttons(again)


async def test_who_waits_sees_how_many_files_are_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "HELD", 1)
    monkeypatch.setattr(progress, "_FIRST", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0)
    await world.restart()
    first = await start(world, report(150), "first.pdf")
    second = await start(world, report(3), "second.pdf")
    third = await start(world, report(4), "third.pdf")

    await until(lambda: "waiting for 2 files before yours" in says(third))
    assert "waiting for 1 file before yours" in says(second)
    await press(world.moderator, first, "Cancel")
    await world.env.settle()

    assert "Publish" in buttons(second)
    assert "Publish" in buttons(third)


async def test_cancel_under_work_of_before_a_restart_says_so(world: World) -> None:
    left = await world.forge(world.channel, custom_ids.STOP.of("earlier-start"))

    pressed = await press(world.moderator, left, "Forged")

    assert text(pressed) == (
        "I was restarted before this was done. Nothing was stored; add it again."
    )


async def test_nobody_else_cancels_work_and_what_is_done_is_not_cancelled(world: World) -> None:
    added = await start(world, report(100))
    await until(lambda: page(added) > 0)
    token = buttons(added)["Cancel"]
    forged = await world.forge(world.channel, token)

    with world.without_waiting():
        refused = await press(world.ann, forged, "Forged")
    await world.env.settle()
    assert "nothing left to cancel" in says(refused)
    assert "Publish" in buttons(added)

    late = await press(world.moderator, forged, "Forged")
    assert "nothing left to cancel" in text(late)
    assert "Publish" in buttons(added)


async def test_work_that_waits_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_LONGEST", 0.01)
    somebody = cast("discord.Interaction", SimpleNamespace(guild_id=5))

    with pytest.raises(VerbatimError, match=r"^Too much is being added just now\. Nothing was "):
        await progress.LongWork()._in_turn(
            somebody, progress.Work("a.pdf"), lambda _: asyncio.sleep(9)
        )
