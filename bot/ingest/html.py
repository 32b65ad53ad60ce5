"""Web pages: the lines of the article, as the page has them.

trafilatura finds the article best (F1 .95), but it trims, joins and composes characters, drops
some, and puts what it finds late at the end. So it only chooses: the text is the page's own
(:mod:`bot.ingest.page`), and :mod:`bot.ingest.article` tells which of its lines trafilatura means.
The other visible lines are what was removed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from urllib.parse import urlsplit

from lxml import html as lxml_html
from lxml.etree import ErrorTypes, LxmlError, ParserError, strip_attributes

from bot.errors import NoText, Problem, TooLarge, UnreadableFile
from bot.ingest.article import choose
from bot.ingest.dates import is_one_off, near
from bot.ingest.decode import tidy
from bot.ingest.language import guess
from bot.ingest.lines import is_prose, letters, words
from bot.ingest.looks import Element
from bot.ingest.metadata import Metadata, metadata
from bot.ingest.page import Line, visible_lines
from bot.ingest.reading import Reading, faint_note
from bot.ingest.refresh import refuse_moved
from bot.ingest.simplify import reveal, simplify
from bot.model import Landmark

MAX_TAGS = 200_000
"""Tags of a page. The test pages have at most 2,734; a page of 100,000 is read in 7 seconds."""

MAX_COMPARED = 3_000
"""Lines up to which trafilatura may compare its result with justext's, which looks at every line
for every other: 8,000 short items took it 45 seconds. The test pages have at most 391."""

MAX_WORDS = 5_000
"""Words in one tag, beside quoted values: libxml2 compares each attribute with every other."""

_DATA = re.compile(r"data:[\w.+-]{1,50}/[\w.+-]{1,100}[^,<>\"'\s]{0,200},[^\"'<>\s)]{200,}")
"""Pictures that a saved page has in its attributes; libxml2 takes no attribute over 10 MB."""

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"(\s+[|•·–—:»›/-]+\s+)")
"""What stands between a title and the name of its site."""

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

_DECLARES = re.compile(r"\s*(?:<\?[^>]*>\s*)?<!doctype[^>]*\[", re.IGNORECASE)

_CONTROL = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]))(?![0-9a-f]);?",
    re.IGNORECASE,
)
"""References to control characters; trafilatura finds no article in a page that has one."""


def read_html(text: str, whole: bool = False) -> Reading:
    """Return the article of a page, with its headings as landmarks; all that it shows if ``whole``.

    Raises :class:`~bot.errors.UnreadableFile` for a page that is nested beyond all reason or
    declares entities, :class:`~bot.errors.TooLarge` for one that is tagged beyond all reason,
    :class:`~bot.errors.Moved` for one that only leads to another, and
    :class:`~bot.errors.NoText` for one without an article.
    """
    tree = _parse(tidy(text))
    refuse_moved(tree)
    stated = metadata(tree)
    shown = visible_lines(tree)
    if not any(is_prose(line.text) for line in shown) and reveal(tree):
        shown = visible_lines(tree)
    lines = [line for line in shown if not line.struck]
    title = _title(lines, stated)
    simplify(tree, lines)
    if whole:
        chosen = set(range(len(lines)))
    else:
        article = _extracted(deepcopy(tree), fast=len(lines) > MAX_COMPARED)
        chosen = choose(lines, article, title)
    if not chosen:
        raise NoText(Problem.NO_ARTICLE)
    kept = [lines[place] for place in sorted(chosen)]
    body, landmarks = _joined(kept)
    identities = set(map(id, kept))
    return Reading(
        body,
        landmarks,
        tuple(line.text for line in shown if id(line) not in identities),
        title=title,
        publisher=stated.publisher,
        date=_day(stated, near([line.text for line in lines], title, guess(body))),
        url=stated.url,
        language=stated.language,
        notes=faint_note(line.faint for line in kept),
    )


def _parse(text: str) -> Element:
    text = _DATA.sub("", text)
    _refuse_floods(text)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        source = _CONTROL.sub(" ", text).encode()
        tree = lxml_html.document_fromstring(source, parser=parser)
    except ParserError as error:
        raise NoText(Problem.NO_ARTICLE) from error
    # libxml2 reads 256 levels and drops the rest.
    limits = [entry for entry in parser.error_log if entry.type == ErrorTypes.ERR_RESOURCE_LIMIT]
    if any("depth" in entry.message.lower() for entry in limits):
        raise UnreadableFile(Problem.NESTED_TOO_DEEPLY)
    if limits:
        raise TooLarge(Problem.PART_TOO_LONG)
    return tree


def _refuse_floods(text: str) -> None:
    if _DECLARES.match(text):
        raise UnreadableFile(Problem.XML_ENTITIES)
    if text.count("<") > MAX_TAGS:
        raise TooLarge(Problem.TOO_MANY_TAGS)
    if any(_words_in_tag(tag) > MAX_WORDS for tag in _long_tags(text)):
        raise TooLarge(Problem.TOO_MANY_ATTRIBUTES)


def _words_in_tag(tag: str) -> int:
    """Return how many words a tag has beside the values in quotation marks."""
    return len(_QUOTED.sub('""', tag).partition(">")[0].split())


def _long_tags(text: str) -> Iterator[str]:
    return (tag for tag in text.split("<") if len(tag) > MAX_WORDS)


def _extracted(tree: Element, *, fast: bool) -> str:
    import trafilatura  # noqa: PLC0415 (.15 seconds that the readers of other formats save)

    # It fills each spanned cell of a table with an empty one: 300 rows of 1,000 took a minute.
    strip_attributes(tree, "colspan", "rowspan")
    try:
        document = trafilatura.bare_extraction(
            tree, fast=fast, include_comments=False, include_tables=True
        )
    except LxmlError as error:  # short of memory, mostly
        raise UnreadableFile(Problem.TOO_COMPLEX) from error
    return getattr(document, "text", None) or ""


def _day(stated: Metadata, shown: str) -> str:
    """Return the day of a page: the one that it shows, if its moment in UTC is that of the next."""
    other = stated.in_utc and is_one_off(stated.date, shown)
    return shown if other or not stated.date else stated.date


def _title(lines: Sequence[Line], stated: Metadata) -> str:
    """Return the longest heading that the stated title contains, else the stated title.

    It is stated with the site's name or is that name only. So the only heading of the first level
    is taken if it says the same in other words, or if nothing else does.
    """
    own = letters(stated.title)
    headings = list(_headings(lines))
    matching = [text for _, text in headings if words(text) >= 2 and letters(text) in own]
    if matching:
        return max(matching, key=len)
    site = _names_of_site(stated)
    rest = _without_site(stated.title, site)
    tops = {text for level, text in headings if level == 1 and letters(text) not in site}
    top = tops.pop() if len(tops) == 1 else ""
    if rest and letters(rest) in letters(top):  # which has what stands above the title, too
        return rest
    known = set(_WORD.findall(rest.casefold()))
    shared = known.intersection(_WORD.findall(top.casefold()))
    return top if words(top) >= 1 and 2 * len(shared) >= len(known) else rest


def _headings(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """Yield level and text of headings, each as a whole: there may be line breaks in one."""
    for (level, _), group in groupby(lines, lambda line: (line.level, id(line.block))):
        if level:
            yield level, " ".join(line.text for line in group)


def _names_of_site(stated: Metadata) -> set[str]:
    host = (urlsplit(stated.url).hostname or "").removeprefix("www.")
    return {"", *map(letters, (stated.publisher, host, host.rpartition(".")[0]))}


def _without_site(title: str, site: Container[str]) -> str:
    """Return a title without the name of the site before or after it."""
    parts = _BETWEEN.split(title)  # with what stands between them
    if letters(parts[-1]) in site:
        parts = parts[:-2]
    if parts and letters(parts[0]) in site:
        parts = parts[2:]
    return "".join(parts)


def _joined(lines: Sequence[Line]) -> tuple[str, tuple[Landmark, ...]]:
    pieces: list[str] = []
    landmarks = []
    length = 0
    for line in lines:
        between = "" if not pieces else "\n\n" if line.gap else "\n"
        if line.level and not is_prose(line.text):  # leads are set as headings at times
            landmarks.append(Landmark(length + len(between), line.text))
        pieces.append(between + line.text)
        length += len(pieces[-1])
    return "".join(pieces), tuple(landmarks)
