"""Questions that a library answers, each of them asked before it is offered.

They are made of the texts (:mod:`bot.answer.examples`); one is offered only if the library answers
it, from the document that it was made of and with the sentence that it was made of. To make the
five of a document takes some 30 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answer.examples import Example, of_headings, of_names, of_sentences
from bot.engine.asking import Asking
from bot.library.catalogue import Catalogue
from bot.model import Answer, Document, GuildId, Passage, Span

_PASSAGES = 40
"""Passages of a document that questions are made of, its first ones."""

_TRIED = 15
"""Questions that are asked to find those of one document."""

_TITLED = 3
"""Questions about headings that come before those about names."""

_DOCUMENTS = 12
"""Documents in which examples of a library are looked for, its newest ones."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: str
    span: Span | None = None
    """In the text of the document; ``None`` for a heading."""


class Examples:
    """Finds them; what members may not find is not among what they are made of."""

    def __init__(self, catalogue: Catalogue, asking: Asking) -> None:
        self._catalogue = catalogue
        self._asking = asking

    async def of_library(self, guild_id: GuildId, count: int = 3) -> list[str]:
        """Return questions about as many of the newest documents."""
        found: list[str] = []
        for document in await self._catalogue.documents(guild_id, limit=_DOCUMENTS):
            if len(found) < count:
                found += await self.of_document(guild_id, document, 1)
        return found

    async def of_document(self, guild_id: GuildId, document: Document, count: int = 5) -> list[str]:
        """Return questions that a document answers."""
        passages = await self._catalogue.passages_of(document, _PASSAGES)
        headings = await self._catalogue.headings(document)
        candidates = await asyncio.to_thread(
            lambda: list(_candidates(document, passages, headings))
        )
        found: list[str] = []
        for candidate in candidates[:_TRIED]:
            if len(found) < count and await self._is_answered(guild_id, document, candidate):
                found.append(candidate.question)
        return found

    async def _is_answered(
        self, guild_id: GuildId, document: Document, candidate: _Candidate
    ) -> bool:
        reply = await self._asking.ask(guild_id, candidate.question)
        if not isinstance(reply, Answer) or reply.quotes[0].document.id != document.id:
            return False
        span, shown = candidate.span, reply.quotes[0].span
        return not span or (span.start < shown.end and shown.start < span.end)


def _candidates(
    document: Document, passages: Sequence[Passage], headings: Sequence[str]
) -> Iterator[_Candidate]:
    """Yield candidates, those that read like a person's questions first, no question twice."""
    language = document.language

    def made(of: Callable[[str, str], Iterator[Example]]) -> Iterator[_Candidate]:
        for passage in passages:
            for example in of(passage.text, language):
                yield _Candidate(example.question, example.span.shift(passage.span.start))

    titled = [_Candidate(question) for question in of_headings(headings, language)]
    ordered = (*made(of_sentences), *titled[:_TITLED], *made(of_names), *titled[_TITLED:])
    seen: set[str] = set()
    for candidate in ordered:
        if candidate.question not in seen:
            seen.add(candidate.question)
            yield candidate
