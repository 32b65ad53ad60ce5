from __future__ import annotations

import pytest

from bot.answer.evidence import Kind
from bot.answer.profile import profile
from tests.answer.asking import ANALYSIS

TEXT = "The religious law changed. On 3 May the railway bridge was opened."


def test_a_profile_knows_where_terms_stand_and_in_which_sentence() -> None:
    seen = profile(TEXT, "en", ANALYSIS)

    (place,) = seen.places["bridg"]
    assert [span.of(TEXT) for span in seen.spans_of("bridg")] == ["bridge"]
    assert seen.sentence_at[place] == 1
    assert seen.sentences[1].of(TEXT) == "On 3 May the railway bridge was opened."
    assert " railway bridge was " in seen.words
    assert "opened" in seen.forms


def test_evidence_is_told_by_its_sentence() -> None:
    seen = profile(TEXT, "en", ANALYSIS)

    assert [seen.sentence_of(each.start) for each in seen.evidence(Kind.DATE)] == [1]
    assert [seen.sentence_of(offset) for offset in (0, 25, 27)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("religion", True),  # begins alike
        ("bridges", True),
        ("ailway", True),  # within a word, as in a German compound
        ("lwa", False),
        ("ilwa", False),  # four letters stand within too many
        ("islands", False),
    ],
)
def test_words_formed_alike_are_found(term: str, found: bool) -> None:
    assert profile(TEXT, "en", ANALYSIS).has_like(term) is found


def test_a_text_of_white_space_alone_is_one_sentence() -> None:
    assert len(profile("  ", "en", ANALYSIS).sentences) == 1
