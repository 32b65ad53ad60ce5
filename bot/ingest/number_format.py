"""Numbers and days of a workbook as the sheet shows them.

A workbook holds bare numbers, days too (as days since 1900), and a format for each: ``#,##0.00 €``,
``dd.mm.yyyy``. Formats are followed as far as sheets of press offices use them; a number whose
format is not known is written plainly, which is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN: Mapping[int, str] = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    # 14 and 22 are shown as the reader's country writes days; ISO 8601 is the same in all.
    **{14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy-mm-dd h:mm"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss"},
    **{46: "[h]:mm:ss", 47: "mm:ss", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    49: "@",
}
"""The formats that files name by number only."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(
    r"(?P<text>\x00\d+\x00)|(?P<half>am/pm|a/p)|(?P<part>\[h+\]|y+|m+|d+|h+|s+(?:\.0+)?)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?")
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 (no zone)
_MOST = 2_958_466
"""The day after 9999-12-31."""


def shown(value: str, form: str, *, since_1904: bool = False) -> str:
    """Return a number as it is shown in a format; text that is no number as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return value
    section, number = _section(form, number)
    literals: list[str] = []
    bare = _LITERAL.sub(lambda match: _kept(match, literals), section)
    if not bare.strip() or bare.strip().lower() in {"general", "@", "standard"}:
        return _with_literals(_plain(number) if bare.strip() else "", literals, bare)
    if _DATE_LETTERS.search(bare.replace("E+", "").replace("e+", "")):
        return _moment(number, bare, literals, since_1904=since_1904)
    return _amount(number, bare, literals)


def _kept(match: re.Match[str], literals: list[str]) -> str:
    """Put a literal aside, so that its letters are not taken for a format's."""
    text = next((group for group in match.groups() if group is not None), "")
    if not text:
        return ""
    literals.append(text)
    return f"\x00{len(literals) - 1}\x00"


def _with_literals(text: str, literals: list[str], bare: str = "") -> str:
    if bare and text and "\x00" in bare:
        text = re.sub("general|standard|@", text, bare, flags=re.IGNORECASE)
    return re.sub("\x00(\\d+)\x00", lambda match: literals[int(match[1])], text).strip()


def _section(form: str, number: Decimal) -> tuple[str, Decimal]:
    """Return the part of the format for numbers of that sign, and the number to put into it."""
    sections = re.split(r""";(?=(?:[^"]*"[^"]*")*[^"]*$)""", form) if len(form) < 300 else [form]
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _plain(number: Decimal) -> str:
    """Write a number without a format, with eleven digits at most as a sheet does."""
    text = f"{float(number):.11g}"
    return str(int(float(text))) if "e" in text and abs(number) >= 1 else text


def _amount(number: Decimal, bare: str, literals: list[str]) -> str:
    match = _DIGITS.search(bare)
    if not match or "E" in bare.upper() or "/" in bare:
        return _plain(number)
    digits = match[0]
    number *= 100 ** bare.count("%")
    scale = len(bare[match.end() :]) - len(bare[match.end() :].lstrip(","))
    number /= 1000**scale
    whole, _, decimals = digits.partition(".")
    places = Decimal(1).scaleb(-len(decimals))
    if number.adjusted() > 20:
        return _plain(number)
    rounded = number.quantize(places, rounding=ROUND_HALF_UP)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    written = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if optional:
        kept = len(decimals) - optional
        head, _, tail = written.partition(".")
        tail = tail[:kept] + tail[kept:].rstrip("0")
        written = f"{head}.{tail}" if tail else head
    least = whole.count("0")
    sign, written = ("-", written[1:]) if written.startswith("-") else ("", written)
    head, dot, tail = written.partition(".")
    written = head.rjust(least, "0") + dot + tail
    before, after = bare[: match.start()], bare[match.end() :].lstrip(",")
    return _with_literals(f"{sign}{before}{written}{after}", literals)


def _moment(number: Decimal, bare: str, literals: list[str], *, since_1904: bool) -> str:
    if not 0 <= number < _MOST:
        return _plain(number)
    seconds = int((number * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    early = not since_1904 and seconds < 60 * 86400  # Excel has a 29 February 1900
    moment = _EPOCHS[since_1904] + timedelta(days=int(early and seconds >= 86400), seconds=seconds)
    parts = list(_DATE_PART.finditer(bare))
    halves = any(match["half"] for match in parts)
    written = []
    end = 0
    for place, match in enumerate(parts):
        written.append(bare[end : match.start()])
        end = match.end()
        if match["text"]:
            written.append(match[0])
        elif match["half"]:
            written.append("AM" if moment.hour < 12 else "PM")
        else:
            minutes = _is_minutes(parts, place)
            written.append(_part(match[0].lower(), moment, seconds, minutes, halves))
    return _with_literals("".join([*written, bare[end:]]).split(";")[0], literals)


def _is_minutes(parts: list[re.Match[str]], place: int) -> bool:
    """Tell whether an ``m`` means minutes: after hours, or before seconds."""
    times = [match["part"] or "" for match in parts if match["part"]]
    at = sum(bool(match["part"]) for match in parts[:place])
    before = times[at - 1].lower().strip("[]")[:1] if at else ""
    after = times[at + 1].lower()[:1] if at + 1 < len(times) else ""
    return before == "h" or after == "s"


def _part(part: str, moment: datetime, seconds: int, minutes: bool, halves: bool) -> str:  # noqa: FBT001
    if part.startswith("[h"):
        return str(seconds // 3600)
    hour = moment.hour % 12 or 12 if halves else moment.hour
    value = {"y": moment.year, "d": moment.day, "h": hour, "s": moment.second}.get(
        part[0], moment.minute if minutes else moment.month
    )
    if part[0] == "y":
        return f"{value:04}" if len(part) > 2 else f"{value % 100:02}"
    if part[0] == "d" and len(part) > 2:
        return moment.strftime("%A" if len(part) > 3 else "%a")
    if part[0] == "m" and len(part) > 2 and not minutes:
        return moment.strftime("%B" if len(part) > 3 else "%b")
    return f"{value:02}" if len(part.partition(".")[0]) > 1 else str(value)
