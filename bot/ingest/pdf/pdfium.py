"""PDFium, as far as it is needed: the characters of a page, where they stand and how they are set.

Only this module, :mod:`bot.ingest.pdf.textpage`, :mod:`bot.ingest.pdf.objects` and
:mod:`bot.ingest.pdf.fields` speak to it; its Python binding has no types. Of the readers tried on
40 probes of real reports it gave the words best: with a layout of our own 40 verbatim, against 28
of PyMuPDF (which is also AGPL), 21 of pypdf and 17 of markitdown.

PDFium holds its state in globals: never read two files in two threads of one process.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from bot.errors import Problem, TooLarge, UnreadableFile
from bot.ingest.boxes import Box
from bot.ingest.pdf.calls import handle
from bot.ingest.pdf.fields import Field, filled, form, is_drawn_elsewhere
from bot.ingest.pdf.glyph_names import GlyphNames
from bot.ingest.pdf.glyphs import GUESSED, Codes, Glyphs, Kind, Mask, decoded, turned
from bot.ingest.pdf.objects import Painted, Rule, dots, painted, rules
from bot.ingest.pdf.textpage import UNKNOWN, Boxes, TextPage, is_half, joined

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGE_CHARACTERS = 200_000
"""Characters of one page. A full page of small print has 10,000; the limit is for files that were
made to choke readers, and for posters."""

_SPACE = 0x20
UNNAMED = 0xF0000
"""What stands for the first of the signs of which a font does not say which letters they show."""

_FINE = 16
"""To a point, where PDFium counts whole numbers."""

_PICTURES = 100
"""Pictures that are looked at: a scan is one, or a hundred strips."""

_NO_LETTER = Kind.of("[\x00\x01\x03-\x08\x0b-\x1f\ufffd]")
"""What some fonts say that their glyphs mean; what PDFium takes for a hyphen is U+0002."""

_BLANKS = 0.05, 0.3
"""Share of a page's characters that are blanks, at least and at most; ligatures are .01 at most."""

_ANYTHING = frozenset((0, UNKNOWN))
"""Of these, what fonts say of all glyphs that they do not know."""

_LETTER = Kind(str.isalpha)
_MOST_SIGNS = 0xFFF0
_SAMPLES = 20
"""Characters of a page that are asked whether they are shown."""


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

    def turned(self, turn: int, width: float, height: float) -> Character:
        """Return it on a page of a size that is turned by quarters to the right."""
        box = turned((self.left, self.bottom, self.right, self.top), turn, width, height)
        x, y, *_ = turned((self.x, self.y, self.x, self.y), turn, width, height)
        return Character(self.place, self.code, *box, x, y, self.key)


class Unnamed(NamedTuple):
    """A sign of which its font, given by its name, does not say what it shows, but its number."""

    font: bytes
    number: int


