"""What became of a passage in a newer text.

The diff says which words of the passage still stand, and where; what replaced the others stands
between them. A passage that was moved is in the diff as taken away in one place and added in
another; so one of which too little still stands is looked for by its shingles.
"""

from __future__ import annotations

import numpy as np

from bot.compare.diff import Diff, Piece
from bot.compare.sketch import SHINGLE, runs
from bot.compare.words import Numbers, units
from bot.ingest.sentences import sentences
from bot.model import Span

_KEPT = 1 / 3
"""The least share of a passage's characters that still stand; with less it is another passage."""

_FOUND = 1 / 2
"""The least share of a passage's shingles that a place it was moved to has."""

_LONGER = 3
"""Times the length of what it replaces, up to which an addition at an end belongs to a passage."""

_AROUND = 2000
"""Code points around a place in which the sentence is looked for that it stands in."""


def counterpart(diff: Diff, span: Span) -> Span | None:
    """Return the passage of the new text that corresponds to one of the old text, if any does."""
    touched = [piece for piece in diff.pieces if _touches(piece.old, span)]
    kept = [_kept(piece, span) for piece in touched if piece.same]
    if sum(part.end - part.start for part in kept) < _KEPT * (span.end - span.start):
        return _moved(span.of(diff.old), diff.new)
    start, end = kept[0].start, kept[-1].end
    if not touched[0].same:
        start = _edge(touched[0], span, diff.new, kept[0]).start
    if not touched[-1].same:
        end = _edge(touched[-1], span, diff.new, kept[-1]).end
    return _trimmed(diff.new, Span(start, end))


def _touches(old: Span, span: Span) -> bool:
    if old.start == old.end:
        return span.start < old.start < span.end
    return old.overlaps(span)


def _kept(piece: Piece, span: Span) -> Span:
    """Return where the part of the passage stands that an unchanged piece holds."""
    by = piece.new.start - piece.old.start
    start, end = max(piece.old.start, span.start), min(piece.old.end, span.end)
    return Span(start + by, end + by)


def _edge(piece: Piece, span: Span, new: str, kept: Span) -> Span:
    """Return how far the passage reaches into a changed piece at one of its ends.

    It takes all of a change of its own; of one that goes beyond it, or adds much, no more than the
    sentence in which the words stand that were kept.
    """
    own = span.start <= piece.old.start and piece.old.end <= span.end
    most = _LONGER * (piece.old.end - piece.old.start)
    if own and piece.new.end - piece.new.start <= most:
        return piece.new
    around = _in_sentences(new, kept)
    return Span(
        max(around.start, min(piece.new.start, kept.start)),
        min(around.end, max(piece.new.end, kept.end)),
    )


def _in_sentences(text: str, span: Span) -> Span:
    """Return the span widened to the sentences that it stands in."""
    near = Span(max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text)))
    around = [each for each in sentences(text, near) if each.overlaps(span)]
    return Span(around[0].start, around[-1].end) if around else span


def _moved(passage: str, new: str) -> Span | None:
    """Return the sentences of the text that share the most shingles with the passage."""
    wanted, texts = units(passage), units(new)
    shingles = np.unique(runs(wanted))
    at = np.flatnonzero(np.isin(runs(texts), shingles))
    if not len(at) or int(wanted.words.sum()) < SHINGLE:
        return None
    first, last = _densest(at, len(shingles))
    if last - first + 1 < _FOUND * len(shingles):
        return None
    places = np.flatnonzero(texts.words)
    begin, end = places[at[first]], places[at[last] + SHINGLE - 1]
    found = Span(int(texts.starts[begin]), int(texts.ends[end]))
    return _trimmed(new, _in_sentences(new, found))


def _densest(at: Numbers, width: int) -> tuple[int, int]:
    """Return the first and the last of the most of ``at`` that lie within one and a half widths."""
    last = np.searchsorted(at, at + width + width // 2, side="right") - 1
    first = int(np.argmax(last - np.arange(len(at))))
    return first, int(last[first])


def _trimmed(text: str, span: Span) -> Span:
    inside = span.of(text)
    start = span.end - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))
