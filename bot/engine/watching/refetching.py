"""Asking at night whether documents have changed at the web addresses that they came from.

Each document is asked for once a night, by the marks that its server gave. What counts is the clean
text, word for word: a page whose menu changed, or whose server gives no marks, is no new version. A
changed text waits for review as the new version of its document; once it was skipped it is not
offered again. Nothing is replaced or removed without a moderator.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.compare.diff import Diff
from bot.engine.sources import Sources
from bot.engine.versions import Versions
from bot.engine.watching.rounds import Hosts, by_guild
from bot.errors import Gone, SourceError
from bot.fetching import fetcher
from bot.library.drafts import UNCLAIMED, new_draft
from bot.library.library import Library
from bot.library.origins import FetchedDocument
from bot.library.queue import MOST
from bot.library.rows import digest
from bot.model import Document, GuildId, Source
from bot.moments import Clock

_DUE = 100
"""Documents of each guild that are asked for in one round."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What a guild's moderators should know of a document."""

    guild_id: GuildId
    document: Document
    diff: Diff | None
    """From the stored text to the one that waits for review; ``None``: the page is gone."""


class Refetching:
    """Fetches documents again; made by :func:`~bot.engine.engine.open_engine`."""

    def __init__(
        self,
        library: Library,
        sources: Sources,
        versions: Versions,
        clock: Clock,
        hour: int | None,
    ) -> None:
        self._sources = sources
        self._versions = versions
        self._catalogue = library.catalogue
        self._origins = library.origins
        self._queue = library.queue
        self._clock = clock
        self._hour = hour
        self._hosts = Hosts()

    async def poll(self, among: Collection[GuildId] | None = None) -> list[Change]:
        """Ask for documents that were not asked for since the night began; return what changed.

        They are those of all guilds, or of some only.
        """
        if self._hour is None:
            return []
        due = await self._origins.due(_latest(self._clock(), self._hour), each=_DUE, among=among)
        return await by_guild(due, self._asked)

    async def check(self, guild_id: GuildId) -> tuple[int, list[Change]]:
        """Ask for all documents of a guild now; return how many there are, and what changed."""
        fetched = await self._origins.due(self._clock() + timedelta(days=1), among=[guild_id])
        return len(fetched), await by_guild(fetched, self._asked)

    async def _asked(self, known: FetchedDocument) -> Change | None:
        """Ask for one document, and write down how that went."""
        try:
            return await self._compared(known)
        except Gone:
            await self._checked(replace(known, gone=True))
            return None if known.gone else Change(known.guild_id, known.document, None)
        except SourceError as error:
            problem = {"problem": type(error).__name__}
            log.info("a document could not be fetched again", extra=problem)
            await self._checked(known)
            return None

    async def _compared(self, known: FetchedDocument) -> Change | None:
        async with self._hosts.alone(known.origin.url):
            fetched = await self._sources.fetch_newer(known.origin)
        known = replace(known, gone=False)
        if not fetched:
            await self._checked(known)
            return None
        guild_id, document = known.guild_id, known.document
        marked = replace(known, origin=replace(fetched.origin, url=known.origin.url))
        source = await self._differing(document, fetched)
        if not source:  # it is as it was, maybe after it was otherwise for a while
            await self._queue.drop_changes(guild_id, document.handle)
            await self._checked(marked)
            return None
        offered = digest(_words(source.text).encode(errors="surrogatepass"))
        if offered == known.offered:
            await self._checked(marked)
            return None
        if await self._queue.count(guild_id) >= MOST:
            await self._checked(known)  # without the new marks, it is found again the next night
            return None
        await self._queue.drop_changes(guild_id, document.handle)
        draft = new_draft(guild_id, UNCLAIMED, source, fetched.data, replaces=document.handle)
        await self._queue.put(draft, "", known.origin.url, self._clock())
        await self._checked(replace(marked, offered=offered))
        diff = await self._versions.changes(guild_id, document, source)
        return Change(guild_id, document, diff)

    async def _differing(self, document: Document, fetched: fetcher.Fetched) -> Source | None:
        """Read what was fetched; ``None`` if its words are those of the document."""
        if await asyncio.to_thread(digest, fetched.data) == document.sha256:
            return None
        source = await self._sources.read_fetched(document.guild_id, fetched)
        stored = await self._catalogue.text(document)
        return None if _words(source.text) == _words(stored) else source

    async def _checked(self, known: FetchedDocument) -> None:
        await self._origins.checked(known, self._clock())


def _latest(at: datetime, hour: int) -> datetime:
    """Return when the clock last struck the hour."""
    struck = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    return struck if struck <= at else struck - timedelta(days=1)


def _words(text: str) -> str:
    return " ".join(text.split())
