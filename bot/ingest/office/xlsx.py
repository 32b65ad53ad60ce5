"""Excel workbooks: each visible sheet's rows as the sheet shows them.

Formulas show the value that was saved with them. Hidden sheets, rows and columns are left out, and
so are comments and charts. Each sheet is a landmark with its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from lxml.etree import _Element as Element

from bot.errors import NoText, Problem
from bot.ingest.body import Body, limit
from bot.ingest.markup import attribute, child, children, local, number, relation_id
from bot.ingest.office.number_format import BUILT_IN, shown
from bot.ingest.office.ooxml import main_part, properties, related, relations, title
from bot.ingest.office.package import Package, open_package
from bot.ingest.publisher import publisher
from bot.ingest.reading import Reading, told
from bot.ingest.sheet import add_rows
from bot.ingest.table import Cell
from bot.progress import Report, Unit, untold

MAX_COLUMNS = 500
"""Columns that are read; a sheet has 16,384, and one stray cell in the last would fill them all."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_TRUE = frozenset({"1", "true"})
_TRUTHS = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What the sheets have in common."""

    strings: Sequence[str]
    formats: Sequence[str]
    since_1904: bool


def read(data: bytes, report: Report = untold) -> Reading:
    """Return the rows of a workbook, with its sheets as landmarks.

    Raises :class:`~bot.errors.NoText` for a workbook without visible cells, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    main = main_part(package)
    root = package.xml(main)
    settings = child(root, "workbookPr")
    workbook = _Workbook(
        strings=_strings(related(package, main, "sharedStrings")),
        formats=_formats(related(package, main, "styles")),
        since_1904=settings is not None and attribute(settings, "date1904") in _TRUE,
    )
    body = Body()
    sheets = list(_sheets(package, main, root))
    for name, part in told(sheets, Unit.SHEET, report):
        body.place(name)
        add_rows(body, list(_rows(package, part, workbook)))
    if not body.length:
        raise NoText(Problem.NO_FILLED_CELLS)
    stated = properties(package)
    return Reading(
        body.text,
        tuple(body.landmarks),
        title=title(stated.title, stated.title, []),
        publisher=publisher(stated.publishers, (), body.text),
        language=stated.language,
    )


def _sheets(package: Package, main: str, root: Element) -> Iterator[tuple[str, str]]:
    """Yield name and part of each sheet that can be seen; charts have sheets of another kind."""
    targets = relations(package, main)
    for sheet in children(child(root, "sheets"), "sheet"):
        relation = targets.get(relation_id(sheet))
        if attribute(sheet, "state") not in {"", "visible"} or not relation:
            continue
        if relation.kind == "worksheet" and relation.target in package.names:
            yield attribute(sheet, "name"), relation.target


def _rows(package: Package, part: str, workbook: _Workbook) -> Iterator[list[Cell]]:
    """Yield the rows that can be seen, blank ones too: these part tables."""
    hidden: set[int] = set()
    last = 0
    characters = 0
    for row in package.elements(part, "col", "row"):
        if local(row) == "col":
            hidden.update(_hidden_columns(row))
            continue
        here = number(row.get("r", ""), last + 1)
        if here > last + 1:
            yield []
        last = here
        if row.get("hidden") not in _TRUE:
            cells = _cells(row, workbook, hidden)
            # A cell of a few bytes can name a string of thousands: count before they are joined.
            characters += sum(len(cell.text) for cell in cells)
            limit(characters)
            yield cells


def _cells(row: Element, workbook: _Workbook, hidden: Set[int]) -> list[Cell]:
    texts: dict[int, str] = {}
    column = -1
    for cell in children(row, "c"):
        column = _column(cell.get("r", ""), column + 1)
        if column < MAX_COLUMNS and column not in hidden:
            texts[column] = _text(cell, workbook).strip()
    filled = [column for column, text in texts.items() if text]
    visible = (column for column in range(max(filled, default=-1) + 1) if column not in hidden)
    return [Cell(texts.get(column, "")) for column in visible]


def _text(cell: Element, workbook: _Workbook) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _rich(child(cell, "is"))
    stated = child(cell, "v")
    value = (stated.text or "") if stated is not None else ""
    if kind == "s":
        place = number(value, -1)
        return workbook.strings[place] if 0 <= place < len(workbook.strings) else ""
    if kind == "b":
        return _TRUTHS.get(value, value)
    if kind in {"str", "e", "d"}:
        return value
    style = number(cell.get("s", ""))
    form = workbook.formats[style] if 0 <= style < len(workbook.formats) else ""
    return shown(value, form or "General", since_1904=workbook.since_1904)


def _strings(root: Element | None) -> list[str]:
    return [_rich(each).strip() for each in children(root, "si")]


def _rich(element: Element | None) -> str:
    """Return the text of a string; how it is pronounced (``rPh``) is not part of it."""
    if element is None:
        return ""
    pieces = []
    for each in element:
        if local(each) == "t":
            pieces.append(each.text or "")
        elif local(each) == "r":
            pieces += (text.text or "" for text in children(each, "t"))
    return "".join(pieces)


def _formats(root: Element | None) -> list[str]:
    """Return the number format of each cell style."""
    own = {
        number(attribute(each, "numFmtId")): attribute(each, "formatCode")
        for each in children(child(root, "numFmts"), "numFmt")
    }
    ids = (number(attribute(each, "numFmtId")) for each in children(child(root, "cellXfs"), "xf"))
    return [own.get(id_, BUILT_IN.get(id_, "General")) for id_ in ids]


def _hidden_columns(columns: Element) -> range:
    """Return the columns, from 0, that a ``<col>`` hides."""
    if columns.get("hidden") not in _TRUE:
        return range(0)
    last = min(number(columns.get("max", "")), MAX_COLUMNS)
    return range(number(columns.get("min", ""), 1) - 1, last)


def _column(reference: str, default: int) -> int:
    """Return the column, from 0, of a reference such as ``AB12``."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return default
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return column - 1
