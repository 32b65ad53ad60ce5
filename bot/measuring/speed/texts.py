"""Texts and questions made by chance, the same for the same seed.

Words are made of syllables; how often each occurs follows Zipf's law as Mandelbrot mended it
(1 / (rank + 2.7) ** 1.05), so that the vocabulary grows with the text: some 15,000 words in 1,000
passages, 250,000 in 100,000. Content words alternate with English function words; a sentence has 8
to 24 words, a passage 3 to 7 sentences, a document 20 passages, near what releases have. A question
takes the words of a passage, so that something can be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.model import Span

PASSAGES = 20
"""Passages of a document."""

_WORDS = 500_000
_SYLLABLES = tuple(
    f"{consonant}{vowel}{end}"
    for consonant in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "tr")
    for vowel in "aeiou"
    for end in ("", "n", "r", "l")
)
_FUNCTION_WORDS = ("the", "of", "and", "to", "in", "for", "with", "on", "by", "from")


@dataclass(frozen=True, slots=True)
class Text:
    """A made document: its text and where its passages stand in it."""

    title: str
    text: str
    spans: tuple[Span, ...]


class Maker:
    """Makes documents and questions; two of the same seed make the same ones."""

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        weights = 1 / (np.arange(_WORDS) + 2.7) ** 1.05
        self._bounds: NDArray[np.float64] = np.cumsum(weights / weights.sum())

    def documents(self, passages: int) -> Iterator[Text]:
        """Yield documents that have so many passages together."""
        for number in range(0, passages, PASSAGES):
            parts = [self._passage() for _ in range(min(PASSAGES, passages - number))]
            yield _document(" ".join(self._words(6)).capitalize(), parts)

    def terms(self, passages: int) -> Iterator[list[str]]:
        """Yield the content words of so many passages: what is indexed, without the sentences."""
        for _ in range(passages):
            sentences = int(self._random.integers(3, 8))
            yield self._words(int(self._random.integers(5, 15, sentences).sum()))

    def question(self, terms: Sequence[str]) -> list[str]:
        """Return two to five different terms of a passage."""
        distinct = list(dict.fromkeys(terms))
        count = min(int(self._random.integers(2, 6)), len(distinct))
        return [distinct[i] for i in self._random.permutation(len(distinct))[:count].tolist()]

    def _passage(self) -> str:
        return " ".join(self._sentence() for _ in range(int(self._random.integers(3, 8))))

    def _sentence(self) -> str:
        content = self._words(int(self._random.integers(5, 15)))
        between = self._random.integers(0, 2 * len(_FUNCTION_WORDS), len(content)).tolist()
        words: list[str] = []
        for word, place in zip(content, between, strict=True):
            words += [word, *_FUNCTION_WORDS[place : place + 1]]
        return f"{' '.join(words).capitalize()}."

    def _words(self, count: int) -> list[str]:
        ranks = np.searchsorted(self._bounds, self._random.random(count))
        return [_word(rank) for rank in ranks.tolist()]


@lru_cache(maxsize=_WORDS)
def _word(rank: int) -> str:
    """Return the word of a rank: the rarer, the longer, as in languages."""
    syllables: list[str] = []
    while rank >= 0 or len(syllables) < 2:
        rank, place = divmod(max(rank, 0), len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
        rank -= 1
    return "".join(syllables)


def _document(title: str, passages: list[str]) -> Text:
    spans = []
    start = 0
    for passage in passages:
        spans.append(Span(start, start + len(passage)))
        start += len(passage) + 2
    return Text(title, "\n\n".join(passages), tuple(spans))
