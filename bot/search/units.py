"""What is one unit though marks or blanks part it: days, telephone numbers and £2.5m.

A telephone number has its last eight figures as its term, which no way of grouping them changes,
nor +44 for 0.
"""

from __future__ import annotations

import re

from bot.search import days, magnitudes
from bot.search.days import Piece

_GROUP = r"[ \u00a0./\u2010\u2011-]?\(?\d++\)?"
_PHONE = (
    rf"(?<![\w.,/+-])(?:(?:\+\d{{1,3}}|\(\+\d{{1,3}}\)|00[1-9]\d{{0,2}})(?:{_GROUP}){{1,7}}"
    rf"|(?:0\d{{1,4}}|\(0\d{{1,4}}\))(?:{_GROUP}){{1,6}}"
    r"|(?:\d{3}|\(\d{3}\))[ .-]\d{3}[.-]\d{4}|\d{10,15})(?!\w)"
)
_DIGITS = re.compile(r"\d+")
_LEAST = 9
"""Figures of a telephone number with the 0 or the code of the country before it."""
_MOST = 13
_DIALLED = 8
"""Figures at the end that do not depend on from where one calls."""


def in_figures(language: str) -> str:
    """Return what may be a unit and begins with figures; its groups tell what it is."""
    return (
        rf"(?P<day>{days.in_figures(language)})|(?P<phone>{_PHONE})"
        rf"|(?P<million>{magnitudes.MILLIONS})"
    )


def pieces(match: re.Match[str], language: str) -> list[Piece]:
    """Return the parts of a unit, none if it is none after all."""
    if match.lastgroup in ("day", "named"):
        return days.pieces(match.string, *match.span(), language)
    if match.lastgroup == "phone":
        return _phone(match)
    return [Piece(*match.span(), term=magnitudes.million(match[0]))]


def dialled(digits: str) -> str:
    """Return what of the figures of a telephone number is its term."""
    return digits[-_DIALLED:]


def _phone(match: re.Match[str]) -> list[Piece]:
    """Return a number, and as others what stands behind one of its greatest length."""
    groups = list(_DIGITS.finditer(match.string, *match.span()))
    digits, end = "", match.start()
    while groups and len(digits) + len(groups[0][0].removeprefix("00")) <= _MOST:
        group = groups.pop(0)
        digits, end = digits + group[0].removeprefix("00"), group.end()
    if len(digits) < _LEAST:
        return []
    rest = [Piece(*group.span(), word=group[0]) for group in groups]
    return [Piece(match.start(), end, term=dialled(digits)), *rest]
