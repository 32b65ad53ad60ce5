from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.extract import extract
from bot.ingest.filename import shown
from bot.ingest.headings import headings
from bot.ingest.title import LONGEST, above_first_paragraph, propose
from tests.ingest.packages import open_document, p, word

PROSE = "The council of the town has decided that the ferry will run every hour from the first."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The ferry runs every hour\n\n{PROSE}", "The ferry runs every hour"),
        (f"PRESS RELEASE\n\nThe ferry runs hourly\n\n{PROSE}", "The ferry runs hourly"),
        (f"The ferry runs hourly\n\nIntroduction\n\n{PROSE}", "The ferry runs hourly"),
        (f"Who pays for the ferry?\n\nDear members,\n\n{PROSE}", "Who pays for the ferry?"),
        (f"The ferry\n\n{PROSE}", "The ferry"),
        (f"Dear members,\n\n{PROSE}", ""),
        (f"office@example.org is the address\n\n{PROSE}", ""),
        (f"a,b,c\none,two,three\n1,2,3\n4,5,6\n7,8,9\nx,y,z of it\na\nb\n{PROSE}", ""),
        ("Parking is free on Sundays.\n\nThe gate closes at nine.", ""),
        (PROSE, ""),
    ],
)
def test_the_title_stands_above_the_first_paragraph(text: str, title: str) -> None:
    assert above_first_paragraph(text, headings(text)) == title


@pytest.mark.parametrize(
    ("candidates", "filename", "title"),
    [
        (["", " The \n ferry "], "x.txt", "The ferry"),
        (["* * *"], "ferry_plan-final.v2.txt", "ferry plan final.v2"),
        ([], "C:\\files\\2024-05-03-ferry.md", "2024-05-03 ferry"),
        ([], "the%20ferry+plan.html", "the ferry plan"),
        ([], "___", "Untitled"),
        ([], "", "Untitled"),
        ([], ".txt", ".txt"),
    ],
)
def test_a_file_s_name_is_the_last_resort(candidates: list[str], filename: str, title: str) -> None:
    assert propose(candidates, filename) == title


def test_a_long_title_is_cut_between_words() -> None:
    words = "The council of the town " * 20

    title = propose([words], "x.txt")

    assert LONGEST - 10 < len(title) <= LONGEST
    assert title.endswith("…")
    assert words.startswith(title[:-1] + " ")


@given(st.lists(st.text(max_size=300), max_size=3), st.text(max_size=60))
def test_a_title_is_always_one_line_of_some_length(candidates: list[str], filename: str) -> None:
    title = propose(candidates, filename)

    assert 1 <= len(title) <= LONGEST
    assert len(title.splitlines()) == 1
    assert title == title.strip()


def test_a_name_in_a_message_is_one_short_line() -> None:
    assert shown("a\nb.txt") == "a b.txt"
    assert shown(" ") == "the file"
    assert len(shown("x" * 500)) == 100


def test_a_text_of_short_lines_has_the_line_on_top_as_its_title() -> None:
    text = "Rules of the harbour\n\nThe gate closes at nine.\n\nDogs on a lead."

    assert above_first_paragraph(text, ()) == "Rules of the harbour"
    assert above_first_paragraph("The gate closes at nine.\n\nDogs on a lead.", ()) == ""
    assert above_first_paragraph("Rules of the harbour", ()) == ""


def headed(*headings: tuple[str, str]) -> dict[str, bytes]:
    """Documents of several formats with these headings above a paragraph, by style and text."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
        for style, name in (("T", "Title"), ("1", "heading 1"), ("2", "heading 2"))
    )
    docx = "".join(p(text, f'<w:pStyle w:val="{style}"/>') for style, text in headings)
    odt = "".join(
        f'<text:p text:style-name="Title">{text}</text:p>'
        if style == "T"
        else f'<text:h text:outline-level="{style}">{text}</text:h>'
        for style, text in headings
    )
    title = '<style:style style:name="Title" style:family="paragraph"/>'
    rtf = "".join(rf"\pard\s{'T12'.index(style)} {text}\par " for style, text in headings)
    sheet = r"{\stylesheet{\s0 Title;}{\s1 heading 1;}{\s2 heading 2;}{\s5 Normal;}}"
    return {
        "a.docx": word(docx + p(PROSE), styles=styles),
        "a.odt": open_document(f"{odt}<text:p>{PROSE}</text:p>", styles=title),
        "a.rtf": rf"{{\rtf1\ansi {sheet}{rtf}\pard\s5 {PROSE}\par}}".encode(),
    }


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ([("1", "Fares of the ferry"), ("2", "What passengers pay now")], "Fares of the ferry"),
        ([("1", "Fares"), ("2", "What passengers pay now")], "Fares"),
        ([("T", "Fares of the ferry"), ("T", "and of the bridge")],
         "Fares of the ferry and of the bridge"),
        ([("T", "Fares"), ("1", "What passengers pay now")], "Fares"),
        ([("1", "Press release"), ("2", "What passengers pay now")], "What passengers pay now"),
        ([("1", "Ministry of Ports"), ("2", "What passengers pay now")],
         "What passengers pay now"),
        ([("1", "Harbour news today"), ("1", "What passengers pay now")],
         "What passengers pay now"),
    ],
)  # fmt: skip
def test_the_title_is_the_highest_heading_and_not_a_later_one_or_half_of_it(
    headings: list[tuple[str, str]], title: str
) -> None:
    for name, data in headed(*headings).items():
        assert extract(name, data).title == title, name


def test_of_a_heading_that_says_more_than_the_properties_all_is_the_title() -> None:
    heading = p("Fares of the ferry in 2026", '<w:pStyle w:val="1"/>')
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    data = word(heading + p(PROSE), styles=styles, core="<dc:title>Fares of the ferry</dc:title>")

    assert extract("a.docx", data).title == "Fares of the ferry in 2026"
