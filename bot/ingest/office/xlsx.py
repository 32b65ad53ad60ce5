"""Excel workbooks: each visible sheet's rows as the sheet shows them.

Formulas show the value that was saved with them. A merged cell stands in each of its rows. Hidden
sheets, rows and columns are left out, and so are comments, charts and what is struck out. Each
sheet is a landmark with its name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element as Element

from bot.errors import NoText, Problem
from bot.ingest.body import Body, limit
from bot.ingest.markup import attribute, child, children, is_on, local, number, relation_id
from bot.ingest.office.number_format import BUILT_IN, shown
from bot.ingest.office.ooxml import main_part, properties, related, relations, title
from bot.ingest.office.package import Package, open_package
from bot.ingest.publisher import publisher
from bot.ingest.raised import Written
from bot.ingest.reading import TINY, Reading, faint_note, told
from bot.ingest.sheet import add_rows, filled_in, limit_cells
from bot.ingest.table import REPEATED
from bot.progress import Report, Unit, untold

_COLUMNS = 16_384
"""Of a sheet."""

_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
"""The value of a cell."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_MERGED = re.compile(r"\$?([A-Z]{1,3})\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SHIFTS = {"superscript": "sup", "subscript": "sub"}
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})
_TRUE = frozenset({"1", "true"})
_TRUTHS = {"1": "TRUE", "0": "FALSE"}


class _Text(NamedTuple):
    """The text of a string, and what is struck out in it."""

    shown: str
    struck: tuple[str, ...] = ()


class _Format(NamedTuple):
    """How a cell shows its value."""

    number: str = ""
    struck: bool = False
    faint: bool = False


@dataclass(slots=True)
class _Workbook:
    """What the sheets have in common, and how much was read of them."""

    strings: Sequence[_Text]
    formats: Sequence[_Format]
    since_1904: bool
    struck: list[str] = field(default_factory=list)
    """What is struck out in the cells that were read."""
    faint: list[str] = field(default_factory=list)
    """What is hard to see in them."""
    cells: int = 0
    characters: int = 0

    def count(self, sheet: bytes) -> None:
        """Count the filled cells of a sheet before it is read."""
        self.cells += sum(1 for _ in _FILLED.finditer(sheet))
        limit_cells(self.cells)

    def limit(self, characters: int) -> None:
        """Count the characters of cells."""
        self.characters += characters
        limit(self.characters)


