"""Whom answers helped, and whom not; a judgement goes with its answer."""

from __future__ import annotations

from bot.errors import Unstored
from bot.library.answers import Given
from bot.library.database import Database
from bot.model import UserId
from bot.moments import Clock


class Ratings:
    """Keeps one judgement of each person on each answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    async def of(self, given: Given, user_id: UserId) -> bool | None:
        """Return one person's judgement, if any."""
        row = await self._db.read_one(
            "SELECT helpful FROM feedback WHERE token = ? AND user_id = ?", (given.token, user_id)
        )
        return bool(row[0]) if row else None

    async def take_back(self, given: Given, user_id: UserId) -> None:
        """Forget one person's judgement."""
        async with self._db.write() as db:
            await db.execute(
                "DELETE FROM feedback WHERE token = ? AND user_id = ?", (given.token, user_id)
            )

    async def rate(self, given: Given, user_id: UserId, *, helpful: bool) -> None:
        """Store one person's judgement; a later one replaces it.

        Raises :class:`~bot.errors.Unstored` if they want nothing stored.
        """
        if await self._db.read_one("SELECT 1 FROM unstored WHERE user_id = ?", (user_id,)):
            raise Unstored
        async with self._db.write() as db:
            await db.execute(
                """INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
                   SET helpful = excluded.helpful, at = excluded.at""",
                (given.token, user_id, helpful, self._clock().isoformat()),
            )

    async def counts(self, given: Given) -> tuple[int, int]:
        """Return how many people found the answer helpful, and how many did not."""
        row = await self._db.read_one(
            "SELECT count(*) FILTER (WHERE helpful), count(*) FILTER (WHERE NOT helpful)"
            " FROM feedback WHERE token = ?",
            (given.token,),
        )
        return (row[0], row[1]) if row else (0, 0)
