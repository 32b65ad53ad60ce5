"""No word of a page vanishes: what stands on it is kept, or the moderator is told."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.conserved import lacking, letters, lost
from bot.ingest.pdf.document import LeftOut
from bot.model import Note, NoteKind
from tests.ingest.test_pdf import PARAGRAPH, PROSE, label
from tests.ingest.test_pdf_paper import Print, column, written

WIDE = (
    "The council says that four thousand households of the valley were connected to the new"
    " heating network before the month of June",
    "of this year, and that another thousand will follow before the winter begins.",
)


@pytest.mark.parametrize("inherited", [True, False], ids=["inherited", "its own"])
def test_words_to_the_edge_of_a_page_in_landscape_are_kept(inherited: bool) -> None:
    data = written(column(*WIDE), shown=(0, 0, 842, 595 + 200), inherited=inherited)

    assert pdf.read_pdf(data).text == " ".join(WIDE)


def test_the_first_lines_of_a_page_taller_than_letter_paper_are_kept() -> None:
    data = written(column(*PROSE, y=820), column(*WIDE), shown=(0, 0, 842, 842), inherited=True)
    reading = pdf.read_pdf(data)

    assert reading.text == f"{PARAGRAPH}\n\n{' '.join(WIDE)}"
    assert label(reading, WIDE[1]) == "page 2"


def test_a_phrase_beyond_the_edge_is_left_out_and_told_and_a_printers_mark_is_not() -> None:
    mark = Print(700, 690, "proof of 6 December")
    hidden = Print(700, 600, "Nobody sees this sentence.")
    reading = pdf.read_pdf(
        written([*column(*PROSE), mark], [*column(*WIDE, y=600, size=7), hidden])
    )

    assert reading.text == f"{PARAGRAPH}\n\n{' '.join(WIDE)}"
    assert reading.notes == (Note(NoteKind.WORDS_BEYOND_THE_EDGE, (2,)),)


def test_the_page_that_lacks_letters_is_named_or_all_if_their_lines_are_whole() -> None:
    whole = letters(["the bridge"]), ["The bridge"]
    torn = letters(["is open"]), ["open"]

    assert lacking({1: whole, 3: torn}, ["The bridge is open"]) == []
    assert lacking({1: whole, 3: torn}, ["The bridge open"]) == [3]
    assert lacking({1: whole, 3: whole}, ["The bridge"]) == [1, 3]
    assert LeftOut(lost=[3]).notes() == (Note(NoteKind.WORDS_MAY_BE_LOST, (3,)),)


def test_letters_are_the_same_in_any_form() -> None:
    assert (
        letters(["No. ¹²,", "ﬁrst 𝑥²"]) == letters(["no 12", "FIRST x2"]) == Counter("no12firstx2")
    )
    assert lost(letters(["a word"]), letters(["word"])) == 1
    assert lost(letters(["word"]), letters(["a word twice"])) == 0
