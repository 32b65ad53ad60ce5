"""Hyphens and dashes at the ends of lines."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.hyphens import Spelling, spelling
from tests.ingest.test_pdf import PROSE, SECOND, paragraphs
from tests.ingest.test_pdf_paper import Print, column, written

MARK = "\x02"

ENGLISH = "The council has seen the report of the engineer, and it will be read by all of them."
GERMAN = "Die Gemeinde hat den Bericht gelesen und wird sich mit ihm noch im Mai befassen."
PORTUGUESE = "O conselho não leu o relatório que foi escrito por um engenheiro da cidade."


def read(*lines: str, after: str = ENGLISH) -> str:
    """Return the paragraph that the lines become, before another one."""
    pages = [[*column(*lines), *column(*PROSE if after is ENGLISH else [after], y=400)]]
    return pdf.read_pdf(written(*pages)).text.split("\n\n")[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("We asked for pre- ", "and post-war houses."),
        ("We asked for two- ", "or three-year terms."),
        ("We asked for the long-", "term plan of the mayor."),
        ("We asked for state-of-the-", "art lamps."),
        ("We asked for state-", "of-the-art lamps."),
        ("We asked for a two-", "year-old lamp."),
        ("We asked for an X-", "ray of the hand."),
        ("We asked for T-", "shirts of wool."),
        ("We asked for EU-", "funded lamps."),
        ("We asked for UN-", "backed lamps."),
        ("We asked for self-", "governed schools."),
        ("We asked for a follow-", "up meeting."),
        ("We asked for open-", "air markets."),
        ("We asked for 2023-", "24 to be added."),
        ("We asked for an EU-", "China talk."),
        ("We asked for Mill-", "Lane to be paved."),
    ],
    ids="".join,
)
def test_a_hyphen_of_the_word_stays(lines: tuple[str, str]) -> None:
    first, second = lines
    whole = first + second

    assert read(first.rstrip(), second) == whole


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("We asked for infor-", "mation about it.", "information"),
        ("We asked for an under-", "standing of it.", "understanding"),
        ("We asked for some-", "thing else.", "something"),
        ("We asked for other meet-", "ings of it.", "meetings"),
        ("We asked for friend-", "ship and help.", "friendship"),
        ("We asked for well-docu-", "mented lamps.", "well-documented"),
        ("WE ASKED FOR INFOR-", "MATION ABOUT IT.", "INFORMATION"),
        ("We asked the may-", "or for help.", "mayor"),
    ],
)
def test_a_typesetters_hyphen_goes(first: str, second: str, word: str) -> None:
    text = read(first, second)

    assert text == first[: -len(first.rsplit(maxsplit=1)[-1])] + word + second[second.index(" ") :]


def test_words_that_another_language_writes_as_one_are_joined() -> None:
    assert read("Nun tagt der Gemeinde-", "rat noch im Mai.", after=GERMAN) == (
        "Nun tagt der Gemeinderat noch im Mai."
    )
    assert read("Es gibt viele Vor-", "und Nachteile.", after=GERMAN) == (
        "Es gibt viele Vor- und Nachteile."
    )


@pytest.mark.parametrize("second", ["se um problema.", "-se um problema."])
def test_a_hyphen_that_the_next_line_repeats_is_one(second: str) -> None:
    text = read("A ponte da cidade tornou-", second, after=PORTUGUESE)

    assert text == "A ponte da cidade tornou-se um problema."


def test_what_the_document_has_elsewhere_decides() -> None:
    page = column(
        "The rain fell upon the town-",
        "ship. The bridge-house, they say, is a bridge-",
        "house, and Lynd is a township by the sea.",
    )

    assert paragraphs(page) == [
        "The rain fell upon the township. The bridge-house, they say, is a bridge-house, and Lynd"
        " is a township by the sea."
    ]


def test_parts_of_broken_words_are_no_words() -> None:
    found = spelling([f"of the adjust{MARK}", f"ment of an arrange{MARK}", "ment"], "en", MARK)

    assert "ment" not in found.known
    assert found.hyphen("an adjust", "ment of") == ""


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        ("on the pages 737–", "749 of it", ""),
        ("on the Paris–", "London line", ""),
        ("the mayor said—", "as he does", ""),
        ("the mayor said –", "as he does", " "),
        ("lamps and/", "or candles", ""),
        ("see www.example.org/", "lamps for it", " "),
        ("lamps and candles", "for all", " "),
        ("lamps - ", "that is, candles", " "),
        ("from 2023 -", "2024 on", ""),
    ],
)
def test_a_blank_stands_after_a_dash_only_if_one_stands_before_it(
    first: str, second: str, between: str
) -> None:
    assert Spelling({}, "en").blank(first.rstrip(), second) == between


def test_a_dash_that_begins_a_line_is_set_as_elsewhere() -> None:
    closed = spelling(["the mayor—who is old—said"], "en", MARK)
    spaced = spelling(["el alcalde —que es viejo— dijo"], "es", MARK)

    assert closed.blank("the mayor", "—who is old") == ""
    assert spaced.blank("el alcalde", "—que es viejo") == " "
    assert spaced.blank("que es viejo—", "dijo") == " "


def test_a_word_over_the_end_of_a_page_is_joined_too() -> None:
    first = [*column(*SECOND), *column("All of this is printed for the infor-", y=100)]
    second = [*column("mation of those who live along the river."), Print(50, 600, "Notes", 14)]

    text = pdf.read_pdf(written(first, second)).text

    assert "printed for the information of those who live along the river." in text


def test_a_soft_hyphen_is_the_typesetters() -> None:
    assert read("We asked for infor\N{SOFT HYPHEN}", "mation about it.") == (
        "We asked for information about it."
    )


def test_a_word_that_is_broken_in_a_cell_is_joined() -> None:
    page = [
        *column("The costs of the bridge are these:"),
        Print(50, 660, "Item"),
        Print(300, 660, "Sum"),
        Print(50, 640, "Renova-"),
        Print(50, 628, "tion"),
        Print(300, 634, "90"),
        Print(50, 610, "Ramp"),
        Print(300, 610, "95"),
    ]

    assert "Renovation 90" in pdf.read_pdf(written(page)).text


@pytest.mark.parametrize(
    ("language", "head", "following", "kept"),
    [
        ("en", "a thirteenth", "story window", "-"),
        ("en", "a low", "profile meeting", "-"),
        ("en", "a night of story", "telling", ""),
        ("en", "they were over", "riding it", ""),
        ("en", "Marjan Ghazvini and Mar", "jan Smith", ""),
        ("en", "they were dis", "interested", ""),
        ("fr", "une visite médico", "sociale", "-"),
        ("fr", "un centre franco", "allemand", "-"),
        ("fr", "la ville est devenue populaire et grande", "ment", ""),
        ("pt", "um acordo político", "militar", "-"),
        ("ru", "товарищ музыкально", "театральный", "-"),
        ("de", "der Gemeinde", "rat", ""),
        ("xx", "the low", "profile meeting", ""),
    ],
)
def test_how_frequent_words_are_tells_parts_from_syllables(
    language: str, head: str, following: str, kept: str
) -> None:
    assert Spelling({}, language).hyphen(head, following) == kept
