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
from bot.library.rows import (
    CURRENT,
    DOCUMENT,
    OPEN,
    OWN,
    SEEN,
    TEXT,
    document_of,
    missing,
    moment,
    names,
)
from bot.model import (
    Document,
    GuildId,
    Handle,
    Landmark,
    Note,
    Schedule,
    Source,
    Stretch,
    UserId,
)
from bot.moments import Clock

_DESCRIPTION = ("title", "publisher", "date", "url", "language", "filename")

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


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a document was before it was replaced."""

    source: Source
    original: bytes
    schedule: Schedule


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

    async def earlier(self, document: Document) -> Earlier:
        """Return what a document was before its current version, which must not be the first."""
        number = document.version - 1
        rows = await self._db.read_bulk(
            f"""SELECT v.id, v.sha256, v.cut_lines, v.notes, v.charset, v.whole, {TEXT},
                    (SELECT data FROM original WHERE version_id = v.id),
                    (SELECT detail FROM audit WHERE guild_id = :guild AND handle = :handle
                        AND action = 'replace' ORDER BY id DESC LIMIT 1)
                FROM version v WHERE v.document_id = :document AND v.number = :number""",
            {
                "guild": document.guild_id,
                "handle": str(document.handle),
                "document": document.id,
                "number": number,
            },
        )
        version_id, sha256, cut_lines, notes, charset, whole, text, original, detail = rows[0]
        was = {
            name.removeprefix("was_"): value
            for name, value in json.loads(detail or "{}").items()
            if name.startswith("was_")
        }
        schedule = Schedule(moment(was.pop("embargo", "")), moment(was.pop("expires", "")))
        marks = await self._db.read_bulk(
            "SELECT start, label FROM landmark WHERE version_id = ? ORDER BY start", (version_id,)
        )
        stretches = await self._db.read_bulk(
            "SELECT start, page, words FROM stretch WHERE version_id = ? ORDER BY start",
            (version_id,),
        )
        described = {name: getattr(document, name) for name in _DESCRIPTION} | was
        source = Source(
            **described,
            text=text,
            landmarks=tuple(Landmark(*mark) for mark in marks),
            removed=tuple(json.loads(cut_lines)),
            notes=tuple(map(Note.of_fields, json.loads(notes))),
            stretches=tuple(Stretch(*stretch) for stretch in stretches),
            sha256=sha256,
            charset=charset,
            whole=bool(whole),
        )
        return Earlier(source, bytes(original), schedule if was else document.schedule)

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
