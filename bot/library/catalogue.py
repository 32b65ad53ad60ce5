"""Finding and reading documents, as one guild sees them.

Nothing here takes a row id from outside: a document is asked for by the guild and its handle in
that guild, so that no number that somebody types or presses leads into another guild's library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import DocumentExpired, DocumentNotFound
from bot.library import indexing
from bot.library.database import Database
from bot.library.indexing import IndexEntry, Prepared, WholeDocument
from bot.library.rows import (
    CURRENT,
    DOCUMENT,
    FOUND,
    LANDMARK,
    OPEN,
    OWN,
    PASSAGE,
    REVISION,
    REVISIONS,
    SEEN,
    SLICE,
    document_of,
    moment,
    names,
    passage_of,
    whole_text,
)
from bot.model import (
    Document,
    DocumentId,
    GuildId,
    Handle,
    Note,
    Passage,
    PassageId,
    QuoteId,
    Span,
)
from bot.moments import Clock

_PAGE = re.compile(r"(?:page|slide) \d+(?:, |$)")
"""What a reader puts before the headings of what has pages or slides."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of what a guild can find; an index is good for one revision."""

    own: int
    bundled: int
    """The bundled documents' revision, or −1 where the guild switched it off."""


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
    """Reads; every method says for which guild.

    What is under embargo or has expired by the ``clock`` is only found by who asks for ``closed``
    documents too, on behalf of a moderator.
    """

    def __init__(self, database: Database, clock: Clock, *, bundled: bool = True) -> None:
        self._db = database
        self._clock = clock
        self._seen = SEEN if bundled else OWN

    async def revision(self, guild_id: GuildId) -> Revision:
        """Return the state of what the guild can find."""
        row = await self._db.read_one(
            f"SELECT {REVISION} {REVISIONS} WHERE bundle.id = 0", {"guild": guild_id}
        )
        assert row, "the first migration makes the row of the bundled documents"
        return Revision(*row)

    async def prepared(
        self, guild_id: GuildId, only: Iterable[DocumentId] | None = None
    ) -> list[Prepared]:
        """Return all that the guild can find, or some documents of it, in any order."""
        return await indexing.prepared(self._db, self._seen, self._values(guild_id), only)

    async def entries(self, guild_id: GuildId) -> list[IndexEntry]:
        """Return all that the guild can find now, in any order."""
        return await indexing.entries(self._db, self._seen, self._values(guild_id))

    async def whole_documents(
        self, guild_id: GuildId, only: DocumentId | None = None
    ) -> list[WholeDocument]:
        """Return the texts of all that the guild can find, or of one document, oldest first."""
        values = self._values(guild_id, document=only)
        return await indexing.whole_documents(self._db, self._seen, values)

    async def next_change(self, guild_id: GuildId) -> datetime | None:
        """Return the next moment at which an embargo of the guild's ends or a document expires."""
        values = self._values(guild_id)
        rows = [
            await self._db.read_one(
                f"""SELECT min(d.{bound}) FROM document d
                    WHERE d.{bound} > :now AND d.removed_at IS NULL AND {self._seen}""",
                values,
            )
            for bound in ("embargo", "expires")
        ]
        return min((at for row in rows if row and (at := moment(row[0]))), default=None)

    async def passages(
        self, guild_id: GuildId, ids: Sequence[PassageId]
    ) -> tuple[Revision, dict[PassageId, Passage]]:
        """Return those of the passages that the guild can still find, and as of which state.

        The joins are outer ones for the state's sake; they also keep SQLite from going through all
        documents of the guild, which took 40 ms where there are 5,000. The ids are one value, so
        that the statement is prepared once: to do that each time took .25 ms of .58.
        """
        if not ids:
            return await self.revision(guild_id), {}  # the joins would go through all documents
        rows = await self._db.read(
            f"""SELECT {REVISION}, {PASSAGE} {REVISIONS}
                LEFT JOIN json_each(:ids) wanted LEFT JOIN passage p ON p.id = wanted.value
                LEFT JOIN version v ON v.id = p.version_id LEFT JOIN document d
                ON d.id = v.document_id AND d.version = v.number AND {FOUND} AND {self._seen}
                WHERE bundle.id = 0""",
            self._values(guild_id, ids=json.dumps(ids)),
        )
        found = (passage_of(row[2:]) for row in rows if row[9] is not None)
        return Revision(*rows[0][:2]), {passage.id: passage for passage in found}

    async def passages_of(self, document: Document, limit: int) -> list[Passage]:
        """Return the first passages of a document."""
        rows = await self._db.read(
            f"""SELECT {PASSAGE} {CURRENT} JOIN passage p ON p.version_id = v.id
                WHERE d.id = ? ORDER BY p.id LIMIT ?""",
            (document.id, limit),
        )
        return [passage_of(row) for row in rows]

    async def document(
        self, guild_id: GuildId, handle: Handle, *, removed: bool = False, closed: bool = False
    ) -> Document:
        """Return a document; raise :class:`~bot.errors.DocumentNotFound` if it is not seen here."""
        row = await self._db.read_one(
            f"""SELECT {DOCUMENT} {CURRENT} WHERE d.guild_id = :owner AND d.number = :number
                AND (d.removed_at IS NOT NULL) = :removed AND (:closed OR {OPEN})
                AND {self._seen}""",
            self._values(guild_id, handle, removed=removed, closed=closed),
        )
        if not row:
            raise await self._absence(guild_id, handle)
        return document_of(row)

    async def documents(
        self,
        guild_id: GuildId,
        *,
        matching: str = "",
        removed: bool = False,
        own: bool = False,
        closed: bool = False,
        offset: int = 0,
        limit: int = 25,
    ) -> list[Document]:
        """Return documents, the guild's own first, newest first.

        ``matching`` is looked for in title, publisher and handle regardless of case;
        ``removed`` lists those that can be restored; ``own`` leaves the bundled ones out.
        """
        where, values = self._filter(guild_id, matching, removed=removed, own=own, closed=closed)
        rows = await self._db.read(
            f"""SELECT {DOCUMENT} {CURRENT} WHERE {where}
                ORDER BY d.guild_id = 0, d.number DESC LIMIT :limit OFFSET :offset""",
            {**values, "limit": limit, "offset": offset},
        )
        return [document_of(row) for row in rows]

    async def count(
        self, guild_id: GuildId, *, matching: str = "", own: bool = False, closed: bool = False
    ) -> int:
        """Return how many documents :meth:`documents` lists in all."""
        where, values = self._filter(guild_id, matching, removed=False, own=own, closed=closed)
        row = await self._db.read_one(f"SELECT count(*) {CURRENT} WHERE {where}", values)
        return int(row[0]) if row else 0

    async def headings(self, document: Document) -> list[str]:
        """Return the headings of a document's current version, in its order, each once."""
        rows = await self._db.read(
            "SELECT label FROM landmark WHERE version_id = ? ORDER BY start LIMIT 500",
            (document.version_id,),
        )
        headings = (_PAGE.sub("", label).strip() for (label,) in rows)
        return list(dict.fromkeys(filter(None, headings)))

    async def publishers(self, guild_id: GuildId, limit: int) -> list[tuple[str, int]]:
        """Return who published what can be found, with the numbers of documents, most first."""
        return await self._counted("publisher", guild_id, limit)

    async def languages(self, guild_id: GuildId) -> list[tuple[str, int]]:
        """Return the languages of what can be found, with the numbers of documents, most first."""
        return await self._counted("language", guild_id, -1)

    async def _counted(self, column: str, guild_id: GuildId, limit: int) -> list[tuple[str, int]]:
        rows = await self._db.read(
            f"""SELECT d.{column}, count(*) FROM document d WHERE {FOUND} AND {self._seen}
                AND d.{column} <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :limit""",
            self._values(guild_id, limit=limit),
        )
        return [(str(value), int(count)) for value, count in rows]

    async def addresses(self, guild_id: GuildId) -> set[str]:
        """Return the addresses of the guild's own documents."""
        rows = await self._db.read(
            "SELECT url FROM document WHERE guild_id = ? AND removed_at IS NULL AND url <> ''",
            (guild_id,),
        )
        return {str(url) for (url,) in rows}

    async def excerpt(
        self, guild_id: GuildId, quote_id: QuoteId, *, around: int = 0, closed: bool = False
    ) -> Excerpt:
        """Return a slice of a version, widened by up to ``around`` code points on both sides.

        Its landmark is that of the slice before it was widened.

        Raises :class:`~bot.errors.DocumentNotFound` if the guild sees no such document, version or
        place.
        """
        start = max(quote_id.span.start - around, 0)
        row = await self._db.read_one(
            f"""SELECT v.number, v.characters, {LANDMARK.format(at=":at")},
                       {SLICE.format(start=":start", end=":end")}, {DOCUMENT}
                FROM document d JOIN version v ON v.document_id = d.id AND v.number = :version
                WHERE d.guild_id = :owner AND d.number = :number AND d.removed_at IS NULL
                AND (:closed OR {OPEN}) AND :start < v.characters AND {self._seen}""",
            self._values(
                guild_id,
                quote_id.handle,
                version=quote_id.version,
                at=quote_id.span.start,
                start=start,
                end=quote_id.span.end + around,
                closed=closed,
            ),
        )
        if not row:
            raise await self._absence(guild_id, quote_id.handle)
        version, length, landmark, text, *document = row
        span = Span(start, start + len(text))
        return Excerpt(document_of(document), version, span, text, landmark, length)

    async def text(self, document: Document) -> str:
        """Return the whole stored text of a document's current version."""
        return await whole_text(self._db, document.version_id)

    async def cut_lines(self, document: Document) -> list[str]:
        """Return the lines that were cut when the document was read: navigation, running heads."""
        return list(map(str, await self._listed("cut_lines", document)))

    async def notes(self, document: Document) -> list[Note]:
        """Return what of the document could not be read."""
        return list(map(Note.of_fields, await self._listed("notes", document)))

    async def _listed(self, column: str, document: Document) -> list[Any]:
        row = await self._db.read_one(
            f"SELECT {column} FROM version WHERE id = ?", (document.version_id,)
        )
        return list(json.loads(row[0])) if row else []

    async def duplicate(self, guild_id: GuildId, sha256: str) -> Document | None:
        """Return the guild's own document that was made of the bytes with a digest, if any."""
        row = await self._db.read_one(
            f"""SELECT {DOCUMENT} {CURRENT} WHERE d.guild_id = ? AND v.sha256 = ?
                AND d.removed_at IS NULL LIMIT 1""",
            (guild_id, sha256),
        )
        return document_of(row) if row else None

    async def _absence(self, guild_id: GuildId, handle: Handle) -> DocumentNotFound:
        """Return why a document is not seen: that it has expired, or nothing at all.

        Who holds an old answer has seen a document that expired; one under embargo is told of to
        nobody, whatever number somebody tries.
        """
        row = await self._db.read_one(
            f"""SELECT d.expires FROM document d WHERE d.guild_id = :owner AND d.number = :number
                AND d.removed_at IS NULL AND d.embargo <= :now AND d.expires BETWEEN '0' AND :now
                AND {self._seen}""",
            self._values(guild_id, handle),
        )
        at = moment(row[0]) if row else None
        return DocumentExpired(handle, at) if at else DocumentNotFound(handle)

    def _values(
        self, guild_id: GuildId, handle: Handle | None = None, **more: object
    ) -> dict[str, Any]:
        found = names(guild_id, handle) if handle else {"guild": guild_id}
        return {**found, "now": self._clock().isoformat(), **more}

    def _filter(
        self, guild_id: GuildId, matching: str, *, removed: bool, own: bool, closed: bool
    ) -> tuple[str, dict[str, Any]]:
        escaped = matching.strip().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        handle = Handle.parse(matching)
        values = self._values(
            guild_id,
            removed=removed,
            closed=closed,
            own=own,
            pattern=f"%{escaped.casefold()}%",
            number=handle.number if handle else None,
            owner=0 if handle and handle.bundled else guild_id,
        )
        where = rf"""{self._seen} AND (d.removed_at IS NOT NULL) = :removed
            AND (:closed OR {OPEN}) AND (NOT :own OR d.guild_id = :guild)
            AND (:pattern = '%%' OR casefold(d.title) LIKE :pattern ESCAPE '\'
                 OR casefold(d.publisher) LIKE :pattern ESCAPE '\'
                 OR d.number = :number AND d.guild_id = :owner)"""
        return where, values
