from __future__ import annotations

from collections import Counter
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import forward as module
from bot.search.forward import Forward

Passages: TypeAlias = list[list[str]]

PASSAGES = st.lists(st.lists(st.sampled_from(["a", "bb", "ccc", "é", "漢字", "d"]), max_size=6))
SEQUENCES = settings(deadline=None)


def read(forward: Forward) -> list[Counter[str]]:
    """Return the terms of each passage."""
    terms = forward.terms()
    found, at = [], 0
    for width in forward.widths.tolist():
        pairs = slice(at, at + width)
        at += width
        places, counts = forward.places[pairs].tolist(), forward.counts[pairs].tolist()
        assert len(set(places)) == width
        found.append(Counter({terms[p]: count for p, count in zip(places, counts, strict=True)}))
    return found


@SEQUENCES
@given(PASSAGES)
def test_what_is_stored_is_read_as_it_was(passages: Passages) -> None:
    forward = Forward.load(Forward.of(passages).dump())

    assert read(forward) == list(map(Counter, passages))
    assert len(forward.hashes) == len(set(forward.terms()))


@SEQUENCES
@given(st.lists(PASSAGES))
def test_documents_are_merged_over_one_vocabulary(documents: list[Passages]) -> None:
    merged = Forward.merge([Forward.load(Forward.of(each).dump()) for each in documents])

    assert read(merged) == [Counter(passage) for each in documents for passage in each]
    assert len(merged.terms()) == len({t for each in documents for p in each for t in p})
    assert (merged.hashes[1:] > merged.hashes[:-1]).all()
    assert merged.hashes.tolist() == [module.hash_of(term) for term in merged.terms()]


def test_hashes_that_differ_in_their_lowest_bits_alone_stay_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hashes = {"a": 7 << 16 | 1, "b": 7 << 16, "c": 3}
    monkeypatch.setattr(module, "hash_of", hashes.__getitem__)

    merged = Forward.merge(
        [Forward.of([["a", "b"]]), Forward.of([["c", "a"]]), Forward.of([["b"]])]
    )

    assert merged.terms() == ["c", "b", "a"]
    assert read(merged) == [Counter("ab"), Counter("ca"), Counter("b")]


def test_large_counts_and_vocabularies_are_stored_whole() -> None:
    passages = [[f"w{number}" for number in range(70_000)], ["w1"] * 70_000]

    forward = Forward.load(Forward.of(passages).dump())

    assert read(forward) == list(map(Counter, passages))


def test_the_places_of_keys_are_those_of_a_stable_sort() -> None:
    keys = np.random.default_rng(0).integers(0, 2**40, 5000) >> np.arange(5000) % 40

    assert (module.places_by(keys, bits=40) == np.argsort(keys, kind="stable")).all()


def test_more_documents_than_are_merged_at_once_keep_their_order() -> None:
    passages = [[f"word{number}", "gate"] for number in range(600)]

    merged = Forward.merge([Forward.of([terms]) for terms in passages])

    assert read(merged) == [Counter(terms) for terms in passages]
    assert len(merged.terms()) == 601
