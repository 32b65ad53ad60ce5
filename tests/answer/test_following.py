"""Questions that go on from others, and others that do not."""

from __future__ import annotations

import pytest

from bot.model import Answer, Tier
from tests.answer.asking import Texts

LIBRARY = Texts(
    ("Seminar on tides", "The seminar on tides was funded by the Moon Trust. It began on 3 May."),
    ("A bridge for Ulm", "The footbridge of Ulm cost 4 million euros. Ada Lund designed it."),
    ("A mill in Horn", "The mill in Horn was bought by the county. Its wheel is 5 metres tall."),
)


def first(question: str, earlier: str) -> str:
    reply = LIBRARY.ask(question, earlier)
    return reply.quotes[0].text if isinstance(reply, Answer) else ""


@pytest.mark.parametrize(
    ("question", "earlier", "answer"),
    [
        ("and when did it begin?", "who funded the seminar on tides?", "3 May"),
        ("who designed it", "what did the footbridge cost", "Ada Lund"),
        ("and how tall is the wheel?", "who bought the mill", "5 metres"),
        ("when?", "who funded the seminar", "3 May"),
    ],
)
def test_what_was_asked_before_is_the_subject(question: str, earlier: str, answer: str) -> None:
    assert answer in first(question, earlier)


def test_and_may_begin_another_subject() -> None:
    assert "5 metres" in first("and how tall is the mill?", "who funded the seminar?")


def test_a_question_that_stands_alone_is_answered_as_if_it_were() -> None:
    question = "who designed the footbridge of Ulm?"

    assert LIBRARY.ask(question, "who funded the seminar on tides?") == LIBRARY.ask(question)


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        ("and how much did it cost?", "who funded the seminar on tides?"),
        ("who designed it?", "what is the capital of Mongolia?"),
        ("who stole the wheels of it?", "who funded the seminar on tides?"),
    ],
)
def test_nothing_answers_where_the_subject_is_not_there(question: str, earlier: str) -> None:
    reply = LIBRARY.ask(question, earlier)

    assert reply.tier is not Tier.ANSWER
    assert not isinstance(reply, Answer)
    assert not any("footbridge" in quote.text for quote in reply.closest)


def test_thanks_ask_nothing_even_after_a_question() -> None:
    assert LIBRARY.ask("thanks", "who funded the seminar?").tier is Tier.SILENCE
