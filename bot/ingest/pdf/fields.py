"""What was filled in in the fields of a form, which PDFium does not count as text of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from pypdfium2 import raw  # type: ignore[import-untyped]

from bot.ingest.boxes import Box

_MOST = 1_000
"""Fields of a page; a tax form has 200."""

_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW | raw.FPDF_ANNOT_FLAG_INVISIBLE
_WRITTEN = frozenset(
    (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
)
_TICKED = frozenset((raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON))
_SECRET = 1 << 13
"""The flag of a text field for a password."""

_TICK = "☒"


class Field(NamedTuple):
    """A field that was filled in, its box in points as PDFium counts them."""

    text: str
    box: Box


@contextmanager
def form(document: Any) -> Iterator[Any]:  # noqa: ANN401
    """Open the form of PDFium's document; ``None`` stands for none."""
    if raw.FPDF_GetFormType(document) == raw.FORMTYPE_NONE:
        yield None
        return
    callbacks = raw.FPDF_FORMFILLINFO(version=2)
    opened = raw.FPDFDOC_InitFormFillEnvironment(document, callbacks)
    try:
        yield opened or None
    finally:
        if opened:
            raw.FPDFDOC_ExitFormFillEnvironment(opened)


def is_drawn_elsewhere(document: Any) -> bool:  # noqa: ANN401
    """Tell whether the pages only ask to wait for a program that draws the form (XFA)."""
    return bool(raw.FPDF_GetFormType(document) == raw.FORMTYPE_XFA_FULL)


def filled(opened: Any, page: Any) -> list[Field]:  # noqa: ANN401
    """Return the fields of a page that were filled in and that viewers show."""
    count = min(raw.FPDFPage_GetAnnotCount(page), _MOST)
    if not count:
        return []
    raw.FORM_OnAfterLoadPage(page, opened)
    try:
        fields = (_field(opened, page, place) for place in range(count))
        return [field for field in fields if field]
    finally:
        raw.FORM_OnBeforeClosePage(page, opened)


def _field(opened: Any, page: Any, place: int) -> Field | None:  # noqa: ANN401
    note = raw.FPDFPage_GetAnnot(page, place)
    try:
        unseen = raw.FPDFAnnot_GetFlags(note) & _UNSEEN
        if unseen or raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_WIDGET:
            return None
        box = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(note, ctypes.byref(box))
        text = _text(opened, note)
        return Field(text, Box(box.left, box.bottom, box.right, box.top)) if text else None
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _text(opened: Any, note: Any) -> str:  # noqa: ANN401
    kind = raw.FPDFAnnot_GetFormFieldType(opened, note)
    if kind in _TICKED:
        return _TICK if raw.FPDFAnnot_IsChecked(opened, note) else ""
    if kind not in _WRITTEN or raw.FPDFAnnot_GetFormFieldFlags(opened, note) & _SECRET:
        return ""
    length = raw.FPDFAnnot_GetFormFieldValue(opened, note, None, 0)
    value = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(opened, note, value, length)
    return bytes(value)[:length].decode("utf-16-le", "replace").rstrip("\x00")
