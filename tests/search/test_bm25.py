"""``LiveBM25`` against ``rank_bm25``, the oracle."""

from __future__ import annotations

import math
import random
import tracemalloc
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from bot.model import PassageId
from bot.search import maxscore
from bot.search.bm25 import LiveBM25
from bot.search.forward import Forward, Ints
from bot.search.inverted import Inverted

Library: TypeAlias = dict[PassageId, list[str]]
Change: TypeAlias = list[str] | set[int]

# Few words and short passages: ties, and words that every passage or none has, are frequent.
WORDS = st.sampled_from("abcd")
ADDED = st.lists(WORDS, max_size=6)
REMOVED = st.sets(st.integers(0, 40), max_size=6)
CHANGES = st.lists(ADDED | ADDED | REMOVED, max_size=40)
QUERY = st.lists(st.sampled_from("abcdz"), max_size=5)
PARAMETERS = st.sampled_from([(0.9, 0.4, 1.0), (1.5, 0.75, 1.0), (2.0, 0.99, 0.0), (0.5, 0.0, 0.3)])

# A busy machine is no failure.
SEQUENCES = settings(deadline=None, max_examples=100)


def changed(index: LiveBM25, changes: Iterable[Change]) -> Library:
    """Add lists of terms and remove the passages at sets of places; return what is left."""
    library: Library = {}
    for number, change in enumerate(changes):
        if isinstance(change, list):
            passage_id = PassageId(1000 - number)  # The ids fall: age is not their order.
            index.add(passage_id, change)
            library[passage_id] = change
        else:
            gone = [passage_id for place, passage_id in enumerate(library) if place in change]
            index.remove(gone)
            for passage_id in gone:
                del library[passage_id]
        index.get_scores(["a"])  # What this caches must not outlive the next change.
    return library


def indexed(*passages: str) -> LiveBM25:
    """Index each string's words, with ids from 1 on."""
    index = LiveBM25()
    for number, passage in enumerate(passages, start=1):
        index.add(PassageId(number), passage.split())
    return index


def zipf(count: int, *, words: int, length: int, seed: int = 0) -> Library:
    """Make passages in which the word ``w0`` is frequent and later ones ever rarer."""
    rng = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(words)]
    weights = list(accumulate(1 / (number + 1) for number in range(words)))
    return {
        PassageId(number): rng.choices(
            vocabulary, cum_weights=weights, k=rng.randint(1, 2 * length)
        )
        for number in range(count)
    }


def filled(library: Mapping[PassageId, Sequence[str]]) -> LiveBM25:
    index = LiveBM25()
    index.extend(list(library), Inverted.of([Forward.of(library.values())]))
    return index


def oracle(index: LiveBM25, library: Library) -> Any:  # noqa: ANN401 - rank_bm25 ships no types
    return BM25Plus(list(library.values()), k1=index.k1, b=index.b, delta=index.delta)


def matches(
    index: LiveBM25,
    library: Library,
    query: Collection[str],
    *,
    only: Collection[int] | None = None,
) -> dict[PassageId, float]:
    """Return the scores, without their constant, that the oracle gives to what has a term."""
    if not any(library.values()):
        return {}
    bm25 = oracle(index, library)
    constant = sum(bm25.idf.get(term, 0.0) * bm25.delta for term in query)
    scores = dict(zip(library, bm25.get_scores(query) - constant, strict=True))
    return {
        passage_id: scores[passage_id]
        for passage_id, terms in library.items()
        if set(query) & set(terms) and (only is None or passage_id in only)
    }


def check_ranking(
    found: Sequence[tuple[PassageId, float]], expected: dict[PassageId, float], k: int
) -> None:
    """Compare with the oracle's scores; of equals, the one that ``expected`` has first leads."""
    assert len(found) == min(k, len(expected))
    assert [score for _, score in found] == pytest.approx(
        sorted(expected.values(), reverse=True)[:k], abs=1e-9
    )
    assert dict(found) == pytest.approx({key: expected[key] for key, _ in found}, abs=1e-9)
    age = {passage_id: place for place, passage_id in enumerate(expected)}
    assert list(found) == sorted(found, key=lambda hit: (-hit[1], age[hit[0]]))


