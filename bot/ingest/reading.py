"""What a reader of a format returns."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Landmark


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file as it will be stored, and what the file says of itself.

    ``title``, ``publisher``, ``date`` (ISO 8601 day), ``url`` and ``language`` (ISO 639-1) are
    ``""`` where the file does not state them. ``removed`` holds the lines that were cut, in order;
    ``notes`` says in sentences what could not be read.
    """

    text: str
    landmarks: tuple[Landmark, ...] = ()
    removed: tuple[str, ...] = ()
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()
