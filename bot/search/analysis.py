"""Text to terms, each with the span it came from.

A word is a run of letters and digits, with the marks that combine with them; a number, a dotted
acronym, a code (BW-200) and a few hyphened words are one word, too (see
:mod:`~bot.search.numbers`), and so is a name with its apostrophe where that parts no words. Days
and telephone numbers are units (see :mod:`~bot.search.units`). Chinese,
Japanese and other scripts without spaces become overlapping pairs of characters, and so do the
words of Korean. A word's term is its Snowball stem in the language of the document, of the one of
its spellings that stands for all, folded: case, and for Latin, Greek and Cyrillic the accents, so
that ``Sao Paulo`` finds ``São Paulo``. In other scripts a mark makes another word, and stays.

On 115 press questions, success at rank 1: README-style ``str.split`` 33.9 %, words and folding
40.0 %, stems and stop words 45.2 %. Pairs of characters took XQuAD in Chinese from 11 to 86 %. To
tell ``US`` from ``us`` won five of 2,448 questions of SQuAD. Units, codes and apostrophes won 30 of
21,000 questions of 18 sets and lost 25: they seldom occur there; of 21 own questions in another
writing than the library's 18 are answered instead of 9. They take .15 ms for a text of
1,500 characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import Stemmer

from bot.model import Span
from bot.search import days, numbers, units, variants
from bot.search.folding import MARKS, MODIFIERS, fold
from bot.search.irregular import BASE_FORMS
from bot.search.numbers import digits_of
from bot.search.stopwords import STOPWORDS

_SNOWBALL: Mapping[str, str] = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "de": "german",
    "nl": "dutch",
    "sv": "swedish",
    "da": "danish",
    "no": "norwegian",
    "fi": "finnish",
    "ru": "russian",
    "ar": "arabic",
    "tr": "turkish",
    "ro": "romanian",
    "el": "greek",
    "hu": "hungarian",
    "pl": "polish",
    "hi": "hindi",
    "fa": "persian",
    "ca": "catalan",
    "cs": "czech",
    "et": "estonian",
    "eu": "basque",
    "ga": "irish",
    "hy": "armenian",
    "id": "indonesian",
    "lt": "lithuanian",
    "ne": "nepali",
    "sr": "serbian",
    "ta": "tamil",
}
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Thai, Hiragana, Katakana, Han: written without spaces between words."""

_INVISIBLE = "\u00ad\u200b-\u200d\u2060"
"""Soft hyphen, zero-width space and joiners: inside a word they part nothing."""

_RAISED = "\u00b2\u00b3\u00b9\u2070-\u207e"
"""Raised digits: the number of a footnote is no part of the word before it, as that of CO₂ is."""

_PAIRED = rf"{UNSPACED}\uac00-\ud7af"
"""Also Korean, whose particles stand at the end of words: in pairs, success at rank 1 of 1,190
questions rose from .863 to .958."""
_LETTER = rf"[^\W_{_PAIRED}{_RAISED}{MODIFIERS}]"
_HYPHENS = "-\u2010\u2011"
_JOINED = (
    rf"(?=.[{_HYPHENS}.o])(?:(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?"
    rf"|[eE][{_HYPHENS}][a-z]{{3,}}|[cC]o[{_HYPHENS}]o[a-z]+)"
)
"""U.S., e-mail and co-operation: words with marks in them. To look ahead for one spares time."""
_APOSTROPHES = "'\u2019"
_ELIDING = frozenset({"", "ca", "fr", "it"})
"""Languages in which what stands before an apostrophe is a word of its own: l'école."""
_CLITICS = "s|t|d|m|n|ll|re|ve|em"
"""What behind an apostrophe is a word of its own: it's, Hestonby's."""
_SUFFIXING = frozenset({"az", "tr"})
"""Languages that part a name from its suffixes by an apostrophe: İstanbul'da."""
_DOTTED = str.maketrans("Iİ", "ıi")
_HEBREW_PREFIXES = re.compile("^[והבלמכש]{1,3}(?=.{3})")
"""And, the, in, to, from, as and that are written with the word that they stand before. Without
them the right passage is first for .919 of 221 questions of ParaShoot instead of .901."""
_CODE = (
    rf"(?=[A-Za-z](?:[{_HYPHENS}\d& A-Z]|[a-z][a-z]?(?:&|\d+\.\d)))(?:"
    rf"(?:[A-Za-z]|[A-Z]{{2,3}}|[a-z]{{2,3}}(?=\d))[{_HYPHENS}]?\d++(?:(?<!\d[.,])\.\d++)?[A-Za-z]?(?![\w.,{_HYPHENS}]\d|\w)"
    rf"|[A-Za-z]{{1,3}}&[A-Za-z]{{1,3}}(?!\w)|[A-Z] & [A-Z](?!\w))"
)
"""BW-200, B-52 and PM2.5 as they would be without the hyphen, M&S and R & D."""
_SHOUTED = frozenset({"US", "WHO", "IT"})
"""English acronyms that are stop words in small letters."""
_DROPPED = re.compile(rf"[{_HYPHENS}{_INVISIBLE}{_APOSTROPHES}\"\u05f3\u05f4 ]|(?<!\d)\.")
_REMEMBERED = 100_000
"""Words of all languages, about 20 MB; twice as many made the terms of 40,000 passages, which have
146,000 words, in 2 % less time."""


_NUMBERS = frozenset({"number", "spelled"})
_UNITS = frozenset({"day", "million", "named", "phone"})
"""What :mod:`bot.search.units` tells; it may be several words."""


