"""Running heads and feet, and page numbers.

A line at the top or at the foot of the page is one if the same words, whatever the numbers, stand
there on other pages near by: chapters have their own. Numbers alone are always one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.ingest.pdf.line import Line

_BAND = 0.14
"""Share of the page's height at the top and at the foot; the deepest head of the test documents
reaches .11."""

_OUTERMOST = 4
"""Lines in a band that can be running ones."""

_NEAR = 6
"""Pages; a chapter has at least three, and left and right pages have heads of their own."""

_SHIFT = 4.0
"""Points that a running line may stand higher or lower than on other pages."""

_PITCH = 1.5
"""Sizes from line to line of a note at most; between notes and a running foot is more."""

_INDENT = 20.0
"""Points that the lines of a note may be set in."""

_LONGEST = 120
"""Code points; prose that is repeated is a text."""

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|стр\.?|صفحة|第|[\W_]*)\s*(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:of|/|de|von|sur|из|من|共)\s*\d{1,4})?\s*[页頁]?[\W_]*",
    re.IGNORECASE,
)


def running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """Return the lines of the pages that are running heads or feet, or page numbers."""
    places: dict[tuple[bool, str], list[Line]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for at_top, line in _outermost(lines, height):
            places[at_top, _without_numbers(line.text)].append(line)
    found = {
        line
        for (_, words), same in places.items()
        for line in same
        if _PAGE_NUMBER.fullmatch(line.text) or _is_repeated(line, words, same, len(pages))
    }
    found -= {line for lines in pages for line in _beside_text(lines, found)}
    for lines, height in zip(pages, heights, strict=True):
        found -= _going_on(lines, height, found)
    return found


def _outermost(lines: Sequence[Line], height: float) -> list[tuple[bool, Line]]:
    top = sorted((line for line in lines if line.top > height * (1 - _BAND)), key=_from_top)
    foot = sorted((line for line in lines if line.bottom < height * _BAND), key=_from_foot)
    return [
        *((True, line) for line in top[:_OUTERMOST]),
        *((False, line) for line in foot[:_OUTERMOST]),
    ]


def _from_top(line: Line) -> float:
    return -line.top


def _from_foot(line: Line) -> float:
    return line.bottom


def _beside_text(lines: Sequence[Line], found: set[Line]) -> Iterator[Line]:
    """Yield those that stand beside text: the numbers of paragraphs and notes, cells of tables."""
    text = [line for line in lines if line not in found and len(line.text) > 1]
    for line in lines:
        if line in found and any(line.beside(other) for other in text):
            yield line


def _going_on(lines: Sequence[Line], height: float, found: set[Line]) -> set[Line]:
    """Return the lines at the foot that go on with text: notes may end with the same words."""
    kept: set[Line] = set()
    foot = [line for line in lines if line.bottom < height * _BAND]
    for line in sorted(foot, key=_from_top):
        above = (other for other in lines if other not in found or other in kept)
        if line in found and any(_goes_on(line, other) for other in above):
            kept.add(line)
    return kept


def _goes_on(line: Line, above: Line) -> bool:
    return (
        0 < above.bottom - line.bottom <= _PITCH * line.size
        and abs(above.size - line.size) <= 0.3
        and abs(above.left - line.left) <= _INDENT
        and not _PAGE_NUMBER.fullmatch(line.text)
    )


def _is_repeated(line: Line, words: str, same: Sequence[Line], pages: int) -> bool:
    if len(words) > _LONGEST or not any(map(str.isalpha, words)):
        return False
    numbers = {other.page for other in same if abs(other.bottom - line.bottom) <= _SHIFT}
    near = sum(0 < abs(number - line.page) <= _NEAR for number in numbers)
    return near >= 2 or (near == 1 and pages <= _NEAR and 2 * len(numbers) >= pages)


def _without_numbers(text: str) -> str:
    return " ".join(re.sub(r"[^\w#]+", " ", _NUMBER.sub("#", text.lower())).split())
