"""The lines of a paragraph to its text.

A hyphen at a line end belongs to the word or is the typesetter's. The document itself tells: the
word that it has elsewhere, with or without a hyphen, is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.ingest.pdf.line import HYPHEN, Line
from bot.ingest.pdf.paragraphs import Kind, Paragraph

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Chinese and Japanese, which know no blanks; Korean does."""

_DASHES = ("-", "‐")


def vocabulary(lines: Iterable[Line]) -> Mapping[str, int]:
    """Count the words, and the ends of hyphenated words as ``-end``."""
    counts = Counter[str]()
    for line in lines:
        found = [word.lower() for word in _WORD.findall(line.text)]
        if line.text.endswith(HYPHEN):
            del found[-1:]
        counts.update(found)
        counts.update("-" + word.rsplit("-", 1)[1] for word in found if "-" in word)
    return counts


def joined(paragraph: Paragraph, known: Mapping[str, int]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a paragraph, and where in it the text of which page begins."""
    text = ""
    pages: list[tuple[int, int]] = []
    for line in paragraph.lines:
        if text and paragraph.kind is Kind.TABLE:
            text += "\n"
        elif text:
            text = _ready(text, line.text, known)
        if not pages or pages[-1][1] != line.page:
            pages.append((len(text), line.page))
        text += line.text
    return text.replace(HYPHEN, "-"), pages


def wrapped(texts: Sequence[str]) -> str:
    """Join the lines of a cell, whose hyphens stay: there is too little to tell them by."""
    text = ""
    for following in texts:
        text = (_ready(text, following, {}) if text else "") + following
    return text.replace(HYPHEN, "-")


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
