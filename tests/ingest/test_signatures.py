from __future__ import annotations

import random

import pytest

from bot.ingest.signatures import is_locked, kind

NOISE = bytes(random.Random(1).randbytes(300))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + NOISE, "a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 " + NOISE, "a picture"),
        (b"RIFF\0\0\0\0WAVEfmt " + NOISE, "a sound"),
        (b"\0\0\0\x20ftypheic" + NOISE, "a picture"),
        (b"\0\0\0\x20ftypisom" + NOISE, "a film"),
        (b"fLaC" + b"\0" * 9, "a sound"),
        (b"\xfd7zXZ\0" + NOISE, "a packed archive"),
        (b"a.txt".ljust(257, b"\0") + b"ustar" + NOISE, "a packed archive"),
        (b"\0asm\1\0\0\0", "a program"),
        (b"%!PS-Adobe-3.0\n", "a PostScript file"),
        (b"Title".ljust(60, b"\0") + b"BOOKMOBI", "an e-book of another kind"),
        (COMPOUND, "an old Office document"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)"),
        (COMPOUND + "__substg1.0_1".encode("utf-16-le"), "an Outlook message"),
    ],
)
def test_a_file_is_named_by_how_it_begins(data: bytes, name: str) -> None:
    assert kind(data) == name


@pytest.mark.parametrize("text", ["BMW and MZ", "OTTO writes", "BZh is a mark", "RIFF, GIF8, wOFF"])
def test_a_text_is_none_of_them(text: str) -> None:
    assert kind(text.encode()) == ""


def test_a_document_with_a_password_is_told_from_an_old_one() -> None:
    assert is_locked(COMPOUND + "EncryptedPackage".encode("utf-16-le"))
    assert not is_locked(COMPOUND)
