"""The answering pipeline: hits to quotes, or an abstention with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from bot.answer.abstain import abstain
from bot.answer.quote import quote
from bot.answer.rank import Candidate, Weighing, rank
from bot.answer.semantic import Semantic
from bot.model import Abstention, Answer, Hit, Quote, Reply
from bot.search.analysis import Analysis

QUOTES = 3
"""Quotes in one answer, each from another place."""

_FURTHER = 0.5
"""A further quote scores at least this part of the first, else it would only distract.

On SQuAD and on 352 press questions it loses none of the answers in the first three quotes, with 2.4
and 2.6 quotes shown on the average; .6 loses .1 and .6 % of them, .7 .3 and 1.7 %, .8 .8 and 4 %.
"""


def answer(
    weighing: Weighing,
    hits: Sequence[Hit],
    analysis: Analysis,
    semantic: Semantic | None = None,
) -> Reply:
    """Quote the best hits, or abstain."""
    query = weighing.query
    candidates = rank(weighing, hits, analysis)
    reason = abstain(weighing, candidates)
    if semantic:
        candidates = semantic.reorder(query, candidates)
    quotes = quotes_of(candidates)
    if reason:
        return Abstention(query.question, reason, query.unknown, tuple(islice(quotes, 1)))
    least = _FURTHER * candidates[0].score
    worthy = takewhile(lambda found: found.score >= least, quotes)
    return Answer(query.question, tuple(islice(worthy, QUOTES)))


def further(
    weighing: Weighing,
    hits: Sequence[Hit],
    analysis: Analysis,
    semantic: Semantic | None = None,
    *,
    skip: int,
) -> tuple[Quote, ...]:
    """Return the quotes after the first ``skip``, for who wants to look on; empty at the end."""
    candidates = rank(weighing, hits, analysis)
    if semantic:
        candidates = semantic.reorder(weighing.query, candidates)
    return tuple(islice(quotes_of(candidates), skip, skip + QUOTES))


def quotes_of(candidates: Iterable[Candidate]) -> Iterator[Quote]:
    """Quote candidates in their order, each text once: pages and documents repeat themselves."""
    quoted: set[str] = set()
    for candidate in candidates:
        found = quote(candidate)
        if found.text not in quoted:
            quoted.add(found.text)
            yield found
