"""The candidates of the search in the order of how well they answer.

BM25 says which passages are about the question; what they hold says which one answers. A
candidate's score is the sum of its :class:`Signals`, each between 0 and 1, by :data:`WEIGHTS`. The
weights are those of a conditional logit (the likelihood that the right passage comes first among
its 30 rivals), fitted on 2,000 questions of SQuAD, 1,785 of XQuAD and 160 on press releases and
reports, then rounded (``verbatim fit`` repeats it for any folders). On 2,000 other questions of
SQuAD, the other half of XQuAD, the press questions and SciFact they took success at rank 1 from
.801 to .835, .908 to .921, .688 to .756 and .540 to .567. Without one of them, the others fitted
anew, SQuAD and the press questions lose

    the title's two   .006 .087        brevity   .008 .006
    answering         .007 .074        forms     .006 .012
    phrases           .005 .031        alike     .002 .006 (and XQuAD .008)
    matched           .001 .031        window    .002 .012

Relevance feedback (RM3), neighbouring passages, the scores of whole documents, the distances of
terms and of evidence, pairs of neighbouring terms and runs of three words beside ``phrases``, words
formed alike by sentence, how many sentences repeat a term and how often there is evidence added
nothing or did harm, and are left out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from operator import mul
from typing import NamedTuple

from bot.answer.evidence import TYPE_WORDS, AnswerType, answer_type, words_of
from bot.answer.profile import Profile, profile_of, terms_of
from bot.model import Hit, Passage, Span
from bot.search.analysis import Analysis
from bot.search.bm25 import LiveBM25
from bot.search.frequencies import zipf
from bot.search.query import EARLIER_WEIGHT, Query
from bot.search.stopwords import STOPWORDS

CANDIDATES = 30
EVIDENCE_BONUS = 0.35
"""What evidence counts in choosing a sentence. From .15 to .5 the chosen sentence of the right
passage held the answer to 86.7 to 87.0 % of 783 questions of SQuAD."""
TITLE_SHARE = 0.3
"""What a term of the title or of a heading, missing in the sentence, counts of a term in it."""
NEIGHBOUR_SHARE = 0.6
"""What a word that the thesaurus lets stand for a term counts of the term itself."""
TYPE_WORD_WEIGHT = 0.5
"""What a word that only says which type of answer is expected counts of its idf."""
UNTYPED_SHARE = 0.8
"""What the best sentence counts as an answering one where no type is expected."""
ABROAD = 0.5
"""What a common word counts in a passage of another language than the question's.

In a library of twelve languages the right passage comes first for .940 of 250 questions of XQuAD in
Spanish instead of .928, for .884 instead of .876 in German, and as often as without it in English,
Romanian and Turkish.
"""
MISSED_NAMES = 0.04
"""What missed names and numbers count beside missing as words; it parts what is nearly equal."""
_UNHEARD = 7.0
"""The Zipf frequency of a word that weighs nothing, once in a hundred."""
SHORT = 40
"""Terms; a passage with fewer gains nothing more by being short: it may be a caption."""


class Signals(NamedTuple):
    """What speaks for a candidate. Parts of the question are parts by weight; all are 0 to 1."""

    search: float
    """Its BM25 score, divided by the most that the asked terms could give."""
    matched: float
    """The part of the question that it covers, with its title."""
    window: float
    """The part that its best two neighbouring sentences cover."""
    answering: float
    """The part that its best sentence covers which has something of the expected type."""
    title: float
    """The part that its title covers."""
    only_title: float
    """The part that its title covers and its text does not."""
    alike: float
    """The part that has only words formed alike in it."""
    forms: float
    """The part whose words stand in it in the very form."""
    phrases: float
    """The part of the question's neighbouring words, stop words too, that do."""
    brevity: float
    """From 0 for a short passage down by one for each time that it is e times as long."""


WEIGHTS = Signals(
    search=0.33,
    matched=0.145,
    window=0.125,
    answering=0.2,
    title=0.34,
    only_title=0.41,
    alike=0.26,
    forms=0.125,
    phrases=0.175,
    brevity=0.045,
)


class Asked(NamedTuple):
    """A term of the question."""

    term: str
    word: str
    share: float
    """Its part of the question's weight."""
    credit: float
    """What finding it counts of that: less for a corrected word."""
    neighbours: frozenset[str]
    aliases: frozenset[str]
    names_type: bool
    """Whether it only says which type of answer is expected: evidence stands for it."""
    is_name: bool


