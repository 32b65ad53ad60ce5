"""Tables of values in text files: each row a paragraph, with the names of its columns.

How a file is written is told from what it holds: the separator is the one that cuts most lines into
the same number of cells, two at least.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from bot.errors import Problem, TooLarge, UnreadableFile
from bot.ingest.body import Body
from bot.ingest.decode import decode, tidy
from bot.ingest.reading import Reading
from bot.ingest.sheet import add_rows
from bot.ingest.table import Cell

MAX_ROWS = 250_000
"""Of a table; a longer one takes its reader a quarter of a minute, and nobody quotes from it."""

MAX_COLUMNS = 16_384
"""Of a table: as many as a sheet can have."""

_SEPARATORS = ",;\t|"
_SAMPLE = 200
"""Rows that are looked at to tell the separator."""

_STATED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How a file tells Excel its separator, in a first line of its own."""


def read_csv(data: bytes, charset: str = "") -> Reading:
    """Return the rows of a table, each a paragraph; ``charset`` is what :func:`decode` takes.

    Raises :class:`~bot.errors.UnreadableFile` for a file that is no table of values, and
    :class:`~bot.errors.TooLarge` for one with more rows or columns than any sheet.
    """
    text = tidy(decode(data, charset).removeprefix("\ufeff"))
    _limit(text)
    stated = _STATED.match(text + "\n")
    separator = stated[1] if stated else _separator(text)
    body = Body()
    add_rows(body, _rows(text[stated.end() :] if stated else text, separator))
    return Reading(body.text, tuple(body.landmarks))


def _limit(text: str) -> None:
    rows = text.count("\n") + 1
    if rows > MAX_ROWS:
        raise TooLarge(Problem.TOO_MANY_ROWS, count=rows, limit=MAX_ROWS)
    line = max(text.split("\n"), key=len)
    columns = max(map(line.count, _SEPARATORS)) + 1
    if columns > MAX_COLUMNS:
        raise TooLarge(Problem.TOO_MANY_COLUMNS, count=columns, limit=MAX_COLUMNS)


def _separator(text: str) -> str:
    """Return the separator that makes the most regular table."""
    return max(_SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> float:
    """Return the share of rows with the usual number of cells; 0 if that is one."""
    rows = _parsed(text[: _SAMPLE * 500], separator)
    widths: Counter[int] = Counter()
    try:
        for row, _ in zip(rows, range(_SAMPLE), strict=False):
            widths[len(row)] += bool(row)
    except csv.Error:
        return 0
    ((width, count),) = widths.most_common(1) or [(0, 0)]
    return count / widths.total() + width / 1000 if width > 1 else 0


def _rows(text: str, separator: str) -> list[list[Cell]]:
    try:
        rows = _parsed(text, separator)
        return [[Cell(value.strip()) for value in row] for row in rows if any(row)]
    except csv.Error as error:
        raise UnreadableFile(Problem.CELL_TOO_LONG) from error


def _parsed(text: str, separator: str) -> Iterator[Sequence[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator)
