"""Text to terms, each with the span it came from.

A word is a run of letters and digits, with the marks that combine with them; a number, a dotted
acronym and a few hyphened words are one word, too (see :mod:`~bot.search.numbers`). Chinese,
Japanese and other scripts without spaces become overlapping pairs of characters, and so do the
words of Korean. A word's term is its Snowball stem in the language of the document, of the one of
its spellings that stands for all, folded: case, and for Latin, Greek and Cyrillic the accents, so
that ``Sao Paulo`` finds ``São Paulo``. In other scripts a mark makes another word, and stays.

On 115 press questions, success at rank 1: README-style ``str.split`` 33.9 %, words and folding
40.0 %, stems and stop words 45.2 %. Pairs of characters took XQuAD in Chinese from 11 to 86 %. To
tell ``US`` from ``us`` won five of 2,448 questions of SQuAD.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import Stemmer

from bot.model import Span
from bot.search import variants
from bot.search.irregular import BASE_FORMS
from bot.search.numbers import digits_of, pattern
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
}
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Thai, Hiragana, Katakana, Han: written without spaces between words."""

_MARKED = (
    *((0x300, 0x1E00), (0x20D0, 0x2100), (0x2CE0, 0x2E00), (0x3020, 0x30A0)),
    *((0xA660, 0xAC00), (0xFB1E, 0xFB1F), (0xFE00, 0xFE30)),
)
"""Where combining marks stand: to look at all 64,000 characters took .01 s of each start."""
MARKS = "".join(
    chr(n)
    for first, end in _MARKED
    for n in range(first, end)
    if unicodedata.category(chr(n))[0] == "M"
)
_INVISIBLE = "\u00ad\u200b-\u200d\u2060"
"""Soft hyphen, zero-width space and joiners: inside a word they part nothing."""

_RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c"
"""Raised and lowered digits: the number of a footnote is no part of the word before it."""

_PAIRED = rf"{UNSPACED}\uac00-\ud7af"
"""Also Korean, whose particles stand at the end of words: in pairs, success at rank 1 of 1,190
questions rose from .863 to .958."""
_LETTER = rf"[^\W_{_PAIRED}{_RAISED}]"
_WORD = rf"(?P<paired>[{_PAIRED}]+)|{_LETTER}+(?:[{MARKS}{_INVISIBLE}]+{_LETTER}*)*"
_HYPHENS = "-\u2010\u2011"
_JOINED = (
    rf"(?=.[{_HYPHENS}.o])(?:(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?"
    rf"|[eE][{_HYPHENS}][a-z]{{3,}}|[cC]o[{_HYPHENS}]o[a-z]+)"
)
"""U.S., e-mail and co-operation: words with marks in them. To look ahead for one spares time."""
_SHOUTED = frozenset({"US", "WHO", "IT"})
"""English acronyms that are stop words in small letters."""
_FOLDED_SCRIPTS = re.compile(r"[\u0041-\u058f\u1e00-\u1fff\ufb00-\ufb06]")
_ACCENTS = re.compile(rf"(?<=[\u0041-\u058f\u1f00-\u1fff])[{MARKS}]+")
_DROPPED = re.compile(f"[{_HYPHENS}{_INVISIBLE}.]")
_REMEMBERED = 100_000
"""Words of all languages, about 20 MB; twice as many made the terms of 40,000 passages, which have
146,000 words, in 2 % less time."""


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
            elif match["number"] and digits_of(fold(surface), language) is None:
                for part in _plain().finditer(text, *match.span()):
                    yield (*self._analyse(part[0], language), *part.span())
            else:
                yield (*self._analyse(surface, language), *match.span())

    def term(self, word: str, language: str) -> str:
        """Return the term of a single word, without remembering it: it need not be one."""
        return self._stem(word, language)[0]

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
        plain = unicodedata.normalize("NFC", _DROPPED.sub("", surface)).casefold()
        if language == "en":
            plain = variants.common(plain)
        word = fold(plain)
        stop = plain in STOPWORDS.get(language, ()) or word in _folded_stopwords(language)
        stop &= not (surface in _SHOUTED or (surface.isupper() and "." in surface))
        if language not in _SNOWBALL:
            return word, word, stop
        if language not in self._stemmers:
            # Our own bounded memory comes first: the stemmer's cache would keep every word.
            self._stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language], 0)
        base = BASE_FORMS.get(plain, plain) if language == "en" else plain
        return fold(self._stemmers[language].stemWord(base)), word, stop


def fold(text: str) -> str:
    """Return casefolded ``text`` without the accents of Latin, Greek and Cyrillic letters."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not _FOLDED_SCRIPTS.search(plain):
        return plain
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", bare)  # Hangul is whole again


def _pairs(run: str, at: int) -> Iterator[tuple[str, str, bool, int, int]]:
    for i in range(max(len(run) - 1, 1)):
        pair = run[i : i + 2]
        yield pair, pair, False, at + i, at + i + len(pair)


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(_WORD)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{pattern(language)})|{_JOINED}|{_WORD}")


@cache
def _folded_stopwords(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in STOPWORDS.get(language, ()))
