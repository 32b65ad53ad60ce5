"""What a page paints, object by object, in the order of its content stream.

PDFium sorts the text of a line by its place and leaves out blanks that stand alone, and what other
objects of a stretch paint of which the file states the text (``/ActualText``). For scripts whose
letters are painted one over the other its objects tell more than its text does.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw  # type: ignore[import-untyped]

from bot.ingest.boxes import Box

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


def painted(page: Any) -> list[Painted]:  # noqa: ANN401
    """Return the texts that PDFium's page paints, also those in forms."""
    found: list[Painted] = []
    for each, matrix, layers in _objects(_Parent(page), raw.FPDF_PAGEOBJ_TEXT):
        key = ctypes.cast(each, ctypes.c_void_p).value or 0
        left, bottom, right, top = matrix.box(*_bounds(each))
        *_, x, y = _matrix(each).within(matrix)
        text = Painted(key, *_marks(each), left, bottom, right, top, x, y)
        found.append(text._replace(layers=layers + text.layers) if layers else text)
        if len(found) > _MOST:
            break
    return found


def dots(page: Any) -> list[Box]:  # noqa: ANN401
    """Return the boxes of the small figures that PDFium's page draws, as bullets are drawn."""
    found = []
    for place in range(min(raw.FPDFPage_CountObjects(page), _MOST_FIGURES)):
        each = raw.FPDFPage_GetObject(page, place)
        if raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_PATH:
            box = Box(*_bounds(each))
            width, height = box.right - box.left, box.top - box.bottom
            if min(width, height) > _DOT and max(width, height) < _DOTS:
                found.append(box)
    return found if len(found) <= _MOST_DOTS else []


class _Parent(NamedTuple):
    """A page or a form: how its objects are counted and had, and where they stand on the page."""

    handle: Any
    count: Any = raw.FPDFPage_CountObjects
    child: Any = raw.FPDFPage_GetObject
    matrix: _Matrix = _Matrix(1, 0, 0, 1, 0, 0)
    layers: tuple[str, ...] = ()
    depth: int = 0

    def form(self, each: Any) -> _Parent:  # noqa: ANN401
        """Return a form among the objects, with all layers that it stands on."""
        count, child = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
        matrix, layers = _matrix(each).within(self.matrix), self.layers + _marks(each).layers
        return _Parent(each, count, child, matrix, layers, self.depth + 1)


def _objects(
    parent: _Parent, kind: int, most: int | None = None
) -> Iterator[tuple[Any, _Matrix, tuple[str, ...]]]:
    """Yield the objects of a kind, also those in forms, with the matrix and layers of the forms.

    Of the parent and of each form in it the first ``most`` objects are looked at.
    """
    for place in range(parent.count(parent.handle))[:most]:
        each = parent.child(parent.handle, place)
        found = raw.FPDFPageObj_GetType(each)
        if found == kind:
            yield each, parent.matrix, parent.layers
        elif found == raw.FPDF_PAGEOBJ_FORM and parent.depth < _DEEPEST:
            yield from _objects(parent.form(each), kind, most)


def _bounds(each: Any) -> tuple[float, float, float, float]:  # noqa: ANN401
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(each, *map(ctypes.byref, (left, bottom, right, top)))
    return left.value, bottom.value, right.value, top.value


def _matrix(each: Any) -> _Matrix:  # noqa: ANN401
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, ctypes.byref(matrix))
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _marks(each: Any) -> _Marks:  # noqa: ANN401
    """Return the innermost stated text, and all layers."""
    found = _Marks()
    for place in range(raw.FPDFPageObj_CountMarks(each)):
        mark = raw.FPDFPageObj_GetMark(each, place)
        if stated := " ".join(_decoded(_value(mark, b"ActualText")).split()):
            stretch = ctypes.cast(mark, ctypes.c_void_p).value or 0
            found = found._replace(stretch=stretch, stated=stated)
        elif layer := _value(mark, b"Name"):
            found = found._replace(layers=(*found.layers, _decoded(layer)))
    return found


def _value(mark: Any, key: bytes) -> bytes:  # noqa: ANN401
    length = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetParamBlobValue(mark, key, None, 0, ctypes.byref(length)):
        return b""
    value = (ctypes.c_ubyte * length.value)()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, key, value, length, ctypes.byref(length))
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


def rules(page: Any) -> list[Rule]:  # noqa: ANN401
    """Return the rules that PDFium's page draws, also those in forms; of a drawing none."""
    found: list[Rule] = []
    for rule in _rules(page):
        found.append(rule)
        if len(found) > _MOST_RULES:
            return []
    return found


def _rules(page: Any) -> Iterator[Rule]:  # noqa: ANN401
    for each, matrix, _ in _objects(_Parent(page), raw.FPDF_PAGEOBJ_PATH, _MOST):
        if not (drawn := _drawn(each)):
            continue
        left, bottom, right, top = _bounds(each)
        is_edge = drawn is _FILLED and min(right - left, top - bottom) > _THICK
        for x0, y0, x1, y1 in _segments(each, _matrix(each).within(matrix)):
            rule = Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), is_edge)
            sides = rule.right - rule.left, rule.top - rule.bottom
            if min(sides) <= _STRAIGHT and max(sides) >= _SHORTEST:
                yield rule


def _drawn(path: Any) -> str:  # noqa: ANN401
    """Return how a path is drawn, ``""`` if it only cuts others off."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return "stroked" if stroke.value else _FILLED if fill.value else ""


def _segments(path: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """Yield the straight parts of a path."""
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(min(raw.FPDFPath_CountSegments(path), _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.box(x.value, y.value, x.value, y.value)[:2]
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield *last, *point
        if raw.FPDFPathSegment_GetClose(segment):
            yield *point, *start
        last = point
