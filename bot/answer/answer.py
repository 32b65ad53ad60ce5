"""The answering pipeline: hits to quotes, or an abstention with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer.abstain import abstain
from bot.answer.quote import quote
from bot.answer.rank import Candidate, Weighing, rank
from bot.model import Abstention, Answer, Hit, Quote, Reply
from bot.search.analysis import Analysis

QUOTES = 3
"""Quotes in one answer, each from another place."""

_FURTHER = 0.6
"""A further quote scores at least this part of the first, else it would only distract."""


def answer(weighing: Weighing, hits: Sequence[Hit], analysis: Analysis, *, k1: float) -> Reply:
    """Quote the best hits, or abstain."""
    query = weighing.query
    candidates = rank(weighing, hits, analysis, k1=k1)
    quotes = quotes_of(candidates)
    if reason := abstain(weighing, candidates):
        return Abstention(query.question, reason, query.unknown, tuple(quotes[:1]))
    worthy = [found for found in quotes if found.score >= _FURTHER * quotes[0].score]
    return Answer(query.question, tuple(worthy[:QUOTES]))


def further(
    weighing: Weighing, hits: Sequence[Hit], analysis: Analysis, *, k1: float, skip: int
) -> tuple[Quote, ...]:
    """Return the quotes after the first ``skip``, for who wants to look on; empty at the end."""
    candidates = rank(weighing, hits, analysis, k1=k1)
    return tuple(quotes_of(candidates)[skip : skip + QUOTES])


def quotes_of(candidates: Iterable[Candidate]) -> list[Quote]:
    """Quote candidates in their order, each text once: pages and documents repeat themselves."""
    apart: dict[str, Quote] = {}
    for candidate in candidates:
        found = quote(candidate)
        apart.setdefault(found.text, found)
    return list(apart.values())
