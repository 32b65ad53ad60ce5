"""BM25+ over passages that come and go.

The definition is ``rank_bm25.BM25Plus``, the base class. A passage of ``L`` terms that has a query
term ``f`` times gains

    idf · (delta + f · (k1 + 1) / (f + k1 · (1 - b + b · L / avgdl))),  idf = log((N + 1) / df)

where ``df`` of the ``N`` passages have the term and ``avgdl`` is their mean length in terms. The
class adds and removes single passages, where ``rank_bm25`` builds anew; after any changes
:meth:`LiveBM25.get_scores` equals that of a new ``BM25Plus`` bit for bit
(``tests/search/test_bm25.py`` compares them).

Why BM25+: its idf is above 0 even for a term that every passage has, so one passage alone can be
found. With ``BM25Okapi`` it scores below a passage without a match, and of two the wrong one can
come first. Its ``delta`` comes from Lv & Zhai, "Lower-Bounding Term Frequency Normalization" (CIKM
2011): a long passage with a term must not fall behind one without it; 1.0 is the value they
recommend.

Why :meth:`LiveBM25.search` leaves ``delta`` out: ``rank_bm25`` adds ``idf · delta`` for passages
without the term as well, so ``Σ idf · delta`` is the same for all passages. It cannot change their
order, but it would lift a passage that matches nothing over any threshold. Without it, 0 means that
nothing matches.

``k1 = 0.9`` and ``b = 0.4`` found the right passage first for 47.0 % of 115 questions on 13.9k
passages of press releases, 45.2 % with the defaults of ``rank_bm25`` (1.5, 0.75): passages are
short and much alike in length, so neither repeats nor length tell much.

Lengths are divided by ``avgdl`` once after a change, for all passages, when first needed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

import numpy as np
from rank_bm25 import BM25Plus

from bot.model import PassageId
from bot.search.forward import Forward, Integers, Ints
from bot.search.inverted import Inverted
from bot.search.maxscore import Best, Floats, Pool, Term, added, best, ordered, saturation
from bot.search.postings import Column, Postings
from bot.search.spelling import nearest

_AROUND = 50
"""Compounds of a word: the rarer ones of a large library are left out, for each is searched."""
_NOWHERE = (0, 0, 0, 0)


class LiveBM25(BM25Plus):  # type: ignore[misc]  # rank_bm25 ships no types
    """An index of passages, each a sequence of terms, that is kept in the order of addition.

    Raises :exc:`ValueError` unless ``k1 >= 0``, ``0 <= b <= 1`` and ``delta >= 0``.

    Several threads may search at once; a change needs the index to itself.
    """

    def __init__(self, *, k1: float = 0.9, b: float = 0.4, delta: float = 1.0) -> None:
        # The base class's own would build from a whole corpus, and divides by zero without one.
        if not (0 <= k1 < math.inf and 0 <= b <= 1 and 0 <= delta < math.inf):
            raise ValueError(f"k1={k1}, b={b}, delta={delta} are no parameters of BM25+")
        self.k1 = k1
        self.b = b
        self.delta = delta
        self.tokenizer = None
        self.postings = Postings()
        self._ids = Column(np.int64)
        self._slots: dict[PassageId, int] | None = None  # 85 bytes a passage, for changes only
        self._scored: Pool | None = None
        self.best: Best = best
        """How it is searched; :mod:`bot.search.kernel` has a quicker way with the same results."""

    def __len__(self) -> int:
        return self.postings.live_count

    def __contains__(self, passage_id: object) -> bool:
        return passage_id in self._slot_of()

    def __iter__(self) -> Iterator[PassageId]:
        return iter(self._slot_of())

    def add(self, passage_id: PassageId, terms: Sequence[str]) -> None:
        """Index a passage as the youngest; it may have no terms.

        Raises :exc:`ValueError` if the id is in the index already.
        """
        self.extend([passage_id], Inverted.of([Forward.of([terms])]))

    def extend(self, passage_ids: Sequence[PassageId], inverted: Inverted) -> None:
        """Index passages as the youngest, in their order: twenty in .4 ms.

        Raises :exc:`ValueError`, before anything is changed, if one of the ids is in the index
        already or given twice.
        """
        if len(set(passage_ids)) < len(passage_ids):
            raise ValueError("a passage is given twice")
        known = self._slot_of() if len(self) else None
        for passage_id in passage_ids:
            if known and passage_id in known:
                raise ValueError(f"passage {passage_id} is in the index already")
        slots = self.postings.extend(inverted)
        self._ids.extend(passage_ids)
        if known:
            known.update(zip(passage_ids, slots, strict=True))
        self._slots = known
        self._scored = None

    def remove(self, passage_ids: Iterable[PassageId]) -> None:
        """Forget passages; an id that is given twice counts once.

        Raises :exc:`KeyError`, before anything is changed, if one of the ids is not in the index.
        """
        leaving, known = dict.fromkeys(passage_ids), self._slot_of()
        for passage_id in leaving:
            if passage_id not in known:
                raise KeyError(passage_id)
        slots = [known.pop(passage_id) for passage_id in leaving]
        self.postings.remove(np.array(slots, np.int64))
        self._scored = None
        if self.postings.slot_count > 2 * len(self):
            self._ids.keep(self.postings.compact())
            self._slots = None

    def document_frequency(self, term: str) -> int:
        """Return how many passages have ``term``."""
        return self.postings.frequency(term)

    def terms(self) -> Iterator[tuple[str, int]]:
        """Yield each term that a passage has, with its document frequency."""
        return self.postings.frequencies_by_term()

    def known(self, terms: Iterable[str]) -> dict[str, int]:
        """Return those of many terms that a passage has, with their document frequencies."""
        frequencies = self.postings.frequencies.values
        rows = self.postings.vocabulary.known(terms)
        return {term: int(frequencies[row]) for term, row in rows.items() if frequencies[row]}

    def nearest(self, term: str) -> str | None:
        """Return the term that a passage has and that is the nearest to an unknown one."""
        return nearest(
            (slips, frequency, other)
            for slips, row, other in self.postings.vocabulary.near(term)
            if (frequency := int(self.postings.frequencies.values[row]))
        )

    def around(self, part: str) -> list[str]:
        """Return the longer terms that begin or end with another, the most frequent of them."""
        frequencies = self.postings.frequencies.values
        found = (
            (int(frequencies[row]), term) for term, row in self.postings.vocabulary.around(part)
        )
        return [term for frequency, term in nlargest(_AROUND, found) if frequency]

    def weight_of(self, term: str) -> float:
        """Return the idf of ``term``, ``log((N + 1) / df)``, in nats.

        A term that no passage has weighs as much as one that a single passage has, ``log(N + 1)``;
        in an empty index that is 0.
        """
        return math.log((len(self) + 1) / (self.document_frequency(term) or 1))

    def search(
        self,
        query: Mapping[str, float],
        k: int,
        *,
        only: Collection[PassageId] | None = None,
    ) -> list[tuple[PassageId, float]]:
        """Return the ``k`` best passages with their scores, best first, of equals the oldest first.

        ``query`` gives each term's weight, 1 for a word of the question and less for an expansion.
        A score is ``Σ weight · idf · f · (k1 + 1) / (f + norm)``; passages that have no term of the
        query are left out, and so are all that are not among ``only``, where unknown ids do no
        harm. The idf is that of the whole index.

        Raises :exc:`ValueError` for a weight that is negative or not finite.
        """
        terms = self._terms(query)
        if k <= 0 or not terms:
            return []
        pool = self._pool()
        if only is None:
            slots, scores = self.best(pool, terms, k)
        else:
            wanted = np.isin(self._ids.values, np.fromiter(only, np.int64, len(only)))
            slots = np.flatnonzero(wanted & self.postings.live.values)
            slots, scores = ordered(slots, added(pool, terms, slots, np.zeros(len(slots))), k)
        return list(zip(self._ids.values[slots].tolist(), scores.tolist(), strict=True))

    def get_scores(self, query: Iterable[str]) -> Floats:
        """Return what ``BM25Plus`` returns: the scores of all passages in order of addition.

        They include ``Σ idf · delta``, and a term of the query counts as often as it is repeated.
        The array is empty for an empty index, and all 0 if no passage has a term, where
        ``rank_bm25`` raises :exc:`ZeroDivisionError`.
        """
        scores = np.zeros(self.postings.slot_count)
        for term in query:
            if self.document_frequency(term):
                idf = self.weight_of(term)
                slots, counts = self._postings_of(term)
                gains = np.full(len(scores), idf * self.delta)
                gains[slots] = idf * (self.delta + saturation(self._pool(), slots, counts))
                scores += gains
        return scores[self.postings.live.values]

    def get_batch_scores(self, query: Iterable[str], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of the passages at the places ``doc_ids`` in the order of addition.

        Raises :exc:`IndexError` for a place that is not in the index.
        """
        scores: list[float] = self.get_scores(query)[np.array(doc_ids, np.intp)].tolist()
        return scores

    @property
    def corpus_size(self) -> int:
        """The number of passages, as ``BM25Plus`` names it."""
        return len(self)

    @property
    def avgdl(self) -> float:
        """The mean number of terms in a passage; 0 for an empty index."""
        return self.postings.live_length / (len(self) or 1)

    @property
    def doc_len(self) -> Ints:
        """The number of terms of each passage in order of addition, repeats included."""
        return self.postings.lengths.values[self.postings.live.values]

    @property
    def idf(self) -> dict[str, float]:
        """The idf of each term, made anew at each call; :meth:`weight_of` gives one."""
        return {term: self.weight_of(term) for term, _ in self.terms()}

    @property
    def doc_freqs(self) -> list[dict[str, int]]:
        """Each passage's terms with their counts, made anew at each call."""
        frequencies: dict[int, dict[str, int]] = {slot: {} for slot in self._slot_of().values()}
        for term, _ in self.terms():
            slots, counts = self._postings_of(term)
            for slot, count in zip(slots.tolist(), counts.tolist(), strict=True):
                if slot in frequencies:
                    frequencies[slot][term] = count
        return list(frequencies.values())

    def _slot_of(self) -> dict[PassageId, int]:
        """Return the slot of each passage in order of addition, gathered when first needed."""
        if self._slots is None:
            slots = np.flatnonzero(self.postings.live.values)
            ids = self._ids.values[slots]
            self._slots = dict(zip(map(PassageId, ids.tolist()), slots.tolist(), strict=True))
        return self._slots

    def _terms(self, query: Mapping[str, float]) -> list[Term]:
        """Return the terms that occur, those that can add most first."""
        least = self.k1 * (1 - self.b)  # the norm of a passage without length
        terms = []
        count = len(self) + 1
        for term, weight in query.items():
            if not 0 <= weight < math.inf:
                raise ValueError(f"the weight of {term!r} is {weight}, not a number from 0 on")
            first, size, peak, frequency = self.postings.of(term) or _NOWHERE
            if frequency:
                total = weight * math.log(count / frequency)
                ceiling = total * (self.k1 + 1) * peak / (peak + least)
                terms.append(Term(first, size, total, ceiling))
        return sorted(terms, key=lambda term: -term.ceiling)

    def _postings_of(self, term: str) -> tuple[Integers, Integers]:
        """Return the slots that have a term, and its counts there."""
        first, size, _, _ = self.postings.of(term) or _NOWHERE
        cells = slice(first, first + size)
        return self.postings.slots.values[cells], self.postings.counts.values[cells]

    def _pool(self) -> Pool:
        """Return the postings with what scores them, which is computed once after a change."""
        if self._scored is None:
            postings = self.postings
            lengths = postings.lengths.values.astype(np.float64)
            norms = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
            norms[~postings.live.values] = np.inf
            self._scored = Pool(postings.slots.values, postings.counts.values, norms, self.k1)
        return self._scored
