"""A passage as ranking sees it, whatever the question: made once, kept while passages are asked.

What costs time in looking at a passage is its text: terms, sentences, dates, names. None of that
depends on the question, and people ask again about what was just added, so the profiles of the
last :data:`REMEMBERED` passages are kept. That is a function of the text alone, without a trace of
whose it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.answer.evidence import Evidence, Kind, evidence
from bot.ingest.sentences import sentences
from bot.model import Span
from bot.search.analysis import Analysis

REMEMBERED = 2000
"""Profiles, some 15 kB each. One takes .1 ms to make, and that was most of a question's time."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A text in terms and sentences; places count the words that are no stop words, from 0 on."""

    text: str
    starts: Sequence[int]
    """Where the word at each place starts."""
    ends: Sequence[int]
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

    def spans_of(self, term: str) -> Iterator[Span]:
        """Yield where a term stands."""
        return (Span(self.starts[at], self.ends[at]) for at in self.places.get(term, ()))

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
    words: list[str] = []
    terms: list[str] = []
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for term, word, stop, start, end in analysis.words(text, language):
        words.append(word)
        if not stop:
            terms.append(term)
            forms.append(word)
            starts.append(start)
            ends.append(end)
    places: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        places.setdefault(term, []).append(place)
    found = sentences(text, Span(0, len(text))) or [Span(0, len(text))]
    firsts = [span.start for span in found]
    return Profile(
        text=text,
        starts=starts,
        ends=ends,
        places=places,
        forms=frozenset(forms),
        words=" ".join(("", *words, "")),
        terms=" ".join(("", *terms, "")),
        sentences=found,
        sentence_at=[bisect_right(firsts, start) - 1 for start in starts],
    )


@lru_cache(REMEMBERED)
def terms_of(title: str, language: str, analysis: Analysis) -> frozenset[str]:
    """Return the terms of a document's title."""
    return frozenset(analysis.terms(title, language))
