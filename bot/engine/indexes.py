"""The guilds' indexes: a cache of the library, bounded by the passages it holds.

A guild's index is built at its first question, in a thread, and is good for one revision of the
library: every question compares (one indexed read, about .1 ms), so that a change made by another
process is seen, and an update that fails costs a rebuild instead of a wrong answer. A change made
here is applied in place, which takes microseconds where a build takes seconds. The least recently
asked indexes go first when :data:`~bot.settings.Settings.max_index_passages` are held.

A large index is stored when it was built. The next time it is read, and only what has changed since
is taken out and added; of passages that score the same it comes last, as in an index that is
changed in place.

Embargoes end and documents expire without a change of the library. An index therefore knows the
next moment at which one does; the first question after it compares what the index has with what can
be found now, in place. What is closed is in no index at all, so neither document frequencies nor
corrected spellings nor unknown words tell of it.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from weakref import WeakValueDictionary

from bot.engine.memory import give_back
from bot.errors import NotStored
from bot.library.catalogue import Catalogue, Revision
from bot.library.indexing import Indexed, Prepared, differences
from bot.library.library import Library
from bot.library.snapshots import Snapshots
from bot.library.terms import Terms
from bot.model import Document, DocumentId, GuildId, PassageId
from bot.moments import Clock
from bot.search.bm25 import LiveBM25
from bot.search.kernel import Loading

_MANY = 5_000
"""Passages whose terms take tens of megabytes while they are indexed."""

_LARGE = 20_000
"""Passages from which on an index is stored: building takes .2 s of computing, reading .06."""

_OLD = 0.1
"""The part of a stored index, in passages, that may have changed before it is built anew."""

PATIENCE = 10.0
"""Seconds that closing waits for an index that is being stored: a million passages take some 5."""


@dataclass(slots=True)
class GuildIndex:
    """A guild's index as of one revision. It changes only while its guild's lock is held."""

    revision: Revision
    due: datetime | None = None
    """When an embargo ends or a document expires next, or has since this was last looked at."""
    bm25: LiveBM25 = field(default_factory=LiveBM25)
    passages: dict[DocumentId, Sequence[PassageId]] = field(default_factory=dict)
    """The passages of each document: what is searched when one document is asked."""
    _language: dict[DocumentId, str] = field(default_factory=dict)
    _languages: Counter[str] = field(default_factory=Counter)

    @property
    def languages(self) -> list[str]:
        """Return the languages of the documents, the most frequent first."""
        return [language for language, count in self._languages.most_common() if count > 0]

    def add(self, indexed: Indexed) -> None:
        """Add documents."""
        ids: list[PassageId] = []
        for entry in indexed.entries:
            passages = passages_from(entry.first, entry.passages)
            self.passages[entry.id] = passages
            self._language[entry.id] = entry.language
            self._languages[entry.language] += len(passages)
            ids.extend(passages)
        if ids:
            self.bm25.extend(ids, indexed.inverted)

    def remove(self, ids: Iterable[DocumentId]) -> None:
        """Forget documents."""
        gone: list[PassageId] = []
        for id_ in ids:
            passages = self.passages.pop(id_, ())
            self._languages[self._language.pop(id_, "")] -= len(passages)
            gone.extend(passages)
        self.bm25.remove(gone)

    def expect(self, *changes: datetime | None) -> None:
        """Note more moments at which something changes, also past ones; the earliest is due."""
        self.due = min((at for at in (self.due, *changes) if at), default=None)


def passages_from(first: PassageId, count: int) -> Sequence[PassageId]:
    """Return the ids of a document's passages: a range, for there may be a hundred thousand."""
    return cast(Sequence[PassageId], range(first, first + count))


