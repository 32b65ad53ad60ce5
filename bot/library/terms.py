"""The terms of each version's passages, stored with it.

To make them is most of the work of indexing: for 100,000 passages 24 s of computing, where reading
them and building the index takes .8. They are good for one analysis, title and
language; where these have changed, or the version is older than this table, they are made when an
index first needs them.
"""

from __future__ import annotations

from collections.abc import Iterable

import aiosqlite

from bot.library.database import Database
from bot.model import Span, VersionId
from bot.search.analysis import Analysis
from bot.search.terms import analysis_name, forward_of, headings_above


class Terms:
    """Makes terms and stores them."""

    def __init__(self, database: Database, analysis: Analysis) -> None:
        self._db = database
        self.analysis = analysis

    def make(self, title: str, language: str, text: str, spans: Iterable[Span]) -> bytes:
        """Return the terms of passages as :meth:`~bot.search.forward.Forward.load` reads them.

        That takes about .3 ms a passage and is for a thread.
        """
        spans = list(spans)
        texts = (span.of(text) for span in spans)
        headings = headings_above(text, spans)
        return forward_of(title, language, texts, self.analysis, headings).dump()

    async def keep(self, version_id: VersionId, title: str, language: str, terms: bytes) -> None:
        """Store the terms of a version, if it is still there."""
        async with self._db.write() as db:
            await insert(db, version_id, title, language, terms)


async def insert(
    db: aiosqlite.Connection, version_id: VersionId, title: str, language: str, terms: bytes
) -> None:
    """Store the terms of a version, if there is one, within a transaction."""
    await db.execute(
        """INSERT OR REPLACE INTO terms SELECT id, ?, ?, ?, ? FROM version WHERE id = ?""",
        (analysis_name(), title, language, terms, version_id),
    )
