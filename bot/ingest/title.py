"""A title to propose, always one line of 1 to 200 characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import unquote

from bot.ingest.headings import is_date
from bot.ingest.lines import BULLET, ends_sentence, first_prose, is_contact, words
from bot.model import Landmark

LONGEST = 200
"""Code points of a title; lists and autocomplete of Discord cut at 100 anyway."""

_REACH = 6
"""Lines before the first paragraph at most, if one of them is to be the title: a letterhead."""


_KIND = re.compile(
    r"(?:press|news|media) (?:release|statement|note|notice)|pressemitteilung|medienmitteilung"
    r"|presseinformation|communiqué(?: de presse)?|nota de prensa|comunicado(?: de prensa)?"
    r"|comunicato stampa|nota (?:à|de) imprensa|persbericht|pressmeddelande|pressemeddelelse"
    r"|basın (?:bülteni|açıklaması)|δελτίο τύπου|пресс-релиз|新闻稿|プレスリリース|보도자료"
    r"|ข่าวประชาสัมพันธ์|بيان صحفي|for immediate release",
    re.IGNORECASE,
)
"""What stands on top of a document and says what kind it is."""


def is_kind(line: str) -> bool:
    """Tell whether a heading only says what kind of document it is."""
    return _KIND.fullmatch(line.strip(" :.–-")) is not None


def propose(candidates: Iterable[str], filename: str) -> str:
    """Return the first candidate that has a letter or digit, else the file's name, readable."""
    for candidate in (*candidates, _readable(filename)):
        line = " ".join(candidate.split())
        if any(map(str.isalnum, line)):
            return _shortened(line)
    return "Untitled"


def above_first_paragraph(text: str, landmarks: Iterable[Landmark], top: str = "") -> str:
    """Return the title of a plain text: the last line before prose that looks like one, or ``""``.

    Where headings have levels, ``top`` is the only one of the highest level above the text. Of
    others the last with three words is it: on top of it stand ``PRESS RELEASE`` and the issuer,
    below it at most ``Introduction``.
    """
    if top and not is_kind(top):
        return top
    before = first_prose(text)
    if before is None:
        return _opening_line(text)
    above = [landmark.label for landmark in landmarks if landmark.start < before]
    if above:
        return next((label for label in reversed(above) if words(label) >= 3), above[-1])
    lines = [line.strip() for line in text[:before].split("\n") if line.strip()]
    candidates = reversed(lines) if len(lines) <= _REACH else ()
    return next((line for line in candidates if _may_be_title(line)), "")


def _opening_line(text: str) -> str:
    """Return the line on top of a text of short lines if it stands alone and is no sentence."""
    first, _, rest = text.strip().partition("\n\n")
    alone = "\n" not in first and rest and not ends_sentence(first)
    return first.strip() if alone and _may_be_title(first) else ""


def _may_be_title(line: str) -> bool:
    return (
        3 <= words(line) <= 40
        and not line.endswith((",", ":", ";", "，", "："))
        and not (BULLET.match(line) or is_date(line) or is_contact(line))
    )


def _readable(filename: str) -> str:
    """Return the name without folder and suffix, its marks between words as blanks."""
    stem = unquote(PurePath(filename.replace("\\", "/")).stem)
    return re.sub(r"_+|\++|(?<!\d)-+|-+(?!\d)", " ", stem)


def _shortened(line: str) -> str:
    if len(line) <= LONGEST:
        return line
    head = line[: LONGEST - 1]
    words_end = head.rfind(" ")
    return head[: words_end if words_end > LONGEST // 2 else None].rstrip() + "…"
