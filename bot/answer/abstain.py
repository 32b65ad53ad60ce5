"""Decide whether the best candidate is good enough to quote.

Raw BM25 scores do not compare between questions or libraries; the score of :mod:`bot.answer.rank`
does, for its signals are parts of the question. Four things make it tell answerable from
unanswerable questions better. A question of one or two words is covered by chance, so its score
counts less, as if it had :data:`_PRIOR` more words that nothing has. The title says what a passage
is about, not that it answers: what it shares with the text is left out. Something of the kind that
is asked for, in a sentence on the matter, counts more than in ranking. And the larger a library is,
the better is the best of what does not answer: what is needed grows with the logarithm of its size.

With the articles of half the questions left out, the area under the ROC curve is .985 on SQuAD
(.983 with the score alone), .970 on XQuAD in German (.967), .975 in Russian (.974), .934 in Chinese
(.891), .986 on the bundled documents (.942) and .991 on a single release (.986). One threshold for
all judges, on the average of thirteen libraries of 9 to 2,591 passages, .906 of the questions
rightly (.863 with the score alone).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.rank import WEIGHTS, Candidate, Weighing
from bot.model import Reason

MIN_CONFIDENCE = 0.18
"""Below it nothing is quoted, in a library of one passage; see :func:`needed`."""
_GROWTH = 0.03
"""What more is needed each time that a library is e times as large."""
_PRIOR = 1
_ANSWERING = 0.1


def abstain(weighing: Weighing, candidates: Sequence[Candidate]) -> Reason | None:
    """Return why not to answer, or ``None`` to answer."""
    if not weighing.query.asked:
        return Reason.NO_TERMS
    if candidates and confidence(weighing, candidates[0]) >= needed(weighing):
        return None
    return Reason.UNKNOWN_WORDS if weighing.query.unknown else Reason.NOTHING_CLOSE


def confidence(weighing: Weighing, candidate: Candidate) -> float:
    """Return how sure it is that the candidate answers; about 0 to 1, comparable in a library."""
    signals = candidate.signals
    fit = candidate.score + _ANSWERING * signals.answering - WEIGHTS.title * signals.title
    words = len(weighing.asked)
    return fit * words / (words + _PRIOR)


def needed(weighing: Weighing) -> float:
    """Return the confidence under which nothing is quoted."""
    return MIN_CONFIDENCE + _GROWTH * weighing.rarest
