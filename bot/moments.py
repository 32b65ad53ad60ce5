"""The time, and moments as people type them, for embargoes and expiry dates.

``2026-12-01``, ``2026-12-01 09:30``, ``2026-12-01T09:30:00+01:00``, ``2026-12-01 09:30
Europe/Brussels``: UTC unless a zone is said, because a server's members live in many. A day by
itself counts whole: an embargo ends as it begins, and a document expires as it ends. What was
understood is always shown back as a moment in UTC, so that nobody has to know these rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.errors import EmptySchedule, NotAMoment
from bot.model import Schedule

Clock: TypeAlias = Callable[[], datetime]
"""Returns the moment that it is called at, in UTC; handed to all who read the time."""

NONE = "none"
"""What is typed to have no embargo, or no expiry date."""

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:(?:\s+|T)(?P<time>\d\d?:\d\d(?::\d\d)?))?"
    r"\s*(?P<zone>Z|[+-]\d\d(?::?\d\d)?|[A-Za-z][A-Za-z_/+\-0-9]*)?",
    re.IGNORECASE,
)
_STAMP = re.compile(r"<t:(-?\d{1,12})(?::\w)?>")
"""A moment as Discord writes it, copied from a message."""

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")
_UTC = {"", "Z", "UTC", "GMT"}


def utc_now() -> datetime:
    """Return the time of the system."""
    return datetime.now(UTC)


def schedule(embargo: str, expires: str, current: Schedule) -> Schedule:
    """Return the schedule with what was typed; what is empty stays as it is.

    Raises :class:`~bot.errors.NotAMoment`, and :class:`~bot.errors.EmptySchedule` where the
    embargo and the expiry date that were typed leave no time between them. A document can be made
    to expire before an embargo that it has had.
    """
    begins = _typed(embargo, current.embargo, whole=False)
    ends = _typed(expires, current.expires, whole=True)
    if embargo and expires and begins and ends and begins >= ends:
        raise EmptySchedule(begins, ends)
    return Schedule(begins, ends)


def stated(at: datetime) -> str:
    """Return a moment in UTC as it can be typed again."""
    text = at.replace(tzinfo=None).isoformat(" ", "seconds")
    return f"{text.removesuffix(':00')} UTC"


def _typed(text: str, current: datetime | None, *, whole: bool) -> datetime | None:
    text = text.strip()
    if not text:
        return current
    return None if text.casefold() == NONE else _moment(text, whole=whole)


def _moment(text: str, *, whole: bool) -> datetime:
    """Read a moment; of a day by itself take the end if it counts whole, else the beginning."""
    try:
        if stamp := _STAMP.fullmatch(text):
            return datetime.fromtimestamp(int(stamp[1]), UTC)
        match = _MOMENT.fullmatch(text)
        if match:
            at = datetime.fromisoformat(match["day"])
            if match["time"]:
                at = datetime.combine(at, time.fromisoformat(match["time"].zfill(5)))
            elif whole:
                at += timedelta(days=1)
            return at.replace(tzinfo=_zone(match["zone"] or "")).astimezone(UTC)
    except (ValueError, KeyError, OSError, OverflowError):
        pass  # a day, a time or a zone that there is not
    raise NotAMoment(text)


def _zone(name: str) -> tzinfo:
    if name.upper() in _UTC:
        return UTC
    if match := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset)
    return ZoneInfo(name.upper() if "/" not in name else name.title().replace("_Of_", "_of_"))
