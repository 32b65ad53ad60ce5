"""What was filled in in a form is read where it stands."""

from __future__ import annotations

import pytest

from bot.errors import NoText, Problem
from bot.ingest import boxes, pdf
from tests.ingest.test_pdf import PARAGRAPH, PROSE
from tests.ingest.test_pdf_paper import Print, column, written

HOW = b"/F 4 /Type /Annot /Subtype /Widget"


def form(*fields: bytes, catalog: bytes = b"", page: list[Print] | None = None) -> bytes:
    """Return a file with fields, whose numbers begin at 91."""
    labels = [Print(50, 500, "Name of the visitor"), Print(50, 480, "Reason of the visit")]
    data = written([*column(*PROSE), *labels] if page is None else page)
    numbers = b" ".join(b"%d 0 R" % (91 + place) for place in range(len(fields)))
    data = data.replace(
        b"/Type /Catalog", b"/Type /Catalog /AcroForm << /Fields [%s] %s >>" % (numbers, catalog)
    )
    data = data.replace(b"/Type /Page ", b"/Type /Page /Annots [%s] " % numbers)
    more = b"".join(
        b"%d 0 obj\n<< %s >>\nendobj\n" % (91 + place, field) for place, field in enumerate(fields)
    )
    return data.replace(b"\nxref\n", b"\n" + more + b"xref\n")


def text_field(value: bytes, *, y: int = 498, more: bytes = b"") -> bytes:
    return HOW + b" /FT /Tx /T (F%d) /V %s /Rect [160 %d 360 %d] %s" % (y, value, y, y + 14, more)


def test_what_was_filled_in_follows_its_label() -> None:
    reading = pdf.read_pdf(form(text_field(b"(Ann Smith)"), text_field(b"<FEFF00410077>", y=478)))

    assert reading.text.split("\n\n")[0] == PARAGRAPH
    assert "Name of the visitor Ann Smith" in reading.text
    assert "Reason of the visit Aw" in reading.text
    words = [
        reading.text[word.start : word.end]
        for stretch in reading.stretches
        for word in boxes.words_of(stretch.words, stretch.start)
    ]
    assert words == reading.text.split()


def test_lines_of_a_field_are_read_one_after_the_other() -> None:
    field = HOW + b" /FT /Tx /Ff 4096 /T (F) /V (a ferry\\rand a bridge) /Rect [50 300 360 328]"

    assert pdf.read_pdf(form(field)).text.endswith("a ferry and a bridge")


def test_a_ticked_box_is_told_from_an_empty_one() -> None:
    ticked = HOW + b" /FT /Btn /T (A) /V /Yes /AS /Yes /Rect [160 498 170 508]"
    empty = HOW + b" /FT /Btn /T (B) /V /Off /AS /Off /Rect [160 478 170 488]"
    look = b" /AP << /N << /Yes 6 0 R /Off 6 0 R >> >>"

    text = pdf.read_pdf(form(ticked + look, empty + look)).text

    assert "Name of the visitor ☒" in text
    assert "Reason of the visit" in text
    assert text.count("☒") == 1


@pytest.mark.parametrize(
    "field",
    [
        text_field(b"(Ann Smith)").replace(b"/F 4", b"/F 2"),
        text_field(b"(Ann Smith)", more=b"/Ff 8192"),
        text_field(b"()"),
    ],
    ids=["hidden", "a password", "empty"],
)
def test_what_no_viewer_shows_is_no_text(field: bytes) -> None:
    assert "Ann" not in pdf.read_pdf(form(field)).text


def test_a_form_that_only_one_program_draws_is_told() -> None:
    data = form(
        catalog=b"/XFA [(template) 6 0 R]",
        page=column("Please wait... If this message is not eventually replaced by the proper"),
    ).replace(b"/Type /Catalog", b"/Type /Catalog /NeedsRendering true")

    with pytest.raises(NoText) as raised:
        pdf.read_pdf(data)
    assert raised.value.refusal.problem is Problem.XFA_FORM
