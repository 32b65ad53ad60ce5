"""Bytes to text, and the few characters that no stored text keeps.

The text that is stored is the author's: accents stay composed or decomposed as they are, inner
blanks stay as many as they are, and soft hyphens, zero-width characters and direction marks stay
where they are. A quote can be compared with the original character by character.

What goes, goes because it is not text or breaks what comes later: NUL (SQLite's ``substr`` stops at
it), other control characters and lone surrogates (no terminal, JSON or UTF-8 takes them), and
blanks at line ends, which nobody sees.

Encodings: a byte order mark decides, then the zero bytes of UTF-16 and UTF-32, then UTF-8, which no
other encoding looks like. Then there are up to four readings: what the server or the mail states,
what the page declares, UTF-8 with stray letters of Windows-1252, and a guess
(:mod:`bot.ingest.encodings`). The first without flaws is taken, or else the one with the fewest.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from bot.errors import Problem, UnreadableFile
from bot.ingest.charsets import decoded, named
from bot.ingest.encodings import escaped, guesses, wide

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAMPLE = 200_000
"""Bytes that are looked at to tell a text from a picture or program, and letters for flaws."""

_HEAD = 100_000
"""Bytes in which a page declares its encoding; pages have a few thousand before their body."""

_XML_DECLARATION = re.compile(
    rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE
)
_NO_MARKUP = re.compile(
    rb"<!--.*?(?:-->|$)|<(script|style|title)\b.*?(?:</\1|$)|<body\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands in a page's head and declares nothing, and all that comes after the head."""

_META = re.compile(rb"""<meta\s(?:[^>"']|"[^"]*"|'[^']*')*""", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([^\s"'>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_SEVEN_BIT = frozenset({"hz", "iso2022_jp", "iso2022_jp_2", "iso2022_kr", "utf-7"})
"""Encodings whose bytes are all ASCII."""

_STRAY = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)
}
"""What ``surrogateescape`` makes of a byte that is not UTF-8, read as Windows-1252."""

_LATIN = "A-Za-zªºÀ-ÖØ-öø-\u024f"
_SCRIPTS = ("\u0370-\u03ff\u1f00-\u1fff", "\u0400-\u052f", "\u05d0-\u05ea", "\u0620-\u06d3")
_EASTERN = (
    "\u0e01-\u0e5b",
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f",
    "\uac00-\ud7a3",
)
_OTHER = "".join((*_SCRIPTS, *_EASTERN))
_STRAY_IN_WORD = f"(?<=[{_OTHER}])[\udc80-\udcff]+|[\udc80-\udcff]+(?=[{_OTHER}])"
"""Bytes that are not UTF-8, in words that Windows-1252 does not have.

This and the next are compiled when they are first used, by `re`: that takes .01 seconds, which
texts in UTF-8 save.
"""

_FLAW = "|".join(
    (
        "[\ufffd\x80-\x84\x86-\x9f\ue000-\uf8ff]",
        *(f"[{_LATIN}][{script}]|[{script}][{_LATIN}]" for script in _SCRIPTS),
        # Words of these have letters of ASCII right beside them.
        *(f"[À-ÿ][{script}]|[{script}][À-ÿ]" for script in _EASTERN),
        *(f"[A-Za-z][{script}][a-z]" for script in _EASTERN),
        "[¡-¬®-ÿ]{4,}",
    )
)
"""What no text has: letters of two scripts side by side, four accented ones in a row, control
characters and letters that are not there. ``kΩ`` and ``çığ`` are in texts, but not in many places.
"""

_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028]")
_BLANK_LINE = re.compile("[\x0c\u2029]")
_NO_TEXT = re.compile(
    "\x1b\\[[0-9;]*[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_GAP = re.compile("\n{3,}")


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of a file in any of the usual encodings, without its byte order mark.

    ``charset`` is what the server or the mail that it came from calls its encoding, if they do.
    Raises :class:`~bot.errors.UnreadableFile` for data that is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if encoding := wide(data):
        return data.decode(encoding, errors="replace")
    if data.isascii() and (encoding := _seven_bit(data, charset)):
        return decoded(data, encoding)
    _refuse_binary(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _least_flawed(_readings(data, charset))


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


def _seven_bit(data: bytes, charset: str) -> str:
    """Return the encoding of bytes that are all ASCII, ``""`` if that is what they are."""
    stated = named(charset)
    return stated if stated in _SEVEN_BIT else escaped(data)


def _readings(data: bytes, charset: str) -> Iterator[str]:
    """Yield what the bytes may say, the likeliest first."""
    text = data.decode(errors="surrogateescape")
    stray = _stray(text)
    if stray < 0.1:
        yield re.sub(_STRAY_IN_WORD, "\ufffd", text).translate(_STRAY)
        return
    for label in (charset, _declared(data)):
        encoding = named(label)
        if encoding and not encoding.startswith(("utf-16", "utf-32")):  # those are seen by now
            yield decoded(data, encoding)
    if stray <= 0.5:
        yield re.sub(_STRAY_IN_WORD, "\ufffd", text).translate(_STRAY)
    for encoding in guesses(data):
        yield decoded(data, encoding)


def _least_flawed(readings: Iterator[str]) -> str:
    best, fewest = "", -1
    for text in readings:
        flaws = sum(1 for _ in re.finditer(_FLAW, text[:_SAMPLE]))
        if not flaws:
            return text
        if fewest < 0 or flaws < fewest:
            best, fewest = text, flaws
    return best


def _declared(data: bytes) -> str:
    """Return what a page or an XML file calls its own encoding."""
    head = data[:_HEAD].lstrip()
    if not head.startswith(b"<"):
        return ""
    if match := _XML_DECLARATION.match(head):
        return match[1].decode()
    for meta in _META.findall(_NO_MARKUP.sub(b"", head)):
        stated: dict[bytes, bytes] = {
            name.lower(): value.strip(b"\"' ") for name, value in _ATTRIBUTE.findall(meta)
        }
        if charset := stated.get(b"charset"):
            return charset.decode("ascii", "replace")
        typed = stated.get(b"http-equiv", b"").lower() == b"content-type"
        if typed and (match := _CHARSET.search(stated.get(b"content", b""))):
            return match[1].decode()
    return ""


def _stray(text: str) -> float:
    """Return the share that is not UTF-8 of all that is beyond ASCII."""
    beyond = len(text) - len(text.encode("ascii", errors="ignore"))
    return (len(text) - len(text.encode(errors="ignore").decode())) / beyond
