"""Characters to lines: what stands on one baseline without a wide gap.

PDFium breaks lines well, but it takes two columns for one line where the file paints them so; each
wide gap is cut here, and :mod:`bot.ingest.pdf.columns` decides which of them are no more than gaps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from bot.ingest.boxes import Word
from bot.ingest.pdf.fields import Field
from bot.ingest.pdf.letters import HYPHEN, NARROW, is_ink, is_set_wide, letters, raised, spaced
from bot.ingest.pdf.painted import is_intricate, parts
from bot.ingest.pdf.pdfium import GUESSED, Glyph, Page
from bot.ingest.pdf.signs import signs
from bot.ingest.pdf.words import words

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_GAP = 0.8
"""Heights of a character; blanks are .25, in justified lines up to .7, gutters at least 1.2."""

_LEVEL = 0.05
"""Heights that a letter may stand higher or lower, or be larger, where a line goes on."""

_BAND = 8.0
"""Points of the height of a band in which gaps are looked for."""

_BULLET_LETTER = re.compile("[!-/:-~\u00a1-\u00ff](?: |$)")
"""What a bullet in a font of symbols may be taken for: any sign or letter but a figure."""

_FIELD = 14.0
"""Points of the height of a line in a field, which may be higher; forms have type of 8 to 12."""

_BACK, _AGAIN = 6.0, 3.0
"""Heights that a right-to-left line may jump back, where Latin words stand in it, and others, whose
accents may be painted after their letters; a line that begins again is the shadow of another."""


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
    words: tuple[Word, ...] = field(default=(), compare=False)

    @property
    def height(self) -> float:
        """Return the height of the box."""
        return self.top - self.bottom

    def beside(self, other: Line) -> bool:
        """Tell whether the two stand at the same height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.height, other.height)

    def above_or_below(self, other: Line) -> bool:
        """Tell whether the two share a stretch of the page's width."""
        return min(self.right, other.right) > max(self.left, other.left)

    @property
    def right_to_left(self) -> bool:
        """Tell whether the line is Arabic, Hebrew or the like."""
        return 2 * len(RIGHT_TO_LEFT.findall(self.text)) > len(re.findall(r"[^\W\d_]", self.text))


