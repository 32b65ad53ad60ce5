from __future__ import annotations

import random
from itertools import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compare.sketch import SIZE, runs, sketch
from bot.compare.words import units, words

WORDS = [f"word{n}" for n in range(500)]


@settings(deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 0.5))
def test_two_sketches_share_about_what_the_texts_share(seed: int, changed: float) -> None:
    chance = random.Random(seed)
    old = [chance.choice(WORDS) for _ in range(900)]
    new = [chance.choice(WORDS) if chance.random() < changed else word for word in old]
    texts = " ".join(old), " ".join(new)

    one, other = (set(runs(units(text)).tolist()) for text in texts)
    lowest = set(sorted(one | other)[:SIZE])
    found = len(lowest & set(sketch(texts[0])) & set(sketch(texts[1]))) / SIZE

    assert found == pytest.approx(len(one & other) / len(one | other), abs=0.28)


def test_case_marks_and_blanks_do_not_count() -> None:
    assert sketch("The gate closes, at nine.") == sketch("THE GATE\n\ncloses at nine")


@pytest.mark.parametrize("text", ["", "…", "one", "one two", "港"])
def test_the_shortest_text_has_a_sketch_too(text: str) -> None:
    (only,) = sketch(text)
    assert 0 <= only < 2**63


def test_a_sketch_is_the_same_in_every_process_and_release() -> None:
    """It is stored."""
    assert sketch("The gate closes at nine.") == [
        996013345967459416,
        2630135034553172615,
        4846476770482459049,
    ]


@given(st.text(alphabet="aZ9é’'-. ,\n\u0301ก\u0e31漢\u00ad@&"))
@settings(max_examples=30)
def test_the_words_by_themselves_are_those_among_the_units(text: str) -> None:
    for long in (text, text * 1000):
        found = units(long)
        assert list(words(long)) == list(compress(found.keys, found.words))
