"""The headings of a plain text, and how far the heading at a landmark goes.

A false heading is worse than a missed one, since passages leave headings out. So a line of a plain
text is a heading only if it is short, closes with no stop, comma or colon, is no list item, date or
contact, and prose follows: at once, after a date, or after one or two more headings that stand
between blank lines like itself. Four and more such lines one above the other are a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ingest.lines import (
    BULLET,
    blocks,
    ends_sentence,
    is_contact,
    is_prose,
    is_wrapped,
    letters,
    lines,
    starts_wrapped,
    words,
)
from bot.model import Landmark, Span

LONGEST = 120
"""Code points of a heading at most; the longest headline of the test documents has 118."""

_IN_A_ROW = 3
"""Title, subtitle, first heading."""

_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th|er|\.)?\s.*\b(?:19|20)\d\d\b|\b[^\W\d]+ \d{1,2},? (?:19|20)\d\d\b"
    r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d{4}年\d{1,2}月",
)
_PAGE = re.compile(r"^page (\d+)(?:, |$)")
"""What a landmark of a PDF begins with; a heading may follow."""
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_MARKS = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")


def headings(text: str) -> tuple[Landmark, ...]:
    """Return the headings that a plain text seems to have."""
    found: list[Landmark] = []
    credit = 0  # headings that may still stand on top of what follows
    row = 0  # headings found one above the other
    for block in reversed(list(blocks(text, Span(0, len(text))))):
        these = [
            Landmark(line.start, " ".join(line.of(text).split()))
            for line in _headings_of(text, block, credit)
        ]
        if not credit and row and _may_head(block.of(text)):
            del found[-row:]  # they are the last of a list, one item between blank lines each
        found += these
        row = row + len(these) if these and _may_head(block.of(text)) else 0
        credit = _credit_before(text, block, credit)
    return tuple(reversed(found))


def heading_span(text: str, landmark: Landmark) -> Span | None:
    """Return the lines of the heading at a landmark, or ``None`` if it is a place without one."""
    label = letters(_PAGE.sub("", landmark.label))
    end, seen = landmark.start, ""
    while end < len(text) and text[end] != "\n" and len(seen) <= len(label):
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        line = text[end:line_end]
        seen += letters(plain_words(line))
        if label and (seen == label or _ATX.match(line)):
            return Span(landmark.start, _past_underline(text, line_end))
        end = line_end + 1
    return None


def is_page(landmark: Landmark) -> bool:
    """Tell whether a landmark is the page of a PDF, with a heading or without."""
    return bool(_PAGE.match(landmark.label))


def on_page(label: str, page: int) -> str:
    """Return the label of a landmark of a PDF for what stands on a page below it."""
    return _PAGE.sub(lambda found: found[0].replace(found[1], str(page)), label)


def plain_words(line: str) -> str:
    """Return the words of a line of Markdown without its marks and link addresses."""
    if mark := _ATX.match(line):
        line = line[mark.end() :].rstrip()
        open_ended = line.rstrip("#")
        line = line if open_ended[-1:].strip() else open_ended
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", line)).split())


def is_atx(line: str) -> bool:
    """Tell whether the line is a Markdown heading: ``## …``."""
    return _ATX.match(line) is not None


def is_underline(line: str) -> bool:
    """Tell whether the line can be what underlines a Markdown heading: ``====`` or ``----``."""
    return _UNDERLINE.fullmatch(line) is not None


def is_date(line: str) -> bool:
    """Tell whether the line holds a day and hardly anything else."""
    return len(line) <= LONGEST and words(line) <= 4 and _DATE.search(line) is not None


def _headings_of(text: str, block: Span, credit: int) -> Iterator[Span]:
    """Yield the headings of one block, last first."""
    parts = list(lines(text, block))
    listed = [part.of(text) for part in parts]
    if len(parts) == 1:
        yield from (part for part in parts if credit and _may_head(part.of(text)))
    elif is_wrapped(listed):
        yield from (part for part in parts[:1] if starts_wrapped(listed) and _may_lead(listed[0]))
    else:
        prose = [is_prose(line) for line in listed] + [False]
        prose[1] = prose[1] or is_wrapped(listed[1:])
        for place in reversed(range(len(parts) - 1)):
            stands_first = place == 0 or prose[place - 1] or is_date(listed[place - 1])
            dated = is_date(listed[place + 1]) and prose[place + 2]
            if stands_first and (prose[place + 1] or dated) and _may_lead(listed[place]):
                yield parts[place]


def _may_lead(line: str) -> bool:
    return _may_head(line) and not BULLET.match(line)


def _credit_before(text: str, block: Span, credit: int) -> int:
    """Return how many headings may stand on top of the block, given those on top of the next."""
    listed = [line.of(text) for line in lines(text, block)]
    if is_prose(listed[0]) or (is_wrapped(listed) and is_prose(" ".join(listed))):
        return _IN_A_ROW
    if len(listed) > 1:
        prose = is_prose(" ".join(listed)) and (ends_sentence(listed[0]) or is_prose(listed[1]))
        return _IN_A_ROW if prose else 0
    if is_date(listed[0]):
        return credit
    return max(0, credit - 1) if _may_head(listed[0]) else 0


def _may_head(line: str) -> bool:
    return (
        len(line) <= LONGEST
        and len(re.findall(r"[^\W\d_]", line)) >= 2
        and not ends_sentence(line)
        and not line.endswith((",", "，", "،"))
        and not re.match(r"[-–—•*·▪◦‣+>»|]", line)
        and not is_prose(line)
        and not is_date(line)
        and not is_contact(line)
        and "\t" not in line
        and " | " not in line
    )


def _past_underline(text: str, end: int) -> int:
    following = text.find("\n", end + 1)
    following = len(text) if following < 0 else following
    return following if end + 1 < following and is_underline(text[end + 1 : following]) else end
