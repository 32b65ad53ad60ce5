"""Lines of scripts that are written from the right, or whose letters stand around others.

PDFium sorts what is painted in a line by its place, turns what it takes for Arabic around and
guesses blanks from gaps, which tears words of Arabic, Hindi or Thai apart that are painted glyph by
glyph. Here the objects of the page give the order, stretches whose text the file states are that
text, and blanks are those that are painted or that a wide gap stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.ingest.pdf import bidi
from bot.ingest.pdf.glyphs import Glyph
from bot.ingest.pdf.objects import Painted
from bot.ingest.pdf.pdfium import Character
from bot.ingest.pdf.signs import Sign, signs

_INTRICATE = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u1a20-\u1aaf\ufb1d-\ufdff\ufe70-\ufefc"
    "\U0001e900-\U0001e95f]"
)
"""Letters from the right, and of Indic and South-East Asian scripts."""

_SHARE = 0.1
"""Of the letters of a page; a page in Latin with a word of Hebrew is left to PDFium."""

_GAP = 0.8
_NARROW = 0.18
"""Heights of a letter from which a gap stands between cells, and between words."""

_SAME_LINE = 0.45
"""Heights of a letter that another of the line may stand higher or lower."""

_BACK = 3.0
"""Heights that what is read from the left may jump back in a line; marks do."""

_CLOSE = 0.05
"""Heights that what has no width may stand off the letter that it stands before."""

_APART = "\u200c"
_CLOSING = frozenset(".,:;!?،؛؟۔")
"""What no line begins with."""

_SPACE = 0x20


def is_intricate(text: str) -> bool:
    """Tell whether a good part of a page's letters are of such scripts."""
    if text.isascii() or not _INTRICATE.search(text):
        return False
    letters = sum(map(str.isalpha, text))
    return len(_INTRICATE.findall(text)) > _SHARE * letters


def parts(characters: Sequence[Character], painted: Iterable[Painted]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each part of a line, as they are read and with the blanks between."""
    there = signs(characters, painted)
    mostly = _reads_from_right("".join(sign.text for sign in there))
    for line in _lines(there):
        letters = "".join(sign.text for sign in line)
        if any(bidi.kind(letter) == "R" for letter in letters):
            yield from _from_right(line, from_right=mostly or _reads_from_right(letters))
        else:
            yield from _from_left(line)


def _reads_from_right(text: str) -> bool:
    kinds = [bidi.kind(letter) for letter in text]
    return kinds.count("R") > kinds.count("L")


def _lines(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    """Yield what is painted one after the other at about one height."""
    line: list[Sign] = []
    for sign in signs:
        height = max(sign.height, max((each.height for each in line[-3:]), default=0.0))
        if line and abs(sign.y - line[-1].y) > _SAME_LINE * height:
            yield line
            line = []
        line.append(sign)
    if line:
        yield line


def _from_left(line: Sequence[Sign]) -> Iterator[list[Glyph]]:
    """Yield the parts of a line as it is painted."""
    height = _height(line)
    line = _with_joiners(line, height)
    part: list[Glyph] = []
    right: float | None = None
    for sign in line:
        if sign.is_blank:
            part += _written(sign)
            continue
        if right is not None:
            apart = sign.left - right
            if apart > _GAP * height or apart < -_BACK * height - (sign.right - sign.left):
                yield part
                part, right = [], None
            elif apart > _NARROW * height and not bidi.is_mark(sign.text[0]):
                part += _space(sign)
        part += _written(sign)
        right = sign.right if right is None else max(right, sign.right)
    if part:
        yield part


def _from_right(line: Sequence[Sign], *, from_right: bool) -> Iterator[list[Glyph]]:
    """Yield the parts of a line with letters from the right, in the order of their places."""
    height = _height(line)
    line = _with_joiners(line, height)
    stacks = _stacked(sorted(line, key=lambda sign: sign.x - sign.is_thin * _CLOSE * height))
    found: list[list[list[Sign]]] = [[]]
    right: float | None = None
    for stack in stacks:
        sign = stack[0]
        if right is not None and not sign.is_blank:
            if sign.left - right > _GAP * height:
                found.append([])
            elif sign.left - right > _NARROW * height:
                found[-1].append([replace(sign, text=" ", right=sign.left)])
        found[-1].append(stack)
        if not sign.is_blank:
            right = sign.right if right is None else max(right, sign.right)
    for part in reversed(found) if from_right else found:
        letters = [stack[0].text[0] for stack in part]
        order = bidi.in_order(part, letters, from_right=from_right)
        if order[0][0].text in _CLOSING:  # the paragraph is meant to be read from the left
            order = _ended_at_the_right(part, letters)
        yield _turned([glyph for stack in order for sign in stack for glyph in _written(sign)])


def _ended_at_the_right(part: list[list[Sign]], letters: list[str]) -> list[list[Sign]]:
    if any(bidi.kind(letter) == "L" for letter in letters):
        return bidi.in_order(part, letters, from_right=False)
    end = len(part)
    while end and part[end - 1][0].text in _CLOSING:
        end -= 1
    return [*bidi.in_order(part[:end], letters[:end], from_right=True), *part[end:]]


def _with_joiners(line: Sequence[Sign], height: float) -> list[Sign]:
    """Return the signs, blanks without any width as what they are: they keep letters apart."""
    pens = sorted(sign.x for sign in line if sign.text[0].isalpha())
    found = []
    for sign in line:
        near = bisect_left(pens, sign.x - _CLOSE * height)
        joins = sign.is_empty and near < len(pens) and pens[near] < sign.x + _CLOSE * height
        found.append(replace(sign, text=_APART) if joins else sign)
    return found


def _stacked(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Return the signs with the marks that stand on them, from left to right."""
    stacks = [[sign] for sign in signs if not sign.is_mark]
    bases = [stack for stack in stacks if not stack[0].is_thin]
    middles = [stack[0].middle for stack in bases]
    if not bases:
        return [[sign] for sign in signs]
    for mark in signs:
        if mark.is_mark:
            place = bisect_left(middles, mark.middle)
            near = bases[max(place - 2, 0) : place + 2]
            min(near, key=lambda stack: abs(stack[0].middle - mark.middle)).append(mark)
    return stacks


def _turned(glyphs: Sequence[Glyph]) -> list[Glyph]:
    text = bidi.turned("".join(chr(glyph.code) for glyph in glyphs))
    return [glyph._replace(code=ord(letter)) for glyph, letter in zip(glyphs, text, strict=True)]


def _written(sign: Sign) -> Iterator[Glyph]:
    """Yield the letters of a sign, each with its share of the box; a blank has none."""
    if sign.is_blank:
        yield Glyph(sign.place, _SPACE, 0.0, 0.0, 0.0, 0.0)
        return
    width = (sign.right - sign.left) / len(sign.text)
    backwards = bidi.kind(sign.text[0]) == "R"
    for count, letter in enumerate(sign.text):
        left = sign.right - (count + 1) * width if backwards else sign.left + count * width
        yield Glyph(sign.place, ord(letter), left, sign.bottom, left + width, sign.top)


def _space(sign: Sign) -> Iterator[Glyph]:
    yield Glyph(sign.place, _SPACE, 0.0, 0.0, 0.0, 0.0)


def _height(line: Sequence[Sign]) -> float:
    """Return how high letters are; boxes of those that are painted one by one are tight."""
    heights = sorted(sign.height for sign in line if not sign.is_thin)
    return heights[-1 - len(heights) // 8] if heights else 1.0
