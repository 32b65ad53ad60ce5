"""The candidates of a question that may go on from others.

What such a question is about may stand in the questions before it. So it is ranked with their
terms and, unless it is about nothing without them, without: where it is answered so, or surer, it
stands alone. One that is bound to its subject ("and how much did it cost?") is answered by nothing
that lacks it: the price of a footbridge is no answer after the seminar. Nor is an answer what has
nothing of the new question but its subject.

Of 88 own pairs of questions in nine languages the second has its answer in the first three quotes
for .989 (.966 while earlier terms were searched but not asked), shown for .955 (.886) and as an
answer for .920 (.886); of 12 that nothing answers 1 is answered (4). Of 1,400 questions of XQuAD in
English, Spanish and German, each asked after another that has nothing to do with it, .866 are
answered by the first quote, as of those that are asked alone (.863); where what is surer counted,
.858.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot.answer.profile import terms_of
from bot.answer.rank import Candidate, Weighing, rank
from bot.answer.tiers import confidence, needed
from bot.model import Hit
from bot.search.analysis import Analysis

_SUBJECT = 0.2
"""The part of the earlier terms, by idf, that what answers a bound question has at the least."""


def ranked(
    weighing: Weighing, hits: Sequence[Hit], analysis: Analysis
) -> tuple[Weighing, list[Candidate]]:
    """Return the candidates, the best first, with how the question was weighed for them."""
    found = rank(weighing, hits, analysis)
    if weighing.subject:
        return weighing, [each for each in found if _has_subject(weighing, each, analysis)]
    if weighing.alone:
        others = rank(weighing.alone, hits, analysis)
        sure = confidence(weighing.alone, others)
        if sure >= min(needed(weighing.alone), confidence(weighing, found)):
            return weighing.alone, others
    return weighing, found


def _has_subject(weighing: Weighing, candidate: Candidate, analysis: Analysis) -> bool:
    document = candidate.passage.document
    terms = frozenset(weighing.subject)
    has = terms_of(document.title, document.language, analysis) | frozenset(
        candidate.profile.sentences_with(terms)
    )
    part = sum(weight for term, weight in weighing.subject.items() if term in has)
    return part >= _SUBJECT * sum(weighing.subject.values())


def says_more(weighing: Weighing, shown: Sequence[Candidate]) -> bool:
    """Tell whether candidates have something of what is asked beyond the earlier terms.

    Words that only say which type of answer is expected are no more than the type.
    """
    new = [
        each for each in weighing.asked if each.term in weighing.query.asked and not each.names_type
    ]
    if not weighing.query.earlier or not new:
        return True
    terms = frozenset(
        chain.from_iterable((each.term, *each.neighbours, *each.aliases) for each in new)
    )
    return any(
        each.profile.sentences_with(terms) or any(each.profile.has_like(one.term) for one in new)
        for each in shown
    )
