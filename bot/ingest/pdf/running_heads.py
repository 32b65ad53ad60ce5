"""Running heads and feet, and page numbers.

A line at the top or at the foot of the page is one if the same words stand at the same height on
other pages near by: chapters have their own. Its figures are the same there, or count the pages;
those of a bulletin or a list are other ones, and say something. What pages that are alike have in
common says nothing: form letters, certificates. A line that text goes on from is none.

Of 13 files made for it (form letters, bulletins, lists, reports with heads) all are read as they
are; without the rules for figures and for pages that are alike, 9 of them lost words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.ingest.lines import is_prose
from bot.ingest.pdf.breaks import same_size
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

_LARGE = 1.25
"""Sizes of the text from which a line is a title, if it counts something."""

_ALIKE = 0.4
"""Share of three words in a row that pages have in common if they are alike: forms that were filled
in have .5 and more, pages of prose .01, of laws .1."""

_SURE = 4
"""Pages near by with the same line, which is a head then even if it stands close to the text."""

_YEARS = range(1900, 2100)
"""Numbers that are page numbers only if many count; else they head the pages of a budget."""

_FIGURE = re.compile(r"\d+|\b[ivxlc]+\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PAGE_NUMBER = re.compile(
    r"(?P<word>page|seite|página|pagina|стр\.?|صفحة|第|[\W_]*)\s*(?P<number>\d{1,4}|[ivxlc]{1,6})"
    r"(?P<of>\s*(?:of|/|de|von|sur|из|من|共)\s*\d{1,4})?\s*[页頁]?[\W_]*",
    re.IGNORECASE,
)


_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\\d_\u3040-\u30ff\u3400-\u9fff]+")


def running(pages: Sequence[Sequence[Line]], heights: Sequence[float], size: float) -> set[Line]:
    """Return the lines of the pages that are running heads or feet, or page numbers.

    ``heights`` are those of the pages in points, ``size`` is that of the document's text.
    """
    places: dict[tuple[bool, str], list[Line]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for at_top, line in _outermost(lines, height):
            places[at_top, _without_figures(line.text)].append(line)
    repeated = {
        line for same in places.values() if len({line.page for line in same}) > 1 for line in same
    }
    repeated -= {line for lines in pages for line in _prose(lines, size, repeated)}
    texts = _Texts([line for lines in pages for line in lines if line not in repeated])
    outermost = [line for same in places.values() for line in same]
    evidence = dict.fromkeys(_page_numbers(outermost, len(pages)), _SURE)
    for (_, words), same in places.items():
        evidence |= _running(words, same, texts, len(pages), size)
    found = set(evidence)
    found -= {line for lines in pages for line in _beside_text(lines, found)}
    for lines, height in zip(pages, heights, strict=True):
        found -= _going_on(lines, height, found)
        found -= _begun(lines, height, found, evidence)
    return found


class _Texts:
    """What the pages say besides lines that are repeated, to tell pages that are alike."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._texts: dict[int, list[str]] = defaultdict(list)
        for line in lines:
            self._texts[line.page].append(line.text)
        self._threes: dict[int, set[tuple[str, str, str]]] = {}
        self._alike: dict[tuple[int, int], bool] = {}

    def alike(self, one: int, other: int) -> bool:
        """Tell whether two pages say the same in most places, or nothing at all."""
        pair = min(one, other), max(one, other)
        if pair not in self._alike:
            here, there = self._threes_of(one), self._threes_of(other)
            share = _ALIKE * min(len(here), len(there))
            self._alike[pair] = len(here & there) >= share if share else here == there
        return self._alike[pair]

    def _threes_of(self, page: int) -> set[tuple[str, str, str]]:
        if page not in self._threes:
            found = _WORD.findall("\n".join(self._texts[page]).lower())
            self._threes[page] = set(zip(found, found[1:], found[2:], strict=False))
        return self._threes[page]


def _prose(lines: Sequence[Line], size: float, repeated: set[Line]) -> Iterator[Line]:
    """Yield the lines of paragraphs of prose in the text's size that have ``repeated`` ones."""
    end = 0
    for place, line in enumerate(lines):
        if line not in repeated or place < end:
            continue
        start, end = place, place + 1
        while start and _goes_on(lines[start], lines[start - 1]):
            start -= 1
        while end < len(lines) and _goes_on(lines[end], lines[end - 1]):
            end += 1
        block = lines[start:end]
        if same_size(block[0].size, size) and is_prose(" ".join(line.text for line in block)):
            yield from block


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


