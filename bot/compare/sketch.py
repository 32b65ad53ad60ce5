"""Which texts are alike, without reading them all (Broder 1997).

A text's shingles are its runs of :data:`SHINGLE` words, or characters of a script without spaces.
Its sketch is the smallest :data:`SIZE` of their hashes: a sample that two texts share as they share
shingles, small enough to be looked up in an index of everything that a library holds.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from bot.compare.words import Numbers, Units, words

SHINGLE = 3
SIZE = 64
"""Hashes of a sketch: the share that is found strays from the true one by at most 0.06 (1 σ)."""

_MULTIPLIERS = tuple(
    np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)


def runs(found: Units) -> Numbers:
    """Return the hash of the shingle that begins at each word but the last ones.

    Case, marks and blanks do not count. Too few words for a shingle are one; no hash is negative.
    """
    return _shingles(compress(found.keys, found.words))


def _shingles(found: Iterable[str]) -> Numbers:
    known: dict[str, int] = {}
    listed = array(  # and no list: numpy would read it in one go, and hold up the event loop
        "Q",
        (known[key] if key in known else known.setdefault(key, _number(key)) for key in found),
    )
    numbers = np.array(listed, dtype=np.uint64)
    size = min(SHINGLE, len(numbers))
    count = len(numbers) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        mixed = _mixed(mixed ^ numbers[at : at + count])
    return (mixed >> np.uint64(1)).astype(np.int64)


def sketch(text: str) -> list[int]:
    """Return the smallest hashes of a text's shingles, in order; at least one."""
    # Sorting lets the event loop go on, which np.unique does not.
    hashes = np.sort(_shingles(words(text)))
    return [int(each) for each in hashes[np.diff(hashes, prepend=-1) > 0][:SIZE]]


def _number(word: str) -> int:
    return zlib.crc32(word.casefold().encode("utf-8", "surrogatepass"))


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return hashes of the values in which every bit depends on every other (splitmix64)."""
    add, first, second = _MULTIPLIERS
    values = values + add
    values = (values ^ (values >> np.uint64(30))) * first
    values = (values ^ (values >> np.uint64(27))) * second
    return values ^ (values >> np.uint64(31))
