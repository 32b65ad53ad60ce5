"""What a page paints, sign by sign, and what each sign says.

A sign is a glyph, which may stand for several letters, or all glyphs of a stretch whose text the
file states; a blank is one that is painted.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from bot.ingest.pdf import bidi
from bot.ingest.pdf.objects import Painted
from bot.ingest.pdf.pdfium import Character
from bot.ingest.pdf.textpage import UNKNOWN

THIN = frozenset(" \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f")
"""Blanks, and what keeps two letters apart or together."""

_SHARED = 0.25
"""Share of its width with which a sign stands on the one before, if it is a part of it."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Letters that are painted as one: their box in points, and where the pen stood."""

    text: str
    place: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float

    @property
    def height(self) -> float:
        """Return the height of the box."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Return the middle of the box from left to right."""
        return (self.left + self.right) / 2

    @property
    def is_blank(self) -> bool:
        """Tell whether it is nothing but white space."""
        return self.text.isspace()

    @property
    def is_empty(self) -> bool:
        """Tell whether it was painted by itself, so that nothing says which blank it is."""
        return self.is_blank and self.left == self.right == self.x

    @property
    def is_thin(self) -> bool:
        """Tell whether it is a blank, or keeps two letters apart or together."""
        return self.text in THIN

    @property
    def is_mark(self) -> bool:
        """Tell whether it stands on, below or in another."""
        return all(unicodedata.combining(letter) for letter in self.text)


def signs(characters: Sequence[Character], painted: Iterable[Painted]) -> list[Sign]:
    """Return the signs of a page in the order in which it paints them."""
    return list(_once(_all(characters, painted)))


def _all(characters: Sequence[Character], painted: Iterable[Painted]) -> Iterator[Sign]:
    own: dict[int, list[Character]] = defaultdict(list)
    for character in characters:
        own[character.key].append(character)
    place = characters[0].place if characters else 0
    for stretch, together in groupby(painted, key=lambda text: text.stretch):
        texts = list(together)
        there = [character for text in texts for character in own[text.key]]
        place = there[0].place if there else place
        if stretch:
            yield _stated(texts, there, place)
            continue
        for text in texts:
            if own[text.key]:
                yield from _glyphs(own[text.key])
                place = own[text.key][-1].place
            elif text.is_blank:
                yield Sign(" ", place, text.x, text.y, text.x, text.y, text.x, text.y)


def _stated(texts: Sequence[Painted], there: Sequence[Character], place: int) -> Sign:
    """Return a stretch of the content whose text the file states."""
    boxes = [text for text in texts if not text.is_blank] or texts
    x = min(text.x for text in texts)
    return Sign(
        texts[0].stated,
        place,
        min([x, *(text.left for text in boxes), *(each.left for each in there)]),
        min(text.bottom for text in boxes),
        max(max(text.right, text.x) for text in texts),
        max(text.top for text in boxes),
        x,
        texts[0].y,
    )


def _glyphs(characters: Sequence[Character]) -> Iterator[Sign]:
    """Yield the signs of one object; one that stands for several letters has them in order."""
    same: list[Character] = []
    for character in characters:
        if same and not _is_one_glyph(same[-1], character):
            yield _sign(same)
            same = []
        same.append(character)
    if same:
        yield _sign(same)


def _is_one_glyph(before: Character, character: Character) -> bool:
    """Tell whether one glyph stands for both; what has no width stands where another does."""
    if (before.x, before.y) != (character.x, character.y):
        return False
    thin = chr(before.code) in THIN or chr(character.code) in THIN
    return not thin or (before.left, before.right) == (character.left, character.right)


def _sign(same: Sequence[Character]) -> Sign:
    return Sign(
        _as_meant("".join(chr(each.code) for each in same)),
        same[0].place,
        min(each.left for each in same),
        min(each.bottom for each in same),
        max(each.right for each in same),
        max(each.top for each in same),
        same[0].x,
        same[0].y,
    )


def _as_meant(text: str) -> str:
    """Return the letters of one glyph in order: PDFium turns around what is read from the right.

    It does so with what the font says, and not with what a presentation form is made of.
    """
    if text[0] in THIN or not any(bidi.kind(letter) == "R" for letter in text):
        return text
    stands_on = bidi.is_mark(text[-1]) and not bidi.is_mark(text[0])
    form = text in _forms() and text[::-1] not in _forms()
    return text if stands_on or form else text[::-1]


@cache
def _forms() -> frozenset[str]:
    """Return what the presentation forms of several letters are made of."""
    forms = (unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB1D, 0xFEFD))
    return frozenset(form for form in forms if len(form) > 1)


def _once(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Yield the signs without what is painted of the one before or is said of it once more.

    What stands for several letters may be painted as several glyphs, all but the first of which
    stand for nothing; Typst says of a mark that stands higher once more what it is part of.
    """
    before: Sign | None = None
    for sign in signs:
        if before and _is_part(sign, before):
            before = replace(
                before, left=min(before.left, sign.left), right=max(before.right, sign.right)
            )
            continue
        if before:
            yield before
        before = sign
    if before:
        yield before


def _is_part(sign: Sign, before: Sign) -> bool:
    if len(before.text) < 2 or before.is_blank:
        return False
    if sign.text == chr(UNKNOWN):
        return True
    shared = min(sign.right, before.right) - max(sign.left, before.left)
    return before.text.endswith(sign.text) and shared > _SHARED * (sign.right - sign.left)
