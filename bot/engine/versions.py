"""New versions of documents: what is nearly the same, what changed, where a passage went.

A new text is nearly a document's if at least :data:`ALIKE` of their words are the same in the same
order, or if the one stands nearly whole in the other. Copies of real releases, reports and tables
in nine languages with three in ten words exchanged are alike by .50 to .78, with one in five by .70
and more; different ones by at most .03, and two releases that share half of their words as
boilerplate by .5. A document from the same address is the same document, whatever changed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.compare.diff import Diff, diff
from bot.compare.passage import counterpart
from bot.compare.sketch import sketch
from bot.fetching.addresses import canonical
from bot.library.catalogue import Excerpt
from bot.library.drafts import Draft
from bot.library.library import Library
from bot.model import BUNDLED, Document, GuildId, Handle, QuoteId, Source

ALIKE = 0.6
"""The least share of the longer text's words that both have; see above."""

_WITHIN = 0.9
"""The least share of the shorter text's words in the longer one that make it a part of it."""

_LONGER = 3
"""Times the words of a text that the one which it is a part of may have."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A document that a new text is nearly the same as, or that has its address."""

    document: Document
    diff: Diff
    """From the document's current text to the new one."""
    same_address: bool

    @property
    def near(self) -> bool:
        """Tell whether the texts themselves are nearly the same."""
        longer, shorter = sorted(self.diff.words, reverse=True)
        part = self.diff.kept >= _WITHIN * shorter and longer <= _LONGER * shorter
        return self.diff.alike >= ALIKE or part


@dataclass(frozen=True, slots=True)
class Newer:
    """What became of a quote of an earlier version."""

    document: Document
    version: int
    """The version that the quote is of."""
    replaced_at: datetime
    """When the version after it was added."""
    passage: Excerpt | None
    """The passage of the current version that corresponds; ``None`` if none does."""


class Versions:
    """Compares what documents say, said and would say."""

    def __init__(self, library: Library) -> None:
        self._catalogue = library.catalogue
        self._history = library.history
        self._comparing = asyncio.Lock()
        self.list = library.history.versions

    async def of_draft(self, draft: Draft) -> Likeness | None:
        """Return the document that a draft is to replace, or else that it is most like."""
        if not draft.replaces:
            return await self.like(draft.guild_id, draft.source)
        document = await self._catalogue.document(draft.guild_id, draft.replaces, closed=True)
        changes = await self.changes(draft.guild_id, document, draft.source)
        return Likeness(document, changes, same_address=False)

    async def like(self, guild_id: GuildId, source: Source) -> Likeness | None:
        """Return the document, of the guild or bundled, that a new text is most like, if any is."""
        hashes = await asyncio.to_thread(sketch, source.text)
        found = await self._history.alike(guild_id, hashes)
        addressed = await self._addressed(guild_id, source.url)
        candidates = {each.handle: each for each in (*addressed[-1:], *found)}
        likenesses = [
            Likeness(each, await self.changes(guild_id, each, source), each in addressed)
            for each in candidates.values()
        ]
        return max(
            (each for each in likenesses if each.near or each.same_address),
            key=lambda each: (each.document.guild_id != BUNDLED, each.diff.alike),
            default=None,
        )

    async def changes(self, guild_id: GuildId, document: Document, source: Source) -> Diff:
        """Return what a text that was read would change in a document."""
        old = await self._history.text(guild_id, document.handle, document.version, closed=True)
        return await self._diff(old, source.text)

    async def between(
        self, guild_id: GuildId, handle: Handle, old: int, new: int, *, closed: bool = False
    ) -> Diff:
        """Return what changed from one version of a document to another.

        Raises :class:`~bot.errors.DocumentNotFound`, also for a document under embargo or expired
        unless ``closed`` ones are asked for.
        """
        return await self._diff(
            await self._history.text(guild_id, handle, old, closed=closed),
            await self._history.text(guild_id, handle, new, closed=closed),
        )

    async def newer(
        self, guild_id: GuildId, quote_id: QuoteId, *, closed: bool = False
    ) -> Newer | None:
        """Return what became of a quote; ``None`` while its version is the current one.

        Raises :class:`~bot.errors.DocumentNotFound` as :meth:`between` does.
        """
        handle, version = quote_id.handle, quote_id.version
        document = await self._catalogue.document(guild_id, handle, closed=closed)
        if version >= document.version:
            return None
        versions = await self._history.versions(guild_id, handle, closed=closed)
        later = next(each for each in versions if each.number > version)
        found = await self.between(guild_id, handle, version, document.version, closed=closed)
        span = await asyncio.to_thread(counterpart, found, quote_id.span)
        passage = None
        if span:
            now = QuoteId(handle, document.version, span)
            passage = await self._catalogue.excerpt(guild_id, now, closed=closed)
        return Newer(document, version, later.added_at, passage)

    async def _diff(self, old: str, new: str) -> Diff:
        """Compare in a thread, one pair at a time: two books take a second of computing."""
        async with self._comparing:
            return await asyncio.to_thread(diff, old, new)

    async def _addressed(self, guild_id: GuildId, url: str) -> list[Document]:
        """Return the guild's documents that are of a web address, oldest first."""
        known = await self._history.addresses(guild_id) if url else {}
        wanted = canonical(url)
        return [
            await self._catalogue.document(guild_id, handle, closed=True)
            for handle, each in known.items()
            if canonical(each) == wanted
        ]
