"""A merged cell is read in each of its rows, and a cell of several lines on one, in each format."""

from __future__ import annotations

import time

import pytest

from bot.ingest.extract import extract
from tests.ingest.packages import book, row, slides, word, workbook
from tests.ingest.packages import table as word_table
from tests.ingest.test_ods import spreadsheet

PROSE = "The council of the town has decided that the ferry will run every hour from the first."


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><p>{PROSE}</p>{body}</body></html>".encode()


MARKUP = (
    "<table><tr><th>Country</th><th>City</th><th>Ships</th></tr>"
    "<tr><td rowspan=2>Latvia</td><td>Riga</td><td rowspan='3'>12</td></tr>"
    "<tr><td>Liepāja</td></tr>"
    "<tr><td>Malta</td><td>Valletta</td></tr>"
    "<tr><td colspan=2>Elsewhere</td><td>3</td></tr></table>"
)
ROWS = [
    "Country\tCity\tShips",
    "Latvia\tRiga\t12",
    "Latvia\tLiepāja\t12",
    "Malta\tValletta\t12",
    "Elsewhere\t3",
]


def test_a_cell_that_spans_rows_of_a_page_stands_in_each_of_them() -> None:
    assert extract("a.html", page(MARKUP)).text == "\n".join([PROSE + "\n", *ROWS])


def test_a_cell_that_spans_rows_of_a_book_stands_in_each_of_them() -> None:
    chapter = f"<html><body>{MARKUP}</body></html>"

    assert extract("a.epub", book({"a.xhtml": chapter})).text.split("\n") == ROWS


NAMED = [
    "Country\tCity\tShips",
    "Country: Latvia; City: Riga; Ships: 12",
    "Country: Latvia; City: Liepāja; Ships: 13",
    "Country: Malta; City: Valletta; Ships: 14",
]


def test_a_merged_cell_of_a_workbook_stands_in_each_row_that_can_be_seen() -> None:
    rows = (
        row("Country", "City", "Ships", number=1)
        + row("Latvia", "Riga", "12", number=2)
        + row("", "Ventspils", "1", number=3, attributes='hidden="1"')
        + row("", "Liepāja", "13", number=4)
        + row("Malta", "Valletta", "14", number=6)
    )
    merged = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="A7:A1048576"/></mergeCells>'
    data = workbook(("S", f"<sheetData>{rows}</sheetData>{merged}"))

    assert extract("a.xlsx", data).text.split("\n\n") == NAMED


def test_a_merged_cell_of_a_workbook_is_found_behind_hidden_columns() -> None:
    rows = row("secret", "Country", "City", number=1) + row("secret", "Latvia", "Riga", number=2)
    rows += row("secret", "", "Liepāja", number=3)
    sheet = (
        f'<cols><col min="1" max="1" hidden="1"/></cols><sheetData>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="$B$2:$B$3"/><mergeCell ref="A1:A2"/></mergeCells>'
    )

    assert extract("a.xlsx", workbook(("S", sheet))).text.split("\n\n")[1:] == [
        "Country: Latvia; City: Riga",
        "Country: Latvia; City: Liepāja",
    ]


def test_very_many_merged_cells_are_read_in_time() -> None:
    started = time.process_time()
    rows = "".join(row("x", "y", number=number) for number in range(1, 5_001))
    merged = "".join(f'<mergeCell ref="A{n}:A{n + 1}"/>' for n in range(1, 5_000, 2))
    sheet = f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"

    assert extract("a.xlsx", workbook(("S", sheet))).text.count("x: x; y: y") == 4_999
    assert time.process_time() - started < 2


