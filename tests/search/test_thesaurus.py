from __future__ import annotations

import pytest

from bot.search import thesaurus


@pytest.mark.parametrize("language", thesaurus.LANGUAGES)
def test_what_stands_for_a_word_is_stood_for_by_it(language: str) -> None:
    near = thesaurus.neighbours(language)
    assert all(word in near[other] for word, others in near.items() for other in others)
    assert all(others and word not in others for word, others in near.items())


def test_a_word_of_two_groups_has_the_neighbours_of_both() -> None:
    near = thesaurus.neighbours("en")["pay"]
    assert {"fund", "cost"} <= set(near)


def test_groups_do_not_mix() -> None:
    assert "trial" not in thesaurus.neighbours("en")["sick"]


def test_another_language_has_no_neighbours() -> None:
    assert not thesaurus.neighbours("zh")
