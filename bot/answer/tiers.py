"""Decide whether the best candidates answer, come close, or are better not shown.

Raw BM25 scores do not compare between questions or libraries; the score of :mod:`bot.answer.rank`
does, for its signals are parts of the question. What else tells whether it is answered:

* A question of one or two words is covered by chance, so its score counts less, as if it had
  :data:`_PRIOR` more words that nothing has.
* Pairs of characters that the library does not have are not searched, but they were asked: who asks
  ten and has one of them found has asked something else. Two of three are no word, so they count
  half.
* The title says what a passage is about, not that it answers: its part is left out.
* What answers stands out: its lead over the next text counts, too, if there is one.
* Two common words meet by chance, three rare ones do not: what BM25 gives counts in the measure of
  the library's rarest words, too.
* Four pairs of characters are one word of Thai, and stand in any long passage: there rare words
  count a quarter, and more is needed (of XQuAD's questions whose article is taken out .124 are
  answered then where 90 % of the others are, and .168 without).
* A passage without the name or the year that is asked for is about another one.
* The larger a library is, the better is the best of what does not answer: what is needed grows with
  the logarithm of its size.

Measured on 19 sets (SQuAD, XQuAD, SciFact, press releases, the bundled documents) of 8 to 4,592
passages, with the articles of the questions taken out one at a time, a tenth, half or most of all
at once: the mean area under the ROC curve, the mean of false answers where 90 % of the others are
answered, and how often answers and silence are right with one threshold for all.

    all           .962 .092 .912      without unknown pairs  .960 .098 .898 (Chinese .981 to .968)
    the score     .943 .145 .859      without rare words     .961 .099 .901
                                      without missed names   .960 .102 .909
                                      without the lead       .962 .090 .907
                                      without the prior      .962 .095 .907
                                      without growth         .962 .091 .898

The title's part costs SQuAD .002, but near misses on the bundled documents need it (.990, .978
without). How scattered the terms are, what only the thesaurus or a correction found, terms that no
passage has, the passage's length and the mean of the next scores added nothing.

What lacks less than :data:`CLOSE` of the confidence that is needed comes close, and is shown as no
more than that. So is what has not what the question demands (:mod:`bot.answer.demands`).

Where meaning is known (:mod:`bot.answer.semantic`), the mean of the cosine of the first candidate
and of the highest of the first three, less :data:`ALIKE`, is added. Of 193 chat questions on 32
releases .876 are shown the answer then instead of .819, and .047 meet silence instead of .104; of
152 questions on anything .007 are answered instead of .013, and .020 are shown something instead of
.033. It was set on these; the other half of the questions is told of in docs/quality.md. A weight
other than 1, the highest cosine or the first alone, terms of the question that the passage lacks,
and how far the first stands out from the ten parted no better.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.demands import are_met
from bot.answer.rank import WEIGHTS, Candidate, Weighing
from bot.model import Reason, Tier

MIN_CONFIDENCE = 0.24
"""Below it nothing is quoted, in a library of one passage; see :func:`needed`."""
_GROWTH = 0.025
"""What more is needed each time that a library is e times as large."""
CLOSE = 0.045
"""How much of the needed confidence may lack for the closest passages to be shown as such."""
ALIKE = 0.27
"""The likeness of meanings with which confidence is not changed, in a library of one passage."""
_GROWTH_ALIKE = 0.015
"""What more likeness is needed each time that a library is e times as large."""
CLOSE_ALIKE = 0.095
"""As :data:`CLOSE`, where the likeness of meanings counts, too."""
NOWHERE = 0.28
"""The part of a question in no document from which on likeness alone makes no answer of it, if it
names something: the mayor of Port Calder, where no mayor is told of. Three of eight near misses of
the bundled documents were answered without it. Where nothing is written as a name it would take .06
of 171 chat questions their answer, and no near miss."""
_PRIOR = 1
_UNKNOWN_PAIR = 0.5
_LEAD = 0.3
_RARE_WORDS = 0.06
"""For the BM25 score of one word that a single passage has; more than that in small libraries."""
_MISSED_NAMES = 0.2
_SYLLABIC = frozenset({"th", "lo", "km", "my"})
"""Languages whose words are some four pairs of characters, which are found by chance."""
_PAIRS = 4
_BY_CHANCE = 0.18
"""What more confidence they need; with it .90 of XQuAD's Thai questions are answered."""


def tier(
    weighing: Weighing,
    candidates: Sequence[Candidate],
    first: Sequence[Candidate],
    shown: Sequence[Candidate],
) -> Tier:
    """Tell how well candidates answer, which are in the order of their words.

    ``first`` are those that would be quoted as the closest, ``shown`` those as the answer.
    """
    if not weighing.asked or not candidates:
        return Tier.SILENCE
    lacking = needed(weighing) - confidence(weighing, candidates)
    close, doubtful = CLOSE, False
    if first[0].alike is not None:
        doubtful = lacking > 0 and _nowhere(weighing) >= NOWHERE
        lacking += ALIKE + _GROWTH_ALIKE * weighing.rarest - _meaning(first)
        close = CLOSE_ALIKE
    if lacking <= 0 and not doubtful and are_met(weighing, shown):
        return Tier.ANSWER
    return Tier.CLOSEST if lacking <= close else Tier.SILENCE


def _nowhere(weighing: Weighing) -> float:
    """Return the part of the question that no document has beside a name that one has."""
    query = weighing.query
    if query.names.isdisjoint(query.weights):
        return 0.0
    return sum(
        each.share
        for each in weighing.asked
        if each.term not in query.weights and not each.neighbours and not each.aliases
    )


def _meaning(first: Sequence[Candidate]) -> float:
    """Return how alike in meaning the first candidates are to the question, -1 to 1."""
    alike = [each.alike for each in first if each.alike is not None]
    return (alike[0] + max(alike)) / 2


def reason(weighing: Weighing) -> Reason:
    """Return why a question is not answered."""
    if weighing.query.unknown:
        return Reason.UNKNOWN_WORDS
    return Reason.NOTHING_CLOSE if weighing.query.asked else Reason.NO_TERMS


def confidence(weighing: Weighing, candidates: Sequence[Candidate]) -> float:
    """Return how sure it is that the first candidate answers; comparable within a library.

    About 0 to 1; 0 without candidates.
    """
    if not candidates:
        return 0.0
    best = candidates[0]
    rivals = (each.score for each in candidates if each.passage.text != best.passage.text)
    lead = best.score - next(rivals, best.score)
    rare_words = best.signals.search * weighing.ceiling / (weighing.rarest + 1)
    if weighing.query.language in _SYLLABIC:
        rare_words /= _PAIRS
    fit = (
        best.score
        - WEIGHTS.title * best.signals.title
        + _LEAD * lead
        + _RARE_WORDS * rare_words
        - _MISSED_NAMES * best.missed_names
    )
    words = len(weighing.asked)
    return fit * words / (words + _PRIOR + _UNKNOWN_PAIR * weighing.query.unknown_pairs)


def needed(weighing: Weighing) -> float:
    """Return the confidence under which nothing is quoted."""
    by_chance = _BY_CHANCE if weighing.query.language in _SYLLABIC else 0.0
    return MIN_CONFIDENCE + _GROWTH * weighing.rarest + by_chance
