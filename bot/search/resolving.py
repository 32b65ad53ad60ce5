"""What the words of a question stand for in a library.

A word that the library knows stands for itself. One that it does not know is tried in the other
languages of the library; then, unless the language has it, corrected against the library's own
vocabulary; then taken for two words without the blank between them ("healthcare"); and two words
are one where the library has only that ("cyber security"). A word that there is was meant: who asks
of the moon does not want to read of noon, and of 1,500 questions of SQuAD, for a third of which the
articles were taken out, .2 points fewer of these are answered so.

To part and to join words won seven of 1,190 questions of XQuAD in German and lost two, and won six
and lost two of 3,460 of SQuAD, SciFact, XQuAD in Russian and on press releases. Of 18 own questions
with words written otherwise than in the release it answers 14 at rank 1 instead of 11. One slip in
a word of 2,497 questions of SQuAD costs .7 points with it, .8 without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from bot.model import Span
from bot.search import magnitudes, typos
from bot.search.analysis import Analysis, Token
from bot.search.folding import fold
from bot.search.frequencies import zipf
from bot.search.spelling import Lexicon, nearest
from bot.search.stopwords import STOPWORDS
from bot.search.units import dialled

CORRECTED_WEIGHT = 0.95
"""One slip in a word of each of 900 questions of SQuAD costs .6 points at rank 1 with 1 and .9 with
.9; of 500 it costs 1.6 with .8, and cost 4.2 while stems were compared."""


DOUBTED_WEIGHT = 0.5
"""For an unlikely slip, and another letter in a short word: it may be one that the library lacks
(match, March)."""


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

    def around(self, part: str) -> Sequence[str]:
        """Return longer terms that begin or end with another, the most frequent."""
        ...


class Resolved(NamedTuple):
    """What a word of a question stands for."""

    term: str
    word: str
    weight: float


class Resolver:
    """Resolves words; ``topics`` are terms that need no correction, though no library have them.

    They are asked for at the first word that the library does not have.
    """

    def __init__(self, analysis: Analysis, topics: Callable[[], AbstractSet[str]]) -> None:
        self._analysis = analysis
        self._make_topics = topics

    @cached_property
    def _topics(self) -> AbstractSet[str]:
        return self._make_topics()

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._topics)

    def resolve(
        self,
        token: Token,
        question: str,
        language: str,
        vocabulary: Vocabulary,
        languages: Sequence[str],
    ) -> Sequence[Resolved]:
        """Return the library's term for a word, or some term without weight if it is unknown."""
        if vocabulary.document_frequency(token.term):
            return [Resolved(token.term, token.word, 1.0)]
        surface = token.span.of(question)
        if otherwise := self._otherwise(token, language, vocabulary):
            return otherwise
        for other in chain.from_iterable(
            self._analysis.tokens(surface, each) for each in languages
        ):
            if not other.stop and vocabulary.document_frequency(other.term):
                return [Resolved(other.term, token.word, 1.0)]
        if token.term in self._topics:
            return [Resolved(token.term, token.word, 0.0)]
        if zipf(surface, language):  # a word that there is was meant: no moon for noon
            halves = self._halves(surface, language, vocabulary, words=True)
            return halves or [Resolved(token.term, token.word, 0.0)]
        return (
            self._corrected(surface.casefold(), language, vocabulary)
            or self._halves(surface, language, vocabulary)
            or [self._nearest(token, vocabulary)]
        )

    def _otherwise(self, token: Token, language: str, vocabulary: Vocabulary) -> list[Resolved]:
        """Return the library's terms for a code with a blank in it, or a name with an apostrophe.

        BW 200 for BW200; d’Arcy for Darcy, and L'Aquila for Aquila.
        """
        word = token.word
        if parts := parts_of_code(word):
            terms = [self._analysis.term(part, language) for part in parts]
            if all(map(vocabulary.document_frequency, terms)):
                return [Resolved(term, part, 1.0) for term, part in zip(terms, parts, strict=True)]
        if len(word) < _ELIDED or not (word.isalpha() and word.isascii()) or zipf(word, language):
            return []
        others = [initial + word for initial in _ELISIONS]
        if word[0] in _ELISIONS and word[1] not in _ELISIONS:
            others.append(word[1:])
        terms = [self._analysis.term(other, language) for other in others]
        known = vocabulary.known(terms)
        return [Resolved(term, word, 1.0) for term in terms if term in known][:1]

    def tokens(self, question: str, language: str, vocabulary: Vocabulary) -> list[Token]:
        """Return the tokens of a question; two are one if the library has only that."""
        tokens: list[Token] = []
        for token in _dialled(self._analysis.tokens(question, language), question, vocabulary):
            if tokens and not all(
                map(vocabulary.document_frequency, (tokens[-1].term, token.term))
            ):
                both = self.joined(tokens[-1], token, question, language, vocabulary)
                if both:
                    tokens[-1] = both
                    continue
            tokens.append(token)
        return tokens

    def joined(
        self, one: Token, other: Token, question: str, language: str, vocabulary: Vocabulary
    ) -> Token | None:
        """Return two neighbouring words as one, if the library has that."""
        if not _adjoin(one, other, question):
            return None
        word = one.word + other.word
        term = self._analysis.term(word, language)
        if not vocabulary.document_frequency(term):
            return None
        return Token(term, word, Span(one.span.start, other.span.end), False)

    def _halves(
        self, word: str, language: str, vocabulary: Vocabulary, *, words: bool = False
    ) -> list[Resolved]:
        """Return the two words of the library that were typed as one, the most frequent.

        Of a word that there is both must be words: "öffnete" is not "Öff" and "Nete".
        """
        terms = {
            halves: tuple(self._analysis.term(half, language) for half in halves)
            for halves in _parted(word, language)
            if not words or all(zipf(half, language) or half.isdigit() for half in halves)
        }
        known = vocabulary.known(set(chain.from_iterable(terms.values())))
        likeliest = max(
            (halves for halves, both in terms.items() if known.keys() >= set(both)),
            key=lambda halves: min(known[term] for term in terms[halves]),
            default=None,
        )
        if likeliest is None:
            return []
        both = zip(terms[likeliest], map(fold, likeliest), strict=True)
        return [Resolved(term, word, CORRECTED_WEIGHT) for term, word in both]

    def _corrected(self, word: str, language: str, vocabulary: Vocabulary) -> list[Resolved]:
        """Return the likeliest word of the library that is one slip away, if there is one."""
        meant = typos.meant(word, typos.letters_of(word, language))
        terms = {other: self._analysis.term(other, language) for other in meant}
        known = vocabulary.known(set(terms.values()))
        likeliest = max(
            (other for other in meant if terms[other] in known),
            key=lambda other: meant[other] * math.sqrt(known[terms[other]]),
            default=None,
        )
        if likeliest is None:
            return []
        doubted = meant[likeliest] < (typos.BESIDE_KEY if len(word) >= typos.LONG else 1)
        weight = DOUBTED_WEIGHT if doubted else CORRECTED_WEIGHT
        return [Resolved(terms[likeliest], fold(likeliest), weight)]

    def _nearest(self, token: Token, vocabulary: Vocabulary) -> Resolved:
        if near := vocabulary.nearest(token.term):
            return Resolved(near, token.word, CORRECTED_WEIGHT)
        topic = nearest((count, 1, term) for count, _, term in self._lexicon.near(token.term))
        return Resolved(topic or token.term, token.word, 0.0)


