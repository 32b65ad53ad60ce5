"""What a reader of a format returns, and how it tells what it has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.model import Landmark, Note, NoteKind, Stretch
from bot.progress import Progress, Report, Unit

Item = TypeVar("Item")

TINY = 3.0
"""Points of letters that nobody reads; the smallest that are printed have four."""

_SEEN = 10
"""Letters and digits that are too few to mislead anybody."""

_EXCERPT = 100
"""Code points of what a note shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file as it will be stored, and what the file says of itself.

    ``title``, ``publisher``, ``date`` (ISO 8601 day), ``url`` and ``language`` (ISO 639-1) are
    ``""`` where the file does not state them. ``removed`` holds the lines that were cut, in order;
    ``notes`` says what could not be read; ``stretches`` where the words stand.
    """

    text: str
    landmarks: tuple[Landmark, ...] = ()
    removed: tuple[str, ...] = ()
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    notes: tuple[Note, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def faint_note(texts: Iterable[str]) -> tuple[Note, ...]:
    """Return a note of what is written so that nobody sees it, with its beginning."""
    text = " ".join("".join(texts).split())
    if sum(map(str.isalnum, text)) < _SEEN:
        return ()
    shown = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"
    return (Note(NoteKind.FAINT_TYPE, text=shown),)


def told(items: Sequence[Item], unit: Unit, report: Report) -> Iterator[Item]:
    """Yield the items of long work, and tell of each that it is at hand."""
    for count, item in enumerate(items, 1):
        report(Progress(unit, count, len(items)))
        yield item
