"""What the fonts say of their signs, and which letters those are."""

from __future__ import annotations

import pytest

from bot.errors import NoText, Problem
from bot.ingest import boxes, pdf
from bot.ingest.pdf.glyph_names import GlyphNames, letters
from bot.ingest.reading import Reading
from bot.model import Note, NoteKind
from tests.ingest.test_pdf_paper import Print, column, square, with_squares, written


def read(*lines: str, **signs: str) -> Reading:
    """Read lines in which ``{A}`` is a sign of which the font says that it means ``signs["A"]``."""
    codes = {name: chr(0xE000 + ord(name)) for name in signs}
    meanings = {codes[name]: text for name, text in signs.items()}
    return pdf.read_pdf(written(column(*(line.format(**codes) for line in lines)), signs=meanings))


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

    assert pdf.read_pdf(written([*page, *below()])).text.startswith("The fee is 25³ euros.\n")


def test_figures_of_another_font_are_not_raised() -> None:
    """Their box is lower, and begins higher above the foot of the letters."""
    low = b"/FontName /Sans-Bold /Flags 32 /Ascent 700 /Descent 0 /FontBBox [0 0 500 700]"
    high = b"/FontName /Sans-Bold /Flags 32 /Ascent 800 /Descent -200 /FontBBox [0 -200 500 800]"
    page = [*column("The school was founded in"), Print(180, 700, "1985", bold=True)]
    data = written([*page, Print(205, 700, "by the river."), *below()])

    assert data.count(high) == 1
    assert "founded in 1985 by" in pdf.read_pdf(data.replace(high, low)).text


def test_letters_that_are_set_wide_are_words() -> None:
    title = "The river council"
    wide = [Print(50 + 9 * place, 700, letter) for place, letter in enumerate(title)]

    assert pdf.read_pdf(written([*wide, *below()])).text.startswith(f"{title}\n")


def test_letters_that_are_set_wide_without_blanks_are_words() -> None:
    title = "The river council"
    wide = [Print(50 + 8 * at, 700, each) for at, each in enumerate(title) if each != " "]

    assert pdf.read_pdf(written([*wide, *below()])).text.startswith(f"{title}\n")


def test_single_letters_and_figures_that_stand_apart_stay_apart() -> None:
    rows = [Print(50 + 9 * at, 700, each) for at, each in enumerate("12345678")]
    rows += [Print(50 + 9 * at, 680, each) for at, each in enumerate("ABCD")]

    text = pdf.read_pdf(written([*rows, *below()])).text

    assert text.startswith("1 2 3 4 5 6 7 8")
    assert "A B C D" in text


def test_gaps_in_chinese_that_is_set_to_a_width_are_no_blanks() -> None:
    line = "这所学校于北京成立并庆祝了它的生日所有的学生都参加了活动"
    letters = " -250 ".join(f"<{letter.encode('utf-16-be').hex()}>" for letter in line)
    wide = f"BT /F0 10 Tf 1 0 0 1 50 700 Tm [{letters}] TJ ET".encode()

    assert pdf.read_pdf(written([wide, *below()])).text.startswith(f"{line}\n")


def test_letters_of_a_negative_size_in_a_turned_space_are_upright() -> None:
    lines = "Two hundred people came to the opening,", "most of whom stayed for long."
    page = [
        f"BT /F0 -10 Tf -1 0 0 -1 50 {700 - 12 * place} Tm"
        f" <{line.encode('utf-16-be').hex()}> Tj ET".encode()
        for place, line in enumerate(lines)
    ]

    assert pdf.read_pdf(written(page)).text == " ".join(lines)


def test_a_sign_without_a_name_is_the_ligature_that_the_words_tell() -> None:
    reading = read("The uni{X}ed o{Y}ces of the {X}rm are di{Y}cult to {X}nd.", X="", Y="")

    assert reading.text == "The unified offices of the firm are difficult to find."
    assert reading.notes == ()


