"""The nightly backup of a running bot."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from discord.ext import commands, tasks

from bot.engine.backups import Backups

_MINUTES = 15.0
"""Between two looks at whether a backup is due, and after one has failed."""

log = structlog.stdlib.get_logger(__name__)


class Nightly(commands.Cog):
    """Makes a backup when one is due; what fails is logged, and tried again."""

    def __init__(self, backups: Backups) -> None:
        self._backups = backups
        self._running: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin."""
        self._running = self._look.start()

    async def cog_unload(self) -> None:
        """Stop; a copy under way ends by itself and is thrown away."""
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    @tasks.loop(minutes=_MINUTES)
    async def _look(self) -> None:
        await self.look()

    async def look(self) -> None:
        """Make a backup if one is due."""
        try:
            if made := await self._backups.make_if_due():
                log.info("a backup was made", file=str(made))
        except Exception:  # a loop that fails once ends for good
            log.exception("no backup could be made")
