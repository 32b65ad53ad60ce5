"""What the fonts say of their signs, and which letters those are."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from bot.ingest.reading import Reading
from tests.ingest.test_pdf_paper import Print, column, written


def read(*lines: str, **signs: str) -> Reading:
    """Read lines in which ``{A}`` is a sign of which the font says that it means ``signs["A"]``."""
    codes = {name: chr(0xE000 + ord(name)) for name in signs}
    meanings = {codes[name]: text for name, text in signs.items()}
    return pdf.read(written(column(*(line.format(**codes) for line in lines)), signs=meanings))


def below() -> list[Print]:
    return column("Nobody reads this second paragraph of the page.", y=600)


def test_letters_beyond_the_first_plane_are_whole() -> None:
    assert read("Let {X} = {Y} be the equation that is solved.", X="𝑥", Y="𝑦").text == (
        "Let 𝑥 = 𝑦 be the equation that is solved."
    )


def test_half_of_a_letter_is_marked_as_unknown() -> None:
    assert read("Let {X} = {Y} be the equation that is solved.", X="\ud835", Y="\udc66").text == (
        "Let \ufffd = \ufffd be the equation that is solved."
    )


@pytest.mark.parametrize(("rise", "size"), [(4.4, 8.9), (3, 8.3), (5, 8.3), (3, 6)])
def test_figures_that_browsers_raise_are_raised(rise: float, size: float) -> None:
    page = [*column("The fee is 25"), Print(115, 700 + rise, "3", size), Print(122, 700, "euros.")]

    assert pdf.read(written([*page, *below()])).text.startswith("The fee is 25³ euros.\n")


def test_figures_of_another_font_are_not_raised() -> None:
    """Their box is lower, and begins higher above the foot of the letters."""
    low = b"/FontName /Sans-Bold /Flags 32 /Ascent 700 /Descent 0 /FontBBox [0 0 500 700]"
    high = b"/FontName /Sans-Bold /Flags 32 /Ascent 800 /Descent -200 /FontBBox [0 -200 500 800]"
    page = [*column("The school was founded in"), Print(180, 700, "1985", bold=True)]
    data = written([*page, Print(205, 700, "by the river."), *below()])

    assert data.count(high) == 1
    assert "founded in 1985 by" in pdf.read(data.replace(high, low)).text


def test_letters_that_are_set_wide_are_words() -> None:
    title = "The river council"
    wide = [Print(50 + 9 * place, 700, letter) for place, letter in enumerate(title)]

    assert pdf.read(written([*wide, *below()])).text.startswith(f"{title}\n")


def test_letters_that_are_set_wide_without_blanks_are_words() -> None:
    title = "The river council"
    wide = [Print(50 + 8 * at, 700, each) for at, each in enumerate(title) if each != " "]

    assert pdf.read(written([*wide, *below()])).text.startswith(f"{title}\n")


def test_single_letters_and_figures_that_stand_apart_stay_apart() -> None:
    rows = [Print(50 + 9 * at, 700, each) for at, each in enumerate("12345678")]
    rows += [Print(50 + 9 * at, 680, each) for at, each in enumerate("ABCD")]

    text = pdf.read(written([*rows, *below()])).text

    assert text.startswith("1 2 3 4 5 6 7 8")
    assert "A B C D" in text


def test_gaps_in_chinese_that_is_set_to_a_width_are_no_blanks() -> None:
    line = "这所学校于北京成立并庆祝了它的生日所有的学生都参加了活动"
    letters = " -250 ".join(f"<{letter.encode('utf-16-be').hex()}>" for letter in line)
    wide = f"BT /F0 10 Tf 1 0 0 1 50 700 Tm [{letters}] TJ ET".encode()

    assert pdf.read(written([wide, *below()])).text.startswith(f"{line}\n")


def test_letters_of_a_negative_size_in_a_turned_space_are_upright() -> None:
    lines = "Two hundred people came to the opening,", "most of whom stayed for long."
    page = [
        f"BT /F0 -10 Tf -1 0 0 -1 50 {700 - 12 * place} Tm"
        f" <{line.encode('utf-16-be').hex()}> Tj ET".encode()
        for place, line in enumerate(lines)
    ]

    assert pdf.read(written(page)).text == " ".join(lines)
