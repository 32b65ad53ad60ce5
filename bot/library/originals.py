"""The files that documents were made of, and where the text stands on their pages.

What is asked for here was found in the catalogue, for a guild.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.ingest.boxes import Box, lines, words_of
from bot.library.database import Database
from bot.library.rows import whole_text
from bot.model import Document, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 1 on, and the part of a text that stands on it, with the boxes of its lines.

    There are no boxes for a version that was stored before they were.
    """

    page: int
    part: Span
    boxes: tuple[Box, ...]


class Originals:
    """Reads."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def original(self, document: Document) -> bytes:
        """Return the bytes of the file."""
        rows = await self._db.read_bulk(
            "SELECT data FROM original WHERE version_id = ?", (document.version_id,)
        )
        return bytes(rows[0][0])

    async def text(self, document: Document) -> str:
        """Return the whole stored text."""
        return await whole_text(self._db, document.version_id)

    async def page(self, document: Document, start: int) -> int:
        """Return the page on which the text stands from ``start`` on; 0 where there are none."""
        row = await self._db.read_one(
            """SELECT page FROM stretch WHERE version_id = ? AND start <= ?
               ORDER BY start DESC LIMIT 1""",
            (document.version_id, start),
        )
        return int(row[0]) if row else 0

    async def places(self, document: Document, span: Span) -> list[Place]:
        """Return where the text of a span stands, in its order; nowhere where there are no pages.

        A page may come twice, if a note or a figure stands between the parts of a paragraph.
        """
        rows = await self._db.read(
            """SELECT start, page, words FROM stretch WHERE version_id = :version AND start < :end
               AND start >= (SELECT max(start) FROM stretch
                             WHERE version_id = :version AND start <= :start) ORDER BY start""",
            {"version": document.version_id, "start": span.start, "end": span.end},
        )
        ends = [*(start for start, _, _ in rows[1:]), span.end]
        found = []
        for (start, page, words), end in zip(rows, ends, strict=False):
            part = Span(max(start, span.start), end)
            found.append(Place(page, part, tuple(lines(words_of(words, start), part))))
        return found
