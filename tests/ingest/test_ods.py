from __future__ import annotations

import pytest

from bot.errors import NoText, Problem, TooLarge, UnreadableFile
from bot.ingest.extract import extract
from bot.model import Landmark
from tests.ingest.packages import zipped
from tests.refusals import refused

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{name}="{_OASIS}:{space}:1.0"'
    for name, space in (
        *((each, each) for each in ("office", "table", "text", "style")),
        ("fo", "xsl-fo-compatible"),
    )
)


def spreadsheet(tables: str, manifest: str = "", styles: str = "") -> bytes:
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    body = (
        f"{automatic}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f"<office:document-content {NAMES}>{body}</office:document-content>",
        }
    )


def table(name: str, *rows: str) -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*texts: str, properties: str = "") -> str:
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts
    )
    return f"<table:table-row {properties}>{cells}</table:table-row>"


def test_each_row_is_read_with_the_names_of_its_columns() -> None:
    hidden = row("Ann", "x", properties='table:visibility="collapse"')
    filling = '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    wide = row("Ben", "12,50 €").replace("</table:table-row>", filling)
    data = spreadsheet(table("Staff", row("Name", "Pay"), hidden, wide, row("Cleo", "14")))

    source = extract("x.ods", data)

    assert source.text == "Name\tPay\n\nName: Ben; Pay: 12,50 €\n\nName: Cleo; Pay: 14"
    assert source.landmarks == (Landmark(0, "Staff"),)


def test_sheets_and_columns_that_are_hidden_are_not_read() -> None:
    hidden = (
        '<style:style style:name="h" style:family="table"><style:table-properties'
        ' table:display="false"/></style:style>'
    )
    columns = (
        "<table:table-header-columns><table:table-column/></table:table-header-columns>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "<table:table-column/>"
    )
    seen = table("Staff", columns, row("Name", "Pay", "Tax", "Desk"), row("Ben", "12", "3", "4"))
    secret = table("Secret", row("Pay", "all")).replace(
        "<table:table ", '<table:table table:style-name="h" '
    )

    source = extract("x.ods", spreadsheet(secret + seen, styles=hidden))

    assert source.text == "Name\tDesk\n\nName: Ben; Desk: 4"
    assert source.landmarks == (Landmark(0, "Staff"),)


def test_rows_that_are_repeated_without_end_are_told() -> None:
    full = row("x" * 20_000, properties='table:number-rows-repeated="1000000"')

    with pytest.raises(TooLarge):
        extract("x.ods", spreadsheet(table("A", full)))


def test_what_cannot_be_read_is_told() -> None:
    with refused(NoText, Problem.NO_FILLED_CELLS):
        extract("x.ods", spreadsheet(table("A", row(""))))
    with refused(UnreadableFile, Problem.PASSWORD):
        extract("x.ods", spreadsheet(table("A", row("x")), "<encryption-data/>"))


def test_every_column_is_read_and_too_many_cells_are_told() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    far = row("Name").replace("</table:table-row>", blank + cell("Pay") + "</table:table-row>")
    ann = row("Ann").replace("</table:table-row>", blank + cell("14") + "</table:table-row>")

    assert extract("x.ods", spreadsheet(table("A", far, ann))).text.endswith("Name: Ann; Pay: 14")
    full = row("1", properties='table:number-rows-repeated="1000"')
    full = full.replace(
        "<table:table-cell>", '<table:table-cell table:number-columns-repeated="600">'
    )
    with refused(TooLarge, Problem.TOO_MANY_CELLS):
        extract("x.ods", spreadsheet(table("A", full)))


def cell(text: str) -> str:
    return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
