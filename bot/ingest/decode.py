"""Bytes to text, and the few characters that no stored text keeps.

The text that is stored is the author's: accents stay composed or decomposed as they are, inner
blanks stay as many as they are, and soft hyphens, zero-width characters and direction marks stay
where they are. A quote can be compared with the original character by character.

What goes, goes because it is not text or breaks what comes later: NUL (SQLite's ``substr`` stops at
it), other control characters and lone surrogates (no terminal, JSON or UTF-8 takes them), and
blanks at line ends, which nobody sees.

Encodings: a byte order mark decides, then the zero bytes of UTF-16 and UTF-32, then UTF-8, then
what the page declares, then a guess (:mod:`bot.ingest.encodings`).
"""

from __future__ import annotations

import codecs
import re

from bot.errors import Problem, UnreadableFile
from bot.ingest.encodings import guessed, wide

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAMPLE = 200_000
"""Bytes that are looked at to tell a text from a picture or program."""

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)

_STRAY = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)
}
"""What ``surrogateescape`` makes of a byte that is not UTF-8, read as Windows-1252."""

_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028]")
_BLANK_LINE = re.compile("[\x0c\u2029]")
_NO_TEXT = re.compile(
    "\x1b\\[[0-9;]*[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_GAP = re.compile("\n{3,}")


def decode(data: bytes) -> str:
    """Return the text of a file in any of the usual encodings, without its byte order mark.

    Raises :class:`~bot.errors.UnreadableFile` for data that is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if encoding := wide(data):
        return data.decode(encoding, errors="replace")
    _refuse_binary(data)
    try:
        return data.decode(guessed(data)) if data.isascii() else data.decode()
    except UnicodeDecodeError:
        return _declared(data) or _mixed(data) or data.decode(guessed(data), errors="replace")


def tidy(text: str) -> str:
    r"""Return the text with ``\n`` as its line end and without what no stored text keeps.

    Runs of blank lines become one, and there is none at either end. Applying it again changes
    nothing.
    """
    text = _BLANK_LINE.sub("\n\n", _LINE_END.sub("\n", text))
    lines = (line.rstrip() for line in _NO_TEXT.sub("", text).split("\n"))
    return _GAP.sub("\n\n", "\n".join(lines)).strip("\n")


def _refuse_binary(data: bytes) -> None:
    # Text of one byte a character has hardly any of these; programs and images have a tenth.
    sample = data[:_SAMPLE]
    kept = len(sample.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
    if len(sample) - kept > 0.02 * len(sample) + 2:
        raise UnreadableFile(Problem.NOT_TEXT)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:2048]) if data.lstrip()[:1] == b"<" else None
    try:
        return data.decode(match[1].decode()) if match else ""
    except (UnicodeDecodeError, LookupError):
        return ""


def _mixed(data: bytes) -> str:
    """Read a file that was pasted together from UTF-8 and Windows-1252, mostly the former."""
    text = data.decode(errors="surrogateescape")
    stray = sum("\udc80" <= character <= "\udcff" for character in text)
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text.translate(_STRAY) if 2 * stray <= beyond_ascii else ""
