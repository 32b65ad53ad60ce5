"""What a web page states of itself, in its ``<head>`` and its JSON-LD.

Nothing is guessed: htmldate and trafilatura also find days and publishers in running text, which
cost up to 7.5 seconds a page and gave ``02.11.2021`` and a headline as the publishers of two of the
11 test pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.ingest.frontmatter import iso_day
from bot.ingest.looks import Element

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher")
_DATES = (
    *("article:published_time", "datepublished", "dcterms.issued", "dc.date.issued"),
    *("dcterms.date", "dc.date", "dcterms.created", "pubdate", "publish-date", "date"),
)
_UTC = re.compile(r"\d[Tt ]\d\d:.*(?:[Zz]|[+-]00:?00)$")
_LONGEST = 1_000_000
"""Characters of JSON-LD that are parsed; pages have a few thousand."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page states; ``""`` where it does not. ``date`` is an ISO 8601 day.

    ``in_utc`` tells whether it is that of a moment in UTC, which may be another than the site's.
    """

    title: str
    publisher: str
    date: str
    url: str
    language: str
    in_utc: bool = False


def metadata(tree: Element) -> Metadata:
    """Return what a page states of itself."""
    stated = _stated(tree)
    linked = list(_linked(tree))
    addresses = [
        *(link.get("href") for link in tree.iter("link") if _words(link.get("rel")) == "canonical"),
        stated.get("og:url"),
    ]
    titles = [*map(stated.get, _TITLES), *(title.text_content() for title in tree.iter("title"))]
    publishers = [*map(stated.get, _PUBLISHERS), *(name for name, _ in linked)]
    dates = [*map(stated.get, _DATES), *(day for _, day in linked), *_times(tree)]
    stamp = next((each for each in filter(None, dates) if iso_day(each)), "")
    return Metadata(
        title=next(filter(None, map(_words, titles)), ""),
        publisher=next((name for name in map(_words, publishers) if _is_name(name)), ""),
        date=iso_day(stamp),
        url=next((url for url in map(_words, addresses) if _is_address_of_page(url)), ""),
        language=_words(tree.get("lang") or stated.get("og:locale")),
        in_utc=_UTC.search(stamp.strip()) is not None,
    )


def _stated(tree: Element) -> Mapping[str, str]:
    """Return the first content of each ``<meta>``, by its name in lower case."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        found.setdefault(name.strip().lower(), meta.get("content") or "")
    return found


def _times(tree: Element) -> Iterator[str | None]:
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield time.get("datetime")


def bodies(tree: Element) -> Iterator[str]:
    """Yield the texts of articles that the page's JSON-LD has, with markup or without."""
    for node in _described(tree):
        body = node.get("articleBody")
        if isinstance(body, str):
            yield body


def _linked(tree: Element) -> Iterator[tuple[str, str]]:
    """Yield publisher and day of what the page's JSON-LD describes."""
    for node in _described(tree):
        publisher = node.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        yield _words(name), _words(node.get("datePublished"))


def _described(tree: Element) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and len(script.text or "") <= _LONGEST:
            try:
                described = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _nodes(described)


def _nodes(described: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 (any JSON)
    for item in described if isinstance(described, list) else [described]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph or () if isinstance(node, dict))


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_address_of_page(url: str) -> bool:
    """Tell the address of a page from that of its site, which careless templates state on each."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    of_page = bool(parts.path.strip("/") or parts.query)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and of_page


def _is_name(value: str) -> bool:
    """Tell a name from an address: ``article:publisher`` is a page of Facebook."""
    return re.search(r"[^\W\d_]", value) is not None and "://" not in value
