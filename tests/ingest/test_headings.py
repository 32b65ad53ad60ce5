from __future__ import annotations

import pytest

from bot.ingest.headings import heading_span, headings, is_date, plain_words
from bot.model import Landmark, Span

PROSE = "The council of the town has decided that the ferry will run every hour from the first."
WRAPPED = (
    "The ferry between Dunmarrow and Selkie Point will run every hour from\n"
    "the first of June. Mr. A. B. Castell of the harbour office told the\n"
    "meeting that the new boat takes forty cars and two hundred people."
)


def labels(text: str) -> list[str]:
    found = headings(text)
    assert all(text[landmark.start :].split() for landmark in found)
    return [landmark.label for landmark in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The ferry\n\n{PROSE}", ["The ferry"]),
        (f"The ferry\n{PROSE}\n{PROSE}", ["The ferry"]),
        (f"The ferry\n\n{WRAPPED}", ["The ferry"]),
        (f"The ferry\n{WRAPPED}", ["The ferry"]),
        (f"The ferry\n\n3 May 2024\n\n{PROSE}", ["The ferry"]),
        (f"The ferry\n3 May 2024\n{PROSE}", ["The ferry"]),
        (
            f"Annual report\n\nThe ferry\n\n1. Fares\n\n{PROSE}",
            ["Annual report", "The ferry", "1. Fares"],
        ),
        (f"  渡轮每小时一班\n\n{PROSE}", ["渡轮每小时一班"]),
        (f"{PROSE}\n\nThe   ferry\n\n{PROSE}", ["The ferry"]),
    ],
)
def test_a_short_line_above_prose_is_a_heading(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        WRAPPED,
        f"{PROSE}\n\n{PROSE}",
        f"The ferry runs.\n\n{PROSE}",  # a sentence
        f"Dear members,\n\n{PROSE}",
        f"NOTE TO EDITORS:\n\n{PROSE}",
        f"- The ferry\n\n{PROSE}",
        f"3 May 2024\n\n{PROSE}",
        f"office@example.org\n\n{PROSE}",
        f"Tel. 01632 960166\n\n{PROSE}",
        f"Germany\t12\t14\n\n{PROSE}",
        f"* * *\n\n{PROSE}",
        f"Germany 12 14\nFrance 3 4\nTotal 15 18\n\n{PROSE}",  # a table, and what follows it
        "The ferry\n\nApples\n\nPears",
        "The ferry\n\nSo long\nthe night\n\nso deep\nthe sea",  # a poem
        f"{' '.join(['word'] * 30)}\n\n{PROSE}",
    ],
)
def test_other_short_lines_are_none(text: str) -> None:
    assert labels(text) == []


@pytest.mark.parametrize(
    ("text", "landmark", "heading"),
    [
        ("# The *ferry*\n\nText", Landmark(0, "The ferry"), "# The *ferry*"),
        ("The ferry\n=====\nText", Landmark(0, "The ferry"), "The ferry\n====="),
        ("Text\n\nThe\nferry\nText", Landmark(6, "The ferry"), "The\nferry"),
        ("# See [the ferry](https://a.org/b)\nText", Landmark(0, "See the ferry"), None),
    ],
)
def test_a_heading_goes_as_far_as_its_words(
    text: str, landmark: Landmark, heading: str | None
) -> None:
    span = heading_span(text, landmark)

    assert span is not None
    assert span.of(text) == (heading or text.split("\n", maxsplit=1)[0])


@pytest.mark.parametrize(
    "landmark", [Landmark(0, "Page 1"), Landmark(5, "Page 2"), Landmark(0, ""), Landmark(40, "End")]
)
def test_a_page_has_no_heading(landmark: Landmark) -> None:
    assert heading_span("Some text of the page.", landmark) is None


def test_a_span_is_a_span() -> None:
    assert heading_span("a\nb", Landmark(0, "A")) == Span(0, 1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("## The **ferry** and `bus` ##", "The ferry and bus"),
        ("See [the page](https://a.org) and ![a boat](b.png)", "See the page and a boat"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("C#", "C#"),
    ],
)
def test_marks_are_no_words(line: str, words: str) -> None:
    assert plain_words(line) == words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3 May 2024", True),
        ("Geneva, 12 March 2016", True),
        ("March 12, 2016", True),
        ("2024-05-03", True),
        ("2024年3月11日", True),
        ("Annual report 2023", False),
        ("Article 3", False),
        ("On 3 May 2024 the council of the town met again", False),
    ],
)
def test_a_date_is_a_day_and_hardly_more(line: str, expected: bool) -> None:
    assert is_date(line) is expected


def test_a_heading_of_a_pdf_is_found_behind_its_page() -> None:
    text = "Results\n\nIt rained."

    assert heading_span(text, Landmark(0, "page 12, Results")) == Span(0, 7)
    assert heading_span(text, Landmark(0, "page 12")) is None
