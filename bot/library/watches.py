"""Watched feeds: where they stand, when they are looked at next, and what was met in each.

What was met is kept as digests of the entries' addresses and guids, so that nothing is offered
twice. When a feed is looked at next is written down before that is done: a bot that is restarted
again and again asks no server more often than one that runs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.errors import Refusal, TooManyWatches, WatchedAlready, WatchGone
from bot.library.database import Database, Row
from bot.library.rows import among_guilds, audit, listed
from bot.model import GuildId, Origin, UserId

MOST = 20
"""Feeds that a guild may watch."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A feed that is looked at from time to time."""

    token: str
    guild_id: GuildId
    origin: Origin
    """Where it stands, with the marks of the version of which everything was met."""
    title: str
    next_at: datetime
    checked_at: datetime | None = None
    """When it was last looked at, if ever."""
    failures: int = 0
    """How often in a row that failed."""
    problem: Refusal | str | None = None
    """What went wrong the last time; a release up to 0.2 wrote down a sentence."""


class Watches:
    """Keeps them; every method but those of all guilds' rounds takes the guild or its feed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(
        self,
        guild_id: GuildId,
        user_id: UserId | None,
        origin: Origin,
        title: str,
        met: Iterable[str],
        at: datetime,
    ) -> Watch:
        """Watch a feed from now on; ``met`` are the keys of what in it is not new.

        Raises :class:`~bot.errors.WatchedAlready` or :class:`~bot.errors.TooManyWatches`.
        """
        watch = Watch(secrets.token_urlsafe(9), guild_id, Origin(origin.url), title, at)
        async with self._db.write() as db:
            rows = await db.execute_fetchall(
                "SELECT count(*), coalesce(sum(url = ?), 0) FROM watch WHERE guild_id = ?",
                (origin.url, guild_id),
            )
            for count, same in rows:
                _refuse(count, same, title)
            await db.execute(
                """INSERT INTO watch (token, guild_id, url, title, added_by, added_at, next_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (watch.token, guild_id, origin.url, title, user_id, _stamp(at), _stamp(at)),
            )
            await db.executemany(
                "INSERT OR IGNORE INTO met (watch, key) VALUES (?, ?)",
                [(watch.token, key) for key in met],
            )
            await audit(db, at, guild_id, user_id, "watch", "", title, {"url": origin.url})
        return watch

    async def of(self, guild_id: GuildId) -> list[Watch]:
        """Return what the guild watches, oldest first."""
        rows = await self._db.read(f"{_WATCH} WHERE guild_id = ? ORDER BY added_at", (guild_id,))
        return [_watch(row) for row in rows]

    async def stop(
        self, guild_id: GuildId, token: str, at: datetime, *, user_id: UserId | None
    ) -> Watch:
        """Watch a feed no more; what waits for review stays.

        Raises :class:`~bot.errors.WatchGone` if the guild does not watch it.
        """
        async with self._db.write() as db:
            rows = await db.execute_fetchall(
                f"{_WATCH} WHERE token = ? AND guild_id = ?", (token, guild_id)
            )
            watch = next((_watch(row) for row in rows), None)
            if not watch:
                raise WatchGone
            await db.execute("DELETE FROM watch WHERE token = ?", (token,))
            await audit(
                db, at, guild_id, user_id, "unwatch", "", watch.title, {"url": watch.origin.url}
            )
        return watch

    async def due(
        self, at: datetime, limit: int, among: Collection[GuildId] | None = None
    ) -> list[Watch]:
        """Return feeds that are due, of all guilds or of some, the longest overdue first."""
        rows = await self._db.read(
            f"""{_WATCH} WHERE next_at <= :at AND {among_guilds("guild_id")}
                ORDER BY next_at LIMIT :limit""",
            {"at": _stamp(at), "limit": limit, "among": listed(among)},
        )
        return [_watch(row) for row in rows]

    async def postpone(self, watch: Watch, until: datetime) -> None:
        """Write down when the feed is looked at next."""
        async with self._db.write() as db:
            await db.execute(
                "UPDATE watch SET next_at = ? WHERE token = ?", (_stamp(until), watch.token)
            )

    async def checked(self, watch: Watch) -> None:
        """Write down how looking at the feed went."""
        async with self._db.write() as db:
            await db.execute(
                """UPDATE watch SET etag = ?, last_modified = ?, next_at = ?, checked_at = ?,
                       failures = ?, problem = ? WHERE token = ?""",
                (
                    watch.origin.etag,
                    watch.origin.last_modified,
                    _stamp(watch.next_at),
                    _stamp(watch.checked_at) if watch.checked_at else None,
                    watch.failures,
                    _written(watch.problem),
                    watch.token,
                ),
            )

    async def met(self, watch: Watch) -> dict[str, int]:
        """Return the keys of what was met, and how often reading it failed; 0: it is done with."""
        rows = await self._db.read("SELECT key, failures FROM met WHERE watch = ?", (watch.token,))
        return {str(key): int(failures) for key, failures in rows}

    async def meet(self, watch: Watch, keys: Iterable[str], *, failures: int = 0) -> None:
        """Keep what was met of a feed that is watched still."""
        async with self._db.write() as db:
            await db.executemany(
                """INSERT OR REPLACE INTO met (watch, key, failures)
                   SELECT token, ?, ? FROM watch WHERE token = ?""",
                [(key, failures, watch.token) for key in keys],
            )


_WATCH = """SELECT token, guild_id, url, etag, last_modified, title, next_at, checked_at, failures,
    problem FROM watch"""


def _refuse(count: int, same: int, title: str) -> None:
    if same:
        raise WatchedAlready(title)
    if count >= MOST:
        raise TooManyWatches(MOST)


def _written(problem: Refusal | str | None) -> str:
    if isinstance(problem, Refusal):
        return json.dumps(asdict(problem), ensure_ascii=False)
    return problem or ""


def _problem(written: str) -> Refusal | str | None:
    try:
        return Refusal.of_fields(json.loads(written)) if written else None
    except (ValueError, TypeError, KeyError):
        return written


def _stamp(at: datetime) -> str:
    return at.isoformat()


def _watch(row: Row) -> Watch:
    token, guild_id, url, etag, last_modified, title, next_at, checked_at, *rest = row
    failures, problem = rest
    return Watch(
        token=token,
        guild_id=GuildId(guild_id),
        origin=Origin(url, etag, last_modified),
        title=title,
        next_at=datetime.fromisoformat(next_at),
        checked_at=datetime.fromisoformat(checked_at) if checked_at else None,
        failures=failures,
        problem=_problem(problem),
    )
