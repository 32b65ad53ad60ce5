from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.measuring.quality.metrics import (
    Outcome,
    auroc,
    columns,
    difference,
    false_answers,
    interval,
    summarise,
)

CONFIDENCES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=12)


def outcome(
    id_: str, *ranks: int, relevant: int = 1, answerable: bool = True, confidence: float = 1.0
) -> Outcome:
    return Outcome(
        question_id=id_,
        answerable=answerable,
        has_answers=True,
        relevant_ranks=ranks,
        relevant=relevant,
        answer_in_first=1 in ranks,
        answer_in_first_three=bool(ranks),
        answer_in_sentence=False,
        confidence=confidence,
        milliseconds=2.0,
    )


def test_the_numbers_of_a_run_worked_out_by_hand() -> None:
    outcomes = [
        outcome("first", 1),
        outcome("third", 3, relevant=2),
        outcome("late", 11),
        outcome("never"),
        outcome("other", answerable=False, confidence=0.5),
    ]

    summary = summarise(outcomes)

    two = 1 + 1 / math.log2(3)
    assert summary == {
        "success_at_1": 0.25,
        "success_at_5": 0.5,
        "mrr_at_10": pytest.approx((1 + 1 / 3) / 4),
        "ndcg_at_10": pytest.approx((1 + 0.5 / two) / 4),
        "answer_in_first": 0.25,
        "answer_in_first_three": 0.75,
        "answer_in_sentence": 0.0,
        "auroc": 1.0,
        "false_answers_at_90": 0.0,
        "ms_per_question": 2.0,
    }


def test_what_the_questions_cannot_tell_is_none() -> None:
    summary = summarise([outcome("only", 1)])

    assert summary["auroc"] is None
    assert summary["false_answers_at_90"] is None


@given(CONFIDENCES, CONFIDENCES)
def test_auroc_is_the_chance_of_ranking_a_pair_rightly(
    answerable: list[float], others: list[float]
) -> None:
    pairs = [(a > o) + (a == o) / 2 for a in answerable for o in others]

    assert auroc(answerable, others) == pytest.approx(sum(pairs) / len(pairs))


@given(CONFIDENCES, CONFIDENCES)
def test_false_answers_are_counted_at_the_highest_threshold_that_keeps_nine_tenths(
    answerable: list[float], others: list[float]
) -> None:
    def kept(threshold: float) -> float:
        return sum(each >= threshold for each in answerable) / len(answerable)

    threshold = max(each for each in answerable if kept(each) >= 0.9)

    assert false_answers(answerable, others) == sum(o >= threshold for o in others) / len(others)


def test_intervals_hold_the_mean_and_shrink_with_more_questions() -> None:
    few = interval({str(n): float(n % 2) for n in range(20)})
    many = interval({str(n): float(n % 2) for n in range(2000)})

    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_runs_are_compared_on_the_questions_that_both_asked() -> None:
    before = columns([outcome("a", 1), outcome("b", 2), outcome("c", 2), outcome("gone", 1)])
    after = columns([outcome("a", 1), outcome("b", 1), outcome("c", 1), outcome("new", 2)])

    gain = difference(after["success_at_1"], before["success_at_1"])

    assert gain is not None
    assert gain[0] == pytest.approx(2 / 3)
    assert gain[1] <= gain[0] <= gain[2]
    assert difference(after["success_at_1"], {}) is None
