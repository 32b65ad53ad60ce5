"""RTF, as word processors, mail programs and TextEdit save it: the text as it is shown.

The package striprtf was tried: it shows hidden and deleted text, drops footnotes without a word,
writes the rows of tables as ``a|b|``, loses headings, and leaves characters beyond U+FFFF in
halves. So the format is read here, into the paragraphs and rows that Word documents are read into,
with the same left out: headers and footers, comments, pictures, tables of contents.

Nothing recurses and groups are counted, so that brackets without end are told at once; pictures
and data are passed over in one search.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from bot.errors import Problem, UnreadableFile
from bot.ingest.body import Block, Body, superscript
from bot.ingest.office import rtf_words as words
from bot.ingest.office.docx_numbering import format_number
from bot.ingest.office.ooxml import title
from bot.ingest.office.rtf_flow import Edge, Flow, Look
from bot.ingest.office.rtf_tokens import Token, Tokens
from bot.ingest.publisher import publisher
from bot.ingest.reading import TINY, Reading, faint_note
from bot.model import Note, NoteKind

SIGNATURE = b"{\\rtf"

_DEEPEST = 1_000
"""Groups in groups; Word's own files have some twenty."""

_NO_LEVEL = 9


@dataclass(slots=True)
class _State:
    """What a group inherits and gives back when it ends."""

    flow: Flow
    role: str = ""
    font: int | None = None
    unicode_skip: int = 1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    shift: str = ""
    color: int = 0
    size: int = 24
    shaded: bool = False
    style: int = 0
    level: int = _NO_LEVEL
    in_table: bool = False


def read_rtf(data: bytes, whole: bool = False) -> Reading:
    """Return the text of an RTF document, with its headings as landmarks.

    A table of contents is left out unless it is to be ``whole``.

    Raises :class:`~bot.errors.UnreadableFile` for one that is nested too deeply and
    :class:`~bot.errors.TooLarge` for one with too much text.
    """
    reader = _Reader(data)
    body = Body(whole)
    body.add(reader.blocks())
    body.settle_headings()
    for kind, notes in reader.notes.items():
        body.add_notes(f"{kind.capitalize()}s", notes)
    body.remove_all(reader.struck)
    stated = {role: " ".join("".join(each).split()) for role, each in reader.stated.items()}
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=body.title or title(stated["title"], body.text, body.landmarks, body.top),
        publisher=publisher([stated["company"]], (), body.text),
        notes=(
            *(() if reader.whole else (Note(NoteKind.CUT_SHORT),)),
            *faint_note(reader.faint),
        ),
    )


