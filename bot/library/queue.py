"""The review queue: drafts that nobody asked for, until a moderator publishes or skips them.

A draft that waits belongs to nobody. Whoever reviews takes the oldest one: from then on it is a
draft like any other, theirs alone for :data:`HELD_FOR`, so that two who review at the same time get
different ones, and what somebody leaves lying goes back to the others.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.library.database import Database
from bot.library.drafts import UNCLAIMED, Draft, dumped, insert
from bot.model import GuildId, Handle, UserId

MOST = 200
"""Drafts that may wait in a guild."""

HELD_FOR = timedelta(minutes=15)
"""How long a draft is kept from other moderators once one has looked at it."""

_FREE = "(draft.user_id IN (:nobody, :user) OR w.taken_at < :before)"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft of the queue."""

    token: str
    whence: str
    """The title of the feed that it came from, or ``""`` for a change of a document."""
    others: int
    """How many others the moderator could take."""
    held: int = 0
    """How many others are in the hands of other moderators."""


@dataclass(frozen=True, slots=True)
class Held:
    """What another moderator is looking at."""

    user_id: UserId
    until: datetime
    """When somebody else could take it."""


class Queue:
    """Keeps what waits; every method that tells something takes the guild."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put(self, draft: Draft, whence: str, address: str, at: datetime) -> bool:
        """Keep a new draft and let it wait; ``address`` is that under which it is known.

        Return whether it does: nothing is stored if another process was faster with the same
        address.
        """
        stored = await asyncio.to_thread(dumped, draft.source)
        async with self._db.write() as db:
            await insert(db, draft, stored, at)
            cursor = await db.execute(
                """INSERT INTO waiting (token, guild_id, whence, address, at)
                   SELECT :token, :guild, :whence, :address, :at WHERE NOT EXISTS
                   (SELECT 1 FROM waiting WHERE guild_id = :guild AND address = :address)""",
                {
                    "token": draft.token,
                    "guild": draft.guild_id,
                    "whence": whence,
                    "address": address,
                    "at": at.isoformat(),
                },
            )
            if not cursor.rowcount:
                await db.execute("DELETE FROM draft WHERE token = ?", (draft.token,))
            return bool(cursor.rowcount)

    async def take(self, guild_id: GuildId, user_id: UserId, at: datetime) -> Waiting | None:
        """Hand the draft that waits longest to a moderator; the one they have, if they have one."""
        async with self._db.write() as db:
            rows = await db.execute_fetchall(
                f"""SELECT w.token FROM waiting w JOIN draft USING (token)
                    WHERE w.guild_id = :guild AND {_FREE}
                    ORDER BY draft.user_id = :user DESC, w.id LIMIT 1""",
                _values(guild_id, user_id, at),
            )
            token = next((str(row[0]) for row in rows), None)
            if token is None:
                return None
            await db.execute("UPDATE draft SET user_id = ? WHERE token = ?", (user_id, token))
            await db.execute(
                "UPDATE waiting SET taken_at = ? WHERE token = ?", (at.isoformat(), token)
            )
        return await self.find(guild_id, user_id, token, at)

    async def find(
        self, guild_id: GuildId, user_id: UserId, token: str, at: datetime
    ) -> Waiting | None:
        """Return what is known of a moderator's draft, if it is one of the queue."""
        row = await self._db.read_one(
            f"""SELECT (SELECT whence FROM waiting WHERE token = :token AND guild_id = :guild),
                    count(*) FILTER (WHERE {_FREE}), count(*) FILTER (WHERE NOT {_FREE})
                FROM waiting w JOIN draft USING (token)
                WHERE w.guild_id = :guild AND w.token <> :token""",
            {**_values(guild_id, user_id, at), "token": token},
        )
        return Waiting(token, *row) if row and row[0] is not None else None

    async def held(self, guild_id: GuildId, user_id: UserId, at: datetime) -> list[Held]:
        """Return what other moderators are looking at, the oldest first."""
        rows = await self._db.read(
            f"""SELECT draft.user_id, w.taken_at FROM waiting w JOIN draft USING (token)
                WHERE w.guild_id = :guild AND NOT {_FREE} ORDER BY w.taken_at""",
            _values(guild_id, user_id, at),
        )
        return [
            Held(UserId(holder), datetime.fromisoformat(taken_at) + HELD_FOR)
            for holder, taken_at in rows
        ]

    async def count(self, guild_id: GuildId) -> int:
        """Return how many drafts wait."""
        row = await self._db.read_one(
            "SELECT count(*) FROM waiting WHERE guild_id = ?", (guild_id,)
        )
        return int(row[0]) if row else 0

    async def addresses(self, guild_id: GuildId) -> set[str]:
        """Return the addresses of what waits."""
        rows = await self._db.read("SELECT address FROM waiting WHERE guild_id = ?", (guild_id,))
        return {str(address) for (address,) in rows}

    async def drop_changes(self, guild_id: GuildId, handle: Handle) -> None:
        """Forget what waits to be the new version of a document."""
        async with self._db.write() as db:
            await db.execute(
                """DELETE FROM draft WHERE guild_id = ? AND replaces = ?
                   AND token IN (SELECT token FROM waiting)""",
                (guild_id, str(handle)),
            )


def _values(guild_id: GuildId, user_id: UserId, at: datetime) -> dict[str, Any]:
    return {
        "guild": guild_id,
        "user": user_id,
        "nobody": UNCLAIMED,
        "before": (at - HELD_FOR).isoformat(),
    }
