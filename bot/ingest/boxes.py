"""Where the words of a text stand on the pages of the original.

A word on a page takes 3.3 bytes when it is written: the differences to the word before it, in
quarters of a point, as numbers of variable length, packed. 352 pages of prose have 109,000 words in
366 KB; plain columns of numbers would take 1.5 MB.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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


def moved(words: Iterable[Word], by: int) -> Iterator[Word]:
    """Yield the words as they stand in a text that begins ``by`` code points earlier."""
    for start, end, *box in words:
        yield Word(start + by, end + by, *box)


def written(words: Iterable[Word], start: int) -> str:
    """Write words in the order of their text, counted from ``start`` on."""
    fields = bytearray()
    last_end, last_right, last_bottom = start, 0, 0
    for begin, end, *points in words:
        left, bottom, right, top = map(_units, points)
        for number in (
            begin - last_end,
            end - begin,
            left - last_right,
            right - left,
            bottom - last_bottom,
            top - bottom,
        ):
            # Seven bits a byte, the lowest first, the sign in the lowest bit of all.
            rest = 2 * number if number >= 0 else -2 * number - 1
            while rest > 0x7F:
                fields.append(rest & 0x7F | 0x80)
                rest >>= 7
            fields.append(rest)
        last_end, last_right, last_bottom = end, right, bottom
    return b64encode(zlib.compress(fields, 6)).decode("ascii")


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


def _units(points: float) -> int:
    return round(max(-_FAR, min(points * _UNIT, _FAR)))


def _numbers(fields: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in fields:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield -(number >> 1) - 1 if number & 1 else number >> 1
            number = shift = 0