def _running(
    words: str, same: Sequence[Line], texts: _Texts, pages: int, size: float
) -> Iterator[tuple[Line, int]]:
    """Yield those of lines with the same words that are running ones, and on how many pages near.

    ``pages`` is the number of all pages.
    """
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in same:
        by_page[line.page].append(line)
    spoken = len(words) <= _LONGEST and any(map(str.isalpha, words))
    for line in same:
        others = (
            other
            for page in range(line.page - _NEAR, line.page + _NEAR + 1)
            if page != line.page
            for other in by_page.get(page, ())
        )
        near = len(
            {
                other.page
                for other in others
                if abs(other.bottom - line.bottom) <= _SHIFT
                and _figures_agree(line, other, counting=line.size < _LARGE * size)
                and not texts.alike(line.page, other.page)
            }
        )
        few = near == 1 and pages <= _NEAR and 2 * (near + 1) >= pages
        if spoken and (near > 1 or few):
            yield line, near


def _page_numbers(outermost: Iterable[Line], pages: int) -> Iterator[Line]:
    """Yield the lines that are page numbers: they say so, or others near by go on counting.

    Those of a file of one page can only be guessed.
    """
    lines = list(outermost)
    counted: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        for figures in _FIGURE.findall(line.text.lower()):
            counted[_number(figures) - line.page].add(line.page)
    for line in lines:
        match = _PAGE_NUMBER.fullmatch(line.text)
        if not match:
            continue
        number = _number(match["number"].lower())
        near = sum(0 < abs(page - line.page) <= _NEAR for page in counted[number - line.page])
        named = match["of"] or any(map(str.isalpha, match["word"]))
        alone = pages == 1 and re.fullmatch(r"[-–— ]*\w+[-–— ]*", line.text)
        counting = near >= (_SURE if number in _YEARS else 1)
        if named or counting or number == line.page or (alone and number not in _YEARS):
            yield line


def _figures_agree(line: Line, other: Line, *, counting: bool) -> bool:
    """Tell whether two lines have the same figures, or such as count the pages."""
    here, there = _FIGURE.findall(line.text.lower()), _FIGURE.findall(other.text.lower())
    return len(here) == len(there) and all(
        one == two or (counting and _number(two) - _number(one) == other.page - line.page)
        for one, two in zip(here, there, strict=True)
    )


def _number(figures: str) -> int:
    """Return what figures stand for, Roman ones too."""
    if figures.isdecimal():
        return int(figures)
    values = [_ROMAN[figure] for figure in figures]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def _beside_text(lines: Sequence[Line], found: set[Line]) -> Iterator[Line]:
    """Yield those that stand beside text: the numbers of paragraphs and notes, cells of tables."""
    cut = [line for line in lines if line in found]
    text = [line for line in lines if line not in found and len(line.text) > 1] if cut else []
    for line in cut:
        if any(line.beside(other) for other in text):
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


def _begun(
    lines: Sequence[Line], height: float, found: set[Line], evidence: Mapping[Line, int]
) -> set[Line]:
    """Return the lines at the top that text goes on from, unless they are sure to be heads."""
    kept: set[Line] = set()
    top = [line for line in lines if line.top > height * (1 - _BAND)]
    for line in sorted(top, key=_from_foot):
        below = (other for other in lines if other not in found or other in kept)
        unsure = line in found and evidence[line] < _SURE
        if unsure and any(_goes_on(other, line) for other in below):
            kept.add(line)
    return kept


def _goes_on(line: Line, above: Line) -> bool:
    return (
        0 < above.bottom - line.bottom <= _PITCH * line.size
        and abs(above.size - line.size) <= 0.3
        and abs(above.left - line.left) <= _INDENT
        and not _PAGE_NUMBER.fullmatch(line.text)
    )


def _without_figures(text: str) -> str:
    return " ".join(re.sub(r"[^\w#]+", " ", _FIGURE.sub("#", text.lower())).split())
