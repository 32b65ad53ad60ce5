from __future__ import annotations

import pytest

from bot.ingest.lines import (
    first_prose,
    is_contact,
    is_prose,
    is_wrapped,
    letters,
    starts_wrapped,
    words,
)

PROSE = "The council of the town has decided that the ferry will run every hour from the first."
WRAPPED = [
    "The ferry between Dunmarrow and Selkie Point will run every hour from",
    "the first of June. Mr. A. B. Castell of the harbour office told the",
    "meeting that the new boat takes forty cars and two hundred people.",
]


@pytest.mark.parametrize(
    ("block", "wrapped"),
    [
        (WRAPPED, True),
        (
            ["在尊严和权利上一律平等他们赋有理性和良心并应以兄弟", "关系的精神相对待人人生而自由"],
            True,
        ),
        (["Apples", "Pears", "Plums"], False),
        (["人人生而自由在尊严和权利上一律平等他们赋有理性和良心", "他们", "人人生而自由"], False),
        ([PROSE * 2, PROSE * 2], False),
        (["A first line that is short", "of a list, and a much longer second one of it"], False),
        ([PROSE], False),
        ([], False),
    ],
)
def test_wrapped_lines_are_full(block: list[str], wrapped: bool) -> None:
    assert is_wrapped(block) is wrapped


def test_a_short_line_on_top_is_no_part_of_a_wrapped_paragraph() -> None:
    assert starts_wrapped(["The ferry", *WRAPPED])
    assert not starts_wrapped(WRAPPED)


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (PROSE, True),
        ("word " * 28, True),
        ("word " * 27, False),
        ("The ferry will run every hour.", False),
        (
            "SENS. WARNER AND ALLEN ANNOUNCE THE SENATE'S APPROVAL OF FUNDS FOR NORTHERN PARTS",
            False,
        ),
        ("在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神。", True),
    ],
)
def test_prose_is_a_sentence_of_some_length(line: str, prose: bool) -> None:
    assert is_prose(line) is prose


def test_prose_starts_at_its_first_line() -> None:
    wrapped = "\n".join(WRAPPED)

    assert first_prose(f"The ferry\n\n{wrapped}") == 11
    assert first_prose(f"The ferry\n{wrapped}") == 10
    assert first_prose(f"The ferry\n3 May 2024\n{PROSE}") == 21
    assert first_prose("The ferry\n\nApples") is None


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("Tel: 01632 960166", True),
        ("yasmin@example.org", True),
        ("+44 1632 960166", True),
        ("https://example.org", True),
        ("Контакты", True),
        ("电话 123", True),
        ("The hotel is full", False),
        ("1 + 2 = 3", False),
        ("a@b", False),
    ],
)
def test_contacts_have_an_address_a_number_or_say_so(line: str, contact: bool) -> None:
    assert is_contact(line) is contact


def test_words_are_counted_in_every_script() -> None:
    assert words("EU-China Dialogue, 11 March: don't") == 4
    assert words("人人生而自由在尊严和权利上一律平等") == 10
    assert words("من نحن") == 2


def test_letters_compare_texts_in_any_form() -> None:
    assert letters("Klima\u00adwandel – e\u0301 ﬁ 3.5") == letters("KLIMAWANDEL é fi 35")
