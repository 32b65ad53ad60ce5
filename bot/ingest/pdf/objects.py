"""What a page paints, object by object, in the order of its content stream.

PDFium sorts the text of a line by its place and leaves out blanks that stand alone, and what other
objects of a stretch paint of which the file states the text (``/ActualText``). For scripts whose
letters are painted one over the other its objects tell more than its text does.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pypdfium2 import raw  # type: ignore[import-untyped]

from bot.ingest.boxes import Box
from bot.ingest.pdf.calls import Handle, quick
from bot.ingest.pdf.glyphs import turned

_DEEPEST = 8
"""Forms in forms that are looked into."""

_MOST = 100_000
"""Objects of a page; a page of Chromium, which paints letters one by one, has 3,000."""

_MOST_RULES = 4_000
"""Straight lines of a page; a table of 60 rows has 500, a map has more."""

_FILLED = "filled"
_THICK = 3.0
"""Points from which what is filled is an area, and no line."""

_STRAIGHT, _SHORTEST = 1.0, 8.0
"""Points that a rule may be off its direction, and that it is long at least."""
_MOST_FIGURES = 20_000
_MOST_DOTS = 300
"""Figures and small figures of a page; maps and diagrams have more, which are no bullets."""

_DOT, _DOTS = 1.0, 8.0
"""Points of the sides of a bullet that is drawn; browsers draw 3 to 5."""

_COUNT, _CHILD = quick(raw.FPDFPage_CountObjects), quick(raw.FPDFPage_GetObject, Handle)
_COUNT_IN_FORM = quick(raw.FPDFFormObj_CountObjects)
_CHILD_IN_FORM = quick(raw.FPDFFormObj_GetObject, Handle)
_TYPE = quick(raw.FPDFPageObj_GetType)
_BOUNDS, _MATRIX = quick(raw.FPDFPageObj_GetBounds), quick(raw.FPDFPageObj_GetMatrix)
_DRAW_MODE = quick(raw.FPDFPath_GetDrawMode)
_COUNT_SEGMENTS = quick(raw.FPDFPath_CountSegments)
_SEGMENT = quick(raw.FPDFPath_GetPathSegment, Handle)
_SEGMENT_POINT = quick(raw.FPDFPathSegment_GetPoint)
_SEGMENT_TYPE = quick(raw.FPDFPathSegment_GetType)
_SEGMENT_CLOSES = quick(raw.FPDFPathSegment_GetClose)
_COUNT_MARKS = quick(raw.FPDFPageObj_CountMarks)
_MARK = quick(raw.FPDFPageObj_GetMark, Handle)
_MARK_VALUE = quick(raw.FPDFPageObjMark_GetParamBlobValue)

_UTF_16 = b"\xfe\xff"
_UTF_8 = b"\xef\xbb\xbf"
_CLOSE = 1e-3


class Painted(NamedTuple):
    """A text that is painted at once, its box and where the pen stood, in points.

    ``key`` tells which of PDFium's characters are its own. ``stretch`` is not 0 if it belongs to a
    stretch whose text is ``stated``; ``layers`` are the names of those that it stands on.
    """

    key: int
    stretch: int
    stated: str
    layers: tuple[str, ...]
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float

    def moved(self, x: float, y: float) -> Painted:
        """Return it as it stands if the origin is elsewhere."""
        return self._replace(
            left=self.left + x,
            bottom=self.bottom + y,
            right=self.right + x,
            top=self.top + y,
            x=self.x + x,
            y=self.y + y,
        )

    def turned(self, turn: int, width: float, height: float) -> Painted:
        """Return it on a page of a size that is turned by quarters to the right."""
        box = turned((self.left, self.bottom, self.right, self.top), turn, width, height)
        x, y, *_ = turned((self.x, self.y, self.x, self.y), turn, width, height)
        return Painted(self.key, self.stretch, self.stated, self.layers, *box, x, y)

    @property
    def is_blank(self) -> bool:
        """Tell whether it paints nothing, as a blank does."""
        return self.right - self.left < _CLOSE


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def within(self, outer: _Matrix) -> _Matrix:
        a, b, c, d, e, f = self
        return _Matrix(
            a * outer.a + b * outer.c,
            a * outer.b + b * outer.d,
            c * outer.a + d * outer.c,
            c * outer.b + d * outer.d,
            e * outer.a + f * outer.c + outer.e,
            e * outer.b + f * outer.d + outer.f,
        )

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        xs = [self.a * x + self.c * y + self.e for x, y in corners]
        ys = [self.b * x + self.d * y + self.f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


class _Marks(NamedTuple):
    """What is said of a stretch of the content stream."""

    stretch: int = 0
    stated: str = ""
    layers: tuple[str, ...] = ()


def painted(page: Handle) -> list[Painted]:
    """Return the texts that PDFium's page paints, also those in forms."""
    found: list[Painted] = []
    for each, matrix, layers in _objects(_Parent(page), raw.FPDF_PAGEOBJ_TEXT):
        key = each.key
        left, bottom, right, top = matrix.box(*_bounds(each))
        *_, x, y = _matrix(each).within(matrix)
        text = Painted(key, *_marks(each), left, bottom, right, top, x, y)
        found.append(text._replace(layers=layers + text.layers) if layers else text)
        if len(found) > _MOST:
            break
    return found


