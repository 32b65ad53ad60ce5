"""The candidates of a question: the passages that the guild's index puts first.

An index that is in memory is searched at once; the one read that brings the passages brings the
library's revision, too, and only if that is a newer one, the index is brought up to date and
searched again. To read the revision first took .1 ms more.

Passages that were read lately are kept, for to read thirty took .9 ms of the 1.1 that come before
ranking at 10,000 passages, and 1.2 of 1.9 at 100,000. Where all thirty are kept, it is .28 and .41;
where none is, .8 and 1.1. They, too, are good for one revision, and each question reads the
library's, so that nothing changed is shown as it was; the key has the guild, so that no guild's are
taken for another.

Searching is computing, and runs on the event loop since nothing may change the index meanwhile. So
questions take turns: of 100 asked at once, all searched in one turn of the loop held it up for 129
ms, in turns for some 5.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from typing import TypeAlias

from bot.answer.profile import forget
from bot.answer.rank import CANDIDATES, Weighing, weigh
from bot.engine.indexes import Shelf, Shelves
from bot.engine.profiles import Renewer
from bot.library.catalogue import Catalogue, Revision
from bot.model import Document, GuildId, Handle, Hit, Passage, PassageId
from bot.moments import Clock, utc_now
from bot.search.query import QueryMaker

Scored: TypeAlias = list[tuple[PassageId, float]]

_KEPT = 4096
"""Passages that are kept, about 3 KB each with what ranking sees in them."""


class Recent:
    """The passages that were read last, of all guilds, each as of one revision."""

    def __init__(self, clock: Clock, size: int = _KEPT) -> None:
        self._clock = clock
        self._size = size
        self._passages: OrderedDict[tuple[GuildId, Revision, PassageId], Passage] = OrderedDict()

    def __len__(self) -> int:
        return len(self._passages)

    def get(
        self, guild_id: GuildId, revision: Revision, ids: Iterable[PassageId]
    ) -> dict[PassageId, Passage]:
        """Return those of the passages that are here and whose document is not closed now."""
        now = self._clock()
        found = {}
        for id_ in ids:
            key = guild_id, revision, id_
            passage = self._passages.get(key)
            if passage and passage.document.schedule.is_open(now):
                self._passages.move_to_end(key)
                found[id_] = passage
        return found

    def keep(self, guild_id: GuildId, revision: Revision, passages: Iterable[Passage]) -> None:
        """Keep what was read of a revision, and drop what was not asked for longest."""
        for passage in passages:
            self._passages[guild_id, revision, passage.id] = passage
        while len(self._passages) > self._size:
            self._passages.popitem(last=False)

    def clear(self) -> None:
        """Forget them all."""
        self._passages.clear()


class Finder:
    """Finds candidates."""

    def __init__(
        self,
        catalogue: Catalogue,
        shelves: Shelves,
        queries: QueryMaker,
        renewer: Renewer,
        clock: Clock = utc_now,
    ) -> None:
        self._catalogue = catalogue
        self._recent = Recent(clock)
        self._shelves = shelves
        self._queries = queries
        self._renewer = renewer
        self._turn = asyncio.Lock()

    def holds(self, guild_id: GuildId) -> bool:
        """Tell whether the guild's index is in memory."""
        return guild_id in self._shelves

    def forget(self) -> None:
        """Forget all passages with their profiles, as if nobody had asked lately."""
        self._recent.clear()
        forget()

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
                now, hits = await self._hits(guild_id, revision, found[1])
                if now == revision:
                    return found[0], hits
        shelf = await self._shelves.of(guild_id)
        found = self._search(shelf, question, document, earlier)
        if not found:
            return None
        _, hits = await self._hits(guild_id, shelf.revision, found[1])
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

    async def _hits(
        self, guild_id: GuildId, expected: Revision, found: Scored
    ) -> tuple[Revision, tuple[Hit, ...]]:
        """Return the passages that the guild can still find, all as of one revision."""
        ids = [id_ for id_, _ in found]
        by_id = self._recent.get(guild_id, expected, ids)
        missing = [id_ for id_ in ids if id_ not in by_id]
        revision, read = await self._catalogue.passages(guild_id, missing)
        if by_id and revision != expected:
            by_id = {}
            revision, read = await self._catalogue.passages(guild_id, ids)
        renewed = await self._renewer.renewed(read)
        self._recent.keep(guild_id, revision, renewed.values())
        by_id |= renewed
        return revision, tuple(Hit(by_id[id_], score) for id_, score in found if id_ in by_id)
