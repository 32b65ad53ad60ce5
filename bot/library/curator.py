"""Adding, editing, removing and restoring documents.

Every change is one transaction with its line in the audit, and counts up the guild's revision, so
that an index built before it is known to be stale, in this process and in any other. A removed
document is kept for :data:`KEPT_FOR`; until it is restored nothing finds it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import aiosqlite

from bot.errors import BundledDocument, DocumentChanged, DocumentNotFound, DuplicateDocument
from bot.ingest.filename import shown
from bot.library.database import Database
from bot.library.drafts import Draft, use_up
from bot.library.profiles import MakeProfile, no_profile
from bot.library.rows import (
    CURRENT,
    DOCUMENT,
    bounds,
    digest,
    document_of,
    ensure_guild,
    missing,
    names,
    record,
)
from bot.library.storing import add_version
from bot.library.terms import Terms
from bot.measures import Measures
from bot.model import BUNDLED, Document, DocumentId, GuildId, Handle, Schedule, Source, Span, UserId
from bot.moments import Clock
from bot.progress import Report, from_thread, untold
from bot.search.analysis import Analysis

KEPT_FOR = timedelta(days=30)
"""How long a removed document can be restored."""


_DESCRIPTION = ("title", "publisher", "date", "url", "language", "filename")


@dataclass(frozen=True, slots=True)
class Publishing:
    """How a draft is published, or nothing in particular."""

    draft: Draft | None = None
    """Forgotten in the transaction that stores its document."""
    begin: Callable[[], None] = lambda: None
    """Called when what can still be cancelled is over."""
    report: Report = untold

    async def use_up(self, db: aiosqlite.Connection) -> None:
        """Forget the draft; raise :class:`~bot.errors.DraftGone` if it is gone already."""
        if self.draft:
            await use_up(db, self.draft)


_ERASED = (
    "DELETE FROM draft WHERE guild_id = :guild AND replaces = :handle",
    "DELETE FROM typed WHERE guild_id = :guild AND form LIKE :form",
    "DELETE FROM snapshot WHERE guild_id = :guild",
    "DELETE FROM document WHERE id = :id",
    "UPDATE audit SET title = '', detail = '{}' WHERE guild_id = :guild AND handle = :handle",
)
"""Tables that refer to the document or its versions go along."""

_BY_ITSELF = Publishing()


@dataclass(frozen=True, slots=True)
class Changes:
    """What to change in a document but its text; ``None`` leaves a field as it is."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    schedule: Schedule | None = None

    def given(self) -> dict[str, str]:
        """Return the columns that change."""
        columns = {"title": self.title, "publisher": self.publisher, "date": self.date}
        columns["url"] = self.url
        if self.schedule:
            columns |= bounds(self.schedule)
        return {name: value for name, value in columns.items() if value is not None}


