"""The rows of tables that are ruled, each as one line, whatever its cells are wrapped to.

Without that the amount of one row follows the wrapped label of the next, and a quote says what the
table does not. Of 11 made tables (ReportLab, fpdf2, Typst, WeasyPrint; cells at the top, the middle
and the bottom of their rows; a grid, or lines below the rows) all rows are read whole, before none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median

from bot.ingest.lines import is_prose
from bot.ingest.pdf.breaks import opens_item
from bot.ingest.pdf.columns import downwards
from bot.ingest.pdf.grids import Field, Grid
from bot.ingest.pdf.hyphens import Spelling
from bot.ingest.pdf.joining import side_by_side
from bot.ingest.pdf.line import Line

_RULED = 3
"""Rows from which a table is taken for ruled between all of them, and not below its head only."""

_INNER = 1.5
"""Points that a word's box may reach over the rule beside it."""

_MOST = 8
"""Lines of a cell where no rules stand between columns; more are columns of prose."""

_SAME_LINE = 0.3
"""Sizes of the type that lines of two cells may be off each other and stand at one height."""


def with_ruled_rows(
    lines: Sequence[Line], grids: Sequence[Grid], spelling: Spelling, *, turned: bool = False
) -> list[Line]:
    """Return the lines as painted, those of each row of a table as one line.

    The rows stand where the first line of their table is painted. One with prose in two cells is
    none: its cells follow each other. What spans rows stands in the first. Of a page that was
    ``turned`` the lines of a cell may come from the foot.
    """
    tables = [table for grid in grids if (table := _table(grid, lines))]
    if not tables:
        return list(lines)
    inside: dict[int, list[Line]] = defaultdict(list)
    order: list[Line | int] = []
    for line in lines:
        there = [(table.grid.area, place) for place, table in enumerate(tables) if line in table]
        if not there:
            order.append(line)
            continue
        _, place = min(there)
        if place not in inside:
            order.append(place)
        inside[place].append(line)
    found: list[Line] = []
    for each in order:
        if isinstance(each, Line):
            found.append(each)
        else:
            for row in _rows(tables[each].grid, inside[each], turned=turned):
                found += row.written(spelling)
    return found


class _Table:
    """A grid that is a table, and the lines in it."""

    def __init__(self, grid: Grid, lines: Iterable[Line]) -> None:
        self.grid, self._lines = grid, frozenset(lines)

    def __contains__(self, line: Line) -> bool:
        return line in self._lines


def _table(grid: Grid, lines: Iterable[Line]) -> _Table | None:
    """Return a grid as a table, unless its rules run through words or make hardly a row."""
    within = [line for line in lines if not line.turn and _cell(grid, line) is not None]
    if any(_runs_through(grid, line) for line in within):
        return None
    rows = _rows(grid, within)
    whole = [row for row in rows if row.is_whole and len(row.cells) > 1]
    if not whole or 2 * len(whole) < len(rows):
        return None
    if grid.columns == 1 and not _are_lined(whole):
        return None
    return _Table(grid, within)


def _are_lined(rows: Sequence[_Row]) -> bool:
    """Tell whether rules part rows, where there are none between columns; and not columns."""
    short = all(len(cell) <= _MOST for row in rows for cell in row.cells)
    return short and 2 * sum(_are_level(row.cells) for row in rows) <= len(rows)


def _cell(grid: Grid, line: Line) -> Field | None:
    return grid.cell((line.left + line.right) / 2, (line.bottom + line.top) / 2)


def _runs_through(grid: Grid, line: Line) -> bool:
    """Tell whether rules part the letters of a word, or the upper half of a line from the lower."""
    y, x, inner = (line.bottom + line.top) / 2, (line.left + line.right) / 2, 0.25 * line.height
    level = {grid.cell(x, line.bottom + inner), grid.cell(x, line.top - inner)}
    parts = (
        {grid.cell(word.left + _INNER, y), grid.cell(word.right - _INNER, y)}
        for word in line.words
        if word.right - word.left > 2 * _INNER
    )
    return len(level) > 1 or any(len(cells) > 1 for cells in parts)


def _cut(line: Line, grid: Grid) -> Iterator[Line]:
    """Yield the parts of a line that stand in different cells: their words may be set close."""
    y = (line.bottom + line.top) / 2
    start = 0
    for place, (before, word) in enumerate(pairwise(line.words), 1):
        cells = {grid.cell((each.left + each.right) / 2, y) for each in (before, word)}
        if len(cells) > 1:
            yield _part(line, start, place)
            start = place
    yield _part(line, start, len(line.words)) if start else line


