"""Quotes into the room that a message has.

A quote is only ever made shorter to a smaller slice of the same text, with its span adjusted, so
that what is shown still is exactly ``document.text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.cogs.ui.limits import units
from bot.cogs.ui.markdown import quoted, whole
from bot.ingest.sentences import sentences
from bot.model import Quote, Span

_USEFUL = 300
"""Units below which a shortened quote says too little; a later quote is left out instead."""


def shown(quote: Quote) -> str:
    """Return the Markdown of a quote: matched words in bold, the chosen sentence underlined."""
    chosen = quote.sentence
    partly = chosen.end - chosen.start < len(quote.text)
    return quoted(quote.text, quote.highlights, [chosen] if partly else [])


def fit(quotes: Sequence[Quote], room: int, overhead: Callable[[Quote], int]) -> list[Quote]:
    """Return as many of the quotes as fit, the first ones, the longest made shorter if need be.

    ``room`` is in units of display text, of which each quote takes :func:`shown` and its overhead.
    """
    for count in range(len(quotes), 0, -1):
        some = quotes[:count]
        sizes = [units(shown(quote)) for quote in some]
        most = _level(sizes, room - sum(map(overhead, some)))
        if most >= min(_USEFUL, max(sizes)) or count == 1:
            return [
                quote if size <= most else shorten(quote, most)
                for quote, size in zip(some, sizes, strict=True)
            ]
    return []


def shorten(quote: Quote, most: int) -> Quote:
    """Return the quote as a slice of which at most ``most`` units are shown.

    It is the chosen sentence and whole sentences around it; a sentence that is too long by itself
    is cut.
    """
    chosen = _part(quote, quote.sentence)
    if units(shown(chosen)) > most:
        return _cut(quote, most)
    best = chosen
    spans = sentences(quote.text, Span(0, len(quote.text)))
    after = [span.end for span in spans if span.end > quote.sentence.end]
    before = [span.start for span in spans if span.start < quote.sentence.start]
    start, end = quote.sentence.start, quote.sentence.end
    while after or before:
        if len(after) >= len(before):
            end = after.pop(0)
        else:
            start = before.pop()
        wider = _part(quote, Span(start, end))
        if units(shown(wider)) > most:
            break
        best = wider
    return best


def _level(sizes: Sequence[int], room: int) -> int:
    """Return the most that each may take so that together they fit."""
    level = max(sizes)
    for count, size in enumerate(sorted(sizes)):
        share = room // (len(sizes) - count)
        if size > share:
            return share
        room -= size
    return level


def _cut(quote: Quote, most: int) -> Quote:
    """Return the beginning of the chosen sentence, up to a blank if one is near."""
    start = quote.sentence.start
    low, high = start + 1, quote.sentence.end
    while low < high:
        middle = (low + high + 1) // 2
        if units(shown(_part(quote, Span(start, middle)))) <= most:
            low = middle
        else:
            high = middle - 1
    blank = max(quote.text.rfind(blank, start, low) for blank in (" ", "\n"))
    end = blank if blank > start + (low - start) * 3 // 4 else whole(quote.text, low)
    return _part(quote, Span(start, max(end, start + 1)))


def _part(quote: Quote, part: Span) -> Quote:
    """Return the quote of a part of its text."""
    inner = Span(0, part.end - part.start)
    return replace(
        quote,
        span=part.shift(quote.span.start),
        text=part.of(quote.text),
        sentence=_within(quote.sentence.shift(-part.start), inner),
        highlights=tuple(
            _within(span.shift(-part.start), inner)
            for span in quote.highlights
            if span.overlaps(part)
        ),
    )


def _within(span: Span, outer: Span) -> Span:
    return Span(max(span.start, outer.start), min(span.end, outer.end))
