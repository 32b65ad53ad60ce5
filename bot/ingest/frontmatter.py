"""The block on top of a text: YAML between two lines of ``---``, TOML between two of ``+++``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_BLOCK = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_TOML = re.compile(r"\+\+\+\n(.*?)\n\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_TOML_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*=[ \t]*(.*)")
_TOML_START = re.compile(r"(?:\s|#.*)*(?:\[[\w.\"-]+\]|[A-Za-z][\w-]*[ \t]*=)")
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

    What cannot be parsed is read line by line, for people forget to quote a title with a colon. A
    text that begins with ``---`` but not with ``name: value`` has no block, nor has one that begins
    with ``+++`` but not with ``name = value``.
    """
    if (match := _BLOCK.match(text, 0, _LONGEST)) and _FIELD.match(match[1]):
        fields = _strings(_yaml(match[1]))
    elif (match := _TOML.match(text, 0, _LONGEST)) and _TOML_START.match(match[1]):
        fields = _strings(_toml(match[1]))
    else:
        return FrontMatter(), text
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


# Few texts have a block: to import what parses it takes .02 seconds, which others save.


def _yaml(block: str) -> Any:  # noqa: ANN401 (any YAML)
    import yaml  # noqa: PLC0415

    try:
        # Tagged scalars (a date, the Norwegian `no`) would be guessed at: all stay strings.
        return yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 (builds only strings)
    except (yaml.YAMLError, RecursionError):
        return {match[1]: (match[2] or "").strip("\"' ") for match in _FIELD.finditer(block)}


def _toml(block: str) -> Any:  # noqa: ANN401 (any TOML)
    import tomllib  # noqa: PLC0415

    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {match[1]: match[2].strip("\"' ") for match in _TOML_FIELD.finditer(block)}


def _strings(loaded: Any) -> Mapping[str, str]:  # noqa: ANN401 (what was parsed)
    """Return the values of a mapping that are strings or days, by names in lower case."""
    if not isinstance(loaded, dict):
        return {}
    return {
        name.lower(): value.isoformat() if isinstance(value, date) else value
        for name, value in loaded.items()
        if isinstance(name, str) and isinstance(value, str | date)
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