def _part(line: Line, start: int, end: int) -> Line:
    """Return some of the words of a line as one."""
    words = line.words[start:end]
    first = words[0].start
    return replace(
        line,
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        text=line.text[first : words[-1].end],
        words=words.moved(-first),
    )


@dataclass(slots=True)
class _Row:
    """The lines of a row as they are painted, and by cell from the left."""

    lines: list[Line]
    cells: list[list[Line]]
    few: bool
    """Whether its table has few rows, or most may be several: rules stand below its head only."""

    @property
    def is_several(self) -> bool:
        """Tell whether it holds several rows, which rules do not part."""
        level = self.few and _are_level(self.cells)
        return level or any(sum(map(_is_value, cell)) > 1 for cell in self.cells)

    @property
    def is_whole(self) -> bool:
        """Tell whether it is one row to be read out: not several, nor columns of prose."""
        return not self.is_several and len(self.cells) > _prose(self.cells) < 2

    def written(self, spelling: Spelling) -> list[Line]:
        """Return it as one line, as it is painted, or cell by cell."""
        if self.is_several:
            return self.lines
        if not self.is_whole:
            return [*chain.from_iterable(self.cells)]
        spoken = [line for line in self.lines if not _is_value(line)]
        backwards = 2 * sum(line.right_to_left for line in spoken) > len(spoken)
        return [_row(self.cells[::-1] if backwards else self.cells, spelling)]


def _rows(grid: Grid, lines: Iterable[Line], *, turned: bool = False) -> list[_Row]:
    """Return the rows of a table from the top."""
    painted: dict[int, list[Line]] = defaultdict(list)
    inside: dict[Field, list[Line]] = defaultdict(list)
    for line in lines:
        for part in _cut(line, grid):
            field = _cell(grid, part) or (0, 0)
            painted[field[0]].append(part)
            inside[field].append(part)
    cells: dict[int, list[list[Line]]] = defaultdict(list)
    for (row, _), cell in sorted(inside.items(), key=lambda each: each[0]):
        whole = downwards(cell) if turned else cell
        cells[row] += [[*whole]] if grid.columns > 1 else _stacks(cell)
    level = sum(map(_are_level, cells.values()))
    few = len(painted) < _RULED or 2 * level >= len(painted)
    return [_Row(painted[row], cells[row], few) for row in sorted(painted)]


def _is_value(line: Line) -> bool:
    """Tell whether a line is a number or the like: these are wrapped nowhere."""
    return not any(map(str.isalpha, line.text))


def _prose(cells: Iterable[Sequence[Line]]) -> int:
    """Return how many cells are prose, or two for a list: with two a row is none to read out."""
    listed = any(sum(opens_item(line.text) for line in cell) > 1 for cell in cells)
    return 2 if listed else sum(is_prose(" ".join(line.text for line in cell)) for cell in cells)


def _down(line: Line) -> float:
    return -line.bottom


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines that stand one below the other together, from the left."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.left):
        if found and any(line.above_or_below(other) for other in found[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(stack, key=_down) for stack in found]


def _are_level(cells: Sequence[Sequence[Line]]) -> bool:
    """Tell whether cells may hold several rows: their lines stand side by side, none goes on."""
    stacks = [sorted(cell, key=_down) for cell in cells if len(cell) > 1]
    goes_on = any(line.text[:1].islower() for stack in stacks for line in stack[1:])
    return (
        len(stacks) > 1
        and not goes_on
        and all(
            abs(line.bottom - other.bottom) <= _SAME_LINE * line.size
            for one, two in pairwise(stacks)
            for line, other in zip(one, two, strict=False)
        )
    )


def _row(cells: Sequence[Sequence[Line]], spelling: Spelling) -> Line:
    parts = [line for cell in cells for line in cell]
    text, placed = side_by_side(cells, spelling)
    return replace(
        parts[0],
        left=min(line.left for line in parts),
        bottom=min(line.bottom for line in parts),
        right=max(line.right for line in parts),
        top=max(line.top for line in parts),
        size=median(line.size for line in parts),
        bold=all(line.bold for line in parts),
        text=text,
        cells=len(cells),
        row=True,
        words=placed,
    )
