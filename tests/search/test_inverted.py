from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import forward
from bot.search.forward import Forward, Ints
from bot.search.inverted import Inverted, places_by

Passages: TypeAlias = list[list[str]]

PASSAGES = st.lists(st.lists(st.sampled_from(["a", "bb", "ccc", "é", "漢字", "d"]), max_size=6))
SEQUENCES = settings(deadline=None)


def inverted(documents: Sequence[Passages], at_once: int = 4) -> Inverted:
    stored = [Forward.of(each).dump() for each in documents]
    return Inverted.of([Forward.load(each) for each in stored], at_once=at_once)


def terms_of(index: Inverted) -> list[str]:
    return index.text.decode().split("\n")[:-1]


def runs(sizes: Ints, *columns: Ints) -> list[list[tuple[int, ...]]]:
    """Cut columns into runs of these sizes."""
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    return [rows[a:b] for a, b in pairwise(accumulate(sizes.tolist(), initial=0))]


@SEQUENCES
@given(st.lists(PASSAGES), st.integers(1, 20))
def test_every_term_has_the_passages_that_have_it_and_every_passage_its_terms(
    documents: list[Passages], at_once: int
) -> None:
    index = inverted(documents, at_once)

    passages = [Counter(passage) for passage in chain(*documents)]
    terms = terms_of(index)
    assert index.hashes.tolist() == sorted({forward.hash_of(t) for t in chain(*passages)})
    assert index.hashes.tolist() == [forward.hash_of(term) for term in terms]
    assert runs(index.sizes, index.slots, index.counts) == [
        [(slot, counts[term]) for slot, counts in enumerate(passages) if term in counts]
        for term in terms
    ]
    assert [
        [terms[place] for (place,) in places] for places in runs(index.widths, index.places)
    ] == list(map(list, passages))
    assert index.lengths.tolist() == [counts.total() for counts in passages]


@pytest.mark.parametrize("at_once", [1, 100])
def test_hashes_that_differ_in_their_lowest_bits_alone_stay_apart(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    hashes = {"a": 7 << 16 | 1, "b": 7 << 16, "c": 3}
    monkeypatch.setattr(forward, "hash_of", hashes.__getitem__)

    index = inverted([[["a", "b"]], [["c", "a"]], [["b"]]], at_once)

    assert terms_of(index) == ["c", "b", "a"]
    assert index.slots.tolist() == [1, 0, 2, 0, 1]


def test_more_terms_than_sixteen_bits_number_are_sorted() -> None:
    words = [f"w{number}" for number in range(70_000)]

    index = inverted([[words, words[:1], words[-1:] * 2]])

    sizes = dict(zip(terms_of(index), index.sizes.tolist(), strict=True))
    assert len(sizes) == 70_000
    assert {term for term, size in sizes.items() if size > 1} == {words[0], words[-1]}
    assert index.lengths.tolist() == [70_000, 1, 2]


def test_the_places_of_keys_are_those_of_a_stable_sort() -> None:
    keys = np.random.default_rng(0).integers(0, 2**40, 5000) >> np.arange(5000) % 40

    assert (places_by(keys, bits=40) == np.argsort(keys, kind="stable")).all()