def lines(page: Page, number: int, *, beyond: bool = False) -> list[Line]:
    """Return the lines of a page in PDFium's order, the page turned so that most run upright.

    Those ``beyond`` the shown part of the page are returned by themselves.
    """
    runs = page.runs(beyond=beyond)
    turns = Counter[int]()
    for run in runs:
        turns[page.style(run[len(run) // 2].place).turn] += len(run)
    turn = turns.most_common(1)[0][0] if turns else 0
    if not turn and is_intricate("".join(chr(glyph.code) for run in runs for glyph in run)):
        characters = list(page.painted_characters(beyond=beyond))
        found = (_line(part, page, number) for part in parts(characters, page.painted()))
        return [line for line in found if line]
    return _with_gaps_filled(list(_as_pdfium_breaks_them(runs, turn, page, number)))


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


def _as_pdfium_breaks_them(
    runs: Sequence[Sequence[Glyph]], turn: int, page: Page, number: int
) -> Iterator[Line]:
    upright = ([_turned(glyph, turn, page) for glyph in run] if turn else run for run in runs)
    wide, recognised = False, page.is_recognised
    for run in _continued(upright):
        wide = is_set_wide(run, 2) if wide else is_set_wide(run)
        for part in _parts(run):
            line = _line(list(spaced(part, wide=wide, recognised=recognised)), page, number)
            if line and turn:
                there = tuple(_turned_back(word, turn, page) for word in line.words)
                line = replace(line, turn=(line.turn - turn) % 4, words=there)
            if line:
                yield line


def _continued(runs: Iterable[Sequence[Glyph]]) -> Iterator[list[Glyph]]:
    """Yield the runs, those as one that PDFium breaks although the line goes on close by."""
    run: list[Glyph] = []
    for each in runs:
        before = next((glyph for glyph in reversed(run) if is_ink(glyph)), None)
        after = next((glyph for glyph in each if is_ink(glyph)), None)
        if before and after and _is_close(before, after):
            if after.left - before.right > NARROW * (after.top - after.bottom):
                run.append(Glyph(after.place, GUESSED, 0.0, 0.0, 0.0, 0.0))
            run += each
        else:
            if run:
                yield run
            run = list(each)
    if run:
        yield run


def _is_close(before: Glyph, after: Glyph) -> bool:
    height = before.top - before.bottom
    off = max(abs(after.bottom - before.bottom), abs(after.top - before.top))
    return off < _LEVEL * height and 0 <= after.left - before.right < _GAP * height


def _turned(glyph: Glyph, turn: int, page: Page) -> Glyph:
    place, code, left, bottom, right, top = glyph
    if turn == 1:
        return Glyph(place, code, bottom, page.width - right, top, page.width - left)
    if turn == 3:
        return Glyph(place, code, page.height - top, left, page.height - bottom, right)
    width, height = page.width, page.height
    return Glyph(place, code, width - right, height - top, width - left, height - bottom)


def _turned_back(word: Word, turn: int, page: Page) -> Word:
    start, end, left, bottom, right, top = word
    width, height = page.width, page.height
    if turn == 1:
        return Word(start, end, width - top, left, width - bottom, right)
    if turn == 3:
        return Word(start, end, bottom, height - right, top, height - left)
    return Word(start, end, width - right, height - top, width - left, height - bottom)


def _parts(run: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Cut where the next character stands far off, or higher or lower."""
    part: list[Glyph] = []
    before: Glyph | None = None
    for glyph in run:
        if is_ink(glyph):
            if before and _is_apart(before, glyph):
                yield part
                part = []
            before = glyph
        part.append(glyph)
    yield part


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    height = max(glyph.top - glyph.bottom, 1.0)
    back = before.left - glyph.left
    return (
        glyph.left - before.right > _GAP * height
        or (back > _AGAIN * height and (back > _BACK * height or not _is_from_right(before, glyph)))
        or abs(glyph.bottom - before.bottom) > 0.9 * height
    )


def _is_from_right(before: Glyph, glyph: Glyph) -> bool:
    return RIGHT_TO_LEFT.search(chr(before.code) + chr(glyph.code)) is not None


def _line(part: Sequence[Glyph], page: Page, number: int) -> Line | None:
    ink = [glyph for glyph in part if is_ink(glyph)]
    if not ink:
        return None
    height = median(glyph.top - glyph.bottom for glyph in ink)
    text, placed = words(letters(part, raised(ink, page)), part)
    if not text:
        return None
    if text[-2:-1].isalpha() and text.endswith("‐"):  # the hyphen of style sheets
        text = text[:-1] + HYPHEN
    if _BULLET_LETTER.match(text) and page.style(ink[0].place).symbols:
        text = f"•{text[1:]}"
    places = {0, len(ink) // 2, len(ink) - 1}
    styles = [page.style(ink[place].place) for place in places]
    size = median(style.size for style in styles)
    if not 0.3 * height < size < 3 * height:  # the font's own scale says otherwise
        size = height / 1.2
    return Line(
        number,
        left=min(glyph.left for glyph in ink),
        bottom=min(glyph.bottom for glyph in ink),
        right=max(glyph.right for glyph in ink),
        top=max(glyph.top for glyph in ink),
        size=max(round(size, 2), 0.1),
        bold=all(style.bold for style in styles),
        text=text,
        turn=styles[len(styles) // 2].turn,
        words=placed,
    )


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
            words=tuple(placed),
        )


def _left(line: Line) -> float:
    return line.left


def _bottom(line: Line) -> float:
    return line.bottom
