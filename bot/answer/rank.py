"""The candidates of the search in the order of how well they answer.

BM25 says which passages are about the question; what they hold says which one answers. A
candidate's score is its BM25 score, divided by the most that the question's terms could give
(``Σ idf · (k1 + 1)``, so that scores of different questions and libraries compare; 0 to 1), plus
evidence: something of the kind that is asked for, best in a sentence that also has the question's
words, and neighbouring words that stand side by side as asked. On 115 press questions this took
success at rank 1 from 65.2 to 68.7 %. Relevance feedback (RM3), neighbouring passages and the
scores of whole documents added nothing or did harm, and are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.evidence import KIND_WORDS, Kind, has_evidence, kind_of
from bot.ingest.sentences import sentences
from bot.model import Hit, Passage, Span
from bot.search.analysis import Analysis, Occurrence
from bot.search.bm25 import LiveBM25
from bot.search.query import Query

CANDIDATES = 30
KIND_WEIGHT = 0.25
SENTENCE_WEIGHT = 0.25
PAIR_WEIGHT = 0.1
EVIDENCE_BONUS = 0.35
"""What evidence counts in choosing a sentence. From .15 to .5 the chosen sentence of the right
passage held the answer to 86.7 to 87.0 % of 783 questions of SQuAD."""
TITLE_SHARE = 0.3
"""What a term of the title, missing in the sentence, counts of a term in it."""
NEIGHBOUR_SHARE = 0.6
"""What a word that the thesaurus lets stand for a term counts of the term itself."""
KIND_WORD_WEIGHT = 0.5
"""What a word that only says which kind of answer is wanted counts of its idf."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A query with the weight of each of its terms in one library."""

    query: Query
    kind: Kind
    idf: dict[str, float]
    total: float
    """Σ idf of the asked terms, over 0."""
    ceiling: float
    """The most that BM25 can give the asked terms: ``total · (k1 + 1)``."""
    weights: Mapping[str, float]
    """What to search: the query's weights, less for words that only say the kind of answer."""

    def share(
        self,
        terms: AbstractSet[str],
        title: AbstractSet[str] = frozenset(),
        *,
        evidence: bool = False,
    ) -> float:
        """Return the part of the question, by weight, that ``terms`` cover; 0 to 1.

        A term of the ``title`` alone counts as :data:`TITLE_SHARE`. ``evidence`` stands for the
        words that only say what kind of answer is wanted: a number for "phone number".
        """
        covered = (
            idf * self._covered(term, terms, title, evidence=evidence)
            for term, idf in self.idf.items()
        )
        return sum(covered) / self.total

    def _covered(
        self, term: str, terms: AbstractSet[str], title: AbstractSet[str], *, evidence: bool
    ) -> float:
        if term in terms:
            return self.query.weights.get(term, 1.0)
        if not terms.isdisjoint(self.query.neighbours[term]):
            return NEIGHBOUR_SHARE
        if evidence and self.query.asked[term] in KIND_WORDS[self.kind]:
            return NEIGHBOUR_SHARE
        return TITLE_SHARE if term in title else 0.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a candidate with how much it answers; ``span`` is one of the passage's text."""

    span: Span
    share: float
    evidence: bool

    @property
    def score(self) -> float:
        """Return what the choice of the sentence goes by."""
        return self.share + EVIDENCE_BONUS * self.evidence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was found, looked at closely."""

    passage: Passage
    score: float
    matched: float
    """The part of the question's weight that passage and title cover; 0 to 1."""
    terms: tuple[Occurrence, ...]
    """Where terms of the query stand in it."""
    sentences: tuple[Sentence, ...]


def weigh(query: Query, index: LiveBM25) -> Weighing:
    """Look up what the query's terms weigh in a library."""
    kind = kind_of(query.question)
    if not query.asked and kind is not Kind.OTHER:
        query = query.asked_on()  # "and when was it?", but not "thanks"
    factors = {
        term: KIND_WORD_WEIGHT if word in KIND_WORDS[kind] else 1.0
        for term, word in query.asked.items()
    }
    idf = {term: factor * index.weight_of(term) for term, factor in factors.items()}
    weights = {term: weight * factors.get(term, 1.0) for term, weight in query.weights.items()}
    total = sum(idf.values()) or 1.0
    return Weighing(query, kind, idf, total, total * (index.k1 + 1), weights)


def rank(weighing: Weighing, hits: Sequence[Hit], analysis: Analysis) -> list[Candidate]:
    """Return the candidates, the best first; of equals the one that the search put first."""
    found = [_look_at(weighing, hit, analysis) for hit in hits]
    return sorted(found, key=lambda candidate: -candidate.score)


def _look_at(weighing: Weighing, hit: Hit, analysis: Analysis) -> Candidate:
    passage, kind, words = hit.passage, weighing.kind, weighing.query.words
    language = passage.document.language
    title = frozenset(analysis.terms(passage.document.title, language))
    terms = analysis.occurrences(passage.text, language, weighing.weights)
    looked_at = tuple(
        Sentence(
            span,
            weighing.share({each.term for each in within}, title, evidence=evidence),
            evidence,
        )
        for span, within in _by_sentence(passage.text, terms)
        for evidence in (has_evidence(kind, span.of(passage.text), words),)
    )
    plain = max((sentence.share for sentence in looked_at), default=0.0)
    kinds = [sentence.share for sentence in looked_at if sentence.evidence]
    if kind is Kind.OTHER:
        evidence = KIND_WEIGHT * 0.5 + SENTENCE_WEIGHT * 0.8 * plain
    else:
        evidence = KIND_WEIGHT * bool(kinds) + SENTENCE_WEIGHT * max(kinds, default=0.0)
    score = hit.score / weighing.ceiling + evidence + PAIR_WEIGHT * _pairs(weighing, terms)
    matched = weighing.share({*(each.term for each in terms), *title}, evidence=bool(kinds))
    return Candidate(passage, score, matched, tuple(terms), looked_at)


def _by_sentence(
    text: str, terms: Sequence[Occurrence]
) -> Iterator[tuple[Span, Sequence[Occurrence]]]:
    starts = [each.span.start for each in terms]
    for span in sentences(text, Span(0, len(text))):
        yield span, terms[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _pairs(weighing: Weighing, terms: Sequence[Occurrence]) -> float:
    """Return the part of the question's neighbouring terms that stand side by side; 0 to 1."""
    asked = [(pair, min(map(weighing.idf.__getitem__, pair))) for pair in pairwise(weighing.idf)]
    here = {
        (one.term, other.term) for one, other in pairwise(terms) if other.place == one.place + 1
    }
    total = sum(weight for _, weight in asked)
    return sum(weight for pair, weight in asked if pair in here) / total if total else 0.0