class Curator:
    """Writes; every method says for which guild and on whose behalf."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        terms: Terms | None = None,
        make_profile: MakeProfile = no_profile,
    ) -> None:
        self._db = database
        self._clock = clock
        self._terms = terms or Terms(database, Analysis())
        self._make_profile = make_profile

    async def add(
        self,
        guild_id: GuildId,
        source: Source,
        spans: Sequence[Span],
        original: bytes,
        *,
        user_id: UserId | None,
        corpus_path: str | None = None,
        schedule: Schedule | None = None,
        publishing: Publishing = _BY_ITSELF,
        measures: Measures | None = None,
    ) -> Document:
        """Store a document with its passages, all or nothing.

        What is computed of them beforehand is computed here unless ``measures`` are given.
        Raises :class:`~bot.errors.DuplicateDocument` if the guild has the same bytes already.
        """
        measures = measures or await self._measured(source, spans, publishing.report)
        sha256 = await _digest(source, original)
        publishing.begin()
        async with self._db.write() as db:
            at = self._clock()
            await publishing.use_up(db)
            await ensure_guild(db, guild_id)
            await _refuse_duplicate(db, guild_id, sha256, source.filename)
            rows = await db.execute_fetchall(
                "UPDATE guild SET last_number = last_number + 1 WHERE id = ? RETURNING last_number",
                (guild_id,),
            )
            cursor = await db.execute(
                """INSERT INTO document (guild_id, number, title, publisher, date, url, language,
                       filename, corpus_path, added_by, added_at, embargo, expires)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    guild_id,
                    next(iter(rows))[0],
                    *_description(source),
                    source.filename,
                    corpus_path,
                    user_id,
                    at.isoformat(),
                    *bounds(schedule or Schedule()).values(),
                ),
            )
            document_id = DocumentId(cursor.lastrowid or 0)
            await add_version(
                db, guild_id, document_id, 1, source, sha256, original, measures, user_id, at
            )
            document = await _written(db, document_id)
            await record(db, at, document, user_id, "add", {"filename": source.filename})
        return document

    async def replace(
        self,
        document: Document,
        source: Source,
        spans: Sequence[Span],
        original: bytes,
        *,
        user_id: UserId | None = None,
        schedule: Schedule | None = None,
        expected: int | None = None,
        publishing: Publishing = _BY_ITSELF,
        measures: Measures | None = None,
    ) -> Document:
        """Store a new version, which becomes the current one; earlier ones stay.

        The document keeps its embargo and expiry date unless the new version has a ``schedule``
        of its own. A bundled one is as the folder has it: it comes back, and two may be the same
        for a while. Raises :class:`~bot.errors.DuplicateDocument` if the guild has the same bytes
        already, :class:`~bot.errors.DocumentNotFound` if its document was removed meanwhile, and
        :class:`~bot.errors.DocumentChanged` if that has not the version ``expected``.
        """
        guild_id = document.guild_id
        measures = measures or await self._measured(source, spans, publishing.report)
        sha256 = await _digest(source, original)
        publishing.begin()
        async with self._db.write() as db:
            at = self._clock()
            await publishing.use_up(db)
            if guild_id != BUNDLED:
                document = await _own(db, guild_id, document.handle)
                if expected not in {None, document.version}:
                    raise DocumentChanged(document)
                await _refuse_duplicate(db, guild_id, sha256, source.filename)
            number = document.version + 1
            for table in ("passage", "sketch", "terms"):
                await db.execute(
                    f"DELETE FROM {table} WHERE version_id = ?", (document.version_id,)
                )
            await add_version(
                db, guild_id, document.id, number, source, sha256, original, measures, user_id, at
            )
            await db.execute(
                """UPDATE document SET title = ?, publisher = ?, date = ?, url = ?, language = ?,
                       filename = ?, version = ?, removed_at = NULL, removed_by = NULL,
                       embargo = ?, expires = ? WHERE id = ?""",
                (
                    *_description(source),
                    source.filename,
                    number,
                    *bounds(schedule or document.schedule).values(),
                    document.id,
                ),
            )
            replaced = await _written(db, document.id)
            detail = {"version": str(number), "filename": source.filename, **_was(document)}
            await record(db, at, replaced, user_id, "replace", detail)
        return replaced

    async def edit(
        self, guild_id: GuildId, handle: Handle, changes: Changes, *, user_id: UserId | None
    ) -> Document:
        """Change a document's description or schedule, never its text."""
        given = changes.given()
        async with self._db.write() as db:
            at = self._clock()
            document = await _own(db, guild_id, handle)
            for name, value in given.items():
                await db.execute(
                    f"UPDATE document SET {name} = ? WHERE id = ?", (value, document.id)
                )
            edited = await _written(db, document.id)
            await record(db, at, edited, user_id, "edit", given)
        return edited

    async def remove(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None
    ) -> Document:
        """Take a document out of what can be found; it can be restored for a while."""
        async with self._db.write() as db:
            at = self._clock()
            document = await _own(db, guild_id, handle)
            await db.execute(
                "UPDATE document SET removed_at = ?, removed_by = ? WHERE id = ?",
                (at.isoformat(), user_id, document.id),
            )
            await record(db, at, document, user_id, "remove", {})
        return document

    async def restore(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None
    ) -> Document:
        """Bring a removed document back.

        Raises :class:`~bot.errors.DuplicateDocument` if the same bytes were added again meanwhile.
        """
        async with self._db.write() as db:
            at = self._clock()
            document = await _own(db, guild_id, handle, removed=True)
            await _refuse_duplicate(db, guild_id, document.sha256, document.title)
            await db.execute(
                "UPDATE document SET removed_at = NULL, removed_by = NULL WHERE id = ?",
                (document.id,),
            )
            await record(db, at, document, user_id, "restore", {})
        return document

    async def erase(self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None) -> Document:
        """Delete a document for good, removed or not: its files, texts, and what was made of them.

        Of the audit it stays that something was done with this number. The file of the library
        still has to be shrunk.
        """
        async with self._db.write() as db:
            at = self._clock()
            try:
                document = await _own(db, guild_id, handle)
            except DocumentNotFound:
                document = await _own(db, guild_id, handle, removed=True)
            values = {"guild": guild_id, "handle": str(handle), "id": document.id}
            values["form"] = f"form-document%:{handle}"
            for sql in _ERASED:
                await db.execute(sql, values)
            nameless = replace(document, title="")
            await record(db, at, nameless, user_id, "erase", {})
        return document

    async def shrink(self) -> None:
        """Take what was deleted out of the library's file; see :meth:`Database.shrink`."""
        await self._db.shrink()

    async def purge(self) -> int:
        """Delete for good what was removed longer ago than :data:`KEPT_FOR`; return how many.

        The stored indexes that can have something of it go along.
        """
        before = (self._clock() - KEPT_FOR).isoformat()
        async with self._db.write() as db:
            await db.execute(
                """WITH purged AS (SELECT guild_id FROM document WHERE removed_at < ?)
                   DELETE FROM snapshot WHERE guild_id IN purged OR 0 IN purged""",
                (before,),
            )
            cursor = await db.execute("DELETE FROM document WHERE removed_at < ?", (before,))
            return cursor.rowcount

    async def corpus(self) -> dict[str, tuple[Document, bool]]:
        """Return the bundled documents by their path in the corpus, and whether each is removed."""
        rows = await self._db.read_bulk(
            f"SELECT d.corpus_path, d.removed_at IS NOT NULL, {DOCUMENT} {CURRENT}"
            " WHERE d.guild_id = ? AND d.corpus_path IS NOT NULL",
            (BUNDLED,),
        )
        return {path: (document_of(rest), bool(removed)) for path, removed, *rest in rows}

    async def _measured(self, source: Source, spans: Sequence[Span], report: Report) -> Measures:
        return await asyncio.to_thread(
            Measures.of,
            source.title,
            source.language,
            source.text,
            spans,
            self._analyse,
            from_thread(report),
        )

    def _analyse(self, text: str, language: str) -> tuple[bytes, Sequence[str]]:
        terms = self._terms.analysis.terms(text, language)
        return self._make_profile(text, language), terms


