"""What a page draws to be looked at: bullets that are figures, and shadows of letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, product

from bot.ingest.boxes import Box
from bot.ingest.pdf.breaks import opens_item
from bot.ingest.pdf.line import Line

_BULLET = "• "
_NEAR = 2.5
"""Sizes of the type that a bullet stands before its item at most."""

_SMALL = 0.7
"""Sizes of the type that a bullet has at most."""

_OFF = 0.3
"""Sizes of the type that a shadow stands off its letters at most."""

_CELL = 8.0
"""Points of a side of the squares by which lines are looked up."""

_FAR = 1e6
"""Points from the origin; pages are at most 14,400 points wide, and broken files say anything."""


def with_bullets(found: Sequence[Line], dots: Sequence[Box]) -> list[Line]:
    """Return the lines of a page, those that a small figure stands before as items of a list.

    A list has two items at least, whose bullets stand one below the other.
    """
    columns: dict[tuple[int, int], set[Line]] = defaultdict(set)
    for dot in dots:
        beside = (line for line in found if _is_bullet(dot, line) and _is_first(line, found))
        columns[round(dot.left), round(dot.top - dot.bottom)].update(beside)
    items = {line for lines in columns.values() if len(lines) > 1 for line in lines}
    return [_item(line) if line in items else line for line in found]


def without_shadows(found: Iterable[Line]) -> list[Line]:
    """Return the lines of a page, those that are painted twice a little off only once.

    On a map the same short line may stand a thousand times; each is compared with those near it.
    """
    kept: list[Line] = []
    same: dict[str, dict[tuple[int, int], list[Line]]] = defaultdict(dict)
    for line in found:
        cells = same[line.text]
        if not any(_is_close(line, other) for other in _near(line, cells)):
            kept.append(line)
            cells.setdefault((_cell(line.left), _cell(line.bottom)), []).append(line)
    return kept


def _near(line: Line, cells: Mapping[tuple[int, int], Sequence[Line]]) -> Iterator[Line]:
    """Yield all lines in the squares in which a line's shadow can begin, and maybe others."""
    if not cells:
        return
    off = _OFF * line.size
    columns = range(_cell(line.left - off), _cell(line.left + off) + 1)
    rows = range(_cell(line.bottom - off), _cell(line.bottom + off) + 1)
    if len(columns) * len(rows) > len(cells):
        yield from chain.from_iterable(cells.values())
    else:
        for cell in product(columns, rows):
            yield from cells.get(cell, ())


def _cell(at: float) -> int:
    return int(max(-_FAR, min(at, _FAR)) // _CELL)


def _is_bullet(dot: Box, line: Line) -> bool:
    middle = (dot.bottom + dot.top) / 2
    return (
        0 < line.left - dot.right < _NEAR * line.size
        and dot.top - dot.bottom < _SMALL * line.size
        and line.bottom + 0.2 * line.height < middle < line.top - 0.2 * line.height
    )


def _is_first(line: Line, found: Sequence[Line]) -> bool:
    """Tell whether nothing stands to the left of a line, which no mark begins yet."""
    return not opens_item(line.text) and not any(
        other.left < line.left and other.beside(line) and line.left - other.right < 4 * line.size
        for other in found
    )


def _item(line: Line) -> Line:
    words = line.words.moved(len(_BULLET))
    return replace(line, text=_BULLET + line.text, words=words)


def _is_close(line: Line, other: Line) -> bool:
    off = max(abs(line.left - other.left), abs(line.bottom - other.bottom))
    return off < _OFF * line.size and abs(line.right - other.right) < line.size
