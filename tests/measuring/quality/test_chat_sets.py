"""The chat questions on releases of invented organisations: a half to fit on, one to test on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.measuring.quality.dataset import Dataset, read_dataset
from bot.measuring.quality.run import _holds

CHAT = Path(__file__).parents[2] / "data" / "chat"
HALVES = ["fit", "test"]


def half(name: str) -> Dataset:
    return read_dataset(CHAT / name)


@pytest.mark.parametrize("name", HALVES)
def test_each_answer_stands_in_the_passages_that_are_named_for_it(name: str) -> None:
    dataset = half(name)
    texts = {item.id: item.text for item in dataset.items}

    for question in dataset.questions:
        assert question.answerable == bool(question.answers) == bool(question.relevant)
        for id_ in question.relevant:
            assert _holds(question.answers, [texts[id_]]), question


@pytest.mark.parametrize("name", HALVES)
def test_each_half_has_questions_of_every_kind(name: str) -> None:
    questions = half(name).questions

    assert sum(each.answerable for each in questions) > 250
    assert sum(each.near for each in questions) > 50
    assert sum(not each.answerable and not each.near for each in questions) >= 150
    assert sum(bool(each.earlier) for each in questions) > 80
    assert sum(each.kind == "wrapped" for each in questions) > 25


def test_no_document_is_in_both_halves() -> None:
    one, other = ({item.document for item in half(name).items} for name in HALVES)

    assert not one & other
    assert len(one | other) > 60
