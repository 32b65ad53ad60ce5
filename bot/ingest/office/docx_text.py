"""The text of a paragraph in Word: runs, fields, symbols, marks of notes, and its text boxes.

Tracked insertions are text, tracked deletions are not: the text is the one that the author would
get by accepting all changes. What was deleted is kept apart with what is struck out; what was moved
stands where it was moved to. Of a field, its result is text and its code is not, even if one field
stands in the code of another or goes on over several paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml.etree import _Element as Element

from bot.ingest.body import superscript
from bot.ingest.formula import office_written
from bot.ingest.markup import attribute, child, children, is_on, local, number
from bot.ingest.office.docx_numbering import format_number
from bot.ingest.office.docx_styles import (
    Style,
    Styles,
    bold,
    shaded,
    shift,
    struck,
    switch,
    tiny,
    white,
)
from bot.ingest.office.ooxml import shown
from bot.ingest.raised import Written

_SIGNS: Mapping[str, str] = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
}
_SKIPPED = frozenset(
    {
        *("rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "fldData"),
        *("rt", "moveFromRangeStart", "smartTagPr", "customXmlPr", "annotation", "softHyphen"),
    }
)
"""What is no text, or is drawn small above it (``rt``); soft hyphens are only a wish."""

_GONE = frozenset({"del", "moveFrom"})

Stated = TypeVar("Stated", bool, str)

_SYMBOLS: Mapping[str, Mapping[int, str]] = {
    font: {int(each[:2], 16): each[2:] for each in characters.split()}
    for font, characters in {
        "symbol": "44Δ 53Σ 57Ω 61α 62β 63χ 64δ 65ε 66φ 67γ 68η 69ι 6Bκ 6Cλ 6Dμ 6Eν 6Fο 70π 71θ 72ρ"
        " 73σ 74τ 75υ 77ω 78ξ 79ψ 7Aζ A3≤ A5∞ AC← AE→ B0° B1± B3≥ B4× B7• B9≠ BB≈ D6√",
        "wingdings": "28☎ 2A✉ 4A☺ 6C● 6E■ 6F☐ 71☐ 72☐ 76❖ 78☒ A7▪ A8☐ D8➢ DF← E0→ F0⇒ FB✗ FC✓ FD☒"
        " FE☑",
    }.items()
}
"""Characters of symbol fonts that stand in real documents, by their place in the font."""


@dataclass(slots=True)
class Notes:
    """The notes that have been cited, in order; ``forms`` has the format of each kind's numbers."""

    forms: Mapping[str, str]
    cited: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, id and mark of each."""

    counts: dict[str, int] = field(default_factory=dict)

    def cite(self, kind: str, note_id: str) -> str:
        """Return the mark of the next note of a kind, ``footnote`` or ``endnote``."""
        count = self.counts[kind] = self.counts.get(kind, 0) + 1
        mark = superscript(format_number(count, self.forms.get(kind, "decimal")) or str(count))
        self.cited.append((kind, note_id, mark))
        return mark


@dataclass(slots=True)
class Paragraph:
    """What was read of a paragraph, or of several if the marks between them are deleted."""

    written: Written = field(default_factory=Written)
    boxes: list[Element] = field(default_factory=list)
    bold: bool = True
    """Whether all its letters are bold."""

    @property
    def text(self) -> str:
        """Return the text."""
        return self.written.text

    def add(self, text: str, *, bold: bool, shift: str = "", faint: bool = False) -> None:
        """Add text, which may be raised or lowered, or hard to see."""
        self.written.add(text, shift, faint=faint)
        self.bold = self.bold and (bold or not text.strip())


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters look; ``shift`` is ``sup`` or ``sub`` where they stand out of the line."""

    hidden: bool = False
    bold: bool = False
    struck: bool = False
    shift: str = ""
    white: bool = False
    tiny: bool = False
    shaded: bool = False


