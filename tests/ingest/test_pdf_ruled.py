"""Tables whose rows are ruled: a row stays together, whatever its cells are wrapped to."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from itertools import pairwise

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.grids import grids
from bot.ingest.pdf.objects import Rule
from tests.ingest.test_pdf import PARAGRAPH, PROSE, SECOND, SECOND_PARAGRAPH
from tests.ingest.test_pdf_paper import Print, column, written

ROWS = (
    ("Project", "Who pays", "Euros"),
    ("Repair of the bridge|over the Tarn near|the old mill", "The province and|the town", "1,200"),
    ("New ferry", "The harbour board,|which borrows|from the bank", "410"),
    ("Lamps along the path|to the mill", "Residents", "95"),
)
READ = (
    "Project Who pays Euros\n"
    "Repair of the bridge over the Tarn near the old mill The province and the town 1,200\n"
    "New ferry The harbour board, which borrows from the bank 410\n"
    "Lamps along the path to the mill Residents 95"
)
EDGES = (50, 180, 310, 380)
PITCH = 12


def table(
    rows: Sequence[Sequence[str]], place: float, top: float = 600
) -> tuple[list[Print], list[float]]:
    """Return cells whose lines part at ``|``, and where the rows end, from the top.

    ``place`` is 0 for cells that begin at the top of their row, .5 and 1 for lower ones.
    """
    prints, ends = [], [top]
    for row in rows:
        most = max(cell.count("|") + 1 for cell in row)
        for left, cell in zip(EDGES, row, strict=False):
            lines = cell.split("|") if cell else []
            first = ends[-1] - PITCH - place * (most - len(lines)) * PITCH
            prints += [Print(left + 4, first - PITCH * n, line) for n, line in enumerate(lines)]
        ends.append(ends[-1] - most * PITCH - 6)
    return prints, ends


def ruled(page: list[Print], drawn: str) -> bytes:
    """Return a file of a page with lines drawn on it."""
    data = written(page)
    match = re.search(rb"/Length (\d+) >>\nstream\n", data[data.rindex(b"/Contents") :])
    assert match
    start = data.rindex(b"/Contents") + match.end()
    painted = zlib.decompress(data[start : start + int(match[1])])
    packed = zlib.compress(painted + b"\n" + drawn.encode())
    head = data[: start - len(match[0])] + b"/Length %d >>\nstream\n" % len(packed)
    return head + packed + data[start + int(match[1]) :]


def across(ends: Sequence[float], left: float = EDGES[0], right: float = EDGES[-1]) -> str:
    return "".join(f"{left} {end} m {right} {end} l S\n" for end in ends)


def down(ends: Sequence[float], edges: Sequence[float] = EDGES) -> str:
    return "".join(f"{edge} {ends[0]} m {edge} {ends[-1]} l S\n" for edge in edges)


@pytest.mark.parametrize("place", [0, 0.5, 1], ids=["top", "middle", "bottom"])
@pytest.mark.parametrize("between_columns", [True, False], ids=["a grid", "lines below rows"])
def test_a_row_is_read_whole_wherever_its_cells_stand(place: float, between_columns: bool) -> None:
    prints, ends = table(ROWS, place)
    drawn = across(ends) + (down(ends) if between_columns else "")
    page = [*column(*PROSE), *prints, *column(*SECOND, y=300)]

    assert pdf.read_pdf(ruled(page, drawn)).text == f"{PARAGRAPH}\n\n{READ}\n\n{SECOND_PARAGRAPH}"


def test_boxes_around_cells_and_coloured_rows_are_rules_too() -> None:
    prints, ends = table(ROWS, 0)
    rows = list(pairwise(ends))
    boxes = "".join(
        f"{left} {bottom} {right - left} {top - bottom} re S\n"
        for top, bottom in rows
        for left, right in pairwise(EDGES)
    )
    bands = "".join(
        f".9 g {EDGES[0]} {bottom} 330 {top - bottom} re f 0 g\n" for top, bottom in rows
    )

    assert pdf.read_pdf(ruled(prints, boxes)).text == READ
    assert pdf.read_pdf(ruled(prints, bands)).text == READ


def test_rows_that_no_rules_part_are_read_line_by_line() -> None:
    rows = (("Year", "Boats", "Carts"), ("1991|1992|1993", "11|12|13", "6|7|8"))
    prints, ends = table(rows, 0)
    painted = sorted(prints, key=lambda each: (-each.y, each.x))

    text = pdf.read_pdf(ruled(painted, across(ends) + down(ends))).text

    assert text == "Year Boats Carts\n1991 11 6\n1992 12 7\n1993 13 8"


def test_a_cell_that_spans_rows_stands_in_the_first() -> None:
    rows = (("Ferry", "The harbour", "410"), ("", "The board", "95"))
    prints, ends = table(rows, 0)
    drawn = across((ends[0], ends[2])) + across(ends[1:2], left=EDGES[1]) + down(ends)

    assert pdf.read_pdf(ruled(prints, drawn)).text == "Ferry The harbour 410\nThe board 95"


def test_words_of_two_cells_that_are_set_close_are_parted() -> None:
    rows = (("Boats of the council", "Forty", "9"), ("Ferries", "Three", "8"))
    prints, ends = table(rows, 0)
    close = [each._replace(x=EDGES[1] - 18) if each.text == "Forty" else each for each in prints]
    edges = (EDGES[0], EDGES[1] - 21, *EDGES[2:])

    text = pdf.read_pdf(ruled(close, across(ends) + down(ends, edges))).text

    assert text == "Boats of the council Forty 9\nFerries Three 8"


def test_columns_of_prose_in_a_frame_are_read_one_after_the_other() -> None:
    left = "|".join(PROSE).replace(",", "").split("|")
    rows = (("|".join(line[:24] for line in left * 3), "|".join(SECOND * 4), ""),)
    prints, ends = table(rows, 0)
    prints = [each._replace(size=5) for each in prints]

    text = pdf.read_pdf(ruled(prints, across(ends) + down(ends))).text

    assert text.index("until the evening") < text.index("bridge had been closed")


def test_lines_drawn_through_words_make_no_table() -> None:
    page = column(*PROSE, *SECOND)
    drawing = down((720, 600), (90, 140, 200, 260)) + across((709, 690, 668, 640))

    assert pdf.read_pdf(ruled(page, drawing)).text == pdf.read_pdf(written(page)).text


def test_a_word_that_is_broken_in_a_ruled_cell_is_joined() -> None:
    rows = (("Renova-|tion", "90", "Paid"), ("Ramp", "95", "Due"))
    prints, ends = table(rows, 0)

    text = pdf.read_pdf(ruled(prints, across(ends) + down(ends))).text

    assert text == "Renovation 90 Paid\nRamp 95 Due"


def test_rules_that_meet_make_one_grid_and_others_another() -> None:
    level = [Rule(0, y, 100, y) for y in (0, 10, 20)]
    upright = [Rule(x, 0, x, 20) for x in (0, 50, 100)]
    apart = [rule._replace(bottom=rule.bottom + 300, top=rule.top + 300) for rule in level]

    (grid,) = grids([*level, *upright, *apart])

    assert (grid.xs, grid.ys) == ((0, 50, 100), (20, 10, 0))
    assert [grid.cell(*place) for place in ((25, 15), (75, 5), (25, 25))] == [(0, 0), (1, 1), None]
    assert grids(level[:2]) == []


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.parametrize("place", [0, 0.5, 1], ids=["top", "middle", "bottom"])
def test_a_table_on_its_side_is_read_like_any_other(turn: int, place: float) -> None:
    matrix = ("", "0 1 -1 0 700 0", "-1 0 0 -1 600 800", "0 -1 1 0 -100 700")[turn]
    prints, ends = table(ROWS, place)
    drawn = f"q {matrix} cm {across(ends)}{down(ends)} Q".encode()

    reading = pdf.read_pdf(written([f"q {matrix} cm".encode(), *prints, b"Q", drawn]))

    assert reading.text == READ
