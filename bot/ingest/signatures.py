"""What a file is that is not read, told by how it begins."""

from __future__ import annotations

from collections.abc import Mapping

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"8BPS", "a picture"),
    (b"\0\0\1\0", "a picture"),
    (b"\0\0\0\x0cjP  ", "a picture"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"MThd", "a sound"),
    (b"\xff\xfb", "a sound"),
    (b"\xff\xf3", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\0\0\1\xba", "a film"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\0asm", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xce\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"\xfd7zXZ\0", "a packed archive"),
    (b"BZh", "a packed archive"),
    (b"\x28\xb5\x2f\xfd", "a packed archive"),
    (b"MSCF", "a packed archive"),
    (b"!<arch>\n", "a packed archive"),
    (b"SQLite format 3\0", "a database"),
    (b"%!PS", "a PostScript file"),
    (b"AT&TFORM", "a DjVu document"),
    (b"ITOLITLS", "an e-book of another kind"),
    (b"\0\1\0\0\0", "a font"),
    (b"OTTO\0", "a font"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x78\x9f\x3e\x22", "what Outlook made of an e-mail"),
)
"""Where the signature is letters, what follows must be binary too: a text may well begin with
``BM`` or ``MZ``."""

_WITHIN: tuple[tuple[int, bytes, str], ...] = (
    (60, b"BOOKMOBI", "an e-book of another kind"),
    (257, b"ustar", "a packed archive"),
)
"""Signatures that stand at a place of their own."""

_MEDIA: Mapping[bytes, str] = {b"WAVE": "a sound", b"AVI ": "a film", b"WEBP": "a picture"}
_PICTURES = frozenset((b"heic", b"heix", b"avif", b"mif1", b"msf1"))

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE: tuple[tuple[str, str], ...] = (
    ("__substg1.0", "an Outlook message"),
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
    ("VisioDocument", "a drawing"),
)
"""Streams of a compound file, and what it is then."""

_ENCRYPTED = "EncryptedPackage"
"""The stream of an Office document with a password."""


def is_locked(data: bytes) -> bool:
    """Tell whether the file is an Office document with a password."""
    return data.startswith(_COMPOUND) and _has(data, _ENCRYPTED)


def kind(data: bytes) -> str:
    """Return what to call a file that is not read, ``a picture`` say, or ``""``."""
    if data.startswith(_COMPOUND):
        inside = (name for stream, name in _INSIDE if _has(data, stream))
        return next(inside, "an old Office document")
    if data[:4] == b"RIFF" and is_binary(data):
        return _MEDIA.get(data[8:12], "a picture, sound or film")
    if data[4:8] == b"ftyp":
        return "a picture" if data[8:12] in _PICTURES else "a film"
    found = (
        name
        for place, start, name in (*_WITHIN, *((0, *each) for each in _STARTS))
        if data.startswith(start, place) and (not start.isalnum() or place or is_binary(data))
    )
    return next(found, "")


def is_binary(data: bytes) -> bool:
    """Tell whether a file begins with bytes that no text has."""
    return any(byte < 9 for byte in data[:512])


def _has(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data
