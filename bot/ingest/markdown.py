"""Markdown: front matter, and headings where they are marked. The marks stay in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ingest import frontmatter
from bot.ingest.decode import tidy
from bot.ingest.headings import is_atx, is_underline, plain_words
from bot.ingest.lines import is_prose
from bot.ingest.reading import Reading
from bot.model import Landmark

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:[-+*>|]|\d{1,9}[.)])(?:\s|$)| {4}|\t|\s*$")
"""Lines that an underline does not make a heading of: list items, quotes, tables, code, blanks."""

_LOOKED_AT = 50_000
"""Code points in which a text must show that it is Markdown."""


def read(text: str) -> Reading:
    """Return the text as it is, with its headings as landmarks."""
    stated, body = frontmatter.split(tidy(text))
    landmarks = tuple(_headings(body))
    return Reading(
        body,
        landmarks,
        title=stated.title or (landmarks[0].label if landmarks else ""),
        publisher=stated.publisher,
        date=stated.date,
        url=stated.url,
        language=stated.language,
    )


def is_markdown(text: str) -> bool:
    """Tell whether a text without a telling name is Markdown: two marked headings near its top."""
    start = text[:_LOOKED_AT]
    found = (landmark.start for landmark in _headings(start))
    marked = (place for place in found if is_atx(start[place : place + 8]))
    return next(marked, None) is not None and next(marked, None) is not None


def _headings(text: str) -> Iterator[Landmark]:
    """Yield the headings outside of code: ``# …``, and lines that are underlined."""
    start, fence, before = 0, "", ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        label = ""
        at = start
        if not fence and is_atx(line):
            label = plain_words(line)
        elif not fence and is_underline(line) and not _NO_PARAGRAPH.match(before):
            label, at = plain_words(before), start - len(before) - 1
        if any(map(str.isalnum, label)) and not is_prose(label):
            yield Landmark(at, label)
        start += len(line) + 1
        before = "" if label or fence or mark else line
