from __future__ import annotations

import pytest

from bot.search.analysis import Analysis


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("prioritised", "prioritizes"),
        ("analysed", "analyzing"),
        ("labour", "labor"),
        ("neighbourhoods", "neighborhood"),
        ("favourite", "favorite"),
        ("vapour", "vapor"),
        ("centre", "centers"),
        ("kilometres", "kilometer"),
        ("catalogue", "catalogs"),
        ("catalogued", "cataloged"),
        ("defence", "defense"),
        ("licences", "license"),
        ("programmes", "program"),
        ("cancelled", "canceled"),
        ("co-operation", "cooperation"),
        ("Co\N{NON-BREAKING HYPHEN}ordinated", "coordinates"),
        ("e-mail", "Email"),
    ],
)
def test_the_spellings_of_a_word_are_one_term(british: str, american: str) -> None:
    terms = Analysis().terms(f"{british} {american}", "en")

    assert len(terms) == 2
    assert len(set(terms)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("tour", "tor"),
        ("prize", "prise"),
        ("size", "sise"),
        ("league", "leag"),
        ("organ", "organize"),
        ("hatred", "hater"),
        ("entre", "enter"),
        ("fence", "fense"),
    ],
)
def test_words_that_only_look_like_spellings_stay_apart(one: str, other: str) -> None:
    analysis = Analysis()

    assert analysis.term(one, "en") != analysis.term(other, "en")


def test_the_words_of_other_languages_are_left_alone() -> None:
    assert Analysis().terms("centre organiser labour", "fr") == ["centr", "organis", "labour"]
