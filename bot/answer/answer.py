"""The answering pipeline: hits to an answer, to the closest passages, or to silence.

Nothing is quoted twice: a passage that has the sentence of one before it, or whose sentence that
one has, in the same place or in another release of the same words, adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.answer.differing import differing
from bot.answer.following import ranked, says_more
from bot.answer.quote import quote
from bot.answer.rank import Candidate, Weighing
from bot.answer.semantic import Semantic
from bot.answer.tiers import reason, tier
from bot.model import Abstention, Answer, Hit, Quote, Reply, Tier
from bot.search.analysis import Analysis

_NO_LETTERS = re.compile(r"[\W_]+")

_TELLING = 20
"""Letters of a sentence that is the same wherever it stands; a shorter one may be any "Yes."."""

QUOTES = 3
"""Quotes in one answer, each from another place."""

_FURTHER = 0.75
"""A further quote of an answer scores at least this part of the first, else it would only distract.

Of 139 chat questions an answer showed 1.8 quotes then, .8 of them beside the point, where with .5
it showed 2.5 and 1.5.
"""


_RELEVANT = 0.5
"""What is shown to who looks on scores at least this part of the first, too.

Of 412 chat questions .985 had their answer within the first six then, of 1,362 of SQuAD .967; with
less, no more of SQuAD and .003 more of the others, and two more passages beside the point.
"""

_LEADS = 0.9
"""The first quote leads clearly, and stands alone, if the second scores less than this part of it.

That is so for .85 of the 412 answers and .86 of the 1,362; in .935 and .948 of these the first one
is right, of all in .871 and .894.
"""


def answer(
    weighing: Weighing,
    hits: Sequence[Hit],
    analysis: Analysis,
    semantic: Semantic | None = None,
) -> Reply:
    """Quote the best hits as the answer, show the closest ones, or keep silent."""
    weighing, found = ranked(weighing, hits, analysis)
    query = weighing.query
    ordered = semantic.reorder(query, found) if semantic else found
    relevant = list(islice(quoted(_relevant(ordered)), QUOTES + 1))
    near = relevant[:QUOTES]
    worthy = [each for each in near if each[1].score >= _FURTHER * near[0][1].score]
    first, shown = ([candidate for candidate, _ in each] for each in (near, worthy))
    reached = tier(weighing, found, first, shown)
    if reached is Tier.ANSWER and not says_more(weighing, shown):
        reached = Tier.CLOSEST
    if reached is Tier.ANSWER:
        quotes = tuple(each for _, each in worthy)
        differ = differing(weighing, [each for _, each in near], analysis)
        return Answer(
            query.question,
            differ or quotes,
            query.corrected,
            more=len(relevant) > len(differ or quotes),
            differ=bool(differ),
        )
    closest = tuple(each for _, each in near) if reached is Tier.CLOSEST else ()
    return Abstention(
        query.question,
        reason(weighing),
        query.unknown,
        closest,
        query.corrected,
        query.searched,
        more=bool(closest) and len(relevant) > len(closest),
    )


def at_first(found: Answer) -> Answer:
    """Return an answer with what is shown at first: its first quote, if that clearly leads.

    Quotes that differ are shown together.
    """
    first, *others = found.quotes
    if not others or found.differ or others[0].score >= _LEADS * first.score:
        return found
    return replace(found, quotes=(first,), more=True)


def further(
    weighing: Weighing,
    hits: Sequence[Hit],
    analysis: Analysis,
    semantic: Semantic | None = None,
    *,
    skip: int,
) -> tuple[Quote, ...]:
    """Return the quotes after the first ``skip``, for who wants to look on; empty at the end.

    None is less relevant than what comes close.
    """
    weighing, candidates = ranked(weighing, hits, analysis)
    if semantic:
        candidates = semantic.reorder(weighing.query, candidates)
    return tuple(islice(quotes_of(_relevant(candidates)), skip, skip + QUOTES))


def is_better(reply: Reply, other: Reply) -> bool:
    """Tell whether a reply tells more than another: an answer more than what only comes close."""
    tiers = [Tier.SILENCE, Tier.CLOSEST, Tier.ANSWER]
    return tiers.index(reply.tier) > tiers.index(other.tier)


def quotes_of(candidates: Iterable[Candidate]) -> Iterator[Quote]:
    """Quote candidates in their order, each text once."""
    return (found for _, found in quoted(candidates))


def quoted(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Quote]]:
    """Yield candidates in their order with their quotes, but for those that add nothing."""
    earlier: list[tuple[str, str]] = []
    for candidate in candidates:
        found = quote(candidate)
        text, sentence = _letters(found.text), _letters(found.sentence.of(found.text))
        if not any(
            text == before or _says(before, sentence) or _says(text, said)
            for before, said in earlier
        ):
            earlier.append((text, sentence))
            yield candidate, found


def _says(text: str, sentence: str) -> bool:
    return len(sentence) >= _TELLING and sentence in text


def _relevant(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [each for each in candidates if each.score >= _RELEVANT * candidates[0].score]


def _letters(text: str) -> str:
    """Return a text without what may differ from one release of it to another."""
    return _NO_LETTERS.sub("", text.casefold()) or text
