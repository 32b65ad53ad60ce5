"""Tell what kind of feed a file is, whatever its server says, and read it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from lxml.etree import _Element as Element

from bot.errors import Problem, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest.decode import decode
from bot.ingest.feed import page, sitemap, syndication
from bot.ingest.feed.elements import parse
from bot.ingest.feed.entries import Entry, Feed, guid_of, newest, title_of, web_url
from bot.ingest.feed.stamps import moment
from bot.ingest.markup import local

LARGEST = 50_000_000
"""Bytes of a sitemap when it is unpacked, as sitemaps.org has it."""

_GZIP = b"\x1f\x8b"
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_READERS: Mapping[str, Callable[[Element, str], Feed]] = {
    "rss": syndication.read_syndication,
    "RDF": syndication.read_syndication,
    "feed": syndication.read_syndication,
    "urlset": sitemap.read_sitemap,
    "sitemapindex": sitemap.read_index,
}


def read_feed(url: str, data: bytes, charset: str = "") -> Feed:
    """Return what a feed that stood at ``url`` names; its server called its encoding ``charset``.

    Pure and synchronous, so that it can run in a worker. Raises
    :class:`~bot.errors.UnsupportedFormat` for what is no feed,
    :class:`~bot.errors.UnreadableFile` for one that is broken beyond reading and
    :class:`~bot.errors.TooLarge` for one that unpacks to more than :data:`LARGEST`.
    """
    unpacked = _unpacked(data) if data.startswith(_GZIP) else data
    text = decode(unpacked, charset).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return _json(text, url)
    if _PAGE.match(text):
        return page.read_page(text, url)
    root = parse(text, url) if text.startswith("<") else None
    if root is None or not len(root) or local(root) not in _READERS:
        raise _no_feed()
    return _READERS[local(root)](root, url)


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacking.decompress(data, LARGEST)
    except zlib.error as error:
        raise UnreadableFile(Problem.FEED_DAMAGED) from error
    if unpacking.unconsumed_tail:
        raise TooLarge(Problem.FEED_TOO_LARGE, megabytes=LARGEST // 1_000_000)
    return unpacked


def _json(text: str, url: str) -> Feed:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_feed() from error
    if "jsonfeed.org/version/" not in str(feed.get("version")) or not isinstance(
        items := feed.get("items"), list
    ):
        raise _no_feed()
    entries = (_json_entry(item, url) for item in items if isinstance(item, dict))
    return Feed(title_of(_words(feed, "title")), newest(entries))


def _json_entry(item: Mapping[str, Any], url: str) -> Entry:
    return Entry(
        url=web_url(url, _words(item, "url") or _words(item, "external_url")),
        title=title_of(_words(item, "title")),
        date=moment(_words(item, "date_published") or _words(item, "date_modified")),
        guid=guid_of(_words(item, "id")),
    )


def _words(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _no_feed() -> UnsupportedFormat:
    return UnsupportedFormat(Problem.NO_FEED)
