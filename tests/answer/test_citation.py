from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.answer.citation import Reference, as_bibtex, as_csl, as_text, years_old
from bot.model import Handle, QuoteId, Span
from tests.answer.asking import document

QUOTE = QuoteId(Handle(12), 2, Span(345, 678))
DOCUMENT = replace(
    document(12, "50% of {Arven} & its \\boats_~^#$", "text"),
    publisher="Harbour Trust",
    date="2025-03-04",
    url="https://arven.example/a_b?c=1&d=%7B",
)
REFERENCE = Reference(DOCUMENT, QUOTE, "0f" * 32)


def test_a_reference_is_a_line_of_text() -> None:
    assert as_text(replace(REFERENCE, document=replace(DOCUMENT, title="Old ferries."))) == (
        "Old ferries. Harbour Trust. 2025-03-04. https://arven.example/a_b?c=1&d=%7B."
        f" Quote 12.2.345-678, SHA-256 {'0f' * 32}."
    )


def test_bibtex_has_what_it_would_take_for_markup_escaped() -> None:
    entry = as_bibtex(REFERENCE)

    assert entry.startswith("@misc{verbatim-12-2-345-678,\n")
    assert (
        r"  title = {{50\% of \{Arven\} \& its \textbackslash{}boats\_\textasciitilde{}"
        r"\textasciicircum{}\#\$}}," in entry
    )
    assert "  author = {{Harbour Trust}}," in entry
    assert "  year = {2025}," in entry
    assert "  url = {https://arven.example/a_b?c=1&d=%7B}," in entry
    plain = entry.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")


def test_a_line_break_in_a_title_ends_no_field() -> None:
    entry = as_bibtex(replace(REFERENCE, document=replace(DOCUMENT, title="One\n\ntwo")))

    assert "  title = {{One two}},\n" in entry


@pytest.mark.parametrize(
    ("day", "issued"),
    [("2025-03-04", [2025, 3, 4]), ("2025-03", [2025, 3]), ("2025", [2025]), ("", None)],
)
def test_csl_json_has_the_day_in_its_parts(day: str, issued: list[int] | None) -> None:
    (item,) = json.loads(as_csl(replace(REFERENCE, document=replace(DOCUMENT, date=day))))

    assert item.get("issued") == (issued and {"date-parts": [issued]})
    assert item["type"] == "document"
    assert item["title"] == DOCUMENT.title
    assert item["version"] == "2"


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2016-12-01", 9),
        ("2016-11-30", 10),
        ("2016", 10),
        ("2026-12-24", 0),
        ("spring", 0),
        ("", 0),
    ],
)
def test_a_source_is_as_old_as_its_day_of_publication(day: str, years: int) -> None:
    assert years_old(replace(DOCUMENT, date=day), date(2026, 11, 30)) == years
