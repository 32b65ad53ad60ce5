"""How far long work has come."""

from __future__ import annotations

import asyncio
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
    PASSAGE = "passage"
    """Of a document that is published."""
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


def from_thread(report: Report) -> Report:
    """Return what may be called in another thread, and reports in the loop that runs now."""
    loop = asyncio.get_running_loop()

    def told(progress: Progress) -> None:
        loop.call_soon_threadsafe(report, progress)

    return told


def untold(_progress: Progress) -> None:
    """Tell nobody."""
