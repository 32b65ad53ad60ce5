"""What a file is that is not read, told by how it begins."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class FileKind(StrEnum):
    """What a file is; the values name messages."""

    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    SOUND_OR_FILM = "sound-or-film"
    PICTURE_SOUND_OR_FILM = "picture-sound-or-film"
    PROGRAM = "program"
    ARCHIVE = "archive"
    DATABASE = "database"
    FONT = "font"
    DRAWING = "drawing"
    POSTSCRIPT = "postscript"
    DJVU = "djvu"
    OTHER_EBOOK = "other-ebook"
    OUTLOOK_ATTACHMENT = "outlook-attachment"
    OUTLOOK_MESSAGE = "outlook-message"
    OLD_WORD = "old-word"
    OLD_EXCEL = "old-excel"
    OLD_POWERPOINT = "old-powerpoint"
    OLD_OFFICE = "old-office"
    OPEN_DOCUMENT = "open-document"
    """Of OpenDocument's, one without running text: a drawing, a chart, a formula."""
    BINARY_WORKBOOK = "binary-workbook"
    XML = "xml"


_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"8BPS", FileKind.PICTURE),
    (b"\0\0\1\0", FileKind.PICTURE),
    (b"\0\0\0\x0cjP  ", FileKind.PICTURE),
    (b"OggS", FileKind.SOUND_OR_FILM),
    (b"ID3", FileKind.SOUND),
    (b"fLaC", FileKind.SOUND),
    (b"MThd", FileKind.SOUND),
    (b"\xff\xfb", FileKind.SOUND),
    (b"\xff\xf3", FileKind.SOUND),
    (b"\x1aE\xdf\xa3", FileKind.FILM),
    (b"\0\0\1\xba", FileKind.FILM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"MZ", FileKind.PROGRAM),
    (b"\0asm", FileKind.PROGRAM),
    (b"\xca\xfe\xba\xbe", FileKind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", FileKind.PROGRAM),
    (b"\xce\xfa\xed\xfe", FileKind.PROGRAM),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"7z\xbc\xaf", FileKind.ARCHIVE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"\xfd7zXZ\0", FileKind.ARCHIVE),
    (b"BZh", FileKind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", FileKind.ARCHIVE),
    (b"MSCF", FileKind.ARCHIVE),
    (b"!<arch>\n", FileKind.ARCHIVE),
    (b"SQLite format 3\0", FileKind.DATABASE),
    (b"%!PS", FileKind.POSTSCRIPT),
    (b"AT&TFORM", FileKind.DJVU),
    (b"ITOLITLS", FileKind.OTHER_EBOOK),
    (b"\0\1\0\0\0", FileKind.FONT),
    (b"OTTO\0", FileKind.FONT),
    (b"wOFF", FileKind.FONT),
    (b"wOF2", FileKind.FONT),
    (b"\x78\x9f\x3e\x22", FileKind.OUTLOOK_ATTACHMENT),
)
"""Where the signature is letters, what follows must be binary too: a text may well begin with
``BM`` or ``MZ``."""

_WITHIN: tuple[tuple[int, bytes, FileKind], ...] = (
    (60, b"BOOKMOBI", FileKind.OTHER_EBOOK),
    (257, b"ustar", FileKind.ARCHIVE),
)
"""Signatures that stand at a place of their own."""

_MEDIA: Mapping[bytes, FileKind] = {
    b"WAVE": FileKind.SOUND,
    b"AVI ": FileKind.FILM,
    b"WEBP": FileKind.PICTURE,
}
_PICTURES = frozenset((b"heic", b"heix", b"avif", b"mif1", b"msf1"))

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE: tuple[tuple[str, FileKind], ...] = (
    ("__substg1.0", FileKind.OUTLOOK_MESSAGE),
    ("WordDocument", FileKind.OLD_WORD),
    ("Workbook", FileKind.OLD_EXCEL),
    ("PowerPoint Document", FileKind.OLD_POWERPOINT),
    ("VisioDocument", FileKind.DRAWING),
)
"""Streams of a compound file, and what it is then."""

_ENCRYPTED = "EncryptedPackage"
"""The stream of an Office document with a password."""


def is_locked(data: bytes) -> bool:
    """Tell whether the file is an Office document with a password."""
    return data.startswith(_COMPOUND) and _has(data, _ENCRYPTED)


def kind(data: bytes) -> FileKind | None:
    """Return what a file is that is not read, or ``None``."""
    if data.startswith(_COMPOUND):
        inside = (name for stream, name in _INSIDE if _has(data, stream))
        return next(inside, FileKind.OLD_OFFICE)
    if data[:4] == b"RIFF" and is_binary(data):
        return _MEDIA.get(data[8:12], FileKind.PICTURE_SOUND_OR_FILM)
    if data[4:8] == b"ftyp":
        return FileKind.PICTURE if data[8:12] in _PICTURES else FileKind.FILM
    found = (
        name
        for place, start, name in (*_WITHIN, *((0, *each) for each in _STARTS))
        if data.startswith(start, place) and (not start.isalnum() or place or is_binary(data))
    )
    return next(found, None)


def is_binary(data: bytes) -> bool:
    """Tell whether a file begins with bytes that no text has."""
    return any(byte < 9 for byte in data[:512])


def _has(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data
