"""How far long work has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Unit(StrEnum):
    """What long work is counted in."""

    PAGE = "page"
    CHAPTER = "chapter"
    SLIDE = "slide"
    SHEET = "sheet"
    PARAGRAPH = "paragraph"
    BYTE = "byte"
    """Of what is fetched."""
    TURN = "turn"
    """Of a file that waits: ``total`` others are read before it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come; ``total`` is 0 where it is not known."""

    unit: Unit
    done: int
    total: int


Report: TypeAlias = Callable[[Progress], None]
"""Takes the progress of long work, which calls it often."""


def untold(_progress: Progress) -> None:
    """Tell nobody."""
