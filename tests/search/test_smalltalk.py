from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.frequencies import zipf
from bot.search.smalltalk import asking_part, core
from bot.search.stopwords import STOPWORDS

ASKED = "who crowned Duke William in Hastings"


@pytest.mark.parametrize(
    "before",
    [
        "Hi! ",
        "hey everyone, ",
        "Hi! quick question: does anyone know ",
        "sorry if this is a dumb question but ",
        "Not sure if this is the right channel, but ",
        "I've been wondering ",
        "Could you please tell me ",
        "umm ok so ",
        "Hello folks, I hope you are all well. Can someone tell me ",
    ],
)
@pytest.mark.parametrize(
    "after",
    ["", "?", "? thanks!", " thx", "? Thank you so much in advance :)", " pls", "? Thanks, Anna"],
)
def test_small_talk_around_a_question_is_cut(before: str, after: str) -> None:
    message = before + ASKED + after

    assert core(message, "en").of(message).rstrip("? ") == ASKED


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("de", "Hallo zusammen, weiß jemand wann das Seminar war? Danke!", "wann das Seminar war?"),
        (
            "fr",
            "Bonjour, quelqu'un sait qui a payé le séminaire ? Merci",
            "qui a payé le séminaire ?",
        ),
        ("es", "Hola, ¿alguien sabe quién pagó el seminario? gracias", "quién pagó el seminario?"),
        (
            "nl",
            "Hoi, weet iemand wie het seminar betaalde? Alvast bedankt",
            "wie het seminar betaalde?",
        ),
    ],
)
def test_so_it_is_in_other_languages(language: str, message: str, asked: str) -> None:
    assert core(message, language).of(message) == asked


@pytest.mark.parametrize(
    "question",
    [
        "who funded the seminar",
        "Where is the house?",
        "What do you know about Arven?",
        "Can I bring my dog to the seminar?",
        "In the seminar you organised, who spoke first?",
        "Which team won? Denver or Carolina?",
        "Who, in the end, paid?",
        "In the US, who decides on what teachers need?",
        "Who thanked the mayor?",
        "If q=9 and a=3, how many primes are there?",
        "What does the U.S. flag on the moon look like?",
        "thanks!",
        "hello",
        "",
    ],
)
def test_a_question_without_small_talk_stays_whole(question: str) -> None:
    assert core(question, "en").of(question) == question


@given(st.text(max_size=80), st.sampled_from(sorted(STOPWORDS)))
def test_what_is_left_is_a_part_of_every_message_and_has_words_if_it_had(
    message: str, language: str
) -> None:
    left = core(message, language)

    assert 0 <= left.start <= left.end <= len(message)
    assert any(map(str.isalnum, left.of(message))) == any(map(str.isalnum, message))


def test_frequencies_are_those_of_the_package() -> None:
    assert zipf("the", "en") == pytest.approx(7.73)
    assert zipf("Moon", "en") == pytest.approx(4.7)
    assert zipf("Straße", "de") > 4
    assert zipf("og", "no") > 7
    assert zipf("fundd", "en") == zipf("the", "xx") == 0


@pytest.mark.parametrize(
    ("language", "message", "part"),
    [
        (
            "en",
            "hello, i want to donate, does someone know how many new wells are drilled? thanks",
            "how many new wells are drilled?",
        ),
        (
            "en",
            "im writing a school essay and need to know what the elder asked for, can you help?",
            "what the elder asked for,",
        ),
        ("en", "how many seats has the train? I want to book two", "how many seats has the train?"),
        (
            "de",
            "Ich will spenden, weiß jemand wie viele Brunnen gebohrt werden?",
            "wie viele Brunnen gebohrt werden?",
        ),
        ("en", "who crowned Duke William in Hastings", ""),
        ("en", "After the war ended in 1945, what treaty did Germany sign?", ""),
        ("en", "When you want the bus, who do you call?", ""),
        ("en", "The US is at odds with which country?", ""),
        ("de", "Was ist die Temperatur einer Turbine, in Grad Celsius?", ""),
    ],
)
def test_what_a_message_asks_by_itself_is_found_behind_what_it_tells(
    language: str, message: str, part: str
) -> None:
    assert asking_part(message, language) == part
