"""OpenDocument spreadsheets: the rows of each sheet that can be seen, as those of Excel are.

A merged cell stands in each of its rows; what its place held before it was merged is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from bot.errors import NoText, Problem, UnreadableFile
from bot.ingest.body import Body, limit
from bot.ingest.markup import attribute, child, children, local, number
from bot.ingest.office.odt_styles import Styles
from bot.ingest.office.odt_text import Document
from bot.ingest.office.package import open_package
from bot.ingest.reading import Reading, faint_note, told
from bot.ingest.sheet import add_rows, filled_in, limit_cells
from bot.ingest.table import REPEATED
from bot.progress import Report, Unit, untold

_COLUMNS = 16_384
"""Of a sheet; files fill its rest by repeating a cell."""

_MOST_ROWS = 1_000
"""Times that a row is repeated at most."""

_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_COLUMN_GROUPS = frozenset({"table-header-columns", "table-columns", "table-column-group"})
_UNSEEN = frozenset({"collapse", "filter"})


def read_ods(data: bytes, report: Report = untold) -> Reading:
    """Return the rows of a spreadsheet, with its sheets as landmarks.

    Raises :class:`~bot.errors.NoText` for one without visible cells, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.part(manifest):
        raise UnreadableFile(Problem.PASSWORD)
    root = package.xml("content.xml")
    sheets = list(children(child(root, "body", "spreadsheet"), "table"))
    reader = _Reader(Styles([root, package.xml_if_any("styles.xml")]))
    body = Body()
    for sheet in told(sheets, Unit.SHEET, report):
        if reader.is_unseen(sheet):
            continue
        body.place(attribute(sheet, "name"))
        add_rows(body, filled_in(list(reader.rows(sheet))))
    body.remove_all(reader.struck)
    if not body.length:
        raise NoText(Problem.NO_FILLED_CELLS)
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        notes=faint_note(reader.faint),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How what a cell holds looks by its style: ``faint`` is white on white or tiny."""

    struck: bool
    faint: bool
    shaded: bool


class _Reader:
    """Reads the rows of one sheet after the other."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._document = Document(styles)
        self._own: list[str] = []
        self._faint: list[str] = []
        self._looks: dict[str, _Look] = {}
        self._columns: list[tuple[range, str, bool]] = []
        self._above: dict[int, tuple[str, int]] = {}  # by column: text, rows to go on in
        self._characters = 0
        self._count = 0

    @property
    def struck(self) -> list[str]:
        """Return what is struck out in what was read."""
        return [*self._own, *self._document.struck]

    @property
    def faint(self) -> list[str]:
        """Return what is hard to see in what was read."""
        return [*self._faint, *self._document.faint]

    def is_unseen(self, sheet: Element) -> bool:
        """Tell whether a sheet is hidden."""
        return self._styles.is_unseen_table(attribute(sheet, "style-name"))

    def rows(self, sheet: Element) -> Iterator[dict[int, str]]:
        """Yield the texts by column of the rows and columns that can be seen."""
        self._above = {}
        self._columns = list(_columns(sheet))
        yield from self._rows(sheet)

    def _rows(self, table: Element) -> Iterator[dict[int, str]]:
        for each in table:
            if local(each) in _GROUPS:
                yield from self._rows(each)
            elif local(each) == "table-row" and attribute(each, "visibility") not in _UNSEEN:
                row = self._texts(each)
                times = number(attribute(each, "number-rows-repeated"), 1) if row else 1
                for _ in range(min(times, _MOST_ROWS)):
                    self._characters += sum(map(len, row.values()))
                    limit(self._characters)
                    self._count += len(row)
                    limit_cells(self._count)
                    yield row

    def _texts(self, row: Element) -> dict[int, str]:
        texts: dict[int, str] = {}
        of_row = attribute(row, "default-cell-style-name")
        column = 0
        for each in children(row, "table-cell", "covered-table-cell"):
            times = max(0, number(attribute(each, "number-columns-repeated"), 1))
            here = range(column, min(column + times, _COLUMNS))
            column += times
            if local(each) == "covered-table-cell":
                shown = {place: self._gone_on(place) for place in here if place in self._above}
                texts |= {place: text for place, text in shown.items() if text}
            elif text := self._text(
                each, attribute(each, "style-name") or of_row or self._style(here.start)
            ):
                rows = number(attribute(each, "number-rows-spanned"), 1)
                if rows > 1:
                    self._above[here.start] = text if len(text) <= REPEATED else "", rows - 1
                texts |= dict.fromkeys(here, text)
        for columns, _, unseen in self._columns:
            if unseen:
                texts = {place: text for place, text in texts.items() if place not in columns}
        return texts

    def _style(self, column: int) -> str:
        """Return the style of the cells of a column that have none of their own."""
        return next((style for columns, style, _ in self._columns if column in columns), "")

    def _gone_on(self, column: int) -> str:
        """Return the text of the cell above that goes on in a column of this row."""
        text, rows = self._above.get(column, ("", 0))
        self._above[column] = text, rows - 1
        return text if rows > 0 else ""

    def _text(self, cell: Element, style: str) -> str:
        look = self._look(style)
        self._document.on_ground = look.shaded
        lines = []
        for line in children(cell, "p"):
            if len(line):
                lines += [block.text for block in self._document.blocks([line])]
            else:
                lines.append((line.text or "").strip())
        text = "\n".join(lines).strip()
        if text and look.struck:
            self._own.append(text)
            return ""
        if text and look.faint:
            self._faint.append(f"{text} ")
        return text

    def _look(self, style: str) -> _Look:
        if style not in self._looks:
            own = "table-cell", style
            shaded = bool(self._styles.is_shaded(*own))
            white = bool(self._styles.is_white(*own)) and not shaded
            self._looks[style] = _Look(
                struck=bool(self._styles.is_struck(*own)),
                faint=white or bool(self._styles.is_tiny(*own)),
                shaded=shaded,
            )
        return self._looks[style]


def _columns(table: Element, start: int = 0) -> Iterator[tuple[range, str, bool]]:
    """Yield stretches of columns, each with the style of its cells and whether it is hidden."""
    for each in table:
        if local(each) in _COLUMN_GROUPS:
            for stretch in _columns(each, start):
                yield stretch
                start = stretch[0].stop
        elif local(each) == "table-column":
            end = start + max(1, number(attribute(each, "number-columns-repeated"), 1))
            style = attribute(each, "default-cell-style-name")
            yield range(start, end), style, attribute(each, "visibility") in _UNSEEN
            start = end
