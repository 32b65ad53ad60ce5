"""A question to a query: weighted terms, and what ranking and abstaining need to know of it.

A word that the library does not have is looked up by :mod:`bot.search.resolving`; if nothing is
near, it is named as unknown. A question that goes on from others (:mod:`bot.search.following`)
asks for their terms, too, at :data:`EARLIER_WEIGHT`, so that "and when was it?" is still about the
seminar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from bot.search import thesaurus
from bot.search.acronyms import acronyms, aliases
from bot.search.analysis import Analysis, Token
from bot.search.compounds import has_parts, parts_of, with_part
from bot.search.following import FEW, goes_on, points_back
from bot.search.resolving import Resolved, Resolver, Vocabulary, parts_of_code
from bot.search.shorthand import written_out
from bot.search.smalltalk import core
from bot.search.spoken import spoken
from bot.search.stopwords import STOPWORDS

EARLIER_WEIGHT = 0.5
_BARE = 2
"""Terms up to which a question that points back has no subject of its own."""
_ASKING = re.compile(
    "[为為]?什[么麼](?:时候|時候)?|[谁誰]|哪[一些个個里裡种種位两兩年]?|多少|多[大长長久远遠高]"
    "|几[个個年]|如何|怎[么麼样樣]?|[为為]何|何[时時地处處]|[吗嗎呢]"
    "|誰|だれ|なに|なん|いつ|どこ|どちら|どの|どれ|どのよう|どう|なぜ|いくつ|いくら|ですか|ますか|でしょうか"
    "|ใคร|อะไร|เมื่อ(?:ไร|ไหร่|ใด)|ที่(?:ไหน|ใด)|อย่างไร|ยังไง|ทำไม|เท่า(?:ไร|ไหร่|ใด)|กี่|ไหน|หรือไม่|บ้าง"
    "|누가|누구(?:의|를|에게)?|무엇(?:을|이|인가)?|언제|어디(?:에서|서|에|로)?|어떻게|왜|몇|얼마나?|어느|어떤|무슨"
    "|입니까|인가요?|습니까|나요"
)
"""Question words of Chinese, Japanese, Thai and Korean: pairs of characters that overlap with one
tell nothing.
With them false answers to XQuAD were .052 instead of .042 where 90 % are answered."""
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_THE_US = re.compile(r"(?<=\bthe )us\b")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it."""

    question: str
    core: str
    """What of it asks, without small talk and shorthand."""
    language: str
    asked: Mapping[str, str]
    """The question's terms in order, corrected, each with the folded word that it was typed as."""
    earlier: Mapping[str, str]
    """The terms of the questions before it, if it goes on from them, likewise."""
    goes_on: bool
    """Whether it begins with "and"."""
    points_back: bool
    """Whether it has a pronoun in the place of a subject of its own."""
    weights: Mapping[str, float]
    """What is searched: asked terms at 1; corrections, neighbours and earlier terms at less."""
    neighbours: Mapping[str, frozenset[str]]
    """For asked terms, what the thesaurus lets stand for them and the library has."""
    unmarked: frozenset[str]
    """Those of them that mean something else as often: "last" is "latest", but marks no "late"."""
    aliases: Mapping[str, frozenset[str]]
    """For asked terms, what means the same and the library has: a term, or several that adjoin."""
    words: tuple[str, ...]
    """The words of the question, folded, stop words included."""
    unknown: tuple[str, ...]
    """Words as typed that the library has in no language and no similar spelling; of a question in
    a script without blanks that shares nothing with it, the question."""
    names: frozenset[str]
    """Asked terms that are written as a name within the question, or with a digit."""
    corrected: Mapping[str, str]
    """Words as typed, each with the word of the library that it was corrected to."""
    unknown_pairs: int
    """Pairs of characters that the library does not have. Most are no word: they are not asked."""

    @property
    def searched(self) -> tuple[str, ...]:
        """The words that were searched for, as they were typed or corrected to."""
        found = {word: None for term, word in self.asked.items() if term in self.weights}
        return tuple(found)

    def alone(self) -> Query:
        """Return the query of the question as if none had been asked before."""
        return replace(self, earlier={}, goes_on=False, points_back=False)


