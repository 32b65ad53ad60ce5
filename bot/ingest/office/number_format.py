"""Numbers and days of a workbook as the sheet shows them.

A workbook holds bare numbers, days too (as days since 1900), and a format for each: ``#,##0.00 €``,
``dd.mm.yyyy``. Formats are followed as far as sheets of press offices use them; a number whose
format is not known is written plainly, which is never wrong. Months and weekdays are in English,
since a format seldom says which language it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_ISO = "yyyy-mm-dd"
"""Where a sheet shows days as the reader's country writes them: this is the same in all."""

BUILT_IN: Mapping[int, str] = {
    int(each.partition(" ")[0]): each.partition(" ")[2]
    for each in (
        "1 0|2 0.00|3 #,##0|4 #,##0.00|9 0%|10 0.00%|15 d-mmm-yy|16 d-mmm|17 mmm-yy|18 h:mm AM/PM|"
        f"14 {_ISO}|22 {_ISO} h:mm|19 h:mm:ss AM/PM|20 h:mm|21 h:mm:ss|45 mm:ss|46 [h]:mm:ss|"
        "47 mm:ss|37 #,##0|38 #,##0|39 #,##0.00|40 #,##0.00|49 @"
    ).split("|")
} | dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), _ISO)
"""The formats that files name by number only."""

_LONGEST = 255
"""Code points of a format; Excel takes no longer ones."""

_LITERAL = re.compile(
    r'"([^"]*)"'  # text in quotation marks
    r"|\\(.)"  # a single character
    r"|\[\$([^\]-]*)[^\]]*\]"  # a currency, with a language
    r"|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]"  # space, filling, colours and conditions
)
_SECTIONS = re.compile(r""";(?=(?:[^"]*"[^"]*")*[^"]*$)""")
_HELD = 0xE000
"""Where literals are held while a format is read: code points that no format has."""

_GENERAL = re.compile(r"general|standard|@", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(r"am/pm|a/p|\[[hms]+\]|y+|m+|d+|h+|s+(?:\.0+)?", re.IGNORECASE)
_NAMES = {("d", False): "%a", ("d", True): "%A", ("m", False): "%b", ("m", True): "%B"}
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?")
_UNKNOWN = re.compile(r"e[+-]|/", re.IGNORECASE)
"""Powers of ten, and fractions."""

_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 (no zone)
_END = 2_958_466
"""The day after 9999-12-31."""

_PRECISION = 25
"""Digits that are counted with; sheets have fifteen."""

_GHOST = 60
"""The 29 February 1900, which Excel has and the calendar has not."""


def shown(value: str, form: str, *, since_1904: bool = False) -> str:
    """Return a number as it is shown in a format; text that is no number as it is."""
    if form == "General" and len(value) < 12 and value.isascii() and value.isdigit():
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return value
    section, number = _section(form[:_LONGEST], number)
    literals: list[str] = []
    bare = _LITERAL.sub(lambda match: _held(match, literals), section)
    if _GENERAL.search(bare) or not bare:
        written = _GENERAL.sub(lambda _: _plain(number), bare, count=1) or _plain(number)
    elif _DATE_LETTERS.search(bare):
        written = _moment(number, bare, since_1904=since_1904)
    else:
        written = _amount(number, bare)
    for place, literal in enumerate(literals):
        written = written.replace(chr(_HELD + place), literal)
    return written.strip()


def _section(form: str, number: Decimal) -> tuple[str, Decimal]:
    """Return the part of the format for numbers of that sign, and the number to put into it."""
    sections = _SECTIONS.split(form)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _held(match: re.Match[str], literals: list[str]) -> str:
    """Hold a literal, so that its letters are not taken for the format's."""
    text = next((group for group in match.groups() if group is not None), "")
    if text:
        literals.append(text)
    return chr(_HELD + len(literals) - 1) if text else ""


def _plain(number: Decimal) -> str:
    """Write a number without a format: with eleven digits at most, as a narrow column does."""
    if number == number.to_integral_value() and number.adjusted() < 30:
        return f"{number:.0f}"
    return f"{Decimal(f'{float(number):.11g}'):f}" if abs(number.adjusted()) < 30 else str(number)


def _amount(number: Decimal, bare: str) -> str:
    match = _DIGITS.search(bare)
    if not match:  # text alone, for zero say
        return bare
    if _UNKNOWN.search(bare):
        return _plain(number)
    before, after = bare[: match.start()], bare[match.end() :]
    thousands = len(after) - len(after.lstrip(","))
    number = number * 100 ** bare.count("%") / 1000**thousands
    if number.adjusted() + len(match[0]) > _PRECISION:
        return _plain(number)
    sign = "-" if number < 0 else ""
    return f"{sign}{before}{_digits(abs(number), match[0])}{after[thousands:]}"


def _digits(number: Decimal, pattern: str) -> str:
    """Write the digits as a pattern such as ``#,##0.0#`` asks for."""
    whole, _, decimals = pattern.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    written = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    head, _, tail = written.partition(".")
    least = len(decimals.rstrip("#?"))
    tail = tail[:least] + tail[least:].rstrip("0")
    return head.rjust(whole.count("0"), "0") + ("." + tail if tail else "")


def _moment(number: Decimal, bare: str, *, since_1904: bool) -> str:
    if not 0 <= number < _END:
        return _plain(number)
    seconds = int((number * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if seconds >= 86400 * (_END - 1462 * since_1904):
        return _plain(number)
    early = not since_1904 and 1 <= number < _GHOST
    moment = _EPOCHS[since_1904] + timedelta(days=int(early), seconds=seconds)
    parts = list(_DATE_PART.finditer(bare))
    names = [part[0].lower() for part in parts]
    pieces: list[str] = []
    end = 0
    for place, part in enumerate(parts):
        pieces += bare[end : part.start()], _part(names, place, moment, seconds)
        end = part.end()
    return "".join([*pieces, bare[end:]])


def _part(names: Sequence[str], place: int, moment: datetime, seconds: int) -> str:
    """Write one part of a day or time."""
    name = names[place]
    halves = any("/p" in each for each in names)
    if "/p" in name:
        return "AM" if moment.hour < 12 else "PM"
    if name.startswith("["):
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[name[1]])
    if name[0] == "y":
        return f"{moment.year:04}" if len(name) > 2 else f"{moment.year % 100:02}"
    minutes = name[0] == "m" and _means_minutes(names, place)
    if name[0] in "dm" and len(name) > 2 and not minutes:
        return moment.strftime(_NAMES[name[0], len(name) > 3])
    hour = moment.hour % 12 or 12 if halves else moment.hour
    values = {"d": moment.day, "h": hour, "s": moment.second, "m": moment.month}
    value = moment.minute if minutes else values[name[0]]
    return f"{value:02}" if len(name.partition(".")[0]) > 1 else str(value)


def _means_minutes(names: Sequence[str], place: int) -> bool:
    """Tell minutes from months: they stand after hours, or before seconds."""
    times = [each.strip("[]")[0] for each in names if "/p" not in each]
    at = sum("/p" not in each for each in names[:place])
    return times[at - 1 : at] == ["h"] or times[at + 1 : at + 2] == ["s"]
