"""Tables by their rules: which rows and cells the drawn lines make.

A cell that wraps stands beside others that do not; only the rules say which lines are of one row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from bot.ingest.pdf.objects import Rule

_NEAR = 3.0
"""Points that two rules may be apart and meet, or be the two edges of one."""

_LARGEST = 20_000
"""Fields of a grid; a drawing has more."""

_LINED = 3
"""Rows of a table with rules between its rows only; with fewer they part its head from the rest."""

_SAME_ENDS = 5.0
"""Points that the ends of such rules may differ by."""


Field: TypeAlias = tuple[int, int]
"""Row from the top and column from the left."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the places of its columns from the left and of its rows from the top, in points.

    ``cells`` says to which cell a field belongs, which is named by its first field; it spans rows
    or columns if others belong to it too. A table without rules between columns has one.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[Field, Field]

    def cell(self, x: float, y: float) -> Field | None:
        """Return row and column of the cell at a place, ``None`` outside the table."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] < y <= self.ys[0]):
            return None
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda place: -place) - 1
        return self.cells.get((row, column))

    def overlaps(self, other: Grid) -> bool:
        """Tell whether the two share a part of the page."""
        return (
            min(self.xs[-1], other.xs[-1]) > max(self.xs[0], other.xs[0]) + _NEAR
            and min(self.ys[0], other.ys[0]) > max(self.ys[-1], other.ys[-1]) + _NEAR
        )

    @property
    def area(self) -> float:
        """Return the size in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[0] - self.ys[-1])

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.xs) - 1


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that rules make, and elsewhere the edges of coloured areas.

    Beside rules the edges say nothing: each line of a cell may be coloured by itself.
    """
    drawn = list(_grids([rule for rule in rules if not rule.is_edge]))
    coloured = _grids([rule for rule in rules if rule.is_edge])
    return [*drawn, *(grid for grid in coloured if not any(map(grid.overlaps, drawn)))]


def _grids(rules: Sequence[Rule]) -> Iterator[Grid]:
    level = _merged(rule for rule in rules if rule.is_level)
    upright = list(map(_turned, _merged(_turned(rule) for rule in rules if not rule.is_level)))
    found = (_grid(*together) for together in _meeting(level, upright))
    yield from (grid for grid in found if grid)


def _turned(rule: Rule) -> Rule:
    return Rule(rule.bottom, rule.left, rule.top, rule.right)


def _merged(level: Iterable[Rule]) -> Iterator[Rule]:
    """Yield level rules, those at one height that meet as one."""
    rules = list(level)
    heights = _places(rule.bottom for rule in rules)
    by_height: dict[float, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_height[heights[bisect_right(heights, rule.bottom) - 1]].append(rule)
    for height, same in by_height.items():
        same.sort()
        left, right = same[0].left, same[0].right
        for rule in same:
            if rule.left > right + _NEAR:
                yield Rule(left, height, right, height)
                left = rule.left
            right = max(right, rule.right)
        yield Rule(left, height, right, height)


def _places(numbers: Iterable[float]) -> list[float]:
    """Return numbers in order, those close together as their first."""
    found: list[float] = []
    for number in sorted(numbers):
        if not found or number > found[-1] + _NEAR:
            found.append(number)
    return found


def _meeting(
    level: Iterable[Rule], upright: Iterable[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield rules that meet each other, and level ones with the same ends that meet no other."""
    groups: list[tuple[list[Rule], list[Rule]]] = [([rule], []) for rule in level]
    for down in upright:
        met = [group for group in groups if any(_meet(across, down) for across in group[0])]
        groups = [group for group in groups if group not in met]
        across = [rule for group in met for rule in group[0]]
        groups.append((across, [down, *(rule for group in met for rule in group[1])]))
    alone: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rules, crossing in groups:
        if crossing:
            yield rules, crossing
        else:
            ends = round(rules[0].left / _SAME_ENDS), round(rules[0].right / _SAME_ENDS)
            alone[ends] += rules
    yield from ((same, []) for same in alone.values())


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.left - _NEAR <= down.left <= across.right + _NEAR
        and down.bottom - _NEAR <= across.bottom <= down.top + _NEAR
    )


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    xs = _places(x for rule in (*level, *upright) for x in (rule.left, rule.right))
    ys = _places(y for rule in (*level, *upright) for y in (rule.bottom, rule.top))
    columns, rows = len(xs) - 1, len(ys) - 1
    if min(columns, rows) < 1 or columns * rows > _LARGEST:
        return None
    if columns < 2 and rows < _LINED:
        return None
    ys.reverse()
    cells: dict[Field, Field] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            cells[row, column] = row, column
            if column and not any(
                _is_at(_turned(rule), (bottom + top) / 2, left) for rule in upright
            ):
                _join(cells, (row, column), (row, column - 1))
            if row and not any(_is_at(rule, (left + right) / 2, top) for rule in level):
                _join(cells, (row, column), (row - 1, column))
    return Grid(tuple(xs), tuple(ys), {field: _first(cells, field) for field in cells})


def _is_at(rule: Rule, along: float, height: float) -> bool:
    """Tell whether a level rule runs over a place."""
    return abs(rule.bottom - height) <= _NEAR and rule.left <= along <= rule.right


def _join(cells: dict[Field, Field], field: Field, other: Field) -> None:
    """Make the cells of two fields one."""
    first, last = sorted((_first(cells, field), _first(cells, other)))
    cells[last] = first


def _first(cells: dict[Field, Field], field: Field) -> Field:
    """Return the first field of the cell that a field belongs to."""
    while cells[field] != field:
        field = cells[field]
    return field
