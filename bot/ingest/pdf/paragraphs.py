"""Lines to paragraphs, headings and tables.

No file says where a paragraph ends. What tells it, in this order: a mark of a list, a change of
size or weight, a wider space between two lines than is usual on the page, an indent, a last line
that ends early. A line that begins like the middle of a sentence is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from statistics import median

from bot.ingest.headings import LONGEST
from bot.ingest.lines import is_contact, is_prose, words
from bot.ingest.pdf.line import HYPHEN, Line

_STOP = re.compile(r"[.!?…。！？؟۔:;：；][»”’\"'›)\]）]*[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]*$")
PENDING = (HYPHEN, ",", "–", "—", "(", "/", "،", "，", "、")
_BULLET = re.compile(r"[•●▪■◆❖◻◦‣∙·➢→✓□√*–—-]\s")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,4}|[IVX]{1,4}|[a-zA-Z])[.)]\s|\d+(?:\.\d+)+\.?\s")
_LARGE = 1.12
"""Sizes of the text from which a line is a heading; .12 is also what two sizes differ by."""


_SMALL = 0.95
"""Sizes of the text below which bold print is no heading but the head of a table."""

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



def ends_open(line: Line) -> bool:
    """Tell whether the sentence goes on after the line."""
    return _STOP.search(line.text) is None


def same_type(before: Line, line: Line) -> bool:
    """Tell whether both are set in the same size and weight."""
    return same_size(before.size, line.size) and before.bold == line.bold


def paragraphs(lines: Sequence[Line], size: float, kind: Kind = Kind.TEXT) -> list[Paragraph]:
    """Return the paragraphs of lines in reading order; ``size`` is that of the document's text."""
    pitches = _pitches(lines)
    found: list[list[Line]] = []
    rows = _rows(lines)
    for line in lines:
        if found and not _is_new(found[-1], line, pitches, rows):
            found[-1].append(line)
        else:
            found.append([line])
    return [_paragraph(group, size, kind, rows) for group in found]


def _paragraph(group: Sequence[Line], size: float, kind: Kind, rows: set[Line]) -> Paragraph:
    lines = tuple(group)
    if group[0] in rows:
        return Paragraph(lines, Kind.TABLE)
    if kind is Kind.TEXT and _is_heading(group, size):
        return Paragraph(lines, Kind.HEADING)
    return Paragraph(lines, kind)


def _is_heading(group: Sequence[Line], size: float) -> bool:
    text = " ".join(line.text for line in group)
    share = median(line.size for line in group) / size
    strong = share >= _LARGE or (share >= _SMALL and all(line.bold for line in group))
    if not strong or any(line.cells > 1 for line in group):
        return False
    return (
        len(text) <= LONGEST
        and len(re.findall(r"[^\W\d_]", text)) >= 2
        and (_STOP.search(text) is None or text.isupper() or words(text) <= 12 and text[-1] in "?!")
        and not text.endswith((",", "，", "،", HYPHEN))
        and not _BULLET.match(text)
        and not is_prose(text)
        and not is_contact(text)
    )


def _rows(lines: Sequence[Line]) -> set[Line]:
    """Return the lines that are rows of a table: two and more with cells, one below the other."""
    rows: set[Line] = set()
    for before, line in pairwise(lines):
        if before.cells > 1 and line.cells > 1 and before.bottom > line.bottom:
            rows |= {before, line}
    return rows | {line for line in lines if line.cells > 2}


def _pitches(lines: Iterable[Line]) -> Mapping[int, float]:
    """Return the usual distance of two lines by the size of the type; 0 stands for all sizes."""
    by_size = defaultdict(list)
    for before, line in pairwise(lines):
        pitch = before.bottom - line.bottom
        if 0.3 < pitch / before.size < 3 and same_size(before.size, line.size):
            if before.above_or_below(line):
                by_size[round(line.size)].append(pitch)
                by_size[0].append(pitch)
    return {size: median(found) for size, found in by_size.items() if not size or len(found) > 1}


def _is_new(
    group: Sequence[Line], line: Line, pitches: Mapping[int, float], rows: set[Line]
) -> bool:
    """Tell whether the line begins a paragraph after the lines of ``group``."""
    before = group[-1]
    if (before in rows) != (line in rows):
        return True
    pitch = before.bottom - line.bottom
    usual = pitches.get(round(line.size)) or pitches.get(0) or 1.2 * line.size
    if pitch < -0.5 * line.size or not before.above_or_below(line):
        return True  # elsewhere on the page: see bot.ingest.pdf.flow
    if line in rows:
        return pitch > 2.5 * usual
    if _BULLET.match(line.text) or not same_size(before.size, line.size):
        return True
    if pitch > 1.45 * usual and pitch > 1.25 * line.size:
        return True
    return _is_new_close_by(_Above(group, line), pitch > 1.18 * usual)


class _Above:
    """The lines of a paragraph that stand above a line in its column."""

    def __init__(self, group: Sequence[Line], line: Line) -> None:
        self.group, self.line, self.before = group, line, group[-1]
        column = [self.before]
        for other in reversed(group[:-1]):
            if other.bottom < column[-1].bottom - 0.5 * other.size:
                break
            column.append(other)
        self.rtl = line.right_to_left
        self.left = min(other.left for other in column)
        self.right = max(line.right, *(other.right for other in column))
        self.width = max(self.right - min(self.left, line.left), 1.0)
        before = self.before
        self.room = before.left - min(self.left, line.left) if self.rtl else self.right - before.right

    @property
    def ended_early(self) -> bool:
        """Tell whether the line before leaves room at its end."""
        return self.room > 0.12 * self.width

    @property
    def leaves_room(self) -> bool:
        """Tell whether the first word of the line would have fitted at the end of the one before.

        A word is taken for wider than it is, since lines may end in a ragged edge.
        """
        first = self.line.text.split(" ", 1)[0]
        need = 0.8 * self.line.size * min(len(first) + 1, 20)
        return self.room > max(need, 0.2 * self.width)

    @property
    def indented(self) -> bool:
        """Tell whether the line is set in like the first of a paragraph."""
        if self.rtl:
            by, before = self.right - self.line.right, self.right - self.before.right
        else:
            by, before = self.line.left - self.left, self.before.left - self.left
        return 0.7 * self.line.size < by < 4.5 * self.line.size and before <= 0.3 * self.line.size


def _is_new_close_by(above: _Above, wider: bool) -> bool:
    """Decide for a line that follows at about the usual distance in the same size."""
    before, line, group = above.before, above.line, above.group
    stopped = not ends_open(before)
    pending = before.text.endswith(PENDING)
    if wider and (stopped or above.ended_early):
        return True
    if line.text[:1].islower() and not stopped:
        return False
    if before.bold != line.bold:
        alone = len(group) == 1 and not pending and line.text[:1].isupper()
        return above.ended_early or stopped or alone
    if _NUMBERED.match(line.text) and not pending:
        return stopped or above.ended_early
    if len(group) == 1 and opens_item(before.text):
        return above.ended_early and stopped and wider
    if above.indented and stopped:
        return True
    if pending or line.text[:1].islower():
        return False
    return above.ended_early if stopped else above.leaves_room


def opens_item(text: str) -> bool:
    """Tell whether a line begins with the mark or the number of a list item."""
    return (_BULLET.match(text) or _NUMBERED.match(text)) is not None


def same_size(one: float, other: float) -> bool:
    """Tell whether two sizes of type are meant to be the same."""
    return abs(one - other) <= (_LARGE - 1) * max(one, other)