# --- against a fresh rank_bm25 ---------------------------------------------------------------


@SEQUENCES
@given(CHANGES, QUERY, PARAMETERS)
def test_scores_equal_a_fresh_rank_bm25_bit_for_bit_after_any_adds_and_removes(
    changes: list[Change], query: list[str], parameters: tuple[float, float, float]
) -> None:
    k1, b, delta = parameters
    index = LiveBM25(k1=k1, b=b, delta=delta)
    library = changed(index, changes)

    assert list(index) == list(library)
    assert len(index) == len(library)
    if any(library.values()):
        expected = oracle(index, library).get_scores(query).tolist()
    else:
        expected = [0.0] * len(library)
    assert index.get_scores(query).tolist() == expected


@SEQUENCES
@given(CHANGES, QUERY, st.integers(1, 12))
def test_a_search_finds_the_best_by_those_scores_without_their_constant(
    changes: list[Change], words: list[str], k: int
) -> None:
    index = LiveBM25()
    library = changed(index, changes)
    query = dict.fromkeys(words, 1.0)

    found = index.search(query, k)

    check_ranking(found, matches(index, library, query), k)
    assert found == index.search(query, 1000)[:k]


@SEQUENCES
@given(CHANGES, QUERY, st.integers(1, 12), st.sets(st.integers(960, 1001)))
def test_a_search_among_some_passages_finds_their_best_with_the_same_scores(
    changes: list[Change], words: list[str], k: int, numbers: set[int]
) -> None:
    index = LiveBM25()
    library = changed(index, changes)
    query = dict.fromkeys(words, 1.0)
    only = {PassageId(number) for number in numbers}

    found = index.search(query, k, only=only)

    check_ranking(found, matches(index, library, query, only=only), k)
    assert found == [hit for hit in index.search(query, 1000) if hit[0] in only][:k]


@SEQUENCES
@given(CHANGES)
def test_document_frequencies_and_idf_are_those_of_the_passages_that_are_left(
    changes: list[Change],
) -> None:
    index = LiveBM25()
    library = changed(index, changes)

    frequencies = {
        word: sum(word in terms for terms in library.values())
        for word in {word for terms in library.values() for word in terms}
    }
    assert dict(index.terms()) == frequencies
    assert {word: index.document_frequency(word) for word in "abcdz"} == {
        word: frequencies.get(word, 0) for word in "abcdz"
    }
    if frequencies:
        idf = oracle(index, library).idf
        assert index.idf == idf
        assert {word: index.weight_of(word) for word in idf} == idf


@SEQUENCES
@given(CHANGES, QUERY)
def test_the_methods_of_rank_bm25_itself_agree_when_they_run_on_the_index(
    changes: list[Change], query: list[str]
) -> None:
    index = LiveBM25()
    library = changed(index, [*changes, ["a"]])
    bm25 = oracle(index, library)
    places = list(range(len(library)))[::-2]

    assert index.corpus_size == bm25.corpus_size
    assert index.avgdl == bm25.avgdl
    assert index.doc_len.tolist() == bm25.doc_len
    assert index.doc_freqs == bm25.doc_freqs
    scores = index.get_scores(query).tolist()
    assert BM25Plus.get_scores(index, query).tolist() == scores
    assert index.get_batch_scores(query, places) == bm25.get_batch_scores(query, places)
    assert index.get_top_n(query, list(library), n=3) == bm25.get_top_n(query, list(library), n=3)


@pytest.mark.parametrize("removed", [0, 900, 1100], ids=["none", "some dead", "compacted"])
def test_a_larger_library_is_searched_exactly_though_not_all_postings_are_read(
    removed: int,
) -> None:
    library = zipf(2000, words=3000, length=20)
    index = filled(library)
    rng = random.Random(1)
    gone = rng.sample(sorted(library), removed)
    index.remove(gone)
    for passage_id in gone:
        del library[passage_id]

    assert index.doc_freqs == oracle(index, library).doc_freqs
    for _ in range(15):
        query = dict.fromkeys([*rng.choice(list(library.values()))[:5], "w0", "w1"], 1.0)
        expected = matches(index, library, query)
        for k in (1, 10, 300):
            check_ranking(index.search(query, k), expected, k)


# --- small libraries -------------------------------------------------------------------------


