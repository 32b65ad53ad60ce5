"""Refuse files whose packed instructions grow beyond all reason.

PDFium unpacks whatever it meets and keeps a hundred bytes for each byte of instructions: a file of
361 KB made it take 11 GB and 104 seconds. So the packed streams are unpacked here first, as far as
the limit and no further: 20 to 140 ms for the test documents. Pictures, fonts and attachments are
let through: PDFium does not unpack pictures for their text, and attachments never. A
file may hide a stream from this look; the limits of the process that reads files hold for it.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode

from bot.errors import Problem, TooLarge
from bot.ingest.pdf import lzw

MAX_INSTRUCTIONS = 8 * 1024 * 1024
"""Bytes of one stream, unpacked; the largest of the test documents has 1.1 million."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/(ASCII85Decode|A85|ASCIIHexDecode|AHx|FlateDecode|Fl|LZWDecode|LZW)\b")
_LATE = re.compile(rb"/EarlyChange\s+0\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANKS = re.compile(rb"\s+")
_OTHER = re.compile(
    rb"/(?:Image|Length1|Length2|Type1C|CIDFontType0C|OpenType|XRef|ObjStm|EmbeddedFile|Params)\b"
)
"""In the dictionaries of pictures, fonts, tables of objects and attachments."""

_DICTIONARY = 1000
"""Bytes before a stream in which its dictionary stands."""


def refuse_bombs(data: bytes) -> None:
    """Raise :class:`~bot.errors.TooLarge` for a file with a stream over the limit."""
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = unescaped(head[head.rfind(b"obj") :])
        if _FILTER.search(dictionary) and not _OTHER.search(dictionary):
            end = data.find(b"endstream", match.end())
            content(dictionary, data[match.end() : end if end > 0 else None])


def unescaped(text: bytes) -> bytes:
    """Return names as they are meant: ``/F#6frm`` is ``/Form``."""
    if b"#" not in text:
        return text
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), text)


def content(dictionary: bytes, packed: bytes) -> bytes:
    """Return what a stream holds, ``b""`` if it is encrypted, damaged or packed in another way.

    Raises :class:`~bot.errors.TooLarge` for one that unpacks to more than the limit.
    """
    for each in _FILTER.findall(dictionary):
        try:
            packed = _unpacked(packed, each, dictionary)
        except (zlib.error, ValueError):
            return b""
        if len(packed) > MAX_INSTRUCTIONS:
            raise TooLarge(Problem.PAGE_UNPACKS_TOO_LARGE)
    return packed


def _unpacked(packed: bytes, name: bytes, dictionary: bytes) -> bytes:
    if name.startswith(b"F"):
        return zlib.decompressobj().decompress(packed, MAX_INSTRUCTIONS + 1)
    if name.startswith(b"L"):
        return lzw.unpacked(packed, MAX_INSTRUCTIONS, early=not _LATE.search(dictionary))
    if name.startswith(b"A8") or name.endswith(b"85Decode"):
        return a85decode(packed.partition(b"~>")[0])
    return bytes.fromhex(_BLANKS.sub(b"", packed.partition(b">")[0]).decode("ascii"))