class _Reader:
    """Goes through the tokens of a document once."""

    def __init__(self, data: bytes) -> None:
        self.notes: dict[str, list[tuple[str, str]]] = {"footnote": [], "endnote": []}
        self.stated: dict[str, list[str]] = {"title": [], "company": []}
        self.struck: list[str] = []
        self.faint: list[str] = []
        self._colors = [[0, 0, 0]]
        self._white: set[int] = set()
        self.whole = False
        self._tokens = Tokens(data)
        self._body = Flow(self.struck, self.faint)
        self._state = _State(self._body)
        self._around: list[_State] = []
        self._codepage = "cp1252"
        self._default_font = 0
        self._fonts: dict[int, str] = {}
        self._looks: dict[int, Look] = {}
        self._style_name = ""
        self._pending = bytearray()
        self._skip = 0  # characters that stand for one that was given by its number
        self._starred = False
        self._fresh = False  # nothing has been said yet in the group
        self._edge = Edge(0)
        self._shaded_row = False
        self._handlers: dict[str, Callable[[int | None], None]] = {
            **{word: partial(self._charset, named) for word, named in words.SETS.items()},
            **{word: partial(self._take_role, role) for word, role in words.ROLES.items()},
            **{word: partial(self._open_flow, kind) for word, kind in words.FLOWS.items()},
            **{word: partial(self._switch, name) for word, name in words.SWITCHES.items()},
            **{word: partial(self._sign, sign) for word, sign in words.SIGNS.items()},
            **dict.fromkeys(words.ENDS, self._end_paragraph),
            **{word: partial(self._move, shift) for word, shift in words.SHIFTS.items()},
            **dict.fromkeys(words.GROUNDS, self._shade),
            **dict.fromkeys(words.CELL_GROUNDS, self._shade_cell),
            **dict.fromkeys(words.ROW_GROUNDS, self._shade_row),
            **{word: partial(self._tint, place) for place, word in enumerate(words.TINTS)},
            "nosupersub": partial(self._move, ""),
            "u": self._unicode,
            "ansicpg": self._code_page,
            "fcharset": self._font_charset,
            "pard": self._pard,
            "plain": self._plain,
            "chftn": self._cite,
            "ftnalt": self._endnote,
            "trowd": self._row_begins,
            "cellx": self._cell_edge,
            "cell": self._end_cell,
            "row": self._end_row,
            "clmrg": partial(self._merge, "beside"),
            "clvmrg": partial(self._merge, "above"),
            "intbl": self._in_table,
            "trhdr": self._head_row,
            "deff": self._font_by_default,
        }

    def blocks(self) -> list[Block]:
        """Return the paragraphs of the document, and keep its notes and what it states."""
        for token in self._tokens:
            if not token.word:
                self._fresh = self._fresh and not token.text.strip()
                self._text(token.text)
                continue
            self._flush()
            if token.word == "{":
                self._open()
            elif token.word == "}":
                self._close()
                if not self._around:
                    self.whole = True
                    break
            else:
                self._control(token)
        self._flush()
        while self._around:
            self._close()
        return self._body.end()

    def _open(self) -> None:
        self._skip, self._fresh = 0, True
        self._around.append(self._state)
        self._state = copy(self._state)
        if len(self._around) > _DEEPEST:
            raise UnreadableFile(Problem.NESTED_TOO_DEEPLY)

    def _close(self) -> None:
        self._skip, self._starred, self._fresh = 0, False, False
        closed = self._state
        if self._around:
            self._state = self._around.pop()
        if closed.role == "styles" and (name := self._style_name.strip(" ;").lower()):
            heads = closed.level < _NO_LEVEL or name.startswith("heading ") or name == "title"
            level = closed.level if closed.level < _NO_LEVEL else _level(name)
            self._looks[closed.style] = Look(heads, name == "title", name.startswith("toc "), level)
            self._style_name = ""
        if closed.flow is not self._state.flow:
            self._close_flow(closed.flow)

    def _close_flow(self, flow: Flow) -> None:
        around, texts = self._state, flow.end()
        if around.hidden or around.deleted or around.role:
            return
        if flow.kind == "box":
            around.flow.beside += texts
            return
        notes = self.notes[flow.kind]
        form = "lowerRoman" if flow.kind == "endnote" else "decimal"
        mark = around.flow.cited(superscript(format_number(len(notes) + 1, form) or ""))
        notes.append((mark, "\n".join(block.text for block in texts)))

    def _control(self, token: Token) -> None:
        word, number = token.word, token.number
        # Only what opens a group is another destination; StarOffice writes `\\*` amid groups, too.
        starred, self._starred = self._starred, word == "*" and self._fresh
        self._fresh = False
        if word not in words.SIGNS:
            self._skip = 0
        if word in words.SKIPPED or (starred and word not in words.READ_THOUGH_STARRED):
            self._tokens.leave_group()
        elif handler := self._handlers.get(word):
            handler(number)
        elif field := words.NUMBERS.get(word):
            setattr(self._state, field, max(number or 0, 0))

    def _text(self, text: bytes) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._pending += text[skipped:]

    def _flush(self) -> None:
        """Show the bytes that have come together: two of them may be one character."""
        if self._pending:
            font = self._default_font if self._state.font is None else self._state.font
            coded = self._fonts.get(font, self._codepage)
            self._show(self._pending.decode(coded, "replace"))
            self._pending.clear()

    def _show(self, text: str) -> None:
        state = self._state
        if state.role == "styles":
            self._style_name += text
        elif state.role == "colors":
            self._end_color(text)
        elif state.role in self.stated:
            self.stated[state.role].append(text)
        elif state.role == "list" and not (state.hidden or state.deleted):
            state.flow.mark(text)
        elif not state.role and not state.hidden:
            self._say(text)

    def _say(self, text: str) -> None:
        state = self._state
        if state.struck or state.deleted:
            state.flow.strike(text)
        else:
            shaded = state.shaded or (state.in_table and state.flow.on_ground)
            white = state.color in self._white and not shaded
            faint = white or 0 < state.size < 2 * TINY
            state.flow.add(text, bold=state.bold, shift=state.shift, faint=faint)

    def _sign(self, sign: str, _: int | None) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._show(sign)

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) + 0x10000 * ((number or 0) < 0)
        self._show(chr(code) if 0 < code <= sys.maxunicode else "")
        self._skip = self._state.unicode_skip

    def _charset(self, named: str, _: int | None) -> None:
        self._codepage = named

    def _code_page(self, number: int | None) -> None:
        self._codepage = words.encoding(number or 0)

    def _font_by_default(self, number: int | None) -> None:
        self._default_font = number or 0

    def _font_charset(self, number: int | None) -> None:
        named = words.CODEPAGES.get(number or 0)
        if named and self._state.role == "fonts":
            self._fonts[self._state.font or 0] = named

    def _take_role(self, role: str, _: int | None) -> None:
        self._state.role = role

    def _open_flow(self, kind: str, _: int | None) -> None:
        self._state.flow = Flow(self.struck, self.faint, kind)
        self._state.in_table = False

    def _endnote(self, _: int | None) -> None:
        if self._state.flow.kind == "footnote":
            self._state.flow.kind = "endnote"

    def _cite(self, _: int | None) -> None:
        if not self._state.role and not self._state.flow.kind:
            self._state.flow.cite()

    def _switch(self, name: str, number: int | None) -> None:
        setattr(self._state, name, number != 0)

    def _move(self, shift: str, number: int | None) -> None:
        self._state.shift = "" if number == 0 else shift

    def _shade(self, number: int | None) -> None:
        self._state.shaded = self._is_ground(number)

    def _shade_cell(self, number: int | None) -> None:
        self._edge = replace(self._edge, shaded=self._edge.shaded or self._is_ground(number))

    def _shade_row(self, number: int | None) -> None:
        self._shaded_row = self._shaded_row or self._is_ground(number)

    def _is_ground(self, color: int | None) -> bool:
        return bool(color) and color not in self._white

    def _tint(self, place: int, number: int | None) -> None:
        if self._state.role == "colors":
            self._colors[-1][place] = number or 0

    def _end_color(self, text: str) -> None:
        """End colors of the table: each with a semicolon."""
        for _ in range(text.count(";")):
            if self._colors[-1] == [255, 255, 255]:
                self._white.add(len(self._colors) - 1)
            self._colors.append([0, 0, 0])

    def _pard(self, _: int | None) -> None:
        state = self._state
        state.style, state.level, state.in_table = 0, _NO_LEVEL, False

    def _plain(self, _: int | None) -> None:
        state = self._state
        state.bold = state.hidden = state.deleted = state.struck = False
        state.shift = ""
        state.color, state.size, state.shaded = 0, 24, False
        state.font = None

    def _end_paragraph(self, _: int | None) -> None:
        state = self._state
        if state.role:
            return
        look = self._looks.get(state.style, Look())
        if state.level < _NO_LEVEL:
            look = replace(look, heads=True, level=state.level)
        state.flow.end_paragraph(look, in_table=state.in_table)

    def _in_table(self, _: int | None) -> None:
        self._state.in_table = True

    def _head_row(self, _: int | None) -> None:
        self._state.flow.heads_rows = True

    def _merge(self, how: str, _: int | None) -> None:
        self._edge = replace(self._edge, **{how: True})

    def _row_begins(self, _: int | None) -> None:
        self._edge, self._shaded_row = Edge(0), False
        self._state.flow.edges = []
        self._state.flow.heads_rows = False

    def _cell_edge(self, number: int | None) -> None:
        shaded = self._edge.shaded or self._shaded_row
        self._state.flow.add_edge(replace(self._edge, at=number or 0, shaded=shaded))
        self._edge = Edge(0)

    def _end_cell(self, _: int | None) -> None:
        self._state.flow.end_cell()

    def _end_row(self, _: int | None) -> None:
        self._state.flow.end_row()


def _level(style: str) -> int | None:
    """Return the level that the name of a heading's style has, from 0."""
    number = style.removeprefix("heading ")
    return int(number) - 1 if number != style and number.isdecimal() else None
