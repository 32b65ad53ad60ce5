"""Where the words of a text stand on the pages of the original.

A word on a page takes 3.3 bytes when it is written: the differences to the word before it, in
quarters of a point, as numbers of variable length, packed. 352 pages of prose have 109,000 words in
366 KB; plain columns of numbers would take 1.5 MB.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from bot.model import Span

_UNIT = 4
"""To a point; at twice its size a mark is off by a quarter of a pixel at most."""

_FAR = 1 << 20
"""Units from the origin; pages are at most 14,400 points wide, and broken files say anything."""

_FIELDS = 6
_SAME_LINE = 0.5
"""Share of the lower box's height that two boxes on one line share."""

_GAP = 1.5
"""Heights of a box; a wider gap is not marked: it stands between columns or cells."""


class Box(NamedTuple):
    """A rectangle on a page in points.

    The origin is below left in what is shown of the page, before the viewer turns it.
    """

    left: float
    bottom: float
    right: float
    top: float

    def moved(self, x: float, y: float) -> Box:
        """Return it as it stands if the origin is elsewhere."""
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)


class Word(NamedTuple):
    """A word without blanks, from ``start`` to ``end`` in its text, and its box."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float


class Words(Sequence[Word]):
    """Words of a text in its order.

    ``rows`` has the fields of a word in its columns: words are moved and written by the hundred
    thousand, each as an object for five times as long.
    """

    __slots__ = ("rows",)

    def __init__(self, rows: NDArray[np.float64]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, words: Iterable[Word]) -> Words:
        """Return some words as such."""
        return cls(np.array([*words], np.float64).reshape(-1, _FIELDS))

    @classmethod
    def one_after_another(cls, several: Iterable[Words]) -> Words:
        """Return the words of several places in one text."""
        return cls(np.concatenate([np.empty((0, _FIELDS)), *(words.rows for words in several)]))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Word]:
        """Yield each of them."""
        for start, end, *box in self.rows.tolist():
            yield Word(int(start), int(end), *box)

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> Words: ...
    def __getitem__(self, place: int | slice) -> Word | Words:
        """Return one or some of them."""
        if isinstance(place, slice):
            return Words(self.rows[place])
        start, end, *box = self.rows[place].tolist()
        return Word(int(start), int(end), *box)

    def __add__(self, other: Words) -> Words:
        """Return these and then others."""
        return Words(np.concatenate((self.rows, other.rows)))

    @property
    def left(self) -> float:
        """Return where the first of them from the left begins."""
        return float(self.rows[:, 2].min())

    def moved(self, by: int) -> Words:
        """Return them as they stand in a text that begins ``by`` code points earlier."""
        rows = self.rows.copy()
        rows[:, :2] += by
        return Words(rows)

    def cut(self, length: int) -> Words:
        """Return them without what the last one has after the first code points of the text."""
        start, end = self.rows[-1, :2]
        if end <= length:
            return self
        rows = self.rows[: len(self) - (start >= length)].copy()
        rows[-1:, 1] = np.minimum(rows[-1:, 1], length)
        return Words(rows)


def written(words: Iterable[Word], start: int) -> str:
    """Write words in the order of their text, counted from ``start`` on."""
    rows = (words if isinstance(words, Words) else Words.of(words)).rows
    left, bottom, right, top = np.rint(np.clip(rows[:, 2:] * _UNIT, -_FAR, _FAR)).T
    begin, end = rows[:, :2].T
    fields = (
        begin - _before(end, start),
        end - begin,
        left - _before(right, 0),
        right - left,
        bottom - _before(bottom, 0),
        top - bottom,
    )
    packed = _packed(np.column_stack(fields).astype(np.int64).ravel())
    return b64encode(zlib.compress(packed, 6)).decode("ascii")


def _before(values: NDArray[np.float64], first: float) -> NDArray[np.float64]:
    """Return the value before each."""
    return np.append(first, values)[:-1]


def _packed(numbers: NDArray[np.int64]) -> bytes:
    """Return numbers of seven bits a byte, the lowest first, the sign in the lowest bit of all."""
    rest = np.where(numbers >= 0, 2 * numbers, -2 * numbers - 1)
    sizes = np.ones(len(rest), np.int64)
    for bits in range(7, int(rest.max(initial=0)).bit_length(), 7):
        sizes += rest >> bits > 0
    ends = np.cumsum(sizes)
    packed = np.zeros(int(sizes.sum()), np.uint8)
    for byte in range(int(sizes.max(initial=0))):
        some = sizes > byte
        more = np.where(sizes[some] > byte + 1, 0x80, 0)
        packed[(ends - sizes)[some] + byte] = rest[some] >> 7 * byte & 0x7F | more
    return packed.tobytes()


def words_of(text: str, start: int) -> Iterator[Word]:
    """Yield the words that :func:`written` wrote; none for ``""``."""
    if not text:
        return
    numbers = _numbers(zlib.decompress(b64decode(text)))
    end, bottom, right = start, 0, 0
    for gap, length, apart, width, higher, height in zip(*[numbers] * _FIELDS, strict=True):
        left, bottom = right + apart, bottom + higher
        right = left + width
        begin, end = end + gap, end + gap + length
        box = (left, bottom, right, bottom + height)
        yield Word(begin, end, *(number / _UNIT for number in box))


def lines(words: Iterable[Word], span: Span) -> list[Box]:
    """Return the boxes of the words in a span, those side by side as one.

    Of a word that is only partly in it the box is shortened: its characters are as good as equally
    wide where there are no blanks to end a span at.
    """
    found: list[Box] = []
    for word in words:
        if word.start < span.end and span.start < word.end:
            box = _part(word, span)
            if found and _is_beside(found[-1], box):
                found[-1] = around([found[-1], box])
            else:
                found.append(box)
    return found


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _part(word: Word, span: Span) -> Box:
    _, _, left, bottom, right, top = word
    share = (right - left) / (word.end - word.start)
    before = max(span.start - word.start, 0)
    after = max(word.end - span.end, 0)
    return Box(left + before * share, bottom, right - after * share, top)


def _is_beside(one: Box, other: Box) -> bool:
    height = min(one.top - one.bottom, other.top - other.bottom)
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    gap = max(one.left, other.left) - min(one.right, other.right)
    return shared > _SAME_LINE * height and gap < _GAP * height


def _numbers(fields: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in fields:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield -(number >> 1) - 1 if number & 1 else number >> 1
            number = shift = 0
