"""A page without text to lines, if something can read pictures.

What reads them is given a portable graymap and returns Tesseract's tab-separated values.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, median
from typing import NamedTuple, TypeAlias

from bot.ingest.boxes import Word, Words
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.pdfium import Page

Recognise: TypeAlias = Callable[[bytes], str]

_PIXELS = 200 / 72
"""To a point: 200 dots to an inch; with 300 a page takes twice as long and has the same words."""

_LARGEST = 4_000
"""Pixels of the longer side; posters are drawn smaller."""

_SURE = 40
"""Confidence, of 100, that the words of a line have on average; specks and pictures have less."""

_UNSPACED = re.compile("(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])")


class _Seen(NamedTuple):
    """A word that was recognised, its box in pixels, the origin above left."""

    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    text: str


def recognised(page: Page, number: int, recognise: Recognise) -> list[Line]:
    """Return the lines that can be read in the picture of a page, as it is seen."""
    width, height = page.seen
    scale = min(_PIXELS, _LARGEST / max(width, height, 1))
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    picture = io.BytesIO()
    page.drawn(scale, 0, 0, *size).convert("L").save(picture, "PPM")
    upright = (round(width), round(height)) == (round(page.width), round(page.height))
    return [
        line
        for paragraph in _paragraphs(recognise(picture.getvalue()))
        for line in _lines(paragraph, number, height, scale, upright=upright)
    ]


def _paragraphs(table: str) -> Iterator[list[list[_Seen]]]:
    """Yield the lines of each paragraph, as they were recognised."""
    found: dict[tuple[str, ...], dict[str, list[_Seen]]] = defaultdict(lambda: defaultdict(list))
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height, confidence = map(float, cells[6:11])
            seen = _Seen(left, top, left + width, top + height, confidence, cells[11].strip())
            found[tuple(cells[1:4])][cells[4]].append(seen)
    yield from (list(lines.values()) for lines in found.values())


def _lines(
    paragraph: Sequence[Sequence[_Seen]],
    number: int,
    height: float,
    scale: float,
    *,
    upright: bool,
) -> Iterator[Line]:
    """Yield the lines of a paragraph in points; they are meant to be of one size."""
    tall = median(
        max(word.bottom for word in line) - min(word.top for word in line) for line in paragraph
    )
    for line in paragraph:
        if fmean(word.confidence for word in line) < _SURE:
            continue
        text = _UNSPACED.sub("", " ".join(word.text for word in line))
        bottom = height - max(word.bottom for word in line) / scale
        yield Line(
            number,
            left=min(word.left for word in line) / scale,
            bottom=bottom,
            right=max(word.right for word in line) / scale,
            top=bottom + tall / scale,
            size=max(round(tall / scale / 1.2, 1), 0.1),
            bold=False,
            text=text,
            words=Words.of(_placed(text, line, height, scale) if upright else ()),
        )


def _placed(text: str, line: Sequence[_Seen], height: float, scale: float) -> Iterator[Word]:
    start = 0
    for word in line:
        start = text.index(word.text, start)
        end = start + len(word.text)
        yield Word(
            start,
            end,
            word.left / scale,
            height - word.bottom / scale,
            word.right / scale,
            height - word.top / scale,
        )
        start = end