@dataclass(frozen=True)
class Weighing:
    """A query with the weight of each of its terms in one library."""

    query: Query
    answer_type: AnswerType
    asked: tuple[Asked, ...]
    rarest: float
    """The idf of a word that a single passage has, or none: the logarithm of the library's size."""
    ceiling: float
    """The most that BM25 can give the asked terms."""
    weights: Mapping[str, float]
    """What to search: the query's weights, less for words that only say the type of answer."""
    subject: Mapping[str, float]
    """The terms of which a passage must have some, with their idf, if the question is bound."""
    alone: Weighing | None
    """The question as if none had been asked before, if it may stand alone."""

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of the question, numbers as typed, too: an answer must go beyond them."""
        return words_of(self.query.core).union(self.query.words)

    @cached_property
    def phrases(self) -> Sequence[tuple[str, str]]:
        """The neighbouring words of the question, stop words too."""
        return list(pairwise(self.query.words))

    def asked_in(self, language: str) -> Sequence[Asked]:
        """Return the terms as they count in passages of a language.

        In another than the question's, which its function words tell, a common word of the
        question means something else as like as not (gift, pain, main) and counts :data:`ABROAD`
        of itself; names, numbers and what the question's language hardly knows count in full. A
        passage too short to tell its language is not held to have another.
        """
        own, other = (STOPWORDS.get(each, frozenset()) for each in (self.query.language, language))
        is_own = language in {"", self.query.language}
        if is_own or not (own - other).intersection(self.query.words):
            return self.asked
        return self._abroad

    @cached_property
    def _abroad(self) -> Sequence[Asked]:
        return [
            each
            if each.is_name or not zipf(each.word, self.query.language)
            else each._replace(share=ABROAD * each.share)
            for each in self.asked
        ]

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The terms that cover a part of the question."""
        return frozenset(
            chain.from_iterable((each.term, *each.neighbours, *each.aliases) for each in self.asked)
        )

    @cached_property
    def marked(self) -> frozenset[str]:
        """The terms that are marked where they stand."""
        return frozenset(self.weights) - self.query.unmarked

    @cached_property
    def typed(self) -> frozenset[str]:
        """The words of the question and those that its terms were typed as."""
        return frozenset(self.query.words).union(each.word for each in self.asked)


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
    profile: Profile
    score: float
    signals: Signals
    shares: Sequence[float]
    """The part of the question that each sentence covers."""
    evident: AbstractSet[int]
    """The sentences that have something of the expected type, by their number."""
    wanted: Collection[str]
    """The terms that are marked: what was searched but for homographs."""
    missed_names: float
    """The part of the question that is names and numbers and that it does not cover."""
    alike: float | None = None
    """How alike question and passage are in meaning; see :mod:`bot.answer.semantic`."""

    @property
    def marks(self) -> list[Span]:
        """Where terms that were searched stand in the passage's text."""
        return self.profile.spans_of(self.wanted)

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences with what each answers."""
        return [
            Sentence(span, share, number in self.evident)
            for number, (span, share) in enumerate(
                zip(self.profile.sentences, self.shares, strict=True)
            )
        ]


def weigh(query: Query, index: LiveBM25) -> Weighing:
    """Look up what the query's terms weigh in a library."""
    expected = answer_type(query.core, query.language)
    if not query.asked and expected is AnswerType.OTHER:
        query = query.alone()  # "thanks" asks nothing, "and when was it?" does
    known = {term: word for term, word in query.earlier.items() if term in query.weights}
    words = {**known, **query.asked}
    factors = {
        term: (TYPE_WORD_WEIGHT if word in TYPE_WORDS[expected] else 1.0)
        * (EARLIER_WEIGHT if term in known else 1.0)
        for term, word in words.items()
    }
    idf = {
        term: factor * min(index.weight_of(term), most(words[term], query.language))
        for term, factor in factors.items()
    }
    total = sum(idf.values()) or 1.0
    asked = tuple(
        Asked(
            term,
            word,
            idf[term] / total,
            1.0 if term in known else query.weights.get(term, 1.0),
            query.neighbours[term],
            query.aliases.get(term, frozenset()),
            word in TYPE_WORDS[expected],
            term in query.names,
        )
        for term, word in words.items()
    )
    weights = {
        term: weight * (1.0 if term in known else factors.get(term, 1.0))
        for term, weight in query.weights.items()
    }
    for term, share in idf.items():
        if term in weights and share:
            weights[term] *= min(share / (factors[term] * index.weight_of(term)), 1.0)
    rarest = index.weight_of("")
    bare = all(word in TYPE_WORDS[expected] for word in query.asked.values())
    bound = query.points_back or (query.goes_on and bare)
    subject = {term: index.weight_of(term) for term in query.earlier} if bound else {}
    alone = weigh(query.alone(), index) if query.earlier and not bound else None
    return Weighing(query, expected, asked, rarest, total * (index.k1 + 1), weights, subject, alone)


