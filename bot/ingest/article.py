"""Which lines of a page are its article, given the article's text in other words and order.

Every line of the article is looked for on the page, by its letters and digits alone. Long lines
come first: they are found anywhere. A short one, ``News`` say, and one that the page has more often
stand in a menu too, so they are looked for only between the long ones around them, next to the one
that follows. What is left of the article's text may be joined from lines of the page, or lack some
of their words; these are looked for last.

The title, headings right above a kept line and a contact line right below one are kept even if the
article lacks them. So are the paragraphs, lists, tables, figures and boxes of text that stand amid
its paragraphs as their siblings: trafilatura drops many. On 311 pages whose article is known, 387
of the 517 lines that this adds are the article's; most others are captions, which such sets leave
out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import accumulate

from bot.ingest.lines import is_contact, is_prose, letters, words
from bot.ingest.looks import Element
from bot.ingest.page import Line, link_share

_LONG = 5
"""Words of a line that stands in an article and in a menu hardly ever."""

_SHARED = 0.8
"""Of the words of a paragraph, those that trafilatura must have left in it."""

_PROSE = 3
"""Paragraphs of the shortest article that is told by nothing but its prose."""

_LOOSE = 4
"""Words of text between paragraphs; fewer are on buttons."""

_LINKED = 0.5
"""Share of the letters of a line below the article above which it leads elsewhere."""

_DEEPEST = 16
"""Names of elements that are looked at on the way from a block up to a sibling of paragraphs."""

_WORD = re.compile(r"\w+")

_WIDGETS = frozenset({"nav", "form"})
"""Elements around lines that are no part of an article."""

_LISTS = frozenset({"blockquote", "details", "dl", "fieldset", "figure", "ol", "table", "ul"})
"""Siblings of paragraphs with blocks in them."""

_PARTS = frozenset({"address", "dd", "div", "dt", "p", "pre"})
"""Siblings of paragraphs that have lines of their own."""

_FURNITURE = re.compile(
    r"share|social|related|promo|newsletter|subscri|advert|\bads?\b|cookie|breadcrumb|menu|comment"
    r"|author|byline|\btags?\b|recommend|\bmore\b|sponsor|widget|sidebar|signup|follow|\bnav"
    r"|popular|teaser|recirc|video|player|gallery|button|banner|hidden|noscript|\btoc\b|noprint",
    re.IGNORECASE,
)
"""Names that pages give to what stands amid an article and is no part of it."""

_MARGINS = frozenset({"footer", "aside"})
"""Elements around lines that are part of an article only if trafilatura has them in it."""


def choose(lines: Sequence[Line], article: str, title: str) -> set[int]:
    """Return the places of the lines to keep; none if the page has nothing of the article."""
    page = [letters(line.text) for line in lines]
    article_lines = [line for line in article.split("\n") if letters(line)]
    parts = [letters(line) for line in article_lines]
    places: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(page):
        places[own].append(place)
    found = _anchors(article_lines, parts, places)
    _fill(parts, found, places)
    rest = [line for index, line in enumerate(article_lines) if index not in found]
    kept = set(found.values())
    if rest:
        kept |= _resembling(lines, rest)
    holders = main_holders(lines)
    widgets, margins = _WIDGETS - holders, (_WIDGETS | _MARGINS) - holders
    kept = {place for place in kept if not lines[place].within & widgets}
    kept = kept or _plain_prose(lines, margins)
    body = {place for place, line in enumerate(lines) if not line.within & margins}
    kept |= _amid(lines, kept, body)
    return kept | _beside(lines, kept, body, letters(title)) if kept else set()


def _anchors(
    article_lines: Sequence[str], parts: Sequence[str], places: Mapping[str, Sequence[int]]
) -> dict[int, int]:
    """Return the places of the long parts that the page has as often, by the parts' index."""
    occurrences: dict[str, list[int]] = defaultdict(list)
    for index, (line, part) in enumerate(zip(article_lines, parts, strict=True)):
        if words(line) >= _LONG:
            occurrences[part].append(index)
    return {
        index: place
        for part, indexes in occurrences.items()
        if len(indexes) == len(places.get(part, ()))
        for index, place in zip(indexes, places[part], strict=True)
    }


def _fill(parts: Sequence[str], found: dict[int, int], places: Mapping[str, Sequence[int]]) -> None:
    """Add the places of short parts: next to the part that follows, or else that goes before."""
    last = max(found, default=-1)
    floors = list(accumulate((found.get(index, -1) for index in range(last + 1)), _latest))
    limit = found.get(last, -1)
    for index in range(last, -1, -1):
        if index not in found:
            place = _before(places.get(parts[index], ()), limit)
            if place > floors[index]:
                found[index] = place
        limit = found.get(index, limit)
    above = found.get(last, -1)
    for index in range(last + 1, len(parts)):
        following = places.get(parts[index], ())
        position = bisect_left(following, above + 1)
        if position < len(following):
            found[index] = above = following[position]