def test_words_with_a_ligature_stand_where_they_stood() -> None:
    reading = read("The uni{X}ed council met.", "Nobody else came to it.", X="")

    placed = [
        reading.text[word.start : word.end]
        for stretch in reading.stretches
        for word in boxes.words_of(stretch.words, stretch.start)
    ]
    assert placed == reading.text.split()


def test_a_sign_without_a_name_is_marked_and_told() -> None:
    reading = read("Let {X} be a number of the set of all numbers.", X="")

    assert reading.text == "Let \ufffd be a number of the set of all numbers."
    assert reading.notes == (Note(NoteKind.UNKNOWN_LETTERS, (1,)),)


def test_a_symbol_instead_of_a_ligature_is_what_the_words_tell() -> None:
    reading = read(
        "The …rst and speci…c de…nition is di¤erent in all", "o¢ces and di¢cult to e¤ect."
    )

    assert reading.text == (
        "The first and specific definition is different in all offices and difficult to effect."
    )


def test_letters_that_a_language_has_stay() -> None:
    lines = (
        "Die Öffnung der Öfen in Österreich freut alle, die dort",
        "größere Öfen und Äpfel haben.",
    )

    assert read(*lines).text == " ".join(lines)


def test_a_sign_by_itself_at_the_start_of_a_line_is_a_bullet() -> None:
    reading = read("The rules of the house are:", "{X} no dogs", "{X} no noise after ten", X="")

    assert reading.text.split("\n\n") == [
        "The rules of the house are:",
        "• no dogs",
        "• no noise after ten",
    ]


def test_only_the_lines_of_a_font_that_says_nothing_are_left_out() -> None:
    figure = [Print(50, 500 - 12 * row, "\ue0a1\ue0b2\ue0c3 \ue0d4\ue0e5") for row in range(3)]
    reading = pdf.read_pdf(written([*below(), *figure], signs={"\ue0ff": "x"}))

    assert reading.text == "Nobody reads this second paragraph of the page."
    assert reading.notes == (Note(NoteKind.LINES_OF_UNKNOWN_LETTERS, (1,)),)


def test_a_font_that_numbers_its_letters_as_ascii_does_is_read() -> None:
    lines = "Two hundred people came to the opening of the bridge", "in 1985, and stayed for long."
    reading = pdf.read_pdf(written(column(*lines), mapped=False))

    assert reading.text == " ".join(lines)
    assert reading.notes == ()


def test_a_font_with_other_numbers_is_not_read() -> None:
    """Many programs number the glyphs of a font anew; 29 is what separates them from ASCII."""
    lines = "Two hundred people came to the opening of the bridge", "in 1985, and stayed for long."
    moved = ["".join(chr(ord(letter) + 1) for letter in line) for line in lines]

    with pytest.raises(NoText) as raised:
        pdf.read_pdf(written(column(*moved), mapped=False))
    assert raised.value.refusal.problem is Problem.UNKNOWN_LETTERS


def test_the_title_of_a_slide_with_a_picture_is_text() -> None:
    slide = [Print(50, 400, "The new bridge", 30)]

    reading = pdf.read_pdf(written(slide, below(), pictured=True))

    assert reading.text == "The new bridge\n\nNobody reads this second paragraph of the page."


def test_narrow_gaps_in_the_words_of_a_recognised_scan_are_no_blanks() -> None:
    shown = ["The commune of Nort", "h Buon", "a has a road."]
    places = [50, 50 + 5 * len(shown[0]) + 1.6, 50 + 5 * len(shown[0] + shown[1]) + 3.2]
    page = [Print(x, 700, text) for x, text in zip(places, shown, strict=True)]

    assert pdf.read_pdf(written([b"3 Tr", *page])).text == "The commune of North Buona has a road."
    assert "Nort h Buon a" in pdf.read_pdf(written([*page, *below()])).text


