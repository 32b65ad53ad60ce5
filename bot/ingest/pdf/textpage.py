"""What PDFium says of the characters of a page, asked for all of them at once.

It has one call for the text of a page, and else one for each character. How a character is set is
the same for all that one object paints: it is asked once for each.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Callable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from pypdfium2 import raw  # type: ignore[import-untyped]

from bot.ingest.pdf.calls import Handle, handle, quick
from bot.ingest.pdf.glyphs import Codes, Mask, Points

_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|-bd\b|-medi\b|cmbx", re.IGNORECASE)
_SYMBOLS_NAME = re.compile(rb"wingding|webding|dingbat", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_NAME = 128
"""Bytes of a font's name that are looked at."""

_OTHERWISE = 0xFFFE
"""What stands in PDFium's text for a hyphen at a line end, and for a character without a letter."""

UNKNOWN = 0xFFFD
"""What stands for a glyph of which nothing says which letter it is."""


_UNICODE = quick(raw.FPDFText_GetUnicode, ctypes.c_uint)
_BOX = quick(raw.FPDFText_GetLooseCharBox)
_IS_UNNAMED = quick(raw.FPDFText_HasUnicodeMapError)
_IS_GENERATED = quick(raw.FPDFText_IsGenerated)
_OBJECT = quick(raw.FPDFText_GetTextObject, Handle)
_KEY = quick(raw.FPDFText_GetTextObject, ctypes.c_void_p)
_ORIGIN = quick(raw.FPDFText_GetCharOrigin)
_SIZE = quick(raw.FPDFText_GetFontSize, ctypes.c_double)
_MATRIX = quick(raw.FPDFText_GetMatrix)
_ANGLE = quick(raw.FPDFText_GetCharAngle, ctypes.c_float)
_FONT = quick(raw.FPDFTextObj_GetFont, Handle)
_FONT_INFO = quick(raw.FPDFText_GetFontInfo, ctypes.c_ulong)
_MODE = quick(raw.FPDFTextObj_GetTextRenderMode)


class Style(NamedTuple):
    """How a character is set: its size in points, its weight, its quarter turns to the left.

    ``symbols`` tells of a font whose letters are symbols.
    """

    size: float
    bold: bool
    turn: int
    symbols: bool = False


class _Font(NamedTuple):
    name: bytes
    bold: bool
    symbols: bool


class Boxes:
    """Where PDFium writes the boxes of characters, kept from page to page."""

    def __init__(self) -> None:
        self._make(0)

    def _make(self, count: int) -> None:
        buffer = (ctypes.c_float * (4 * count))()
        self._references = [ctypes.byref(buffer, 16 * place) for place in range(count)]
        self._values = np.ctypeslib.as_array(buffer).reshape(-1, 4)

    def of(self, page: Handle, places: Codes) -> Points:
        """Return left, top, right and bottom of characters, each a row, in points."""
        if len(places) > len(self._references):
            self._make(2 * len(places))
        deque(map(_BOX, repeat(page), places.tolist(), self._references), 0)
        boxes: Points = self._values[: len(places)].astype(np.float64)
        return boxes


