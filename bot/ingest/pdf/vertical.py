"""Chinese and Japanese that is set in columns, letters from the top and columns from the right.

PDFium takes each mark and each bracket of a column for a line of its own, since it stands in a
corner of its square, and numbers that lie on their side for text up the side of the page. So the
squares are looked at: letters below each other are a column, whatever the page paints between.
Columns become lines: what they are a block of is laid on its side, as if the page were turned.

Of 14 made files (Chromium, LibreOffice, ReportLab; numbers upright or on their side, readings
beside the letters, two rows of columns, a poem in a page of lines) all are read whole, before none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import numpy as np

from bot.ingest.boxes import Box, Word, Words, around
from bot.ingest.pdf.glyphs import GUESSED, Glyph, Glyphs
from bot.ingest.pdf.letters import letters, spaced
from bot.ingest.pdf.line import Line, lines
from bot.ingest.pdf.pdfium import Page
from bot.ingest.pdf.textpage import Style
from bot.ingest.pdf.words import texts

_SQUARE = re.compile("[\u3041-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff]")
"""Letters that are set in squares, and may be set in columns."""

_FORM = re.compile("[\ufe10-\ufe19\ufe30-\ufe48]")
"""Marks and brackets as they stand in columns."""

_FEWEST = 4
"""Letters of a column on a page whose letters mostly stand in lines."""

_OFF = 0.5
"""Sizes of the type that the middle of a letter may be off that of the one above or before."""

_GAP, _TIGHT = 0.8, 0.2
"""Sizes of the type between letters of a column at most, and where most letters stand in lines:
signs in the rows of a table have more between them."""

_AROUND = 4.0
"""Sizes of the type that the next column of a block stands off at most."""

_DESCENT = 0.12
"""Sizes of the type that a square reaches below the pen, in nearly all fonts."""

_TOGETHER = 1.3
"""Sizes of the type that a number takes at most that is set upright in one square."""

_ASCII_TO_WIDE = 0xFEE0


def lines_and_columns(page: Page, number: int) -> list[Line]:
    """Return the lines of a page as :func:`~bot.ingest.pdf.line.lines` does, and columns as lines.

    A column stands where it is painted, among lines too. The box of its line is not where it is
    seen; its words are, each letter of Chinese or Japanese by itself.
    """
    glyphs = page.glyphs()
    text = glyphs.text
    if text.isascii() or not _SQUARE.search(text) or not _may_have_columns(glyphs):
        return lines(page, number)
    chains = _chains(_cells(page))
    columns = _columns(chains)
    if not columns:
        return lines(page, number)
    mostly = _are_mostly(chains)
    blocks = [columns] if mostly else list(_blocks(chains, columns))
    block_of = {id(chain): _Block(block) for block in blocks for chain in block}
    found: list[Line] = []
    for is_column, together in groupby(chains, key=lambda chain: id(chain) in block_of):
        if is_column:
            for chain in together:
                found += _line(chain, block_of[id(chain)], page, number)
        else:
            found += lines(page, number, glyphs=_some(glyphs, together))
    return found


def _may_have_columns(glyphs: Glyphs) -> bool:
    """Tell whether a few letters stand below each other, by nothing but their boxes."""
    ink = glyphs[glyphs.right > glyphs.left]
    width, height = ink.right - ink.left, ink.top - ink.bottom
    size = np.maximum(np.maximum(height[:-1], height[1:]), width[1:])
    off = abs(np.diff(ink.left + ink.right)) / 2
    is_below = (off < _OFF * size) & (np.diff(ink.bottom + ink.top) < -size)
    below = np.flatnonzero(~np.r_[False, is_below, False])
    return bool(np.diff(below, prepend=0).max() >= _FEWEST)


@dataclass(slots=True)
class _Cell:
    """A square and the glyphs in it: one, or a number; blanks behind it belong to it."""

    glyphs: list[Glyph]
    box: Box
    size: float
    is_square: bool

    @property
    def x(self) -> float:
        return (self.box.left + self.box.right) / 2

    @property
    def y(self) -> float:
        return (self.box.bottom + self.box.top) / 2


@dataclass(slots=True)
class _Chain:
    """Cells that are painted one after the other, ``down`` a column or along a line."""

    cells: list[_Cell]
    down: bool | None = None

    @property
    def is_alone(self) -> bool:
        return self.down is None and self.cells[0].is_square


def _cells(page: Page) -> list[_Cell]:
    """Return the cells of a page in the order in which it paints them."""
    order = {text.key: place for place, text in enumerate(page.painted())}
    characters = sorted(
        (each for each in page.painted_characters()), key=lambda each: order.get(each.key, -1)
    )
    found: list[_Cell] = []
    for character in characters:
        glyph = Glyph(*character[:6])
        if not _is_ink(glyph):
            if found and glyph.code != GUESSED:
                found[-1].glyphs.append(glyph)
            continue
        style = page.style(glyph.place)
        cell = _cell(glyph, style, character.x, character.y)
        if found and _is_number(found[-1], cell, style):
            found[-1].glyphs.append(glyph)
            found[-1].box = around([found[-1].box, cell.box])
        else:
            found.append(cell)
    return found


def _cell(glyph: Glyph, style: Style, x: float, y: float) -> _Cell:
    """Return a glyph in its square: the box of a mark is small, and stands in a corner."""
    box, size = Box(*glyph[2:]), style.size
    wide = unicodedata.east_asian_width(chr(glyph.code)) in {"W", "F"} and not style.turn
    if wide:
        foot = y - _DESCENT * size
        box = Box(x, foot, x + size, foot + size)
    return _Cell([glyph], box, size, wide)


def _is_number(before: _Cell, cell: _Cell, style: Style) -> bool:
    """Tell whether a letter or digit stands upright beside the one before, in one square."""
    return (
        not (before.is_square or cell.is_square or style.turn)
        and abs(before.y - cell.y) < 0.1 * cell.size
        and abs(cell.box.left - before.box.right) < 0.2 * cell.size
        and cell.box.right - before.box.left <= _TOGETHER * cell.size
    )


def _chains(cells: Iterable[_Cell]) -> list[_Chain]:
    found: list[_Chain] = []
    for cell in cells:
        goes = _goes(found[-1].cells[-1], cell) if found else None
        if found and goes is not None and found[-1].down in {None, goes}:
            found[-1].cells.append(cell)
            found[-1].down = goes
        elif goes is False and len(found[-1].cells) > 1 and not found[-1].cells[-1].is_square:
            found.append(_Chain([found[-1].cells.pop(), cell], down=False))  # a word begins a line
        else:
            found.append(_Chain([cell]))
    return found


def _goes(before: _Cell, cell: _Cell) -> bool | None:
    """Tell whether a cell is the next one ``down`` or along, ``None`` if it is neither."""
    size = max(before.size, cell.size)
    if abs(before.x - cell.x) < _OFF * size and cell.y < before.y:
        return True if before.box.bottom - cell.box.top < _GAP * size else None
    if abs(before.y - cell.y) < _OFF * size and before.x < cell.x:
        return False if cell.box.left - before.box.right < _GAP * size else None
    return None


def _are_mostly(chains: Sequence[_Chain]) -> bool:
    """Tell whether more letters of a page stand in columns than in lines."""
    down = sum(len(chain.cells) for chain in chains if chain.down)
    return down > sum(len(chain.cells) for chain in chains if chain.down is False)


def _columns(chains: Sequence[_Chain]) -> list[_Chain]:
    """Return the columns of a page: also single letters where most letters stand in columns."""
    if _are_mostly(chains):
        return [chain for chain in chains if chain.down or chain.is_alone]
    found: list[_Chain] = []
    last: _Chain | None = None
    for chain in chains:
        if _is_column(chain) or (last and _follows(last, chain)):
            found.append(chain)
            last = chain
        else:
            last = None
    return found


def _is_column(chain: _Chain) -> bool:
    gaps = [one.box.bottom - two.box.top for one, two in pairwise(chain.cells)]
    return (
        chain.down is True
        and len(chain.cells) >= _FEWEST
        and median(gaps) < _TIGHT * chain.cells[0].size
        and sum(cell.is_square for cell in chain.cells) > len(chain.cells) / 2
    )


def _follows(last: _Chain, chain: _Chain) -> bool:
    """Tell whether a short chain stands to the left of a column, and no higher."""
    one, two = last.cells[0], chain.cells[0]
    return (
        (chain.down is True or chain.is_alone)
        and 0 < one.x - two.x < _AROUND * one.size
        and two.box.top < one.box.top + _OFF * one.size
        and two.box.top > last.cells[-1].box.bottom
    )


def _blocks(chains: Iterable[_Chain], columns: Iterable[_Chain]) -> Iterator[list[_Chain]]:
    """Yield the columns that no line is painted between."""
    among = {id(chain) for chain in columns}
    for is_column, together in groupby(chains, key=lambda chain: id(chain) in among):
        if is_column:
            yield list(together)


class _Block:
    """Where columns stand, and how they are laid on their side: in the same upper left corner.

    If they take more than their height then, it is made less, so that what stands below a page's
    columns stays below them.
    """

    def __init__(self, columns: Iterable[_Chain]) -> None:
        self._box = around([cell.box for chain in columns for cell in chain.cells])
        left, bottom, right, top = self._box
        self._scale = min(1.0, (top - bottom) / max(right - left, 1.0))

    def laid(self, box: Box) -> Box:
        """Return where a box stands if the block is laid on its side."""
        left, _, right, top = self._box
        scale = self._scale
        return Box(
            left + scale * (top - box.top),
            top - scale * (right - box.left),
            left + scale * (top - box.bottom),
            top - scale * (right - box.right),
        )

    def seen(self, box: Box) -> Box:
        """Return where a box is seen that was laid on its side."""
        left, _, right, top = self._box
        scale = self._scale
        return Box(
            right - (top - box.bottom) / scale,
            top - (box.right - left) / scale,
            right - (top - box.top) / scale,
            top - (box.left - left) / scale,
        )


def _line(chain: _Chain, block: _Block, page: Page, number: int) -> Iterator[Line]:
    """Yield a column as a line, unless nothing is left of it."""
    glyphs = Glyphs.of([[glyph for cell in chain.cells for glyph in _glyphs(cell, block)]])
    part = spaced(glyphs, np.zeros(1, np.bool_))
    codes = letters(part, np.empty(0, np.int64))
    ((text, words),) = texts(codes, part, 1, 0, (page.width, page.height))
    if not text:
        return
    styles = [page.style(cell.glyphs[0].place) for cell in chain.cells]
    left, _, right, _ = around([block.laid(cell.box) for cell in chain.cells])
    squares = [cell.box for cell in chain.cells if cell.is_square]  # what lies on its side is wider
    _, bottom, _, top = block.laid(around(squares or [cell.box for cell in chain.cells]))
    yield Line(
        number,
        left,
        bottom,
        right,
        top,
        size=max(round(median(style.size for style in styles), 2), 0.1),
        bold=all(style.bold for style in styles),
        text=_FORM.sub(_as_in_lines, text),
        words=Words.of(each for word in words for each in _seen(word, text, block)),
    )


def _glyphs(cell: _Cell, block: _Block) -> Iterator[Glyph]:
    """Yield the glyphs of a cell as they stand in a line, each with its share."""
    left, bottom, right, top = block.laid(cell.box)
    ink = [glyph for glyph in cell.glyphs if _is_ink(glyph)]
    share = (right - left) / len(ink)
    for glyph in cell.glyphs:
        if _is_ink(glyph):
            place = left + share * ink.index(glyph)
            yield Glyph(glyph.place, glyph.code, place, bottom, place + share, top)
        else:
            yield glyph


def _as_in_lines(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFKC", match[0])
    return chr(ord(letter) + _ASCII_TO_WIDE) if letter.isascii() and len(letter) == 1 else letter[0]


def _seen(word: Word, text: str, block: _Block) -> Iterator[Word]:
    """Yield the letters of a word where they are seen; a Latin word is one."""
    count = word.end - word.start if _SQUARE.search(text[word.start : word.end]) else 1
    share, length = (word.right - word.left) / count, (word.end - word.start) // count
    for place in range(count):
        left = word.left + place * share
        box = block.seen(Box(left, word.bottom, left + share, word.top))
        start = word.start + place * length
        yield Word(start, start + length, *box)


def _some(glyphs: Glyphs, chains: Iterable[_Chain]) -> Glyphs:
    """Return the characters that are in some chains, and the blanks behind them."""
    places = {glyph.place for chain in chains for cell in chain.cells for glyph in cell.glyphs}
    chosen = np.zeros(len(glyphs), np.bool_)
    for number, glyph in enumerate(glyphs):
        follows = number > 0 and chosen[number - 1] and not _is_ink(glyph)
        chosen[number] = glyph.place in places or follows
    return glyphs[chosen].numbered()


def _is_ink(glyph: Glyph) -> bool:
    return glyph.right > glyph.left and not chr(glyph.code).isspace()