def most(word: str, language: str) -> float:
    """Return the most that a word may weigh: the idf that it has in its language.

    A library of a hundred passages makes "actually" a rare word. ``inf`` for one that is rare.
    """
    found = zipf(word, language)
    return max(_UNHEARD - found, 0.0) * math.log(10) if found else math.inf


def rank(weighing: Weighing, hits: Sequence[Hit], analysis: Analysis) -> list[Candidate]:
    """Return the candidates, the best first; of equals the one that the search put first."""
    found = [_look_at(weighing, hit, analysis) for hit in hits]
    return sorted(found, key=lambda candidate: -candidate.score)


def _look_at(weighing: Weighing, hit: Hit, analysis: Analysis) -> Candidate:
    passage = hit.passage
    language = passage.document.language
    seen = profile_of(passage, analysis)
    title = terms_of(passage.document.title, language, analysis)
    named = title | terms_of(passage.landmark, language, analysis)
    evident = seen.evident(weighing.answer_type, weighing.said)
    count = len(seen)
    found = seen.sentences_with(weighing.wanted)
    words = seen.words_among(weighing.typed)
    terms = weighing.asked_in(language)
    kept = 1.0 if terms is weighing.asked else sum(asked.share for asked in terms)
    rows = [_row(asked, count, found, named, evident) for asked in terms]
    columns = list(zip(*rows, strict=True)) or [()] * count
    shares = list(map(sum, columns))
    missed = [each for each, row in zip(terms, rows, strict=True) if not any(row)]
    signals = Signals(
        search=hit.score / weighing.ceiling * kept,
        matched=sum(map(max, rows)),
        window=_window(columns),
        answering=_answering(weighing.answer_type, shares, evident),
        title=sum(asked.share for asked in terms if asked.term in title),
        only_title=sum(
            asked.share for asked in terms if asked.term in title and asked.term not in found
        ),
        alike=sum(asked.share for asked in missed if seen.has_like(asked.term)),
        forms=sum(
            asked.share for asked in terms if asked.word in words and not seen.is_stop(asked.word)
        ),
        phrases=_part(
            one in words and other in words and seen.adjoin(one, other)
            for one, other in weighing.phrases
        ),
        brevity=math.log(SHORT / max(seen.size, SHORT)),
    )
    missed_names = sum(asked.share for asked in missed if asked.is_name)
    score = sum(map(mul, signals, WEIGHTS)) - MISSED_NAMES * missed_names
    return Candidate(passage, seen, score, signals, shares, evident, weighing.marked, missed_names)


def _row(
    asked: Asked,
    count: int,
    found: Mapping[str, Sequence[int]],
    named: AbstractSet[str],
    evident: AbstractSet[int],
) -> list[float]:
    """Return the part of the question's weight that each sentence covers by one of its terms."""
    missing = TITLE_SHARE * asked.share if asked.term in named else 0.0
    row = [missing] * count
    if asked.names_type:
        for sentence in evident:
            row[sentence] = NEIGHBOUR_SHARE * asked.share
    for neighbour in asked.neighbours:
        for sentence in found.get(neighbour, ()):
            row[sentence] = NEIGHBOUR_SHARE * asked.share
    for term in (asked.term, *asked.aliases):
        for sentence in found.get(term, ()):
            row[sentence] = asked.credit * asked.share
    return row


def _window(columns: Sequence[Sequence[float]]) -> float:
    """Return the part that the best two neighbouring sentences cover, or the only one."""
    if len(columns) < 2:
        return sum(chain.from_iterable(columns), 0.0)
    return max(sum(map(max, one, other)) for one, other in pairwise(columns))


def _answering(expected: AnswerType, shares: Sequence[float], evident: AbstractSet[int]) -> float:
    if expected is AnswerType.OTHER:
        return UNTYPED_SHARE * max(shares)
    return max((shares[sentence] for sentence in evident), default=0.0)


def _part(found: Iterable[bool]) -> float:
    answers = list(found)
    return sum(answers) / len(answers) if answers else 0.0
