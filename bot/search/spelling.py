"""The nearest term of the library to one that the library does not have.

Only unknown terms are looked at, so that a correct question costs nothing and is never changed:
that took 115 press questions from 57.4 to 60.0 % at rank 1. One slip (a letter too many, too few,
another, or two swapped) is allowed from four letters on, two from eight on. The first letter must
be right: few slip there, and comparing with that part of the vocabulary only is quick. Another
letter in a word of four or five makes it another word more often than a slip (match, march), so
there it counts as two.

The terms are kept as arrays, and compared all at once: first their lengths and sets of letters,
then, row by row of the table of distances, those that are still near. Among 500,000 made terms
that takes 5 ms at the median; to compare one after the other took more than 120.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.unsignedinteger[Any]]
Slips: TypeAlias = NDArray[np.int16]
Places: TypeAlias = NDArray[np.int64]

_END = "\n"
_FAR = np.int16(100)


class Lexicon:
    """Terms to look near ones up in; about 30 bytes each."""

    def __init__(self, terms: Iterable[str]) -> None:
        text = "".join(f"{term}{_END}" for term in terms)
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        ends = np.flatnonzero(codes == ord(_END))
        starts = np.concatenate(([0], ends + 1))[:-1]
        self._starts = starts.astype(np.int32)
        self._lengths = (ends - starts).astype(np.int32)
        self._letters = np.bitwise_or.reduceat(_letters(codes), starts)
        self._codes: Codes = codes.astype(np.min_scalar_type(int(codes.max(initial=0))))

    def __len__(self) -> int:
        return len(self._starts)

    def near(self, term: str) -> Iterator[tuple[int, int, str]]:
        """Yield how many slips away each term near enough is, its place, and the term itself."""
        allowed = slips_allowed(term)
        if not allowed or not len(self):
            return
        places = self._alike(term, allowed)
        if not len(places):
            return
        left, slips = self._compared(term, places, allowed)
        for place, count in zip(places[left].tolist(), slips.tolist(), strict=True):
            start = self._starts[place]
            codes = self._codes[start : start + self._lengths[place]]
            yield count, place, "".join(map(chr, codes.tolist()))

    def _alike(self, term: str, allowed: int) -> Places:
        """Return the places of the terms that can be near by first letter, length and letters."""
        places = np.flatnonzero(self._codes[self._starts] == ord(term[0]))
        places = places[abs(self._lengths[places] - len(term)) <= allowed]
        letters = np.bitwise_or.reduce(_letters(np.array(list(map(ord, term)), np.uint32)))
        other = np.bitwise_count(self._letters[places] ^ letters)
        alike: Places = places[other <= 2 * allowed]
        return alike

    def _compared(self, term: str, places: Places, allowed: int) -> tuple[Places, Slips]:
        """Return which of the places are near, and their optimal string alignment distances.

        That is Levenshtein's, with swaps of neighbours. Only cells of its table that are at most
        ``allowed`` off the diagonal can matter, and columns whose cells are all over it cannot.
        """
        another = np.int16(1 if len(term) > 5 else 2)
        lengths = self._lengths[places]
        width = int(lengths.max())
        steps = np.arange(width)[:, None]
        cells = np.minimum(self._starts[places] + steps, len(self._codes) - 1)
        letters = np.where(steps < lengths, self._codes[cells], 0)
        left = np.arange(len(places))
        row: Slips = np.repeat(np.arange(width + 1, dtype=np.int16)[:, None], len(places), axis=1)
        before = row
        for i, char in enumerate(term, start=1):
            here = letters == ord(char)
            last = letters == ord(term[i - 2])
            new = np.full_like(row, _FAR)
            if i <= allowed:
                new[0] = i
            for j in range(max(1, i - allowed), min(width, i + allowed) + 1):
                cost = np.minimum(row[j], new[j - 1]) + np.int16(1)
                np.minimum(cost, row[j - 1] + another * ~here[j - 1], out=cost)
                if i > 1 and j > 1:
                    swapped = np.where(here[j - 2] & last[j - 1], before[j - 2] + np.int16(1), _FAR)
                    np.minimum(cost, swapped, out=cost)
                new[j] = cost
            near = new.min(axis=0) <= allowed
            left, letters = left[near], letters[:, near]
            before, row = row[:, near], new[:, near]
        slips = row[lengths[left], np.arange(len(left))]
        return left[slips <= allowed], slips[slips <= allowed]


def nearest(found: Iterable[tuple[int, int, str]]) -> str | None:
    """Return of terms, each with its slips and its frequency, the closest, then most frequent."""
    ordered = ((slips, -frequency, term) for slips, frequency, term in found)
    return min(ordered, default=(0, 0, None))[2]


def slips_allowed(term: str) -> int:
    """Return how many slips another term may be away from an unknown one."""
    if not term.isalpha() or len(term) < 4:
        return 0
    return 1 if len(term) < 8 else 2


def _letters(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return a bit for each code, some of which share one; none for the end of a term."""
    bits = np.uint64(1) << (codes % 64).astype(np.uint64)
    bits[codes == ord(_END)] = 0
    return bits