def _latest(floor: int, place: int) -> int:
    return floor if place < 0 else place


def _before(places: Sequence[int], limit: int) -> int:
    position = bisect_left(places, limit)
    return places[position - 1] if position else -1


def _resembling(lines: Sequence[Line], rest: Iterable[str]) -> set[int]:
    """Return the places of long lines that trafilatura joined with others or cut something from."""
    joined = letters("".join(rest))
    vocabulary = set(_WORD.findall(" ".join(rest)))
    found = set()
    for place, line in enumerate(lines):
        own = _WORD.findall(line.text)
        known = sum(word in vocabulary for word in own)
        if words(line.text) >= _LONG and (
            letters(line.text) in joined or (is_prose(line.text) and known >= _SHARED * len(own))
        ):
            found.add(place)
    return found


def _plain_prose(lines: Sequence[Line], margins: Set[str]) -> set[int]:
    """Return the places of the prose of a page of which trafilatura finds nothing, if it has some.

    A line or two of it ask for consent, or for another browser.
    """
    prose: dict[Element, set[int]] = defaultdict(set)
    for place, line in enumerate(lines):
        if is_prose(line.text) and not line.level and not line.within & margins:
            prose[_parent(line.block)].add(place)
    most = max(prose.values(), key=len, default=set())
    return most if len(most) >= _PROSE else set()


def _amid(lines: Sequence[Line], kept: set[int], body: set[int]) -> set[int]:
    """Return the places of lines amid the kept ones, or right below, that belong to them.

    Their blocks, or the sections that they stand in, are siblings of kept ones; below the article,
    containers and links are not taken.
    """
    around = Counter(_parent(lines[place].block) for place in kept)
    sections = {_section(lines[place].block) for place in kept if is_prose(lines[place].text)}
    around += Counter(_parent(section) for section in sections)
    parents = {parent for parent, count in around.items() if parent is not None and count > 1}
    last = max(kept, default=-1)
    found = {
        place
        for place in range(min(kept, default=0), last)
        if place not in kept and place in body and _is_part(lines[place], parents)
    }
    for place in range(last + 1, len(lines)):
        block, section = lines[place].block, _section(lines[place].block)
        further = _parent(section) in parents and link_share(section) <= _LINKED
        if place in body and further and lines[place].level:  # of one more section
            continue
        if place not in body or not _is_part(lines[place], parents):
            break
        if block.tag == "div" or block in parents or link_share(block) > _LINKED:
            break
        found.add(place)
    return found


def _is_part(line: Line, parents: set[Element]) -> bool:
    if not words(line.text) or line.level or line.block is None:
        return False
    if line.block in parents:  # text between its paragraphs
        return words(line.text) >= _LOOSE
    names: list[str] = []
    unit = line.block
    while unit is not None and len(names) < _DEEPEST:
        names += [unit.get("class") or "", unit.get("id") or ""]
        if unit.getparent() in parents:
            direct = unit is line.block and unit.tag in _PARTS
            holds = unit.tag in _LISTS or unit.tag == "section"
            return (direct or holds) and not _FURNITURE.search(" ".join(names))
        unit = unit.getparent()
    return False


def _section(block: Element) -> Element:
    return None if block is None else next(block.iterancestors("section"), None)


def _parent(block: Element) -> Element:
    return None if block is None else block.getparent()


def main_holders(lines: Sequence[Line]) -> frozenset[str]:
    """Return the elements that are widgets or margins elsewhere, and here hold most of the prose.

    A page without prose may be one form.
    """
    prose = [line for line in lines if is_prose(line.text)]
    tags = _WIDGETS | _MARGINS if prose else {"form"}
    counted = prose or lines
    total = sum(len(line.text) for line in counted)
    return frozenset(
        tag
        for tag in tags
        if 2 * sum(len(line.text) for line in counted if tag in line.within) > total
    )


def _beside(lines: Sequence[Line], kept: set[int], body: set[int], title: str) -> set[int]:
    """Return the places of the title, of headings right above and of contacts right below."""
    heads = {place for place in body if lines[place].level}
    first = min(kept)
    titles = [place for place in heads if place < first and letters(lines[place].text) == title]
    top = max(titles) if title and titles else -1
    more = {top} - {-1}
    for place in sorted(heads, reverse=True):
        follows = place + 1 in kept or place + 1 in more
        # What stands above the title is the name of the site or of its section.
        if follows and lines[place + 1].level != 1 and place > top:
            more.add(place)
    for place in sorted(body):
        follows = place - 1 in kept or place - 1 in more
        if follows and is_contact(lines[place].text):
            more.add(place)
    return more