def test_an_empty_index_has_no_scores_and_finds_nothing() -> None:
    index = LiveBM25()

    assert index.get_scores(["a"]).shape == (0,)
    assert index.get_batch_scores(["a"], []) == []
    assert index.get_top_n(["a"], []) == []
    assert index.search({"a": 1.0}, 5) == []
    assert index.weight_of("a") == 0.0
    assert list(index.terms()) == []
    assert index.avgdl == 0.0


def test_an_index_that_was_emptied_can_be_filled_again() -> None:
    index = indexed("a b", "b c")
    index.remove(list(index))
    assert list(index.terms()) == []
    assert index.search({"b": 1.0}, 5) == []

    index.add(PassageId(1), ["b"])

    assert index.search({"b": 1.0}, 5) == indexed("b").search({"b": 1.0}, 5)
    assert dict(index.terms()) == {"b": 1}


def test_the_only_passage_is_found_by_its_terms_and_not_by_others() -> None:
    index = indexed("a b b")

    (hit,) = index.search({"b": 1.0}, 5)

    assert hit[0] == 1
    assert hit[1] == pytest.approx(math.log(2) * 2 * 1.9 / (2 + 0.9))
    assert index.search({"z": 1.0}, 5) == []


def test_a_term_of_every_passage_still_weighs_something_and_finds_all() -> None:
    index = indexed("a b", "a c", "a d")

    assert index.weight_of("a") == pytest.approx(math.log(4 / 3))
    found = index.search({"a": 1.0}, 5)
    assert [passage_id for passage_id, _ in found] == [1, 2, 3]
    assert all(score > 0 for _, score in found)


def test_a_passage_without_terms_counts_as_a_passage_and_is_never_found() -> None:
    index = indexed("a", "", "b")

    assert len(index) == 3
    assert index.weight_of("a") == math.log(4)
    assert [passage_id for passage_id, _ in index.search({"a": 1.0, "b": 1.0}, 5)] == [1, 3]
    assert index.search({"a": 1.0}, 5, only=[PassageId(2)]) == []


def test_where_no_passage_has_a_term_all_scores_are_0() -> None:
    index = indexed("", "")

    assert index.get_scores(["a"]).tolist() == [0.0, 0.0]
    assert index.search({"a": 1.0}, 5) == []


def test_a_passage_without_terms_does_not_divide_by_zero_when_b_is_1() -> None:
    index = LiveBM25(k1=0.9, b=1.0)
    index.add(PassageId(1), [])
    index.add(PassageId(2), ["a"])

    scores = index.get_scores(["a"])

    assert np.isfinite(scores).all()
    assert scores[0] == index.weight_of("a") * index.delta


# --- queries ---------------------------------------------------------------------------------


def test_a_weight_scales_what_its_term_gains() -> None:
    index = indexed("a", "a b", "b c c", "d")
    ids = list(index)
    a, b = (dict(index.search({word: 1.0}, 5)) for word in "ab")

    found = dict(index.search({"a": 1.0, "b": 0.15}, 5))

    assert found == pytest.approx(
        {key: a.get(key, 0) + 0.15 * b.get(key, 0) for key in ids if key in {**a, **b}}
    )


def test_a_light_rare_term_does_not_hide_a_passage_with_a_full_common_one() -> None:
    index = indexed(*["common"] * 30, *["filler"] * 60, "rare", "rare")

    found = index.search({"rare": 0.1, "common": 1.0}, 3)

    assert [passage_id for passage_id, _ in found] == [1, 2, 3]


def test_a_term_of_weight_0_finds_nothing() -> None:
    index = indexed("a", "b")

    assert [passage_id for passage_id, _ in index.search({"a": 0.0, "b": 1.0}, 5)] == [2]


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf])
def test_a_weight_that_is_negative_or_not_finite_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight of 'a'"):
        indexed("a").search({"a": weight}, 5)


def test_equal_passages_are_found_oldest_first_whatever_their_ids() -> None:
    index = LiveBM25()
    for number in (30, 10, 20, 40):
        index.add(PassageId(number), ["a", "b"])
    index.remove([PassageId(30)])
    index.add(PassageId(30), ["a", "b"])

    assert [passage_id for passage_id, _ in index.search({"a": 1.0}, 5)] == [10, 20, 40, 30]
    assert [passage_id for passage_id, _ in index.search({"a": 1.0}, 2)] == [10, 20]