async def _digest(source: Source, original: bytes) -> str:
    return source.sha256 or await asyncio.to_thread(digest, original)


def _was(document: Document) -> dict[str, str]:
    """Return how a document was described before it was replaced, for the audit and for *Undo*."""
    described = {name: str(getattr(document, name)) for name in _DESCRIPTION}
    return {f"was_{name}": value for name, value in (described | bounds(document.schedule)).items()}


def _description(source: Source) -> tuple[str, ...]:
    return source.title, source.publisher, source.date, source.url, source.language


async def _refuse_duplicate(
    db: aiosqlite.Connection, guild_id: GuildId, sha256: str, name: str
) -> None:
    rows = await db.execute_fetchall(
        f"SELECT {DOCUMENT} {CURRENT}"
        " WHERE d.guild_id = ? AND v.sha256 = ? AND d.removed_at IS NULL",
        (guild_id, sha256),
    )
    for row in rows:
        raise DuplicateDocument(shown(name), document_of(row))


def refuse_bundled(handle: Handle) -> None:
    """Raise :class:`~bot.errors.BundledDocument` for a document that no guild can change."""
    if handle.bundled:
        raise BundledDocument(handle)


async def _own(
    db: aiosqlite.Connection, guild_id: GuildId, handle: Handle, *, removed: bool = False
) -> Document:
    rows = await db.execute_fetchall(
        f"""SELECT {DOCUMENT} {CURRENT} WHERE d.guild_id = :guild AND d.guild_id = :owner
            AND d.number = :number AND (d.removed_at IS NOT NULL) = :removed""",
        {**names(guild_id, handle), "removed": removed},
    )
    for row in rows:
        return document_of(row)
    raise missing(handle)


async def _written(db: aiosqlite.Connection, document_id: DocumentId) -> Document:
    rows = await db.execute_fetchall(f"SELECT {DOCUMENT} {CURRENT} WHERE d.id = ?", (document_id,))
    return document_of(next(iter(rows)))