def read_xlsx(data: bytes, report: Report = untold) -> Reading:
    """Return the rows of a workbook, with its sheets as landmarks.

    Raises :class:`~bot.errors.NoText` for a workbook without visible cells, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    main = main_part(package)
    root = package.xml(main)
    settings = child(root, "workbookPr")
    workbook = _Workbook(
        strings=[_rich(each) for each in children(related(package, main, "sharedStrings"), "si")],
        formats=_formats(related(package, main, "styles")),
        since_1904=settings is not None and attribute(settings, "date1904") in _TRUE,
    )
    body = Body()
    sheets = list(_sheets(package, main, root))
    for name, part in told(sheets, Unit.SHEET, report):
        body.place(name)
        add_rows(body, filled_in(_rows(package, part, workbook)))
    body.remove_all(workbook.struck)
    if not body.length:
        raise NoText(Problem.NO_FILLED_CELLS)
    stated = properties(package)
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=title(stated.title, stated.title, []),
        publisher=publisher(stated.publishers, (), body.text),
        language=stated.language,
        notes=faint_note(workbook.faint),
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


def _rows(package: Package, part: str, workbook: _Workbook) -> list[dict[int, str]]:
    """Return the texts by column of rows that can be seen, and blank rows: these part tables."""
    rows: list[dict[int, str]] = []
    numbered: dict[int, dict[int, str]] = {}
    merged: list[str] = []
    hidden: set[int] = set()
    last = 0
    for each in package.elements(part, "col", "row", "mergeCell", check=workbook.count):
        if local(each) == "col":
            hidden.update(_hidden_columns(each))
        elif local(each) == "mergeCell":
            merged.append(each.get("ref", ""))
        else:
            here = number(each.get("r", ""), last + 1)
            if here > last + 1:
                rows.append({})
            last = here
            if each.get("hidden") not in _TRUE:
                numbered[here] = _cells(each, workbook, hidden)
                rows.append(numbered[here])
    order = sorted(numbered)
    for reference in merged:
        workbook.limit(_spread(reference, numbered, order))
    return rows


def _spread(reference: str, rows: Mapping[int, dict[int, str]], order: Sequence[int]) -> int:
    """Write a merged cell into each of its rows; return how many characters that took.

    ``order`` has the numbers of the rows that can be seen.
    """
    match = _MERGED.fullmatch(reference)
    if not match:
        return 0
    first, last = number(match[2]), number(match[3])
    column = _column(match[1] + match[2], 0)
    text = rows.get(first, {}).get(column, "")
    if not 0 < len(text) <= REPEATED:
        return 0
    below = order[bisect_right(order, first) : bisect_right(order, last)]
    for row in (rows[each] for each in below):
        if any(row.values()):
            row[column] = text
    return len(text) * len(below)


def _cells(row: Element, workbook: _Workbook, hidden: Set[int]) -> dict[int, str]:
    texts: dict[int, str] = {}
    column = -1
    for cell in children(row, "c"):
        column = _column(cell.get("r", ""), column + 1)
        if column not in hidden and (text := _text(cell, workbook).strip()):
            texts[column] = text
    # A cell of a few bytes can name a string of thousands: count before they are joined.
    workbook.limit(sum(map(len, texts.values())))
    return texts


def _text(cell: Element, workbook: _Workbook) -> str:
    """Return what a cell shows, and note what is struck out in it."""
    style = number(cell.get("s", ""))
    form = workbook.formats[style] if 0 <= style < len(workbook.formats) else _Format()
    text, struck = _value(cell, form, workbook)
    if form.struck:
        workbook.struck.append(text)
        return ""
    workbook.struck.extend(struck)
    if form.faint:
        workbook.faint.append(f"{text} ")
    return text


def _value(cell: Element, form: _Format, workbook: _Workbook) -> _Text:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _rich(child(cell, "is"))
    stated = child(cell, "v")
    value = (stated.text or "") if stated is not None else ""
    if kind == "s":
        place = number(value, -1)
        return workbook.strings[place] if 0 <= place < len(workbook.strings) else _Text("")
    if kind == "b":
        return _Text(_TRUTHS.get(value, value))
    if kind in {"str", "e", "d"}:
        return _Text(_unescaped(value))
    return _Text(shown(value, form.number or "General", since_1904=workbook.since_1904))


def _rich(element: Element | None) -> _Text:
    """Return the text of a string; how it is pronounced (``rPh``) is not part of it."""
    written = Written()
    for each in children(element, "t", "r"):
        runs = [each] if local(each) == "t" else children(each, "t")
        look = child(each, "rPr")
        piece = _unescaped("".join(run.text or "" for run in runs))
        gone = is_on(child(look, "strike"))
        written.add(piece, _shift(child(look, "vertAlign")), struck=gone)
    return _Text(written.text.strip(), tuple(written.struck))


def _shift(stated: Element | None) -> str:
    return _SHIFTS.get(attribute(stated, "val"), "") if stated is not None else ""


def _unescaped(text: str) -> str:
    """Return the text with the characters that the format writes by their numbers.

    ``_x000D_`` is a carriage return, and ``_x005F_`` the line before what only looks like one: ECMA
    376, part 1, 22.9.2.19.
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")


def _formats(root: Element | None) -> list[_Format]:
    """Return how each style of cells shows its values."""
    own = {
        number(attribute(each, "numFmtId")): attribute(each, "formatCode")
        for each in children(child(root, "numFmts"), "numFmt")
    }
    fonts = list(children(child(root, "fonts"), "font"))
    fills = list(children(child(root, "fills"), "fill"))
    return [
        _Format(
            own.get(id_ := number(attribute(each, "numFmtId")), BUILT_IN.get(id_, "General")),
            is_on(child(font := _numbered(fonts, attribute(each, "fontId")), "strike")),
            _is_faint(font, _numbered(fills, attribute(each, "fillId"))),
        )
        for each in children(child(root, "cellXfs"), "xf")
    ]


def _numbered(elements: Sequence[Element], place: str) -> Element | None:
    at = number(place, -1)
    return elements[at] if 0 <= at < len(elements) else None


def _is_faint(font: Element | None, fill: Element | None) -> bool:
    """Tell whether letters are tiny, or white where a cell has no color of its own."""
    size, color = child(font, "sz"), child(font, "color")
    if size is not None and number(attribute(size, "val"), 11) < TINY:
        return True
    pattern = child(fill, "patternFill")
    filled = fill is not None and (
        pattern is None or attribute(pattern, "patternType") not in {"", "none"}
    )
    white = color is not None and (
        attribute(color, "rgb").upper() in _WHITE or attribute(color, "theme") == "0"
    )
    return white and not filled


def _hidden_columns(columns: Element) -> range:
    """Return the columns, from 0, that a ``<col>`` hides."""
    if columns.get("hidden") not in _TRUE:
        return range(0)
    last = min(number(columns.get("max", "")), _COLUMNS)
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
