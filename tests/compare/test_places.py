from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compare.diff import diff
from bot.compare.places import CONTEXT, Operation, places, plain

LONG = "and this sentence goes on for so long that nobody wants to read all of it again, "


def shown(old: str, new: str) -> list[str]:
    return [plain(place) for place in places(diff(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The gate closes at nine.", "The gate closes at nine.", []),
        ("The gate closes\nat nine.", "The gate closes at nine.", []),
        (
            "The gate closes at nine in May.",
            "The gate closes at ten in May.",
            ["The gate closes at [-nine-]{+ten+} in May."],
        ),
        (
            "Heading\n\nThe gate closes.\n\nDogs are welcome.\n\nNo fishing.",
            "Heading\n\nThe red gate closes.\n\nNo fishing.",
            ["The {+red +}gate closes.", "[-Dogs are welcome.\n\n-]No fishing."],
        ),
        (
            f"It costs 3 euros, {LONG * 2}or 4 euros.",
            f"It costs 5 euros, {LONG * 2}or 6 euros.",
            [
                "It costs [-3-]{+5+} euros, and this sentence goes on for so long that nobody…",
                "…for so long that nobody wants to read all of it again, or [-4-]{+6+} euros.",
            ],
        ),
        (
            "A 1 b c 2 d.",
            "A 3 b c 4 d.",
            ["A [-1-]{+3+} b c [-2-]{+4+} d."],
        ),
    ],
)
def test_each_change_is_shown_with_the_words_around_it(
    old: str, new: str, expected: list[str]
) -> None:
    assert shown(old, new) == expected


@settings(deadline=None)
@given(st.text("ab .\n", max_size=200), st.text("ab .\n", max_size=200))
def test_the_places_hold_every_word_that_changed(old: str, new: str) -> None:
    found = diff(old, new)
    segments = [segment for place in places(found) for segment in place]

    for operation, text, side in ((Operation.DELETE, old, 0), (Operation.INSERT, new, 1)):
        expected = "".join((found.pieces[at].old, found.pieces[at].new)[side].of(text)
                           for at in found.changes())  # fmt: skip
        said = "".join(segment.text for segment in segments if segment.operation is operation)
        assert said.split() == expected.split() or "".join(said.split()) == "".join(
            expected.split()
        )
    context = [segment.text for segment in segments if segment.operation is Operation.EQUAL]
    assert all(len(text) <= 2 * CONTEXT + 2 for text in context)
    assert all(
        any(segment.operation is not Operation.EQUAL for segment in place)
        for place in places(found)
    )