class QueryMaker:
    """Makes queries; holds the analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._resolver = Resolver(analysis, _topics)

    def make(
        self,
        question: str,
        vocabulary: Vocabulary,
        languages: Sequence[str],
        *,
        earlier: str = "",
        as_typed: bool = False,
    ) -> Query:
        """Return the query; ``languages`` are the library's, the most frequent first.

        What is searched ``as_typed`` is not corrected.
        """
        language = spoken(question, languages)
        said, question = question, core(question, language).of(question)
        if language == "en":
            question = written_out(question, vocabulary.document_frequency)
        cased = _cased(question)
        tokens = self._resolver.tokens(cased, language, vocabulary)
        resolved = [
            (token, self._resolver.resolve(token, question, language, vocabulary, languages))
            for token in tokens
            if not token.stop
        ]
        corrected = {
            token.span.of(question): terms[0].word
            for token, terms in resolved
            if _is_slip(token, terms) and not as_typed
        }
        if as_typed:
            resolved = [(token, _as_typed(token, terms)) for token, terms in resolved]
        found = [(token, term) for token, terms in resolved for term in terms]
        asked_all = len(found)
        found = [(token, term) for token, term in found if term.weight or not _is_pair(token)]
        unknown_pairs = asked_all - len(found)
        asked = {term.term: term.word for _, term in found}
        weights = {term.term: term.weight for _, term in reversed(found) if term.weight}
        names = frozenset(term.term for token, term in found if _is_name(token, cased))
        on = bool(earlier) and goes_on(question, language)
        back = bool(earlier) and points_back(question, language)
        before: dict[str, str] = {}
        if on or back or len(asked) <= FEW:
            for term, word, weight in self._earlier(earlier, vocabulary, languages):
                before[term] = word
                if weight:
                    weights.setdefault(term, EARLIER_WEIGHT)
        neighbours = {
            term: self._known_neighbours(term, language, vocabulary) for term in (*before, *asked)
        }
        aliases = self._aliases(tokens, asked, cased, language, vocabulary)
        for others in chain(neighbours.values(), aliases.values()):
            for term in chain.from_iterable(map(str.split, others)):
                weights.setdefault(term, thesaurus.WEIGHT)
        unknown = dict.fromkeys(
            token.span.of(question)
            for token, term in found
            if not term.weight and not neighbours[term.term] and term.term not in aliases
        )
        return Query(
            question=said,
            core=question,
            language=language,
            asked=asked,
            earlier={term: word for term, word in before.items() if term not in asked},
            goes_on=on,
            points_back=back and len(asked) <= _BARE and not names,
            weights=weights,
            neighbours=neighbours,
            unmarked=frozenset(chain.from_iterable(neighbours.values()))
            & _homographs(language) - asked.keys() - before.keys(),
            aliases=aliases,
            words=tuple(token.word for token in tokens),
            unknown=tuple(unknown) if found or not unknown_pairs else (question.strip(),),
            names=names,
            corrected=corrected,
            unknown_pairs=unknown_pairs,
        )

    def has_terms(self, text: str) -> bool:
        """Tell whether a text has a word to search for in the language that it seems to be in."""
        language = spoken(text, tuple(STOPWORDS), tried=0)
        return any(not token.stop for token in self._analysis.tokens(text, language))

    def _aliases(
        self,
        tokens: Sequence[Token],
        asked: Mapping[str, str],
        question: str,
        language: str,
        vocabulary: Vocabulary,
    ) -> Mapping[str, frozenset[str]]:
        """Return for asked terms what means the same and the library has."""
        found: dict[str, set[str]] = {}
        for term, alias in chain(
            aliases(asked, language),
            self._codes(asked, language),
            _on_any_month(tokens, question),
            self._joined(tokens, question, language, vocabulary),
        ):
            if term in asked and all(map(vocabulary.document_frequency, alias.split())):
                found.setdefault(term, set()).add(alias)
        return {term: frozenset(others) for term, others in found.items()}

    def _codes(self, asked: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
        """Yield codes with their letters and their number."""
        for term, word in asked.items():
            if parts := parts_of_code(word):
                yield term, " ".join(self._analysis.term(part, language) for part in parts)

    def _joined(
        self, tokens: Sequence[Token], question: str, language: str, vocabulary: Vocabulary
    ) -> Iterator[tuple[str, str]]:
        """Yield neighbouring words with the one that they are together."""
        for one, other in pairwise(tokens):
            if both := self._resolver.joined(one, other, question, language, vocabulary):
                yield one.term, both.term
                yield other.term, both.term

    def _earlier(
        self, earlier: str, vocabulary: Vocabulary, languages: Sequence[str]
    ) -> Iterator[Resolved]:
        language = spoken(earlier, languages)
        for token in self._analysis.tokens(_cased(earlier), language):
            if token.stop:
                continue
            yield from self._resolver.resolve(token, earlier, language, vocabulary, languages)

    def _known_neighbours(self, term: str, language: str, vocabulary: Vocabulary) -> frozenset[str]:
        near = _neighbours(language).get(term, ())
        found = {other for other in near if vocabulary.document_frequency(other)}
        if has_parts(term, language):
            found.update(with_part(vocabulary.around(term), term, language))
            found |= parts_of(term, language, vocabulary.document_frequency)
        return frozenset(found)


def _topics() -> frozenset[str]:
    return acronyms().union(*map(_neighbours, thesaurus.LANGUAGES))


@lru_cache(maxsize=32)
def _neighbours(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the thesaurus of a language as terms, made once: all five take .05 seconds."""
    analysis = Analysis()
    neighbours = thesaurus.neighbours(language)
    terms = {word: analysis.terms(word, language) for word in neighbours}
    stemmed: dict[str, dict[str, None]] = {}
    for word, others in neighbours.items():
        for term in terms[word]:
            found = stemmed.setdefault(term, {})
            for other in others:
                found.update(dict.fromkeys(terms[other]))
    return {term: tuple(found) for term, found in stemmed.items()}


@lru_cache(maxsize=32)
def _homographs(language: str) -> frozenset[str]:
    return frozenset(Analysis().terms(thesaurus.HOMOGRAPHS.get(language, ""), language))


def _on_any_month(tokens: Sequence[Token], question: str) -> Iterator[tuple[str, str]]:
    """Yield the 16th with the 16th of each month."""
    for token in tokens:
        if _ORDINAL.fullmatch(token.span.of(question)):
            for month in range(1, 13):
                yield token.term, f"{month:02}-{int(token.term):02}"


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


def _is_slip(token: Token, terms: Sequence[Resolved]) -> bool:
    """Tell whether a word was corrected."""
    return len(terms) == 1 and terms[0].weight > 0 and terms[0].word != token.word


def _as_typed(token: Token, terms: Sequence[Resolved]) -> Sequence[Resolved]:
    """Return the terms of a word, or if it was corrected, its own, which is unknown."""
    return [Resolved(token.term, token.word, 0.0)] if _is_slip(token, terms) else terms


def _is_pair(token: Token) -> bool:
    return len(token.word) <= 2 and not token.word.isascii() and token.word == token.term
