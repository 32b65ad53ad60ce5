"""A passage as ranking sees it, whatever the question: made once, stored with the passage.

What costs time in looking at a passage is its text: terms, sentences, dates, names. None of that
depends on the question, so it is made when a document is added: in .3 ms for a passage of 400
characters, beside .7 for all else. To read thirty takes .2 ms. A question whose passages nobody
asked about lately took 10.7 ms of computing, and 67 in the worst of a hundred, for words are
stemmed when they are first met; it takes 3.5 and 5.5, and one that is asked again 1.7, as before.

Stored are the words and terms, where they stand and the evidence, compressed, in about as many
bytes as the text has: 430 a passage, of which the library takes 1,730 otherwise. Without the words
they would be a third smaller, but to find these again took twenty times as long as to read all.

A profile is strings that are searched as they are, without a dictionary of terms or lists of
places, and takes some 2 kB of memory where those took 15.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from typing import Self

from bot.answer.evidence import SERVES, SOUGHT, AnswerType, evidence
from bot.model import Passage, Span
from bot.search.analysis import Analysis
from bot.search.terms import analysis_name

VERSION = 4
"""Counted up with each change of what the profile of a text is; a test notices one."""

REMEMBERED = 2000
"""Profiles that were read or made last."""

_KEY_SIZE = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """A text in terms and sentences; both are counted from 0 on."""

    words: str
    """All words, folded, stop words too, each between line feeds: for finding some that adjoin."""
    stops: str
    """Those that are stop words wherever they stand here, each once, likewise."""
    terms: str
    """The terms of all others, likewise, with a form feed between two sentences."""
    places: str
    """Where the word of each term stands, as :func:`_written` has it."""
    bounds: str
    """Where the sentences stand, likewise; at least one."""
    evidence: tuple[str, ...]
    """What the text has of each type that is sought: a form feed between two sentences, a line
    feed between two pieces of evidence, and a blank between two of its words, folded."""

    @classmethod
    def load(cls, data: bytes) -> Self:
        """Read what :meth:`dump` wrote."""
        fields = zlib.decompress(memoryview(data)[_KEY_SIZE:]).decode().split("\0")
        words, stops, terms, places, bounds, *found = fields
        return cls(words, stops, terms, places, bounds, tuple(found))

    def dump(self, language: str) -> bytes:
        """Return it as bytes that :func:`profile_of` takes for what is in that language.

        Compressed they are about as long as the text, and half as long as otherwise.
        """
        fields = (self.words, self.stops, self.terms, self.places, self.bounds, *self.evidence)
        return _key(language) + zlib.compress("\0".join(fields).encode())

    @property
    def sentences(self) -> list[Span]:
        """Return the sentences."""
        return _read(self.bounds)

    def __len__(self) -> int:
        """Return the number of sentences."""
        return self.terms.count("\f") + 1

    @property
    def size(self) -> int:
        """Return how many terms there are, with repeats."""
        return self.terms.count("\n") - len(self)

    def sentences_with(self, terms: frozenset[str]) -> dict[str, list[int]]:
        """Return the sentences that have each of some terms, but for those that none has.

        Terms with a blank between them are several that stand one after the other.
        """
        lines = {term: f"\n{term}\n".replace(" ", "\n") for term in terms if " " in term}
        found: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.terms.split("\f")):
            for term in terms.intersection(sentence.split("\n")):
                found.setdefault(term, []).append(number)
            for term, line in lines.items():
                if line in sentence:
                    found.setdefault(term, []).append(number)
        return found

    def words_among(self, words: frozenset[str]) -> frozenset[str]:
        """Return those of some words, folded but not stemmed, that stand in the text."""
        return words.intersection(self.words.split("\n"))

    def is_stop(self, word: str) -> bool:
        """Tell whether a word that stands in the text is only a stop word."""
        return f"\n{word}\n" in self.stops

    def adjoin(self, one: str, other: str) -> bool:
        """Tell whether a word stands right before another, both folded."""
        return f"\n{one}\n{other}\n" in self.words

    def spans_of(self, terms: Iterable[str]) -> list[Span]:
        """Return where terms stand, one after the other."""
        starts, lengths = _numbers(self.places)
        found = [
            self.terms.count("\n", 0, at) - self.terms.count("\f", 0, at)
            for term in terms
            for at in self._found(term)
        ]
        return [Span(starts[place], starts[place] + lengths[place]) for place in found]

    def evident(self, expected: AnswerType, said: frozenset[str]) -> set[int]:
        """Return the sentences that have something of a type which has words beyond ``said``."""
        return {
            number
            for sought in SERVES[expected]
            for number, sentence in enumerate(self.evidence[SOUGHT.index(sought)].split("\f"))
            if sentence
            and not all(said.issuperset(found.split(" ")) for found in sentence.split("\n"))
        }

    def has_like(self, term: str) -> bool:
        """Tell whether a word is formed like a term that the passage does not have.

        It begins alike, with all letters of the term but the last two ("religion", "religious"), or
        has a term of five letters and more in it, as German compounds do.
        """
        if len(term) < _ALIKE:
            return False
        start = term[: max(len(term) - 2, _ALIKE)]
        return f"\n{start}" in self.terms or (len(term) > _ALIKE and term in self.terms)

    def _found(self, term: str) -> Iterator[int]:
        line = f"\n{term}\n"
        at = self.terms.find(line)
        while at >= 0:
            yield at
            at = self.terms.find(line, at + 1)


_ALIKE = 4
"""Letters that words have in common at the least to be taken for relatives."""


def profile_of(passage: Passage, analysis: Analysis) -> Profile:
    """Return the profile of a passage, the stored one unless that is missing or stale."""
    language = passage.document.language
    if is_current(passage.profile, language):
        return _load(passage.profile)
    return profile(passage.text, language, analysis)


def stored_profile(text: str, language: str, *, analysis: Analysis) -> bytes:
    """Make the profile of a text as bytes, in some .4 ms."""
    return _make(text, language, analysis).dump(language)


def stored_profile_and_terms(
    text: str, language: str, *, analysis: Analysis
) -> tuple[bytes, list[str]]:
    """Make the profile of a text as bytes, and its terms as :meth:`Analysis.terms` does.

    That takes as long as to make the profile alone.
    """
    words = list(analysis.words(text, language))
    terms = [term for term, _, stop, _, _ in words if not stop]
    return _made(text, words).dump(language), terms


def is_current(data: bytes, language: str) -> bool:
    """Tell whether :meth:`Profile.dump` would make such bytes today."""
    return data.startswith(_key(language))


def _make(text: str, language: str, analysis: Analysis) -> Profile:
    return _made(text, analysis.words(text, language))


def _made(text: str, analysed: Iterable[tuple[str, str, bool, int, int]]) -> Profile:
    # .01 seconds of computing to import, which asking saves: it finds the profiles made.
    from bot.ingest.sentences import sentences  # noqa: PLC0415

    found = sentences(text, Span(0, len(text))) or [Span(0, len(text))]
    following = [span.start for span in found[1:]]
    words: list[str] = []
    forms: set[str] = set()
    terms: list[str] = []
    places: list[tuple[int, int]] = []
    sentence = 0
    for term, word, stop, start, end in analysed:
        words.append(word)
        if not stop:
            while sentence < len(following) and following[sentence] <= start:
                terms.append("\f")
                sentence += 1
            terms.append(term)
            forms.add(word)
            places.append((start, end))
    terms += "\f" * (len(following) - sentence)
    return Profile(
        words=_lines(words),
        stops=_lines(word for word in dict.fromkeys(words) if word not in forms),
        terms=_lines(terms),
        places=_written(places),
        bounds=_written(found),
        evidence=tuple(_evidence(text, following)),
    )


@lru_cache(REMEMBERED)
def terms_of(title: str, language: str, analysis: Analysis) -> frozenset[str]:
    """Return the terms of a document's title."""
    return frozenset(analysis.terms(title, language))


