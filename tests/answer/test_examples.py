from __future__ import annotations

import pytest

from bot.answer.examples import LONGEST, of_headings, of_names, of_sentences


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The bridge was designed by the engineer Lotte Brandhuber.", "Who designed the bridge?"),
        ("The old mill was built in 1874 by two brothers.", "When was the old mill built?"),
        (
            "The next fair is planned for the spring of 2027.",
            "When is the next fair planned?",
        ),
        ("The fair took place on 4 March 2025.", "When did the fair take place?"),
        ("The office opens at nine.", "When does the office open?"),
        ("A ticket costs 3.50 euros.", "How much did a ticket cost?"),
        ("The quay is 240 metres long and of stone.", "How long is the quay?"),
        ("The ferry was built in Selby by two brothers.", "Where was the ferry built?"),
    ],
)
def test_a_plain_sentence_is_turned_into_a_question(sentence: str, question: str) -> None:
    text = f"Notes of the day. {sentence} It rained."

    (example,) = of_sentences(text, "en")

    assert example.question == question
    assert example.span.of(text).strip() == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "It was built in 1874.",
        "The bridge, which was designed by Lotte Brandhuber, is closed.",
        "The bridge is nice.",
        "Nobody was asked by the office.",
        "The bridge was not designed by anybody.",
    ],
)
def test_what_cannot_be_turned_around_safely_makes_no_question(sentence: str) -> None:
    assert list(of_sentences(sentence, "en")) == []
    assert list(of_sentences("The mill was built in 1874.", "de")) == []


def test_names_of_two_words_make_questions_each_once() -> None:
    text = "On Friday, Ann Ort spoke. The Harbour Trust of Arven paid Ann Ort. Berlin was silent."

    asked = [example.question for example in of_names(text, "en")]

    assert asked == [
        "What does the library say about Ann Ort?",
        "What does the library say about Harbour Trust of Arven?",
    ]
    assert [each.question for each in of_names("Die Stiftung Hohe Tanne zahlt.", "de")] == [
        "Stiftung Hohe Tanne?"
    ]


def test_headings_make_questions_and_those_that_are_some_stay() -> None:
    headings = ["Fees:", "Who may fish?", "12", "x" * 90]

    assert list(of_headings(headings, "en")) == [
        "What does the library say about “Fees”?",
        "Who may fish?",
    ]
    assert list(of_headings(["Gebühren"], "de")) == ["Gebühren?"]
    assert all(len(question) <= LONGEST for question in of_headings(headings, "en"))
