"""Characters to lines: what stands on one baseline without a wide gap.

PDFium breaks lines well, but it takes two columns for one line where the file paints them so; each
wide gap is cut here, and :mod:`bot.ingest.pdf.columns` decides which of them are no more than gaps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

import numpy as np

from bot.ingest.boxes import Word, Words
from bot.ingest.pdf.fields import Field
from bot.ingest.pdf.glyphs import GUESSED, Glyphs, Kind, Mask, starts
from bot.ingest.pdf.letters import HYPHEN, NARROW, letters, raised, set_wide, spaced
from bot.ingest.pdf.painted import is_intricate, parts
from bot.ingest.pdf.pdfium import Page
from bot.ingest.pdf.signs import signs
from bot.ingest.pdf.textpage import Style
from bot.ingest.pdf.words import texts

_FROM_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
RIGHT_TO_LEFT = re.compile(_FROM_RIGHT)
_LETTER = re.compile(r"[^\W\d_]")
_IS_FROM_RIGHT = Kind.of(_FROM_RIGHT)

_GAP = 0.8
"""Heights of a character; blanks are .25, in justified lines up to .7, gutters at least 1.2."""

_LEVEL = 0.05
"""Heights that a letter may stand higher or lower, or be larger, where a line goes on."""

_HIGHER = 0.9
"""Heights that a letter of a line may stand higher or lower than the one before."""

_BAND = 8.0
"""Points of the height of a band in which gaps are looked for."""

_BULLET_LETTER = re.compile("[!-/:-~\u00a1-\u00ff](?: |$)")
"""What a bullet in a font of symbols may be taken for: any sign or letter but a figure."""

_FIELD = 14.0
"""Points of the height of a line in a field, which may be higher; forms have type of 8 to 12."""

_BACK, _AGAIN = 6.0, 3.0
"""Heights that a right-to-left line may jump back, where Latin words stand in it, and others, whose
accents may be painted after their letters; a line that begins again is the shadow of another."""


_NO_WORDS = Words.of(())


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a part of one, with its box in points, the origin below left.

    ``cells`` is the number of parts that a wide gap stands between; a ``row`` of a table is known
    by its rules, and may be several lines high; ``turn`` the direction in
    quarter turns against most of the page; ``words`` says where the words of ``text`` stand on the
    page, which the box of a line that was turned upright does not.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    text: str
    cells: int = 1
    row: bool = False
    turn: int = 0
    words: Words = field(default=_NO_WORDS, compare=False)

    def __hash__(self) -> int:
        """Tell it from most others; pages are full of sets of lines."""
        return hash((self.page, self.left, self.bottom, self.text))

    @property
    def height(self) -> float:
        """Return the height of the box."""
        return self.top - self.bottom

    def beside(self, other: Line) -> bool:
        """Tell whether the two stand at the same height."""
        top, bottom, above, below = self.top, self.bottom, other.top, other.bottom
        shared = (min(above, top)) - (max(below, bottom))
        one, two = top - bottom, above - below
        return shared > 0.5 * (min(two, one))

    def above_or_below(self, other: Line) -> bool:
        """Tell whether the two share a stretch of the page's width."""
        left, right, start, end = self.left, self.right, other.left, other.right
        return min(end, right) > max(start, left)

    @property
    def right_to_left(self) -> bool:
        """Tell whether the line is Arabic, Hebrew or the like."""
        text = self.text
        if text.isascii() or not RIGHT_TO_LEFT.search(text):
            return False
        return 2 * len(RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def lines(
    page: Page, number: int, *, beyond: bool = False, glyphs: Glyphs | None = None
) -> list[Line]:
    """Return the lines of a page in PDFium's order, the page turned so that most run upright.

    Those ``beyond`` the shown part of the page are returned by themselves; ``glyphs`` are some of
    the characters of the page, if not all are meant.
    """
    if glyphs is None:
        glyphs = page.glyphs(beyond=beyond)
    if not len(glyphs):
        return []
    size = page.width, page.height
    turn = turn_of(glyphs, page)
    if is_intricate(glyphs.text):
        characters = [each.turned(turn, *size) for each in page.painted_characters(beyond=beyond)]
        painted = [each.turned(turn, *size) for each in page.painted()]
        return list(_lines(Glyphs.of(parts(characters, painted)), page, number, turn))
    runs = _continued(glyphs.turned(turn, *size))
    apart = spaced(*_cut(runs, set_wide(runs)), recognised=page.is_recognised)
    return _with_gaps_filled(list(_lines(apart, page, number, turn)))


def turn_of(glyphs: Glyphs, page: Page) -> int:
    """Return the quarter turns of most characters, told by one of each run that is no blank."""
    ink = glyphs[glyphs.ink]
    begins = starts(ink.part)
    sizes = np.diff(np.append(begins, len(ink)))
    turns = Counter[int]()
    for place, size in zip(ink.place[begins + sizes // 2].tolist(), sizes.tolist(), strict=True):
        turns[page.style(place).turn] += size
    return turns.most_common(1)[0][0] if turns else 0


def _with_gaps_filled(found: Sequence[Line]) -> list[Line]:
    """Return the parts of lines, those that were painted later in the gap that was left for them.

    LibreOffice paints what a font lacks, figures say, with another font after the rest of the line.
    """
    gaps: dict[int, list[tuple[Line, Line]]] = defaultdict(list)
    fillers: dict[Line, list[Line]] = defaultdict(list)
    filling: set[Line] = set()
    before: Line | None = None
    for line in found:
        for first, second in gaps[round(line.bottom / _BAND)]:
            if _fills(line, first, second):
                fillers[first].append(line)
                filling.add(line)
                break
        if before and _is_gap(before, line):
            for band in (-1, 0, 1):
                gaps[round(before.bottom / _BAND) + band].append((before, line))
        before = line
    if not filling:
        return list(found)
    kept = (line for line in found if line not in filling)
    return [each for line in kept for each in (line, *fillers[line])]


def _is_gap(first: Line, second: Line) -> bool:
    level = abs(first.bottom - second.bottom) < _LEVEL * first.height
    return level and _GAP * first.height < second.left - first.right < 20 * first.size


def _fills(line: Line, first: Line, second: Line) -> bool:
    """Tell whether a part begins where the first ends and ends before the second."""
    near = -0.3 * line.size < line.left - first.right < 0.6 * line.size
    return near and line.right <= second.left + 1 and line.beside(first)


def said(page: Page) -> str:
    """Return what a page of intricate scripts says, of other pages ``""``."""
    if not is_intricate(page.text()):
        return ""
    return "".join(sign.text for sign in signs(list(page.painted_characters()), page.painted()))


def _continued(glyphs: Glyphs) -> Glyphs:
    """Return the runs, those as one that PDFium breaks although the line goes on close by."""
    ink = glyphs.ink
    part = glyphs.part[ink]
    next_one = (part[1:] - part[:-1] == 1).nonzero()[0]
    before, after = ink[next_one], ink[next_one + 1]
    bottom, top = glyphs.bottom, glyphs.top
    height, gap = top[before] - bottom[before], glyphs.left[after] - glyphs.right[before]
    off = np.maximum(abs(bottom[after] - bottom[before]), abs(top[after] - top[before]))
    is_close = (off < _LEVEL * height) & (gap >= 0) & (gap < _GAP * height)
    if not is_close.any():
        return glyphs
    after, gap = after[is_close], gap[is_close]
    begins = np.searchsorted(glyphs.part, glyphs.part[after])
    is_joined = np.zeros(len(glyphs), np.bool_)
    is_joined[begins] = True
    joined = replace(glyphs, part=glyphs.part - np.cumsum(is_joined))
    is_wide = gap > NARROW * (top[after] - bottom[after])
    return joined.with_blanks(begins[is_wide], glyphs.place[after[is_wide]], GUESSED)


def _cut(runs: Glyphs, wide: Mask) -> tuple[Glyphs, Mask]:
    """Cut where the next character stands far off, or higher or lower.

    ``wide`` tells which runs are set wide; it is returned for the parts that they are cut into.
    """
    before, after, _, gap = runs.pairs(runs.ink)
    height = np.maximum(runs.top[after] - runs.bottom[after], 1.0)
    back = runs.left[before] - runs.left[after]
    apart = (gap > _GAP * height) | (back > _BACK * height)
    apart |= abs(runs.bottom[after] - runs.bottom[before]) > _HIGHER * height
    again = ((back > _AGAIN * height) & ~apart).nonzero()[0]
    codes = runs.code
    from_right = _IS_FROM_RIGHT(codes[before[again]]) | _IS_FROM_RIGHT(codes[after[again]])
    apart[again[~from_right]] = True
    begins = np.zeros(len(runs), np.bool_)
    begins[starts(runs.part)] = True
    begins[after[apart]] = True
    return replace(runs, part=np.cumsum(begins) - 1), wide[runs.part[begins]]


def _lines(glyphs: Glyphs, page: Page, number: int, turn: int = 0) -> Iterator[Line]:
    """Yield each part as a line; the words stand on the page as it is, without its ``turn``."""
    ink = glyphs.ink
    if not len(ink):
        return
    count, size = int(glyphs.part[-1]) + 1, (page.width, page.height)
    written = texts(letters(glyphs, raised(glyphs, ink, page)), glyphs, count, turn, size)
    shown = glyphs[ink]
    begins = starts(shown.part)
    boxes = zip(
        np.minimum.reduceat(shown.left, begins).tolist(),
        np.minimum.reduceat(shown.bottom, begins).tolist(),
        np.maximum.reduceat(shown.right, begins).tolist(),
        np.maximum.reduceat(shown.top, begins).tolist(),
        strict=True,
    )
    heights = (shown.top - shown.bottom).tolist()
    places, style_of = shown.place.tolist(), page.style
    ends = [*begins.tolist(), len(ink)]
    for part, box, (start, end) in zip(
        shown.part[begins].tolist(), boxes, pairwise(ends), strict=True
    ):
        text, words = written[part]
        if not text:
            continue
        some = {0, (end - start) // 2, end - start - 1}
        styles = [style_of(places[start + place]) for place in some]
        yield Line(
            number,
            *box,
            size=_size(styles, heights[start:end]),
            bold=all(style.bold for style in styles),
            text=_as_meant(text, styles[0]),
            turn=(styles[len(styles) // 2].turn - turn) % 4,
            words=words,
        )


def _size(styles: Sequence[Style], heights: Sequence[float]) -> float:
    """Return the size of the type, in points, of letters of some heights."""
    sizes = sorted([style.size for style in styles])
    size = (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) / 2
    if not 0.3 * max(heights) < size < 3 * min(heights):
        height = median(heights)
        if not 0.3 * height < size < 3 * height:  # the font's own scale says otherwise
            size = height / 1.2
    return max(round(size, 2), 0.1)


def _as_meant(text: str, first: Style) -> str:
    """Return the text of a line with the hyphen of style sheets, and the bullet that it shows."""
    if text[-2:-1].isalpha() and text.endswith("‐"):
        text = text[:-1] + HYPHEN
    return f"•{text[1:]}" if first.symbols and _BULLET_LETTER.match(text) else text


def with_fields(found: Sequence[Line], fields: Iterable[Field], number: int) -> list[Line]:
    """Return the lines of a page with what was filled in, after what stands to its left."""
    lines = list(found)
    for filled in fields:
        for line in _filled_in(filled, number):
            left = [each for each in lines if each.beside(line) and each.left < line.left]
            above = [each for each in lines if each.bottom > line.bottom]
            if left or above:
                after = max(left, key=_left) if left else min(above, key=_bottom)
                lines.insert(lines.index(after) + 1, line)
            else:
                lines.insert(0, line)
    return lines


def _filled_in(filled: Field, number: int) -> Iterator[Line]:
    """Yield the lines of a field, each as high as the next."""
    texts = [" ".join(text.split()) for text in re.split("[\r\n]+", filled.text) if text.strip()]
    left, bottom, right, top = filled.box
    height = min((top - bottom) / max(len(texts), 1), _FIELD)
    top = bottom + height * len(texts) if len(texts) == 1 else top
    for place, text in enumerate(texts):
        foot = top - (place + 1) * height
        share = (right - left) / max(len(text), 1)
        placed = []
        for match in re.finditer(r"\S+", text):
            start, end = match.span()
            box = left + start * share, foot, left + end * share, foot + height
            placed.append(Word(start, end, *box))
        size = round(max(height / 1.2, 0.1), 2)
        yield Line(
            number,
            left,
            foot,
            right,
            foot + height,
            size,
            bold=False,
            text=text,
            words=Words.of(placed),
        )


def _left(line: Line) -> float:
    return line.left


def _bottom(line: Line) -> float:
    return line.bottom
