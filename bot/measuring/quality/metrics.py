"""From outcomes to numbers.

Success@k: a relevant passage is among the first k. MRR: the mean of 1/rank of the first relevant
one. nDCG: Järvelin & Kekäläinen (2002), with binary relevance. These, and whether the answer stands
in a quote, are means over the answerable questions. Two numbers judge abstaining, where the outcome
has only a confidence: AUROC, the chance that an answerable question has more of it than an
unanswerable one (ties count half), and the share of unanswerable questions that would be answered
at the threshold that still answers 90 % of the others.

Intervals are percentile bootstraps over questions (Efron, 1979); a second run is compared question
by question on the same resamples, which cancels what both find hard.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
COVERAGE = 0.9
MEANS = (
    "success_at_1",
    "success_at_5",
    "mrr_at_10",
    "ndcg_at_10",
    "answer_in_first",
    "answer_in_first_three",
    "answer_in_sentence",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went."""

    question_id: str
    answerable: bool
    has_answers: bool
    """Whether answer strings are known; without them only the ranking can be judged."""
    relevant_ranks: tuple[int, ...]
    """The ranks, from 1, at which relevant passages were found."""
    relevant: int
    """How many relevant passages there are."""
    answer_in_first: bool
    answer_in_first_three: bool
    answer_in_sentence: bool
    confidence: float
    milliseconds: float

    def values(self) -> dict[str, float]:
        """Return the question's contribution to each mean that it counts for."""
        best = min(self.relevant_ranks, default=math.inf)
        found: dict[str, float] = {
            "success_at_1": best <= 1,
            "success_at_5": best <= 5,
            "mrr_at_10": 1 / best if best <= 10 else 0.0,
            "ndcg_at_10": _ndcg(self.relevant_ranks, self.relevant),
        }
        if self.has_answers:
            found |= {
                "answer_in_first": self.answer_in_first,
                "answer_in_first_three": self.answer_in_first_three,
                "answer_in_sentence": self.answer_in_sentence,
            }
        return found


def _ndcg(ranks: Sequence[int], relevant: int) -> float:
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, 10) + 1))
    gained = sum(1 / math.log2(rank + 1) for rank in ranks if rank <= 10)
    return gained / ideal if ideal else 0.0


def summarise(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return all numbers; ``None`` for those that the questions cannot tell."""
    means = {name: mean(column) for name, column in columns(outcomes).items()}
    answerable = [each.confidence for each in outcomes if each.answerable]
    others = [each.confidence for each in outcomes if not each.answerable]
    return {
        **means,
        "auroc": auroc(answerable, others),
        "false_answers_at_90": false_answers(answerable, others),
        "ms_per_question": mean({each.question_id: each.milliseconds for each in outcomes}),
    }


def columns(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Return, for each mean, the values of the questions that count for it."""
    rows = {each.question_id: each.values() for each in outcomes if each.answerable}
    return {
        name: {id_: float(row[name]) for id_, row in rows.items() if name in row} for name in MEANS
    }


def auroc(answerable: Sequence[float], others: Sequence[float]) -> float | None:
    """Return the area under the ROC curve (Mann & Whitney), or ``None`` without both kinds."""
    if not answerable or not others:
        return None
    high = np.sort(np.array(answerable))
    below = high.searchsorted(others, "left")
    not_above = high.searchsorted(others, "right")
    return float(np.mean(1 - (below + not_above) / 2 / len(high)))


def false_answers(answerable: Sequence[float], others: Sequence[float]) -> float | None:
    """Return the share of ``others`` at or over the threshold that keeps 90 % of the answerable."""
    if not answerable or not others:
        return None
    kept = math.ceil(COVERAGE * len(answerable))
    threshold = sorted(answerable, reverse=True)[kept - 1]
    return sum(each >= threshold for each in others) / len(others)


def interval(values: Mapping[str, float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a mean."""
    return _percentiles(np.array(list(values.values())))


def difference(
    values: Mapping[str, float], before: Mapping[str, float]
) -> tuple[float, float, float] | None:
    """Return the mean gain over another run on the shared questions, with its 95 % interval."""
    gains = np.array([values[id_] - before[id_] for id_ in values if id_ in before])
    if not len(gains):
        return None
    return float(gains.mean()), *_percentiles(gains)


def mean(values: Mapping[str, float]) -> float | None:
    """Return the mean of a column, or ``None`` for an empty one."""
    return sum(values.values()) / len(values) if values else None


def _percentiles(values: NDArray[np.float64]) -> tuple[float, float]:
    # The same seed in every run: equal runs have equal intervals.
    draws = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
