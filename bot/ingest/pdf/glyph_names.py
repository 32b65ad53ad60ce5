"""The names of glyphs, where a font says nothing else of what they show.

The differences of a font's encoding name the glyph of a number. PDFium knows the names of letters,
and not those that programs for fonts make of parts: ``f_f_i``, ``T_h``, ``a.sc``, ``uni00660069``
(Adobe Glyph List Specification, https://github.com/adobe-type-tools/agl-specification).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from bot.ingest.pdf.parsed import objects

_BASE = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_ENCODING = re.compile(rb"/Encoding\s*(?:(\d{1,10})\s+\d{1,5}\s+R\b|<<)")
_DIFFERENCES = re.compile(rb"/Differences\s*(?:\[([^\]]*)\]|(\d{1,10})\s+\d{1,5}\s+R\b)")
_DESCENDANT = re.compile(rb"/CIDSystemInfo\b")
_TOKEN = re.compile(rb"(\d{1,5})|/([^\s/<>\[\]()]+)")
_CODES = re.compile("uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6})")
_ACCENTED = re.compile(
    "([A-Za-z])(acute|breve|caron|cedilla|circumflex|dieresis|grave|macron|ogonek|ring|tilde)"
)
_SIGNS = dict(
    zip(
        """
        zero one two three four five six seven eight nine space exclam quotedbl numbersign dollar
        percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash
        colon semicolon less equal greater question at bracketleft backslash bracketright
        underscore braceleft bar braceright quoteleft quoteright quotedblleft quotedblright endash
        emdash bullet ellipsis minus copyright registered degree section germandbls
        """.split(),  # noqa: SIM905
        "0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]_{|}‘’“”–—•…−©®°§ß",
        strict=True,
    )
) | {name: name for name in ("ff", "fi", "fl", "ffi", "ffl")}
_ACCENTS = {"dieresis": "diaeresis", "ring": "ring above"}


class GlyphNames:
    """What the glyphs of a file show, by the name of a font and a number; read when needed."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def get(self, font: bytes, number: int) -> str:
        """Return what a glyph shows, ``""`` if its name does not tell or fonts do not agree."""
        fonts = self._fonts.get(_without_tag(font), ())
        meant = {letters(names.get(number, b"").decode("latin-1")) for names in fonts}
        return meant.pop() if len(meant) == 1 else ""

    @cached_property
    def _fonts(self) -> Mapping[bytes, list[Mapping[int, bytes]]]:
        """The names in the encodings of all fonts of a name: PDFium does not tell parts apart."""
        texts = {number: text for number, text, _ in objects(self._data)}
        found: dict[bytes, list[Mapping[int, bytes]]] = defaultdict(list)
        for text in texts.values():
            if (base := _BASE.search(text)) and not _DESCENDANT.search(text):
                found[_without_tag(base[1])].append(dict(_differences(text, texts)))
        return found


def _without_tag(font: bytes) -> bytes:
    """Return the name of a font without the tag of a part of it."""
    return font[7:] if font[6:7] == b"+" else font


def letters(name: str) -> str:
    """Return the letters that a glyph of a name shows, ``""`` if that cannot be told."""
    parts = [_part(part) for part in name.partition(".")[0].split("_")]
    return "".join(parts) if all(parts) else ""


def _part(name: str) -> str:
    if len(name) == 1 and name.isascii() and name.isalpha():
        return name
    if name in _SIGNS:
        return _SIGNS[name]
    if codes := _CODES.fullmatch(name):
        digits = codes[1] or codes[2]
        step = 4 if codes[1] else len(digits)
        numbers = [int(digits[place : place + step], 16) for place in range(0, len(digits), step)]
        text = "".join(map(chr, numbers)) if max(numbers) <= 0x10FFFF else ""
        return text if text.isprintable() else ""
    if accented := _ACCENTED.fullmatch(name):
        letter, accent = accented.groups()
        case = "small" if letter.islower() else "capital"
        full = f"latin {case} letter {letter} with {_ACCENTS.get(accent, accent)}"
        with suppress(KeyError):
            return str(unicodedata.lookup(full))
    return ""


def _differences(text: bytes, texts: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the names of the glyphs of a font with their numbers."""
    stated = _ENCODING.search(text)
    if not stated:
        return
    encoding = texts.get(int(stated[1]), b"") if stated[1] else text[stated.end() :]
    differences = _DIFFERENCES.search(encoding)
    if not differences:
        return
    listed = texts.get(int(differences[2]), b"") if differences[2] else differences[1]
    number = 0
    for start, name in _TOKEN.findall(listed):
        if start:
            number = int(start)
        else:
            yield number, name
            number += 1
