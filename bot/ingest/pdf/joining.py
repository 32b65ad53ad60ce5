"""The lines of a paragraph to its text.

A hyphen at a line end belongs to the word or is the typesetter's. The document itself tells: the
word that it has elsewhere, with or without a hyphen, is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.ingest.boxes import Word, moved
from bot.ingest.pdf.letters import HYPHEN
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.paragraphs import Kind, Paragraph

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\u0e00-\u0e2e\u0e30-\u0e45\u0e47-\u0f0c\u0f15-\u1049\u1050-\u109f\u1780-\u17d3]"
)
"""Chinese and Japanese, which know no blanks, and scripts that have them between sentences only:
Thai, Lao, Tibetan, Burmese and Khmer, but for the signs that end a sentence. Korean has blanks."""

_DASHES = ("-", "‐")


def vocabulary(lines: Iterable[Line]) -> Mapping[str, int]:
    """Count the words, and the ends of hyphenated words as ``-end``."""
    counts = Counter[str]()
    for line in lines:
        found = [word.lower().replace("‐", "-") for word in _WORD.findall(line.text)]
        if line.text.endswith(HYPHEN):
            del found[-1:]
        counts.update(found)
        counts.update("-" + word.rsplit("-", 1)[1] for word in found if "-" in word)
    return counts


@dataclass(slots=True)
class Part:
    """The part of a text from ``start`` on that stands on one page."""

    start: int
    page: int
    words: list[Word]


def joined(paragraph: Paragraph, known: Mapping[str, int], start: int) -> tuple[str, list[Part]]:
    """Return the text of a paragraph, and which part of it stands where.

    The places are those in a text in which the paragraph begins at ``start``.
    """
    text = ""
    parts: list[Part] = []
    for line in paragraph.lines:
        if text and paragraph.kind is Kind.TABLE:
            text += "\n"
        elif text:
            text = _ready(text, line.text, known)
            _end(parts[-1].words, start + len(text))
        if not parts or parts[-1].page != line.page:
            parts.append(Part(start + len(text), line.page, []))
        parts[-1].words += moved(line.words, start + len(text))
        text += line.text
    return text.replace(HYPHEN, "-"), parts


def side_by_side(cells: Iterable[Sequence[Line]]) -> tuple[str, tuple[Word, ...]]:
    """Join cells, each with its lines, and say where the words stand.

    Hyphens stay: in a cell there is too little to tell them by.
    """
    text = ""
    words: list[Word] = []
    for cell in cells:
        for place, line in enumerate(cell):
            text = _ready(text, line.text, {}) if place else f"{text} " if text else ""
            _end(words, len(text))
            words += moved(line.words, len(text))
            text += line.text
    return text.replace(HYPHEN, "-"), tuple(words)


def _end(words: list[Word], length: int) -> None:
    """Take from the last word the hyphen that fell away."""
    if words and words[-1].end > length:
        last = words.pop()
        if last.start < length:
            words.append(last._replace(end=length))


def _ready(text: str, following: str, known: Mapping[str, int]) -> str:
    """Return the text as it has to end before the next line is put to it."""
    if text.endswith(HYPHEN):
        head = text[:-1]
        return head + "-" if _keeps_hyphen(head, following, known) else head
    unspaced = _UNSPACED.match(text[-1]) and _UNSPACED.match(following)
    return text if unspaced or text.endswith(_DASHES) else text + " "


def _keeps_hyphen(head: str, following: str, known: Mapping[str, int]) -> bool:
    last, first = _LAST_WORD.search(head), _FIRST_WORD.match(following)
    if not last or not first or first[0][0].isupper():
        return True  # 2023-24, COVID-19, EU-China
    before, after = last[0].lower(), first[0].lower()
    whole, hyphenated = known.get(before + after, 0), known.get(f"{before}-{after}", 0)
    if whole or hyphenated:
        return hyphenated > whole
    if known.get("-" + after):  # Swedish-speaking elsewhere: Sámi-speaking here
        return True
    return len(after) > 3 and min(known.get(before, 0), known.get(after, 0)) >= 2
