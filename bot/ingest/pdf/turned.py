"""Pages whose lines run up, down or upside down.

Lines are turned upright when they are made; their words stay where they are seen, to be marked
there. The rules of tables, and words within them, are turned as the lines are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from bot.ingest.boxes import Words
from bot.ingest.pdf.glyphs import Points, turned, turned_back
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.objects import Rule


class Turned(NamedTuple):
    """A page of a size in points whose lines were turned by quarters to the right."""

    turn: int
    width: float
    height: float

    @property
    def tall(self) -> float:
        """Return the height of the page as its lines stand."""
        return self.width if self.turn % 2 else self.height

    def rules(self, rules: Iterable[Rule]) -> list[Rule]:
        """Return the rules of the page as its lines stand."""
        if not self.turn:
            return list(rules)
        return [
            Rule(*turned((left, bottom, right, top), *self), is_edge)
            for left, bottom, right, top, is_edge in rules
        ]

    def with_words_as_lines(self, lines: Sequence[Line]) -> list[Line]:
        """Return lines with their words as they stand themselves."""
        return [replace(line, words=self._moved(line.words, turned)) for line in lines]

    def with_words_as_seen(self, lines: Sequence[Line]) -> list[Line]:
        """Return such lines with their words where they are seen."""
        return [replace(line, words=self._moved(line.words, turned_back)) for line in lines]

    def _moved(self, words: Words, how: Callable[..., tuple[Points, ...]]) -> Words:
        start, end, *box = words.rows.T
        return Words(np.column_stack((start, end, *how(tuple(box), *self))))
