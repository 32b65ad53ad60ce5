"""The answering pipeline: hits to an answer, to the closest passages, or to silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.answer.following import ranked, says_more
from bot.answer.quote import quote
from bot.answer.rank import Candidate, Weighing
from bot.answer.semantic import Semantic
from bot.answer.tiers import reason, tier
from bot.model import Abstention, Answer, Hit, Quote, Reply, Tier
from bot.search.analysis import Analysis

QUOTES = 3
"""Quotes in one answer, each from another place."""

_FURTHER = 0.75
"""A further quote of an answer scores at least this part of the first, else it would only distract.

Of 139 chat questions an answer showed 1.8 quotes then, .8 of them beside the point, where with .5
it showed 2.5 and 1.5.
"""


def answer(
    weighing: Weighing,
    hits: Sequence[Hit],
    analysis: Analysis,
    semantic: Semantic | None = None,
) -> Reply:
    """Quote the best hits as the answer, show the closest ones, or keep silent."""
    weighing, found = ranked(weighing, hits, analysis)
    query = weighing.query
    ordered = semantic.reorder(query, found) if semantic else found
    near = list(islice(quoted(ordered), QUOTES))
    worthy = [each for each in near if each[1].score >= _FURTHER * near[0][1].score]
    first, shown = ([candidate for candidate, _ in each] for each in (near, worthy))
    reached = tier(weighing, found, first, shown)
    if reached is Tier.ANSWER and not says_more(weighing, shown):
        reached = Tier.CLOSEST
    if reached is Tier.ANSWER:
        return Answer(query.question, tuple(each for _, each in worthy), query.corrected)
    closest = tuple(each for _, each in near) if reached is Tier.CLOSEST else ()
    return Abstention(
        query.question, reason(weighing), query.unknown, closest, query.corrected, query.searched
    )


def further(
    weighing: Weighing,
    hits: Sequence[Hit],
    analysis: Analysis,
    semantic: Semantic | None = None,
    *,
    skip: int,
) -> tuple[Quote, ...]:
    """Return the quotes after the first ``skip``, for who wants to look on; empty at the end."""
    weighing, candidates = ranked(weighing, hits, analysis)
    if semantic:
        candidates = semantic.reorder(weighing.query, candidates)
    return tuple(islice(quotes_of(candidates), skip, skip + QUOTES))


def is_better(reply: Reply, other: Reply) -> bool:
    """Tell whether a reply tells more than another: an answer more than what only comes close."""
    tiers = [Tier.SILENCE, Tier.CLOSEST, Tier.ANSWER]
    return tiers.index(reply.tier) > tiers.index(other.tier)


def quotes_of(candidates: Iterable[Candidate]) -> Iterator[Quote]:
    """Quote candidates in their order, each text once."""
    return (found for _, found in quoted(candidates))


def quoted(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Quote]]:
    """Yield candidates in their order with their quotes, each text once: documents repeat it."""
    texts: set[str] = set()
    for candidate in candidates:
        found = quote(candidate)
        if found.text not in texts:
            texts.add(found.text)
            yield candidate, found
