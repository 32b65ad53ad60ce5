"""Decide whether the best candidate is good enough to quote.

Raw BM25 scores do not compare between questions or libraries; the score of :mod:`bot.answer.rank`
does, for its signals are parts of the question. Four things make it tell answerable from
unanswerable questions better. A question of one or two words is covered by chance, so its score
counts less, as if it had :data:`_PRIOR` more words that nothing has. The title says what a passage
is about, not that it answers: what it shares with the text is left out. What answers stands out:
its lead over the next text counts, too, if there is one. And the larger a library is, the better is
the best of what does not answer: what is needed grows with the logarithm of its size.

With the article of the question left out, the area under the ROC curve is .964 on 900 questions of
SQuAD, .966 on XQuAD in German, .970 in Russian, .976 in Chinese; with the articles of half the
questions left out, .986 on SQuAD. It is .982 on the bundled documents (.954 with the title) and
.988 on a single release. With one threshold for all, answers and silence are right, on the average
of thirteen libraries of 9 to 1,872 passages, .899 of the time (.863 with the score alone): half of
SQuAD answers .91 of its questions, and .04 of the other half's.
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
_LEAD = 0.3


def abstain(weighing: Weighing, candidates: Sequence[Candidate]) -> Reason | None:
    """Return why not to answer, or ``None`` to answer."""
    if not weighing.query.asked:
        return Reason.UNKNOWN_WORDS if weighing.query.unknown else Reason.NO_TERMS
    if candidates and confidence(weighing, candidates) >= needed(weighing):
        return None
    return Reason.UNKNOWN_WORDS if weighing.query.unknown else Reason.NOTHING_CLOSE


def confidence(weighing: Weighing, candidates: Sequence[Candidate]) -> float:
    """Return how sure it is that the first candidate answers; comparable within a library.

    About 0 to 1; 0 without candidates.
    """
    if not candidates:
        return 0.0
    best = candidates[0]
    rivals = (each.score for each in candidates if each.passage.text != best.passage.text)
    lead = best.score - next(rivals, best.score)
    fit = best.score - WEIGHTS.title * best.signals.title + _LEAD * lead
    words = len(weighing.asked)
    return fit * words / (words + _PRIOR)


def needed(weighing: Weighing) -> float:
    """Return the confidence under which nothing is quoted."""
    return MIN_CONFIDENCE + _GROWTH * weighing.rarest
