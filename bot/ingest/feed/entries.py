"""What all feeds have in common, and how their addresses, titles and dates are read."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
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

    ``url`` is absolute, http or https, and without fragment; ``date`` is ISO 8601 with the offset
    of its own zone; ``guid`` is what the feed tells its entries apart by. All but ``url`` may be
    ``""``.
    """

    url: str
    title: str = ""
    date: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed names, newest first, entries without date last and in the feed's order.

    ``feeds`` are the addresses that a page names, where feeds may stand, ``sitemaps`` those of
    which an index consists, the one that changed last first; then there are no entries.
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
    """Return the newest entries with an address, each address once.

    An entry without address, or with that of a newer one, is left out. A guid that several
    addresses have tells none of them apart, so they have none.
    """
    found = [entry for entry in islice(entries, _LOOKED_AT) if entry.url]
    found.sort(key=_moment, reverse=True)  # stable
    first = {entry.url: entry for entry in reversed(found)}
    owners = Counter(entry.guid for entry in first.values())
    kept = [entry for entry in found if first[entry.url] is entry][:MOST]
    return tuple(replace(each, guid="") if owners[each.guid] > 1 else each for each in kept)


def _moment(entry: Entry) -> float:
    """Return when an entry came; those without date came before all others."""
    return datetime.fromisoformat(entry.date).timestamp() if entry.date else -math.inf


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
