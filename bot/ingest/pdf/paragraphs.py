"""Lines to paragraphs, headings, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from bot.ingest.headings import LONGEST
from bot.ingest.lines import is_contact, is_prose, words
from bot.ingest.pdf.breaks import PENDING, Layout, begins, ends_open, is_bulleted, layout
from bot.ingest.pdf.line import Line

_LARGE = 1.12
"""Sizes of the text from which a line is a heading whatever its weight."""

_SMALL = 0.95
"""Sizes of the text below which bold print is no heading but the head of a table."""

_LEADER = re.compile(r"(?:\.\s?){4}")
"""The dots in a table of contents."""

_QUESTION = 12
"""Words of a question at most, for it to be a heading."""


class Kind(StrEnum):
    """What a paragraph is, as far as it is treated differently."""

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; those of a table stay lines."""

    lines: tuple[Line, ...]
    kind: Kind


def paragraphs(lines: Sequence[Line], size: float, kind: Kind = Kind.TEXT) -> list[Paragraph]:
    """Return the paragraphs of lines in reading order; ``size`` is that of the document's text."""
    how = layout(lines, notes=kind is Kind.NOTE)
    found: list[list[Line]] = []
    for line in lines:
        if found and not begins(found[-1], line, how):
            found[-1].append(line)
        else:
            found.append([line])
    return [Paragraph(tuple(group), _kind(group, size, kind, how)) for group in found]


def _kind(group: Sequence[Line], size: float, kind: Kind, how: Layout) -> Kind:
    if group[0] in how.rows:
        return Kind.TABLE
    stands_out = kind is Kind.TEXT and _stands_out(group, size)
    return Kind.HEADING if stands_out and _may_head(" ".join(line.text for line in group)) else kind


def _stands_out(group: Sequence[Line], size: float) -> bool:
    share = median(line.size for line in group) / size
    large = share >= _LARGE or (share >= _SMALL and all(line.bold for line in group))
    return large and all(line.cells == 1 for line in group)


def _may_head(text: str) -> bool:
    """Tell whether the words are a heading's; a false one is worse than a missed one."""
    asks = text.endswith(("?", "!", "？", "！", "؟")) and words(text) <= _QUESTION
    return (
        (asks or text.isupper() or ends_open(text))
        and len(text) <= LONGEST
        and len(re.findall(r"[^\W\d_]", text)) >= 2
        and not text.endswith(PENDING)
        and not is_bulleted(text)
        and not _LEADER.search(text)
        and not is_prose(text)
        and not is_contact(text)
    )