def dots(page: Handle) -> list[Box]:
    """Return the boxes of the small figures that PDFium's page draws, as bullets are drawn."""
    found = []
    for place in range(min(_COUNT(page), _MOST_FIGURES)):
        each = _CHILD(page, place)
        if _TYPE(each) == raw.FPDF_PAGEOBJ_PATH:
            box = Box(*_bounds(each))
            width, height = box.right - box.left, box.top - box.bottom
            if min(width, height) > _DOT and max(width, height) < _DOTS:
                found.append(box)
    return found if len(found) <= _MOST_DOTS else []


class _Parent(NamedTuple):
    """A page or a form: how its objects are counted and had, and where they stand on the page."""

    handle: Handle
    count: Callable[..., int] = _COUNT
    child: Callable[..., Handle] = _CHILD
    matrix: _Matrix = _Matrix(1, 0, 0, 1, 0, 0)
    layers: tuple[str, ...] = ()
    depth: int = 0

    def form(self, each: Handle) -> _Parent:
        """Return a form among the objects, with all layers that it stands on."""
        matrix, layers = _matrix(each).within(self.matrix), self.layers + _marks(each).layers
        return _Parent(each, _COUNT_IN_FORM, _CHILD_IN_FORM, matrix, layers, self.depth + 1)


def _objects(
    parent: _Parent, kind: int, most: int | None = None
) -> Iterator[tuple[Handle, _Matrix, tuple[str, ...]]]:
    """Yield the objects of a kind, also those in forms, with the matrix and layers of the forms.

    Of the parent and of each form in it the first ``most`` objects are looked at.
    """
    for place in range(parent.count(parent.handle))[:most]:
        each = parent.child(parent.handle, place)
        found = _TYPE(each)
        if found == kind:
            yield each, parent.matrix, parent.layers
        elif found == raw.FPDF_PAGEOBJ_FORM and parent.depth < _DEEPEST:
            yield from _objects(parent.form(each), kind, most)


def _bounds(each: Handle) -> tuple[float, float, float, float]:
    box = (ctypes.c_float * 4)()
    byref = ctypes.byref
    _BOUNDS(each, byref(box), byref(box, 4), byref(box, 8), byref(box, 12))
    left, bottom, right, top = box
    return left, bottom, right, top


def _matrix(each: Handle) -> _Matrix:
    matrix = raw.FS_MATRIX()
    _MATRIX(each, ctypes.byref(matrix))
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _marks(each: Handle) -> _Marks:
    """Return the innermost stated text, and all layers."""
    found = _Marks()
    for place in range(_COUNT_MARKS(each)):
        mark = _MARK(each, place)
        if stated := " ".join(_decoded(_value(mark, b"ActualText")).split()):
            found = found._replace(stretch=mark.key, stated=stated)
        elif layer := _value(mark, b"Name"):
            found = found._replace(layers=(*found.layers, _decoded(layer)))
    return found


def _value(mark: Handle, key: bytes) -> bytes:
    length = ctypes.c_ulong()
    if not _MARK_VALUE(mark, key, None, ctypes.c_ulong(0), ctypes.byref(length)):
        return b""
    value = (ctypes.c_ubyte * length.value)()
    _MARK_VALUE(mark, key, value, length, ctypes.byref(length))
    return bytes(value)


def _decoded(value: bytes) -> str:
    if value.startswith(_UTF_16):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(_UTF_8):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")


class Rule(NamedTuple):
    """A line that is drawn straight across or down, in points, or the edge of a coloured area."""

    left: float
    bottom: float
    right: float
    top: float
    is_edge: bool = False

    @property
    def is_level(self) -> bool:
        """Tell whether it runs across."""
        return self.right - self.left > self.top - self.bottom


def rules(page: Handle) -> list[Rule]:
    """Return the rules that PDFium's page draws, also those in forms; of a drawing none."""
    found: list[Rule] = []
    for rule in _rules(page):
        found.append(rule)
        if len(found) > _MOST_RULES:
            return []
    return found


def _rules(page: Handle) -> Iterator[Rule]:
    whole = _Parent(page)
    for each, matrix, _ in _objects(whole, raw.FPDF_PAGEOBJ_PATH, _MOST):
        left, bottom, right, top = _bounds(each)
        is_small = max(right - left, top - bottom) < _SHORTEST - _STRAIGHT
        if (is_small and matrix is whole.matrix) or not (drawn := _drawn(each)):
            continue
        is_edge = drawn is _FILLED and min(right - left, top - bottom) > _THICK
        for x0, y0, x1, y1 in _segments(each, _matrix(each).within(matrix)):
            rule = Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), is_edge)
            sides = rule.right - rule.left, rule.top - rule.bottom
            if min(sides) <= _STRAIGHT and max(sides) >= _SHORTEST:
                yield rule


def _drawn(path: Handle) -> str:
    """Return how a path is drawn, ``""`` if it only cuts others off."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _DRAW_MODE(path, ctypes.byref(fill), ctypes.byref(stroke))
    return "stroked" if stroke.value else _FILLED if fill.value else ""


def _segments(path: Handle, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight parts of a path."""
    a, b, c, d, e, f = matrix
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    references = ctypes.byref(x), ctypes.byref(y)
    for place in range(min(_COUNT_SEGMENTS(path), _MOST_RULES)):
        segment = _SEGMENT(path, place)
        _SEGMENT_POINT(segment, *references)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = _SEGMENT_TYPE(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield *last, *point
        if _SEGMENT_CLOSES(segment):
            yield *point, *start
        last = point