class Page:
    """The text of one page; only valid until the next page is asked for.

    ``width`` and ``height`` are those of what is shown, in points, before any turn; the origin is
    its lower left corner. ``seen`` is its width and height as viewers turn it.
    """

    def __init__(
        self,
        page: Any,  # noqa: ANN401
        text: TextPage,
        hidden: frozenset[str],
        signs: dict[Unnamed, int],
        form: Any,  # noqa: ANN401
    ) -> None:
        self._signs, self._form = signs, form
        self._opened, self._page, self._text = page, page.raw, text
        self._objects = handle(page.raw)
        shown = raw.FS_RECTF()  # the page's own boxes say nothing of those that it inherits
        raw.FPDF_GetPageBoundingBox(self._page, ctypes.byref(shown))
        self._left, self._bottom = shown.left, shown.bottom
        self.width: float = shown.right - shown.left
        self.height: float = shown.top - shown.bottom
        self.seen: tuple[float, float] = page.get_size()
        self.characters = text.count
        self.style = text.style
        texts = painted(self._objects) if hidden else ()
        self._hidden = frozenset(text.key for text in texts if hidden & set(text.layers))

    def text(self) -> str:
        """Return all that PDFium finds, wherever it stands; what is half a letter is left out."""
        return self._text.text()

    def glyphs(self, *, beyond: bool = False) -> Glyphs:
        """Return the characters, those between two of the line ends that PDFium sees as a part.

        They are in PDFium's order: that of the content stream, nearly always the reading order;
        right-to-left text is in logical order. What stands ``beyond`` the shown part of the page,
        such as printer's marks, is no text of it, and is returned by itself.
        """
        return self._glyphs[beyond]

    @cached_property
    def _glyphs(self) -> tuple[Glyphs, Glyphs]:
        """What is shown, and what stands beyond."""
        place, code = self._codes()
        is_end, is_space = (code == 0x0A) | (code == 0x0D), code == _SPACE
        code[is_space] = np.where(self._text.guessed(place[is_space]), GUESSED, _SPACE)
        x, y = self._left, self._bottom
        boxes = np.zeros((len(place), 4))
        has_box = np.flatnonzero((code != 0) & ~is_end & ~is_space)  # a blank's is of no use
        boxes[has_box] = self._text.boxes(place[has_box])
        left, top, right, bottom = boxes.T
        is_shown = (left + right >= 2 * x) & (left + right <= 2 * (x + self.width))
        is_shown &= (bottom + top >= 2 * y) & (bottom + top <= 2 * (y + self.height))
        left, bottom, right, top = left - x, bottom - y, right - x, top - y
        for side in (left, bottom, right, top):
            side[is_space] = 0.0
        all_of_them = Glyphs(place, code, left, bottom, right, top, np.cumsum(is_end))
        is_beyond = np.zeros(len(place), np.bool_)
        is_beyond[has_box] = ~is_shown[has_box]
        is_text = is_space.copy()
        is_text[has_box] = is_shown[has_box]
        return all_of_them[is_text].numbered(), _with_spaces(all_of_them, is_beyond, is_space)

    def painted(self) -> list[Painted]:
        """Return the texts that the page paints and shows, in the order of its content stream."""
        moved = (text.moved(-self._left, -self._bottom) for text in painted(self._objects))
        return [
            text
            for text in moved
            if text.left <= self.width
            and text.right >= 0 <= text.top
            and text.bottom <= self.height
        ]

    def painted_characters(self, *, beyond: bool = False) -> Iterator[Character]:
        """Yield the characters that objects paint, in PDFium's order; unnamed ones are U+FFFD."""
        for glyph in self.glyphs(beyond=beyond):
            key = self._text.key(glyph.place)
            if not key or glyph.code == GUESSED:
                continue
            known = glyph._replace(code=UNKNOWN) if glyph.code >= UNNAMED else glyph
            x, y = self._text.origin(glyph.place)
            yield Character(*known, x - self._left, y - self._bottom, key)

    def rules(self) -> list[Rule]:
        """Return the straight lines that are drawn, none if there are too many for tables."""
        x, y = self._left, self._bottom
        return [
            Rule(left - x, bottom - y, right - x, top - y, is_edge)
            for left, bottom, right, top, is_edge in rules(self._objects)
        ]

    def dots(self) -> list[Box]:
        """Return the boxes of small figures that are drawn, as bullets may be."""
        return [box.moved(-self._left, -self._bottom) for box in dots(self._objects)]

    @property
    def is_recognised(self) -> bool:
        """Tell whether the text is that of a scan: it is there and not shown."""
        step = self.characters // _SAMPLES + 1
        painted = [place for place in range(0, self.characters, step) if self._text.key(place)]
        return 2 * sum(map(self._text.is_invisible, painted)) > len(painted)

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
        return decoded(self._codes(off=True)[1]) if self._hidden else ""

    def _codes(self, *, off: bool = False) -> tuple[Codes, Codes]:
        """Return where letters begin and their codes; one that is no letter is U+FFFD.

        Those on layers that are switched ``off`` are returned by themselves.
        """
        place, code = self._all_codes
        if not self._hidden:
            return place, code.copy()
        is_off = np.array([self._text.key(each) in self._hidden for each in place.tolist()], bool)
        return place[is_off == off], code[is_off == off]

    @cached_property
    def _all_codes(self) -> tuple[Codes, Codes]:
        codes = self._text.codes()
        place = np.arange(len(codes))
        may_be_unnamed = (codes != _SPACE) & (codes != 0x0A) & (codes != 0x0D) & ~is_half(codes)
        if is_half(codes).any():
            place, codes = joined(codes)
            may_be_unnamed = may_be_unnamed[place]
        asked = np.flatnonzero(may_be_unnamed)
        is_unnamed = self._text.unnamed(place[asked])
        is_unnamed |= _NO_LETTER(codes[asked]) & ~_are_blanks(codes)[asked]
        for unnamed in [*asked[is_unnamed].tolist(), *_ends_in_words(codes)]:
            number = int(codes[unnamed])
            is_any = number in _ANYTHING
            codes[unnamed] = UNKNOWN if is_any else self._sign(int(place[unnamed]), number)
        return place, np.where(codes <= sys.maxunicode, codes, UNKNOWN)

    def _sign(self, place: int, number: int) -> int:
        unnamed = Unnamed(self._text.font_name(place), number)
        sign = self._signs.setdefault(unnamed, len(self._signs))
        return UNNAMED + sign if sign < _MOST_SIGNS else UNKNOWN

    def numbers(self) -> str:
        """Return the letters that PDFium takes the numbers of signs for."""
        _, codes = self._codes()
        signs = (codes[codes >= UNNAMED] - UNNAMED).tolist()
        if not signs:
            return ""
        numbers = [sign.number for sign in self._signs]
        return "".join(chr(min(numbers[sign], UNKNOWN)) for sign in signs)

    def baseline(self, place: int) -> tuple[float, float]:
        """Return how high the pen stood on the page as it is read, and the size, in points."""
        x, y = self._text.origin(place)
        style = self.style(place)
        return (y, -x, -y, x)[style.turn], style.size

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
    """An open file; what stands on layers of a ``hidden`` name is no text of it.

    ``names`` are those of its glyphs.
    """

    hidden: frozenset[str] = frozenset()
    names: GlyphNames

    def __init__(self, document: Any, form: Any) -> None:  # noqa: ANN401
        self.names = GlyphNames(b"")
        self._document, self._form = document, form
        self._signs: dict[Unnamed, int] = {}
        self._boxes = Boxes()
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
            text = TextPage(textpage.raw, self._boxes)
            page = Page(opened, text, self.hidden, self._signs, self._form)
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


