from __future__ import annotations

import pytest

from bot.errors import Problem, TooLarge, UnreadableFile
from bot.ingest import csv
from tests.refusals import refused

ROWS = [["Country", "Capital"], ["Latvia", "Riga"], ["Malta", "Valletta; the old town"]]
READ = (
    "Country\tCapital\n\nCountry: Latvia; Capital: Riga\n\n"
    "Country: Malta; Capital: Valletta; the old town"
)


def written(separator: str) -> str:
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separator_and_encoding_are_told_from_the_file(separator: str, encoding: str) -> None:
    assert csv.read_csv(written(separator).encode(encoding)).text == READ


def test_a_table_is_read_in_the_encoding_that_its_server_states() -> None:
    data = "Osta,Vārti\nRīga,slēgti\n".encode("cp1257")

    assert csv.read_csv(data, "windows-1257").text == "Osta\tVārti\n\nOsta: Rīga; Vārti: slēgti"


def test_a_separator_that_the_file_states_is_used() -> None:
    assert csv.read_csv(b"sep=|\r\na,b|c\r\nd,e|f").text == "a,b\tc\n\na,b: d,e; c: f"


def test_cells_keep_their_quotation_marks_separators_and_line_ends() -> None:
    data = b'name,said\nAda,"He said ""no, never"" twice\nand left"\n'

    assert csv.read_csv(data).text.endswith('name: Ada; said: He said "no, never" twice and left')


def test_blank_lines_part_nothing_and_empty_cells_are_passed_over() -> None:
    assert csv.read_csv(b"a,b,c\n1,,3\n\n4,5,\n").text == "a\tb\tc\n\na: 1; c: 3\n\na: 4; b: 5"


def test_separators_at_the_end_of_rows_make_no_columns() -> None:
    assert csv.read_csv(b"a,b\nx,y,,\n").text == "a\tb\n\na: x; b: y"


def test_a_line_above_the_table_is_no_header() -> None:
    assert csv.read_csv(b"Ships of 2020\na,b\nx,y\n").text == "Ships of 2020\n\na\tb\n\na: x; b: y"


def test_a_first_row_of_values_names_no_columns() -> None:
    assert csv.read_csv(b"2019,Riga\n2020,Oslo\n").text == "2019\tRiga\n\n2020\tOslo"


def test_a_text_without_columns_is_read_line_by_line() -> None:
    assert csv.read_csv(b"one\ntwo\n").text == "one\n\ntwo"


def test_a_cell_that_never_ends_says_so() -> None:
    with refused(UnreadableFile, Problem.CELL_TOO_LONG):
        csv.read_csv(b'a,b\n"' + b"x,y\n" * 50_000)


def test_a_program_is_no_table() -> None:
    with pytest.raises(UnreadableFile):
        csv.read_csv(bytes(range(256)) * 20)


@pytest.mark.parametrize(
    ("data", "problem", "count", "limit"),
    [
        (b"a,b\n" * 300_000, Problem.TOO_MANY_ROWS, 300_000, 250_000),
        (b"a," * 20_000, Problem.TOO_MANY_COLUMNS, 20_001, 16_384),
    ],
    ids=["rows", "columns"],
)
def test_a_table_larger_than_any_sheet_is_told(
    data: bytes, problem: Problem, count: int, limit: int
) -> None:
    with refused(TooLarge, problem, count=count, limit=limit):
        csv.read_csv(data)
