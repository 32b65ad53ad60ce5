"""A passage as ranking sees it, whatever the question: made once, kept while passages are asked.

What costs time in looking at a passage is its text: terms, sentences, dates, names. None of that
depends on the question, and people ask again about what was just added, so the profiles of the
last :data:`REMEMBERED` passages are kept. That is a function of the text alone, without a trace of
whose it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.answer.evidence import Evidence, Kind, evidence
from bot.ingest.sentences import sentences
from bot.model import Span
from bot.search.analysis import Analysis

REMEMBERED = 1000
"""Profiles, about 15 kB each."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A text in terms and sentences; places count the words that are no stop words, from 0 on."""

    text: str
    spans: Sequence[Span]
    """Where the word at each place stands."""
    places: Mapping[str, Sequence[int]]
    """The places of each term."""
    forms: frozenset[str]
    """The words, folded but not stemmed."""
    words: str
    """All words, folded, stop words too, each between blanks: for finding some that adjoin."""
    terms: str
    """The terms in the order of their places, likewise."""
    sentences: Sequence[Span]
    sentence_at: Sequence[int]
    """The sentence of each place, as its number."""
    _evidence: dict[Kind, Sequence[Evidence]] = field(default_factory=dict)

    def evidence(self, kind: Kind) -> Sequence[Evidence]:
        """Return what the text has of a kind, looked for when first needed."""
        found = self._evidence.get(kind)
        if found is None:
            found = self._evidence[kind] = tuple(evidence(kind, self.text))
        return found

    def sentence_of(self, offset: int) -> int:
        """Return the number of the sentence at an offset of the text."""
        return max(bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1, 0)

    def has_like(self, term: str) -> bool:
        """Tell whether a word is formed like a term that the passage does not have.

        It begins alike, with all letters of the term but the last two ("religion", "religious"), or
        has a term of five letters and more in it, as German compounds do.
        """
        if len(term) < _ALIKE:
            return False
        start = term[: max(len(term) - 2, _ALIKE)]
        return f" {start}" in self.terms or (len(term) > _ALIKE and term in self.terms)


_ALIKE = 4
"""Letters that words have in common at the least to be taken for relatives."""


@lru_cache(REMEMBERED)
def profile(text: str, language: str, analysis: Analysis) -> Profile:
    """Make the profile of a passage's text."""
    tokens = list(analysis.tokens(text, language))
    topical = [token for token in tokens if not token.stop]
    places: dict[str, list[int]] = {}
    for place, token in enumerate(topical):
        places.setdefault(token.term, []).append(place)
    found = sentences(text, Span(0, len(text))) or [Span(0, len(text))]
    starts = [span.start for span in found]
    return Profile(
        text=text,
        spans=[token.span for token in topical],
        places=places,
        forms=frozenset(token.word for token in topical),
        words=" ".join(("", *(token.word for token in tokens), "")),
        terms=" ".join(("", *(token.term for token in topical), "")),
        sentences=found,
        sentence_at=[bisect_right(starts, token.span.start) - 1 for token in topical],
    )


@lru_cache(REMEMBERED)
def terms_of(title: str, language: str, analysis: Analysis) -> frozenset[str]:
    """Return the terms of a document's title."""
    return frozenset(analysis.terms(title, language))
