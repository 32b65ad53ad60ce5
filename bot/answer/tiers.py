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
more than that. So is what answers an English question that only a date, a sum, a share … can answer
and has none, or "how many seats" without a number in a sentence on seats: that is what near misses
mostly are. On SQuAD, a third of its articles taken out, .871 of the answers in the library were
shown as such without these two, .855 with them, and .070 and .066 of the other questions answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from bot.answer.evidence import AnswerType
from bot.answer.rank import WEIGHTS, Candidate, Weighing
from bot.model import Reason, Tier
from bot.search.folding import fold

MIN_CONFIDENCE = 0.24
"""Below it nothing is quoted, in a library of one passage; see :func:`needed`."""
_GROWTH = 0.025
"""What more is needed each time that a library is e times as large."""
CLOSE = 0.045
"""How much of the needed confidence may lack for the closest passages to be shown as such."""
ALIKE = 0.37
"""The likeness of meanings with which confidence is not changed."""
CLOSE_ALIKE = 0.12
"""As :data:`CLOSE`, where the likeness of meanings counts, too."""
_TIMES = (
    r"o.clock|noon|midnight|midday|dawn|dusk|morning|afternoon|evening|night|tonight|today|yesterday"
    r"|tomorrow|weekends?|spring|summer|autumn|winter|easter|christmas"
    r"|(?:at|by|until|till|before|after|from)\s(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)|(?:this|last|next|each|every)\s(?:week|month|year|quarter)"
)
_LOOSELY = {
    kind: re.compile(rf"\b(?:{words})\b")
    for kind, words in (
        (AnswerType.EMAIL, "e-?mail"),
        (AnswerType.PHONE, "phone|telephone"),
        (AnswerType.SHARE, "most|all|none|few|majority|minority"),
        (AnswerType.TIME, _TIMES),
        (
            AnswerType.MONEY,
            "free|no charge|unpaid|euros?|dollars?|pounds?|francs?|yuan|coins?|cents?|pence|yen"
            "|rupees?|crowns?|kron\\w+|koruna|zlot\\w+|lira|pesos?|reais|dirhams?|riyals?|shillings?|rand|naira|forint"
            "|hryvnias?|roubles?|rubles?",
        ),
        (AnswerType.SPAN, "overnight|always|permanent|indefinitely"),
        (AnswerType.DATE, _TIMES),
    )
}
"""The types of answers that evidence tells, each with the words that say it, too; ranking does not
seek them, since they stand in many passages that answer nothing."""
_COUNTED = re.compile(r"\bhow many (\w+)")
_PRIOR = 1
_UNKNOWN_PAIR = 0.5
_LEAD = 0.3
_RARE_WORDS = 0.06
"""For the BM25 score of one word that a single passage has; more than that in small libraries."""
_MISSED_NAMES = 0.2


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
    close = CLOSE
    if first[0].alike is not None:
        lacking -= _meaning(first) - ALIKE
        close = CLOSE_ALIKE
    if lacking <= 0 and _have_what_is_asked(weighing, shown):
        return Tier.ANSWER
    return Tier.CLOSEST if lacking <= close else Tier.SILENCE


def _meaning(first: Sequence[Candidate]) -> float:
    """Return how alike in meaning the first candidates are to the question, -1 to 1."""
    alike = [each.alike for each in first if each.alike is not None]
    return (alike[0] + max(alike)) / 2


def reason(weighing: Weighing) -> Reason:
    """Return why a question is not answered."""
    if weighing.query.unknown:
        return Reason.UNKNOWN_WORDS
    return Reason.NOTHING_CLOSE if weighing.query.asked else Reason.NO_TERMS


def _have_what_is_asked(weighing: Weighing, shown: Sequence[Candidate]) -> bool:
    """Tell whether a question that only a date, a sum, a count … can answer is shown one.

    What is sought as evidence is told surely enough in English only.
    """
    if weighing.query.language != "en":
        return True
    if weighing.answer_type is AnswerType.NUMBER:
        return _has_count(weighing, shown)
    loose = _LOOSELY.get(weighing.answer_type)
    return loose is None or any(
        each.evident or loose.search(each.passage.text.lower()) for each in shown
    )


def _has_count(weighing: Weighing, shown: Sequence[Candidate]) -> bool:
    """Tell whether a sentence has a number and what "how many" asks to be counted."""
    counted = _COUNTED.search(fold(weighing.query.core))
    asked = next((each for each in weighing.asked if counted and each.word == counted[1]), None)
    if not asked:
        return any(each.evident for each in shown)
    terms = frozenset((asked.term, *asked.neighbours, *asked.aliases))
    return any(
        not each.evident.isdisjoint(
            chain.from_iterable(each.profile.sentences_with(terms).values())
        )
        for each in shown
    )


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
    return MIN_CONFIDENCE + _GROWTH * weighing.rarest
