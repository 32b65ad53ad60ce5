"""kill -9 of the bot while a moderator adds a long report: no document is lost or halved."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest

from bot.engine.engine import open_engine
from bot.model import GuildId
from bot.settings import Settings
from tests.reports import keeper, lighthouse, report
from tests.wire.interactions import Interaction, Kind
from tests.wire.process import alive
from tests.wire.stage import FUNDED, Stage, set_up

PAGES = 20


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncGenerator[Stage, None]:
    async with set_up(tmp_path) as stage:
        await stage.start()
        yield stage
        assert stage.discord.failures == []


async def add(stage: Stage, data: bytes) -> Interaction:
    """Let the moderator add a file, and do not wait."""
    moderator = stage.world.moderator
    file = stage.discord.upload("report.pdf", data)
    command = stage.discord.command(moderator, "library add", {"file": file})
    return await stage.discord.send(Kind.COMMAND, moderator, command)


async def until(held: Callable[[], bool]) -> None:
    async with asyncio.timeout(300):
        while not held():  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.02)


def page(added: Interaction) -> int:
    """Return the page that the reply shows; 0 if it shows none."""
    found = re.search(r"page (\d+) of \d", added.text) if added.original else None
    return int(found[1]) if found else 0


async def killed(stage: Stage) -> None:
    """Kill the bot and start it again."""
    children = await stage.process.children()
    os.kill(stage.process.pid, signal.SIGKILL)
    await stage.process.ended()
    async with asyncio.timeout(300):
        while any(map(alive, children)):  # noqa: ASYNC110 (other processes)
            await asyncio.sleep(0.05)
    stage.discord.gateway.ready.clear()
    await stage.start()


async def whole(stage: Stage) -> int:
    """Return how many documents there are, each of which is whole."""
    folder, guild_id = stage.process._folder, GuildId(stage.world.guild()["id"])
    async with open_engine(
        Settings(semantic="off", database=folder / "library.db", corpus=None)
    ) as engine:
        documents = await engine.library.catalogue.documents(GuildId(int(guild_id)), limit=-1)
        for document in documents:
            text = await engine.library.catalogue.text(document)
            assert len(text) == document.characters
            assert keeper(PAGES) in text
            found = await engine.library.catalogue.passages_of(document, 10_000)
            assert len(found) == document.passages == 5 * PAGES
            assert [each.text for each in found] == [each.span.of(text) for each in found]
        return len(documents)


async def test_a_bot_killed_while_it_reads_stores_nothing_and_its_button_says_so(
    stage: Stage,
) -> None:
    added = await add(stage, report(1600))
    await until(lambda: page(added) > 0)
    before = page(added)
    assert FUNDED in (await stage.ask()).text
    await until(lambda: page(added) > before)

    await killed(stage)

    assert await whole(stage) == 0
    pressed = await stage.discord.press(stage.world.moderator, added.shown, "Cancel")
    assert pressed.text == "I was restarted before this was done. Nothing was stored; add it again."


@pytest.mark.parametrize("delay", [0.0, 0.1])
async def test_a_bot_killed_while_it_publishes_has_the_whole_document_or_none(
    stage: Stage, delay: float
) -> None:
    offered = await stage.add("report.pdf", report(PAGES))
    await until(lambda: "Publish" in offered.shown.buttons)
    moderator, shown = stage.world.moderator, offered.shown
    data = {"component_type": 2, "custom_id": shown.buttons["Publish"]}
    await stage.discord.send(Kind.COMPONENT, moderator, data, source=shown)
    await asyncio.sleep(delay)

    await killed(stage)

    stored = await whole(stage)
    if "Cancel" in shown.buttons and "Publishing" in shown.text:  # the buttons were gone by then
        pressed = await stage.discord.press(moderator, shown, "Cancel")
        told = "This draft was published" if stored else "I was restarted before this was published"
        assert told in pressed.text
    if not stored:
        published = await stage.discord.press(moderator, shown, "Publish")
        await until(lambda: "Published as document 1" in published.shown.text)
    assert await whole(stage) == 1
    answer = await stage.ask(f"How many families kept the lighthouse of {lighthouse(7)}?")
    assert keeper(7) in answer.text.replace("**", "")
