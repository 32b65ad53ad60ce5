"""PDFium, as far as it is needed: the characters of a page, where they stand and how they are set.

Only this module, :mod:`bot.ingest.pdf.objects` and :mod:`bot.ingest.pdf.fields` speak to it; its
Python binding has no types. Of the readers tried on 40 probes of real reports it gave
the words best: with a layout of our own 40 verbatim, against 28 of PyMuPDF (which is also AGPL), 21
of pypdf and 17 of markitdown.

PDFium holds its state in globals: never read two files in two threads of one process.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from bot.errors import Problem, TooLarge, UnreadableFile
from bot.ingest.boxes import Box
from bot.ingest.pdf.fields import Field, filled, form, is_drawn_elsewhere
from bot.ingest.pdf.objects import Painted, Rule, dots, painted, rules

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGE_CHARACTERS = 200_000
"""Characters of one page. A full page of small print has 10,000; the limit is for files that were
made to choke readers, and for posters."""

GUESSED = 0x2004
"""What stands for a blank that the page does not paint, but that PDFium takes a gap for."""

_SPACE = 0x20
_LINE_ENDS = frozenset((0x0A, 0x0D))
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|-bd\b|-medi\b|cmbx", re.IGNORECASE)
_SYMBOLS_NAME = re.compile(rb"wingding|webding|dingbat", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
UNNAMED = 0xF0000
"""What stands for the first of the signs of which a font does not say which letters they show."""

UNKNOWN = 0xFFFD
"""What stands for a glyph of which nothing says which letter it is."""

_FINE = 16
"""To a point, where PDFium counts whole numbers."""

_PICTURES = 100
"""Pictures that are looked at: a scan is one, or a hundred strips."""

_MOST_SIGNS = 0xFFF0
_SAMPLES = 20
"""Characters of a page that are asked whether they are shown."""

_NO_LETTERS = frozenset((0x20, 0x0A, 0x0D))


class Glyph(NamedTuple):
    """A character, its place in PDFium's order and its box in points, the origin below left."""

    place: int
    code: int
    left: float
    bottom: float
    right: float
    top: float


class Character(NamedTuple):
    """A character as :class:`Glyph`, where the pen stood, and which object it is painted by."""

    place: int
    code: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    key: int


class Unnamed(NamedTuple):
    """A sign of which its font, given by its name, does not say what it shows, but its number."""

    font: bytes
    number: int


class Style(NamedTuple):
    """How a character is set: its size in points, its weight, its quarter turns to the left.

    ``symbols`` tells of a font whose letters are symbols.
    """

    size: float
    bold: bool
    turn: int
    symbols: bool = False


