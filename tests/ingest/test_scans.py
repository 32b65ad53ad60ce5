from __future__ import annotations

import pytest

from bot.errors import NoText, Problem
from bot.ingest import pdf
from bot.model import Note, NoteKind
from tests.ingest.test_pdf_paper import column, written
from tests.refusals import refused

LINES = ("The ferry runs every hour", "from the first of May on.")
TEXT = " ".join(LINES)


def table(*lines: str, confidence: int = 90) -> str:
    """What Tesseract says of lines on a page of 1,667 by 2,222 pixels."""
    rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight"]
    for line, words in enumerate(lines):
        left = 200
        for number, word in enumerate(words.split()):
            where = f"{left}\t{300 + 40 * line}\t{20 * len(word)}\t30\t{confidence}\t{word}"
            rows.append(f"5\t1\t1\t1\t{line}\t{number}\t{where}")
            left += 20 * len(word) + 12
    return "\n".join(rows)


def test_a_page_without_text_is_read_by_what_reads_pictures_and_said_so() -> None:
    pictures: list[bytes] = []

    def recognise(picture: bytes) -> str:
        pictures.append(picture)
        return table(*LINES)

    reading = pdf.read_pdf(
        written([], column("A page that has a text of its own.")), recognise=recognise
    )

    assert reading.text == f"{TEXT}\n\nA page that has a text of its own."
    assert reading.notes == (Note(NoteKind.PAGES_READ_BY_OCR, (1,)),)
    assert [picture[:2] for picture in pictures] == [b"P5"]


def test_the_words_of_a_scan_have_their_places_on_the_page() -> None:
    reading = pdf.read_pdf(written([]), recognise=lambda _: table(*LINES))

    [stretch] = reading.stretches
    assert stretch.page == 1
    assert reading.text == TEXT


@pytest.mark.parametrize("seen", ["", table("ab"), table(*LINES, confidence=12), "5\tno table"])
def test_what_nothing_is_read_in_stays_a_scan(seen: str) -> None:
    with refused(NoText, Problem.ONLY_SCANS):
        pdf.read_pdf(written([]), recognise=lambda _: seen)


def test_pages_of_unknown_letters_are_read_by_their_picture() -> None:
    private = "".join(map(chr, range(0xE100, 0xE128)))
    garbage = written(column(private))

    assert pdf.read_pdf(garbage, recognise=lambda _: table(*LINES)).text == TEXT
