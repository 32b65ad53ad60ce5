from __future__ import annotations

import pytest

from bot.compare.claim import compared

TEXT = (
    "Walkers can cross the gorge on foot. The bridge was designed by the engineer Lotte Brandhuber"
    " and built by the firm of Skaife in 14 months. The deck consists of 96 tonnes of larch."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The deck consists of 96 tonnes of larch.",
        "“the deck consists of 96 tonnes of larch”",
        "cross the gorge on foot",
        "on foot. The bridge was designed by the engineer Lotte Brandhuber",
    ],
)
def test_the_very_words_are_found_whatever_marks_and_capitals_they_have(claim: str) -> None:
    found = compared(TEXT, claim)

    assert found
    assert found.verbatim
    words = [word.strip("“”.,").casefold() for word in found.span.of(TEXT).split()]
    assert words == [word.strip("“”.,").casefold() for word in claim.split()]


@pytest.mark.parametrize(
    ("claim", "differs"),
    [
        ("The deck consists of 69 tonnes of larch.", [("96", "69")]),
        ("The bridge was designed by the engineer Lotte Brandt", [("Brandhuber", "Brandt")]),
        ("The deck consists of 96 tonnes of oak.", []),
        ("The deck consists of about 96 tonnes of larch.", []),
    ],
)
def test_what_differs_is_told_numbers_and_names_by_themselves(
    claim: str, differs: list[tuple[str, str]]
) -> None:
    found = compared(TEXT, claim)

    assert found
    assert not found.verbatim
    assert [(each.text, each.claim) for each in found.differences] == differs


@pytest.mark.parametrize(
    "claim",
    ["Nobody has ever seen such a thing in Berlin.", "the of and", "larch of tonnes 96 of", "…"],
)
def test_what_only_shares_some_words_is_not_said(claim: str) -> None:
    assert compared(TEXT, claim) is None
