"""Lines to text, and paragraphs that run over the end of a page.

A hyphen at a line end belongs to the word or is the typesetter's. The document itself tells: the
word that it has elsewhere, with or without a hyphen, is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.ingest.pdf.line import HYPHEN, Line
from bot.ingest.pdf.paragraphs import Kind, Paragraph, goes_on

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


def run_on(pages: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    """Yield the paragraphs of all pages, each that runs over the end of a page as one.

    The notes of a page follow its last paragraph, though that ends on the next page.
    """
    waiting: list[Paragraph] = []
    for page in pages:
        following = list(page)
        last = _last_text(waiting)
        first = _first_text(following)
        if last is not None and first is not None:
            before, after = waiting[last], following[first]
            if goes_on(before.lines[-1], after.lines[0]):
                waiting[last] = replace(before, lines=before.lines + after.lines)
                del following[first]
        if following:
            yield from waiting
            waiting = following
    yield from waiting


def _last_text(page: Sequence[Paragraph]) -> int | None:
    """Return the place of the last paragraph of the text, whatever figures follow it."""
    return next(
        (place for place in reversed(range(len(page))) if page[place].kind is Kind.TEXT), None
    )


def _first_text(page: Sequence[Paragraph]) -> int | None:
    return next((place for place, found in enumerate(page) if found.kind is Kind.TEXT), None)
