"""Markdown: front matter, and headings where they are marked. The marks stay in the text.

What is struck out is no text any more, ``~~10~~ 12``, and a comment never was any; raised figures
are written as such. Code is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ingest import frontmatter
from bot.ingest.decode import tidy
from bot.ingest.headings import is_atx, is_underline, plain_words
from bot.ingest.lines import is_prose
from bot.ingest.raised import placed
from bot.ingest.reading import Reading
from bot.model import Landmark

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:[-+*>|]|\d{1,9}[.)])(?:\s|$)| {4}|\t|\s*$")
"""Lines that an underline does not make a heading of: list items, quotes, tables, code, blanks."""

_APART = re.compile(
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+)[^`\n]*$(?:\n.*)*?(?:\n {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<comment><!--)"
    r"|(?<!~)~~(?=[^\s~])(?P<tildes>(?:(?!~~|\n\n)[\s\S]){1,1000})(?<=\S)~~(?!~)"
    r"|<(?P<tag>del|s|strike)>(?P<struck>[^<]{0,1000})</(?P=tag)>"
    r"|<(?P<shift>sup|sub)>(?P<shifted>[^<]{1,100})</(?P=shift)>",
    re.MULTILINE,
)
"""Code, comments, and what is struck out, raised or lowered."""

_LOOKED_AT = 50_000
"""Code points in which a text must show that it is Markdown."""


def read_markdown(text: str) -> Reading:
    """Return the text as it is, with its headings as landmarks."""
    stated, body = frontmatter.split(tidy(text))
    body, struck = _said(body)
    landmarks = tuple(_headings(body))
    return Reading(
        body,
        landmarks,
        struck,
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


def _said(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without comments and what is struck out, and the latter."""
    pieces: list[str] = []
    struck: list[str] = []
    at, closing = 0, text.find("-->")
    while match := _APART.search(text, at):
        before = text[at : match.start()]
        pieces.append(before)
        at = match.end()
        if match["comment"]:
            if closing >= 0 and closing < at:
                closing = text.find("-->", at)
            if closing < 0:
                pieces.append(match[0])
            else:
                at = closing + 3
        elif match["shifted"]:
            pieces.append(placed(match["shifted"], match["shift"], before))
        elif cut := match["tildes"] or match["struck"]:
            struck.append(" ".join(cut.split()))
            at += before[-1:].isspace() and text[at : at + 1] == " "
        elif not match["tag"]:
            pieces.append(match[0])
    return tidy("".join([*pieces, text[at:]])), tuple(struck)


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
