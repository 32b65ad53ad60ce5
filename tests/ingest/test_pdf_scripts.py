"""Scripts that are read from the right, and those whose letters stand around others."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from bot.ingest.pdf import bidi
from bot.ingest.pdf.signs import _as_meant
from tests.ingest.test_pdf_paper import Print, stated, written

RIGHT = 400.0
"""Where lines from the right begin."""

BELOW = "ריעה תצעומ לש חודה ףוס"
LEFT = "विद्यालय की परिषद ने सोमवार को कहा"


def seen(*words: str, y: float = 700) -> list[Print]:
    """Return words as they are seen from left to right, up to the right edge."""
    line = " ".join(words)
    return [Print(RIGHT - 5 * len(line), y, line)]


def one_by_one(*words: str, y: float = 700) -> list[Print]:
    """Return words from the right, each as its letters, which are seen from left to right."""
    prints, x = [], RIGHT
    for word in words:
        x -= 5 * len(word)
        prints += [Print(x + 5 * place, y, letter) for place, letter in enumerate(word)]
        x -= 5
        prints.append(Print(x, y, " "))
    return prints


def text(*prints: Print | bytes, **signs: str) -> str:
    """Return the first paragraph of a page that has another one in the same script."""
    meanings = {chr(0xE000 + ord(name)): letters for name, letters in signs.items()}
    letters = "".join(each.text for each in prints if isinstance(each, Print))
    other = seen(*BELOW.split(), y=500) if any(map(from_right, letters)) else [Print(50, 500, LEFT)]
    return pdf.read_pdf(written([*prints, *other], signs=meanings)).text.split("\n\n")[0]


def from_right(letter: str) -> bool:
    return bidi.kind(letter) == "R"


def sign(name: str) -> str:
    return chr(0xE000 + ord(name))


def test_a_glyph_for_several_letters_has_them_in_order() -> None:
    line = seen(f"{sign('A')}هل{sign('A')}"[::-1], "سيئرلا", f"لبق{sign('A')}ن", "لاق")

    assert text(*line, A="لا") == "قال نلاقبل الرئيس لاهللا"


def test_a_presentation_form_has_its_letters_in_order() -> None:
    assert text(*seen("ﻻ", "سيئرلا", "لاق", "ناطلسلا")) == "السلطان قال الرئيس لا"


@pytest.mark.parametrize("paint", [seen, lambda *words: one_by_one(*reversed(words))])
def test_words_are_read_from_the_right_however_they_are_painted(paint: object) -> None:
    line = paint(".1985", "ماع", "ةسردملا", "تسسأت")  # type: ignore[operator]

    assert text(*line) == "تأسست المدرسة عام 1985."


def test_a_full_stop_at_the_right_of_a_line_ends_it() -> None:
    assert text(*seen("1985", "ماع", "ةسردملا", "تسسأت.")) == "تأسست المدرسة عام 1985."


@pytest.mark.parametrize("pair", ["()", ")(", "«»", "»«"])
def test_brackets_open_before_a_word_and_close_after_it(pair: str) -> None:
    opening, closing = tuple(pair)
    line = seen(f"{closing}يفحص", f"رمتؤم{opening}", "ريزولا", "لاق", "اضيأ")
    expected = sorted(pair, key="(«)»".index)

    assert text(*line) == "أيضا قال الوزير {}مؤتمر صحفي{}".format(*expected)


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("3.5 ةئيملا نم", "من الميئة 3.5"),
        ("12/05/2026 خيرات", "تاريخ 12/05/2026"),
        ("1985-2026 خيرات", "تاريخ 2026-1985"),
        ("%50 نم رثكأ", "أكثر من 50%"),
        ("50% ףסכ", "כסף 50%"),
        ("1985-2026 םינשב", "בשנים 1985-2026"),
        ("Python 3 ةغل", "لغة Python 3"),
        ("ةليمج the new bridge ةغل", "لغة the new bridge جميلة"),
    ],
)
def test_numbers_and_words_of_other_scripts_are_read_from_the_left(
    visual: str, logical: str
) -> None:
    assert "".join(bidi.in_order(visual, visual, from_right=True)) == logical


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("the word םולש is Hebrew", "the word שלום is Hebrew"),
        ("say םלוע םולש to 3 men", "say שלום עולם to 3 men"),
        ("םולש, he said", "שלום, he said"),
        ("in 1985", "in 1985"),
    ],
)
def test_words_from_the_right_in_a_line_from_the_left(visual: str, logical: str) -> None:
    assert "".join(bidi.in_order(visual, visual, from_right=False)) == logical


@pytest.mark.parametrize(
    ("found", "meant"),
    [("ال", "لا"), ("لا", "لا"), ("هللا", "الله"), ("َب", "بَ"), ("بَ", "بَ"), ("ष्", "ष्")],
)
def test_the_letters_of_one_glyph(found: str, meant: str) -> None:
    assert _as_meant(found) == meant


def test_a_joiner_without_width_keeps_letters_apart_and_is_no_blank() -> None:
    letters = one_by_one("نا", "هش")
    joiner = Print(letters[1].x, 700, " ")

    assert text(joiner, *letters, *seen("ربخ", "نيا", y=680)).startswith("ا\u200cن شه")


def test_what_the_file_states_of_a_stretch_is_its_text_once() -> None:
    page = [
        Print(50, 700, "यह"),
        Print(60, 700, " "),
        *stated("वि", Print(65, 700, "N"), Print(70, 700, "M")),
        *stated("द्या", Print(75, 700, "M"), Print(80, 700, "N")),
        Print(85, 700, "लय"),
        Print(95, 700, " "),
        Print(100, 700, "में"),
        Print(115, 700, " "),
        Print(120, 700, "विद्यालय"),
    ]

    assert text(*page) == "यह विद्यालय में विद्यालय"


def test_glyphs_that_stand_for_nothing_beside_one_for_several_letters_are_a_part_of_it() -> None:
    line = "यह {A}{B}लय सन में दिल्ली में स्थापित".format(A=sign("A"), B=sign("B"))

    assert text(Print(50, 700, line), A="वि", B="") == "यह विलय सन में दिल्ली में स्थापित"


def test_what_is_said_once_more_of_a_mark_is_left_out() -> None:
    page = [
        Print(50, 700, "โรงเรียนก่อ"),
        *stated("ตั้", Print(105, 700, "MM"), Print(107, 700, "N")),
        *stated("ตั้", Print(106, 702, "N")),
        Print(115, 700, "งขึ้นในปีนั้น"),
    ]

    assert text(*page) == "โรงเรียนก่อตั้งขึ้นในปีนั้น"


def test_lines_of_scripts_without_blanks_are_joined_without_one() -> None:
    page = [Print(50, 700, "โรงเรียนนี้ก่อตั้งขึ้นในปีนั้นที่กรุง"), Print(50, 688, "เทพและในปี")]

    assert text(*page) == "โรงเรียนนี้ก่อตั้งขึ้นในปีนั้นที่กรุงเทพและในปี"


@pytest.mark.parametrize("turn", ["0 1 -1 0 600 0", "-1 0 0 -1 600 800", "0 -1 1 0 0 600"])
def test_words_from_the_right_on_a_page_on_its_side_are_read_like_others(turn: str) -> None:
    words = ("السلام", "عليكم", "يا", "أهل", "المدينة", "الجميلة")
    upright = one_by_one(*(word[::-1] for word in words), y=200)
    found = pdf.read_pdf(written([f"q {turn} cm".encode(), *upright, b"Q"])).text

    assert found == pdf.read_pdf(written(upright)).text
    assert found == " ".join(words)


def test_a_page_on_its_side_counts_by_its_letters_and_not_by_its_blanks() -> None:
    """PDFium guesses blanks, and says of them that they stand upright."""
    words = ("Nobody", "lights", "lamps.", "Winter", "begins", "today.")
    page = [
        Print(400 + 20 * (place // 2), 50 + 35 * (place % 2), word, turn=1)
        for place, word in enumerate(words)
    ]

    reading = pdf.read_pdf(written(page))

    assert reading.text
    assert reading.removed == ()
