"""The candidates of a question: the passages that the guild's index puts first.

An index that is in memory is searched at once; the one read that brings the passages brings the
library's revision, too, and only if that is a newer one, the index is brought up to date and
searched again. To read the revision first took .1 ms more.

Searching is computing, and runs on the event loop since nothing may change the index meanwhile. So
questions take turns: of 100 asked at once, all searched in one turn of the loop held it up for 129
ms, in turns for some 5.
"""

from __future__ import annotations

import asyncio
from typing import TypeAlias

from bot.answer.rank import CANDIDATES, Weighing, weigh
from bot.library.catalogue import Catalogue, Revision
from bot.model import Document, GuildId, Handle, Hit, PassageId
from bot.search.query import QueryMaker
from bot.shelves import Shelf, Shelves

Scored: TypeAlias = list[tuple[PassageId, float]]


class Finder:
    """Finds candidates."""

    def __init__(self, catalogue: Catalogue, shelves: Shelves, queries: QueryMaker) -> None:
        self._catalogue = catalogue
        self._shelves = shelves
        self._queries = queries
        self._turn = asyncio.Lock()

    async def find(
        self, guild_id: GuildId, question: str, handle: Handle | None = None, earlier: str = ""
    ) -> tuple[Weighing, tuple[Hit, ...]] | None:
        """Return what ranking needs, without the index; ``None`` for an empty library."""
        document = await self._catalogue.document(guild_id, handle) if handle else None
        async with self._turn:
            shelf = self._shelves.held(guild_id)
            found = shelf and self._search(shelf, question, document, earlier)
            if shelf and found:
                revision = shelf.revision
                now, hits = await self._hits(guild_id, found[1])
                if now == revision:
                    return found[0], hits
        shelf = await self._shelves.of(guild_id)
        found = self._search(shelf, question, document, earlier)
        if not found:
            return None
        _, hits = await self._hits(guild_id, found[1])
        return found[0], hits

    def _search(
        self, shelf: Shelf, question: str, document: Document | None, earlier: str
    ) -> tuple[Weighing, Scored] | None:
        """Search; nothing else can change the index before the caller next awaits."""
        if not len(shelf.index):
            return None
        query = self._queries.make(question, shelf.index, shelf.languages, earlier=earlier)
        weighing = weigh(query, shelf.index)
        only = shelf.passages.get(document.id, ()) if document else None
        return weighing, shelf.index.search(weighing.weights, CANDIDATES, only=only)

    async def _hits(self, guild_id: GuildId, found: Scored) -> tuple[Revision, tuple[Hit, ...]]:
        revision, by_id = await self._catalogue.passages(guild_id, [id_ for id_, _ in found])
        return revision, tuple(Hit(by_id[id_], score) for id_, score in found if id_ in by_id)
