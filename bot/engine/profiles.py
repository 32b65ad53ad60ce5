"""Profiles of passages that are missing or stale, made at the first question that meets them.

They are in libraries of an earlier release, or were made by one. The question waits until those of
its passages are made, for it needs them, but not until they are stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from bot.answer.profile import is_current, stored_profile
from bot.library.database import Database
from bot.library.profiles import MakeProfile, Profiles
from bot.model import Passage, PassageId
from bot.search.analysis import Analysis


class Renewer:
    """Makes them; make one with :func:`open_renewer`."""

    def __init__(self, database: Database, analysis: Analysis) -> None:
        self.make: MakeProfile = partial(stored_profile, analysis=analysis)
        self._profiles = Profiles(database)
        self._storing: set[asyncio.Task[None]] = set()

    async def renewed(self, passages: Mapping[PassageId, Passage]) -> Mapping[PassageId, Passage]:
        """Return the passages, each with a profile that is as one would be made today."""
        stale = [
            passage
            for passage in passages.values()
            if not is_current(passage.profile, passage.document.language)
        ]
        if not stale:
            return passages
        made = await asyncio.to_thread(self._made, stale)
        task = asyncio.create_task(self._profiles.keep(made))
        self._storing.add(task)
        task.add_done_callback(self._storing.discard)
        return {
            id_: replace(passage, profile=made.get(id_, passage.profile))
            for id_, passage in passages.items()
        }

    async def stored(self) -> None:
        """Wait until what was made is stored."""
        await asyncio.gather(*self._storing)

    def _made(self, passages: list[Passage]) -> dict[PassageId, bytes]:
        return {
            passage.id: self.make(passage.text, passage.document.language) for passage in passages
        }


@asynccontextmanager
async def open_renewer(database: Database, analysis: Analysis) -> AsyncGenerator[Renewer, None]:
    """Open a renewer that at its end waits until what it made is stored."""
    renewer = Renewer(database, analysis)
    try:
        yield renewer
    finally:
        await renewer.stored()