class Page:
    """The text of one page; only valid until the next page is asked for.

    ``width`` and ``height`` are those of what is shown, in points, before any turn; the origin is
    its lower left corner. ``seen`` is its width and height as viewers turn it.
    """

    def __init__(
        self,
        page: Any,  # noqa: ANN401
        textpage: Any,  # noqa: ANN401
        hidden: frozenset[str],
        signs: dict[Unnamed, int],
        form: Any,  # noqa: ANN401
    ) -> None:
        self._signs, self._form = signs, form
        self._is_numbered = False
        self._opened, self._page, self._textpage = page, page.raw, textpage.raw
        shown = raw.FS_RECTF()  # the page's own boxes say nothing of those that it inherits
        raw.FPDF_GetPageBoundingBox(self._page, ctypes.byref(shown))
        self._left, self._bottom = shown.left, shown.bottom
        self.width: float = shown.right - shown.left
        self.height: float = shown.top - shown.bottom
        self.seen: tuple[float, float] = page.get_size()
        self.characters: int = max(raw.FPDFText_CountChars(self._textpage), 0)
        texts = painted(self._page) if hidden else ()
        self._hidden = frozenset(text.key for text in texts if hidden & set(text.layers))

    def text(self) -> str:
        """Return all that PDFium finds, wherever it stands; what is half a letter is left out."""
        units = (ctypes.c_ushort * (self.characters + 1))()
        count = raw.FPDFText_GetText(self._textpage, 0, self.characters, units)
        return bytes(units)[: 2 * count].decode("utf-16-le", "ignore")

    def runs(self, *, beyond: bool = False) -> Sequence[list[Glyph]]:
        """Return the characters between the line ends that PDFium sees, in its order.

        That is the order of the content stream, nearly always the reading order; right-to-left
        text is in logical order. Spaces have an empty box. What stands ``beyond`` the shown part of
        the page, such as printer's marks, is no text of it, and is returned by itself.
        """
        return self._runs[beyond]

    @cached_property
    def _runs(self) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
        """What is shown and what stands beyond, told apart in one walk: most of a reading's time.

        A book of 352 pages with printer's marks took 9.8 seconds in two walks, and 8.6 in one.
        """
        box = raw.FS_RECTF()
        reference = ctypes.byref(box)
        textpage, x, y = self._textpage, self._left, self._bottom
        right, top = 2 * (x + self.width), 2 * (y + self.height)
        box_of, is_guessed = raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
        shown: list[list[Glyph]] = [[]]
        beyond: list[list[Glyph]] = [[]]
        for place, code in self._codes():
            if code == _SPACE:  # a sixth of a text, and its box is of no use
                blank = GUESSED if is_guessed(textpage, place) == 1 else code
                glyph = Glyph(place, blank, 0.0, 0.0, 0.0, 0.0)
                shown[-1].append(glyph)
                if beyond[-1]:
                    beyond[-1].append(glyph)
            elif code in _LINE_ENDS:
                for runs in (shown, beyond):
                    if runs[-1]:
                        runs.append([])
            elif code:
                box_of(textpage, place, reference)
                x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
                is_shown = 2 * x <= x0 + x1 <= right and 2 * y <= y0 + y1 <= top
                runs = shown if is_shown else beyond
                runs[-1].append(Glyph(place, code, x0 - x, y0 - y, x1 - x, y1 - y))
        return [run for run in shown if run], [run for run in beyond if run]

    def painted(self) -> list[Painted]:
        """Return the texts that the page paints and shows, in the order of its content stream."""
        moved = (text.moved(-self._left, -self._bottom) for text in painted(self._page))
        return [
            text
            for text in moved
            if text.left <= self.width
            and text.right >= 0 <= text.top
            and text.bottom <= self.height
        ]

    def painted_characters(self, *, beyond: bool = False) -> Iterator[Character]:
        """Yield the characters that objects paint, in PDFium's order; unnamed ones are U+FFFD."""
        textpage = self._textpage
        x, y = ctypes.c_double(), ctypes.c_double()
        pen = ctypes.byref(x), ctypes.byref(y)
        for glyph in chain.from_iterable(self.runs(beyond=beyond)):
            key = self._key(glyph.place)
            if not key or glyph.code == GUESSED:
                continue
            known = glyph._replace(code=UNKNOWN) if glyph.code >= UNNAMED else glyph
            raw.FPDFText_GetCharOrigin(textpage, glyph.place, *pen)
            yield Character(*known, x.value - self._left, y.value - self._bottom, key)

    def rules(self) -> list[Rule]:
        """Return the straight lines that are drawn, none if there are too many for tables."""
        x, y = self._left, self._bottom
        return [
            Rule(left - x, bottom - y, right - x, top - y, is_edge)
            for left, bottom, right, top, is_edge in rules(self._page)
        ]

    def dots(self) -> list[Box]:
        """Return the boxes of small figures that are drawn, as bullets may be."""
        return [box.moved(-self._left, -self._bottom) for box in dots(self._page)]

    @property
    def is_recognised(self) -> bool:
        """Tell whether the text is that of a scan: it is there and not shown."""
        modes = [
            raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(self._textpage, place))
            for place in range(0, self.characters, self.characters // _SAMPLES + 1)
            if self._key(place)
        ]
        return 2 * modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes)

    def fields(self) -> list[Field]:
        """Return the fields that were filled in, from the top."""
        if not self._form:
            return []
        found = (
            Field(field.text, field.box.moved(-self._left, -self._bottom))
            for field in filled(self._form, self._page)
        )
        return sorted(found, key=lambda field: (-field.box.top, field.box.left))

    def hidden(self) -> str:
        """Return the letters on layers that are switched off."""
        return "".join(chr(code) for _, code in self._codes(off=True)) if self._hidden else ""

    def _key(self, place: int) -> int:
        """Return which object paints a character, 0 if none does."""
        painted_by = raw.FPDFText_GetTextObject(self._textpage, place)
        return ctypes.cast(painted_by, ctypes.c_void_p).value or 0

    def _codes(self, *, off: bool = False) -> Iterator[tuple[int, int]]:
        """Yield the letters with the places where they begin; one that is no letter is U+FFFD.

        Those on layers that are switched ``off`` are yielded by themselves.
        """
        unicode_of, is_unnamed = raw.FPDFText_GetUnicode, raw.FPDFText_HasUnicodeMapError
        textpage, count = self._textpage, self.characters
        hidden, key = self._hidden, self._key
        half = False  # whether the letter before was two characters
        for place in range(count):
            if half:
                half = False
                continue
            code: int = unicode_of(textpage, place)
            if 0xD800 <= code < 0xE000:
                code = _whole(code, unicode_of(textpage, place + 1) if place + 1 < count else 0)
                half = code != UNKNOWN
            elif code not in _NO_LETTERS and is_unnamed(textpage, place) == 1:
                code = self._sign(place, code)
            if not hidden or (key(place) in hidden) is off:
                yield place, code if code <= sys.maxunicode else UNKNOWN

    def _sign(self, place: int, number: int) -> int:
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(self._textpage, place, name, 128, None)
        self._is_numbered = True
        sign = self._signs.setdefault(Unnamed(name.value, number), len(self._signs))
        return UNNAMED + sign if sign < _MOST_SIGNS else UNKNOWN

    def numbers(self) -> str:
        """Return the letters that PDFium takes the numbers of signs for."""
        if not self._is_numbered:
            return ""
        numbers = [sign.number for sign in self._signs]
        codes = (code - UNNAMED for _, code in self._codes() if code >= UNNAMED)
        return "".join(chr(min(numbers[sign], UNKNOWN)) for sign in codes)

    def baseline(self, place: int) -> tuple[float, float]:
        """Return how high the pen stood on the page as it is read, and the size, in points."""
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._textpage, place, ctypes.byref(x), ctypes.byref(y))
        style = self.style(place)
        return (y.value, -x.value, -y.value, x.value)[style.turn], style.size

    def style(self, place: int) -> Style:
        """Return how the character at a place in PDFium's order is set."""
        size: float = raw.FPDFText_GetFontSize(self._textpage, place)
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(self._textpage, place, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._textpage, place, name, 128, ctypes.byref(flags))
        bold = _BOLD_NAME.search(name.value) is not None or bool(flags.value & _FORCE_BOLD)
        angle: float = raw.FPDFText_GetCharAngle(self._textpage, place)  # clockwise
        turn = -round(angle / (math.pi / 2)) + (2 if size < 0 else 0)
        return Style(abs(size), bold, turn % 4, _SYMBOLS_NAME.search(name.value) is not None)

    def seen_at(self, box: Box) -> Box:
        """Return where viewers see a box: turned as the page is, the origin below left."""
        width, height = (round(side * _FINE) for side in self.seen)
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for left, bottom in ((box.left, box.bottom), (box.right, box.top)):
            at = ctypes.c_double(left + self._left), ctypes.c_double(bottom + self._bottom)
            references = ctypes.byref(x), ctypes.byref(y)
            raw.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, *at, *references)
            corners.append((x.value / _FINE, (height - y.value) / _FINE))
        (x0, y0), (x1, y1) = corners
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def drawn(self, scale: float, left: int, top: int, right: int, bottom: int) -> Image:
        """Draw what is seen between four pixels, the origin above left; ``scale`` is to a point."""
        bitmap = pypdfium2.PdfBitmap.new_native(right - left, bottom - top, raw.FPDFBitmap_BGR)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
            width, height = (max(round(side * scale), 1) for side in self.seen)
            where = -left, -top, width, height, 0
            raw.FPDF_RenderPageBitmap(bitmap.raw, self._page, *where, raw.FPDF_ANNOT)
            drawn: Image = bitmap.to_pil().copy()
        finally:
            bitmap.close()
        return drawn

    def is_pictured(self) -> bool:
        """Tell whether a picture fills most of the page, as on scans."""
        pictures = self._opened.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        for picture in islice(pictures, _PICTURES):
            left, bottom, right, top = picture.get_bounds()
            if (right - left) * (top - bottom) > 0.5 * self.width * self.height:
                return True
        return False


