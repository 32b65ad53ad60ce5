"""What all feeds have in common, and how their addresses, titles and dates are read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, Self
from urllib.parse import urldefrag, urljoin, urlsplit

MOST = 5_000
"""Entries that are kept, the newest ones. Feeds have some ten; a sitemap may have 50,000."""

_LOOKED_AT = 50_000
_LONGEST_URL, _LONGEST_TITLE, _LONGEST_GUID = 2000, 300, 500

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that a feed names.

    ``url`` is absolute, http or https, and without fragment; ``date`` is ISO 8601 in UTC; ``guid``
    is what the feed tells its entries apart by. All but ``url`` may be ``""``.
    """

    url: str
    title: str = ""
    date: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed names, newest first, entries without date last and in the feed's order.

    ``feeds`` are the addresses of those that a page names, ``sitemaps`` those of which an index
    consists, the one that changed last first; then there are no entries.
    """

    title: str = ""
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Make a feed of what :func:`dataclasses.asdict` gave, also after a way through JSON."""
        entries = tuple(Entry(**entry) for entry in fields["entries"])
        addresses = {name: tuple(fields[name]) for name in ("feeds", "sitemaps")}
        return cls(fields["title"], entries, **addresses)


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the newest entries with an address, each address and each guid once."""
    found = [entry for entry in islice(entries, _LOOKED_AT) if entry.url]
    found.sort(key=lambda entry: entry.date, reverse=True)  # stable; no date is the smallest
    seen: set[str] = set()
    kept = []
    for entry in found:
        if seen.isdisjoint(names := {entry.url, entry.guid or entry.url}):
            kept.append(entry)
        seen |= names
    return tuple(kept[:MOST])


def web_url(base: str, href: str | None) -> str:
    """Return a link as an absolute web address, or ``""`` for any other kind of link."""
    link = _UNPRINTABLE.sub("", href or "").strip()
    if not link:
        return ""
    try:
        url = urldefrag(urljoin(base, link)).url
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > _LONGEST_URL:
        return ""
    return url


def title_of(text: str | None) -> str:
    """Return a title on one line, without markup: feeds escape it once or twice."""
    plain = _TAG.sub("", html.unescape(text or ""))
    return " ".join(_UNPRINTABLE.sub(" ", plain).split())[:_LONGEST_TITLE]


def guid_of(text: str | None) -> str:
    """Return what tells an entry from others, not longer than it takes."""
    return " ".join(_UNPRINTABLE.sub(" ", text or "").split())[:_LONGEST_GUID]


def moment(text: str | None) -> str:
    """Return a date of RFC 822 or ISO 8601 as ISO 8601 in UTC; ``""`` for what is no date."""
    stamp = (text or "").strip()[:60]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(stamp)
            return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""
