"""Watching feeds: what is new in them is read and waits for a moderator; nothing is published.

A feed is looked at every :data:`~bot.settings.Settings.watch_minutes`, give or take a tenth so that
not all come at once, and less often while that fails. When it is watched for the first time, the
newest :data:`FIRST` entries are new; later all that were not met before. Each entry is fetched,
read and put in the queue by itself, so that whatever ends the process loses none of them.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from yarl import URL

from bot.engine.sources import Sources
from bot.engine.watching.feeds import Feeds
from bot.engine.watching.refetching import Refetching
from bot.engine.watching.rounds import Hosts, by_guild
from bot.errors import DuplicateDocument, Gone, Problem, Refusal, SourceError, Unreachable
from bot.fetching.addresses import canonical, host_of
from bot.ingest.feed.entries import Entry
from bot.library.drafts import UNCLAIMED, new_draft
from bot.library.library import Library
from bot.library.queue import MOST
from bot.library.rows import digest
from bot.library.watches import Watch
from bot.model import GuildId, Origin, UserId
from bot.moments import Clock

FIRST = 10
"""Entries of a feed that are new when it is watched for the first time."""

AT_ONCE = 20
"""Entries that are read of one feed at one time; the others are read the next time."""

TRIES = 3
"""How often an entry is tried that cannot be fetched, and a feed before that is told."""

_DUE = 200
"""Feeds that are looked at in one round."""

_LONGEST = timedelta(days=1)
"""The longest time between two looks at a feed that fails."""


@dataclass(frozen=True, slots=True)
class Started:
    """A feed that is watched from now on, and what it names."""

    watch: Watch
    entries: tuple[Entry, ...]

    @property
    def new(self) -> int:
        """Return how many entries will wait for review."""
        return min(len(self.entries), FIRST)


@dataclass(frozen=True, slots=True)
class News:
    """What a guild's moderators should know of a feed."""

    guild_id: GuildId
    feed: str
    titles: tuple[str, ...] = ()
    """The documents that wait for review now."""
    problem: Refusal | None = None
    """Why the feed has failed for a while."""


