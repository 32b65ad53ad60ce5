"""Finding and reading documents, as one guild sees them.

Nothing here takes a row id from outside: a document is asked for by the guild and its handle in
that guild, so that no number that somebody types or presses leads into another guild's library.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.library.database import Database
from bot.library.rows import (
    CURRENT,
    DOCUMENT,
    LANDMARK,
    OWN,
    PASSAGE,
    SEEN,
    digest,
    document_of,
    missing,
    names,
    passage_of,
)
from bot.model import Document, DocumentId, GuildId, Handle, Passage, PassageId, QuoteId, Span


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of what a guild can find; an index is good for one revision."""

    own: int
    bundled: int
    """The bundled shelf's revision, or −1 where the guild switched it off."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document as the index needs it: its whole text and where its passages stand in it."""

    id: DocumentId
    title: str
    language: str
    text: str
    passages: tuple[tuple[PassageId, Span], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a stored version; ``length`` is that of the whole text in code points."""

    document: Document
    version: int
    span: Span
    text: str
    landmark: str
    length: int


class Catalogue:
    """Reads; every method says for which guild."""

    def __init__(self, database: Database, *, bundled: bool = True) -> None:
        self._db = database
        self._seen = SEEN if bundled else OWN

    async def revision(self, guild_id: GuildId) -> Revision:
        """Return the state of what the guild can find."""
        row = await self._db.read_one(
            """SELECT coalesce(own.revision, 0),
                      CASE WHEN coalesce(own.bundled, 1) THEN shelf.revision ELSE -1 END
               FROM guild shelf LEFT JOIN guild own ON own.id = ? WHERE shelf.id = 0""",
            (guild_id,),
        )
        assert row, "the first migration makes the bundled shelf"
        return Revision(*row)

    async def shelved(self, guild_id: GuildId, document: Document | None = None) -> list[Shelved]:
        """Return all that the guild can find, or one document of it, oldest first."""
        where = f"d.removed_at IS NULL AND {self._seen} AND (:document IS NULL OR d.id = :document)"
        values = {"guild": guild_id, "document": document.id if document else None}
        spans: dict[int, list[tuple[PassageId, Span]]] = {}
        for version_id, id_, start, end in await self._db.read_bulk(
            f"""SELECT v.id, p.id, p.start, p."end" {CURRENT}
                JOIN passage p ON p.version_id = v.id WHERE {where} ORDER BY p.id""",
            values,
        ):
            spans.setdefault(version_id, []).append((PassageId(id_), Span(start, end)))
        texts = await self._db.read_bulk(
            f"SELECT v.id, d.id, d.title, d.language, v.text {CURRENT} WHERE {where} ORDER BY v.id",
            values,
        )
        return [
            Shelved(DocumentId(id_), title, language, text, tuple(spans.get(version_id, ())))
            for version_id, id_, title, language, text in texts
        ]

    async def passages(
        self, guild_id: GuildId, ids: Sequence[PassageId]
    ) -> dict[PassageId, Passage]:
        """Return those of the passages that the guild can still find."""
        marks = ",".join(str(int(id_)) for id_ in ids)
        rows = await self._db.read(
            f"{PASSAGE} WHERE p.id IN ({marks}) AND d.removed_at IS NULL AND {self._seen}",
            {"guild": guild_id},
        )
        return {row[0]: passage_of(row) for row in rows}

    async def passages_of(self, document: Document, limit: int) -> list[Passage]:
        """Return the first passages of a document."""
        rows = await self._db.read(
            f"{PASSAGE} WHERE d.id = ? ORDER BY p.id LIMIT ?", (document.id, limit)
        )
        return [passage_of(row) for row in rows]

    async def document(
        self, guild_id: GuildId, handle: Handle, *, removed: bool = False
    ) -> Document:
        """Return a document; raise :class:`~bot.errors.DocumentNotFound` if it is not seen here."""
        row = await self._db.read_one(
            f"""SELECT {DOCUMENT} {CURRENT} WHERE d.guild_id = :owner AND d.number = :number
                AND (d.removed_at IS NOT NULL) = :removed AND {self._seen}""",
            {**names(guild_id, handle), "removed": removed},
        )
        if not row:
            raise missing(handle)
        return document_of(row)

    async def documents(
        self,
        guild_id: GuildId,
        *,
        matching: str = "",
        removed: bool = False,
        own: bool = False,
        offset: int = 0,
        limit: int = 25,
    ) -> list[Document]:
        """Return documents, the guild's own first, newest first.

        ``matching`` is looked for in title, publisher and handle regardless of ASCII case;
        ``removed`` lists those that can be restored; ``own`` leaves the bundled ones out.
        """
        where, values = self._filter(guild_id, matching, removed=removed, own=own)
        rows = await self._db.read(
            f"""SELECT {DOCUMENT} {CURRENT} WHERE {where}
                ORDER BY d.guild_id = 0, d.number DESC LIMIT :limit OFFSET :offset""",
            {**values, "limit": limit, "offset": offset},
        )
        return [document_of(row) for row in rows]

    async def count(self, guild_id: GuildId, *, matching: str = "", own: bool = False) -> int:
        """Return how many documents :meth:`documents` lists in all."""
        where, values = self._filter(guild_id, matching, removed=False, own=own)
        row = await self._db.read_one(f"SELECT count(*) {CURRENT} WHERE {where}", values)
        return int(row[0]) if row else 0

    async def addresses(self, guild_id: GuildId) -> set[str]:
        """Return the addresses of the guild's own documents."""
        rows = await self._db.read(
            "SELECT url FROM document WHERE guild_id = ? AND removed_at IS NULL AND url <> ''",
            (guild_id,),
        )
        return {str(url) for (url,) in rows}

    async def excerpt(self, guild_id: GuildId, quote_id: QuoteId, *, around: int = 0) -> Excerpt:
        """Return a slice of a version, widened by up to ``around`` code points on both sides.

        Raises :class:`~bot.errors.DocumentNotFound` if the guild sees no such document, version or
        place.
        """
        start = max(quote_id.span.start - around, 0)
        row = await self._db.read_one(
            f"""SELECT v.number, v.characters, {LANDMARK.format(at=":start")},
                       substr(v.text, :start + 1, :end - :start), {DOCUMENT}
                FROM document d JOIN version v ON v.document_id = d.id AND v.number = :version
                WHERE d.guild_id = :owner AND d.number = :number AND d.removed_at IS NULL
                AND :start < v.characters AND {self._seen}""",
            {
                **names(guild_id, quote_id.handle),
                "version": quote_id.version,
                "start": start,
                "end": quote_id.span.end + around,
            },
        )
        if not row:
            raise missing(quote_id.handle)
        version, length, landmark, text, *document = row
        span = Span(start, start + len(text))
        return Excerpt(document_of(document), version, span, text, landmark, length)

    async def text(self, document: Document) -> str:
        """Return the whole stored text of a document's current version."""
        rows = await self._db.read_bulk(
            "SELECT text FROM version WHERE id = ?", (document.version_id,)
        )
        return str(rows[0][0])

    async def cut_lines(self, document: Document) -> list[str]:
        """Return the lines that were cut when the document was read: navigation, running heads."""
        return await self._listed("cut_lines", document)

    async def notes(self, document: Document) -> list[str]:
        """Return sentences on what of the document could not be read."""
        return await self._listed("notes", document)

    async def _listed(self, column: str, document: Document) -> list[str]:
        row = await self._db.read_one(
            f"SELECT {column} FROM version WHERE id = ?", (document.version_id,)
        )
        return [str(line) for line in json.loads(row[0])] if row else []

    async def duplicate(self, guild_id: GuildId, data: bytes) -> Document | None:
        """Return the guild's own document that was made of the same bytes, if any."""
        row = await self._db.read_one(
            f"""SELECT {DOCUMENT} {CURRENT} WHERE d.guild_id = ? AND v.sha256 = ?
                AND d.removed_at IS NULL LIMIT 1""",
            (guild_id, await asyncio.to_thread(digest, data)),
        )
        return document_of(row) if row else None

    def _filter(
        self, guild_id: GuildId, matching: str, *, removed: bool, own: bool
    ) -> tuple[str, dict[str, Any]]:
        escaped = matching.strip().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        handle = Handle.parse(matching)
        values = {
            "guild": guild_id,
            "removed": removed,
            "own": own,
            "pattern": f"%{escaped}%",
            "number": handle.number if handle else None,
            "owner": 0 if handle and handle.bundled else guild_id,
        }
        where = rf"""{self._seen} AND (d.removed_at IS NOT NULL) = :removed
            AND (NOT :own OR d.guild_id = :guild)
            AND (d.title LIKE :pattern ESCAPE '\' OR d.publisher LIKE :pattern ESCAPE '\'
                 OR d.number = :number AND d.guild_id = :owner)"""
        return where, values
