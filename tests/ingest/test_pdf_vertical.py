"""Chinese and Japanese in columns, letters from the top, and readings beside the letters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.ingest import boxes, pdf
from tests.ingest.test_pdf_paper import Print, column, square, with_squares, written

SENTENCE = (
    "学校は昭和六十年に東京で設立されました。市長も先生方も出席し、町の人々は祭りを楽しんだ。"
)
SECOND = "第二校舎は平成十二年に完成し、「町の誇りだ」と校長は語る。"
POEM = "山は青く水は清し、われらの学びや"
MARKED = "校長は語る︒﹁町の誇りだ﹂と︑市長も語る︵全文は別紙︶"


LETTERS = "".join(
    dict.fromkeys(f"{SENTENCE}{SECOND}{POEM}{MARKED}校舎は年図書館が加わったがっこう")
)


def down(text: str, x: float, y: float = 700, size: float = 10) -> list[Print | bytes]:
    """A column, letter by letter as browsers paint it; ``x`` is its left edge and ``y`` its top."""
    return [
        square(x, y - size * (place + 0.88), LETTERS.index(letter) + 1, size)
        for place, letter in enumerate(text)
    ]


def columns(*texts: str, x: float = 500, y: float = 700, length: int = 20) -> list[Print | bytes]:
    """Paragraphs in columns from the right."""
    page: list[Print | bytes] = []
    for text in texts:
        for start in range(0, len(text), length):
            page += down(text[start : start + length], x, y)
            x -= 17
        x -= 10
    return page


def upright(*pages: Sequence[Print | bytes]) -> bytes:
    """A file with a font whose letters are drawn as squares."""
    return with_squares(written(*pages), LETTERS)


def read(*page: Print | bytes) -> list[str]:
    return pdf.read_pdf(upright(page)).text.split("\n\n")


def test_columns_are_read_from_the_right() -> None:
    assert read(*columns(SENTENCE, SECOND)) == [SENTENCE, SECOND]


def test_columns_that_are_painted_from_the_left_are_read_from_the_right() -> None:
    parts = [SENTENCE[start : start + 20] for start in range(0, len(SENTENCE), 20)]
    painted = [down(part, 500 - 17 * place) for place, part in enumerate(parts)]

    assert read(*(each for part in reversed(painted) for each in part)) == [SENTENCE]


def test_a_number_on_its_side_stays_in_its_column() -> None:
    page = [
        *down("校舎は平成", 500),
        Print(502, 650, "12", turn=3),
        *down("年に完成し、図書館が加わった。", 500, 640),
        *columns(SECOND, x=470),
    ]

    assert read(*page) == ["校舎は平成12年に完成し、図書館が加わった。", SECOND]


def test_a_number_upright_in_one_square_stays_in_its_column() -> None:
    page = [
        *down("校舎は平成", 500),
        Print(500, 642, "12"),
        *down("年に完成し、図書館が加わった。", 500, 640),
        *columns(SECOND, x=470),
    ]

    assert read(*page) == ["校舎は平成12年に完成し、図書館が加わった。", SECOND]


def test_marks_as_they_stand_in_columns_are_those_of_lines() -> None:
    assert read(*columns(MARKED, SECOND)) == [
        "校長は語る。「町の誇りだ」と、市長も語る（全文は別紙）",
        SECOND,
    ]


def test_two_rows_of_columns_are_read_one_after_the_other() -> None:
    upper, lower = columns(SENTENCE, length=12), columns(SECOND, length=12, y=500)

    assert read(*upper, *lower) == [SENTENCE, SECOND]


def test_columns_among_lines_are_read_where_they_stand() -> None:
    page = [
        Print(50, 760, "The school has a song of its own, which all pupils know by heart."),
        *columns(POEM, length=8),
        Print(50, 500, "It was written by a teacher in the spring of that year."),
    ]

    assert read(*page) == [
        "The school has a song of its own, which all pupils know by heart.",
        POEM,
        "It was written by a teacher in the spring of that year.",
    ]


def test_page_numbers_of_columns_are_cut() -> None:
    pages = [
        [*columns(text), Print(295, 40, number)]
        for text, number in ((SENTENCE, "8"), (SECOND, "9"))
    ]

    reading = pdf.read_pdf(upright(*pages))

    assert reading.text == f"{SENTENCE}\n\n{SECOND}"
    assert reading.removed == ("8", "9")


def test_words_of_columns_are_marked_where_they_are_seen() -> None:
    reading = pdf.read_pdf(upright(columns(SENTENCE)))
    (stretch,) = reading.stretches
    words = {
        reading.text[word.start : word.end]: word
        for word in boxes.words_of(stretch.words, stretch.start)
    }

    assert [round(side) for side in words["昭"][2:]] == [500, 660, 510, 670]


@pytest.mark.parametrize("before", [True, False])
def test_readings_above_a_line_are_no_text_of_it(before: bool) -> None:
    reading = [Print(62.5, 710, "がっこう", 5)]
    line = column("このあたらしい学校は昭和六十年に東京で設立されました。", size=10)
    line += column("そこでは毎年、生徒たちが校庭で祭りを楽しみます。", y=680)
    page = [*reading, *line] if before else [line[0], *reading, *line[1:]]

    found = pdf.read_pdf(written(page))

    assert found.text == "".join(each.text for each in line)
    assert found.removed == ("がっこう",)
    assert found.notes == ()


def test_readings_beside_a_column_are_no_text_of_it() -> None:
    page = [*down(SENTENCE[:20], 500), *down("がっこう", 510, 706, 5), *down(SENTENCE[20:40], 483)]

    found = pdf.read_pdf(upright([*page, *columns(SECOND, x=450)]))

    assert found.text == f"{SENTENCE[:40]}\n\n{SECOND}"
    assert found.removed == ("がっこう",)


def test_readings_of_chinese_have_tones() -> None:
    line = column("这所学校于一九八五年在北京成立，所有的学生和老师都参加了。")
    small = [Print(55, 710, "suǒ", 4), Print(60, 710, "xuéxiào", 4)]

    assert pdf.read_pdf(written([*small, *line])).text == line[0].text
    assert "suo" in pdf.read_pdf(written([Print(55, 710, "suo", 4), *line])).text
