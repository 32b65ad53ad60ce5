"""RSS and Atom: the same elements in other words, found by their local names."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from bot.ingest.feed.elements import text_of
from bot.ingest.feed.entries import Entry, Feed, guid_of, newest, title_of, web_url
from bot.ingest.feed.stamps import moment
from bot.ingest.markup import child, namespace

_DUBLIN_CORE = frozenset({"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"})
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")


def read_syndication(root: Element, url: str) -> Feed:
    """Return the entries of a feed that stood at ``url``."""
    head = child(root, "channel")
    title = _title(root if head is None else head)
    entries = (_entry(element, url) for element in root.iter("{*}item", "{*}entry"))
    return Feed(title, newest(entries))


def _entry(element: Element, url: str) -> Entry:
    base = element.base or url
    guid = child(element, "guid")
    name = text_of(child(element, "id") if guid is None else guid)
    permanent = guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true"
    links = [*_links(element), *([name] if permanent else [])]
    dates = (moment(text_of(child(element, date))) for date in _DATES)
    return Entry(
        url=next(filter(None, (web_url(base, link) for link in links)), ""),
        title=_title(element),
        date=next(filter(None, dates), ""),
        guid=guid_of(name),
    )


def _title(element: Element) -> str:
    """Return the element's own title, or that of Dublin Core; not that of a picture or film."""
    titles = list(element.iterchildren("{*}title"))
    own = [each for each in titles if namespace(each) == namespace(element)]
    described = [each for each in titles if namespace(each) in _DUBLIN_CORE]
    return next(filter(None, map(title_of, map(text_of, own + described))), "")


def _links(element: Element) -> Iterator[str]:
    """Yield RSS's links, which are texts, and Atom's to the document itself."""
    links = list(element.iterchildren("{*}link"))
    yield from (text for link in links if (text := text_of(link).strip()))
    yield from (
        link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"
    )
