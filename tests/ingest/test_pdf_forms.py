"""Forms that draw forms: what a page comes to is counted before PDFium walks it."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from bot.errors import Problem, TooLarge
from bot.ingest import pdf
from tests.ingest.test_pdf_paper import Print, file, painted, stream, written
from tests.refusals import refused

DATA = Path(__file__).parents[1] / "data"
WORDS = "Two hundred people came to the opening on Monday."
FIRST = 100
"""The number of the first form."""


def form(instructions: bytes, names: bytes = b"") -> bytes:
    packed = zlib.compress(instructions)
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >>"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (names, len(packed), packed)
    )


def drawing(*forms: bytes, draws: bytes = b"/N Do") -> bytes:
    """Return a file with a sentence on its page, which draws the first of the forms as ``N``."""
    words = painted(Print(50, 700, WORDS))
    data = written([]).replace(b"/Font << /F0", b"/XObject << /N 100 0 R >> /Font << /F0")
    body = data[: data.index(b"xref\n")].partition(b"\n")[2]
    objects = [each.partition(b" obj\n")[2] for each in body.split(b"\nendobj\n")[:-1]]
    objects[11] = stream(words + b"\n" + draws)
    padding = [b"null"] * (FIRST - 1 - len(objects))
    return file([*objects, *padding, *forms, b"<< >>"])


def named(number: int) -> bytes:
    return b"/XObject << /N %d 0 R >>" % number


def test_forms_that_a_page_draws_are_read() -> None:
    fonts = b"/Font << /F0 3 0 R >>"
    inner = form(painted(Print(50, 600, "The ferry runs every hour.")), fonts)

    text = pdf.read_pdf(drawing(form(b"/N Do", named(FIRST + 1)), inner)).text

    assert text.split("\n\n") == [WORDS, "The ferry runs every hour."]


def test_a_symbol_that_is_drawn_often_does_no_harm() -> None:
    data = drawing(form(b"0 0 m 9 9 l S"), draws=b"/N Do " * 20_000)

    assert pdf.read_pdf(data).text == WORDS


def test_forms_that_draw_the_next_one_twice_are_told() -> None:
    nest = [form(b"/N Do /N Do", named(FIRST + 1 + level)) for level in range(30)]

    with refused(TooLarge, Problem.PAGE_REPEATS_FORMS):
        pdf.read_pdf(drawing(*nest, form(b"0 0 m")))


@pytest.mark.parametrize(
    "forms",
    [
        [form(b"/N Do /N Do", named(FIRST))],
        [form(b"/N Do " * 9, named(FIRST + 1)), form(b"/N Do", named(FIRST))],
        [form(b"/#4E Do %\n/N % a remark\nDo", b"/#58Object << /N 100 0 R >>")],
        [form(b"/N Do /N Do")],
        [form(b"/N Do /N Do").replace(b"<<  >>", b"101 0 R"), b"<< %s >>" % named(FIRST)],
    ],
    ids=["itself", "each other", "escaped", "by the page's name", "elsewhere"],
)
def test_forms_that_draw_themselves_are_told(forms: list[bytes]) -> None:
    with refused(TooLarge, Problem.PAGE_REPEATS_FORMS):
        pdf.read_pdf(drawing(*forms))


def test_resources_among_packed_objects_are_followed() -> None:
    packed = b"<< %s >>" % named(FIRST)
    table = b"200 0 201 %d " % (len(packed) + 1)
    content = zlib.compress(table + packed + b" << >>")
    pack = b"<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>" % (
        len(table),
        len(content),
    )
    itself = form(b"/N Do /N Do").replace(b"<<  >>", b"200 0 R")
    data = drawing(itself, pack + b"\nstream\n" + content + b"\nendstream")

    with refused(TooLarge, Problem.PAGE_REPEATS_FORMS):
        pdf.read_pdf(data.replace(named(FIRST), b"/XObject << /M 100 0 R >>"))


def test_forms_that_are_packed_otherwise_are_counted() -> None:
    codes = "".join(f"{code:09b}" for code in (256, *b"/N Do /N Do", 257))
    packed = int(codes + "0" * (-len(codes) % 8), 2).to_bytes(-(-len(codes) // 8), "big")
    lzw = form(b"").partition(b" /Filter")[0].replace(b"<<  >>", b"<< %s >>" % named(FIRST))
    itself = lzw + b" /Filter /LZWDecode >>\nstream\n" + packed + b"\nendstream"

    with refused(TooLarge, Problem.PAGE_REPEATS_FORMS):
        pdf.read_pdf(drawing(itself))


def test_forms_of_an_encrypted_file_are_counted() -> None:
    with refused(TooLarge, Problem.PAGE_REPEATS_FORMS):
        pdf.read_pdf((DATA / "nested_protected.pdf").read_bytes())
