"""The lines of a paragraph to its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ingest.boxes import Words
from bot.ingest.pdf.hyphens import Spelling
from bot.ingest.pdf.letters import HYPHEN
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.paragraphs import Kind, Paragraph

_HYPHEN = re.compile(rf"\w[{HYPHEN}‐-]")
_REPEATED = re.compile(r"[-‐][^\W\d_]")
"""Portuguese, Polish and Czech repeat a hyphen of the word at the start of the next line."""

_UNSPACED = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\u0e00-\u0e2e\u0e30-\u0e45\u0e47-\u0f0c\u0f15-\u1049\u1050-\u109f\u1780-\u17d3]"
)
"""Chinese and Japanese, which know no blanks, and scripts that have them between sentences only:
Thai, Lao, Tibetan, Burmese and Khmer, but for the signs that end a sentence. Korean has blanks."""


_KOREAN = "\uac00-\ud7a3"
_KOREAN_END, _KOREAN_START = re.compile(f"[{_KOREAN}]+$"), re.compile(f"[{_KOREAN}]+")
_PARTICLE = re.compile(
    "(?:은|는|을|를|의|에|에서|에게|에는|에서는|으로|으로는|와|과|까지|부터|이라고|라고|이며)"
    f"(?![{_KOREAN}])|(?:습?니다|[었였았]다|[한된]다|다)\\."
)
"""What stands after a word and never by itself: particles, and endings of sentences."""


@dataclass(slots=True)
class Part:
    """The part of a text from ``start`` on that stands on one page."""

    start: int
    page: int
    words: list[Words]


def joined(paragraph: Paragraph, spelling: Spelling, start: int) -> tuple[str, list[Part]]:
    """Return the text of a paragraph, and which part of it stands where.

    The places are those in a text in which the paragraph begins at ``start``.
    """
    text = ""
    parts: list[Part] = []
    for line in paragraph.lines:
        if text and paragraph.kind is Kind.TABLE:
            text += "\n"
        elif text:
            text = _ready(text, line.text, spelling)
            _end(parts[-1].words, start + len(text))
        if not parts or parts[-1].page != line.page:
            parts.append(Part(start + len(text), line.page, []))
        parts[-1].words.append(line.words.moved(start + len(text)))
        text += line.text
    return text.replace(HYPHEN, "-"), parts


def side_by_side(cells: Iterable[Sequence[Line]], spelling: Spelling) -> tuple[str, Words]:
    """Join cells, each with its lines, and say where the words stand."""
    text = ""
    words: list[Words] = []
    for cell in cells:
        for place, line in enumerate(cell):
            text = _ready(text, line.text, spelling) if place else f"{text} " if text else ""
            _end(words, len(text))
            words.append(line.words.moved(len(text)))
            text += line.text
    return text.replace(HYPHEN, "-"), Words.one_after_another(words)


def _end(words: list[Words], length: int) -> None:
    """Take from the last word the hyphen that fell away."""
    while words and not words[-1]:
        words.pop()
    if words:
        words[-1] = words[-1].cut(length)


def _ready(text: str, following: str, spelling: Spelling) -> str:
    """Return the text as it has to end before the next line is put to it."""
    if _HYPHEN.fullmatch(text[-2:]):
        head = text[:-1]
        return head if _REPEATED.match(following) else head + spelling.hyphen(head, following)
    if _UNSPACED.match(text[-1]) and _UNSPACED.match(following):
        return text
    if _is_broken_korean(text, following, spelling):
        return text
    return text + spelling.blank(text, following)


def _is_broken_korean(text: str, following: str, spelling: Spelling) -> bool:
    """Tell whether a line ends in a word of Korean, which browsers break anywhere."""
    start = _KOREAN_START.match(following)
    end = _KOREAN_END.search(text) if start else None
    if not end or not start:
        return False
    return _PARTICLE.match(following) is not None or spelling.has(end[0] + start[0])
