"""What some questions demand of what answers them: a count of what is counted, a length, a colour.

Near misses are mostly such: "how tall is the dam" meets a text on the dam that has many numbers and
no height. What has not what is demanded is not shown as the answer, only as what comes closest.

* A question of when, how long, what share, what sum, what address … demands evidence of that type
  (:mod:`bot.answer.evidence`), or a word that says it loosely: "free", "tomorrow", "most".
* "How many seats" demands a number next to "seats", as in "340 new seats" or "seats: 340".
* "How much steel" demands a number close before "steel", as in "two tonnes of steel".
* "How tall", "how heavy", "how fast" … demand a number with such a unit, "what colour" a colour.

Where a sentence with the number and the seats was enough, and any number for "how tall", .541 of 61
near misses were shown an answer, .443 since; of the questions that the documents answer as many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.answer.evidence import NUMBERS, AnswerType
from bot.answer.rank import Asked, Candidate, Weighing
from bot.model import Span
from bot.search.folding import fold

_TIMES = (
    r"o.clock|noon|midnight|midday|dawn|dusk|morning|afternoon|evening|night|tonight|today|yesterday"
    r"|tomorrow|weekends?|spring|summer|autumn|winter|easter|christmas"
    r"|(?:at|by|until|till|before|after|from)\s(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)|(?:this|last|next|each|every)\s(?:week|month|year|quarter)"
)
_LOOSELY: Mapping[AnswerType, str] = {
    kind: rf"\b(?:{words})\b"
    for kind, words in (
        (AnswerType.EMAIL, "e-?mail"),
        (AnswerType.PHONE, r"\d{3,}"),
        (AnswerType.SHARE, "most|all|none|few|majority|minority"),
        (AnswerType.TIME, _TIMES),
        (
            AnswerType.MONEY,
            "free|no charge|unpaid|euros?|dollars?|pounds?|francs?|yuan|coins?|cents?|pence|yen"
            "|rupees?|crowns?|kron\\w+|koruna|zlot\\w+|lira|pesos?|reais|dirhams?|riyals?|shillings?"
            "|rand|naira|forint|hryvnias?|roubles?|rubles?",
        ),
        (AnswerType.SPAN, "overnight|always|permanent|indefinitely"),
        (AnswerType.DATE, _TIMES),
    )
}
"""The types of answers that evidence tells, each with the words that say it, too; ranking does not
seek them, since they stand in many passages that answer nothing."""

_QUANTITY = (
    rf"\b(?:\d[\d.,/]*|{NUMBERS}|an?)"
    rf"(?:[-\s]+(?:{NUMBERS}|to|and|or|half|square|cubic)|[-\s]\d+)*[-\s]*"
)
_LENGTH = (
    "m|km|cm|mm|ft|met(?:er|re)s?|(?:kilo|centi|milli)met(?:er|re)s?|feet|foot|inch(?:es)?|yards?"
    "|miles?|stor(?:e?y|eys|ies)|floors?|light.years?|fathoms?"
)
_SPAN = "seconds?|minutes?|hours?|days?|weeks?|months?|years?"
_PERCENT = r"%|per\s?cent"


def _units(words: str) -> str:
    return rf"{_QUANTITY}(?:{words})(?![a-z])"


_MEASURED: Sequence[tuple[str, str]] = (
    (r"\bhow (?:tall|deep|wide|thick|broad)\b", _units(_LENGTH)),
    (r"\bhow far\b", _units(f"{_LENGTH}|{_SPAN}|knots?")),
    (
        r"\bhow heavy\b|\bhow much .*\bweighs?\b",
        _units("g|kgs?|lbs?|oz|t|grams?|kilos?|kilograms?|tons?|tonnes?|pounds?|ounces?|stones?")
        + r"|\bas heavy as\b",
    ),
    (
        r"\bhow fast\b",
        _units(f"km/?h|kph|mph|knots?|{_SPAN}|times")
        + r"|\b(?:per|an|a) (?:hour|second|minute|day)\b",
    ),
    (r"\bhow (?:hot|cold|warm)\b", r"°|\bdegrees?\b|\d\s?[cf]\b"),
    (r"\bhow loud\b", r"\bdecibels?\b|\bdb\b"),
    (
        r"\b(?:what|which) colou?r",
        r"\b(?:red|blue|green|yellow|white|black|gr[ae]y|brown|orange|purple|violet|pink|gold(?:en)?"
        r"|silver|amber|beige|crimson|scarlet|turquoise|colou?r(?:s|ed|ful)?)\b",
    ),
)
"""What asks for a measure or a colour, and what a text says of one."""

_COUNTED = r"\bhow (many|much) (\w+)"
_PEOPLE = frozenset({"people", "person", "persons", "ppl", "folks"})
_NO_NOUN = (
    r"is|was|are|were|be|do|does|did|has|have|had|will|would|can|could|should|must|may|more|less|of"
    r"|the|money|time|it|they|you|i|we|he|she|longer|further|farther|faster|slower|better|worse"
    r"|later|earlier|older|younger|bigger|larger|smaller|shorter|higher|lower|cheaper|warmer|colder"
)
"""Words after "how much" that are nothing to measure: "longer" is none."""
_NUMBER = (
    rf"(?<![\w.])(?:\d[\d.,\u00a0\u202f]*(?<=\d)(?:\s(?:{NUMBERS}))?|\b(?:{NUMBERS})\b(?:-\w+)?)"
    rf"(?!\s?(?:{_PERCENT}))"
)
_BEFORE = {"many": 4, "much": 6}
"""Words from a number to what is counted or measured, this included."""
_LINKS = (
    r"[\s:=|–—-]*(?:(?:is|was|were|are|be|been|of|to|at|in total|about|around|some|nearly|almost"
    r"|over|reached|stood|stands|total(?:l?ed|s)?|rose|fell|grew|by|only|just|now|than|more|less"
    r"|fewer|up|down|number(?:ed|s)?|has|have|had|came)[\s:=|–—-]+){0,4}"
)
"""What may stand between what is counted and a number behind it."""
_END = r"[.!?;](?=\s)|\n"


def are_met(weighing: Weighing, shown: Sequence[Candidate]) -> bool:
    """Tell whether what would be shown as the answer has what the question demands.

    That is told surely enough in English only.
    """
    if weighing.query.language != "en":
        return True
    core = fold(weighing.query.core)
    for asks, found in _MEASURED:
        if re.search(asks, core):
            return any(re.search(found, each.passage.text.lower()) for each in shown)
    if weighing.answer_type is AnswerType.NUMBER:
        return _has_number(weighing, core, shown)
    loose = _LOOSELY.get(weighing.answer_type)
    return loose is None or any(
        each.evident or re.search(loose, each.passage.text.lower()) for each in shown
    )


def _has_number(weighing: Weighing, core: str, shown: Sequence[Candidate]) -> bool:
    """Tell whether something has a number of what "how many" or "how much" asks for."""
    counted = re.search(_COUNTED, core)
    if not counted or re.fullmatch(_NO_NOUN, counted[2]):
        return any(re.search(_NUMBER, each.passage.text.lower()) for each in shown)
    places = [n for n, each in enumerate(weighing.asked) if each.word == counted[2]]
    if not places:
        return any(each.evident for each in shown)
    (place, *_) = places
    asked = list(weighing.asked[place : place + 1])
    if counted[2] in _PEOPLE:
        asked += weighing.asked[place + 1 : place + 2]  # "thirty were hurt"
    return any(_is_near_number(each, asked, _BEFORE[counted[1]]) for each in shown)


def _is_near_number(candidate: Candidate, asked: Sequence[Asked], before: int) -> bool:
    text = candidate.passage.text.lower()
    if len(text) != len(candidate.passage.text):
        text = candidate.passage.text
    terms = [term for each in asked for term in (each.term, *each.neighbours, *each.aliases)]
    spans = candidate.profile.spans_of(terms)
    return any(_is_near(text, number, span, before) for number in _numbers(text) for span in spans)


def _numbers(text: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in re.finditer(_NUMBER, text))


def _is_near(text: str, number: Span, counted: Span, before: int) -> bool:
    if number.end <= counted.start:
        between = text[number.end : counted.start]
        return not re.search(_END, between) and len(between.split()) < before
    return bool(re.fullmatch(_LINKS, text[counted.end : number.start]))