class TextReader:
    """Reads paragraph after paragraph, for fields go on over several."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields: list[bool] = []  # of the fields around, whether their result has begun
        self._codes = 0  # how many of them have not
        self._look = _Look()
        self._element: Element | None = None

    def read(self, element: Element, style_id: str, paragraph: Paragraph) -> None:
        """Add the text of a ``w:p`` to a paragraph."""
        self._look = _look(None, self._styles[style_id], _Look())
        self._element = element
        self._inside(element, paragraph)

    def _is_on_ground(self) -> bool:
        """Tell whether white letters are seen: in a shaded cell, on a dark page, or in a drawing.

        What a drawing has behind its text, a picture say, is not looked for.
        """
        if self._element is None or shaded(child(self._element, "pPr")):
            return True
        for around in self._element.iterancestors():
            name = local(around)
            if name == "txbxContent":
                return True
            if name == "tc" and shaded(child(around, "tcPr")):
                return True
            if name == "tbl" and self._is_shaded_table(around):
                return True
            if name == "document" and (page := child(around, "background")) is not None:
                return attribute(page, "color").upper() not in {"", "AUTO", "FFFFFF"}
        return False

    def _is_shaded_table(self, table: Element) -> bool:
        stated = child(table, "tblPr")
        style = child(stated, "tblStyle")
        named = self._styles[attribute(style, "val")].shaded if style is not None else False
        return bool(shaded(stated) or named)

    def _inside(self, elements: Iterable[Element], paragraph: Paragraph) -> None:
        for each in elements:
            name = local(each)
            if name == "r":
                self._run(each, paragraph)
            elif name in _GONE:
                self._unseen(each, paragraph)
            elif name == "AlternateContent":
                self._inside(shown(each), paragraph)
            elif name == "txbxContent":
                paragraph.boxes.append(each)
            elif name == "oMath":
                self._add(office_written(each), paragraph)
            elif name not in _SKIPPED and not self._sign(each, name, paragraph):
                self._inside(each, paragraph)

    def _run(self, run: Element, paragraph: Paragraph) -> None:
        properties = child(run, "rPr")
        style = child(properties, "rStyle")
        own = self._styles[attribute(style, "val")] if style is not None else self._styles[""]
        before, self._look = self._look, _look(properties, own, self._look)
        self._inside(run, paragraph)
        self._look = before

    def _unseen(self, element: Element, paragraph: Paragraph) -> None:
        """Keep apart what was deleted; fields may begin and end in it, and in what was moved."""
        for each in element.iter("{*}fldChar", "{*}delText"):
            if local(each) == "fldChar":
                self._field(each, paragraph)
            elif not self._codes and local(element) == "del":
                paragraph.written.add(each.text or "", struck=True)

    def _sign(self, element: Element, name: str, paragraph: Paragraph) -> bool:
        """Read an element that stands for characters; tell whether it is one."""
        if name == "fldChar":
            self._field(element, paragraph)
        elif name == "t":
            self._add(element.text or "", paragraph)
        elif name in _SIGNS:
            self._add(_SIGNS[name], paragraph)
        elif name == "sym":
            self._add(
                _symbol(element, opens=not any(map(str.strip, paragraph.written.pieces))), paragraph
            )
        elif name in {"footnoteReference", "endnoteReference"}:
            self._cite(element, name.removesuffix("Reference"), paragraph)
        else:
            return False
        return True

    def _add(self, text: str, paragraph: Paragraph) -> None:
        look = self._look
        if look.hidden or self._codes:
            return
        if look.struck:
            paragraph.written.add(text, struck=True)
        else:
            faint = look.tiny or (look.white and not look.shaded and not self._is_on_ground())
            paragraph.add(text, bold=look.bold, shift=look.shift, faint=faint)

    def _cite(self, element: Element, kind: str, paragraph: Paragraph) -> None:
        # With a mark of the author's own, that mark follows as text.
        if (
            not self._look.hidden
            and all(self._fields)
            and attribute(element, "customMarkFollows") != "1"
        ):
            paragraph.add(self._notes.cite(kind, attribute(element, "id")), bold=True)
        elif not self._look.hidden:
            self._notes.cited.append((kind, attribute(element, "id"), ""))

    def _field(self, mark: Element, paragraph: Paragraph) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._add(_form(mark), paragraph)
            self._fields.append(False)
            self._codes += 1
        elif kind == "separate" and self._fields:
            self._codes -= not self._fields[-1]
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._codes -= not self._fields.pop()


def _look(properties: Element | None, style: Style, around: _Look) -> _Look:
    """Return how letters look by their own properties, else their style's, else those around."""
    return _Look(
        hidden=_first(switch(properties, "vanish"), style.hidden, around.hidden),
        bold=_first(bold(properties), style.bold, around.bold),
        struck=_first(struck(properties), style.struck, around.struck),
        shift=_first(shift(properties), style.shift, around.shift),
        white=_first(white(properties), style.white, around.white),
        tiny=_first(tiny(properties), style.tiny, around.tiny),
        shaded=_first(shaded(properties), style.shaded, around.shaded),
    )


def _first(own: Stated | None, of_style: Stated | None, around: Stated) -> Stated:
    """Return what is stated nearest."""
    return own if own is not None else of_style if of_style is not None else around


def _form(mark: Element) -> str:
    """Return what a form field shows that has no result: a box to tick, a choice from a list."""
    box, choice = child(mark, "ffData", "checkBox"), child(mark, "ffData", "ddList")
    if box is not None:
        ticked = child(box, "checked")
        return "☒" if is_on(ticked if ticked is not None else child(box, "default")) else "☐"
    entries = list(children(choice, "listEntry"))
    chosen = child(choice, "result")
    at = number(attribute(chosen, "val")) if chosen is not None else 0
    return attribute(entries[at], "val") if 0 <= at < len(entries) else ""


def _symbol(element: Element, *, opens: bool) -> str:
    """Return a character of a symbol font; an unknown one that opens a paragraph is a bullet."""
    code = attribute(element, "char")
    try:
        place = int(code, 16) if len(code) <= 4 else 0
    except ValueError:
        return ""
    font = attribute(element, "font").lower()
    known = _SYMBOLS.get(font, {}).get(place & 0xFF)
    if known:
        return known
    if place >= 0xE000 or font in _SYMBOLS or font.startswith(("wingdings", "webdings")):
        return "• " if opens else ""
    return chr(place)
