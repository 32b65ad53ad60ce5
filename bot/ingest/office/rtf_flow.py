"""The paragraphs, tables and notes of an RTF document as they come together."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.errors import Problem, TooLarge
from bot.ingest.body import Block, limit
from bot.ingest.raised import Written
from bot.ingest.table import Cell, has_columns_of_values, is_headed, read_out

_JITTER = 60
"""Twentieths of a point by which the edges of one column may differ from row to row."""

_MOST_COLUMNS = 200
"""Cells of a row whose edges are kept; Word has at most 63 columns."""

_MOST_PARTS = 1_000_000
"""Paragraphs and cells; a text may have a quarter as many lines."""

_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0E0: "→"}
"""Where symbol fonts have their signs; others mean nothing elsewhere."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is, by its style and level."""

    heads: bool = False
    titles: bool = False
    contents: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a cell ends, in twentieths of a point, and whether it goes on from one before it.

    ``shaded`` is a cell with a ground other than white.
    """

    at: int
    beside: bool = False
    above: bool = False
    shaded: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[str]
    edges: list[Edge]
    bold: bool
    heads: bool


@dataclass(slots=True)
class Flow:
    """A body, a note or a text box under way; ``kind`` says which.

    What is struck out in it goes into ``struck``, what is hard to see into ``faint``, too.
    """

    struck: list[str]
    faint: list[str]
    kind: str = ""
    blocks: list[Block] = field(default_factory=list)
    beside: list[Block] = field(default_factory=list)
    """What stands in boxes that are anchored in the paragraph under way."""
    edges: list[Edge] = field(default_factory=list)
    heads_rows: bool = False
    _written: Written = field(init=False)
    _bold: bool = True
    _listed: bool = False
    _cite: int | None = None
    _cell: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _bold_cells: bool = True
    _rows: list[_Row] = field(default_factory=list)
    _length: int = 0
    _parts: int = 0

    def __post_init__(self) -> None:
        self._written = Written(self.struck, self.faint)

    def add(self, text: str, *, bold: bool, shift: str = "", faint: bool = False) -> None:
        """Add text to the paragraph under way, which may be raised or lowered, or hard to see."""
        self._written.add(text, shift, faint=faint)
        self._bold = self._bold and (bold or not text.strip())
        self._length += len(text)
        limit(self._length)

    def strike(self, text: str) -> None:
        """Keep apart what is struck out in the paragraph under way."""
        self._written.add(text, struck=True)

    @property
    def on_ground(self) -> bool:
        """Tell whether the cell under way is shaded, or may be: its edge is not known yet."""
        place = len(self._cells)
        return place >= len(self.edges) or self.edges[place].shaded

    def mark(self, text: str) -> None:
        """Begin an item of a list with its bullet or number."""
        text = text.strip()
        if len(text) == 1 and (text == "·" or unicodedata.category(text) == "Co"):
            text = "•"  # as symbol fonts draw it
        if text:
            self._written.add(f"{text} ")
            self._listed = True

    def cite(self) -> None:
        """Keep a place for the mark of the note that comes next."""
        self._cite = len(self._written.pieces)
        self._written.pieces.append("")

    def cited(self, mark: str) -> str:
        """Put the mark of a note where it is cited; return it, or ``""`` if it is nowhere."""
        if self._cite is None:
            return ""
        self._written.pieces[self._cite] = mark
        self._cite = None
        return mark

    def end_paragraph(self, look: Look, *, in_table: bool) -> None:
        """End a paragraph of a cell, or of the text."""
        text, bold, listed = self._taken()
        if in_table:
            self._cell.append(text)
            self._bold_cells = self._bold_cells and bold
        else:
            self._end_table()
            self.blocks.append(
                Block(
                    text,
                    heads=look.heads,
                    titles=look.titles and bool(text),
                    listed=listed and not look.heads,
                    contents=look.contents,
                    bold=bold and bool(text),
                    level=look.level,
                )
            )
        self.blocks += self.beside
        self.beside = []

    def add_edge(self, edge: Edge) -> None:
        """Add the edge of the next cell of a row."""
        if len(self.edges) < _MOST_COLUMNS:
            self.edges.append(edge)

    def end_cell(self) -> None:
        """End a cell of a table."""
        text, bold, _ = self._taken()
        self._bold_cells = self._bold_cells and bold
        self._cells.append("\n".join(each for each in (*self._cell, text) if each))
        self._cell = []

    def end_row(self) -> None:
        """End a row of a table."""
        self._rows.append(_Row(self._cells, self.edges, self._bold_cells, self.heads_rows))
        self._cells, self._bold_cells = [], True

    def end(self) -> list[Block]:
        """Return the whole, whatever is under way."""
        if self._written.pieces:
            self.end_paragraph(Look(), in_table=False)
        if self._cells:
            self.end_row()
        self._end_table()
        return self.blocks

    def _taken(self) -> tuple[str, bool, bool]:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise TooLarge(Problem.TOO_MANY_PARAGRAPHS, limit=_MOST_PARTS)
        text, bold, listed = self._written.text, self._bold, self._listed
        self._written = Written(self.struck, self.faint)
        self._bold, self._listed, self._cite = True, False, None
        return _joined(text).strip(), bold, listed

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if max((len(row.cells) for row in rows), default=0) <= 1:  # a frame around text
            texts = (text for row in rows for cell in row.cells for text in cell.split("\n"))
            self.blocks += map(Block, texts)
            return
        grid = _grid(rows)
        cells = [_cells(row, grid) for row in rows]
        headers = sum(row.heads for row in rows)
        if not 0 < headers < len(rows):
            bold = [row.bold for row in rows[:2]]
            evident = bold == [True, False] or has_columns_of_values(cells)
            headers = int(evident and is_headed(cells))
        self.blocks += map(Block, read_out(cells, headers))


def _joined(text: str) -> str:
    """Return the text with characters that were written as two surrogates made whole."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_SYMBOLS)


def _grid(rows: Sequence[_Row]) -> list[int]:
    """Return where columns end, over all rows; a wide cell spans several of them."""
    grid: list[int] = []
    for at in sorted({edge.at for row in rows for edge in row.edges}):
        if not grid or at > grid[-1] + _JITTER:
            grid.append(at)
    return grid


def _cells(row: _Row, grid: Sequence[int]) -> list[Cell]:
    start = 0
    cells: list[Cell] = []
    for number, text in enumerate(row.cells):
        edge = row.edges[number] if number < len(row.edges) else Edge(0)
        spanned = bisect(grid, edge.at + _JITTER) - bisect(grid, start)
        spanned = min(max(spanned, 1), _MOST_COLUMNS)
        start = max(start, edge.at + _JITTER)
        if edge.beside and cells:
            cells[-1] = cells[-1]._replace(columns=cells[-1].columns + spanned)
        else:
            cells.append(Cell("" if edge.above else text, spanned, above=edge.above))
    return cells
