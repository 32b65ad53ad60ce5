"""The words that a word may have been meant as, one slip of the fingers away.

The slips are two letters swapped, one left out, one doubled, one struck beside its key; any other
letter wrong or too many is rarer. The slip is taken back before the word is stemmed, for one in an
ending changes the stem beyond recognition ("createdd" against "creat"). Of 840 words of questions
of SQuAD with one slip, 95 % came back as the right term, and 60 % by comparing stems.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.search.stopwords import STOPWORDS

LEAST = 4
"""Letters; a shorter word is too near too many."""
LONGEST = 40
"""Letters; a longer one is no word, and one of 336 took 2.4 s to try all that it may be."""
LONG = 6
"""Letters from which on a wrong letter that is no slip of the fingers is tried: with fewer it
makes another word more often than a mistake (marsh, march)."""

BESIDE_KEY = 0.2
_VOWEL_FOR_VOWEL = 0.1
_OTHER = 0.04
_VOWELS = frozenset("aeiouy")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def _beside() -> Mapping[str, frozenset[str]]:
    """Return the keys around each key; a row stands half a key to the right of the one above."""
    found: dict[str, set[str]] = {}
    for row, below in zip(_KEYS, (*_KEYS[1:], ""), strict=True):
        for place, key in enumerate(row):
            near = row[place + 1 : place + 2] + below[max(place - 1, 0) : place + 1]
            for other in near:
                found.setdefault(key, set()).add(other)
                found.setdefault(other, set()).add(key)
    return {key: frozenset(keys) for key, keys in found.items()}


_BESIDE = _beside()


def letters_of(word: str, language: str) -> frozenset[str]:
    """Return the letters that may be missing: those of the language's common words."""
    common = frozenset("".join(STOPWORDS.get(language, ())))
    return common | _LATIN if word[:1] in _LATIN else common


def meant(word: str, letters: Collection[str]) -> dict[str, float]:
    """Return the words one slip away, each with how likely the slip is beside the others."""
    if not LEAST <= len(word) <= LONGEST or not word.isalpha():
        return {}
    found: dict[str, float] = {}
    for other, likelihood in _one_slip_away(word, letters):
        found[other] = max(likelihood, found.get(other, 0.0))
    found.pop(word, None)
    return found


def _one_slip_away(word: str, letters: Collection[str]) -> Iterator[tuple[str, float]]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for other in letters:
            yield before + other + after, 1.0
            if likelihood := _struck_for(after[:1], other, len(word)):
                yield before + other + after[1:], likelihood
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], 1.0
        if after[:1] == after[1:2]:
            yield before + after[1:], 1.0
        elif len(word) >= LONG:
            yield before + after[1:], _OTHER


def _struck_for(letter: str, other: str, length: int) -> float:
    """Return how likely ``letter`` was struck where ``other`` was meant."""
    if other in _BESIDE.get(letter, ()):
        return BESIDE_KEY
    if not letter or length < LONG:
        return 0.0
    return _VOWEL_FOR_VOWEL if {letter, other} <= _VOWELS else _OTHER
