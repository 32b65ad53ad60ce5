"""The compiled search against that of NumPy: the same slots and scores, bit for bit."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import PassageId
from bot.search import kernel
from bot.search.bm25 import LiveBM25
from bot.search.kernel import Kernel, Loading
from bot.search.maxscore import Best
from tests.search.test_bm25 import CHANGES, Change, changed, filled, zipf

SEQUENCES = settings(deadline=None, max_examples=100)


@pytest.fixture(scope="module", params=["as it is written", "compiled"])
def best(request: pytest.FixtureRequest) -> Best:
    if request.param == "as it is written":
        return Kernel(kernel.find)
    return kernel.load() or pytest.skip("the extra `fast` is not installed")


@SEQUENCES
@given(
    changes=st.lists(CHANGES, max_size=1).map(lambda lists: [x for each in lists for x in each]),
    query=st.dictionaries(st.sampled_from("abcdz"), st.sampled_from([0.0, 0.15, 1.0])),
    k=st.integers(1, 12),
)
def test_a_search_by_loops_finds_the_same(
    best: Best, changes: list[Change], query: dict[str, float], k: int
) -> None:
    index = LiveBM25()
    changed(index, changes)
    expected = index.search(query, k)

    index.best = best

    assert index.search(query, k) == expected
    assert index.search(query, k) == expected  # nothing is left of the first


def test_a_larger_library_is_searched_by_loops_alike(best: Best) -> None:
    library = zipf(800, words=1500, length=20)
    by_numpy, by_loops = filled(library), filled(library)
    by_loops.best = best
    rng = random.Random(2)
    for index in (by_numpy, by_loops):
        index.remove([PassageId(number) for number in range(0, 800, 5)])
    for _ in range(20):
        query = dict.fromkeys([*rng.choice(list(library.values()))[:5], "w0", "w1"], 1.0)
        for k in (1, 10, 700):
            assert by_loops.search(query, k) == by_numpy.search(query, k)


def test_the_kernel_is_loaded_beside_other_work_if_it_is_installed() -> None:
    loading = Loading()
    loading.kernel()
    thread = loading._thread
    assert thread

    thread.join(60)

    assert (loading.kernel() is None) == (kernel.load() is None)
    assert loading._thread is thread
