from __future__ import annotations

import time

import pytest

from bot.search.analysis import Analysis


def terms(text: str, language: str = "en") -> list[str]:
    return Analysis().terms(text, language)


@pytest.mark.parametrize(
    ("written", "language", "found"),
    [
        ("16 March", "en", "03-16 march"),
        ("16th of March", "en", "03-16 march"),
        ("March 16th", "en", "march 03-16"),
        ("march 16", "en", "march 03-16"),
        ("16 Mar 2026", "en", "03-16 march 2026"),
        ("16–18 March", "en", "03-16 03-18 march"),
        ("March 16 and 17", "en", "march 03-16 03-17"),
        ("2026-03-16", "en", "2026 march 03-16"),
        ("16/03/2026", "en", "03-16 march 2026"),
        ("03/16/2026", "en", "march 03-16 2026"),
        ("16.03.2026", "en", "03-16 march 2026"),
        ("May 5", "en", "may 05-05"),
        ("by 5 may?", "en", "05-05 may"),
        ("16. März", "de", "03-16 marz"),
        ("am 16.3. um", "de", "03-16 marz"),
        ("16.3.2026", "de", "03-16 marz 2026"),
        ("1er février", "fr", "02-01 fevri"),
        ("16 de marzo", "es", "03-16 marz"),
        ("16 марта", "ru", "03-16 март"),
        ("5/12/2026", "it", "12-05 dicembr 2026"),
        ("16 Mart", "tr", "03-16 mart"),
        ("16 tháng 3", "vi", "03-16 3"),
    ],
)
def test_a_day_is_one_unit_however_it_is_written(written: str, language: str, found: str) -> None:
    assert terms(f"({written})", language) == found.split()


def test_a_day_in_characters_is_found_in_words_of_its_own() -> None:
    assert "03-16" in terms("会议于2026年3月16日举行", "zh")
    assert "03-16" in terms("3월 16일에", "ko")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bulletin no. 16. March was cold", "bulletin 16 march cold"),
        ("05/12/2024", "05 12 2024"),
        ("Section 5 may apply", "section 5 may apply"),
        ("45 March", "45 march"),
        ("March 16% rose", "march 16 rise"),
        ("March 2026", "march 2026"),
    ],
)
def test_what_is_no_day_for_sure_is_none(text: str, found: str) -> None:
    assert terms(text) == [term for word in found.split() for term in terms(word)]


@pytest.mark.parametrize(
    "written",
    [
        "+44 20 7946 0958",
        "+44 (0)20 7946 0958",
        "(+44) 20-7946-0958",
        "0044 20 7946 0958",
        "00442079460958",
        "020 7946 0958",
        "(020) 79460958",
        "020/7946.0958",
        "02079460958",
    ],
)
def test_a_telephone_number_is_one_term_however_it_is_grouped(written: str) -> None:
    text = f"Call {written} today."
    token = list(Analysis().tokens(text, "en"))[1]

    assert token.term == "79460958"
    assert token.span.of(text) == written


@pytest.mark.parametrize(
    "text", ["0 12 345 678", "2012-2013", "0.5 0.25 0.125", "1 2 3 4 5 6 7 8 9"]
)
def test_other_figures_are_no_telephone_number(text: str) -> None:
    assert len(terms(text)) > 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("£2.5m", "2500000"),
        ("€3 M", "3000000"),
        ("3 M€", "3000000"),
        ("2.5m people", "2500000"),
        ("a wall of 2.5m", "2.5"),
        ("$3bn", "3000000000"),
    ],
)
def test_m_stands_for_millions_beside_money_and_what_is_counted(text: str, found: str) -> None:
    assert found in terms(text)


def test_no_run_of_figures_takes_long() -> None:
    hostile = ["0" * 5000 + "x", "+1" + " 1" * 5000 + "x", "1," * 5000, "(" * 5000, "12 " * 5000]
    start = time.process_time()
    for text in hostile:
        list(Analysis().tokens(text, "en"))
        list(Analysis().tokens(text, "zh"))

    assert time.process_time() - start < 5
