"""Decide whether the best candidate is good enough to quote.

Raw BM25 scores do not compare between questions or libraries. Three normalised numbers do: the
score of :mod:`bot.answer.rank`, the part of the question's weight that the passage with its title
covers, and the part that its best sentence covers. Their mean tells answerable from unanswerable
questions best: with the article of the question removed, the area under the ROC curve is .938 on
600 questions of SQuAD (.935 without the sentence), .964 on XQuAD in German (.962), .980 in Chinese
(.981), and .995 (.989) on 74 questions on small libraries, the bundled one and a single release. A
word that the library does not have weighs as much as its rarest one, so a question about something
else stays far from the threshold; to take off more for unknown words did harm.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.rank import Candidate, Weighing
from bot.model import Reason

MIN_CONFIDENCE = 0.48
"""Below it nothing is quoted. On the bundled documents and on a single release it judges 81 of 85
questions rightly, 55 of which they answer."""


def abstain(weighing: Weighing, candidates: Sequence[Candidate]) -> Reason | None:
    """Return why not to answer, or ``None`` to answer."""
    if not weighing.query.asked:
        return Reason.NO_TERMS
    if candidates and confidence(candidates[0]) >= MIN_CONFIDENCE:
        return None
    return Reason.UNKNOWN_WORDS if weighing.query.unknown else Reason.NOTHING_CLOSE


def confidence(candidate: Candidate) -> float:
    """Return how sure it is that the candidate answers; about 0 to 1, comparable anywhere."""
    sentence = max((each.share for each in candidate.sentences), default=0.0)
    return (candidate.score + candidate.matched + sentence) / 3
