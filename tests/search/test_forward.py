from __future__ import annotations

from collections import Counter
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_large_counts_and_vocabularies_are_stored_whole() -> None:
    passages = [[f"w{number}" for number in range(70_000)], ["w1"] * 70_000]

    forward = Forward.load(Forward.of(passages).dump())

    assert read(forward) == list(map(Counter, passages))
