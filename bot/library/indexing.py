"""What a guild can find, as an index needs it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, NamedTuple, Self

from bot.library.database import Database
from bot.library.rows import CURRENT, FOUND, TEXT
from bot.model import DocumentId, PassageId, Span, VersionId
from bot.search.forward import Forward
from bot.search.inverted import Inverted
from bot.search.terms import analysis_name


class IndexEntry(NamedTuple):
    """A document that can be found, with all that the terms of its passages depend on."""

    id: DocumentId
    version_id: VersionId
    title: str
    language: str
    first: PassageId
    """Its first passage; the others' ids follow without a gap, for all are written at once."""
    passages: int


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """A document with its whole text and where its passages stand in it."""

    id: DocumentId
    version_id: VersionId
    title: str
    language: str
    text: str
    passages: tuple[tuple[PassageId, Span], ...]

    @property
    def entry(self) -> IndexEntry:
        """What of it an index knows."""
        first = self.passages[0][0]
        return IndexEntry(
            self.id, self.version_id, self.title, self.language, first, len(self.passages)
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as the index needs it."""

    entry: IndexEntry
    terms: bytes
    """The stored terms of its passages; empty if they have to be made."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Documents, in order, with the inverted index of all their passages."""

    entries: Sequence[IndexEntry]
    inverted: Inverted

    @classmethod
    def of(cls, prepared: Sequence[Prepared]) -> Self:
        """Index documents; some 250,000 passages a second, so for a thread."""
        forwards = [Forward.load(each.terms) for each in prepared]
        return cls([each.entry for each in prepared], Inverted.of(forwards))


_ENTRY = """d.id, v.id, d.title, d.language,
    (SELECT min(id) FROM passage WHERE version_id = v.id), v.passages"""


async def entries(db: Database, seen: str, values: Mapping[str, Any]) -> list[IndexEntry]:
    """Return all that the guild can find, in any order; ``values`` are those of ``seen``."""
    rows = await db.read_bulk(f"SELECT {_ENTRY} {CURRENT} WHERE {FOUND} AND {seen}", values)
    return list(starmap(IndexEntry, rows))


def differences(
    had: Iterable[IndexEntry], now: Iterable[IndexEntry]
) -> tuple[set[IndexEntry], set[IndexEntry]]:
    """Return what is gone and what is new; a document that has changed is both."""
    before, after = set(had), set(now)
    return before - after, after - before


async def prepared(
    db: Database, seen: str, values: Mapping[str, Any], only: Iterable[DocumentId] | None = None
) -> list[Prepared]:
    """Return all that the guild can find, or some documents of it, in any order."""
    ids = None if only is None else json.dumps(list(only))
    rows = await db.read_bulk(
        f"""SELECT coalesce(t.forward, x''), {_ENTRY} {CURRENT}
            LEFT JOIN terms t ON t.version_id = v.id
                AND (t.analysis, t.title, t.language) = (:analysis, d.title, d.language)
            WHERE {FOUND} AND {seen}
                AND (:ids IS NULL OR d.id IN (SELECT value FROM json_each(:ids)))""",
        {**values, "analysis": analysis_name(), "ids": ids},
    )
    return [Prepared(IndexEntry(*entry), terms) for terms, *entry in rows]


async def whole_documents(
    db: Database, seen: str, values: Mapping[str, Any]
) -> list[WholeDocument]:
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
        WholeDocument(
            DocumentId(id_), version_id, title, language, text, tuple(spans.get(version_id, ()))
        )
        for version_id, id_, title, language, text in texts
    ]
