from __future__ import annotations

import pytest

from bot.search.typos import LONGEST, letters_of, meant


@pytest.mark.parametrize(
    ("typed", "word", "language"),
    [
        ("semniar", "seminar", "en"),  # swapped
        ("seinar", "seminar", "en"),  # left out
        ("eminar", "seminar", "en"),
        ("semminar", "seminar", "en"),  # doubled
        ("seminat", "seminar", "en"),  # struck beside its key
        ("nane", "name", "en"),
        ("createdd", "created", "en"),
        ("organizacion", "organización", "es"),
        ("мигрнты", "мигранты", "ru"),
    ],
)
def test_a_word_one_slip_away_is_among_those_that_may_be_meant(
    typed: str, word: str, language: str
) -> None:
    assert word in meant(typed, letters_of(typed, language))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("march", "marsh"),
        ("cities", "cities"),
        ("ilo", "ill"),
        ("wolrdd", "world"),
        ("2016", "2017"),
    ],
)
def test_other_words_are_not(typed: str, word: str) -> None:
    assert word not in meant(typed, letters_of(typed, "en"))


def test_a_slip_of_the_fingers_is_likelier_than_another_wrong_letter() -> None:
    found = meant("harbour", letters_of("harbour", "en"))

    assert found["hrabour"] > found["garbour"] > found["herbour"] > found["harzour"]


def test_a_short_word_has_no_other_letter_too_many() -> None:
    assert "mach" not in meant("march", letters_of("march", "en"))
    assert "harbor" in meant("harbour", letters_of("harbour", "en"))


def test_what_is_too_long_for_a_word_is_not_tried() -> None:
    assert meant("e" * LONGEST, letters_of("e", "en"))
    assert not meant("e" * (LONGEST + 1), letters_of("e", "en"))
