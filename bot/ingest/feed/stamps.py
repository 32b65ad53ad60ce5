"""The dates of feeds: RFC 822, ISO 8601, and what programs write instead.

``email.utils`` takes a time with an unknown zone for one of Greenwich and ``GMT+0200`` for no date
at all; dateutil and dateparser fill in what is missing from today's date. Here a date has a year, a
month and a day, or it is none. It keeps the offset of its own zone, so that an item of the evening
of the 3rd is not one of the 4th.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

from bot.ingest.dates import MONTHS

_LONGEST = 80
"""Characters that are looked at."""

_FIRST = 1900
"""The first year: programs that know no date write the first day of the year 1."""

_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ]\d\d.*)?")

_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"{_DAY}[\s-]\s*(?:de\s+)?{_NAME},?[\s-]\s*(?:de\s+)?(?P<year>\d{{4}}|\d\d)(?!\d|:)",
        rf"{_NAME}\s+{_DAY},?\s+(?P<year>\d{{4}})(?!\d|:)",
        rf"{_NAME}\s+{_DAY}\s+\d\d?:\d\d(?::\d\d)?\s(?:.*\s)?(?P<year>\d{{4}})$",
        r"(?<!\d)(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})(?!\d)",
    )
)
_TIME = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s*\(?(?:GMT|UTC?|Z)?\s*(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?")
_ZONE = re.compile(r"\s*\(?(?P<zone>[A-Z]{1,5})\b")

_ZONES = MappingProxyType(
    {
        name: offset
        for offset, names in (
            (0, "Z UT UTC GMT WET"),
            (1, "CET MET MEZ WEST BST WAT"),
            (2, "CEST MEST MESZ EET SAST CAT"),
            (3, "EEST MSK EAT TRT IDT"),
            (4, "GST MSD"),
            (5, "PKT"),
            (5.5, "IST"),
            (5.75, "NPT"),
            (7, "ICT WIB"),
            (8, "HKT SGT AWST PHT WITA"),
            (9, "JST KST WIT"),
            (9.5, "ACST"),
            (10, "AEST"),
            (10.5, "ACDT"),
            (11, "AEDT"),
            (12, "NZST"),
            (13, "NZDT"),
            (-2, "BRST"),
            (-2.5, "NDT"),
            (-3, "BRT ART ADT CLST"),
            (-3.5, "NST"),
            (-4, "AST EDT CLT"),
            (-5, "EST CDT COT PET"),
            (-6, "CST MDT"),
            (-7, "MST PDT"),
            (-8, "PST AKDT"),
            (-9, "AKST"),
            (-10, "HST"),
        )
        for name in names.split()
    }
)
"""Hours east of Greenwich: the zones of RFC 822, and others that hardly mean two. A wrong one would
put an item before or after another, but not on another day."""


def moment(text: str | None) -> str:
    """Return a date as ISO 8601 with its own offset, that of UTC if it has none; or ``""``."""
    stamp = " ".join((text or "").split())[:_LONGEST]
    at = _iso(stamp) or _spelled(stamp)
    if not at or at.year < _FIRST:
        return ""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _iso(stamp: str) -> datetime | None:
    if not _ISO.fullmatch(stamp):
        return None
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return None


def _spelled(stamp: str) -> datetime | None:
    for pattern in _DATES:
        match = pattern.search(stamp)
        try:
            day = _day(match.groupdict()) if match else None
        except ValueError:
            return None
        if day:
            return _with_time(stamp, day)
    return None


def _day(found: dict[str, str | None]) -> datetime | None:
    year = int(found["year"] or 0)
    if len(found["year"] or "") == 2:  # as email.utils reads them
        year += 2000 if year < 69 else 1900
    if "first" in found:
        return _slashed(year, int(found["first"] or 0), int(found["second"] or 0))
    month = _month(found["name"] or "") if "name" in found else int(found["month"] or 0)
    return datetime(year, month, int(found["day"] or 0), tzinfo=UTC) if month else None


def _slashed(year: int, first: int, second: int) -> datetime | None:
    """Return a day that is written as 3/5/2026, unless it can be two."""
    if first > 12:
        return datetime(year, second, first, tzinfo=UTC)
    if second > 12 or first == second:
        return datetime(year, first, second, tzinfo=UTC)
    return None


def _month(name: str) -> int:
    name = name.lower()
    return MONTHS.get(name) or MONTHS.get(name[:3], 0) * (name[:4] == "sept")


def _with_time(stamp: str, day: datetime) -> datetime:
    match = _TIME.search(stamp)
    if not match:
        return day
    hour = int(match["hour"])
    if half := match["half"]:
        hour = hour % 12 + 12 * (half.lower() == "p")
    second = min(int(match["second"] or 0), 59)  # a leap second has no place in a datetime
    try:
        at = day.replace(hour=hour, minute=int(match["minute"]), second=second)
        return at.replace(tzinfo=_zone(stamp, match.end()))
    except ValueError:  # 24:00, or an offset of days
        return day


def _zone(stamp: str, start: int) -> timezone:
    if match := _OFFSET.match(stamp, start):
        ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return timezone(ahead if match["sign"] == "+" else -ahead)
    match = _ZONE.match(stamp, start)
    return timezone(timedelta(hours=_ZONES.get(match["zone"], 0) if match else 0))
