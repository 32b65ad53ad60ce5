"""Layers that are switched off are no text, and told."""

from __future__ import annotations

import zlib

import pytest

from bot.ingest import pdf
from bot.ingest.pdf.layers import hidden
from bot.model import Note, NoteKind
from tests.ingest.test_pdf import PARAGRAPH, PROSE
from tests.ingest.test_pdf_paper import Print, column, written

DRAFT = "The fee is ninety euros for each visitor."


def layered(properties: bytes, *layers: bytes) -> bytes:
    """Return a file with a sentence on a layer; the layers have the numbers from 91 on."""
    page: list[Print | bytes] = [*column(*PROSE), b"/OC /L BDC", Print(50, 600, DRAFT), b"EMC"]
    data = written(page).replace(b"/Resources <<", b"/Resources << /Properties << /L 91 0 R >>")
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


def test_layers_among_packed_objects_are_found() -> None:
    objects = b"<< /OCProperties << /OCGs [2 0 R] /D << /OFF [2 0 R] >> >> >> << /Name (Old) >>"
    table = b"1 0 2 %d " % objects.index(b"<< /Name")
    packed = zlib.compress(table + objects)
    pack = b"<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s" % (
        len(table),
        len(packed),
        packed,
    )

    assert hidden(b"%%PDF-1.7\n9 0 obj\n%s\nendstream\nendobj\n" % pack) == {"Old"}
