"""What a guild can find, as an index needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from bot.library.database import Database
from bot.library.rows import CURRENT, FOUND, TEXT
from bot.model import DocumentId, PassageId, Span, VersionId
from bot.search.terms import analysis_name


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document with its whole text and where its passages stand in it."""

    id: DocumentId
    version_id: VersionId
    title: str
    language: str
    text: str
    passages: tuple[tuple[PassageId, Span], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as the index needs it."""

    id: DocumentId
    language: str
    first: PassageId
    """Its first passage; the others' ids follow without a gap, for all are written at once."""
    terms: bytes
    """The stored terms of its passages; empty if they have to be made."""


async def prepared(db: Database, seen: str, values: Mapping[str, Any]) -> list[Prepared]:
    """Return all that the guild can find, or one document of it, in any order.

    ``values`` are those of ``seen`` and the wanted ``document``, if any.
    """
    rows = await db.read_bulk(
        f"""SELECT d.id, d.language, (SELECT min(id) FROM passage WHERE version_id = v.id),
                   coalesce(t.forward, x'') {CURRENT} LEFT JOIN terms t ON t.version_id = v.id
                   AND (t.analysis, t.title, t.language) = (:analysis, d.title, d.language)
            WHERE {FOUND} AND {seen} AND (:document IS NULL OR d.id = :document)""",
        {**values, "analysis": analysis_name()},
    )
    return list(starmap(Prepared, rows))


async def shelved(db: Database, seen: str, values: Mapping[str, Any]) -> list[Shelved]:
    """Return the texts of all that the guild can find, or of one document, oldest first."""
    where = f"{FOUND} AND {seen} AND (:document IS NULL OR d.id = :document)"
    spans: dict[int, list[tuple[PassageId, Span]]] = {}
    for version_id, id_, start, end in await db.read_bulk(
        f"""SELECT v.id, p.id, p.start, p."end" {CURRENT}
            JOIN passage p ON p.version_id = v.id WHERE {where} ORDER BY p.id""",
        values,
    ):
        spans.setdefault(version_id, []).append((PassageId(id_), Span(start, end)))
    texts = await db.read_bulk(
        f"""SELECT v.id, d.id, d.title, d.language, {TEXT} {CURRENT}
            WHERE {where} ORDER BY v.id""",
        values,
    )
    return [
        Shelved(
            DocumentId(id_), version_id, title, language, text, tuple(spans.get(version_id, ()))
        )
        for version_id, id_, title, language, text in texts
    ]
