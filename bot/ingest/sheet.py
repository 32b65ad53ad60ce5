"""The rows of a sheet, cut into the tables that it holds.

A sheet has no tables, only cells: blank rows part them, a row with a single cell is a title or a
remark, and the first row with several cells names the columns, if it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.ingest.body import Body
from bot.ingest.table import Row, has_columns_of_values, is_headed, read_out


def add_rows(body: Body, rows: Sequence[Row]) -> None:
    """Add the rows of a sheet to a text, a paragraph each."""
    names: Row = ()
    for table in _tables(rows):
        before: list[Row] = []
        while table and _filled(table[0]) == 1 and len(table) > 1:
            before.append(table.pop(0))
        for row in before:
            body.paragraph(next(cell.text for cell in row if cell.text))
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


def _filled(row: Row) -> int:
    return sum(bool(cell.text) for cell in row)
