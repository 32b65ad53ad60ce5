"""Feeds by their address: what they name, wherever they stand.

The address may be that of a feed, a sitemap, an index of sitemaps, or a page that names its feed.
Everything is fetched by :mod:`bot.fetching.fetcher` and read in the limited process, as documents
are.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.errors import Problem, SourceError, Unreachable, UnsupportedFormat
from bot.fetching.fetcher import Fetched, Fetcher
from bot.fetching.media import FEEDS
from bot.ingest.feed.entries import Feed, newest
from bot.ingest.filename import shown
from bot.model import Origin
from bot.worker.jobs import Reader

SITEMAPS = 10
"""Sitemaps that are read of an index, those that changed last."""

PAGES = 2
"""Pages on the way to a feed: one that has moved, and the one that names it."""

SECONDS = 90.0
"""Time for a feed with all that it consists of."""


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed, and where it stands itself, with what its server said of this version."""

    origin: Origin
    feed: Feed


class Feeds:
    """Finds and reads feeds."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def find(self, known: Origin) -> FoundFeed | None:
        """Return the feed to which an address leads; ``None`` if there is no newer version.

        Raises a :class:`~bot.errors.SourceError` if there is no feed or it cannot be had.
        """
        try:
            async with asyncio.timeout(SECONDS):
                return await self._find(known)
        except TimeoutError as error:
            raise Unreachable(Problem.FEED_SLOW, name=shown(known.url), seconds=SECONDS) from error

    async def _find(self, known: Origin) -> FoundFeed | None:
        fetched = await self._fetcher.fetch_newer(known, FEEDS)
        if not fetched:
            return None
        feed = await self._read(fetched)
        for _ in range(PAGES):
            if feed.feeds:
                fetched = await self._fetcher.fetch(feed.feeds[0], FEEDS)
                feed = await self._read(fetched)
        if feed.feeds:
            raise UnsupportedFormat(Problem.NAMED_FEED_IS_NONE, name=shown(fetched.url))
        if feed.sitemaps:
            # The index may stay as it is while one of its sitemaps changes.
            return FoundFeed(Origin(fetched.url), await self._joined(feed))
        return FoundFeed(fetched.origin, feed)

    async def _joined(self, index: Feed) -> Feed:
        """Return what the sitemaps of an index name; one that cannot be had is left out."""
        found: list[Feed] = []
        problems: list[SourceError] = []
        for url in index.sitemaps[:SITEMAPS]:
            try:
                found.append(await self._read(await self._fetcher.fetch(url, FEEDS)))
            except SourceError as error:
                problems.append(error)
        if not found:
            raise problems[0]
        entries = (entry for feed in found for entry in feed.entries)
        return replace(index, entries=await asyncio.to_thread(newest, entries))

    async def _read(self, fetched: Fetched) -> Feed:
        return await self._reader.read_feed(fetched.url, fetched.data, charset=fetched.charset)
