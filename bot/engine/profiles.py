"""Profiles of passages that are missing or stale, made at the first question that meets them.

They are in libraries of an earlier release, or were made by one. The question waits until those of
its passages are made, for it needs them, but not until they are stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.answer.profile import is_current
from bot.library.profiles import MakeProfile, StoredProfiles
from bot.model import Passage, PassageId


class Profiles:
    """Makes them; make one with :func:`open_profiles`."""

    def __init__(self, stored: StoredProfiles, make: MakeProfile) -> None:
        self._stored = stored
        self._make = make
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
        task = asyncio.create_task(self._stored.keep(made))
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
            passage.id: self._make(passage.text, passage.document.language) for passage in passages
        }


@asynccontextmanager
async def open_profiles(
    stored: StoredProfiles, make: MakeProfile
) -> AsyncGenerator[Profiles, None]:
    """Open what at its end waits until what it made is stored."""
    profiles = Profiles(stored, make)
    try:
        yield profiles
    finally:
        await profiles.stored()
