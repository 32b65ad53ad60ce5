"""A backup every night, and no more of them than are wanted."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.library.backup import back_up, backups
from bot.moments import Clock
from bot.progress import untold
from bot.settings import Settings

HOUR = 2
"""From when on (UTC) the day's backup is made: before documents are fetched again."""


class Backups:
    """Makes the backups of one library."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._database = settings.database
        self._folder = settings.backup_folder
        self._kept = settings.backups
        self._clock = clock

    async def make_if_due(self) -> Path | None:
        """Make the day's backup and delete the oldest beyond those to keep, off the event loop.

        Returns its path, or ``None`` if none is wanted or there is one. Raises a
        :class:`~bot.errors.LibraryError` if none can be made, and :exc:`OSError`.
        """
        return await asyncio.to_thread(self._make_if_due, self._folder) if self._folder else None

    def _make_if_due(self, folder: Path) -> Path | None:
        now = self._clock()
        folder.mkdir(parents=True, exist_ok=True)
        known = backups(folder)
        if now.hour < HOUR or any(f"-{now:%Y-%m-%d}T" in each.name for each in known):
            return None
        made = back_up(self._database, folder, now, untold)
        for old in [*known, made][: -self._kept]:
            old.unlink(missing_ok=True)
        return made
