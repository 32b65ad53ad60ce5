"""A writer of small PDF files, so that each test shows the page that it reads."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]

TURNS = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0")
WIDTH, HEIGHT = 600, 800


class Print(NamedTuple):
    """Letters in a row from a point on, the origin below left; each is half its size wide."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    turn: int = 0


def stated(text: str, *prints: Print) -> list[Print | bytes]:
    """Return letters of which the file says that together they mean a text."""
    hexadecimal = text.encode("utf-16-be").hex().encode()
    return [b"/Span << /ActualText <FEFF%s> >> BDC" % hexadecimal, *prints, b"EMC"]


def column(
    *lines: str, x: float = 50, y: float = 700, pitch: float = 12, size: float = 10
) -> list[Print]:
    return [Print(x, y - pitch * place, line, size) for place, line in enumerate(lines)]


def written(
    *pages: Sequence[Print | bytes],
    stated: Mapping[str, str] | None = None,
    shown: tuple[int, int, int, int] = (0, 0, WIDTH, HEIGHT),
    mapped: bool = True,
    pictured: bool = False,
    inherited: bool = False,
    signs: Mapping[str, str] | None = None,
) -> bytes:
    """Return a file; the fonts of one that is not ``mapped`` do not say what they mean.

    Bytes on a page are instructions.
    Each page of one that is ``pictured`` is covered by a picture. The boxes of one that is
    ``inherited`` stand in the tree of pages. ``signs`` are letters of U+E000 to U+E0FF that mean
    something else, or nothing if that is ``""``.
    """
    picture = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q\n" if pictured else b""
    fonts = b"/Resources << /Font << /F0 3 0 R /F1 4 0 R >> >>"
    boxes = b"/MediaBox [-100 -100 1300 900] /CropBox [%s]" % " ".join(map(str, shown)).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d %s >>"
        % (
            b" ".join(b"%d 0 R" % (11 + 2 * place) for place in range(len(pages))),
            len(pages),
            boxes if inherited else b"",
        ),
        font(b"Sans", 5, mapped=mapped),
        font(b"Sans-Bold", 7, mapped=mapped),
        letters(b"Sans", 9),
        stream(meanings(signs or {})),
        letters(b"Sans-Bold", 10),
        b"<< >>",
        description(b"Sans"),
        description(b"Sans-Bold"),
    ]
    for page in pages:
        objects += [
            b"<< /Type /Page /Parent 2 0 R %s %s /Contents %d 0 R >>"
            % (b"" if inherited else boxes, fonts, len(objects) + 2),
            stream(picture + b"\n".join(map(painted, page))),
        ]
    info = "".join(
        f"/{key} <{value.encode('utf-16').hex()}>" for key, value in (stated or {}).items()
    )
    return file([*objects, f"<< {info} >>".encode()])


def with_squares(data: bytes, meanings: Sequence[str]) -> bytes:
    """Return a file with a third font, whose glyphs are squares; they mean texts, from 1 on."""
    count = len(meanings)
    meant = b"\n".join(
        b"<%02x> <%s>" % (code, text.encode("utf-16-be").hex().encode())
        for code, text in enumerate(meanings, 1)
    )
    objects = [
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /Resources << >>"
        b" /FontMatrix [.001 0 0 .001 0 0] /ToUnicode 93 0 R /FirstChar 1 /LastChar %d /Widths [%s]"
        b" /CharProcs << /s 92 0 R >> /Encoding << /Differences [1 %s] >> >>"
        % (count, b"1000 " * count, b"/s " * count),
        stream(b"1000 0 0 -120 1000 880 d1 0 -120 1000 1000 re f"),
        stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\n"
            b"endbfchar endcmap end end" % (count, meant)
        ),
    ]
    more = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 91)
    )
    data = data.replace(b"/Font << /F0", b"/Font << /F2 91 0 R /F0")
    return data.replace(b"\nxref\n", b"\n" + more + b"xref\n")


def square(x: float, y: float, code: int, size: float = 10) -> bytes:
    """A glyph of the font of squares."""
    return b"BT /F2 %g Tf 1 0 0 1 %g %g Tm <%02x> Tj ET" % (size, x, y, code)


def font(name: bytes, number: int, *, mapped: bool) -> bytes:
    meaning = b"/ToUnicode 6 0 R" if mapped else b""
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] %s >>" % (name, number, meaning)
    )


def letters(name: bytes, number: int) -> bytes:
    return (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /DW 500 /W [0 65535 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor %d 0 R >>" % (name, number)
    )


def description(name: bytes) -> bytes:
    return (
        b"<< /Type /FontDescriptor /FontName /%s /Flags 32 /Ascent 800 /Descent -200"
        b" /FontBBox [0 -200 500 800] /ItalicAngle 0 /CapHeight 700 /StemV 80 >>" % name
    )


def meanings(signs: Mapping[str, str]) -> bytes:
    known = (high for high in range(256) if high != 0xE0 or not signs)
    ranges = [b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in known]
    parts = [ranges[start : start + 100] for start in range(0, 256, 100)]
    blocks = [b"%d beginbfrange\n%s\nendbfrange" % (len(part), b"\n".join(part)) for part in parts]
    blocks += [
        b"1 beginbfchar <%04X> <%s> endbfchar"
        % (ord(sign), text.encode("utf-16-be", "surrogatepass").hex().encode())
        for sign, text in signs.items()
        if text
    ]
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n%s\nendcmap end end"
        % b"\n".join(blocks)
    )


def painted(print_: Print | bytes) -> bytes:
    if isinstance(print_, bytes):
        return print_
    codes = print_.text.encode("utf-16-be").hex()
    return (
        f"BT /F{print_.bold:d} {print_.size} Tf {TURNS[print_.turn]} {print_.x} {print_.y} Tm"
        f" <{codes}> Tj ET"
    ).encode()


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def file(objects: Iterable[bytes]) -> bytes:
    """Put objects together; the last says what the file states of itself."""
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (count, table, count, count - 1, len(data))
    )


def test_what_is_written_is_what_pdfium_finds_on_the_page() -> None:
    data = written([Print(50, 700, "Grüße, 你好"), Print(50, 600, "bold", 14, bold=True)])

    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
        left, bottom, *_ = textpage.get_charbox(1, loose=True)
        textpage.close()
        page.close()

    assert text.split("\r\n") == ["Grüße, 你好", "bold"]
    assert left == 55
    assert 695 < bottom < 700
