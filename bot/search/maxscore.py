"""The slots that score best, without reading every posting of every term.

The weightiest terms are read first, and the posting lists of the others no more when these cannot
lift another slot among the best (MaxScore; Turtle & Flood, 1995); the result is exact.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.search.forward import Integers

Floats: TypeAlias = NDArray[np.float64]
Positions: TypeAlias = NDArray[np.intp]

LEAST = sys.float_info.min
"""The least score that a match can have; idf is above 0, so only a dead slot scores 0."""

ROUNDING = 1 + 1e-9
"""Bounds are raised by this much, which is more than what sums of gains can gain by rounding."""


class Pool(NamedTuple):
    """All postings, and what scoring them needs."""

    slots: Integers
    counts: Integers
    norms: Floats
    """``k1 · (1 - b + b · L / avgdl)`` of each slot; infinite for a dead one, which gains 0."""
    k1: float


class Term(NamedTuple):
    """A query term that occurs: where its postings stand in the pool, and what they are worth."""

    first: int
    size: int
    weight: float
    """Its weight in the query times its idf."""
    ceiling: float
    """The most that it can add to a score."""


Best: TypeAlias = Callable[[Pool, Sequence[Term], int], tuple[Positions, Floats]]
"""Returns the best ``k`` slots and their scores, best first, of equals the lower slot first."""


def best(pool: Pool, terms: Sequence[Term], k: int) -> tuple[Positions, Floats]:
    """Search all slots; ``terms`` come the weightiest first."""
    rest = ceilings(terms)
    scores = np.zeros(len(pool.norms))
    floor = LEAST
    read = 0
    while read < len(terms) and floor <= rest[read]:
        term = terms[read]
        cells = slice(term.first, term.first + term.size)
        slots = pool.slots[cells].astype(np.intp)
        scores[slots] += _gains(pool, term, slots, pool.counts[cells])
        floor = max(floor, _kth_largest(scores[slots], k))
        read += 1
    slots = np.flatnonzero(scores >= floor - rest[read])
    return ordered(slots, added(pool, terms[read:], slots, scores[slots]), k)


def ceilings(terms: Sequence[Term]) -> list[float]:
    """Return what the terms from the first, second, … on can add to a score at most; last 0."""
    parts = [term.ceiling * ROUNDING for term in reversed(terms)]
    return list(accumulate(parts, initial=0.0))[::-1]


def added(pool: Pool, terms: Sequence[Term], slots: Positions, scores: Floats) -> Floats:
    """Add to ``scores`` of ascending ``slots`` what ``terms`` give them."""
    wanted = slots.astype(pool.slots.dtype)  # of another type, all of a term's would be cast
    for term in terms:
        having = pool.slots[term.first : term.first + term.size]
        places = having.searchsorted(wanted)
        places[places == len(having)] = 0
        found = np.flatnonzero(having[places] == wanted)
        counts = pool.counts[term.first + places[found]]
        scores[found] += _gains(pool, term, slots[found], counts)
    return scores


def ordered(slots: Positions, scores: Floats, k: int) -> tuple[Positions, Floats]:
    """Return the best ``k`` of ascending ``slots`` that score above 0, best first."""
    kept = scores >= max(LEAST, _kth_largest(scores, k))
    slots, scores = slots[kept], scores[kept]
    order = np.argsort(-scores, kind="stable")[:k]
    return slots[order], scores[order]


def saturation(pool: Pool, slots: Positions | Integers, counts: Integers) -> Floats:
    """Return ``f · (k1 + 1) / (norm + f)``, written so that it rounds as in ``rank_bm25``."""
    gains: Floats = (counts * (pool.k1 + 1)) / (pool.norms[slots] + counts)
    return gains


def _gains(pool: Pool, term: Term, slots: Positions, counts: Integers) -> Floats:
    return term.weight * saturation(pool, slots, counts)


def _kth_largest(values: Floats, k: int) -> float:
    """Return the ``k``-th largest value, or 0 if there are fewer."""
    if len(values) < k:
        return 0.0
    return float(np.partition(values, len(values) - k)[len(values) - k])