class Pages:
    """An open file; what stands on layers of a ``hidden`` name is no text of it."""

    hidden: frozenset[str] = frozenset()

    def __init__(self, document: Any, form: Any) -> None:  # noqa: ANN401
        self._document, self._form = document, form
        self._signs: dict[Unnamed, int] = {}
        self.count: int = len(document)

    @property
    def is_drawn_elsewhere(self) -> bool:
        """Tell whether the pages only ask to wait for a program that draws the form (XFA)."""
        return is_drawn_elsewhere(self._document)

    @property
    def signs(self) -> Sequence[Unnamed]:
        """Return the signs that no font has named so far, in the order of their codes."""
        return list(self._signs)

    def decrypted(self) -> bytes:
        """Return the file as it is without its encryption, ``b""`` if it has none."""
        if raw.FPDF_GetSecurityHandlerRevision(self._document) < 0:
            return b""
        copy = BytesIO()
        with suppress(pypdfium2.PdfiumError):  # damaged; its pages are read as far as they can be
            self._document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        return copy.getvalue()

    def metadata(self) -> Mapping[str, str]:
        """Return what the file states of itself: ``Title``, ``CreationDate`` and so on."""
        try:
            stated: dict[str, str] = self._document.get_metadata_dict(skip_empty=True)
        except UnicodeDecodeError:  # found by fuzzing: half a surrogate in one of the values
            return {}
        return stated

    @contextmanager
    def page(self, number: int) -> Iterator[Page | None]:
        """Open a page, counted from 1; ``None`` stands for one that cannot be read.

        Raises :class:`~bot.errors.TooLarge` for one over :data:`MAX_PAGE_CHARACTERS`.
        """
        try:
            opened = self._document[number - 1]
        except pypdfium2.PdfiumError:
            yield None
            return
        try:
            textpage = opened.get_textpage()
        except pypdfium2.PdfiumError:
            opened.close()
            yield None
            return
        try:
            page = Page(opened, textpage, self.hidden, self._signs, self._form)
            if page.characters > MAX_PAGE_CHARACTERS:
                raise TooLarge(
                    Problem.PAGE_TOO_LONG,
                    page=number,
                    count=page.characters,
                    limit=MAX_PAGE_CHARACTERS,
                )
            yield page
        finally:
            textpage.close()
            opened.close()


@contextmanager
def opened(data: bytes) -> Iterator[Pages]:
    """Open a file.

    Raises :class:`~bot.errors.UnreadableFile` for one with a password and for a damaged one.
    """
    # PDFium keeps the last error, and has none of its own for a file without pages: after a file
    # with a password such a one would count as locked.
    raw.FPDF_LoadMemDocument64(b"", 0, None)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableFile(Problem.PASSWORD) from error
        raise UnreadableFile(Problem.DAMAGED) from error
    try:
        with form(document) as fields:
            yield Pages(document, fields)
    finally:
        document.close()


def _whole(one: int, other: int) -> int:
    """Return the letter that two halves are of, U+FFFD if they are of none.

    PDFium gives letters beyond U+FFFF in halves, of those from right to left the second one first.
    """
    high, low = sorted((one, other))
    in_order = 0xD800 <= high < 0xDC00 <= low < 0xE000
    return 0x10000 + ((high - 0xD800) << 10) + low - 0xDC00 if in_order else UNKNOWN
