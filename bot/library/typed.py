"""What was typed into forms that could not be used as it was, so that nobody types it twice."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta

from bot.errors import FormGone
from bot.library.database import Database
from bot.model import GuildId, UserId
from bot.moments import Clock

TYPED_KEPT_FOR = timedelta(days=1)
"""How long what was typed can be corrected."""


class Typed:
    """Keeps it; a token is looked up together with the guild and the person."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    async def keep(
        self, guild_id: GuildId, user_id: UserId, form: str, fields: Mapping[str, str]
    ) -> str:
        """Keep what was typed into the fields of a form; return its token."""
        token = secrets.token_urlsafe(9)
        async with self._db.write() as db:
            await db.execute(
                "INSERT INTO typed VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(token, guild_id, user_id, form),
                    json.dumps(fields, ensure_ascii=False),
                    self._clock().isoformat(),
                ),
            )
        return token

    async def get(
        self, guild_id: GuildId, user_id: UserId, token: str
    ) -> tuple[str, dict[str, str]]:
        """Return the form and what was typed into its fields.

        Raises :class:`~bot.errors.FormGone` if it is no longer kept.
        """
        row = await self._db.read_one(
            "SELECT form, fields FROM typed WHERE token = ? AND guild_id = ? AND user_id = ?",
            (token, guild_id, user_id),
        )
        if not row:
            raise FormGone
        return str(row[0]), json.loads(row[1])

    async def purge(self) -> None:
        """Delete what is older than it is kept for."""
        before = (self._clock() - TYPED_KEPT_FOR).isoformat()
        async with self._db.write() as db:
            await db.execute("DELETE FROM typed WHERE at < ?", (before,))
