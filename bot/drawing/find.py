"""Find a quote on a page by its letters alone.

Documents that were stored before places were, have none. On the page the quote has other blanks,
line ends and hyphens; its letters and digits are the same, in the same order. Where a note or a
figure stands in the middle, or the page ends, its beginning and its end are found apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.ingest.boxes import Box, Word, lines
from bot.ingest.pdf.glyphs import Glyph
from bot.ingest.pdf.pdfium import Page
from bot.model import Span

_ENOUGH = 16
"""Letters by which a beginning or an end is known: three words."""


def find(page: Page, quote: str) -> list[Box]:
    """Return the boxes of the quote's lines as far as they are found; none if it is not there."""
    glyphs: list[Glyph] = []
    letters: list[str] = []
    for glyph in page.glyphs():
        known = _letters(chr(glyph.code))
        glyphs += [glyph] * len(known)
        letters.append(known)
    text = "".join(letters)
    return [box for span in _spans(text, _letters(quote)) for box in lines(_words(glyphs), span)]


def _spans(text: str, wanted: str) -> list[Span]:
    if not wanted:
        return []
    start = text.find(wanted)
    if start >= 0:
        return [Span(start, start + len(wanted))]
    known = min(_ENOUGH, len(wanted))
    spans, rest = [], wanted
    if (start := text.find(wanted[:known])) >= 0:
        begun = _shared(text[start:], wanted)
        spans, rest = [Span(start, start + begun)], wanted[begun:]
    if len(rest) >= known and (end := text.rfind(rest[-known:])) >= 0:
        end += known
        spans.append(Span(end - _shared(text[:end][::-1], rest[::-1]), end))
    return spans


def _shared(text: str, other: str) -> int:
    pairs = enumerate(zip(text, other, strict=False))
    return next((place for place, (one, two) in pairs if one != two), min(len(text), len(other)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _words(glyphs: Sequence[Glyph]) -> list[Word]:
    return [Word(place, place + 1, *glyph[2:]) for place, glyph in enumerate(glyphs)]
