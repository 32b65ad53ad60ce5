from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compare.diff import Diff, diff
from bot.compare.matching import matches
from bot.compare.words import numbered, units

TEXTS = st.lists(
    st.sampled_from(
        ["a", "b", "the", "3.5", "co-funded", ".", ",", " ", "\n", "\n\n", "港", "ा", "é"]
    ),
    max_size=60,
).map("".join)


def marked(found: Diff) -> str:
    """Return the new text with ``-`` and ``+`` around what changed."""
    parts = []
    for piece in found.pieces:
        old, new = piece.old.of(found.old), piece.new.of(found.new)
        parts.append(new if piece.same else f"[-{old}-+{new}+]")
    return "".join(parts)


@settings(deadline=None)
@given(TEXTS | st.text(), TEXTS | st.text())
def test_the_pieces_put_together_are_both_texts_exactly(old: str, new: str) -> None:
    found = diff(old, new)

    assert "".join(piece.old.of(old) for piece in found.pieces) == old
    assert "".join(piece.new.of(new) for piece in found.pieces) == new
    for piece in found.pieces:
        assert not piece.same or piece.old.of(old) == piece.new.of(new)
    ends = (0, 0)
    for piece in found.pieces:
        assert (piece.old.start, piece.new.start) == ends
        ends = (piece.old.end, piece.new.end)
    assert 0 <= found.kept <= min(found.words)


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_what_small_sequences_have_in_common_is_the_longest_possible(
    old: list[int], new: list[int]
) -> None:
    blocks = matches(*numbered(list(map(str, old)), list(map(str, new))))

    for at, to, length in blocks:
        assert old[at : at + length] == new[to : to + length]
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, ours in enumerate(old):
        for j, theirs in enumerate(new):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if ours == theirs else max(table[i][j + 1], table[i + 1][j])
            )
    assert sum(block.length for block in blocks) == table[-1][-1]


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([3, 40, 4000]))
def test_long_sequences_are_matched_in_order_whatever_they_hold(seed: int, letters: int) -> None:
    chance = random.Random(seed)
    old = [str(chance.randrange(letters)) for _ in range(900)]
    new = [key for key in old if chance.random() > 0.1]
    chance.shuffle(new[100:200])

    blocks = matches(*numbered(old, new))

    ends = (0, 0)
    for at, to, length in blocks:
        assert at >= ends[0]
        assert to >= ends[1]
        assert old[at : at + length] == new[to : to + length]
        ends = (at + length, to + length)
    assert sum(block.length for block in blocks) > 0.9 * len(new)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "The gate closes at nine in the evening.",
            "The gate closes at ten in the evening.",
            "The gate closes at [-nine -+ten +]in the evening.",
        ),
        ("It costs 3.5 euros.", "It costs 3.6 euros.", "It costs [-3.5 -+3.6 +]euros."),
        (
            "A gate is red. A gate is blue.",
            "A gate is red. A gate is green. A gate is blue.",
            "A gate is red. [--+A gate is green. +]A gate is blue.",
        ),
        (
            "One line.\n\nAnother line.\n\nA third line.",
            "One line.\n\nA third line.",
            "One line.\n\n[-Another line.\n\n-++]A third line.",
        ),
        (
            "The seminar was held by the harbour, and by the town.",
            "Nobody knows the reason, for the moon shone.",
            "[-The seminar was held by the harbour, and by the town-+"
            "Nobody knows the reason, for the moon shone+].",
        ),
        ("港口在晚上九点关闭。", "港口在晚上十点关闭。", "港口在晚上[-九-+十+]点关闭。"),
    ],
)
def test_a_change_is_shown_in_whole_words_and_sentences(old: str, new: str, shown: str) -> None:
    assert marked(diff(old, new)) == shown


def test_a_text_that_was_wrapped_anew_has_not_changed() -> None:
    found = diff("The gate closes\nat nine.\n", "The gate\n\ncloses at nine.")

    assert found.changes() == []
    assert found.alike == 1


def test_alike_counts_words_and_not_marks() -> None:
    assert diff("One, two, three, four.", "One two three five").alike == 0.75
    assert diff("", "").alike == 0
    assert diff("One two", "").alike == 0


def test_two_books_are_compared_in_bounded_work_whatever_they_hold() -> None:
    """A table of all cells would have 10¹⁰; a quadratic way would take hours."""
    chance = random.Random(1)
    letters = "".join(chance.choice("ab ") for _ in range(100_000))
    other = "".join(chance.choice("ab ") for _ in range(100_000))

    found = diff(letters, other)

    assert "".join(piece.new.of(other) for piece in found.pieces) == other


def test_combining_marks_stay_with_their_letter() -> None:
    assert list(units("ne\u0301e का").keys) == ["ne\u0301e", "का"]