def _are_blanks(codes: Codes) -> Mask:
    """Tell which control characters are so frequent that they are the blanks of a font.

    U+0000 is none: it stands for anything.
    """
    counts = np.bincount(codes[codes < _SPACE], minlength=_SPACE)
    share = counts / max(len(codes), 1)
    is_blank = (share > _BLANKS[0]) & (share < _BLANKS[1])
    is_blank[0] = False
    are: Mask = (codes < _SPACE) & is_blank[np.minimum(codes, _SPACE - 1)]
    return are


def _ends_in_words(codes: Codes) -> list[int]:
    """Return which line ends are none, but a ligature of an old font of TeX within a word."""
    is_end, is_letter = (codes == 0x0A) | (codes == 0x0D), _LETTER(codes)
    found: list[int] = np.flatnonzero(is_end[1:-1] & is_letter[:-2] & is_letter[2:]).tolist()
    return [place + 1 for place in found]


def _with_spaces(glyphs: Glyphs, chosen: Mask, is_space: Mask) -> Glyphs:
    """Return some of the characters with the spaces that follow them in their part."""
    if not chosen.any():
        return glyphs[chosen]
    counted = np.cumsum(chosen)
    starts = np.searchsorted(glyphs.part, glyphs.part)
    before: Codes = counted[starts] - chosen[starts]
    return glyphs[chosen | (is_space & (counted > before))].numbered()
