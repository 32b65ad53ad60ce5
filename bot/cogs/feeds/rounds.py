"""What the bot does by itself from time to time: look for what is new, and tell it.

Nothing is looked for on behalf of a server that the bot has left; its library stays as it is.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from discord.ext import commands, tasks

from bot.cogs.feeds.layouts import changed, told
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.homes import at_home
from bot.engine.engine import Engine

_MINUTES = 15.0
"""The longest time between two rounds; shorter where feeds are looked at more often than hourly."""

log = structlog.stdlib.get_logger(__name__)


class Rounds(commands.Cog):
    """Goes its rounds, one after the other, and another one when it is woken."""

    def __init__(
        self, client: commands.AutoShardedBot, engine: Engine, announcer: Announcer
    ) -> None:
        self._client = client
        self._engine = engine
        self._announcer = announcer
        self._going = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def cog_load(self) -> None:
        """Begin."""
        minutes = self._engine.settings.watch_minutes / 4
        self._go.change_interval(minutes=min(minutes, _MINUTES))
        self._keep(self._go.start())

    async def cog_unload(self) -> None:
        """Stop, and wait until nothing is under way: the library is closed next."""
        for task in list(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def wake(self) -> None:
        """Go a round now, or after the one that is under way."""
        self._keep(asyncio.create_task(self.go(), name="round"))

    async def go(self) -> None:
        """Go one round; what is wrong is logged, and the next round tries again."""
        async with self._going:
            try:
                among = at_home(self._client)
                for news in await self._engine.watching.poll(among):
                    await self._announcer.announce(news.guild_id, told(news))
                for change in await self._engine.watching.refetching.poll(among):
                    at = self._engine.clock()
                    await self._announcer.announce(change.guild_id, changed(change, at))
            except Exception:
                log.exception("a round failed")

    @tasks.loop(minutes=_MINUTES)
    async def _go(self) -> None:
        await self.go()

    @_go.before_loop
    async def _ready(self) -> None:
        """Wait for the channels in which to tell."""
        await self._client.wait_until_ready()

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
