from __future__ import annotations

import pytest

from bot.ingest.dates import is_one_off, near, published

PROSE = "the council of the town has decided that the ferry will run every hour from the first on."


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("12 March 2024", "en", "2024-03-12"),
        ("March 12, 2024", "en", "2024-03-12"),
        ("Published on 3 May 2024", "en", "2024-05-03"),
        ("FOR IMMEDIATE RELEASE: Tuesday, Nov. 5, 2019", "en", "2019-11-05"),
        ("Press release | 1st June 2021", "en", "2021-06-01"),
        ("Genève, le 1er août 2022", "fr", "2022-08-01"),
        ("Publié le 03/12/2024 à 15h30", "fr", "2024-12-03"),
        ("Madrid, 3 de mayo de 2021", "es", "2021-05-03"),
        ("Berlin, den 3. Mai 2021", "de", "2021-05-03"),
        ("Datum: 03.12.2024", "de", "2024-12-03"),
        ("Москва, 12 марта 2024 г.", "ru", "2024-03-12"),
        ("جنيف، 12 آذار/مارس 2024", "ar", "2024-03-12"),
        ("日内瓦，2024年3月12日", "zh", "2024-03-12"),
        ("2024-03-12", "", "2024-03-12"),
        ("13/12/2024", "en", "2024-12-13"),
        ("令和6年3月12日", "ja", "2024-03-12"),
        ("令和元年５月１日", "ja", "2019-05-01"),
        ("平成 30 年 12 月 3 日", "ja", "2018-12-03"),
        ("昭和64年1月7日", "ja", "1989-01-07"),
        ("中華民國113年3月12日", "zh", "2024-03-12"),
        ("2024년 3월 12일", "ko", "2024-03-12"),
        ("12 มีนาคม 2567", "th", "2024-03-12"),
        ("วันที่ 12 มีนาคม พ.ศ. 2567", "th", "2024-03-12"),
        ("12 Mart 2024", "tr", "2024-03-12"),
        ("Αθήνα, 12 Μαρτίου 2024", "el", "2024-03-12"),
        ("Amsterdam, 12 maart 2024", "nl", "2024-03-12"),
        ("Warszawa, 12 marca 2024 r.", "pl", "2024-03-12"),
    ],
)
def test_a_line_that_is_a_day_is_the_day_of_publication(line: str, language: str, day: str) -> None:
    assert published(f"The ferry runs again\n\n{line}\n\nToday {PROSE}", language) == day


@pytest.mark.parametrize(
    ("start", "language"),
    [
        ("GENEVA, 12 March 2024 – Today ", "en"),
        ("Geneva/New York (12 March 2024) — Today ", "en"),
        ("MOSCOW. March 12, 2024: Today ", "en"),
        ("Berlin, 12. März 2024. Heute ", "de"),
        ("Genève, le 12 mars 2024 - Aujourd’hui ", "fr"),
    ],
)
def test_a_dateline_is_the_day_of_publication(start: str, language: str) -> None:
    assert published(f"The ferry runs again\n\n{start}{PROSE} {PROSE}", language) == "2024-03-12"


@pytest.mark.parametrize(
    "line",
    [
        "03/12/2024",  # in English the third of December, or the twelfth of March
        "Last updated: 12 March 2024",
        "Meeting of 12 March 2024",
        "Deadline: 12 March 2024",
        "12–14 March 2024",
        "12 March 2024 – 14 March 2024",
        "The law of 12 March 2019 – which nobody knows – is changed.",
        "On 12 March 2024, " + PROSE,
        "Date: 2024-03-12; Amount: 12; Town: Riga",
        "31 February 2024",
        "Version 2024-03",
    ],
)
def test_a_day_of_something_else_is_none(line: str) -> None:
    assert published(f"The ferry runs again\n\n{line}\n\nToday {PROSE}", "en") == ""


def test_two_different_days_are_none_unless_one_is_said_to_be_it() -> None:
    two = "12 March 2024\n14 March 2024\n\n" + PROSE

    assert published(two, "en") == ""
    assert published("Published: 10 March 2024\n" + two, "en") == "2024-03-10"


def test_a_day_in_the_text_is_none() -> None:
    assert published(f"The ferry\n\n{PROSE} {PROSE}\n\n12 March 2024", "en") == ""


def test_the_day_of_a_page_stands_near_its_title() -> None:
    lines = [
        "1 May 2020",
        "Menu",
        "News",
        "Help",
        "Search",
        "Home",
        "12 March 2024",
        "The ferry",
        "Ann",
    ]

    assert near(lines, "The ferry", "en") == "2024-03-12"
    assert near(lines, "Other", "en") == ""


@pytest.mark.parametrize(
    ("day", "other", "one_off"),
    [
        ("2024-03-12", "2024-03-13", True),
        ("2024-03-01", "2024-02-29", True),
        ("2024-03-12", "2024-03-12", False),
        ("2024-03-12", "2024-03-14", False),
        ("2024-03-12", "", False),
    ],
)
def test_days_that_follow_one_another_are_told(day: str, other: str, *, one_off: bool) -> None:
    assert is_one_off(day, other) is one_off
