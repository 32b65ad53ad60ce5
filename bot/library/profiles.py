"""What ranking sees in the text of each passage, stored with it.

The library keeps the bytes and does not know what they say: who opens it hands it what makes them.
They are good for one form of them and one language, as they say themselves; stale ones are made
anew when a question first meets them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeAlias

from bot.errors import NotStored
from bot.library.database import Database
from bot.model import PassageId

MakeProfile: TypeAlias = Callable[[str, str], bytes]
"""Makes the profile of a text in a language."""


def no_profile(_text: str, _language: str) -> bytes:
    """Leave the profile of a text to the first question that meets it."""
    return b""


class StoredProfiles:
    """Stores them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def keep(self, profiles: Mapping[PassageId, bytes]) -> None:
        """Store the profiles of those passages that are still there, or none if that fails."""
        with suppress(NotStored, sqlite3.Error):  # a full disk; they can be made again
            async with self._db.write() as db:
                await db.executemany(
                    "UPDATE passage SET profile = ? WHERE id = ?",
                    [(profile, id_) for id_, profile in profiles.items()],
                )
