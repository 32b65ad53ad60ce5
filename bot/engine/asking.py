"""From a question to quotes that are finished, or to an abstention.

An index that is in memory is searched at once; the one read that brings the passages brings the
library's revision, too, and only if that is a newer one, the index is brought up to date and
searched again. To read the revision first took .1 ms more.

Searching is computing, and runs on the event loop since nothing may change the index meanwhile. So
questions take turns: of 100 asked at once, all searched in one turn of the loop held it up for 129
ms, in turns for some 5.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from bot.answer.answer import answer, further, is_better
from bot.answer.citation import years_old
from bot.answer.evidence import AnswerType, answer_type
from bot.answer.profile import forget
from bot.answer.rank import CANDIDATES, Weighing, weigh
from bot.answer.semantic import Semantic
from bot.engine.indexes import PATIENCE, GuildIndex, Indexes
from bot.engine.pages import Pages, PageView
from bot.engine.profiles import Profiles
from bot.engine.recent import Recent
from bot.engine.vectors import Vectors
from bot.library.answers import Posted
from bot.library.catalogue import Excerpt, Revision
from bot.library.library import Library
from bot.model import (
    Abstention,
    Answer,
    Document,
    GuildId,
    Handle,
    Hit,
    PassageId,
    Quote,
    QuoteId,
    Reason,
    Reply,
    Span,
    Tier,
)
from bot.moments import Clock
from bot.search.analysis import Analysis
from bot.search.query import QueryMaker
from bot.search.smalltalk import asking_part

CONTEXT = 700
"""Code points that [More context] adds before and after a quote."""

Candidates: TypeAlias = tuple[Weighing, tuple[Hit, ...]]
Scored: TypeAlias = list[tuple[PassageId, float]]
Result = TypeVar("Result")


class Asking:
    """Answers questions and shows what stands around quotes."""

    def __init__(
        self,
        library: Library,
        indexes: Indexes,
        profiles: Profiles,
        vectors: Vectors,
        pages: Pages,
        analysis: Analysis,
        clock: Clock,
        semantic: Semantic | None = None,
    ) -> None:
        self._catalogue = library.catalogue
        self._indexes = indexes
        self._profiles = profiles
        self._vectors = vectors
        self._pages = pages
        self._answers = library.answers
        self._analysis = analysis
        self._semantic = semantic
        self._queries = QueryMaker(analysis)
        self._recent = Recent(clock)
        self._clock = clock
        self._turn = asyncio.Lock()
        self._ranking = asyncio.Lock()

    async def ask(
        self,
        guild_id: GuildId,
        question: str,
        *,
        handle: Handle | None = None,
        earlier: str = "",
        as_typed: bool = False,
    ) -> Reply:
        """Answer a question from what the guild can find, or abstain.

        ``handle`` limits it to one document; ``earlier`` is what the question follows up; what is
        asked ``as_typed`` is not corrected. The quotes have their page or link. Raises
        :class:`~bot.errors.DocumentNotFound` for a handle that the guild does not have.
        """
        found = await self._read(guild_id, question, handle, earlier, as_typed=as_typed)
        if found is None:
            return Abstention(question, Reason.EMPTY_LIBRARY)
        reply = replace(found[1], question=question)
        if isinstance(reply, Answer):
            return replace(reply, quotes=await self._located(reply.quotes))
        return replace(reply, closest=await self._located(reply.closest))

    async def further(
        self,
        guild_id: GuildId,
        question: str,
        *,
        skip: int,
        handle: Handle | None = None,
        earlier: str = "",
        as_typed: bool = False,
    ) -> tuple[Quote, ...]:
        """Return the quotes after the first ``skip`` of a question; empty when there are none."""
        found = await self._read(guild_id, question, handle, earlier, as_typed=as_typed)
        if found is None:
            return ()
        candidates = found[0]
        quotes = await self._ranked(
            lambda: further(*candidates, self._analysis, self._semantic, skip=skip)
        )
        return await self._located(quotes)

    def asks(self, text: str) -> bool:
        """Tell whether a text can be a question: "thanks" is none, "and when?" is one."""
        return answer_type(text) is not AnswerType.OTHER or self._queries.has_terms(text)

    async def context(self, guild_id: GuildId, quote_id: QuoteId) -> Excerpt:
        """Return a quote with what stands around it."""
        return await self._catalogue.excerpt(guild_id, quote_id, around=CONTEXT)

    async def link(self, guild_id: GuildId, quote_id: QuoteId, sentence: Span) -> str:
        """Return the link that opens a sentence of a quote, ``""`` if there is none.

        ``sentence`` is a span of the quote's text.
        """
        excerpt = await self._catalogue.excerpt(guild_id, quote_id)
        return await self._pages.link(excerpt.document, sentence.shift(quote_id.span.start))

    async def page(self, excerpt: Excerpt, page: int | Span = 0) -> PageView:
        """Return a page on which a quote stands, as :meth:`bot.engine.pages.Pages.show` does."""
        return await self._pages.show(excerpt, page)

    async def posted(self, token: str) -> Posted | None:
        """Return what belongs into the message of an answer now; ``None`` if there is none."""
        posted = await self._answers.posted(token)
        if not posted:
            return None
        located = iter(await self._located(each.quote for each in posted.quotes if each.quote))
        return replace(
            posted,
            quotes=tuple(
                replace(each, quote=next(located)) if each.quote else each for each in posted.quotes
            ),
        )

    def holds(self, guild_id: GuildId) -> bool:
        """Tell whether the guild's index is in memory."""
        return guild_id in self._indexes

    def forget(self) -> None:
        """Forget all passages with their profiles, as if nobody had asked lately."""
        self._recent.clear()
        forget()

    async def close(self, patience: float = PATIENCE) -> None:
        """End what goes on beside questions, which has so many seconds to be finished."""
        await self._indexes.close(patience)

    async def candidates(
        self,
        guild_id: GuildId,
        question: str,
        handle: Handle | None = None,
        earlier: str = "",
        *,
        as_typed: bool = False,
    ) -> Candidates | None:
        """Return what ranking needs, without the index; ``None`` for an empty library."""
        document = await self._catalogue.document(guild_id, handle) if handle else None
        async with self._turn:
            index = self._indexes.held(guild_id)
            found = index and self._search(index, question, document, earlier, as_typed)
            if index and found:
                revision = index.revision
                now, hits = await self._hits(guild_id, revision, found[1])
                if now == revision:
                    return found[0], hits
        index = await self._indexes.of(guild_id)
        found = self._search(index, question, document, earlier, as_typed)
        if not found:
            return None
        _, hits = await self._hits(guild_id, index.revision, found[1])
        return found[0], hits

    async def _read(
        self,
        guild_id: GuildId,
        question: str,
        handle: Handle | None,
        earlier: str,
        *,
        as_typed: bool,
    ) -> tuple[Candidates, Reply] | None:
        """Return what is found and replied; ``None`` for an empty library.

        A message that is not answered is read again as what of it asks by itself.
        """
        found = await self.candidates(guild_id, question, handle, earlier, as_typed=as_typed)
        if found is None:
            return None
        reply = await self._ranked(lambda: answer(*found, self._analysis, self._semantic))
        part = asking_part(question, found[0].query.language)
        if not part or reply.tier is Tier.ANSWER:
            return found, reply
        again = await self.candidates(guild_id, part, handle, earlier, as_typed=as_typed)
        if again is None:
            return found, reply
        other = await self._ranked(lambda: answer(*again, self._analysis, self._semantic))
        return (again, other) if is_better(other, reply) else (found, reply)

    async def _located(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return quotes that know their page and link, and how old their source is."""
        today = self._clock().date()
        return tuple(
            replace(quote, years=years_old(quote.document, today))
            for quote in await self._pages.located(quotes)
        )

    async def _ranked(self, rank: Callable[[], Result]) -> Result:
        """Rank in a thread: thirty passages take several ms of computing.

        One at a time, for two would only take the interpreter from each other, and from the loop.
        """
        async with self._ranking:
            try:
                return await asyncio.to_thread(rank)
            finally:
                self._vectors.store()

    def _search(
        self,
        index: GuildIndex,
        question: str,
        document: Document | None,
        earlier: str,
        as_typed: bool,
    ) -> tuple[Weighing, Scored] | None:
        """Search; nothing else can change the index before the caller next awaits."""
        if not len(index.bm25):
            return None
        query = self._queries.make(
            question, index.bm25, index.languages, earlier=earlier, as_typed=as_typed
        )
        weighing = weigh(query, index.bm25)
        only = index.passages.get(document.id, ()) if document else None
        return weighing, index.bm25.search(weighing.weights, CANDIDATES, only=only)

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
        renewed = await self._profiles.renewed(read)
        self._recent.keep(guild_id, revision, renewed.values())
        by_id |= renewed
        return revision, tuple(Hit(by_id[id_], score) for id_, score in found if id_ in by_id)
