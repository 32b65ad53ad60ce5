"""Letters that a program takes for others, and texts that look as if it had."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.mistaken import as_meant, ligatures
from bot.model import Note, NoteKind
from tests.ingest.test_pdf_paper import column, written


def read(text: str) -> str:
    return as_meant(Line(1, 0, 0, 10, 10, 10, bold=False, text=text)).text


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("⼀般社団法⼈の⽣徒と⽼師", "一般社団法人の生徒と老師"),
        ("市⻓も⻑い演説をした", "市长も長い演説をした"),
        ("部首は ⼀ と ⺟ である", "部首は ⼀ と ⺟ である"),
        ("در سال ۹۸۵÷ و øöø٦", "در سال ۹۸۵\ufffd و \ufffd\ufffd\ufffd٦"),
        ("این ఢ\u200cزاد است", "این \ufffd\u200cزاد است"),
        ("이 Þ교는 설립되었다", "이 \ufffd교는 설립되었다"),
        ("設立されましたĀ生徒", "設立されました\ufffd生徒"),
        ("Let ý ∈ ℝ and þ ≤ ý", "Let \ufffd ∈ ℝ and \ufffd ≤ \ufffd"),
    ],
)
def test_what_nobody_writes_within_a_word_is_told(given: str, meant: str) -> None:
    assert read(given) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Þetta er ýmislegt sem við sögðum í gær",
        "హైదరాబాద్\u200cలో స్థాపించబడింది",
        "声调有ā、á、ǎ和à",
        "قال «نعم» في café الجديد",
        "서울·부산 KTX는 300km를 달린다",
        "x ∈ A and y ∈ B for all z",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert read(text) == text


TORN = "The ürst oûicial oûice of the waffle aûair was diûicult to ünd, and the staû"


def test_letters_that_stand_for_ligatures_are_told_by_words() -> None:
    assert ligatures([TORN, "oûered a ýuûy muûin"], "en") == {"û": "ff", "ü": "fi", "ý": "fl"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Für die Brücke am Fluss über das Tal müssen fünf Bürger für Übung bürgen", "de"),
        ("Mr Müller of Zürich met Mrs Grünwald and Señor Núñez in a café", "en"),
        ("El niño pequeño soñó con España", "es"),
        (TORN, ""),
    ],
)
def test_letters_of_words_stand_for_themselves(text: str, language: str) -> None:
    assert not ligatures([text], language)


@pytest.mark.parametrize("producer", ["GPL Ghostscript 10.05", "Somebody"])
def test_only_files_of_a_program_that_loses_bytes_are_put_right(producer: str) -> None:
    page = column(TORN, "that was there in the winter of that year was at a loss.")

    reading = pdf.read_pdf(written(page, stated={"Producer": producer}))

    right = "The first official office of the waffle affair was difficult to find"
    assert reading.text.startswith(right) is (producer != "Somebody")
    assert reading.notes == ()


def test_lines_whose_letters_lost_a_byte_are_left_out_and_told() -> None:
    garbled = "Ш>B?4 5O?4 BEAB64A4 6 МBE>69, Gч9A<>4@< BF@9F<?4 B5N98<A9A<я@<"
    said = "The council of the town met on Monday, and all of its members were there."
    page = column(said, garbled, "Nobody was away.", pitch=30)

    reading = pdf.read_pdf(written(page))

    assert "BEAB" not in reading.text
    assert "Nobody was away." in reading.text
    assert reading.notes == (Note(NoteKind.LINES_OF_UNKNOWN_LETTERS, (1,)),)
