"""A PDF to the text that a person would copy from it, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.errors import NoText, TooLarge, UnreadableFile
from bot.ingest.pdf.columns import in_order
from bot.ingest.pdf.joining import joined, run_on, vocabulary
from bot.ingest.pdf.line import Line, lines
from bot.ingest.pdf.notes import parted
from bot.ingest.pdf.paragraphs import Kind, Paragraph, paragraphs
from bot.ingest.pdf.pdfium import Page, Pages, opened
from bot.ingest.pdf.running import running
from bot.ingest.reading import Reading
from bot.model import Landmark

MAX_PAGES = 2000
"""Pages of a file; a thousand pages of prose are read in ten seconds."""

MAX_CHARACTERS = 8_000_000
"""Code points of a text, as for all formats (:mod:`bot.ingest.extract`)."""

GARBAGE = 0.3
"""Share of characters without a meaning from which a page counts as unreadable. Formulas have a
tenth; a font without its table leaves hardly a letter."""


def read(data: bytes) -> Reading:
    with opened(data) as pages:
        sheets = _sheets(pages)
    size = _text_size(chain.from_iterable(s.lines for s in sheets))
    cut = running([s.lines for s in sheets], [s.height for s in sheets])
    known = vocabulary(chain.from_iterable(s.lines for s in sheets))
    found = []
    removed = []
    for s in sheets:
        keep = []
        for l in s.lines:
            (removed if l in cut or l.turn else keep).append(l)
        keep = in_order(keep)
        text, notes = parted(keep, s.height, size)
        found.append([*paragraphs(text, size), *paragraphs(notes, size, Kind.NOTE)])
    out = []
    marks = {}
    n = 0
    page = 0
    for p in run_on(found):
        t, pg = joined(p, known)
        if out:
            out.append("\n\n")
            n += 2
        for off, num in pg:
            if num != page:
                marks[n + off] = f"page {num}"
                page = num
        if p.kind is Kind.HEADING:
            marks[n] = f"page {p.lines[0].page}, {t}"
        out.append(t)
        n += len(t)
    return Reading(
        "".join(out),
        tuple(Landmark(a, b) for a, b in marks.items()),
        tuple(l.text for l in removed),
    )


@dataclass
class Sheet:
    number: int
    height: float
    lines: list


def _sheets(pages):
    r = []
    for n in range(1, pages.count + 1):
        with pages.page(n) as p:
            if p:
                r.append(Sheet(n, p.height, lines(p, n)))
    return r


def _text_size(ls):
    c = Counter()
    for l in ls:
        c[round(l.size * 2) / 2] += len(l.text)
    return c.most_common(1)[0][0] if c else 10