def test_letters_whose_bytes_were_swapped_are_as_they_are_meant() -> None:
    """Ghostscript writes so what a glyph for several letters means."""
    reading = read("The {X}rst {Y}icer of the house {X}nds it di{Y}icult.", X="昀椀", Y="昀昀")

    assert reading.text == "The first fficer of the house finds it difficult."


def test_chinese_in_words_that_nobody_mixes_it_with_is_marked_and_told() -> None:
    reading = read("Դպրոցը հիմ{X}ադրվել է Երևանում և նա սովորեցնում է շատ բան", X="瑶")

    assert reading.text == "Դպրոցը հիմ\ufffdադրվել է Երևանում և նա սովորեցնում է շատ բան"
    assert reading.notes == (Note(NoteKind.UNKNOWN_LETTERS, (1,)),)
    assert read("公司使用Python语言和SQL数据库处理所有客户的订单").notes == ()


def test_lines_of_words_that_no_language_has_are_left_out_and_told() -> None:
    greek = "Τ¿ Ãχ¿»µ²¿ ¹´ÁÐ¸·ºµ Ä¿ ÃÄ·½ Α¸±½α"
    reading = pdf.read_pdf(written([Print(50, 700, greek), *below()]))

    assert reading.text == "Nobody reads this second paragraph of the page."
    assert reading.notes == (Note(NoteKind.LINES_OF_UNKNOWN_LETTERS, (1,)),)
    formula = "The α-helix and the β-sheet of 5 µm weigh ½ kg at Δt = 3, says Müller & Söhne®."
    assert read(formula).text == formula


def dot(x: float, y: float) -> bytes:
    """Return a square of four points, as bullets are drawn."""
    return f"{x} {y} 4 4 re f".encode()


def test_lines_with_drawn_bullets_are_the_items_of_a_list() -> None:
    items = ["Visitors leave their coats", "Nobody runs in the house", "No dogs at any time"]
    page: list[Print | bytes] = [Print(50, 720, "The rules of the house are these:")]
    for place, item in enumerate(items):
        page += [dot(60, 702 - 12 * place), Print(70, 700 - 12 * place, item)]

    text = pdf.read_pdf(written(page)).text

    assert text.split("\n\n")[1:] == [f"• {item}" for item in items]


def test_a_figure_before_one_line_is_no_bullet() -> None:
    page: list[Print | bytes] = [
        dot(40, 702),
        Print(50, 700, "Nobody reads this sentence of the house."),
    ]

    assert "•" not in pdf.read_pdf(written(page)).text


def test_a_title_with_a_shadow_is_read_once() -> None:
    title = "The bridge over the river"
    page = [Print(51, 699, title, 20), Print(50, 700, title, 20), *below()]

    reading = pdf.read_pdf(written(page))

    assert reading.text.count(title) == 1
    assert reading.notes == ()


def test_figures_of_another_font_that_are_painted_later_stand_in_their_gap() -> None:
    page = [Print(50, 700, "The school was founded in "), Print(205, 700, "and closed in ")]
    page += [Print(300, 700, "by the council.")]
    page += [Print(180, 700, "1985", bold=True), Print(275, 700, "2026", bold=True), *below()]

    assert pdf.read_pdf(written(page)).text.startswith(
        "The school was founded in 1985 and closed in 2026 by the council.\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("모든 학생들과 선생님들", "과 시장도 함께 생일을 축하", "선생님들과 시장도"),
        ("모든 학생들이 함께 시장과 생일을 축하하였습", "니다.", "축하하였습니다."),
        ("모든 선생님들이 축하하였고 모든 선생", "님들이 함께 왔습니다.", "모든 선생님들이 함께"),
        ("모든 학생들이 함께 생일을 축하하였고", "시장도 함께 왔습니다.", "축하하였고 시장도"),
    ],
    ids=["a particle", "an ending", "a known word", "two words"],
)
def test_words_of_korean_that_are_broken_at_a_line_end_are_whole(
    first: str, second: str, whole: str
) -> None:
    assert whole in pdf.read_pdf(written([*column(first, second), *below()])).text


