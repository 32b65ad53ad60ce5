from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pdf.glyphs import BLANK, Glyph, Glyphs, Kind, medians
from bot.ingest.pdf.textpage import UNKNOWN, joined

PARTS = st.lists(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), min_size=1, max_size=6)


@given(PARTS)
def test_the_median_of_each_part_is_that_of_its_values(parts: list[list[float]]) -> None:
    values = np.array([value for part in parts for value in part])
    numbers = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    assert medians(values, numbers).tolist() == [median(part) for part in parts]


def test_two_halves_are_one_letter_in_either_order_and_one_alone_is_unknown() -> None:
    codes = np.array([0x41, 0xD835, 0xDC00, 0xDC01, 0xD835, 0xD835, 0x42, 0xDC00])
    places, letters = joined(codes)
    assert letters.tolist() == [0x41, 0x1D400, 0x1D401, UNKNOWN, 0x42, UNKNOWN]
    assert places.tolist() == [0, 1, 3, 5, 6, 7]


def test_a_letter_is_put_to_a_test_once() -> None:
    asked: list[str] = []

    def is_upper(letter: str) -> bool:
        asked.append(letter)
        return letter.isupper()

    upper = Kind(is_upper)
    for _ in range(2):
        assert upper(np.array([0x41, 0x61, 0x41])).tolist() == [True, False, True]
    assert sorted(asked) == ["A", "a"]


def test_blanks_are_put_in_as_parts_of_what_they_stand_in() -> None:
    one, two = Glyph(0, 0x41, 1, 1, 2, 2), Glyph(1, 0x42, 3, 1, 4, 2)
    glyphs = Glyphs.of([[one], [], [two, two]])
    assert glyphs.part.tolist() == [0, 1, 1]
    spaced = glyphs.with_blanks(np.array([1, 2]), np.array([7, 8]), 0x20)
    assert spaced.text == "A B B"
    assert spaced.part.tolist() == [0, 1, 1, 1, 1]
    assert list(spaced)[1] == Glyph(7, 0x20, 0, 0, 0, 0)
    assert spaced.ink.tolist() == [0, 2, 4]
    assert BLANK(spaced.code).tolist() == [False, True, False, True, False]


def test_parts_are_numbered_anew_where_some_are_left_out() -> None:
    glyphs = Glyphs.of([[Glyph(place, 0x41, 0, 0, 1, 1)] for place in range(4)])
    assert glyphs[np.array([1, 3])].numbered().part.tolist() == [0, 1]
    assert len(glyphs[np.zeros(4, bool)].numbered()) == 0


def test_boxes_that_are_turned_stay_within_the_page() -> None:
    glyph = Glyph(0, 0x41, 10, 20, 30, 45)
    for turn, box in (
        (1, (20, 70, 45, 90)),
        (2, (70, 155, 90, 180)),
        (3, (155, 10, 180, 30)),
    ):
        (turned,) = Glyphs.of([[glyph]]).turned(turn, 100, 200)
        assert turned[2:] == box
