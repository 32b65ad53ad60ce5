"""How far long work has come, and how it is said."""

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

    def __str__(self) -> str:
        of = f" of {self.total:,}" if self.total else ""
        match self.unit:
            case Unit.TURN:
                return f"waiting for {self.total} file{'s' * (self.total != 1)} before yours"
            case Unit.BYTE:
                of = f" of {self.total / 1e6:.1f}" if self.total else ""
                return f"{self.done / 1e6:.1f}{of} MB"
            case _:
                return f"{self.unit} {self.done:,}{of}"


Report: TypeAlias = Callable[[Progress], None]
"""Takes the progress of long work, which calls it often."""


def untold(_progress: Progress) -> None:
    """Tell nobody."""