def test_a_merged_cell_of_an_open_spreadsheet_stands_in_each_row_and_hides_what_is_below() -> None:
    def cell(text: str, properties: str = "", kind: str = "table-cell") -> str:
        return f"<table:{kind} {properties}><text:p>{text}</text:p></table:{kind}>"

    tall = cell("Latvia", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
    covered = cell("from before", kind="covered-table-cell")
    rows = (
        cell("Country") + cell("City") + cell("Ships"),
        tall + cell("Riga") + cell("12"),
        covered + cell("Lie<text:s/>pāja") + cell("13"),
        cell("Malta") + cell("Valletta") + cell("14"),
    )
    inner = "".join(f"<table:table-row>{each}</table:table-row>" for each in rows)
    data = spreadsheet(f'<table:table table:name="S">{inner}</table:table>')

    assert extract("a.ods", data).text.replace("Lie pāja", "Liepāja").split("\n\n") == NAMED


def test_a_merged_cell_of_a_slide_stands_in_each_row_with_names_or_without() -> None:
    def cell(text: str, properties: str = "") -> str:
        inner = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        return f"<a:tc {properties}><a:txBody>{inner}</a:txBody></a:tc>"

    rows = (
        cell("Country") + cell("City") + cell("Ships"),
        cell("Latvia", 'rowSpan="2"') + cell("Riga") + cell("12"),
        cell("", 'vMerge="1"') + cell("Liepāja") + cell("13"),
        cell("Malta") + cell("Valletta") + cell("14"),
    )

    def text(look: str) -> list[str]:
        inner = "".join(f"<a:tr>{each}</a:tr>" for each in rows)
        frame = (
            f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr {look}/>{inner}</a:tbl>"
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )
        return extract("a.pptx", slides(frame)).text.split("\n\n")

    assert text('firstRow="1"') == NAMED
    assert text("")[2] == "Latvia\tLiepāja\t13"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Riga<br>Liepāja", "Riga Liepāja"),
        ("<ul><li>Riga</li><li>Liepāja</li></ul>", "Riga Liepāja"),
        ("<p>Riga</p><p>Liepāja</p>", "Riga Liepāja"),
        ("<div>Riga</div>Liepāja", "Riga Liepāja"),
        ("<time datetime='2026-03-04'>4 March</time>", "4 March"),
        ("<label>Riga</label>", "Riga"),
        ("<output>12</output>", "12"),
        ("<a href='/r'>Riga</a><br><a href='/l'>Liepāja</a>", "Riga Liepāja"),
        ("<del>11</del><ins>12</ins>", "12"),
        ("12<sup>3</sup>", "12³"),
    ],
)
def test_a_row_is_kept_whatever_stands_in_its_cells(cell: str, shown: str) -> None:
    rows = f"<tr><td>Latvia</td><td>{cell}</td></tr><tr><td>Malta</td><td>Valletta</td></tr>"
    source = extract("a.html", page(f"<table>{rows}</table><p>After. {PROSE}</p>"))

    assert source.text == f"{PROSE}\n\nLatvia\t{shown}\nMalta\tValletta\n\nAfter. {PROSE}"


def test_a_row_of_long_columns_is_no_row_of_data() -> None:
    names = [f"Name Number {place}" for place in range(12)]
    columns = "".join(f"<td>{'<br>'.join(names[at : at + 4])}</td>" for at in (0, 4, 8))
    source = extract("a.html", page(f"<table><tr>{columns}</tr></table><p>After. {PROSE}</p>"))

    assert source.text.split() == f"{PROSE} {' '.join(names)} After. {PROSE}".split()
    assert "\t" not in source.text


def test_two_paragraphs_in_a_cell_of_a_document_stay_in_its_row() -> None:
    def cell(*texts: str) -> str:
        inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
        return f"<w:tc>{inner}</w:tc>"

    rows = cell("Latvia") + cell("Riga", "Liepāja"), cell("Malta") + cell("Valletta")

    assert extract("a.docx", word(word_table(*rows))).text == (
        "Latvia\tRiga Liepāja\n\nMalta\tValletta"
    )


def rows_of_a_sheet(*rows: tuple[str, ...]) -> list[str]:
    inner = "".join(row(*texts, number=place) for place, texts in enumerate(rows, 1))
    return extract("a.xlsx", workbook(("S", f"<sheetData>{inner}</sheetData>"))).text.split("\n\n")


def test_a_cell_beside_a_table_takes_no_names_from_its_rows() -> None:
    rows = [("City", "Ships"), ("Riga", "12", "", "see note"), ("Valletta", "14"), ("Bari", "3")]

    assert rows_of_a_sheet(*rows)[1:] == [
        "City: Riga; Ships: 12; see note",
        "City: Valletta; Ships: 14",
        "City: Bari; Ships: 3",
    ]
    assert rows_of_a_sheet(*rows[:2])[1] == "Riga\t12\tsee note"
    assert rows_of_a_sheet(*rows, ("Oslo", "3", "closed"))[1] == "Riga\t12\tsee note"


def test_a_title_and_a_day_above_a_table_are_no_names_of_its_columns() -> None:
    rows = (
        ("Ports in use", "", "", "2026-03-04"),
        ("Country", "City", "Ships", "Berths"),
        ("Latvia", "Riga", "12", "4"),
        ("Malta", "Valletta", "14", "5"),
    )

    assert rows_of_a_sheet(*rows) == [
        "Ports in use\t2026-03-04",
        "Country\tCity\tShips\tBerths",
        "Country: Latvia; City: Riga; Ships: 12; Berths: 4",
        "Country: Malta; City: Valletta; Ships: 14; Berths: 5",
    ]


def test_a_long_merged_cell_stands_in_each_of_its_rows() -> None:
    cells = f"<td rowspan=2>{PROSE} {PROSE}</td>"
    rows = f"<tr>{cells}<td>Riga</td></tr><tr><td>Liepāja</td></tr>"
    source = extract("a.html", page(f"<table>{rows}</table><p>After. {PROSE}</p>"))

    assert f"{PROSE} {PROSE}\tRiga\n{PROSE} {PROSE}\tLiepāja" in source.text