@pytest.mark.parametrize("k", [0, -1])
def test_no_passage_is_found_when_none_is_wanted(k: int) -> None:
    assert indexed("a").search({"a": 1.0}, k) == []


def test_a_search_among_passages_skips_ids_that_are_not_in_the_index() -> None:
    index = indexed("a", "a", "b")
    index.remove([PassageId(2)])

    only = [PassageId(1), PassageId(2), PassageId(3), PassageId(99), PassageId(1)]

    assert [passage_id for passage_id, _ in index.search({"a": 1.0}, 5, only=only)] == [1]
    assert index.search({"a": 1.0}, 5, only=[]) == []


def test_a_term_that_no_passage_has_weighs_as_one_that_a_single_passage_has() -> None:
    index = indexed("a", "b", "b c")

    assert index.weight_of("z") == index.weight_of("a") == math.log(4)


# --- changes ---------------------------------------------------------------------------------


def state(index: LiveBM25) -> tuple[object, ...]:
    scores = index.get_scores(["a", "b", "c"]).tolist()
    return list(index), scores, list(index.terms()), index.search({"a": 1.0, "b": 1.0}, 9)


def test_removing_an_unknown_passage_changes_nothing() -> None:
    index = indexed("a", "a b", "b c")
    before = state(index)

    with pytest.raises(KeyError):
        index.remove([PassageId(1), PassageId(9), PassageId(2)])

    assert state(index) == before


def test_adding_a_passage_twice_changes_nothing() -> None:
    index = indexed("a", "a b")
    before = state(index)

    with pytest.raises(ValueError, match="passage 2"):
        index.add(PassageId(2), ["c"])

    assert state(index) == before


def test_a_passage_named_twice_is_removed_once() -> None:
    index = indexed("a", "a b", "b c")

    index.remove([PassageId(2), PassageId(2)])

    assert PassageId(2) not in index
    assert dict(index.terms()) == {"a": 1, "b": 1, "c": 1}


def test_dead_slots_and_unused_terms_are_cleared_once_more_than_half_of_the_slots_are_dead() -> (
    None
):
    index = indexed(*(f"a w{number}" for number in range(10)))
    numbers = [PassageId(number) for number in (1, 2, 4, 7, 9)]

    index.remove(numbers)
    assert index.postings.slot_count == 10
    assert "w0" in index.postings.vocabulary

    index.remove([PassageId(3)])
    assert index.postings.slot_count == 4
    assert set(index.postings.vocabulary) == {"a", "w4", "w5", "w7", "w9"}
    assert list(index) == [5, 6, 8, 10]
    fresh = indexed("a w4", "a w5", "a w7", "a w9")
    assert index.get_scores(["w5", "a"]).tolist() == fresh.get_scores(["w5", "a"]).tolist()
    assert [key for key, _ in index.search({"w5": 1.0, "a": 1.0}, 9)] == [6, 5, 8, 10]


@pytest.mark.parametrize(("k1", "b", "delta"), [(-1, 0.4, 1), (0.9, 1.1, 1), (0.9, 0.4, math.nan)])
def test_parameters_without_a_meaning_are_refused(k1: float, b: float, delta: float) -> None:
    with pytest.raises(ValueError, match="parameters"):
        LiveBM25(k1=k1, b=b, delta=delta)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(
            {PassageId(7): ["w1"], PassageId(9): ["w0"] * 300}, id="a count of more than 8 bits"
        ),
        pytest.param(
            {PassageId(n): ["w1", "w2"] for n in range(7, 66_000)}, id="slots of more than 16"
        ),
        pytest.param({PassageId(7): [f"v{n}" for n in range(70_000)]}, id="terms of more than 16"),
        pytest.param(
            {PassageId(7 + n): [f"v{m}" for m in range(n, n + 500)] for n in range(200)},
            id="more than 16 for their postings",
        ),
    ],
)
def test_numbers_become_wider_when_they_have_to(more: Library) -> None:
    library = zipf(7, words=20, length=8)
    index = filled(library)
    index.extend(list(more), Inverted.of([Forward.of(more.values())]))
    library |= more
    gone = [PassageId(number) for number in (2, 7)]
    index.remove(gone)
    for passage_id in gone:
        del library[passage_id]
    index.add(PassageId(2), ["w1", "v69999"])
    library[PassageId(2)] = ["w1", "v69999"]

    for query in (["w0", "w1"], ["v100", "v69999", "w3"]):
        expected = oracle(index, library).get_scores(query).tolist()
        assert index.get_scores(query).tolist() == expected
        check_ranking(index.search(dict.fromkeys(query, 1.0), 5), matches(index, library, query), 5)


