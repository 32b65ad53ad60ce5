"""Rows of tables whose cells run over several lines.

A wrapped cell stands beside the others, which are set at the middle of its height; so it is told
from a column of prose, whose lines go on beside nothing. Cells set at the top or the bottom of a
row stay lines of their own: they could as well be cells of a row without others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.ingest.pdf.hyphens import Spelling
from bot.ingest.pdf.joining import side_by_side
from bot.ingest.pdf.line import Line

_MOST = 6
"""Lines of a cell; more are a column."""

_PITCH = 1.9
"""Sizes of the type from line to line in a cell, at most."""

_OFF = 0.4
"""Sizes of the type that the middle of a cell may be off the middle of its row."""


def with_whole_rows(lines: Sequence[Line], spelling: Spelling) -> list[Line]:
    """Return the lines in order, each row with a wrapped first or last cell as one line."""
    found: list[Line] = []
    place = 0
    while place < len(lines):
        row = lines[place]
        place += 1
        after = _last_cell(row, lines[place : place + _MOST + 1])
        before = _first_cell(row, found[-_MOST:])
        if before:
            del found[-len(before) :]
        if before or after:
            row = _row(before, row, after, spelling)
            place += len(after)
        found.append(row)
    return found


def _first_cell(row: Line, above: Sequence[Line]) -> Sequence[Line]:
    """Return the last lines before a row that are its first cell, wrapped."""
    for start in range(len(above) - 1):
        cell = above[start:]
        left_of_row = all(line.right < row.left and line.cells == 1 for line in cell)
        if left_of_row and _is_cell(cell, row):
            return cell
    return ()


def _last_cell(row: Line, below: Sequence[Line]) -> Sequence[Line]:
    """Return the lines after a row that are its last cell, wrapped: all that stand to its right."""
    count = 0
    while count < len(below) and below[count].left > row.right and below[count].cells == 1:
        count += 1
    cell = below[:count]
    return cell if 1 < count <= _MOST and _is_cell(cell, row) else ()


def _is_cell(lines: Sequence[Line], row: Line) -> bool:
    middle = (lines[0].top + lines[-1].bottom) / 2
    return abs(middle - (row.top + row.bottom) / 2) <= _OFF * row.size and all(
        before.above_or_below(line) and 0 < before.bottom - line.bottom < _PITCH * line.size
        for before, line in pairwise(lines)
    )


def _row(before: Sequence[Line], row: Line, after: Sequence[Line], spelling: Spelling) -> Line:
    parts = [*before, row, *after]
    text, placed = side_by_side([cell for cell in (before, [row], after) if cell], spelling)
    return replace(
        row,
        left=min(line.left for line in parts),
        bottom=min(line.bottom for line in parts),
        right=max(line.right for line in parts),
        top=max(line.top for line in parts),
        text=text,
        cells=row.cells + bool(before) + bool(after),
        words=placed,
    )
