from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.boxes import Box, Word, Words, lines, words_of, written
from bot.model import Span

POINTS = st.floats(-20_000, 20_000).map(lambda points: round(points * 4) / 4)
WORDS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 300), POINTS, POINTS, POINTS, POINTS), max_size=9
)


@given(WORDS, st.integers(0, 10**6))
def test_what_is_written_is_read_again(fields: list[tuple[int, ...]], start: int) -> None:
    words, end = [], start
    for gap, length, *box in fields:
        words.append(Word(end + gap, end + gap + length, *box))
        end += gap + length

    assert list(words_of(written(words, start), start)) == words


def test_a_place_far_off_every_page_is_moved_near_and_nothing_is_placed_nowhere() -> None:
    (word,) = words_of(written([Word(0, 1, -1e300, 0, 1e300, 1)], 0), 0)

    assert (word.left, word.right) == (-(2**18), 2**18)
    assert list(words_of("", 5)) == []


def test_words_side_by_side_are_one_line_whichever_way_they_run() -> None:
    words = [Word(0, 2, 10, 0, 20, 10), Word(3, 5, 25, 1, 35, 11), Word(6, 8, 0, 0, 5, 10)]

    assert lines(words, Span(0, 8)) == [Box(0, 0, 35, 11)]


def test_words_below_and_words_far_off_are_lines_of_their_own() -> None:
    words = [Word(0, 2, 10, 20, 20, 30), Word(3, 5, 10, 5, 20, 15), Word(6, 8, 90, 5, 99, 15)]

    assert lines(words, Span(0, 8)) == [Box(*word[2:]) for word in words]


def test_of_a_word_that_is_partly_meant_that_part_is_in_the_box() -> None:
    assert lines([Word(0, 10, 0, 0, 100, 10)], Span(2, 5)) == [Box(20, 0, 50, 10)]
    assert lines([Word(0, 10, 0, 0, 100, 10)], Span(10, 12)) == []


def test_words_can_be_moved_along_a_text() -> None:
    assert list(Words.of([Word(1, 2, 3, 4, 5, 6)]).moved(10)) == [Word(11, 12, 3, 4, 5, 6)]
