"""Cut a text into the passages that are indexed and quoted as one.

Paragraphs are the unit, since people write one thought in each. Short neighbours under the same
heading are joined, so that a passage says what it is about; long ones are cut between sentences
into parts of about the same length. Headings stand in no passage, for a quote is better without
them; what is below them is found by their words, too (:mod:`bot.search.terms`). A heading that
heads nothing is an item of a list, and stands in one. The rows of a table, each with the names of
its columns, are never joined: each answers for itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from bot.ingest.headings import heading_span, is_page
from bot.ingest.lines import blocks, han, is_wrapped, lines, trimmed
from bot.ingest.sentences import sentences
from bot.model import Landmark, Span

MIN = 160
"""Letters; a shorter paragraph is joined with its neighbour. About two short sentences."""

GOOD = 700
"""Letters up to which paragraphs are joined; those of the seed release have 238 to 589."""

MAX = 1100
"""Letters; longer paragraphs are cut. With less, answers that need two sentences are torn;
with more, a quote fills a telephone's screen and its one answering sentence is hard to find. A last
part shorter than ``MIN`` stays with the part before."""

_ROW = re.compile(r"[^\n:;]{1,80}: [^\n:;]{0,200}; [^\n:;]{1,80}: ")
"""How a row is read out: ``Country: Latvia; Capital: Riga``."""

_IN_A_ROW = 3
"""Headings one above the other at the most: title, part and section."""

_HAN = 3
"""Letters that a Chinese or Japanese character counts for: a word has 1.7 of them, or 5 letters."""

_BREAKS = tuple(map(re.compile, (r"[;:]\s|[；：]", r"[,،]\s|[，、]", r"\s")))
"""Where a sentence over ``MAX`` is cut, best first."""


def passages(text: str, landmarks: Iterable[Landmark]) -> list[Span]:
    """Return the spans of the passages, in order and disjoint.

    They cover all of the text but white space and the headings that head something, and none begins
    or ends with white space. A text of nothing but headings has these as its passages.
    """
    found = [
        passage
        for section in _sections(text, landmarks)
        for joined in _joined(text, _paragraphs(text, section))
        for passage in _cut(text, joined)
    ]
    return found or (passages(text, ()) if text.strip() else [])


@dataclass(frozen=True, slots=True)
class Sample:
    """What a text will be in the library: how many passages, and three of them."""

    passages: int
    shown: tuple[Span, ...]
    """The first passage, one of the middle and the last."""

    @classmethod
    def of(cls, text: str, landmarks: Iterable[Landmark]) -> Self:
        """Cut a text as :func:`passages` does."""
        spans = passages(text, landmarks)
        chosen = dict.fromkeys((0, len(spans) // 2, len(spans) - 1)) if spans else ()
        return cls(len(spans), tuple(spans[i] for i in chosen))


def _sections(text: str, landmarks: Iterable[Landmark]) -> Iterator[Span]:
    """Yield what stands between the headings, and apart what a slide or a sheet begins with.

    A page ends nothing: paragraphs run on over its end.
    """
    start = 0
    ordered = sorted(landmarks, key=lambda landmark: landmark.start)
    headings = [heading_span(text, landmark) for landmark in ordered]
    listed = _listed(text, list(filter(None, headings)))
    for landmark, heading in zip(ordered, headings, strict=True):
        if heading in listed:
            continue
        if heading and heading.start >= start:
            yield Span(start, heading.start)
            start = heading.end
        elif not heading and not is_page(landmark) and landmark.start > start:
            yield Span(start, landmark.start)
            start = landmark.start
    yield Span(start, len(text))


def _listed(text: str, headings: Sequence[Span]) -> frozenset[Span]:
    """Return the headings that head nothing: those at the end, and of a long row all but the last.

    They are the items of a list, and stand in passages.
    """
    rows: list[list[Span]] = []
    for heading in headings:
        if rows and not text[rows[-1][-1].end : heading.start].strip():
            rows[-1].append(heading)
        else:
            rows.append([heading])
    found = {heading for row in rows if len(row) > _IN_A_ROW for heading in row[:-1]}
    if rows and not text[rows[-1][-1].end :].strip():
        found.update(rows[-1])
    return frozenset(found)


def _paragraphs(text: str, section: Span) -> Iterator[Span]:
    """Yield the blocks between blank lines, or their lines where each line is a paragraph."""
    for block in blocks(text, section):
        parts = list(lines(text, block))
        if _are_paragraphs(text, parts):
            yield from parts
        else:
            yield block


def _are_paragraphs(text: str, parts: list[Span]) -> bool:
    if len(parts) < 2 or is_wrapped([part.of(text) for part in parts]):
        return False
    if "\n\n" not in text:
        return True
    # One sentence a line, a list and a poem have one sentence a line; paragraphs have two and more.
    return sum(len(sentences(text, part)) for part in parts) >= 1.5 * len(parts)


def _joined(text: str, paragraphs: Iterable[Span]) -> Iterator[Span]:
    current: Span | None = None
    for paragraph in paragraphs:
        if current and _belong_together(text, current, paragraph):
            current = Span(current.start, paragraph.end)
        else:
            if current:
                yield current
            current = paragraph
    if current:
        yield current


def _belong_together(text: str, before: Span, after: Span) -> bool:
    if _is_row(text, before) or _is_row(text, after):
        return False
    sizes = _size(text, before), _size(text, after)
    if text[before.end - 1] in ":：":  # what is announced reads well only with its announcement
        return sum(sizes) <= MAX
    return sum(sizes) <= GOOD and min(sizes) < MIN


def _is_row(text: str, paragraph: Span) -> bool:
    return _ROW.match(text, paragraph.start, paragraph.end) is not None


def _size(text: str, span: Span) -> int:
    return span.end - span.start + (_HAN - 1) * han(span.of(text))


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield parts of at most ``MAX`` letters and about the same length."""
    scale = (span.end - span.start) / _size(text, span)
    most, least = int(MAX * scale), int(MIN * scale)
    start, before = span.start, span.start
    for piece in _pieces(text, span, most):
        rest = span.end - start
        share = rest / math.ceil(rest / most)
        closer = share - (before - start) < (piece.end - start) - share
        full = before > start and (closer or piece.end - start > most)
        if full and span.end - piece.start >= least:
            yield Span(start, before)
            start = piece.start
        before = piece.end
    yield Span(start, span.end)


def _pieces(text: str, span: Span, most: int) -> Iterator[Span]:
    """Yield the sentences, those with more than ``most`` code points in parts."""
    if span.end - span.start <= most:
        yield span
        return
    for sentence in sentences(text, span):
        start = sentence.start
        while sentence.end - start > most:
            end = _break(text, start, most)
            yield trimmed(text, Span(start, end))
            start = trimmed(text, Span(end, sentence.end)).start
        yield Span(start, sentence.end)


def _break(text: str, start: int, most: int) -> int:
    for pattern in _BREAKS:
        ends = [
            match.end() for match in pattern.finditer(text, start + 2 * most // 5, start + most)
        ]
        if ends:
            return ends[-1]
    return start + most
