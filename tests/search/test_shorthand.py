from __future__ import annotations

import pytest

from bot.answer.evidence import AnswerType
from bot.search.shorthand import written_out
from tests.answer.asking import Texts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hw mny ppl donated for teh dam", "how many people donated for the dam"),
        ("wat did u say b4 noon?", "what did you say before noon?"),
        ("howd the members vote", "how did the members vote"),
        ("who is the DA of U.S. cities", "who is the DA of U.S. cities"),
        ("r&d in the u.s. for t-u trains", "r&d in the u.s. for t-u trains"),
        ("wat@example.org", "wat@example.org"),
    ],
)
def test_function_words_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed, lambda _: 0) == meant


def test_a_word_of_the_library_stays_as_it_is() -> None:
    temples = Texts(("Temples", "A wat is a temple of Thailand. Each wat has a school."))
    others = Texts(("Temples", "A temple of Thailand has a school."))

    assert "wat" in temples.find("wat of thailand")[0].query.asked
    assert "wat" not in others.find("wat of thailand")[0].query.asked


def test_a_count_is_asked_for_however_it_is_spelt() -> None:
    weighing, _ = Texts(("Dam", "2,100 donors paid for the dam.")).find("hw mny donors paid")

    assert weighing.answer_type is AnswerType.NUMBER
    assert "donor" in weighing.query.asked
    assert not {"hw", "mny"} & weighing.query.asked.keys()
