"""Sitemaps, news sitemaps and indexes of sitemaps."""

from __future__ import annotations

from lxml.etree import _Element as Element

from bot.ingest.feed.elements import text_of
from bot.ingest.feed.entries import Entry, Feed, newest, title_of, web_url
from bot.ingest.feed.stamps import moment
from bot.ingest.markup import child


def read_sitemap(root: Element, url: str) -> Feed:
    """Return the pages of a sitemap that stood at ``url``."""
    return Feed(entries=newest(_entry(element, url) for element in root.iter("{*}url")))


def read_index(root: Element, url: str) -> Feed:
    """Return where the sitemaps of an index stand, the one that changed last first."""
    listed = newest(_entry(element, url) for element in root.iter("{*}sitemap"))
    return Feed(sitemaps=tuple(entry.url for entry in listed))


def _entry(element: Element, url: str) -> Entry:
    news = child(element, "news")
    return Entry(
        url=web_url(url, text_of(child(element, "loc"))),
        title=title_of(text_of(child(news, "title"))),
        date=moment(text_of(child(news, "publication_date")))
        or moment(text_of(child(element, "lastmod"))),
    )
