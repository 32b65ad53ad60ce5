from __future__ import annotations

import pytest

from bot.search.query import Query
from tests.search.test_query import ask


def both(question: str, text: str, language: str = "en") -> Query:
    return ask(question, text, languages=(language,))


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("healthcare", "Measures in health care were lifted.", "en"),
        ("covid19", "COVID-19 measures were lifted.", "en"),
        ("Trinkwasser", "Das Wasser ist zum Trinken da: Trink es.", "de"),
    ],
)
def test_a_word_is_two_where_the_library_has_only_those(
    question: str, text: str, language: str
) -> None:
    query = both(question, text, language)

    assert len(query.asked) == 2
    assert set(query.asked) <= set(query.weights)
    assert query.unknown == ()


@pytest.mark.parametrize("question", ["cyber security", "cyber-security"])
def test_two_words_are_one_where_the_library_has_only_that(question: str) -> None:
    query = both(f"{question} check", "Cybersecurity was checked.")

    assert query.asked == {"cybersecur": "cybersecurity", "check": "check"}
    assert query.words == ("cybersecurity", "check")


def test_two_words_mean_the_one_beside_them_if_the_library_has_all_three() -> None:
    query = both("the web site", "The website of the web has a site map.")

    assert query.aliases == {"web": {"websit"}, "site": {"websit"}}
    assert set(query.asked) == {"web", "site"}


def test_words_apart_or_with_a_stop_word_are_not_joined() -> None:
    text = "The forum and the offer; a website."

    assert set(both("web, site", text).asked) == {"web", "site"}
    assert both("for um", text).aliases == {}


def test_a_slip_comes_before_two_words() -> None:
    assert set(both("seminars", "The seminar; semi nars.").asked) == {"seminar"}
    assert set(both("seminarr", "The seminar; semi narr.").asked) == {"seminar"}


def test_an_acronym_means_its_name_and_the_name_the_acronym() -> None:
    named = both("Did the EU pay?", "The European Union paid.")
    short = both("Did the European Union pay?", "The EU paid the European Union.")

    assert named.aliases == {"eu": {"european union"}}
    assert named.unknown == ()
    assert {"european", "union"} <= set(named.weights)
    assert short.aliases == {"european": {"eu"}, "union": {"eu"}}


def test_an_acronym_whose_name_the_library_does_not_have_is_unknown() -> None:
    query = both("What did UNHCR do?", "The European commission for birds.")

    assert query.aliases == {}
    assert query.unknown == ("UNHCR",)
