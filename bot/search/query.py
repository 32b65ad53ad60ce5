"""A question to a query: weighted terms, and what ranking and abstaining need to know of it.

A word that the library knows stands for itself. One that it does not know is tried in the other
languages of the library, then corrected against the library's own vocabulary; if nothing is near,
it is named as unknown. A follow-up keeps the terms of the questions before it at
:data:`EARLIER_WEIGHT`, so that "and when was it?" is still about the seminar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from bot.search import thesaurus
from bot.search.analysis import Analysis, Token, fold
from bot.search.spelling import Lexicon, nearest
from bot.search.stopwords import STOPWORDS

EARLIER_WEIGHT = 0.5
CORRECTED_WEIGHT = 0.8


class Vocabulary(Protocol):
    """What a query needs to know of an index; :class:`~bot.search.bm25.LiveBM25` is one."""

    def document_frequency(self, term: str) -> int:
        """Return how many passages have the term."""
        ...

    def nearest(self, term: str) -> str | None:
        """Return the most similar term that a passage has, if one is near enough."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it."""

    question: str
    language: str
    asked: Mapping[str, str]
    """The question's terms in order, corrected, each with the folded word that it was typed as."""
    earlier: Mapping[str, str]
    """The known terms of the questions before it, likewise."""
    weights: Mapping[str, float]
    """What is searched: asked terms at 1; corrections, neighbours and earlier terms at less."""
    neighbours: Mapping[str, frozenset[str]]
    """For asked terms, what the thesaurus lets stand for them and the library has."""
    words: tuple[str, ...]
    """The words of the question, folded, stop words included."""
    unknown: tuple[str, ...]
    """Words as typed that the library has in no language and no similar spelling."""

    def asked_on(self) -> Query:
        """Return the query of a question that only asks on: the earlier terms in full."""
        weights = {**self.weights, **dict.fromkeys(self.earlier, 1.0)}
        return replace(self, asked=self.earlier, weights=weights)


class QueryMaker:
    """Makes queries; holds the analysis and the thesaurus in stemmed form."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._neighbours = {
            language: self._stemmed_neighbours(language) for language in thesaurus.LANGUAGES
        }
        self._all_neighbours = frozenset(chain.from_iterable(self._neighbours.values()))
        self._asking = Lexicon(self._all_neighbours)

    def make(
        self,
        question: str,
        vocabulary: Vocabulary,
        languages: Sequence[str],
        *,
        earlier: str = "",
    ) -> Query:
        """Return the query; ``languages`` are the library's, the most frequent first."""
        language = _language(question, languages)
        tokens = list(self._analysis.tokens(question, language))
        resolved = [
            (token, *self._resolve(token, question, vocabulary, languages))
            for token in tokens
            if not token.stop
        ]
        # Most pairs of characters are no word; an unknown one tells nothing.
        known = [found for found in resolved if found[2] or not _is_pair(found[0])]
        asked = {term: token.word for token, term, _ in known}
        weights = {term: weight for _, term, weight in reversed(known) if weight}
        before = dict(self._earlier(earlier, vocabulary, languages))
        for term in before:
            weights.setdefault(term, EARLIER_WEIGHT)
        neighbours = {
            term: self._known_neighbours(term, language, vocabulary) for term in (*before, *asked)
        }
        for term in chain.from_iterable(neighbours.values()):
            weights.setdefault(term, thesaurus.WEIGHT)
        unknown = dict.fromkeys(
            token.span.of(question)
            for token, term, weight in known
            if not weight and not neighbours[term]
        )
        return Query(
            question=question,
            language=language,
            asked=asked,
            earlier=before,
            weights=weights,
            neighbours=neighbours,
            words=tuple(token.word for token in tokens),
            unknown=tuple(unknown),
        )

    def has_terms(self, text: str) -> bool:
        """Tell whether a text has a word to search for in the language that it seems to be in."""
        language = _language(text, tuple(STOPWORDS))
        return any(not token.stop for token in self._analysis.tokens(text, language))

    def _resolve(
        self, token: Token, question: str, vocabulary: Vocabulary, languages: Sequence[str]
    ) -> tuple[str, float]:
        """Return the library's term for a word and its weight, or some term and 0 if unknown."""
        if vocabulary.document_frequency(token.term):
            return token.term, 1.0
        for language in languages:
            for other in self._analysis.tokens(token.span.of(question), language):
                if not other.stop and vocabulary.document_frequency(other.term):
                    return other.term, 1.0
        if token.term in self._all_neighbours:
            return token.term, 0.0
        if corrected := vocabulary.nearest(token.term):
            return corrected, CORRECTED_WEIGHT
        asking = nearest((slips, 1, term) for slips, _, term in self._asking.near(token.term))
        return asking or token.term, 0.0

    def _earlier(
        self, earlier: str, vocabulary: Vocabulary, languages: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        for token in self._analysis.tokens(earlier, _language(earlier, languages)):
            term, weight = self._resolve(token, earlier, vocabulary, languages)
            if weight and not token.stop:
                yield term, token.word

    def _known_neighbours(self, term: str, language: str, vocabulary: Vocabulary) -> frozenset[str]:
        near = self._neighbours.get(language, {}).get(term, ())
        return frozenset(other for other in near if vocabulary.document_frequency(other))

    def _stemmed_neighbours(self, language: str) -> Mapping[str, tuple[str, ...]]:
        stemmed: dict[str, dict[str, None]] = {}
        for word, others in thesaurus.neighbours(language).items():
            for term in self._analysis.terms(word, language):
                found = stemmed.setdefault(term, {})
                for other in others:
                    found.update(dict.fromkeys(self._analysis.terms(other, language)))
        return {term: tuple(found) for term, found in stemmed.items()}


def _language(question: str, languages: Sequence[str]) -> str:
    """Return the language of the library that shares most function words with the question."""
    words = fold(question).replace("'", " ").replace("’", " ").split()
    plain = question.casefold().split()
    best = max(
        languages,
        key=lambda language: sum(word in STOPWORDS.get(language, ()) for word in (*words, *plain)),
        default="en",
    )
    return best or "en"


def _is_pair(token: Token) -> bool:
    return len(token.word) <= 2 and not token.word.isascii() and token.word == token.term