class Watching:
    """Watches feeds for the guilds."""

    def __init__(
        self,
        library: Library,
        feeds: Feeds,
        sources: Sources,
        refetching: Refetching,
        clock: Clock,
        minutes: float,
    ) -> None:
        self.refetching = refetching
        self.queue = library.queue
        self.find = feeds.find
        self._feeds = feeds
        self._sources = sources
        self._catalogue = library.catalogue
        self._watches = library.watches
        self._clock = clock
        self._interval = timedelta(minutes=minutes)
        self._hosts = Hosts()

    async def watch(self, guild_id: GuildId, user_id: UserId | None, url: str) -> Started:
        """Watch the feed to which an address leads.

        Raises a :class:`~bot.errors.SourceError` if there is none, and
        :class:`~bot.errors.NotAllowed` for one that is watched already, or one too many.
        """
        found = await self._feeds.find(Origin(url))
        assert found, "nothing is known of the feed that could be up to date"
        entries = found.feed.entries
        title = found.feed.title or host_of(URL(found.origin.url))
        old = await asyncio.to_thread(_named, entries[FIRST:])
        met = [key for each in old for key in each.keys]
        watch = await self._watches.add(guild_id, user_id, found.origin, title, met, self._clock())
        return Started(watch, entries)

    async def watched(self, guild_id: GuildId) -> list[Watch]:
        """Return what the guild watches, oldest first."""
        return await self._watches.of(guild_id)

    async def stop(self, guild_id: GuildId, token: str, *, user_id: UserId | None = None) -> Watch:
        """Watch a feed no more; raises :class:`~bot.errors.Expired` if it is not watched."""
        return await self._watches.stop(guild_id, token, self._clock(), user_id=user_id)

    async def poll(self, among: Collection[GuildId] | None = None) -> list[News]:
        """Look at the feeds that are due, of all guilds or of some; return what is new."""
        due = await self._watches.due(self._clock(), _DUE, among)
        return await by_guild(due, self._looked_at)

    async def poll_guild(self, guild_id: GuildId) -> list[News]:
        """Look at a guild's feeds, due or not; return what is new."""
        return await by_guild(await self._watches.of(guild_id), self._looked_at)

    async def _looked_at(self, watch: Watch) -> News | None:
        """Look at one feed, and write down how that went."""
        await self._watches.postpone(watch, self._next_at(0))
        try:
            async with self._hosts.alone(watch.origin.url):
                found = await self._feeds.find(watch.origin)
        except SourceError as error:
            failures = watch.failures + 1
            await self._checked(watch, failures, error.refusal)
            told = failures == TRIES
            return News(watch.guild_id, watch.title, problem=error.refusal) if told else None
        if not found:
            await self._checked(watch, 0, watch.problem if not watch.failures else None)
            return None
        titles, problems, complete = await self._taken(watch, found.feed.entries)
        origin = replace(found.origin if complete else Origin(""), url=watch.origin.url)
        await self._checked(replace(watch, origin=origin), 0, problems[-1] if problems else None)
        return News(watch.guild_id, watch.title, tuple(titles)) if titles else None

    async def _taken(
        self, watch: Watch, entries: Sequence[Entry]
    ) -> tuple[list[str], list[Refusal], bool]:
        """Put what is new into the queue, the oldest first.

        Return the titles of what waits now, what cannot be read and why, and whether all that
        the feed names is met.
        """
        met = await self._watches.met(watch)
        named = await asyncio.to_thread(_named, entries)
        fresh = [each for each in named if not any(met.get(key) == 0 for key in each.keys)]
        room = max(min(AT_ONCE, MOST - await self.queue.count(watch.guild_id)), 0)
        known = await self._known(watch.guild_id) if fresh else set()
        titles: list[str] = []
        problems: list[Refusal] = []
        left = max(len(fresh) - room, 0)
        for each in reversed(fresh[:room]):
            failures = max(met.get(key, 0) for key in each.keys)
            try:
                if each.address not in known:
                    titles += await self._drafted(watch, each.entry)
                failures = 0
            except SourceError as error:
                problems.append(replace(error.refusal, entry=each.entry.title or each.entry.url))
                passing = isinstance(error, Unreachable) and not isinstance(error, Gone)
                failures = (failures + 1) % TRIES if passing else 0
            left += failures > 0
            await self._watches.meet(watch, each.keys, failures=failures)
        if fresh and not room:
            problems.append(Refusal(Problem.QUEUE_FULL, facts={"limit": MOST}))
        return titles, problems, not left

    async def _known(self, guild_id: GuildId) -> set[str]:
        """Return the addresses of what the guild has, or will review."""
        urls = await self._catalogue.addresses(guild_id) | await self.queue.addresses(guild_id)
        return await asyncio.to_thread(lambda: set(map(canonical, urls)))

    async def _drafted(self, watch: Watch, entry: Entry) -> list[str]:
        """Put an entry into the queue; return its title, or nothing if the guild has it."""
        try:
            async with self._hosts.alone(entry.url):
                source, data = await self._sources.read_url(watch.guild_id, entry.url)
        except DuplicateDocument:
            return []
        source = replace(source, date=source.date or entry.date[:10])
        draft = new_draft(watch.guild_id, UNCLAIMED, source, data)
        waits = await self.queue.put(draft, watch.title, entry.url, self._clock())
        return [source.title] if waits else []

    async def _checked(self, watch: Watch, failures: int, problem: Refusal | str | None) -> None:
        await self._watches.checked(
            replace(
                watch,
                checked_at=self._clock(),
                next_at=self._next_at(failures),
                failures=failures,
                problem=problem,
            )
        )

    def _next_at(self, failures: int) -> datetime:
        """Return when to look at a feed next, after so many failures in a row."""
        doubled: timedelta = self._interval * 2 ** min(failures, 10)
        wait = min(doubled, max(_LONGEST, self._interval))
        return self._clock() + wait * random.uniform(0.9, 1.1)  # noqa: S311 (no secret)


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry, and what it is recognised by: its address, and its guid if it has one."""

    entry: Entry
    address: str
    keys: tuple[str, ...]


def _named(entries: Iterable[Entry]) -> list[_Named]:
    """Tell what entries are recognised by; some 25 µs each, so call it in a thread."""
    named = []
    for entry in entries:
        address = canonical(entry.url)
        names = (address, f"guid {entry.guid}") if entry.guid else (address,)
        keys = tuple(digest(name.encode(errors="replace"))[:24] for name in names)
        named.append(_Named(entry, address, keys))
    return named
