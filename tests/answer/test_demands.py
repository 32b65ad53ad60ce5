from __future__ import annotations

import pytest

from bot.model import Tier
from tests.answer.asking import Texts

DAM = (
    "The Dunmere dam",
    "The Dunmere dam has kept salmon from 140 kilometres of the Wenn since 1929. Its 12 gates are"
    " green. It is 31 metres tall, and 48 percent of its keepers live in Dunmere. Some 2,100 donors"
    " paid for the works on the dam. Seven elders of the Dunmere people were there; keepers: 9.",
)
TEXTS = Texts(DAM, ("The ferry", "The ferry at Arven leaves at noon and takes eleven cars."))


@pytest.mark.parametrize(
    "question",
    [
        "how many gates has the Dunmere dam",
        "how tall is the Dunmere dam",
        "what colour are the gates of the Dunmere dam",
        "how many donors paid for the Dunmere dam",
        "how many keepers has the Dunmere dam",
        "how many elders of the Dunmere people were there",
        "how many kilometres of the Wenn has the Dunmere dam kept salmon from",
    ],
)
def test_what_has_the_number_or_the_measure_that_is_asked_for_is_the_answer(question: str) -> None:
    assert TEXTS.ask(question).tier is Tier.ANSWER


@pytest.mark.parametrize(
    "question",
    [
        "how many salmon has the Dunmere dam kept",
        "how many people live in Dunmere",
        "how heavy is the Dunmere dam",
        "how much does the Dunmere dam weigh",
        "how fast are the gates of the Dunmere dam",
        "how much water does the Dunmere dam keep",
        "how hot is the Dunmere dam",
    ],
)
def test_what_has_other_numbers_only_comes_close(question: str) -> None:
    assert TEXTS.ask(question).tier is Tier.CLOSEST


def test_what_a_telephone_is_made_of_demands_no_number_to_call() -> None:
    texts = Texts(("Cobalt", "The case of the Cobalt phone is made of fishing nets."))

    assert texts.ask("what is the case of the Cobalt phone made of").tier is Tier.ANSWER
    assert texts.ask("what is the phone number of Cobalt").tier is not Tier.ANSWER
