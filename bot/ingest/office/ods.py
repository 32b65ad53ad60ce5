"""OpenDocument spreadsheets: the rows of each sheet that can be seen, as those of Excel are."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from bot.errors import NoText, Problem, UnreadableFile
from bot.ingest.body import Body, limit
from bot.ingest.markup import attribute, child, children, local, number
from bot.ingest.office.package import open_package
from bot.ingest.reading import Reading, told
from bot.ingest.sheet import add_rows
from bot.ingest.table import Cell
from bot.progress import Report, Unit, untold

MAX_COLUMNS = 1_000
"""Cells of a row; files fill the rest of a sheet by repeating one."""

_MOST_ROWS = 1_000
"""Times that a row is repeated at most."""

_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_UNSEEN = frozenset({"collapse", "filter"})


def read(data: bytes, report: Report = untold) -> Reading:
    """Return the rows of a spreadsheet, with its sheets as landmarks.

    Raises :class:`~bot.errors.NoText` for one without visible cells, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.part(manifest):
        raise UnreadableFile(Problem.PASSWORD)
    sheets = list(children(child(package.xml("content.xml"), "body", "spreadsheet"), "table"))
    body = Body()
    for sheet in told(sheets, Unit.SHEET, report):
        body.place(attribute(sheet, "name"))
        add_rows(body, list(_rows(sheet)))
    if not body.length:
        raise NoText(Problem.NO_FILLED_CELLS)
    return Reading(body.text, tuple(body.landmarks))


def _rows(table: Element) -> Iterator[list[Cell]]:
    characters = 0
    for each in table:
        if local(each) in _GROUPS:
            yield from _rows(each)
        elif local(each) == "table-row" and attribute(each, "visibility") not in _UNSEEN:
            row = _cells(each)
            times = number(attribute(each, "number-rows-repeated"), 1) if row else 1
            for _ in range(min(times, _MOST_ROWS)):
                characters += sum(len(cell.text) for cell in row)
                limit(characters)
                yield row


def _cells(row: Element) -> list[Cell]:
    cells: list[Cell] = []
    for each in children(row, "table-cell", "covered-table-cell"):
        lines = ("".join(map(str, line.itertext())).strip() for line in children(each, "p"))
        text = "\n".join(lines).strip()
        times = number(attribute(each, "number-columns-repeated"), 1)
        cells += [Cell(text)] * max(0, min(times, MAX_COLUMNS - len(cells)))
    while cells and not cells[-1].text:
        cells.pop()
    return cells
