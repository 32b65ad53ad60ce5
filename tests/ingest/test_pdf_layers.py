"""Layers that are switched off are no text, and told."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.layers import hidden
from bot.model import Note, NoteKind
from tests.ingest.test_pdf import PARAGRAPH, PROSE
from tests.ingest.test_pdf_paper import Print, column, painted, written

DRAFT = "The fee is ninety euros for each visitor."


def layered(
    properties: bytes, *layers: bytes, page: Sequence[Print | bytes] | None = None
) -> bytes:
    """Return a file with a sentence on a layer; the layers have the numbers from 91 on."""
    usual: list[Print | bytes] = [*column(*PROSE), b"/OC /L BDC", Print(50, 600, DRAFT), b"EMC"]
    data = written(page or usual).replace(
        b"/Resources <<", b"/Resources << /Properties << /L 91 0 R >>"
    )
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog /OCProperties " + properties)
    more = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, layer) for number, layer in enumerate(layers, 91)
    )
    return data.replace(b"\nxref\n", b"\n" + more + b"xref\n")


NAMED = b"<< /Type /OCG /Name (Draft \\(1\\)) >>"


@pytest.mark.parametrize(
    ("properties", "layers"),
    [
        (b"<< /OCGs [91 0 R] /D << /OFF [91 0 R] /Order [91 0 R] >> >>", [NAMED]),
        (b"<< /OCGs [91 0 R] /D << /BaseState /OFF /ON [] >> >>", [NAMED]),
        (b"<< /OCGs [91 0 R] /D << /OFF [91 0 R] >> >>", [b"<< /Name <FEFF00440072> >>"]),
        (b"92 0 R", [NAMED, b"<< /OCGs 93 0 R /D 94 0 R >>", b"[91 0 R]", b"<< /OFF 93 0 R >>"]),
    ],
    ids=["off", "off at first", "hexadecimal", "elsewhere"],
)
def test_a_layer_that_is_off_is_left_out_and_told(properties: bytes, layers: list[bytes]) -> None:
    reading = pdf.read_pdf(layered(properties, *layers))

    assert reading.text == PARAGRAPH
    assert reading.notes == (Note(NoteKind.HIDDEN_LAYERS, (1,)),)


@pytest.mark.parametrize(
    ("properties", "layers"),
    [
        (b"<< /OCGs [91 0 R] /D << /ON [91 0 R] >> >>", [NAMED]),
        (b"<< /OCGs [91 0 R] /D << /BaseState /OFF /ON [91 0 R] >> >>", [NAMED]),
        (b"<< /OCGs [91 0 R] /D << >> /Configs [<< /OFF [91 0 R] >>] >>", [NAMED]),
        (b"<< /OCGs [91 0 R 92 0 R] /D << /OFF [92 0 R] >> >>", [NAMED, b"<< /Name (Old) >>"]),
        (b"<< /OCGs [91 0 R 92 0 R] /D << /OFF [92 0 R] >> >>", [NAMED, NAMED]),
    ],
    ids=["on", "on at last", "off elsewhere", "another", "a namesake"],
)
def test_a_layer_that_is_shown_is_text(properties: bytes, layers: list[bytes]) -> None:
    reading = pdf.read_pdf(layered(properties, *layers))

    assert reading.text == f"{PARAGRAPH}\n\n{DRAFT}"
    assert reading.notes == ()


SHOWN, OFF = b"<< /Type /OCG /Name (Old) >>", b"<< /Type /OCG /Name (Draft) >>"


def belonging(membership: bytes) -> bytes:
    """Return a file with a sentence that two layers decide on, 92 on and 93 off."""
    properties = b"<< /OCGs [92 0 R 93 0 R] /D << /OFF [93 0 R] >> >>"
    return layered(properties, b"<< /Type /OCMD %s >>" % membership, SHOWN, OFF, b"[/Not 92 0 R]")


@pytest.mark.parametrize(
    "membership",
    [
        b"/OCGs 93 0 R",
        b"/OCGs [93 0 R]",
        b"/OCGs [92 0 R 93 0 R] /P /AllOn",
        b"/OCGs [92 0 R] /P /AnyOff",
        b"/OCGs [92 0 R 93 0 R] /P /AllOff",
        b"/OCGs [92 0 R] /VE [/And 92 0 R 93 0 R]",
        b"/VE [/Or 93 0 R [/Not [/Or 93 0 R 92 0 R]]]",
        b"/VE 94 0 R",
    ],
)
def test_what_layers_hide_together_is_left_out_and_told(membership: bytes) -> None:
    reading = pdf.read_pdf(belonging(membership))

    assert reading.text == PARAGRAPH
    assert reading.notes == (Note(NoteKind.HIDDEN_LAYERS, (1,)),)


@pytest.mark.parametrize(
    "membership",
    [
        b"/OCGs [92 0 R 93 0 R]",
        b"/OCGs [93 0 R] /P /AnyOff",
        b"/OCGs [93 0 R] /P /AllOff",
        b"/OCGs []",
        b"/OCGs [93 0 R] /VE [/Or 92 0 R 93 0 R]",
        b"/VE [/Not 93 0 R]",
        b"/VE []",
    ],
)
def test_what_layers_show_together_is_text(membership: bytes) -> None:
    reading = pdf.read_pdf(belonging(membership))

    assert reading.text == f"{PARAGRAPH}\n\n{DRAFT}"
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("belongs", "shown"), [(b"93", False), (b"94", False), (b"92", True), (b"95", True)]
)
def test_a_form_is_left_out_with_its_layer(belongs: bytes, shown: bool) -> None:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /OC %s 0 R /Length %d"
        b" /Resources << /Font << /F0 3 0 R >> >> >>\nstream\n%s\nendstream"
    )
    inner = painted(Print(50, 600, DRAFT))
    objects = [
        form % (belongs, len(inner), inner),
        SHOWN,
        OFF,
        b"<< /Type /OCMD /OCGs [92 0 R 93 0 R] /P /AllOn >>",
        b"<< /Type /OCMD /OCGs [92 0 R 93 0 R] /P /AnyOn >>",
    ]
    properties = b"<< /OCGs [92 0 R 93 0 R] /D << /OFF [93 0 R] >> >>"
    data = layered(properties, *objects, page=[*column(*PROSE), b"/L Do"])

    reading = pdf.read_pdf(data.replace(b"/Properties <<", b"/XObject <<"))

    assert reading.text == (f"{PARAGRAPH}\n\n{DRAFT}" if shown else PARAGRAPH)
    assert reading.notes == (() if shown else (Note(NoteKind.HIDDEN_LAYERS, (1,)),))


def test_layers_among_packed_objects_are_found() -> None:
    objects = b"<< /OCProperties << /OCGs [2 0 R] /D << /OFF [2 0 R] >> >> >> << /Name (Old) >>"
    table = b"1 0 2 %d " % objects.index(b"<< /Name")
    packed = zlib.compress(table + objects)
    pack = b"<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s" % (
        len(table),
        len(packed),
        packed,
    )

    assert hidden(b"%%PDF-1.7\n9 0 obj\n%s\nendstream\nendobj\n" % pack).names == {"Old"}