class Token(NamedTuple):
    """One occurrence of a term. ``word`` is the word folded but not stemmed."""

    term: str
    word: str
    span: Span
    stop: bool


class Analysis:
    """Makes terms; remembers each word it has stemmed, up to a bound, for texts repeat words."""

    def __init__(self) -> None:
        self._stemmers: dict[str, Stemmer.Stemmer] = {}
        self._seen: dict[str, dict[str, tuple[str, str, bool]]] = {}

    def tokens(self, text: str, language: str) -> Iterator[Token]:
        """Yield the tokens of ``text`` in order, stop words included and marked."""
        for term, word, stop, start, end in self.words(text, language):
            yield Token(term, word, Span(start, end), stop)

    def terms(self, text: str, language: str) -> list[str]:
        """Return the terms of ``text`` in order, repeats included, without stop words."""
        return [term for term, _, stop, _, _ in self.words(text, language) if not stop]

    def words(self, text: str, language: str) -> Iterator[tuple[str, str, bool, int, int]]:
        """Yield what :meth:`tokens` does as (term, word, stop, start, end), twice as fast."""
        seen = self._seen.setdefault(language, {})
        for match in _pattern(language).finditer(text):
            surface = match[0]
            known = seen.get(surface)
            if known is not None:
                yield (*known, *match.span())
            elif match["paired"]:
                yield from _pairs(surface, match.start())
            elif match.lastgroup in _NUMBERS and digits_of(fold(surface), language) is None:
                yield from self._apart(text, *match.span(), language)
            elif match.lastgroup in _UNITS:
                yield from self._unit(match, language)
            else:
                yield (*self._analyse(surface, language), *match.span())

    def term(self, word: str, language: str) -> str:
        """Return the term of a single word, without remembering it: it need not be one."""
        return self._stem(word, language)[0]

    def _unit(
        self, match: re.Match[str], language: str
    ) -> Iterator[tuple[str, str, bool, int, int]]:
        pieces = units.pieces(match, language)
        for start, end, term, word in pieces:
            if term:
                yield term, term, False, start, end
            else:
                yield (*self._analyse(word, language), start, end)
        if not pieces:
            yield from self._apart(match.string, *match.span(), language)

    def _apart(
        self, text: str, start: int, end: int, language: str
    ) -> Iterator[tuple[str, str, bool, int, int]]:
        for part in _word(language).finditer(text, start, end):
            yield (*self._analyse(part[0], language), *part.span())

    def _analyse(self, surface: str, language: str) -> tuple[str, str, bool]:
        seen = self._seen.setdefault(language, {})
        found = seen.get(surface)
        if found is None:
            if sum(map(len, self._seen.values())) >= _REMEMBERED:
                for words in self._seen.values():
                    words.clear()
            found = seen[surface] = self._stem(surface, language)
        return found

    def _stem(self, surface: str, language: str) -> tuple[str, str, bool]:
        if number := digits_of(fold(surface), language):
            return number, number, False
        plain = _plain(surface, language)
        word = fold(plain)
        stop = plain in STOPWORDS.get(language, ()) or word in _folded_stopwords(language)
        stop &= not (surface in _SHOUTED or (surface.isupper() and "." in surface))
        if language == "he":
            return _HEBREW_PREFIXES.sub("", word), word, stop
        if language not in _SNOWBALL:
            return word, word, stop
        if language not in self._stemmers:
            # Our own bounded memory comes first: the stemmer's cache would keep every word.
            self._stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language], 0)
        base = BASE_FORMS.get(word, word) if language == "en" else plain
        return fold(self._stemmers[language].stemWord(base)), word, stop


def _pairs(run: str, at: int) -> Iterator[tuple[str, str, bool, int, int]]:
    for i in range(max(len(run) - 1, 1)):
        pair = run[i : i + 2]
        yield pair, pair, False, at + i, at + i + len(pair)


def _plain(surface: str, language: str) -> str:
    """Return a word in small letters, without the marks in it."""
    if language in _SUFFIXING:
        surface = re.split(f"[{_APOSTROPHES}]", surface)[0].translate(_DOTTED)
    if not surface.isalpha():
        surface = _DROPPED.sub("", surface)
    plain = (surface if surface.isascii() else unicodedata.normalize("NFC", surface)).casefold()
    return variants.common(plain) if language == "en" else plain


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?=[\d+(])(?:{units.in_figures(language)}|(?P<number>{numbers.in_figures(language)}))"
        rf"|(?=\w)(?:{_CODE}|{_JOINED}|(?P<named>{days.in_words(language)})"
        rf"|(?P<spelled>{numbers.in_words(language)})|{_word(language).pattern})"
    )


@cache
def _word(language: str) -> re.Pattern[str]:
    inner = rf"[{MARKS}{_INVISIBLE}{MODIFIERS}]+{_LETTER}*"
    end = ""
    if language in _SUFFIXING:
        end = rf"(?:[{_APOSTROPHES}]{_LETTER}+)?"
    elif language not in _ELIDING:
        inner += rf"|[{_APOSTROPHES}](?!(?i:{_CLITICS})(?!\w)){_LETTER}+"
    if language == "he":
        inner += rf'|["\u05f3\u05f4]{_LETTER}+'
    return re.compile(rf"(?P<paired>[{_PAIRED}]+)|{_LETTER}+(?:{inner})*{end}")


@cache
def _folded_stopwords(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in STOPWORDS.get(language, ()))
