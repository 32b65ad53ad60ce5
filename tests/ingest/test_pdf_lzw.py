from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from bot.ingest.pdf.lzw import unpacked

CHANCE = random.Random(7)
PLENTY = 1 << 20


def packed(data: bytes) -> bytes:
    """Return what libtiff packs the bytes into; its LZW is that of PDFs."""
    file = BytesIO()
    rows = Image.frombytes("L", (100, len(data) // 100), data)
    rows.save(file, "TIFF", compression="tiff_lzw", strip_size=PLENTY)
    tags = Image.open(BytesIO(file.getvalue())).tag_v2  # type: ignore[attr-defined]
    ((start,), (length,)) = tags[273], tags[279]
    return file.getvalue()[start : start + length]


@pytest.mark.parametrize(
    "data",
    [
        bytes(20_000),
        bytes(CHANCE.choice(b"abc \n") for _ in range(50_000)),
        bytes(CHANCE.randrange(256) for _ in range(20_000)),
        b"/N Do /N Do " * 1_000,
    ],
    ids=["zeros", "words", "noise", "instructions"],
)
def test_what_another_program_packed_is_unpacked(data: bytes) -> None:
    assert unpacked(packed(data), PLENTY) == data


def test_it_stops_at_the_limit_and_at_what_is_damaged() -> None:
    data = packed(bytes(500_000))

    assert 1_000 < len(unpacked(data, 1_000)) < 6_000
    assert unpacked(data[:100], PLENTY) == bytes(len(unpacked(data[:100], PLENTY)))
    for noise in (b"", b"\xff" * 500, bytes(CHANCE.randrange(256) for _ in range(500))):
        assert len(unpacked(noise, PLENTY)) < PLENTY
