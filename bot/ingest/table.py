"""The rows of a table, so that each can be quoted on its own.

A row is read out with the names of its columns, ``Country: Latvia; Capital: Riga``, if the table
has a header; otherwise its cells stand on one line with tabs between them, as they do when a row is
copied. A row with paragraphs of prose in its cells is no row to read out: each cell stands alone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from bot.ingest.body import limit
from bot.ingest.lines import is_prose

_LONGEST_NAME = 80
"""Code points of a column's name that is guessed to be one."""

_LONGEST_LINE = 400
"""Code points of a column's name that is put together from several rows."""

_STRAY = 4
"""Rows of a table, one of which may have a cell beyond the named columns, a remark beside it."""

_SAMPLE = 50
"""Rows that are looked at to tell what a column holds."""

REPEATED = 1_000
"""Code points of a merged cell that is repeated in each row it stands beside, for a row is quoted
alone. Of some 350 files with tables, two grow by it, by .3 and .6 % of their text."""

_VALUE = re.compile(r"[\W_]*\d[\d\W_]*(?:[^\W\d_]{1,3})?")
"""A number, an amount, a day: ``1,200.50 €``, ``12 %``, ``2019-03-01``."""


_MOST_SPANNED = 1_000
"""Rows or columns that a cell can span, and columns in which one is looked for: browsers let a cell
span as many columns."""


class Cell(NamedTuple):
    """What a cell shows; it may span ``columns``, or go on from the row ``above``."""

    text: str
    columns: int = 1
    above: bool = False


Row: TypeAlias = Sequence[Cell]


class _Spanning(NamedTuple):
    """A cell that goes on for so many rows below."""

    column: int
    columns: int
    rows: int
    text: str


class Spans:
    """The cells of a table that go on in the rows below, while rows are read cell by cell."""

    def __init__(self) -> None:
        self._column = 0
        self._here: deque[_Spanning] = deque()
        self._below: list[_Spanning] = []
        self._characters = 0

    def begin_row(self) -> bool:
        """Begin a row; tell whether a cell from above goes on in it."""
        self._column, self._here, self._below = 0, deque(sorted(self._below)), []
        return bool(self._here)

    def due(self) -> Iterator[str]:
        """Yield the texts of cells from above that stand before the next cell of the row."""
        while self._here and self._here[0].column <= self._column:
            yield self._taken()

    def rest(self) -> Iterator[str]:
        """Yield the texts of cells from above that stand behind the last cell of the row."""
        while self._here:
            yield self._taken()

    def add(self, text: str, columns: int, rows: int) -> None:
        """Note a cell of the row that spans so many columns and rows."""
        columns = min(max(columns, 1), _MOST_SPANNED)
        if rows > 1 and self._column < _MOST_SPANNED:
            kept = text if len(text) <= REPEATED else ""
            self._below.append(_Spanning(self._column, columns, rows - 1, kept))
        self._column += columns

    def clear(self) -> None:
        """Forget the cells from above: these rows belong to no table of data."""
        self._here, self._below = deque(), []

    def _taken(self) -> str:
        cell = self._here.popleft()
        if cell.rows > 1:
            self._below.append(cell._replace(rows=cell.rows - 1))
        self._column = max(self._column, cell.column + cell.columns)
        self._characters += len(cell.text)
        limit(self._characters)
        return cell.text


def read_out(rows: Sequence[Row], headers: int) -> Iterator[str]:
    """Yield the paragraphs of a table whose first ``headers`` rows name its columns."""
    names = _names(rows[:headers])
    yield from (_in_a_line(row) for row in rows[:headers])
    above: dict[int, str] = {}
    for row in rows[headers:]:
        pieces = []
        column = 0
        for cell in row:
            text = cell.text.strip()
            if cell.above:
                text = above.get(column, "")
            else:
                above[column] = text if len(text) <= REPEATED else ""
            if text:
                name = names[column] if column < len(names) and len(row) > 1 else ""
                pieces.append((name, text))
            column += cell.columns
        yield from _row(pieces)


def is_headed(rows: Sequence[Row]) -> bool:
    """Tell whether the first row seems to name the columns of those below it.

    One row may be longer, if a column of numbers says that the others are data: wrong names are
    worse than none.
    """
    width = _width(rows[0]) if len(rows) > 1 else 0
    if width < 2:
        return False
    names = [cell.text.strip() for cell in rows[0][:width]]
    named = [name for name in names if name]
    return (
        len(named) == len(set(named)) >= max(2, len(names) - 1)
        and all(len(name) <= _LONGEST_NAME and "\n" not in name for name in named)
        and not any(name.endswith(":") for name in named)  # a form: what is asked, and the answer
        and not any(map(_is_value, named))
        and _has_room(rows, width)
    )


def _has_room(rows: Sequence[Row], width: int) -> bool:
    longer = sum(_width(row) > width for row in rows[1:])
    return not longer or (longer == 1 and len(rows) >= _STRAY and has_columns_of_values(rows))


def has_columns_of_values(rows: Sequence[Row]) -> bool:
    """Tell whether a column below the first row has nothing but numbers and days."""
    columns = (
        [row[column].text.strip() for row in rows[1:_SAMPLE] if column < len(row)]
        for column in range(1, len(rows[0]) if rows else 0)
    )
    filled = ([text for text in texts if text] for texts in columns)
    return any(len(texts) >= 2 and all(map(_is_value, texts)) for texts in filled)


def _width(row: Row) -> int:
    """Return the number of cells up to the last that has text."""
    return max((place for place, cell in enumerate(row, 1) if cell.text), default=0)


def _is_value(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _VALUE.fullmatch(text) is not None


def _names(headers: Sequence[Row]) -> list[str]:
    """Return the name of each column, put together from all header rows but titles."""
    names: list[list[str]] = []
    for row in [row for row in headers if len(row) > 1]:
        column = 0
        for cell in row:
            names += [[] for _ in range(column + cell.columns - len(names))]
            text = " ".join(cell.text.split())
            for name in names[column : column + cell.columns]:
                if text and text not in name:
                    name.append(text)
            column += cell.columns
    return [" ".join(name)[:_LONGEST_LINE] for name in names]


def _row(pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the paragraphs of one row, given names and texts of its filled cells."""
    if any("\n" in text and any(map(is_prose, text.split("\n"))) for _, text in pieces):
        yield from (_named(name, text.replace("\n", "\n\n")) for name, text in pieces)
    elif any(name for name, _ in pieces):
        row = ""
        for name, text in pieces:
            between = "" if not row else " " if row.endswith((".", ";", "!", "?")) else "; "
            row += between + _named(name, " ".join(text.split()))
        yield row
    else:
        yield "\t".join(" ".join(text.split()) for _, text in pieces)


def _named(name: str, text: str) -> str:
    if not name:
        return text
    return f"{name} {text}" if name.endswith((":", "?")) else f"{name}: {text}"


def _in_a_line(row: Row) -> str:
    return "\t".join(" ".join(cell.text.split()) for cell in row if cell.text.strip())
