"""A question to a query: weighted terms, and what ranking and abstaining need to know of it.

A word that the library knows stands for itself. One that it does not know is tried in the other
languages of the library, then corrected against the library's own vocabulary; if nothing is near,
it is named as unknown. A follow-up keeps the terms of the questions before it at
:data:`EARLIER_WEIGHT`, so that "and when was it?" is still about the seminar.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, Protocol

from bot.search import slips, thesaurus
from bot.search.analysis import Analysis, Token, fold
from bot.search.spelling import Lexicon, nearest
from bot.search.stopwords import STOPWORDS

EARLIER_WEIGHT = 0.5
CORRECTED_WEIGHT = 0.95
"""One slip in a word of each of 900 questions of SQuAD costs .6 points at rank 1 with 1 and .9 with
.9; of 500 it costs 1.6 with .8, and cost 4.2 while stems were compared."""


DOUBTED_WEIGHT = 0.5
"""For an unlikely slip, and another letter in a short word: it may be one that the library lacks
(match, March)."""


_ASKING = re.compile(
    "[为為]?什[么麼](?:时候|時候)?|[谁誰]|哪[一些个個里裡种種位两兩年]?|多少|多[大长長久远遠高]"
    "|几[个個年]|如何|怎[么麼样樣]?|[为為]何|何[时時地处處]|[吗嗎呢]"
)
"""Question words of Chinese: pairs of characters that overlap with one tell nothing.
With them false answers to XQuAD were .052 instead of .042 where 90 % are answered."""
_THE_US = re.compile(r"(?<=\bthe )us\b")


class Vocabulary(Protocol):
    """What a query needs to know of an index; :class:`~bot.search.bm25.LiveBM25` is one."""

    def document_frequency(self, term: str) -> int:
        """Return how many passages have the term."""
        ...

    def known(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return those of many terms that a passage has, with their document frequencies."""
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
    """Words as typed that the library has in no language and no similar spelling; of a question in
    a script without blanks that shares nothing with it, the question."""
    names: frozenset[str]
    """Asked terms that are written as a name within the question, or with a digit."""
    unknown_pairs: int
    """Pairs of characters that the library does not have. Most are no word: they are not asked."""

    def asked_on(self) -> Query:
        """Return the query of a question that only asks on: the earlier terms in full."""
        weights = {**self.weights, **dict.fromkeys(self.earlier, 1.0)}
        return replace(self, asked=self.earlier, weights=weights)


class _Resolved(NamedTuple):
    """What a word of a question stands for."""

    term: str
    word: str
    weight: float


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
        cased = _cased(question)
        tokens = list(self._analysis.tokens(cased, language))
        found = [
            (token, self._resolve(token, question, language, vocabulary, languages))
            for token in tokens
            if not token.stop
        ]
        asked_all = len(found)
        found = [(token, term) for token, term in found if term.weight or not _is_pair(token)]
        unknown_pairs = asked_all - len(found)
        asked = {term.term: term.word for _, term in found}
        weights = {term.term: term.weight for _, term in reversed(found) if term.weight}
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
            for token, term in found
            if not term.weight and not neighbours[term.term]
        )
        return Query(
            question=question,
            language=language,
            asked=asked,
            earlier=before,
            weights=weights,
            neighbours=neighbours,
            words=tuple(token.word for token in tokens),
            unknown=tuple(unknown) if found or not unknown_pairs else (question.strip(),),
            names=frozenset(term.term for token, term in found if _is_name(token, cased)),
            unknown_pairs=unknown_pairs,
        )

    def has_terms(self, text: str) -> bool:
        """Tell whether a text has a word to search for in the language that it seems to be in."""
        language = _language(text, tuple(STOPWORDS))
        return any(not token.stop for token in self._analysis.tokens(text, language))

    def _resolve(
        self,
        token: Token,
        question: str,
        language: str,
        vocabulary: Vocabulary,
        languages: Sequence[str],
    ) -> _Resolved:
        """Return the library's term for a word, or some term without weight if it is unknown."""
        if vocabulary.document_frequency(token.term):
            return _Resolved(token.term, token.word, 1.0)
        surface = token.span.of(question)
        for other in chain.from_iterable(
            self._analysis.tokens(surface, each) for each in languages
        ):
            if not other.stop and vocabulary.document_frequency(other.term):
                return _Resolved(other.term, token.word, 1.0)
        if token.term in self._all_neighbours:
            return _Resolved(token.term, token.word, 0.0)
        if corrected := self._corrected(surface.casefold(), language, vocabulary):
            return corrected
        if near := vocabulary.nearest(token.term):
            return _Resolved(near, token.word, CORRECTED_WEIGHT)
        asking = nearest((count, 1, term) for count, _, term in self._asking.near(token.term))
        return _Resolved(asking or token.term, token.word, 0.0)

    def _corrected(self, word: str, language: str, vocabulary: Vocabulary) -> _Resolved | None:
        """Return the likeliest word of the library that is one slip away."""
        meant = slips.meant(word, slips.letters_of(word, language))
        terms = {other: self._analysis.term(other, language) for other in meant}
        known = vocabulary.known(set(terms.values()))
        likeliest = max(
            (other for other in meant if terms[other] in known),
            key=lambda other: meant[other] * math.sqrt(known[terms[other]]),
            default=None,
        )
        if likeliest is None:
            return None
        doubted = meant[likeliest] < (slips.BESIDE_KEY if len(word) >= slips.LONG else 1)
        weight = DOUBTED_WEIGHT if doubted else CORRECTED_WEIGHT
        return _Resolved(terms[likeliest], fold(likeliest), weight)

    def _earlier(
        self, earlier: str, vocabulary: Vocabulary, languages: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        language = _language(earlier, languages)
        for token in self._analysis.tokens(_cased(earlier), language):
            term, word, weight = self._resolve(token, earlier, language, vocabulary, languages)
            if weight and not token.stop:
                yield term, word

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


def _cased(question: str) -> str:
    """Return a question, as long, in which capitals tell acronyms from words (WHO, who).

    Chinese question words are blanks in it.
    """
    plain = question.lower() if question.isupper() and " " in question else question
    plain = _ASKING.sub(lambda found: " " * len(found[0]), plain)
    return _THE_US.sub("US", plain) if len(plain) == len(question) else question


def _is_name(token: Token, question: str) -> bool:
    """Tell a name, with a capital that begins no sentence, or a number."""
    start = token.span.start
    within = bool(question[:start].strip())
    return (within and question[start].isupper()) or any(map(str.isdigit, token.term))


def _is_pair(token: Token) -> bool:
    return len(token.word) <= 2 and not token.word.isascii() and token.word == token.term