@pytest.mark.parametrize("letter", ["!", "n", "§"])
def test_a_letter_of_a_font_of_symbols_before_an_item_is_a_bullet(letter: str) -> None:
    page = [Print(50, 700, letter, bold=True), Print(60, 700, "Nobody reads this sentence.")]
    data = written([*page, *below()]).replace(b"Sans-Bold", b"Wingdings")

    assert pdf.read_pdf(data).text.startswith("• Nobody reads this sentence.")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("f_f_i", "ffi"),
        ("T_h", "Th"),
        ("a.sc", "a"),
        ("f_i.alt", "fi"),
        ("uni00660069", "fi"),
        ("u1D465", "𝑥"),
        ("eacute_t", "ét"),
        ("three", "3"),
        ("ffl", "ffl"),
        ("g123", ""),
        ("uniD800", ""),
        ("f_g123", ""),
        (".notdef", ""),
    ],
)
def test_names_of_glyphs_tell_what_they_show(name: str, meant: str) -> None:
    assert letters(name) == meant


def font(base: bytes, differences: bytes) -> bytes:
    return b"7 0 obj\n<< /BaseFont /%s /Encoding << /Differences [%s] >> >>\nendobj\n" % (
        base,
        differences,
    )


def test_names_of_glyphs_are_those_of_a_font_and_its_parts() -> None:
    one, two = (
        font(b"ABCDEF+Serif", b"2 /f_i /f_l"),
        font(b"Sans", b"3 /T_h").replace(b"7 0", b"8 0"),
    )
    names = GlyphNames(one + two)

    assert [names.get(b"Serif", 2), names.get(b"Serif", 3), names.get(b"Sans", 3)] == [
        "fi",
        "fl",
        "Th",
    ]
    assert not names.get(b"Sans", 2)


def test_names_of_glyphs_on_which_parts_of_a_font_differ_tell_nothing() -> None:
    other = font(b"GHIJKL+Serif", b"2 /f_i /T_h").replace(b"7 0", b"8 0")
    names = GlyphNames(font(b"ABCDEF+Serif", b"2 /f_i /f_l") + other)

    assert names.get(b"Serif", 2) == "fi"
    assert not names.get(b"Serif", 3)


@pytest.mark.parametrize(
    ("torn", "whole"),
    [("wa{A}e", "waffle"), ("di{A}cult", "difficult"), ("informa{A}on", "information")],
)
def test_a_word_that_only_one_ligature_makes_whole_is_whole(torn: str, whole: str) -> None:
    reading = read(f"The council of the town had a {torn} with the mayor of it.", A="\x0b")
    with_sign = read(f"The council of the town had a {torn} with the mayor of it.", A="")

    assert with_sign.text == f"The council of the town had a {whole} with the mayor of it."
    assert with_sign.notes == ()
    assert reading.text.startswith("The council")


@pytest.mark.parametrize("torn", ["{A}are", "{A}at", "nf{A}", "i{A}", "o{A}"])
def test_a_word_that_may_be_another_stays_torn_and_is_told(torn: str) -> None:
    reading = read(f"The council of the town said that it was {torn} for all of them.", A="")

    assert torn.format(A="\ufffd") in reading.text
    assert reading.notes == (Note(NoteKind.UNKNOWN_LETTERS, (1,)),)


def test_glyphs_of_which_a_font_says_that_they_mean_a_control_character_are_letters() -> None:
    page: list[Print | bytes] = [*column("The council had a di"), square(150, 700, 1)]
    page += [Print(160, 700, "cult winter.")]
    page += [Print(230, 700, "It was "), square(265, 700, 1), Print(275, 700, "all.")]

    reading = pdf.read_pdf(with_squares(written([*page, *below()]), ["\x00"]))

    assert reading.text.startswith("The council had a difficult winter. It was \ufffdall.")
    assert reading.notes == (Note(NoteKind.UNKNOWN_LETTERS, (1,)),)
