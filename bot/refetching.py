"""Asking at night whether documents have changed at the web addresses that they came from.

Each document is asked for once a night, by the marks that its server gave. What counts is the clean
text, word for word: a page whose menu changed, or whose server gives no marks, is no new version. A
changed text waits for review as the new version of its document; once it was skipped it is not
offered again. Nothing is replaced or removed without a moderator.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.compare.diff import Diff
from bot.errors import Gone, SourceError
from bot.library.catalogue import Catalogue
from bot.library.ledger import Ledger
from bot.library.origins import Fetched
from bot.library.queue import MOST, UNCLAIMED
from bot.library.rows import digest
from bot.library.watches import Watches
from bot.model import Document, GuildId, Source
from bot.rounds import Hosts, by_guild
from bot.sources import Sources
from bot.versions import Versions

_DUE = 100
"""Documents that are asked for in one round."""

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What a guild's moderators should know of a document."""

    guild_id: GuildId
    document: Document
    diff: Diff | None
    """From the stored text to the one that waits for review; ``None``: the page is gone."""


class Refetching:
    """Fetches documents again; made by :func:`~bot.engine.open_engine`."""

    def __init__(
        self,
        sources: Sources,
        versions: Versions,
        catalogue: Catalogue,
        ledger: Ledger,
        watches: Watches,
        clock: Clock,
        hour: int | None,
    ) -> None:
        self._sources = sources
        self._versions = versions
        self._catalogue = catalogue
        self._ledger = ledger
        self._origins = watches.origins
        self._queue = watches.queue
        self._clock = clock
        self._hour = hour
        self._hosts = Hosts()

    async def poll(self) -> list[Change]:
        """Ask for documents that were not asked for since the night began; return what changed."""
        if self._hour is None:
            return []
        due = await self._origins.due(_latest(self._clock(), self._hour), limit=_DUE)
        return await by_guild(due, self._asked)

    async def check(self, guild_id: GuildId) -> tuple[int, list[Change]]:
        """Ask for all documents of a guild now; return how many there are, and what changed."""
        fetched = await self._origins.due(self._clock() + timedelta(days=1), guild_id=guild_id)
        return len(fetched), await by_guild(fetched, self._asked)

    async def _asked(self, known: Fetched) -> Change | None:
        """Ask for one document, and write down how that went."""
        try:
            async with self._hosts.alone(known.origin.url):
                found = await self._sources.read_newer(known.guild_id, known.origin)
        except Gone:
            await self._checked(replace(known, gone=True))
            return None if known.gone else Change(known.guild_id, known.document, None)
        except SourceError as error:
            log.info("a document could not be fetched again", problem=type(error).__name__)
            await self._checked(known)
            return None
        known = replace(known, gone=False)
        if not found:
            await self._checked(known)
            return None
        return await self._compared(known, *found)

    async def _compared(self, known: Fetched, source: Source, data: bytes) -> Change | None:
        document, words = known.document, _words(source.text)
        stored = _words(await self._catalogue.text(document))
        offered = digest(words.encode(errors="surrogatepass"))
        assert source.origin, "what was fetched says where"
        origin = replace(source.origin, url=known.origin.url)
        if words == stored or offered == known.offered:
            if words == stored:  # it is as it was before
                await self._queue.drop_changes(known.guild_id, document.handle)
            await self._checked(replace(known, origin=origin))
            return None
        if await self._queue.count(known.guild_id) >= MOST:
            await self._checked(known)  # found again the next night
            return None
        await self._queue.drop_changes(known.guild_id, document.handle)
        draft = await self._ledger.keep_draft(
            known.guild_id, UNCLAIMED, source, data, replaces=document.handle
        )
        await self._queue.put(draft, "", known.origin.url, self._clock())
        await self._checked(replace(known, origin=origin, offered=offered))
        diff = await self._versions.changes(known.guild_id, document, source)
        return Change(known.guild_id, document, diff)

    async def _checked(self, known: Fetched) -> None:
        await self._origins.checked(known, self._clock())


def _latest(at: datetime, hour: int) -> datetime:
    """Return when the clock last struck the hour."""
    struck = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    return struck if struck <= at else struck - timedelta(days=1)


def _words(text: str) -> str:
    return " ".join(text.split())
