"""A bot on a Discord, what the tests let people do there, and what they ask about."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from tests.wire.fake import FakeDiscord, open_discord
from tests.wire.interactions import Interaction, Kind
from tests.wire.process import Process, alive
from tests.wire.world import Person, World

QUESTION = "who funded the seminar"
FUNDED = "funded** by the Partnership Instrument of the European Union."
PILOTS = """Pilots of the harbour of Arven

The pilot station of Arven is manned by eleven pilots. The station was founded in 1874 by two fishermen, who rowed out to the ships in the sound.

A tanker takes a pilot on board at the Skerry lighthouse, 4 nautical miles from the quay.
"""  # noqa: E501 (a paragraph is a line)
PILOTS_QUESTION = "who founded the pilot station of Arven"
FOUNDED = (
    "The station was founded in 1874 by two fishermen, who rowed out to the ships in the sound."
)


@dataclass
class Stage:
    """Discord, and the bot on it."""

    discord: FakeDiscord
    process: Process

    @property
    def world(self) -> World:
        return self.discord.world

    async def ask(self, question: str = QUESTION, person: Person | None = None) -> Interaction:
        return await self.discord.slash(person or Person("ann"), "ask", question=question)

    async def add(self, name: str, text: str | bytes) -> Interaction:
        """Let the moderator add a file; return the preview."""
        file = self.discord.upload(name, text.encode() if isinstance(text, str) else text)
        return await self.discord.slash(self.world.moderator, "library add", file=file)

    async def publish(self, name: str, text: str | bytes) -> Added:
        """Let the moderator add a file and press [Publish]."""
        offered = await self.add(name, text)
        preview = offered.text
        published = await self.discord.press(self.world.moderator, offered.shown, "Publish")
        return Added(offered, preview, published)

    async def ask_a_slow_discord(self) -> Interaction:
        """Let somebody ask; Discord takes the answer only when ``rest.open`` is set again."""
        rest, ann = self.discord.rest, Person("ann")
        rest.waiting.clear()
        rest.open.clear()
        data = self.discord.command(ann, "ask", {"question": QUESTION})
        asked = await self.discord.send(Kind.COMMAND, ann, data)
        await self.discord.within(rest.waiting.wait())
        return asked

    async def start(self) -> None:
        await self.process.start()
        await self.discord.within(self.discord.gateway.ready.wait())

    async def until(self, edited: Callable[[], bool]) -> None:
        """Wait until messages have been edited where they stand so that this holds."""

        async def held() -> None:
            while not edited():
                self.discord.rest.edited.clear()
                await self.discord.rest.edited.wait()

        await self.discord.within(held())

    async def until_noted(self, token: str) -> None:
        """Wait until the bot has noted that it promised an answer."""
        found: list[object] = []
        while not found:
            await asyncio.sleep(0.01)
            with closing(sqlite3.connect(self.process.database)) as db:
                found = list(db.execute("SELECT 1 FROM promised WHERE token = ?", (token,)))

    async def begin_to_stop(self) -> asyncio.Task[None]:
        """Tell the bot to stop and wait until it has heard it; return the wait for its end."""
        before = self.process.log.count("stopping")
        stopped = asyncio.create_task(self.stop())
        while self.process.log.count("stopping") == before:  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.02)
        return stopped

    async def stop(self) -> None:
        """End the bot as a service manager does; it leaves in time and leaves nothing behind."""
        children = await self.process.children()
        status, seconds = await self.process.stop()
        assert (status, seconds < 10) == (0, True), (seconds, self.process.log)
        assert not [child for child in children if alive(child)]


@asynccontextmanager
async def set_up(folder: Path, token: str = "") -> AsyncGenerator[Stage, None]:
    """Open Discord, with a bot that is not started yet; its token is right unless one is given."""
    async with open_discord() as discord:
        process = Process(folder, discord.url, token or discord.token)
        discord.starved = process.starved
        try:
            yield Stage(discord, process)
        finally:
            await process.kill()


@dataclass
class Added:
    """How a document was added: what was offered, and what [Publish] said."""

    offered: Interaction
    preview: str
    published: Interaction
