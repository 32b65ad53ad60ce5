"""Answers that were promised: where Discord shows that one is on its way.

If the process is killed meanwhile, only its next start can still say so there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.library.database import Database
from bot.model import GuildId, UserId
from bot.moments import Clock

PROMISED_FOR = timedelta(minutes=15)
"""How long Discord takes the answer to an interaction."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that was being published when the process ended."""

    token: str
    """With which the message is edited that shows it."""
    guild_id: GuildId
    user_id: UserId
    draft: str
    """The draft's own token."""


class Promises:
    """Keeps the tokens with which the answers are sent."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    async def note(self, application_id: int, made: Iterable[str], kept: Iterable[str]) -> None:
        """Note which answers were promised by an application, and which are promised no more."""
        at = self._clock()
        async with self._db.write(durable=False) as db:
            await db.executemany(
                "INSERT OR REPLACE INTO promised VALUES (?, ?, ?)",
                [(token, application_id, at.isoformat()) for token in made],
            )
            await db.executemany(
                "DELETE FROM promised WHERE token = ?", [(token,) for token in kept]
            )
            await db.execute(
                "DELETE FROM promised WHERE at < ?", ((at - PROMISED_FOR).isoformat(),)
            )

    async def left(self, application_id: int) -> Collection[str]:
        """Return the tokens of what can still be answered."""
        since = (self._clock() - PROMISED_FOR).isoformat()
        rows = await self._db.read(
            "SELECT token FROM promised WHERE application_id = ? AND at >= ?",
            (application_id, since),
        )
        return [str(token) for (token,) in rows]

    async def publishing(self, application_id: int, unfinished: Unfinished) -> None:
        """Note that a draft is being published."""
        at = self._clock()
        async with self._db.write(durable=False) as db:
            await db.execute(
                "INSERT OR REPLACE INTO publishing VALUES (?, ?, ?, ?, ?, ?)",
                (
                    unfinished.token,
                    application_id,
                    unfinished.guild_id,
                    unfinished.user_id,
                    unfinished.draft,
                    at.isoformat(),
                ),
            )

    async def published(self, token: str) -> None:
        """Note that this has ended, whether the draft was published or is shown again."""
        async with self._db.write(durable=False) as db:
            await db.execute("DELETE FROM publishing WHERE token = ?", (token,))

    async def unfinished(self, application_id: int) -> list[Unfinished]:
        """Return what was being published, and can still be shown."""
        since = (self._clock() - PROMISED_FOR).isoformat()
        rows = await self._db.read(
            """SELECT token, guild_id, user_id, draft FROM publishing
               WHERE application_id = ? AND at >= ?""",
            (application_id, since),
        )
        return [
            Unfinished(str(token), GuildId(guild_id), UserId(user_id), str(draft))
            for token, guild_id, user_id, draft in rows
        ]