_HALF = 3
"""Letters of a word within another at the least; the digits after one may be two."""
_CODE = re.compile(r"([a-z]{1,3})(\d+(?:\.\d+)?)")
_ELISIONS = "dlo"
_ELIDED = 4
"""Letters of a name without its apostrophe at the least."""
_GAPS = frozenset(" \u00a0-./")
_MILLION = re.compile(r"\d+(?:[.,]\d+)?m\b")
_DIALLED = 7
"""Figures of a telephone number that is called from nearby, at the least."""
_BETWEEN = frozenset(" -\u2010\u2011")


def _adjoin(one: Token, other: Token, text: str) -> bool:
    """Tell whether two words with a topic have a single blank or hyphen between them.

    A letter before a number needs none: it is an A4.
    """
    letter = one.stop and len(one.word) == 1 and other.term[0].isdigit()
    between = text[one.span.end : other.span.start]
    return (letter or not one.stop) and not other.stop and between in _BETWEEN


def parts_of_code(word: str) -> tuple[str, str] | None:
    """Return the letters and the number of a code such as bw200."""
    found = _CODE.fullmatch(word)
    return (found[1], found[2]) if found else None


def _dialled(tokens: Iterable[Token], text: str, vocabulary: Vocabulary) -> Iterator[Token]:
    """Yield tokens; figures that together are a number that the library has are one.

    So is a number before an ``m`` for millions.
    """
    run: list[Token] = []
    for token in tokens:
        if run and not (
            token.term.isdigit() and text[run[-1].span.end : token.span.start] in _GAPS
        ):
            yield from _together(run, text, vocabulary)
            run = []
        if token.term.isdigit() or _MILLION.match(text, token.span.start):
            run.append(token)
        else:
            yield token
    yield from _together(run, text, vocabulary)


def _together(run: Sequence[Token], text: str, vocabulary: Vocabulary) -> Sequence[Token]:
    if not run:
        return run
    digits = "".join(token.term for token in run)
    end = run[-1].span.end
    term = dialled(digits) if len(run) > 1 and len(digits) >= _DIALLED else ""
    if million := _MILLION.match(text, run[0].span.start):
        term, end = magnitudes.million(million[0]), max(end, million.end())
    if not (term and vocabulary.document_frequency(term)):
        return run
    return [Token(term, term, Span(run[0].span.start, end), False)]


def _parted(word: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a word in two that both may have a topic."""
    stopwords = STOPWORDS.get(language, frozenset())
    for at in range(_HALF, len(word) - 1):
        if len(word) - at < _HALF and not word[at:].isdigit():
            break
        if not stopwords & {fold(word[:at]), fold(word[at:])}:
            yield word[:at], word[at:]
