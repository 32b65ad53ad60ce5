"""Where each term occurs: posting lists in a few flat arrays that change in place.

Each passage takes the next *slot*, each term a *row*; both are numbers. The postings of a row stand
side by side in two pooled arrays, in one the slots in ascending order and in the other how often
the term occurs in each, followed by spare cells. Adding passages therefore writes one cell for
each of their terms; a row without spare cells moves to the end of the pool, with room for half as
much again.

Removing a passage marks its slot as dead and lowers the document frequencies of its terms, no more.
:meth:`Postings.compact` clears dead slots away; holes in the pool are closed as soon as they take
more than half of it. Any sequence of changes thus costs amortised time in proportion to the terms
of the passages that change.

Only the vocabulary holds Python objects, and numbers are as narrow as they can be, so that hundreds
of small indexes fit in memory and a compiled loop can run over the same arrays: with 32 bits for
each, or 64, the index of 500 passages took 730 KB instead of 375.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bot.search.forward import Integers, Ints, Mask, Places, Scalar, ranges, starts_of
from bot.search.inverted import Inverted
from bot.search.vocabulary import Vocabulary

AnyInteger: TypeAlias = np.integer[Any]
Positions: TypeAlias = NDArray[np.intp]


_LARGE = 1 << 16
"""Cells from which on an array of zeros is mapped by the system when it is first written to."""

_GREATEST: Mapping[Any, int] = {
    kind: int(np.iinfo(kind).max) for kind in (np.uint8, np.uint16, np.int32, np.int64)
}


class Column(Generic[Scalar]):
    """A one-dimensional array with room at its end: appending costs amortised constant time.

    Its numbers are of the first of some types, the narrowest first, until :meth:`fit` is told that
    a greater one comes; to write that without would cut it.
    """

    __slots__ = ("_cells", "_types", "item", "size")

    item: Callable[[int], Any]
    """Returns one cell in use; a fourth of the time of indexing :attr:`values`."""

    def __init__(self, *types: type[Scalar]) -> None:
        self._types = types
        self.size = 0
        self._hold(np.zeros(0, types[0]))

    @property
    def values(self) -> NDArray[Scalar]:
        """The cells in use, writable; widening the column can leave an older view behind."""
        return self._cells[: self.size]

    def fit(self, greatest: int) -> None:
        """Make the numbers wide enough for one that is to be written."""
        while greatest > _GREATEST[self._types[0]]:
            self._types = self._types[1:]
        if self._cells.dtype != self._types[0]:
            self._hold(self._cells.astype(self._types[0]))

    def widen(self, count: int) -> None:
        """Append ``count`` zeros."""
        size = self.size + count
        if size > len(self._cells):
            # The index of a small guild may never change; a large array's room takes no memory yet.
            spare = size >> 2 if self.size or size > _LARGE else 0
            cells = np.zeros(size + spare, self._cells.dtype)
            cells[: self.size] = self.values
            self._hold(cells)
        self.size = size

    def extend(self, values: ArrayLike) -> None:
        """Append ``values``, which fit."""
        added = np.asarray(values)
        start = self.size
        self.widen(len(added))
        self._cells[start : self.size] = added

    def replace(self, values: NDArray[Any]) -> None:
        """Hold ``values``, which fit, instead."""
        self._hold(values.astype(self._types[0], copy=False))
        self.size = len(values)

    def _hold(self, cells: NDArray[Any]) -> None:
        self._cells, self.item = cells, cells.item

    def keep(self, mask: Mask) -> None:
        """Hold only the cells where ``mask`` is true."""
        self.replace(self.values[mask])


class Postings:
    """An inverted index of the slots ``0 … slot_count - 1``, some of which can be dead.

    The columns are there to be read by code that scores; nothing but this class writes to them.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        # The pool: one cell a posting, and spare cells. The kernel is compiled for these types.
        self.slots = Column[AnyInteger](np.uint16, np.int32)
        self.counts = Column[AnyInteger](np.uint8, np.int32)
        # One cell a row: its first cell in the pool, its postings, its cells, its live postings.
        self.starts = Column[AnyInteger](np.uint16, np.int32, np.int64)
        self.sizes = Column[AnyInteger](np.uint16, np.int32)
        self.capacities = Column[AnyInteger](np.uint16, np.int32)
        self.frequencies = Column[AnyInteger](np.uint16, np.int32)
        # The most times that one slot has, or has had, the term of a row.
        self.peaks = Column[AnyInteger](np.uint8, np.int32)
        # One cell a slot: its terms with repeats, and where its part of `rows` ends.
        self.live = Column(np.bool_)
        self.lengths = Column(np.int32)
        self.ends = Column(np.int64)
        # The rows of slot 0, of slot 1, …: what a removal has to touch.
        self.rows = Column[AnyInteger](np.uint16, np.int32)
        self.live_count = 0
        self.live_length = 0

    @property
    def slot_count(self) -> int:
        """The number of slots, the dead ones included."""
        return self.live.size

    def frequency(self, term: str) -> int:
        """Return how many live slots have ``term``: its document frequency."""
        row = self.vocabulary.get(term)
        return 0 if row is None else int(self.frequencies.item(row))

    def frequencies_by_term(self) -> Iterator[tuple[str, int]]:
        """Yield each term that a live slot has, with its document frequency."""
        pairs = zip(self.vocabulary, self.frequencies.values.tolist(), strict=True)
        return ((term, frequency) for term, frequency in pairs if frequency)

    def of(self, term: str) -> tuple[int, int, int, int] | None:
        """Return where the postings of ``term`` begin, how many they are, and its peak.

        The last is its document frequency: some postings can be those of dead slots. Slots ascend.
        ``None`` for a term that is not in the vocabulary.
        """
        row = self.vocabulary.get(term)
        if row is None:
            return None
        return (
            self.starts.item(row),
            self.sizes.item(row),
            self.peaks.item(row),
            self.frequencies.item(row),
        )

    def extend(self, inverted: Inverted) -> range:
        """Put passages in the next slots, and return the slots.

        The arrays of the first ones, if their numbers cannot be narrower, are held as they are, and
        not written to: those of 100,000 passages need not be copied, and can be stored while the
        index changes.
        """
        taken = range(self.slot_count, self.slot_count + len(inverted.widths))
        ends = np.cumsum(inverted.widths, dtype=np.int64) + self.rows.size
        rows = self.vocabulary.rows(inverted)
        peaks = np.maximum.reduceat(inverted.counts, starts_of(inverted.sizes))
        self._fit(taken.stop, int(peaks.max(initial=0)))
        if taken.start:
            self._put(inverted, rows, peaks, taken.start)
        else:
            self._start(inverted, peaks)
        self.ends.extend(ends)
        self.live.extend(np.ones(len(taken), np.bool_))
        self.live_count += len(taken)
        self.live_length += int(inverted.lengths.sum())
        if self.slots.size > 2 * self.rows.size:
            self._pack()
        return taken

    def remove(self, slots: Places) -> None:
        """Mark live slots, none twice, as dead."""
        starts = np.where(slots > 0, self.ends.values[slots - 1], 0)
        cells = ranges(starts, self.ends.values[slots] - starts)
        np.subtract.at(self.frequencies.values, self.rows.values[cells], 1)
        self.live.values[slots] = False
        self.live_count -= len(slots)
        self.live_length -= int(self.lengths.values[slots].sum())

    def compact(self) -> Mask:
        """Forget the dead slots and number the live ones from 0 on, in their order.

        Terms that no live slot has are forgotten too. Returns which of the former slots are left.
        """
        live = self.live.values
        used = self.frequencies.values > 0
        widths = np.diff(self.ends.values, prepend=0)
        self._pack()
        self.slots.replace(_ranks(live)[self.slots.values])
        self.rows.replace(_ranks(used)[self.rows.values[np.repeat(live, widths)]])
        self.ends.replace(np.cumsum(widths[live]))
        self.lengths.keep(live)
        self.live.keep(live)
        for column in (self.sizes, self.capacities, self.frequencies, self.peaks):
            column.keep(used)
        self.starts.keep(used)
        self.vocabulary.keep(used)
        return live

    def _start(self, inverted: Inverted, peaks: Ints) -> None:
        """Hold passages where there are none, not even dead ones."""
        sizes = inverted.sizes
        self.slots.replace(inverted.slots)
        self.counts.replace(inverted.counts)
        self.rows.replace(inverted.places)
        self.lengths.replace(inverted.lengths)
        self.starts.fit(self.slots.size)
        self.starts.replace(starts_of(sizes))
        for column in (self.sizes, self.capacities, self.frequencies):
            column.replace(sizes.copy())
        self.peaks.replace(peaks)

    def _put(self, inverted: Inverted, rows: Ints, peaks: Ints, slot: int) -> None:
        """Put the postings of passages beside those of others."""
        sizes = inverted.sizes
        added = len(self.vocabulary) - self.sizes.size
        for column in (self.sizes, self.capacities, self.frequencies, self.peaks):
            column.widen(added)
        self.starts.widen(added)
        self._make_room(rows, sizes)
        cells = ranges(self.starts.values[rows].astype(np.int64) + self.sizes.values[rows], sizes)
        self.slots.values[cells] = inverted.slots + np.int32(slot)
        self.counts.values[cells] = inverted.counts
        self.peaks.values[rows] = np.maximum(self.peaks.values[rows], peaks)
        for column in (self.sizes, self.frequencies):
            column.values[rows] = column.values[rows] + sizes
        self.rows.extend(rows[inverted.places])
        self.lengths.extend(inverted.lengths)

    def _fit(self, slots: int, count: int) -> None:
        """Make the columns wide enough for so many slots and so great a count."""
        self.slots.fit(slots)
        for column in (self.sizes, self.capacities, self.frequencies):
            column.fit(2 * slots)  # no row has more than half as many spare cells as postings
        for column in (self.counts, self.peaks):
            column.fit(count)
        self.rows.fit(len(self.vocabulary))

    def _make_room(self, rows: Ints, added: Ints) -> None:
        """Move those of the rows that have too few spare cells to the end of the pool."""
        sizes = self.sizes.values[rows].astype(np.int64)
        short = sizes + added > self.capacities.values[rows]
        rows, sizes = rows[short], sizes[short]
        capacities = sizes + (sizes >> 1) + added[short]
        starts = self.slots.size + starts_of(capacities)
        self.starts.fit(self.slots.size + int(capacities.sum()))
        old = ranges(self.starts.values[rows], sizes)
        new = ranges(starts, sizes)
        for column in (self.slots, self.counts):
            column.widen(int(capacities.sum()))
            column.values[new] = column.values[old]
        self.starts.values[rows] = starts
        self.capacities.values[rows] = capacities

    def _pack(self) -> None:
        """Write the pool anew, without holes and without the postings of dead slots."""
        old = _runs(self.starts.values.astype(np.int64), self.sizes.values, self.slots.size)
        if self.live_count < self.slot_count:
            # Spare cells hold any number, which need not be a slot.
            old[old] = self.live.values[self.slots.values[old]]
        order = np.argsort(self.starts.values, kind="stable")
        sizes = self.frequencies.values.astype(np.int64)
        capacities = sizes + (sizes >> 2)
        self.starts.fit(int(capacities.sum()))
        starts = np.empty(len(order), np.int64)
        starts[order] = starts_of(capacities[order])
        new = _runs(starts, sizes, int(capacities.sum()))
        for column in (self.slots, self.counts):
            values = np.zeros(len(new), column.values.dtype)
            values[new] = column.values[old]
            column.replace(values)
        self.starts.replace(starts)
        self.sizes.replace(sizes)
        self.capacities.replace(capacities)


def _runs(starts: Places, sizes: Integers, length: int) -> Mask:
    """Return which of ``length`` cells belong to a run: :func:`ranges` in less memory."""
    starts, ends = starts[sizes > 0], (starts + sizes)[sizes > 0]
    edges = np.zeros(length + 1, np.int8)
    edges[starts] += 1
    edges[ends] -= 1
    return np.cumsum(edges[:-1], dtype=np.int8).astype(np.bool_)


def _ranks(kept: Mask) -> Ints:
    """Return the new number of each kept thing when the others are left out."""
    return np.cumsum(kept, dtype=np.int32) - np.int32(1)
