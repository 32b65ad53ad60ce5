"""Whether the library says something, word for word.

The passages that a search finds for the words of the claim are compared with it, each with what
stands around it, since a quote may go on in the next passage; the nearest one counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from bot.compare.claim import Compared, compared
from bot.engine.asking import Asking
from bot.library.catalogue import Catalogue, Excerpt
from bot.model import Document, GuildId, QuoteId, Span

LONGEST = 2000
"""Characters of a claim that are compared, its first ones."""

_SEARCHED = 500
"""Characters of a claim that are searched for."""

_PASSAGES = 8
"""Passages that are compared with a claim."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What of a document comes nearest to a claim."""

    document: Document
    quote_id: QuoteId
    landmark: str
    compared: Compared


class Checking:
    """Checks claims."""

    def __init__(self, catalogue: Catalogue, asking: Asking) -> None:
        self._catalogue = catalogue
        self._asking = asking

    async def check(self, guild_id: GuildId, claim: str) -> Checked | None:
        """Return what the guild's library says nearest to a claim; ``None`` if nothing is near."""
        claim = claim[:LONGEST]
        found = await self._asking.candidates(guild_id, claim[:_SEARCHED], as_typed=True)
        hits = found[1][:_PASSAGES] if found else ()
        places = [
            QuoteId(each.document.handle, each.document.version, each.span)
            for each in (hit.passage for hit in hits)
        ]
        excerpts = [
            await self._catalogue.excerpt(guild_id, place, around=len(claim)) for place in places
        ]
        return await asyncio.to_thread(_nearest, excerpts, claim)


def _nearest(excerpts: Iterable[Excerpt], claim: str) -> Checked | None:
    best: Checked | None = None
    for excerpt in excerpts:
        found = compared(excerpt.text, claim)
        if found and (best is None or _rank(found) > _rank(best.compared)):
            span = found.span.shift(excerpt.span.start)
            quote_id = QuoteId(excerpt.document.handle, excerpt.version, Span(*span))
            best = Checked(excerpt.document, quote_id, excerpt.landmark, found)
    return best


def _rank(found: Compared) -> tuple[bool, float]:
    return found.verbatim, found.share
