"""Questions that a text seems to answer, made of its own sentences and headings.

They are offered to people who do not know yet what they can ask. Each is made by turning a sentence
of a plain form around ("The bridge was designed by Lotte Brandhuber": "Who designed the bridge?"),
or by naming a heading or somebody whom the text names; what cannot be turned around safely makes
none. Whether the library does answer a question is not known here: who offers it has to ask it.
Sentences are turned around in English only; in other languages, questions are made of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.ingest.sentences import sentences
from bot.model import Span

LONGEST = 100
"""Characters of a question."""

_SUBJECT = r"(?P<subject>(?:The|An?) [^\W\d_](?:[\w'’-]| (?!which|that|who|and|of the)){2,40})"
_TIME = (
    r"(?:\d{1,2} [A-Z][a-z]+ \d{4}|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|spring|summer|autumn|winter|[12]\d{3}|\d{1,2} [A-Z])\b)"
)
_FORMS = (
    (
        re.compile(rf"{_SUBJECT} (?:was|were) (?P<did>(?:co-|re)?\w+ed) by (?:the |an? )?[^\W\d_]"),
        "Who {did} {subject}?",
    ),
    (
        re.compile(rf"{_SUBJECT} (?P<be>was|were) (?P<did>\w+(?:ed|ilt|en|eld)) (?:in|on) {_TIME}"),
        "When {be} {subject} {did}?",
    ),
    (
        re.compile(rf"{_SUBJECT} (?P<be>is|are) (?P<did>planned|due|expected) (?:for|in|on) "),
        "When {be} {subject} {did}?",
    ),
    (re.compile(rf"{_SUBJECT} took place (?:on|in) {_TIME}"), "When did {subject} take place?"),
    (re.compile(rf"{_SUBJECT} (?P<do>opens|closes|starts|begins|ends) (?:at|on) "), "When {do}"),
    (re.compile(rf"{_SUBJECT} costs? (?:about |some )?\W?\d"), "How much did {subject} cost?"),
    (
        re.compile(
            rf"{_SUBJECT} (?P<be>is|was) [\d.,]+ (?:kilo|centi)?met(?:re|er)s"
            r" (?P<how>long|high|wide)"
        ),
        "How {how} {be} {subject}?",
    ),
    (
        re.compile(
            rf"{_SUBJECT} (?P<be>was|were) (?P<did>\w+ed|built|held|made) (?:in|at) (?:the )?[A-Z]"
        ),
        "Where {be} {subject} {did}?",
    ),
)
_THIRD = {
    "opens": "open",
    "closes": "close",
    "starts": "start",
    "begins": "begin",
    "ends": "end",
}
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-я][\w'’-]+"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:of|de|du|des|la|der|von|van) )?{_CAPITAL}){{1,3}}")
_FIRST = re.compile(
    r"(?:The|An?|On|In|At|From|Since|After|Before|For|With|By|Of|As"
    r"|Les?|La|El|Los|Las|Die|Der|Das) "
)
"""Words that have a capital at the beginning of a sentence only."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the sentence or heading that it was made of."""

    question: str
    span: Span
    """In the text that was looked at."""


def of_sentences(text: str, language: str) -> Iterator[Example]:
    """Yield questions made by turning sentences of a text around, one for each such sentence."""
    if language != "en":
        return
    for span in sentences(text, Span(0, len(text))):
        sentence = span.of(text).strip()
        for form, question in _FORMS:
            match = form.match(sentence)
            if match and (made := _turned(match, question)):
                yield Example(made, span)
                break


def of_names(text: str, language: str) -> Iterator[Example]:
    """Yield questions about those whom a text names in two words or more, each once."""
    seen: set[str] = set()
    for match in _NAME.finditer(text):
        name = _FIRST.sub("", match[0], count=1) if _FIRST.match(match[0]) else match[0]
        if name in seen or " " not in name or len(name) > LONGEST // 2:
            continue
        seen.add(name)
        yield Example(_about(name, language), Span(*match.span()))


def of_headings(headings: Iterable[str], language: str) -> Iterator[str]:
    """Yield questions about what headings name."""
    for heading in headings:
        asked = heading.strip().rstrip(":.")
        if len(asked) > LONGEST // 2 or not any(map(str.isalpha, asked)):
            continue
        if asked.endswith("?"):
            yield asked
        else:
            yield _about(f"“{asked}”", language) if language == "en" else f"{asked}?"


def _about(name: str, language: str) -> str:
    return f"What does the library say about {name}?" if language == "en" else f"{name}?"


def _turned(match: re.Match[str], question: str) -> str:
    found = match.groupdict()
    subject = found["subject"].strip()
    subject = subject[0].lower() + subject[1:]
    if "do" in found:
        made = f"When does {subject} {_THIRD[found['do']]}?"
    else:
        made = question.format_map({**found, "subject": subject})
    return made if len(made) <= LONGEST else ""
