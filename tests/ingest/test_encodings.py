"""The same sentences in the encodings that people have used for them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.ingest.decode import decode

DATA = Path(__file__).parents[1] / "data" / "encodings.txt"
SAMPLES = dict(line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines())

WESTERN = ["cp1252", "iso8859_15", "mac_roman", "cp850"]
CENTRAL = ["cp1250", "iso8859_2", "cp852", "mac_latin2"]
ENCODINGS = {
    **dict.fromkeys(("de", "fr", "es", "pt", "it", "sv"), WESTERN),
    **dict.fromkeys(("pl", "cs", "hu"), CENTRAL),
    "en": ["cp1252", "mac_roman"],
    "ru": ["cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"],
    "uk": ["cp1251", "koi8_u"],
    "el": ["cp1253", "iso8859_7"],
    "tr": ["cp1254", "cp857"],
    "he": ["cp1255", "iso8859_8"],
    "ar": ["cp1256", "iso8859_6", "cp720"],
    "ja": ["shift_jis", "euc_jp", "iso2022_jp"],
    "zh": ["gb18030", "hz"],
    "zht": ["big5"],
    "ko": ["euc_kr"],
    "th": ["tis_620"],
}
UNICODE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language in SAMPLES for encoding in [*ENCODINGS[language], *UNICODE]],
)
def test_a_text_is_read_in_whatever_encoding_it_is(language: str, encoding: str) -> None:
    data = SAMPLES[language].encode(encoding, errors="ignore")

    assert decode(data) == data.decode(encoding).removeprefix("\ufeff")


@pytest.mark.parametrize(
    "text",
    [
        *("20 °C und 5 µg/m³", "café", "ÉCOLE ÉLÉMENTAIRE", "Muñoz", "Größe", "It’s mine", "Nº 5"),
        *("the council’s “new” plan — £5m", "wait…what?", "The naïve idea – “free” – costs €20."),
    ],
)
def test_a_few_western_letters_are_enough(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "names", ["Lübeck Neumünster Köln", "Angoulême Nîmes Orléans", "Málaga Córdoba León"]
)
def test_a_few_names_in_a_table_are_enough(names: str) -> None:
    table = "".join(
        f'"{number:02}","{name}",{number * 104729},{number / 7:.2f}\n'
        for number, name in enumerate(f"Kiel Porto {names} Total".split(), 1)
    )

    assert decode(table.encode("cp1252")) == table


@pytest.mark.parametrize("data", [b"\xe9 " * 700_000, b"abc\xff " * 350_000, b"\x81\x40" * 349_999])
def test_no_bytes_take_long(data: bytes) -> None:
    started = time.process_time()

    decode(data)

    assert time.process_time() - started < 10  # half a one
