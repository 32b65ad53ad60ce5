"""What two sequences of numbers have in common, in order, in nearly linear time.

Runs that stand once in either sequence are anchors; what the longest increasing series of them
leaves is matched again, where runs that stand once are more frequent (patience diff). Small rests
get their longest common subsequence, 64 cells of its table in a machine's word. What is still left
is changed as a whole. So the work is bounded by a sort for each round and by :data:`CELLS`,
whatever is compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bot.compare.words import Numbers

ROUNDS = (4, 4, 4, 2, 2, 1, 1)
"""How long the runs of each round are."""

CELLS = 2**24
"""Cells of the largest table, two megabytes; 4,000 units against 4,000."""

FEW_CELLS = 2**20
"""Cells of a table that is made at once: among few units, what stands once does so by chance."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class Block(NamedTuple):
    """``length`` numbers from ``old`` on that are those from ``new`` on."""

    old: int
    new: int
    length: int


class _Rest(NamedTuple):
    """Parts of the two sequences between matches, and the round that is next for them."""

    old: int
    old_end: int
    new: int
    new_end: int
    round: int


def matches(old: Numbers, new: Numbers) -> list[Block]:
    """Return the blocks that the two have in common, in order, none touching another."""
    rests = [_Rest(0, len(old), 0, len(new), 0)]
    found: list[Block] = []
    hashes = {size: (_runs(old, size), _runs(new, size)) for size in set(ROUNDS)}
    while rests:
        rest = _without_ends(old, new, rests.pop(), found)
        if rest.old == rest.old_end or rest.new == rest.new_end:
            continue
        cells = (rest.old_end - rest.old) * (rest.new_end - rest.new)
        runs = ROUNDS[rest.round : rest.round + 1] if cells > FEW_CELLS else ()
        anchors = [block for size in runs for block in _anchors(rest, *hashes[size], size)]
        if anchors:
            found += anchors
            rests += _between(rest, anchors)
        elif cells <= CELLS:
            found += _common(old, new, rest)
        elif runs:
            rests.append(rest._replace(round=rest.round + 1))
    return _joined(sorted(found))


def _without_ends(old: Numbers, new: Numbers, rest: _Rest, found: list[Block]) -> _Rest:
    """Match what the parts begin and end with; return what is between."""
    size = min(rest.old_end - rest.old, rest.new_end - rest.new)
    head = _same(old[rest.old : rest.old + size], new[rest.new : rest.new + size])
    size -= head
    tail = _same(
        old[rest.old_end - size : rest.old_end][::-1], new[rest.new_end - size : rest.new_end][::-1]
    )
    if head:
        found.append(Block(rest.old, rest.new, head))
    if tail:
        found.append(Block(rest.old_end - tail, rest.new_end - tail, tail))
    return _Rest(
        rest.old + head, rest.old_end - tail, rest.new + head, rest.new_end - tail, rest.round
    )


def _same(one: Numbers, other: Numbers) -> int:
    differ = np.flatnonzero(one != other)
    return int(differ[0]) if len(differ) else len(one)


def _runs(numbers: Numbers, size: int) -> Numbers:
    """Return a hash of the run of ``size`` numbers that begins at each place."""
    count = max(len(numbers) - size + 1, 0)
    mixed = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        mixed = (mixed ^ numbers[at : at + count].astype(np.uint64)) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)


def _anchors(rest: _Rest, old_runs: Numbers, new_runs: Numbers, size: int) -> list[Block]:
    """Return the runs that stand once in either part, as far as they are in the same order."""
    first = _once(old_runs[rest.old : max(rest.old_end - size + 1, rest.old)])
    second = _once(new_runs[rest.new : max(rest.new_end - size + 1, rest.new)])
    _, at, to = np.intersect1d(first[0], second[0], assume_unique=True, return_indices=True)
    places = np.stack((first[1][at] + rest.old, second[1][to] + rest.new))
    places = places[:, np.argsort(places[0])]
    if len(places[1]) and (np.diff(places[1]) < 0).any():
        places = places[:, _increasing(places[1].tolist())]
    # Places next to each other are one block.
    starts = np.flatnonzero(
        np.concatenate(([True], (np.diff(places) != 1).any(axis=0)))[: len(places[0])]
    )
    lengths = np.diff(np.append(starts, len(places[0])))
    return [
        Block(int(places[0][start]), int(places[1][start]), int(length))
        for start, length in zip(starts, lengths, strict=True)
    ]


def _once(runs: Numbers) -> tuple[Numbers, Numbers]:
    """Return the values that stand once, and where."""
    values, places, counts = np.unique(runs, return_index=True, return_counts=True)
    return values[counts == 1], places[counts == 1]


def _increasing(values: list[int]) -> list[int]:
    """Return the places of a longest increasing series of different values."""
    tops: list[int] = []
    top_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(top_places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        top_places[pile : pile + 1] = [place]
    series: list[int] = []
    place = top_places[-1] if top_places else -1
    while place >= 0:
        series.append(place)
        place = before[place]
    return series[::-1]


def _between(rest: _Rest, anchors: list[Block]) -> Iterator[_Rest]:
    """Yield what the anchors leave, for the next round."""
    old, new = rest.old, rest.new
    for block in (*anchors, Block(rest.old_end, rest.new_end, 0)):
        yield _Rest(old, block.old, new, block.new, rest.round + 1)
        old, new = block.old + block.length, block.new + block.length


def _common(old: Numbers, new: Numbers, rest: _Rest) -> Iterator[Block]:
    """Yield a longest common subsequence of the parts, backwards (Hyyrö 2004).

    A row of the table is one integer; a bit that is not set says that one more of ``new`` is
    matched there than in the column before.
    """
    ours, theirs = (
        old[rest.old : rest.old_end].tolist(),
        new[rest.new : rest.new_end].tolist(),
    )
    places: dict[int, int] = {}
    for place, number in enumerate(theirs):
        places[number] = places.get(number, 0) | 1 << place
    full = (1 << len(theirs)) - 1
    rows = [full]
    for number in ours:
        row = rows[-1]
        met = row & places.get(number, 0)
        rows.append(((row + met) | (row - met)) & full)
    at, to = len(ours), len(theirs)
    while at and to:
        bit = 1 << (to - 1)
        if rows[at] & bit:
            to -= 1
        elif not rows[at - 1] & bit:
            at -= 1
        else:
            at, to = at - 1, to - 1
            yield Block(rest.old + at, rest.new + to, 1)


def _joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else Block(-1, -1, 0)
        if (last.old + last.length, last.new + last.length) == block[:2]:
            joined[-1] = Block(last.old, last.new, last.length + block.length)
        else:
            joined.append(block)
    return joined
