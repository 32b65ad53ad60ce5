"""The characters of a page in columns, so that lines are made of all of them at once.

An object for each character took four fifths of a reading: a book has 700,000.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import median
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

GUESSED = 0x2004
"""What stands for a blank that the page does not paint, but that PDFium takes a gap for."""

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Points = NDArray[np.float64]
Side = TypeVar("Side", float, Points)


class Glyph(NamedTuple):
    """A character, its place in PDFium's order and its box in points, the origin below left."""

    place: int
    code: int
    left: float
    bottom: float
    right: float
    top: float


class Pairs(NamedTuple):
    """Where two characters of a part stand that follow each other and show something.

    ``gap`` is from the right edge of the one to the left edge of the other, in points.
    """

    before: Codes
    after: Codes
    part: Codes
    gap: Points

    def of(self, chosen: Mask) -> Pairs:
        """Return some of them."""
        return Pairs(self.before[chosen], self.after[chosen], self.part[chosen], self.gap[chosen])


class Kind:
    """Letters that a test holds for, which each of them is put to once."""

    def __init__(self, test: Callable[[str], object]) -> None:
        self._test = test
        self._known = np.zeros(sys.maxunicode + 1, np.int8)

    @classmethod
    def of(cls, pattern: str) -> Kind:
        """Return the letters that a pattern finds."""
        return cls(re.compile(pattern).match)

    def __call__(self, codes: Codes) -> Mask:
        """Tell which letters are of the kind."""
        found = self._known[codes]
        if np.count_nonzero(found) < len(found):
            for code in set(codes[found == 0].tolist()):
                self._known[code] = 1 if self._test(chr(code)) else -1
            found = self._known[codes]
        return found > 0


BLANK = Kind.of("[\t \u00a0\u2000-\u200a\u202f\u3000]")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters, their places in PDFium's order and their boxes in points, each a column.

    Blanks have an empty box. ``part`` numbers what belongs together, first the characters between
    two line ends; it never falls.
    """

    place: Codes
    code: Codes
    left: Points
    bottom: Points
    right: Points
    top: Points
    part: Codes

    @classmethod
    def of(cls, parts: Iterable[Sequence[Glyph]]) -> Glyphs:
        """Return the characters of some parts."""
        parts = [part for part in parts if part]
        rows = np.array([*chain.from_iterable(parts)], np.float64).reshape(-1, len(Glyph._fields))
        place, code, left, bottom, right, top = rows.T
        number = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        places, codes = place.astype(np.int64), code.astype(np.int64)
        return cls(places, codes, left, bottom, right, top, number)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.place)

    def __iter__(self) -> Iterator[Glyph]:
        """Yield each of them."""
        columns = (self.place, self.code, self.left, self.bottom, self.right, self.top)
        yield from map(Glyph, *(column.tolist() for column in columns))

    def __getitem__(self, chosen: Mask | Codes | slice) -> Glyphs:
        """Return some of them."""
        left, bottom, right, top = (box[chosen] for box in self._boxes)
        place, code, part = self.place[chosen], self.code[chosen], self.part[chosen]
        return Glyphs(place, code, left, bottom, right, top, part)

    def numbered(self) -> Glyphs:
        """Return them with parts that are numbered without a gap from 0 on."""
        if not len(self):
            return self
        number = np.zeros(len(self), np.int64)
        number[starts(self.part)[1:]] = 1
        return replace(self, part=np.cumsum(number))

    @property
    def text(self) -> str:
        """Return a letter for each."""
        return decoded(self.code)

    @property
    def ink(self) -> Codes:
        """Return which of them show anything."""
        return ((self.right > self.left) & ~BLANK(self.code)).nonzero()[0]

    def pairs(self, ink: Codes) -> Pairs:
        """Return each two that show something, as ``ink`` says, and follow each other in a part."""
        part = self.part[ink]
        within = (part[1:] == part[:-1]).nonzero()[0]
        before, after = ink[within], ink[within + 1]
        return Pairs(before, after, part[within], self.left[after] - self.right[before])

    def with_blanks(self, before: Codes, place: Codes, code: int) -> Glyphs:
        """Return them with a character more before some, as a part of what they are in."""
        if not len(before):
            return self
        left, bottom, right, top = (np.insert(box, before, 0.0) for box in self._boxes)
        return Glyphs(
            np.insert(self.place, before, place),
            np.insert(self.code, before, code),
            left,
            bottom,
            right,
            top,
            np.insert(self.part, before, self.part[before]),
        )

    def turned(self, turn: int, width: float, height: float) -> Glyphs:
        """Return them on a page of a size that is turned by quarters to the right."""
        left, bottom, right, top = turned(self._boxes, turn, width, height)
        return replace(self, left=left, bottom=bottom, right=right, top=top)

    @property
    def _boxes(self) -> tuple[Points, Points, Points, Points]:
        return self.left, self.bottom, self.right, self.top


def turned(
    box: tuple[Side, Side, Side, Side], turn: int, width: float, height: float
) -> tuple[Side, Side, Side, Side]:
    """Return boxes on a page of a size, in points, that is turned by quarters to the right."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, width - right, top, width - left
    if turn == 3:
        return height - top, left, height - bottom, right
    if turn == 2:
        return width - right, height - top, width - left, height - bottom
    return box


def turned_back(
    box: tuple[Side, Side, Side, Side], turn: int, width: float, height: float
) -> tuple[Side, Side, Side, Side]:
    """Return boxes of a page that was turned where they stand on it."""
    left, bottom, right, top = box
    if turn == 1:
        return width - top, left, width - bottom, right
    if turn == 3:
        return bottom, height - right, top, height - left
    return turned(box, turn, width, height)


def decoded(codes: Codes) -> str:
    """Return a text of code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def starts(part: Codes) -> Codes:
    """Return where each part begins, of which there is one at least."""
    begins = np.ones(len(part), np.bool_)
    np.not_equal(part[1:], part[:-1], out=begins[1:])
    return begins.nonzero()[0]


def medians(values: Points, part: Codes) -> Points:
    """Return the median of each part's values, of which there is one at least.

    Most parts have one value only, as the heights of letters in a line are.
    """
    begins = starts(part)
    low, high = np.minimum.reduceat(values, begins), np.maximum.reduceat(values, begins)
    ends = [*begins[1:].tolist(), len(values)]
    for place in np.flatnonzero(low != high).tolist():
        low[place] = median(values[begins[place] : ends[place]].tolist())
    return low