# --- costs -----------------------------------------------------------------------------------


def test_a_change_at_20_000_passages_writes_a_cell_for_each_of_its_terms_and_moves_few_rows() -> (
    None
):
    library = zipf(20_000, words=20_000, length=10)
    index = filled(library)
    postings = index.postings
    columns = {name: value for name, value in vars(postings).items() if hasattr(value, "widen")}
    before = {name: column.values.copy() for name, column in columns.items()}
    terms = ["w0", "w1", "w2", "w300", "w19999", "never seen"]

    index.add(PassageId(20_000), terms)

    written = {
        name: int(np.count_nonzero(old != columns[name].values[: len(old)]))
        for name, old in before.items()
    }
    assert all(count <= len(terms) for count in written.values()), written
    rows = [row for term in terms if (row := postings.vocabulary.get(term)) is not None]
    grown = int(postings.capacities.values[rows].sum())
    assert columns["slots"].size - len(before["slots"]) <= grown
    assert set(columns) == set(before)

    after = {name: column.values.copy() for name, column in columns.items()}
    index.remove([PassageId(20_000)])

    for name, old in after.items():
        changed_cells = int(np.count_nonzero(old != columns[name].values))
        assert changed_cells == {"frequencies": len(terms), "live": 1}.get(name, 0), name


def test_adding_passages_copies_each_posting_a_few_times_at_most_over_all() -> None:
    index = LiveBM25()
    postings = index.postings
    copied = 0
    for passage_id, terms in zipf(1000, words=2000, length=20).items():
        starts, sizes = postings.starts.values.copy(), postings.sizes.values.copy()
        pool = postings.slots.values.base
        index.add(passage_id, terms)
        copied += int(sizes[starts != postings.starts.values[: len(starts)]].sum())
        copied += postings.slots.size * (postings.slots.values.base is not pool)
    assert copied < 25 * postings.rows.size


def test_a_search_reads_few_postings_of_words_too_common_to_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    plain = maxscore.saturation

    def counting(pool: maxscore.Pool, slots: Ints, counts: Ints) -> maxscore.Floats:
        read.append(len(counts))
        return plain(pool, slots, counts)

    monkeypatch.setattr(maxscore, "saturation", counting)
    index = LiveBM25()
    for number in range(1000):
        index.add(PassageId(number), ["common", f"rare{number % 50}"])

    found = index.search({"common": 1.0, "rare7": 1.0}, 10)

    assert [passage_id for passage_id, _ in found] == list(range(7, 507, 50))
    assert 0 < sum(read) <= 40


def test_holes_never_take_more_than_half_of_the_pool() -> None:
    index = LiveBM25()
    for passage_id, terms in zipf(500, words=300, length=20).items():
        index.add(passage_id, terms)
        assert index.postings.slots.size <= 2 * index.postings.rows.size


def test_a_passage_of_60_terms_costs_less_than_a_kilobyte_even_in_a_small_index() -> None:
    library = zipf(500, words=5000, length=60)
    tracemalloc.start()
    try:
        index = filled(library)
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert used / len(index) < 1000


def test_spare_cells_are_taken_for_no_slot_when_the_index_shrinks_twice() -> None:
    library = zipf(200, words=20, length=10)
    index = filled(library)
    for left in (80, 30):  # the oldest go, so that what spare cells held is no slot any more
        index.remove(list(library)[:-left])
        library = dict(list(library.items())[-left:])
        assert index.postings.slot_count == left

    assert index.get_scores(["w0", "w3"]).tolist() == (
        oracle(index, library).get_scores(["w0", "w3"]).tolist()
    )
