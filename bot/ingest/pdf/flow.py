"""Paragraphs in the order in which they are read, those that were torn apart made whole.

A paragraph may run over the end of a column or page; footnotes, figures and tables stand between
its parts then. The part that comes first keeps its place, what stands between follows the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.ingest.pdf.line import Line
from bot.ingest.pdf.paragraphs import PENDING, Kind, Paragraph, ends_open, opens_item, same_type

_FULL = 12
"""Sizes of the type; a shorter line is none of prose that goes on elsewhere."""

_OPENING = "\"'“‘«(["


def from_top(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Put what stands above all else in its width before that: heads that were painted last."""
    ordered: list[Paragraph] = []
    for paragraph in page:
        sharing = [place for place, other in enumerate(ordered) if _share_width(other, paragraph)]
        bottom = min(line.bottom for line in paragraph.lines)
        if sharing and all(_top(ordered[place]) <= bottom for place in sharing):
            ordered.insert(sharing[0], paragraph)
        else:
            ordered.append(paragraph)
    return ordered


def made_whole(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of all pages, each that was torn apart as one."""
    whole: list[Paragraph] = []
    last = -1  # the place of the last paragraph of the text
    heading = False  # whether one stands between
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        if paragraph.kind is Kind.TEXT and last >= 0:
            before = whole[last]
            if _is_elsewhere(before.lines[-1], first) and _goes_on(before, paragraph, heading):
                whole[last] = replace(before, lines=before.lines + paragraph.lines)
                continue
        whole.append(paragraph)
        if paragraph.kind is Kind.HEADING:
            heading = True
        elif paragraph.kind is Kind.TEXT and _may_be_torn(paragraph, whole[last] if last >= 0 else None):
            last, heading = len(whole) - 1, False
    return whole
