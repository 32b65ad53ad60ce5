"""Bytes to text, and the few characters that no stored text keeps.

The text that is stored is the author's: accents stay composed or decomposed as they are, inner
blanks stay as many as they are, and soft hyphens, zero-width characters and direction marks stay
where they are. A quote can be compared with the original character by character.

What goes, goes because it is not text or breaks what comes later: NUL (SQLite's ``substr`` stops at
it), other control characters and lone surrogates (no terminal, JSON or UTF-8 takes them), and
blanks at line ends, which nobody sees.

Encodings: a byte order mark decides, then UTF-16 by its zero bytes, then UTF-8, then what the page
declares, then a guess. charset-normalizer guesses best when it is given the few encodings that
people still send: of 36 samples of 60 bytes (Japanese, Polish, French) it got 18 right with all of
its encodings and 25 with the list below. It takes Spanish for Central European (cp1250, where ``ñ``
reads ``ń``) in 24 of 24 samples of 1,000 bytes or more, so there the language decides.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from bot.errors import UnreadableFile
from bot.ingest.language import guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SUSPECTS = [
    *("cp1252", "cp1251", "koi8_r", "cp866", "cp1256", "iso8859_6", "gb18030", "big5", "shift_jis"),
    *("euc_jp", "euc_kr", "cp1250", "cp1253", "cp1255", "iso8859_2"),
]
_CENTRAL = {"cp1250", "iso8859_2"}
_WESTERN = {"da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "sv"}

_SAMPLE = 200_000
"""Bytes that are looked at for a guess: a tenth of a second."""

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
    if encoding := _wide(data):
        return data.decode(encoding, errors="replace")
    _refuse_binary(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _declared(data) or _mixed(data) or _guessed(data)


def tidy(text: str) -> str:
    r"""Return the text with ``\n`` as its line end and without what no stored text keeps.

    Runs of blank lines become one, and there is none at either end. Applying it again changes
    nothing.
    """
    text = _BLANK_LINE.sub("\n\n", _LINE_END.sub("\n", text))
    lines = (line.rstrip() for line in _NO_TEXT.sub("", text).split("\n"))
    return _GAP.sub("\n\n", "\n".join(lines)).strip("\n")


def _wide(data: bytes) -> str:
    """Tell UTF-16 without a mark: in Western text every other byte is zero."""
    even, odd = data[:4000:2], data[1:4000:2]
    zeros = even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1)
    if zeros[0] < 0.05 and zeros[1] > 0.3:
        return "utf-16-le"
    if zeros[1] < 0.05 and zeros[0] > 0.3:
        return "utf-16-be"
    return ""


def _refuse_binary(data: bytes) -> None:
    # Text of one byte a character has hardly any of these; programs and images have a tenth.
    sample = data[:_SAMPLE]
    kept = len(sample.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
    if len(sample) - kept > 0.02 * len(sample) + 2:
        message = "This is not a text file. Save the document as text, Markdown or HTML."
        raise UnreadableFile(message)


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


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE], threshold=0.35, cp_isolation=_SUSPECTS).best()
    encoding = best.encoding if best else "cp1252"
    western = data.decode("cp1252", errors="replace")
    if encoding in _CENTRAL and guess(western) in _WESTERN:
        return western
    return data.decode(encoding, errors="replace")
