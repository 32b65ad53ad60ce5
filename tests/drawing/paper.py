"""Pages with letters that can be seen, in a font that every viewer has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.ingest.test_pdf_paper import file, stream


class Ink(NamedTuple):
    """A line of Helvetica from a point on, the origin below left."""

    x: float
    y: float
    text: str
    size: float = 12


def printed(
    *pages: Sequence[Ink],
    size: tuple[float, float] = (600, 800),
    shown: str = "",
    turn: int = 0,
    dark: bool = False,
) -> bytes:
    """Return a file; ``shown`` is the crop box, ``turn`` that of the viewer in degrees."""
    width, height = size
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    ground = f"0.1 0.12 0.3 rg 0 0 {width} {height} re f 1 g\n" if dark else "0 g\n"
    cut = f"/CropBox [{shown}]" if shown else ""
    for lines in pages:
        painted = ground + "\n".join(
            f"BT /F {ink.size} Tf {ink.x} {ink.y} Td ({ink.text}) Tj ET" for ink in lines
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] {cut} /Rotate {turn}"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>".encode(),
            stream(painted.encode("cp1252")),
        ]
    return file([*objects, b"<< >>"])
