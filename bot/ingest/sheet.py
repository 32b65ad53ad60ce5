"""The rows of a sheet, cut into the tables that it holds.

A sheet has no tables, only cells: blank rows part them, a row with a single cell is a title or a
remark, and the first row with several cells names the columns, if it can. Above it there may be
rows with a title and a day, say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.errors import Problem, TooLarge
from bot.ingest.body import Body
from bot.ingest.table import Cell, Row, has_columns_of_values, is_headed, read_out

MAX_CELLS = 500_000
"""Filled cells of a file. Read out with the names of their columns, as many take more characters
than a text may have; a million take seven seconds to find that out."""

_MOST_BLANK = 4 * MAX_CELLS
"""Cells that a sheet has with the blank ones between; diagonals of sheets fill the memory."""

_MOST_ABOVE = 5
"""Rows with a few cells that stand above the names of the columns."""

_BLANK = Cell("")


def limit_cells(count: int) -> None:
    """Raise :class:`~bot.errors.TooLarge` for a file with so many filled cells, if it is one."""
    if count > MAX_CELLS:
        raise TooLarge(Problem.TOO_MANY_CELLS, count=count, limit=MAX_CELLS)


def filled_in(rows: Sequence[Mapping[int, str]]) -> list[list[Cell]]:
    """Return the cells of rows that are given by column, all columns that any of them has.

    Raises :class:`~bot.errors.TooLarge` for a sheet whose cells stand so far apart that no table
    has them.
    """
    columns = sorted({column for row in rows for column, text in row.items() if text})
    places = {column: place for place, column in enumerate(columns)}
    cells: list[list[Cell]] = []
    count = 0
    for row in rows:
        filled = {places[column]: text for column, text in row.items() if text}
        width = max(filled, default=-1) + 1
        count += width
        if count > _MOST_BLANK:
            raise TooLarge(Problem.TOO_MANY_CELLS, count=count, limit=MAX_CELLS)
        line = [_BLANK] * width
        for place, text in filled.items():
            line[place] = Cell(text)
        cells.append(line)
    return cells


def add_rows(body: Body, rows: Sequence[Row]) -> None:
    """Add the rows of a sheet to a text, a paragraph each."""
    names: Row = ()
    for table in _tables(rows):
        before: list[Row] = []
        while len(table) > 1 and (
            _filled(table[0]) == 1 or (len(before) < _MOST_ABOVE and _stands_above(table))
        ):
            before.append(table.pop(0))
        for row in before:
            body.paragraph("\t".join(cell.text for cell in row if cell.text))
        headed = is_headed(table)
        if not names or before or (headed and has_columns_of_values(table)):
            names = table[0] if headed else ()
            lines = read_out(table, int(headed))
        else:  # a blank row in the middle of a table parts nothing
            lines = read_out([names, *table], 1)
            next(lines, None)
        for line in lines:
            body.paragraph(line)


def _tables(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the stretches of rows between blank ones."""
    table: list[Row] = []
    for row in rows:
        if any(cell.text for cell in row):
            table.append(row)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _stands_above(table: Sequence[Row]) -> bool:
    """Tell whether the second row names the columns, and the first has too few cells to do so."""
    few = 2 * _filled(table[0]) <= _filled(table[1])
    return few and not is_headed(table) and is_headed(table[1:])


def _filled(row: Row) -> int:
    return sum(bool(cell.text) for cell in row)
