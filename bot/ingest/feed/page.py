"""A web page that names its feed in its head, or leads to a page that does."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from bot.errors import Problem, UnsupportedFormat
from bot.ingest.feed.entries import Feed, web_url
from bot.ingest.refresh import onward

_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        "application/feed+json",
    }
)
_HEAD = 500_000
"""Characters in which a page's head ends."""


def read_page(text: str, url: str) -> Feed:
    """Return the feeds that a page names, or else the page to which it sends its readers.

    Raises :class:`~bot.errors.UnsupportedFormat` for a page that does neither.
    """
    try:
        tree = lxml_html.document_fromstring(
            text[:_HEAD].encode(), lxml_html.HTMLParser(encoding="utf-8")
        )
    except (LxmlError, ValueError):
        named: tuple[str, ...] = ()
    else:
        named = tuple(dict.fromkeys(filter(None, _named(tree, url))))
        if not named:
            named = tuple(filter(None, [web_url(url, onward(tree))]))
    if not named:
        raise UnsupportedFormat(Problem.PAGE_WITHOUT_FEED)
    return Feed(feeds=named)


def _named(tree: HtmlElement, url: str) -> Iterator[str]:
    base = next((web_url(url, each.get("href")) for each in tree.iter("base")), "") or url
    for link in tree.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if kind in _TYPES and "alternate" in (link.get("rel") or "").lower().split():
            yield web_url(base, link.get("href"))
