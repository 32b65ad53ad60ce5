"""Letters as they are compared: case, accents and the Latin letters that are none of ASCII's.

``São`` is ``sao``, and a letter that Unicode does not decompose is what people type for it:
``Łódź`` is ``lodz``, ``Þór`` is ``thor`` and ``Ægir`` is ``aegir``. In other scripts than Latin,
Greek and Cyrillic a mark makes another word, and stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MARKED = (
    *((0x300, 0x1E00), (0x20D0, 0x2100), (0x2CE0, 0x2E00), (0x3020, 0x30A0)),
    *((0xA660, 0xAC00), (0xFB1E, 0xFB1F), (0xFE00, 0xFE30)),
)
"""Where combining marks stand: to look at all 64,000 characters took .01 s of each start."""
MARKS = "".join(
    chr(n)
    for first, end in _MARKED
    for n in range(first, end)
    if unicodedata.category(chr(n))[0] == "M"
)

MODIFIERS = "\u02b9-\u02bf\u02c8"
"""Letters such as the one in Hawaiʻi that are typed as an apostrophe or not at all."""

_FOLDED_SCRIPTS = re.compile(r"[\u0041-\u058f\u1e00-\u1fff\ufb00-\ufb06]")
_ACCENTS = re.compile(rf"(?<=[\u0041-\u058f\u1f00-\u1fff])[{MARKS}]+")
_TYPED = str.maketrans(
    {
        **dict(zip("łøđðħŧıɓɗƙƴɛɔŋ", "loddhtibdkyeon", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        **{chr(n): None for n in (*range(0x2B9, 0x2C0), 0x2C8)},
    }
)


def fold(text: str) -> str:
    """Return casefolded ``text`` without the accents of Latin, Greek and Cyrillic letters."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not _FOLDED_SCRIPTS.search(plain):
        return plain
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", bare).translate(_TYPED)  # Hangul is whole again


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, in small letters or capitals, with their accents or without them.

    They are grouped by their first letter, and no case is left to the engine to ignore: to try
    some sixty words one after the other at each word of a text took as long as all else.
    """
    groups: dict[str, set[str]] = {}
    for word in words:
        for spelling in (word.lower(), fold(word)):
            rest = groups.setdefault(spelling[0], set())
            rest |= {spelling[1:], spelling[1:].upper()}
    if not groups:
        return "(?!)"
    either = "|".join(
        f"[{initial}{initial.upper()}](?:{'|'.join(sorted(map(re.escape, rest), key=len)[::-1])})"
        for initial, rest in sorted(groups.items())
    )
    initials = "".join(f"{initial}{initial.upper()}" for initial in sorted(groups))
    return f"(?=[{initials}])(?:{either})"