class TextPage:
    """The characters of a page by their places in PDFium's order; valid as long as the page is."""

    def __init__(self, textpage: Any, boxes: Boxes) -> None:  # noqa: ANN401
        self._page, self._boxes = handle(textpage), boxes
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, _Font] = {}
        self._matrix = raw.FS_MATRIX()
        self.count: int = max(raw.FPDFText_CountChars(textpage), 0)
        self._units = np.zeros(self.count + 2, np.uint16)
        reference = self._units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
        self._length: int = raw.FPDFText_GetText(textpage, 0, self.count, reference)

    def text(self) -> str:
        """Return all that PDFium finds, wherever it stands; what is half a letter is left out."""
        return self._units[: self._length].tobytes().decode("utf-16-le", "ignore")

    def codes(self) -> Codes:
        """Return what each character is; letters beyond U+FFFF are given in halves.

        Control characters are no part of PDFium's text: with such it is asked one by one.
        """
        codes = self._units[: self.count].astype(np.int64)
        if self._length == self.count + 1 and not is_half(codes).any():
            for place in np.flatnonzero(codes == _OTHERWISE).tolist():
                codes[place] = _UNICODE(self._page, place)
            return codes
        return np.array([_UNICODE(self._page, place) for place in range(self.count)], np.int64)

    def boxes(self, places: Codes) -> Points:
        """Return left, top, right and bottom of characters, each a row, in points."""
        return self._boxes.of(self._page, places)

    def unnamed(self, places: Codes) -> Mask:
        """Tell of which characters the font does not say which letters they are."""
        return self._are(_IS_UNNAMED, places)

    def guessed(self, places: Codes) -> Mask:
        """Tell which characters PDFium has put in; blanks where there are gaps."""
        return self._are(_IS_GENERATED, places)

    def _are(self, function: Callable[..., int], places: Codes) -> Mask:
        found = map(function, repeat(self._page), places.tolist())
        are: Mask = np.fromiter(found, np.int64, len(places)) == 1
        return are

    def key(self, place: int) -> int:
        """Return which object paints a character, 0 if none does."""
        return _KEY(self._page, place) or 0

    def is_invisible(self, place: int) -> bool:
        """Tell whether a character that an object paints is not shown."""
        painted_by = _OBJECT(self._page, place)
        return bool(_MODE(painted_by) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)

    def origin(self, place: int) -> tuple[float, float]:
        """Return where the pen stood, in points."""
        x, y = ctypes.c_double(), ctypes.c_double()
        _ORIGIN(self._page, place, ctypes.byref(x), ctypes.byref(y))
        return x.value, y.value

    def style(self, place: int) -> Style:
        """Return how a character is set."""
        key = _KEY(self._page, place)
        style = self._styles.get(key)
        if style is None:
            style = self._style(place)
            if key and _IS_GENERATED(self._page, place) != 1:
                self._styles[key] = style
        return style

    def _style(self, place: int) -> Style:
        size: float = _SIZE(self._page, place)
        matrix = self._matrix
        has_matrix = _MATRIX(self._page, place, ctypes.byref(matrix))
        if has_matrix:
            size *= math.hypot(matrix.c, matrix.d) or 1.0
        font = self._font(place)
        turn = 2 if size < 0 else 0
        if not has_matrix or matrix.c or matrix.a <= 0:
            angle: float = _ANGLE(self._page, place)  # clockwise
            turn -= round(angle / (math.pi / 2))
        return Style(abs(size), font.bold, turn % 4, font.symbols)

    def font_name(self, place: int) -> bytes:
        """Return the name of the font that a character is set in, as the file writes it."""
        return self._font(place).name

    def _font(self, place: int) -> _Font:
        painted_by = _OBJECT(self._page, place)
        key = _FONT(painted_by).key if painted_by else 0
        if key in self._fonts:
            return self._fonts[key]
        buffer, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
        _FONT_INFO(self._page, place, buffer, ctypes.c_ulong(_NAME), ctypes.byref(flags))
        name = buffer.value
        bold = _BOLD_NAME.search(name) is not None or bool(flags.value & _FORCE_BOLD)
        font = _Font(name, bold, _SYMBOLS_NAME.search(name) is not None)
        if key:
            self._fonts[key] = font
        return font


def is_half(codes: Codes) -> Mask:
    """Tell which codes are halves of letters (surrogates)."""
    return (codes >= 0xD800) & (codes < 0xE000)


def joined(codes: Codes) -> tuple[Codes, Codes]:
    """Return where letters begin and their codes, two halves as the letter that they are of.

    PDFium gives of letters from right to left the second half first; a half by itself is U+FFFD.
    """
    places, whole = [], []
    given = iter(enumerate(zip(codes.tolist(), [*codes[1:].tolist(), 0], strict=True)))
    for place, (code, following) in given:
        high, low = sorted((code, following))
        is_pair = 0xD800 <= high < 0xDC00 <= low < 0xE000
        places.append(place)
        if is_pair:
            whole.append(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
            next(given)
        else:
            whole.append(UNKNOWN if 0xD800 <= code < 0xE000 else code)
    return np.array(places, np.int64), np.array(whole, np.int64)
