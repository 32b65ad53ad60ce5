"""Encodings by the names that pages, feeds, mail and servers give them, read as browsers read them.

A name often says less than is meant: what is called ISO-8859-1 is Windows-1252 with its dashes and
quotation marks, and what is called GB2312, Shift_JIS or EUC-KR has the later letters as well. The
Encoding Standard of the WHATWG (https://encoding.spec.whatwg.org) lists what browsers make of each
name. Python knows 158 of its 228 names and reads 35 of these more narrowly; :func:`named` gives the
standard's encoding for all but six that browsers refuse, in which a mail may be written, and knows
Python's other encodings, too. (webencodings has the standard's names, but reads what they name with
Python's codecs alone, to which ``①`` is no letter of EUC-JP and ``€`` none of Big5.)
"""

from __future__ import annotations

import codecs
import re
from types import MappingProxyType

_WIDER = MappingProxyType(
    {
        "ascii": "cp1252",
        "iso8859-1": "cp1252",
        "iso8859-9": "cp1254",
        "iso8859-11": "cp874",
        "tis-620": "cp874",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "shift_jis": "cp932",
        "euc_kr": "cp949",
        "big5": "big5hkscs",
        "utf-16": "utf-16-le",
    }
)
"""What a browser reads for an encoding of that name in Python."""

_SPELLINGS = (
    (re.compile(r"^(?:x-)+"), ""),
    (re.compile(r"^(?:windows|dos)-?(?=\d{3,4}$)"), "cp"),
    (re.compile(r"^(?:cs)?iso-?_?8859-?_?(\d{1,2})(?:-?[ei])?$"), r"iso8859-\1"),
    (re.compile(r"^cs(?=gb2312$|euckr$|macintosh$)"), ""),
    (re.compile(r"^gb_2312(?:-80)?$"), "gb2312"),
    (re.compile(r"^(?:iso-ir-149|ksc_5601|ks_c_5601-1989|csksc56011987)$"), "cp949"),
    (re.compile(r"^(?:unicode-1-1-|unicode11|unicode20)utf-?8$"), "utf-8"),
    (re.compile(r"^(?:csunicode|iso-10646-ucs-2|ucs-2|unicode|unicodefeff)$"), "utf-16-le"),
)
_OTHERS = MappingProxyType(
    {
        "cn-big5": "big5",
        "cseucpkdfmtjapanese": "euc_jp",
        "csisolatin9": "iso8859-15",
        "koi": "koi8-r",
        "koi8": "koi8-r",
        "koi8-ru": "koi8-u",
        "logical": "iso8859-8",
        "mac": "mac-roman",
        "mac-ukrainian": "mac-cyrillic",
        "sun_eu_greek": "iso8859-7",
        "unicodefffe": "utf-16-be",
        "visual": "iso8859-8",
        "windows-31j": "cp932",
    }
)
_NO_CHARSETS = frozenset(
    {
        *(
            "base64",
            "bz2",
            "hex",
            "idna",
            "mbcs",
            "oem",
            "punycode",
            "quopri",
            "raw-unicode-escape",
        ),
        *("rot-13", "undefined", "unicode-escape", "uu", "zlib"),
    }
)
"""Codecs of Python that are no encodings of documents."""

_LONGEST = 40

_ERRORS = "as browsers"


def named(label: str) -> str:
    """Return Python's name of the encoding that a browser reads for a label, ``""`` for none."""
    name = label.strip(" \t\r\n\f\"'").lower()[:_LONGEST]
    for spelling, plain in _SPELLINGS:
        name = spelling.sub(plain, name)
    try:
        codec = codecs.lookup(_OTHERS.get(name, name))
    except (LookupError, ValueError):
        return ""
    if codec.name in _NO_CHARSETS:
        return ""
    return _WIDER.get(codec.name, codec.name)


def decoded(data: bytes, encoding: str) -> str:
    """Return bytes as text, with U+FFFD for what the encoding does not have.

    ``encoding`` is one of Python's. Letters that browsers read and Python does not are read.
    """
    return data.decode(encoding, _ERRORS)


def _mended(error: UnicodeError) -> tuple[str, int]:
    """Read what Python's codec refuses and browsers read; an error handler of :mod:`codecs`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    pair = data[start : start + 2]
    match error.encoding:
        case "charmap" if data[start] < 0xA0:  # Windows' code pages leave some of these undefined
            return chr(data[start]), start + 1
        case "gb18030" if data[start] == 0x80:
            return "€", start + 1
        case "euc_jp" | "iso2022_jp" if len(pair) == 2:
            letter = _of_windows(pair)
        case "big5hkscs":
            letter = pair.decode("cp950", "ignore")
        case _:
            letter = ""
    return (letter, start + 2) if len(letter) == 1 else ("\ufffd", error.end)


def _of_windows(pair: bytes) -> str:
    """Read two bytes of JIS X 0208 with Windows' additions, which only its own codec has."""
    row, cell = (byte & 0x7F for byte in pair)
    if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
        return ""
    lead = (row - 0x21) // 2 + (0x81 if row < 0x5F else 0xC1)
    trail = cell + 0x7E if row % 2 == 0 else cell + (0x1F if cell < 0x60 else 0x20)
    return bytes([lead, trail]).decode("cp932", "ignore")


codecs.register_error(_ERRORS, _mended)
