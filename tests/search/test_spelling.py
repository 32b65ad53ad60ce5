from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import PassageId
from bot.search import vocabulary
from bot.search.bm25 import LiveBM25
from bot.search.forward import Forward
from bot.search.inverted import Inverted
from bot.search.spelling import Lexicon

WORDS = st.text("abé漢", min_size=1, max_size=12)
SEQUENCES = settings(deadline=None)


def slips(one: str, other: str) -> int:
    """Return the distance as its definition has it, cell by cell."""
    another = 1 if len(one) > 5 else 2
    rows = [list(range(len(other) + 1))]
    for i, char in enumerate(one, start=1):
        row, above = [i], rows[-1]
        for j, wanted in enumerate(other, start=1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + another * (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


@SEQUENCES
@given(st.lists(WORDS, unique=True, max_size=40), WORDS)
def test_all_terms_that_are_near_are_found_with_their_slips(terms: list[str], term: str) -> None:
    allowed = 0 if len(term) < 4 else 1 if len(term) < 8 else 2

    found = list(Lexicon(terms).near(term))

    assert found == [
        (slips(term, other), place, other)
        for place, other in enumerate(terms)
        if allowed and other[0] == term[0] and slips(term, other) <= allowed
    ]


def test_long_terms_are_compared_too() -> None:
    long = "ab" * 100

    assert [other for _, _, other in Lexicon([long, long[:-1] + "x"]).near(f"{long}c")] == [
        long,
        long[:-1] + "x",
    ]


def test_near_terms_are_found_whatever_letter_they_begin_with_and_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for large in (0, 1_000):
        monkeypatch.setattr(vocabulary, "_LARGE", large)
        index = LiveBM25()
        words = ["harbour", "hafen", "éclair", "écrits", "漢字漢字", "漢字字字", "ökonomie", "öl"]
        index.extend(
            [PassageId(1)], Inverted.of([Forward.of([["harbours", "harbours", *words[:4]]])])
        )
        index.add(PassageId(2), words[4:])
        for term, nearest in {
            "harbourss": "harbours",
            "éclairs": "éclair",
            "漢字漢漢": None,
            "ökonomei": "ökonomie",
            "eclair": None,
            "zebra": None,
            "öl": None,
            "7777": None,
        }.items():
            assert index.nearest(term) == index.nearest(term) == nearest, term
        index.add(PassageId(3), ["ökonomei"])
        assert index.nearest("ökonomeii") == "ökonomei"


def test_the_nearest_term_of_an_index_is_one_that_a_passage_still_has() -> None:
    index = LiveBM25()
    index.add(PassageId(1), ["harbour", "other"])
    index.add(PassageId(2), ["harbor", "harbor"])
    assert index.nearest("harborr") == "harbor"

    index.add(PassageId(3), ["harborrs", "third", "fourth"])
    assert index.nearest("harborrrs") == "harborrs"

    index.remove([PassageId(2)])
    assert index.nearest("harborr") == "harborrs"
    index.remove([PassageId(3)])
    assert index.nearest("harborr") == "harbour"
    assert index.nearest("zebra") is None
