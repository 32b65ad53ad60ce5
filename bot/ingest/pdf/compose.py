"""Paragraphs to the one text of a document, and the landmarks in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.ingest.boxes import Words, written
from bot.ingest.pdf.hyphens import Spelling
from bot.ingest.pdf.joining import Part, joined
from bot.ingest.pdf.paragraphs import Kind, Paragraph
from bot.model import Landmark, Stretch


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its page counted from 1 and its size of type in points."""

    text: str
    page: int
    size: float


@dataclass(frozen=True, slots=True)
class Composed:
    """The text, its landmarks in order, no two at one place, and its headings."""

    text: str
    landmarks: tuple[Landmark, ...]
    headings: tuple[Heading, ...]
    stretches: tuple[Stretch, ...]


def composed(paragraphs: Iterable[Paragraph], spelling: Spelling) -> Composed:
    """Put paragraphs one below the other, with a blank line between two.

    ``page 3`` stands where the text of page 3 begins, also in the middle of a paragraph, and again
    where it goes on after the rest of a paragraph from page 4; at a heading ``page 3, Heading``.
    """
    pieces: list[str] = []
    labels: dict[int, str] = {}
    headings = []
    parts: list[Part] = []
    length, current = 0, 0
    for paragraph in paragraphs:
        length += 2 if pieces else 0
        text, here = joined(paragraph, spelling, length)
        for part in here:
            if part.page != current:
                labels[part.start] = f"page {part.page}"
                parts.append(part)
            else:
                parts[-1].words += part.words
            current = part.page
        if paragraph.kind is Kind.HEADING:
            first = paragraph.lines[0]
            labels[length] = f"page {first.page}, {text}"
            headings.append(Heading(text, first.page, first.size))
        pieces.append(text)
        length += len(text)
    landmarks = tuple(Landmark(start, label) for start, label in labels.items())
    placed = (Stretch(part.start, part.page, _written(part)) for part in parts)
    return Composed("\n\n".join(pieces), landmarks, tuple(headings), tuple(placed))


def _written(part: Part) -> str:
    return written(Words.one_after_another(part.words), part.start)
