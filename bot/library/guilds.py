"""What guilds have set, what was done in them, and what the installation keeps for itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.library.database import Database
from bot.library.rows import audit, ensure_guild
from bot.model import GuildId, Handle, UserId
from bot.moments import Clock


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit."""

    at: datetime
    user_id: UserId | None
    action: str
    handle: str
    title: str
    detail: dict[str, str]


class Guilds:
    """Keeps settings and reads the audit; every method but those of the state takes the guild."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    async def bundled_shown(self, guild_id: GuildId) -> bool:
        """Tell whether the bundled documents are searched in this guild."""
        row = await self._db.read_one("SELECT bundled FROM guild WHERE id = ?", (guild_id,))
        return bool(row[0]) if row else True

    async def show_bundled(
        self, guild_id: GuildId, *, shown: bool, user_id: UserId | None = None
    ) -> bool:
        """Search the bundled documents in this guild, or leave them out; tell if that is new."""
        async with self._db.write() as db:
            await ensure_guild(db, guild_id)
            cursor = await db.execute(
                "UPDATE guild SET bundled = :shown WHERE id = :guild AND bundled <> :shown",
                {"shown": shown, "guild": guild_id},
            )
            if not cursor.rowcount:
                return False
            detail = {"shown": str(shown).lower()}
            await audit(db, self._clock(), guild_id, user_id, "bundled", "", "", detail)
        return True

    async def log_channel(self, guild_id: GuildId) -> int | None:
        """Return the channel to which changes of the library are told, if one is set."""
        row = await self._db.read_one("SELECT log_channel FROM guild WHERE id = ?", (guild_id,))
        return row[0] if row else None

    async def set_log_channel(
        self, guild_id: GuildId, channel_id: int | None, *, user_id: UserId
    ) -> None:
        """Set the channel to which changes of the library are told."""
        async with self._db.write() as db:
            await ensure_guild(db, guild_id)
            await db.execute(
                "UPDATE guild SET log_channel = ? WHERE id = ?", (channel_id, guild_id)
            )
            detail = {"channel": str(channel_id or "")}
            await audit(db, self._clock(), guild_id, user_id, "log_channel", "", "", detail)

    async def audit_entries(
        self, guild_id: GuildId, limit: int = 25, *, offset: int = 0, handle: Handle | None = None
    ) -> list[AuditEntry]:
        """Return lines of the guild's audit, of one document or of all, the newest first."""
        rows = await self._db.read(
            """SELECT at, user_id, action, handle, title, detail FROM audit
               WHERE guild_id = :guild AND (:handle = '' OR handle = :handle)
               ORDER BY id DESC LIMIT :limit OFFSET :offset""",
            {
                "guild": guild_id,
                "handle": str(handle or ""),
                "limit": limit,
                "offset": offset,
            },
        )
        return [
            AuditEntry(
                datetime.fromisoformat(at), user_id, action, handle, title, json.loads(detail)
            )
            for at, user_id, action, handle, title, detail in rows
        ]

    async def audit_count(self, guild_id: GuildId, handle: Handle | None = None) -> int:
        """Return how many lines :meth:`audit_entries` has in all."""
        row = await self._db.read_one(
            """SELECT count(*) FROM audit
               WHERE guild_id = :guild AND (:handle = '' OR handle = :handle)""",
            {"guild": guild_id, "handle": str(handle or "")},
        )
        return int(row[0]) if row else 0

    async def state(self, key: str) -> str:
        """Return a value that the installation keeps, or an empty string."""
        row = await self._db.read_one("SELECT value FROM state WHERE key = ?", (key,))
        return str(row[0]) if row else ""

    async def set_state(self, key: str, value: str) -> None:
        """Keep a value for the installation."""
        async with self._db.write() as db:
            await db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))
