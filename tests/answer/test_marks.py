"""Which words of a quote are marked."""

from __future__ import annotations

import pytest

from bot.model import Answer
from tests.answer.asking import Texts


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("when was the last ferry", "The last ferry of 3 May was late.", ["last", "ferry"]),
        ("who allowed dogs", "Dogs were allowed by Ann Lee on 5 May.", ["Dogs", "allowed"]),
        ("who paid for the seminar", "Ann Lee funded the seminar.", ["funded", "seminar"]),
    ],
)
def test_a_word_of_several_meanings_is_marked_only_where_it_is_asked_for(
    question: str, text: str, marked: list[str]
) -> None:
    reply = Texts(("", text)).ask(question)

    assert isinstance(reply, Answer)
    assert [span.of(text) for span in reply.quotes[0].highlights] == marked
