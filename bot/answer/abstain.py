"""Decide whether the best candidate is good enough to quote.

Raw BM25 scores do not compare between questions or libraries. Two normalised numbers do: the score
of :mod:`bot.answer.rank`, and the part of the question's weight that the passage with its title
covers. Their mean tells answerable from unanswerable questions best: with the article of a SQuAD
question removed, the area under the ROC curve is .944, of the score alone .936, of the part
covered .937; on XQuAD in German .948, .940 and .944. A word that the library does not have weighs
as much as its rarest one, so a question about something else stays far from the threshold.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.rank import Candidate
from bot.model import Reason
from bot.search.query import Query

MIN_CONFIDENCE = 0.5
"""Below it nothing is quoted. SQuAD: 96 % of answerable questions are above it."""


def abstain(query: Query, candidates: Sequence[Candidate]) -> Reason | None:
    """Return why not to answer, or ``None`` to answer."""
    if not query.asked:
        return Reason.NO_TERMS
    if candidates and confidence(candidates[0]) >= MIN_CONFIDENCE:
        return None
    return Reason.UNKNOWN_WORDS if query.unknown else Reason.NOTHING_CLOSE


def confidence(candidate: Candidate) -> float:
    """Return how sure it is that the candidate answers; about 0 to 1, comparable anywhere."""
    return (candidate.score + candidate.matched) / 2
