"""Words that are written as one in German, Dutch, the Scandinavian languages, Finnish: compounds.

Who asks for Fernwärme is answered by what says Fernwärmeversorgung, and the other way round. A term
of the library that begins or ends with an asked one has it as a part if its rest, without what
links them, is a word or begins one by the language's list of frequent words; both parts of an asked
compound must be terms of the library. They stand for the asked term as the thesaurus's words do, at
the same low weight, so that no exact match falls behind them.

Of 1,190 questions of XQuAD in German that gave .932 right passages at rank 1 instead of .926, and
lost none; with parts of five letters and more .929, with one part of an asked compound .929, with
weights from .25 to .5 .928 to .925. Of 33 own questions in German, Dutch, Swedish, Danish and
Norwegian that say a compound otherwise than the text, all instead of 30 have it first, and 24
instead of 13 are answered. They take .5 ms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from bot.search.folding import fold
from bot.search.frequencies import words_of

_LINKS: Mapping[str, Sequence[str]] = {
    "de": ("", "s", "es", "n", "en", "er", "e", "ens", "ns"),
    "nl": ("", "s", "e", "en", "er"),
    "sv": ("", "s", "e", "o", "u", "a"),
    "da": ("", "s", "e", "er"),
    "no": ("", "s", "e"),
    "fi": ("", "n"),
}
"""What may stand between the parts of a compound, folded."""
LEAST = 4
"""Letters of a part."""
_SHORTEST = 3
"""Letters of the part beside an asked one, which then is a whole word."""


def with_part(terms: Iterable[str], part: str, language: str) -> Iterator[str]:
    """Yield of terms, which all begin or end with a part, those that are compounds of it."""
    for term in terms:
        if term.startswith(part):
            if any(_begins_word(rest, language) for rest in _tails(term[len(part) :], language)):
                yield term
        elif any(_is_word(rest, language) for rest in _heads(term.removesuffix(part), language)):
            yield term


def has_parts(term: str, language: str) -> bool:
    """Tell whether a term may be or have a part of a compound."""
    return language in _LINKS and len(term) >= LEAST and term.isalpha()


def parts_of(term: str, language: str, known: Callable[[str], object]) -> frozenset[str]:
    """Return the two parts of a compound, if both are known; else none."""
    for at in range(len(term) - LEAST, LEAST - 1, -1):
        tail = term[at:]
        if not (known(tail) and _begins_word(tail, language)):
            continue
        for head in _heads(term[:at], language):
            if len(head) >= LEAST and known(head) and _begins_word(head, language):
                return frozenset((head, tail))
    return frozenset()


def _tails(rest: str, language: str) -> Iterator[str]:
    for link in _LINKS[language]:
        if rest.startswith(link) and len(rest) - len(link) >= _SHORTEST:
            yield rest[len(link) :]


def _heads(rest: str, language: str) -> Iterator[str]:
    for link in _LINKS[language]:
        if rest.endswith(link) and len(rest) - len(link) >= _SHORTEST:
            yield rest[: len(rest) - len(link)]


def _begins_word(start: str, language: str) -> bool:
    """Tell whether a word begins so, for terms have lost their endings; a short one must be it."""
    words = _words(language)
    at = bisect_left(words, start)
    found = words[at] if at < len(words) else ""
    return found == start if len(start) < LEAST else found.startswith(start)


def _is_word(word: str, language: str) -> bool:
    words = _words(language)
    at = bisect_left(words, word)
    return at < len(words) and words[at] == word


@cache
def _words(language: str) -> Sequence[str]:
    return sorted(set(map(fold, words_of(language))))
