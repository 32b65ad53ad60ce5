"""What each passage means, stored with it.

The library keeps the bytes and does not know what they say. They are made when a question first
meets a passage, or beforehand in the background; until then they are missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress

from bot.library.database import Database
from bot.library.rows import CURRENT, SLICE
from bot.model import PassageId


class StoredVectors:
    """Stores them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def keep(self, vectors: Mapping[PassageId, bytes]) -> None:
        """Store the vectors of those passages that are still there, or none if that fails."""
        with suppress(sqlite3.Error):  # a full disk; they can be made again
            async with self._db.write() as db:
                await db.executemany(
                    "UPDATE passage SET vector = ? WHERE id = ?",
                    [(vector, id_) for id_, vector in vectors.items()],
                )

    async def missing(
        self, key: bytes, language: str, after: PassageId, limit: int
    ) -> dict[PassageId, str]:
        """Return the texts of passages whose vector does not begin with the key, in their order.

        They are of documents in that language that are not removed, in all guilds, and come after
        a passage; ``limit`` is their number at the most.
        """
        rows = await self._db.read_bulk(
            f"""SELECT p.id, {SLICE.format(start="p.start", end='p."end"')}
                {CURRENT} JOIN passage p ON p.version_id = v.id
                WHERE p.id > :after AND substr(p.vector, 1, :size) IS NOT :key
                    AND d.language = :language AND d.removed_at IS NULL
                ORDER BY p.id LIMIT :limit""",
            {"key": key, "size": len(key), "language": language, "after": after, "limit": limit},
        )
        return {PassageId(id_): text for id_, text in rows}
