"""Where the words stand: what PDFium finds in the boxes of a phrase are the phrase's letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
import pytest

from bot.ingest import pdf
from bot.ingest.boxes import Box, Word, lines, words_of
from bot.ingest.reading import Reading
from bot.model import Span
from tests.ingest.test_pdf import PROSE, SECOND
from tests.ingest.test_pdf_paper import HEIGHT, WIDTH, Print, column, written

HEBREW = ("השר אמר ביום שני כי הגשר החדש ייפתח לתנועה", "בחודש מאי, אחרי ארבע שנים של עבודה.")
CHINESE = ("市政府星期一宣布新的大桥将于五月开放通车", "经过四年的施工，大桥终于完工。")


def placed(reading: Reading) -> Iterator[tuple[int, Word]]:
    """Yield the words of a text with their pages."""
    for stretch in reading.stretches:
        for word in words_of(stretch.words, stretch.start):
            yield stretch.page, word


def boxes(reading: Reading, phrase: str, page: int = 1) -> list[Box]:
    start = reading.text.index(phrase)
    words = (word for number, word in placed(reading) if number == page)
    return lines(words, Span(start, start + len(phrase)))


def within(data: bytes, marks: list[Box], page: int = 1) -> str:
    """Return the letters whose middle stands in one of the boxes."""
    found = ""
    with pypdfium2.PdfDocument(data) as document:
        opened = document[page - 1]
        x, y, *_ = opened.get_cropbox()
        textpage = opened.get_textpage()
        text = textpage.get_text_range()
        for place in range(textpage.count_chars()):
            left, bottom, right, top = textpage.get_charbox(place, loose=True)
            middle = (left + right) / 2 - x, (bottom + top) / 2 - y
            if any(b.left < middle[0] < b.right and b.bottom < middle[1] < b.top for b in marks):
                found += text[place]
        textpage.close()
        opened.close()
    return letters(found)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def check(page: list[Print], phrase: str, **options: object) -> list[Box]:
    data = written(page, **options)  # type: ignore[arg-type]
    marks = boxes(pdf.read_pdf(data), phrase)

    assert sorted(within(data, marks)) == sorted(letters(phrase))  # PDFium has them as painted
    return marks


def test_every_word_of_a_text_has_its_place() -> None:
    reading = pdf.read_pdf(written(column(*PROSE, *SECOND), column(*SECOND)))
    words = [word for _, word in placed(reading)]

    assert [reading.text[word.start : word.end] for word in words] == reading.text.split()
    assert all(before.end <= word.start for before, word in pairwise(words))


def test_a_phrase_within_a_line_is_marked_to_the_letter() -> None:
    (mark,) = check(column(*PROSE), "people came to the opening")

    assert (mark.left, mark.right) == pytest.approx((50 + 12 * 5, 50 + 38 * 5), abs=1)


def test_a_phrase_over_lines_has_a_box_for_each() -> None:
    assert len(check(column(*PROSE), "opening on Monday, most of them")) == 2


def test_a_hyphen_that_fell_away_moves_no_word() -> None:
    page = column("The mayor opened the new town-", "ship hall to all of the people.")

    check(page, "the new township hall to all")


def test_words_in_columns_that_are_painted_across_are_marked_in_their_column() -> None:
    left = [f"{word} of the left column goes on below it" for word in "abcdefgh"]
    right = [f"{word} of the right column goes on below it" for word in "stuvwxyz"]
    rows = zip(column(*left), column(*right, x=330), strict=True)

    marks = check([print_ for row in rows for print_ in row], "c of the right".replace("c", "u"))

    assert all(mark.left >= 330 for mark in marks)


def test_cells_of_a_row_are_marked_and_not_what_is_between() -> None:
    page = [Print(50, 700, "Boats"), Print(200, 700, "forty"), Print(350, 700, "of wood")]
    page += [Print(50, 688, "Ferries"), Print(200, 688, "three"), Print(350, 688, "of iron")]

    assert len(check(page, "Ferries three of iron")) == 3


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_words_on_a_page_on_its_side_are_marked_where_they_stand(turn: int) -> None:
    places = {1: (300, 60, 12, 0), 2: (500, 300, 0, 12), 3: (200, 700, -12, 0)}
    x, y, across, up = places[turn]
    page = [
        Print(x + across * place, y + up * place, line, turn=turn)
        for place, line in enumerate(PROSE)
    ]

    check(page, "the opening on Monday, most of them")


def test_words_of_a_page_that_is_cut_to_a_part_are_marked_there() -> None:
    check(column(*PROSE), "stayed until the evening", shown=(20, 30, WIDTH - 40, HEIGHT - 20))


def test_words_from_right_to_left_are_marked() -> None:
    # PDFium turns right-to-left letters that are painted from left to right.
    page = column(*(line[::-1] for line in HEBREW))
    data = written(page)
    reading = pdf.read_pdf(data)
    phrase = " ".join(reading.text.split()[2:6])

    assert within(data, boxes(reading, phrase)) in {letters(phrase), letters(phrase[::-1])}


def test_a_part_of_chinese_is_marked_to_the_character() -> None:
    (mark,) = check(column(*CHINESE), "新的大桥将于五月")

    assert (mark.left, mark.right) == (50 + 8 * 5, 50 + 16 * 5)


def test_a_phrase_over_the_end_of_a_page_has_boxes_on_both() -> None:
    data = written(
        [*column(*PROSE[:3], y=120)],
        [*column(PROSE[3], y=700), *column(*SECOND, y=640)],
    )
    reading = pdf.read_pdf(data)
    phrase = "thanked all of them for coming"

    assert within(data, boxes(reading, phrase, 1), 1) == letters("thanked all")
    assert within(data, boxes(reading, phrase, 2), 2) == letters("of them for coming")
    assert [stretch.page for stretch in reading.stretches] == [1, 2]
