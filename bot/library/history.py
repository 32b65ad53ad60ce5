"""What a document was before, and which documents are alike, as one guild sees them.

Documents that may be alike are found by the sketches of their current versions: an index look-up
for each hash, 1.2 ms among 5,000 documents. Versions stored by a release that made no sketches
get theirs when the guild first asks.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.compare.sketch import sketch
from bot.library.database import Database
from bot.library.rows import CURRENT, DOCUMENT, OPEN, OWN, SEEN, TEXT, document_of, missing, names
from bot.model import Document, GuildId, Handle, UserId
from bot.moments import Clock

_CANDIDATES = 3
_LEAST = 8
"""One in so many hashes of a sketch must be another's, too. Of two texts of which three in ten
words differ, or of which one is three times the other, a quarter is; of the 2,211 pairs of 67
different releases, papers and web pages in nine languages, at most one in twenty."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text that a document had, without the text."""

    number: int
    added_by: UserId | None
    added_at: datetime
    characters: int


class History:
    """Reads versions and sketches; every method says for which guild.

    What is under embargo or has expired by the ``clock`` is found as in
    :class:`~bot.library.catalogue.Catalogue`; what is alike is looked for among all documents, for
    moderators.
    """

    def __init__(self, database: Database, clock: Clock, *, bundled: bool = True) -> None:
        self._db = database
        self._clock = clock
        self._seen = SEEN if bundled else OWN
        self._sketched: set[GuildId] = set()

    async def versions(
        self, guild_id: GuildId, handle: Handle, *, closed: bool = False
    ) -> list[Version]:
        """Return a document's versions, oldest first.

        Raises :class:`~bot.errors.DocumentNotFound` if the guild sees no such document.
        """
        rows = await self._db.read(
            f"""SELECT v.number, v.added_by, v.added_at, v.characters
                FROM document d JOIN version v ON v.document_id = d.id
                WHERE d.guild_id = :owner AND d.number = :number AND d.removed_at IS NULL
                AND (:closed OR {OPEN}) AND {self._seen} ORDER BY v.number""",
            {**names(guild_id, handle), "closed": closed, "now": self._clock().isoformat()},
        )
        if not rows:
            raise missing(handle)
        return [
            Version(number, by and UserId(by), datetime.fromisoformat(at), characters)
            for number, by, at, characters in rows
        ]

    async def text(
        self, guild_id: GuildId, handle: Handle, version: int, *, closed: bool = False
    ) -> str:
        """Return the whole text of a version; raises as :meth:`versions` does."""
        rows = await self._db.read_bulk(
            f"""SELECT {TEXT}
                FROM document d JOIN version v ON v.document_id = d.id
                WHERE d.guild_id = :owner AND d.number = :number AND d.removed_at IS NULL
                AND v.number = :version AND (:closed OR {OPEN}) AND {self._seen}""",
            {
                **names(guild_id, handle),
                "version": version,
                "closed": closed,
                "now": self._clock().isoformat(),
            },
        )
        if not rows:
            raise missing(handle)
        return str(rows[0][0])

    async def alike(self, guild_id: GuildId, hashes: Sequence[int]) -> list[Document]:
        """Return the few documents whose sketches share most with one, the most first."""
        await self._sketch_missing(guild_id)
        rows = await self._db.read(
            f"""SELECT {DOCUMENT} {CURRENT} JOIN (
                    SELECT version_id, count(*) AS shared FROM sketch
                    WHERE guild_id IN (:guild, 0)
                    AND hash IN (SELECT value FROM json_each(:hashes)) GROUP BY version_id
                ) AS found ON found.version_id = v.id
                WHERE d.removed_at IS NULL AND {self._seen} AND shared * {_LEAST} >= :size
                ORDER BY shared DESC, d.guild_id = 0, d.number LIMIT {_CANDIDATES}""",
            {"guild": guild_id, "hashes": json.dumps(hashes), "size": len(hashes)},
        )
        return [document_of(row) for row in rows]

    async def addresses(self, guild_id: GuildId) -> dict[Handle, str]:
        """Return the addresses of the guild's own documents that have one, oldest first."""
        rows = await self._db.read(
            """SELECT number, url FROM document
               WHERE guild_id = ? AND url <> '' AND removed_at IS NULL ORDER BY number""",
            (guild_id,),
        )
        return {Handle(number): str(url) for number, url in rows}

    async def _sketch_missing(self, guild_id: GuildId) -> None:
        if guild_id in self._sketched:
            return
        rows = await self._db.read_bulk(
            f"""SELECT d.guild_id, v.id {CURRENT} WHERE d.guild_id IN (?, 0)
                AND NOT EXISTS (SELECT 1 FROM sketch WHERE version_id = v.id)""",
            (guild_id,),
        )
        for owner, version_id in rows:
            texts = await self._db.read_bulk(
                f"SELECT {TEXT} FROM version v WHERE v.id = ?", (version_id,)
            )
            for (text,) in texts:
                hashes = await asyncio.to_thread(sketch, text)
                async with self._db.write() as db:
                    await db.executemany(
                        "INSERT OR IGNORE INTO sketch VALUES (?, ?, ?)",
                        [(owner, value, version_id) for value in hashes],
                    )
        self._sketched.add(guild_id)
