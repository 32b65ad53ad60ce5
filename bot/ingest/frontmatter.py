"""The block of YAML between two ``---`` lines on top of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

_BLOCK = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_LONGEST = 5_000
"""Code points in which the block must end; a text that begins with a rule is not searched on."""

_PUBLISHERS = ("publisher", "organization", "organisation", "source")
_DATES = ("date", "published")
_ADDRESSES = ("url", "source", "source_url", "link")
_LANGUAGES = ("language", "lang")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block states; ``""`` where it does not. ``date`` is an ISO 8601 day."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""


def split(text: str) -> tuple[FrontMatter, str]:
    """Return what the block states, and the text after it.

    YAML that cannot be parsed is read line by line, for people forget to quote a title with a
    colon. A text that begins with ``---`` but not with ``name: value`` has no block.
    """
    match = _BLOCK.match(text, 0, _LONGEST)
    if not match or not _FIELD.match(match[1]):
        return FrontMatter(), text
    fields = _fields(match[1])
    found = FrontMatter(
        title=_first(fields, ("title",)),
        publisher=_first(fields, _PUBLISHERS, address=False),
        date=iso_day(_first(fields, _DATES)),
        url=_first(fields, _ADDRESSES, address=True),
        language=_first(fields, _LANGUAGES),
    )
    return found, text[match.end() :].strip("\n")


def iso_day(stamp: str) -> str:
    """Return the day of an ISO 8601 date or time, or ``""``."""
    try:
        return date.fromisoformat(stamp.strip()[:10]).isoformat()
    except ValueError:
        return ""


def _fields(block: str) -> Mapping[str, str]:
    try:
        # Tagged scalars (a date, the Norwegian `no`) would be guessed at: all stay strings.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 (builds only strings)
    except (yaml.YAMLError, RecursionError):
        loaded = {match[1]: (match[2] or "").strip("\"' ") for match in _FIELD.finditer(block)}
    if not isinstance(loaded, dict):
        return {}
    return {
        name.lower(): value
        for name, value in loaded.items()
        if isinstance(name, str) and isinstance(value, str)
    }


def _first(
    fields: Mapping[str, str], names: tuple[str, ...], *, address: bool | None = None
) -> str:
    """Return the first value that is an address or none, as asked, on one line."""
    values = (" ".join(fields.get(name, "").split()) for name in names)
    wanted = (
        value
        for value in values
        if value and address in (None, value.startswith(("http://", "https://")))
    )
    return next(wanted, "")
