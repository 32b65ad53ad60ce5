from __future__ import annotations

import random

import pytest

from bot.ingest.signatures import FileKind, is_locked, kind

NOISE = bytes(random.Random(1).randbytes(300))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n" + NOISE, FileKind.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 " + NOISE, FileKind.PICTURE),
        (b"RIFF\0\0\0\0WAVEfmt " + NOISE, FileKind.SOUND),
        (b"\0\0\0\x20ftypheic" + NOISE, FileKind.PICTURE),
        (b"\0\0\0\x20ftypisom" + NOISE, FileKind.FILM),
        (b"fLaC" + b"\0" * 9, FileKind.SOUND),
        (b"\xfd7zXZ\0" + NOISE, FileKind.ARCHIVE),
        (b"a.txt".ljust(257, b"\0") + b"ustar" + NOISE, FileKind.ARCHIVE),
        (b"\0asm\1\0\0\0", FileKind.PROGRAM),
        (b"%!PS-Adobe-3.0\n", FileKind.POSTSCRIPT),
        (b"Title".ljust(60, b"\0") + b"BOOKMOBI", FileKind.OTHER_EBOOK),
        (COMPOUND, FileKind.OLD_OFFICE),
        (COMPOUND + "WordDocument".encode("utf-16-le"), FileKind.OLD_WORD),
        (COMPOUND + "__substg1.0_1".encode("utf-16-le"), FileKind.OUTLOOK_MESSAGE),
    ],
)
def test_a_file_is_named_by_how_it_begins(data: bytes, named: FileKind) -> None:
    assert kind(data) is named


@pytest.mark.parametrize("text", ["BMW and MZ", "OTTO writes", "BZh is a mark", "RIFF, GIF8, wOFF"])
def test_a_text_is_none_of_them(text: str) -> None:
    assert kind(text.encode()) is None


def test_a_document_with_a_password_is_told_from_an_old_one() -> None:
    assert is_locked(COMPOUND + "EncryptedPackage".encode("utf-16-le"))
    assert not is_locked(COMPOUND)
