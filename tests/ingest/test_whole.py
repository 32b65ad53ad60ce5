from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.ingest.extract import extract
from tests.ingest.packages import p, word
from tests.ingest.test_pdf_paper import Print, column, written

PROSE = "The harbour authority repaired the lighthouse in spring, and forty people came to see it."
PAGE = f"""<html><body><nav><a href="/">Skip to main content</a></nav>
<article><h1>News</h1><p>{PROSE}</p><p>{PROSE} It rained. <del>It snowed.</del></p></article>
<footer>Imprint of the harbour</footer></body></html>"""
DUMP = f"- Skip to main content\n- Home\n- Contact\n\nNews of the harbour\n\n{PROSE}\n\n{PROSE}\n"
MAIL = f"From: a@arven.example\nSubject: News\nContent-Type: text/html\n\n{PAGE}"
FIRST = ("Forty people came to see the lighthouse when", "it was open to all in the spring.")
SECOND = ("The council paid for its new lamp, which now", "shines for the ships at night.")
STYLES = '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'


def document() -> bytes:
    return word(p("The lighthouse 7", '<w:pStyle w:val="T"/>') + p(PROSE), styles=STYLES)


def printed() -> bytes:
    pages = [
        [
            Print(50, 770, f"River Council {number}"),
            *column(*lines, y=500),
            Print(300, 30, str(number)),
        ]
        for number, lines in enumerate((FIRST, SECOND) * 2, 1)
    ]
    return written(*pages)


@pytest.mark.parametrize(
    ("name", "make", "line"),
    [
        ("page.html", PAGE.encode, "Imprint of the harbour"),
        ("dump.txt", DUMP.encode, "Skip to main content"),
        ("news.eml", MAIL.encode, "Imprint of the harbour"),
        ("report.pdf", printed, "River Council 2"),
        ("report.docx", document, "The lighthouse 7"),
    ],
)
def test_lines_that_were_left_out_are_read_when_a_file_is_read_whole(
    name: str, make: Callable[[], bytes], line: str
) -> None:
    data = make()

    read, whole = extract(name, data), extract(name, data, whole=True)

    assert any(line in each for each in read.removed)
    assert line not in read.text
    assert line in whole.text
    assert not any(line in each for each in whole.removed)
    assert (read.whole, whole.whole) == (False, True)


def test_what_was_struck_out_stays_out_of_a_whole_page() -> None:
    whole = extract("page.html", PAGE.encode(), whole=True)

    assert "It snowed." not in whole.text
    assert whole.removed == ("It snowed.",)
