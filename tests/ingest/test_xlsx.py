from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NoText, Problem, TooLarge
from bot.ingest import sheet
from bot.ingest.extract import extract
from bot.ingest.office import xlsx
from bot.ingest.office.number_format import BUILT_IN, shown
from tests.ingest.packages import row, workbook
from tests.refusals import refused


def data(*rows: str, around: str = "") -> str:
    return f"{around}<sheetData>{''.join(rows)}</sheetData>"


def test_rows_are_read_out_and_sheets_are_landmarks() -> None:
    first = data(row("Country", "Capital"), row("Latvia", "Riga"), row("Malta", "Valletta"))
    reading = xlsx.read_xlsx(workbook(("North", first), ("South", data(row("one"), row("two")))))

    assert reading.text.split("\n\n") == [
        "Country\tCapital",
        "Country: Latvia; Capital: Riga",
        "Country: Malta; Capital: Valletta",
        "one",
        "two",
    ]
    assert [mark.label for mark in reading.landmarks] == ["North", "South"]
    assert reading.text[reading.landmarks[1].start :].startswith("one")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_left_out(state: str) -> None:
    sheets = ("A", data(row("secret"))), ("B", data(row("open")))

    assert xlsx.read_xlsx(workbook(*sheets, states=(state,))).text == "open"


def test_hidden_rows_and_columns_are_left_out() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    rows = row("a", "secret", "b"), row("secret", attributes='hidden="1"'), row("c", "secret", "d")

    assert xlsx.read_xlsx(workbook(("S", data(*rows, around=columns)))).text == "a\tb\n\na: c; b: d"


def test_each_kind_of_cell_shows_what_the_sheet_shows() -> None:
    strings = "<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>pron</t></rPh></si>"
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>'
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><v>#N/A</v></c><c r="E1" s="1"><v>43831</v></c>'
        '<c r="F1" s="2"><v>0.125</v></c>'
        '<c r="G1" t="str"><f>A1&amp;"x"</f><v>cached</v></c>'
        '<c r="I1"><v>1.1000000000000001</v></c>'
    )
    reading = xlsx.read_xlsx(
        workbook(("S", data(f"<row>{cells}</row>")), strings=strings, styles=styles)
    )

    assert reading.text == "plain\trich\tTRUE\t#N/A\t01.01.2020\t12.50%\tcached\t1.1"


def test_titles_above_a_table_and_blank_rows_in_it_are_told_from_its_header() -> None:
    rows = (
        row("Table 1: Ships"),
        row("Name", "Port", "Year", number=3),
        row("Ada", "Riga", "1999"),
        row("Eva", "Oslo", "2001", number=7),
    )

    assert xlsx.read_xlsx(workbook(("S", data(*rows)))).text.split("\n\n") == [
        "Table 1: Ships",
        "Name\tPort\tYear",
        "Name: Ada; Port: Riga; Year: 1999",
        "Name: Eva; Port: Oslo; Year: 2001",
    ]


def test_a_cell_far_to_the_right_does_not_fill_the_memory() -> None:
    far = '<row><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>far</v></c></row>'

    assert xlsx.read_xlsx(workbook(("S", data(far)))).text == "a\tfar"


def test_a_workbook_without_visible_cells_says_so() -> None:
    with refused(NoText, Problem.NO_FILLED_CELLS):
        xlsx.read_xlsx(workbook(("S", data())))


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("1234.5", "General", "1234.5"),
        ("0.1", "General", "0.1"),
        ("1E+20", "General", "100000000000000000000"),
        ("123456789012", "General", "123456789012"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", "#,##0", "1,235"),
        ("2.5", "0", "3"),
        ("-1234.5", "#,##0.0", "-1,234.5"),
        ("-5", "0;(0)", "(5)"),
        ("0", '0;-0;"none"', "none"),
        ("7", "000", "007"),
        ("1.5", "0.0##", "1.5"),
        ("0.256", "0.0%", "25.6%"),
        ("12", '#,##0 "€"', "12 €"),
        ("12", "[$€-407] #,##0.00", "€ 12.00"),
        ("12", r"0\ \k\g", "12 kg"),
        ("12000000", '0.0,,"M"', "12.0M"),
        ("12", "[Red]0", "12"),
        ("43831", BUILT_IN[14], "2020-01-01"),
        ("43831.75", "yyyy-mm-dd hh:mm", "2020-01-01 18:00"),
        ("43831.75", "h:mm AM/PM", "6:00 PM"),
        ("43831", "d. mmmm yyyy", "1. January 2020"),
        ("43831", '[$-409]dddd, d "of" mmm yy', "Wednesday, 1 of Jan 20"),
        ("0.0423", "mm:ss", "00:55"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", BUILT_IN[14], "1900-01-01"),
        ("61", BUILT_IN[14], "1900-03-01"),
        ("-1", BUILT_IN[14], "-1"),
        ("99999999999", BUILT_IN[14], "99999999999"),
        ("text", "0.00", "text"),
        ("3", 'General" ships"', "3 ships"),
        ("0.000012345", "General", "0.000012345"),
        ("NaN", "0.00", "NaN"),
        ("1E999999", "0.00", "1E999999"),
        ("3.14159", "# ?/?", "3.14159"),
        ("5", "@", "5"),
    ],
)
def test_numbers_are_shown_in_their_format(value: str, form: str, text: str) -> None:
    assert shown(value, form) == text


@given(st.decimals() | st.floats(0, 3e6), st.text('0#?.,%ymdhsAP/[];"\\_*@Ee+ €-', max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_number_is_shown_in_any_format(number: object, form: str) -> None:
    assert isinstance(shown(str(number), form), str)


def test_days_can_be_counted_from_1904() -> None:
    assert shown("42369", "yyyy-mm-dd", since_1904=True) == "2020-01-01"


def test_every_column_of_a_sheet_is_read_with_its_name() -> None:
    names = [f"Year {number}" for number in range(16_384)]
    rows = row(*names, number=1), row(*map(str, range(16_384)), number=2)

    text = xlsx.read_xlsx(workbook(("S", data(*rows)))).text

    assert text.endswith("; Year 16382: 16382; Year 16383: 16383")


def test_more_filled_cells_than_a_text_can_hold_are_told_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheet, "MAX_CELLS", 50_000)
    started = time.process_time()
    rows = ("<row>" + "".join(f"<c><v>{n}</v></c>" for n in range(1_000)) + "</row>") * 30
    sheets = [(name, f"<sheetData>{rows}</sheetData>") for name in ("A", "B")]

    with refused(TooLarge, Problem.TOO_MANY_CELLS, count=60_000, limit=50_000):
        extract("cells.xlsx", workbook(*sheets))
    assert time.process_time() - started < 2


def test_cells_that_stand_too_far_apart_are_told() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="{letters(n)}{n}"><v>1</v></c></row>' for n in range(1, 3_001)
    )

    with refused(TooLarge, Problem.TOO_MANY_CELLS):
        extract("cells.xlsx", workbook(("S", f"<sheetData>{rows}</sheetData>")))


def letters(column: int) -> str:
    """Return the name of a column, from 1."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name