_load = lru_cache(REMEMBERED)(Profile.load)
profile = lru_cache(REMEMBERED)(_make)


def forget() -> None:
    """Forget the profiles that were read or made last."""
    _load.cache_clear()
    profile.cache_clear()


@lru_cache
def _key(language: str) -> bytes:
    """Return what a stored profile begins with: what it depends on beside the text."""
    name = f"{VERSION} {analysis_name()} {language}"
    return blake2b(name.encode(), digest_size=_KEY_SIZE).digest()


def _evidence(text: str, following: Sequence[int]) -> Iterator[str]:
    """Yield the evidence of each type; ``following`` is where all sentences but the first start."""
    for pieces in evidence(text).values():
        if not pieces:
            yield ""
            continue
        found: list[dict[str, None]] = [{} for _ in range(len(following) + 1)]
        for start, words in pieces:
            if words:
                found[bisect_right(following, start)][" ".join(sorted(words))] = None
        yield "\f".join(map("\n".join, found))


def _lines(items: Iterable[str]) -> str:
    return "\n".join(("", *items, ""))


def _written(spans: Iterable[tuple[int, int]]) -> str:
    """Return spans as numbers: how far each starts after the one before, and how long it is."""
    numbers = []
    before = 0
    for start, end in spans:
        numbers += [start - before, end - start]
        before = start
    return " ".join(map(str, numbers))


def _read(numbers: str) -> list[Span]:
    return [Span(start, start + length) for start, length in zip(*_numbers(numbers), strict=True)]


def _numbers(written: str) -> tuple[list[int], list[int]]:
    """Return where spans that were written start, and their lengths.

    To make all eighty spans of a passage, where three are marked, took twice as long.
    """
    gaps_and_lengths = list(map(int, written.split()))
    return list(accumulate(gaps_and_lengths[::2])), gaps_and_lengths[1::2]