class Indexes:
    """Builds, keeps and drops indexes."""

    def __init__(
        self,
        catalogue: Catalogue,
        terms: Terms,
        snapshots: Snapshots,
        max_passages: int,
        clock: Clock,
        *,
        large: int = _LARGE,
    ) -> None:
        self._catalogue = catalogue
        self._terms = terms
        self._snapshots = snapshots
        self._clock = clock
        self._max_passages = max_passages
        self._large = large
        self._loading = Loading()
        self._storing: dict[GuildId, asyncio.Task[None]] = {}
        self._indexes: OrderedDict[GuildId, GuildIndex] = OrderedDict()
        self._locks: WeakValueDictionary[GuildId, asyncio.Lock] = WeakValueDictionary()
        self._changes: WeakValueDictionary[GuildId, asyncio.Lock] = WeakValueDictionary()

    def __contains__(self, guild_id: GuildId) -> bool:
        return guild_id in self._indexes

    def changing(self, guild_id: GuildId) -> asyncio.Lock:
        """Return what is held from before a change of the library until it is told here.

        Otherwise somebody else's change could be taken for the one that is told.
        """
        return self._changes.setdefault(guild_id, asyncio.Lock())

    async def written(
        self,
        guild_id: GuildId,
        write: Callable[[], Awaitable[Document]],
        tell: Callable[[Document], Awaitable[None]],
    ) -> Document:
        """Write a change of a guild's library, and tell its index of it: one of the three below."""
        async with self.changing(guild_id):
            document = await write()
            await tell(document)
        return document

    def held(self, guild_id: GuildId) -> GuildIndex | None:
        """Return the guild's index if it is in memory, of whatever revision, and not changing.

        It stays as it is until the caller next awaits.
        """
        index = self._indexes.get(guild_id)
        lock = self._locks.get(guild_id)
        if index is None or (lock and lock.locked()) or (index.due and index.due <= self._clock()):
            return None
        self._indexes.move_to_end(guild_id)
        if kernel := self._loading.kernel():
            index.bm25.best = kernel
        return index

    async def of(self, guild_id: GuildId) -> GuildIndex:
        """Return the guild's index, up to date; it stays so until the caller next awaits."""
        async with self._locks.setdefault(guild_id, asyncio.Lock()):
            # Read first: a change during the build makes the next question build again.
            revision = await self._catalogue.revision(guild_id)
            index = self._indexes.get(guild_id)
            if index is None or index.revision != revision:
                index = GuildIndex(revision, await self._catalogue.next_change(guild_id))
                if not await self._restore(guild_id, index):
                    await self._build(guild_id, index)
                if len(index.bm25) > _MANY:
                    await asyncio.to_thread(give_back)
            elif index.due and index.due <= self._clock():
                self._indexes.pop(guild_id)  # kept again only when all goes well
                await self._turn(guild_id, index)
            self._keep(guild_id, index)
            return index

    async def close(self, patience: float = PATIENCE) -> None:
        """Give what is being stored so many seconds to end."""
        if self._storing:
            _, late = await asyncio.wait(self._storing.values(), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _build(self, guild_id: GuildId, index: GuildIndex) -> None:
        """Index all that the guild can find, and begin to store a large index."""
        indexed = await self._indexed(guild_id)
        await asyncio.to_thread(index.add, indexed)
        if len(index.bm25) >= self._large and guild_id not in self._storing:
            task = asyncio.create_task(self._snapshots.save(guild_id, indexed))
            self._storing[guild_id] = task
            task.add_done_callback(lambda _: self._storing.pop(guild_id))

    async def _restore(self, guild_id: GuildId, index: GuildIndex) -> bool:
        """Fill a new index with the stored one and what has changed since; tell if that was done.

        What has changed comes last, as it does in an index that is changed in place.
        """
        indexed = await self._snapshots.load(guild_id)
        if not indexed:
            return False
        now = await self._catalogue.entries(guild_id)
        gone, new = await asyncio.to_thread(differences, indexed.entries, now)
        if sum(each.passages for each in gone | new) > len(indexed.inverted.widths) * _OLD:
            return False
        await asyncio.to_thread(index.add, indexed)
        await self._change(guild_id, index, {each.id for each in gone}, {each.id for each in new})
        return True

    async def _turn(self, guild_id: GuildId, index: GuildIndex) -> None:
        """Take out what has expired, and add what is under no embargo any more."""
        # Read first: what changes while this runs is due at the next question.
        index.due = await self._catalogue.next_change(guild_id)
        found = {entry.id for entry in await self._catalogue.entries(guild_id)}
        held = index.passages.keys()
        await self._change(guild_id, index, held - found, found - held)

    async def _change(
        self,
        guild_id: GuildId,
        index: GuildIndex,
        gone: Collection[DocumentId],
        new: Collection[DocumentId],
    ) -> None:
        if gone:
            await asyncio.to_thread(index.remove, gone)
        if new:
            await asyncio.to_thread(index.add, await self._indexed(guild_id, new))

    async def added(self, document: Document) -> None:
        """Bring the guild's index up to date with a document that was just added or restored."""
        if document.guild_id in self._indexes:
            indexed = await self._indexed(document.guild_id, [document.id])
            async with self._updated(document) as index:
                if index:
                    await asyncio.to_thread(index.add, indexed)

    async def removed(self, document: Document) -> None:
        """Bring the guild's index up to date with a document that was just removed."""
        async with self._updated(document) as index:
            if index:
                await asyncio.to_thread(index.remove, [document.id])

    async def changed(self, document: Document) -> None:
        """Bring the guild's index up to date with a document's new title, text or schedule."""
        if document.guild_id in self._indexes:
            indexed = await self._indexed(document.guild_id, [document.id])
            async with self._updated(document) as index:
                if index:
                    await asyncio.to_thread(index.remove, [document.id])
                    await asyncio.to_thread(index.add, indexed)

    async def _indexed(
        self, guild_id: GuildId, only: Collection[DocumentId] | None = None
    ) -> Indexed:
        """Return documents with their index; terms that are not stored are made and stored."""
        found = await self._catalogue.prepared(guild_id, only)
        prepared = [each for each in found if each.terms]
        for each in found:
            if not each.terms:
                prepared += await self._made(guild_id, each.entry.id)
        prepared.sort(key=lambda each: each.entry.first)
        return await asyncio.to_thread(Indexed.of, prepared)

    async def _made(self, guild_id: GuildId, document_id: DocumentId) -> list[Prepared]:
        made = []
        for each in await self._catalogue.whole_documents(guild_id, document_id):
            spans = [span for _, span in each.passages]
            terms = await asyncio.to_thread(
                self._terms.make, each.title, each.language, each.text, spans
            )
            with suppress(NotStored):  # they can be made again
                await self._terms.keep(each.version_id, each.title, each.language, terms)
            made.append(Prepared(each.entry, terms))
        return made

    @asynccontextmanager
    async def _updated(self, document: Document) -> AsyncGenerator[GuildIndex | None, None]:
        """Yield the guild's index to be changed by one revision; ``None`` if there is none to keep.

        It is dropped first and kept again only when all went well, so that a failure or a change
        of somebody else's leaves no index, and the next question builds one.
        """
        guild_id = document.guild_id
        async with self._locks.setdefault(guild_id, asyncio.Lock()):
            revision = await self._catalogue.revision(guild_id)
            index = self._indexes.get(guild_id)
            if index and index.revision == revision:  # a question came first and built it anew
                yield None
                return
            self._indexes.pop(guild_id, None)
            if index and revision == Revision(index.revision.own + 1, index.revision.bundled):
                index.expect(document.schedule.embargo, document.schedule.expires)
                yield index
                index.revision = revision
                self._keep(guild_id, index)
            else:
                yield None

    def _keep(self, guild_id: GuildId, index: GuildIndex) -> None:
        self._indexes[guild_id] = index
        self._indexes.move_to_end(guild_id)
        held = sum(len(each.bm25) for each in self._indexes.values())
        while held > self._max_passages and len(self._indexes) > 1:
            _, oldest = self._indexes.popitem(last=False)
            held -= len(oldest.bm25)


@asynccontextmanager
async def open_indexes(
    library: Library, max_passages: int, clock: Clock
) -> AsyncGenerator[Indexes, None]:
    """Make indexes that at their end have :data:`PATIENCE` for one that is being stored."""
    indexes = Indexes(library.catalogue, library.terms, library.snapshots, max_passages, clock)
    try:
        yield indexes
    finally:
        await indexes.close()
