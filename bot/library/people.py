"""What is stored of a person, and how it goes.

Of what members do, questions and ratings are stored, with who asked for a short while only; of what
moderators do, who added or changed what. A person may see it, have it deleted, and ask that nothing
of what they ask is stored. The words of a question stay where a message in Discord shows them only
as long as that answer is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.library.answers import ERASED, FORGOTTEN
from bot.library.database import Database
from bot.library.drafts import UNCLAIMED
from bot.model import GuildId, UserId
from bot.moments import Clock

_HERE = "(:guild IS NULL OR {table}.guild_id = :guild)"
_DOCUMENTS = f"(SELECT id FROM document WHERE {_HERE.format(table='document')})"
_ANSWERS = f"(SELECT token FROM answer WHERE {_HERE.format(table='answer')})"

_STORED = {
    "questions": f"""SELECT at, guild_id AS server, channel_id AS channel, message_id AS message,
            question, earlier, private FROM answer
            WHERE user_id = :user AND {_HERE.format(table="answer")} ORDER BY at""",
    "ratings": f"""SELECT f.at, a.guild_id AS server, a.question, f.helpful
            FROM feedback f JOIN answer a USING (token)
            WHERE f.user_id = :user AND {_HERE.format(table="a")} ORDER BY f.at""",
    "drafts": f"""SELECT at, guild_id AS server, token FROM draft
            WHERE user_id = :user AND {_HERE.format(table="draft")} ORDER BY at""",
    "forms": f"""SELECT at, guild_id AS server, fields FROM typed
            WHERE user_id = :user AND {_HERE.format(table="typed")} ORDER BY at""",
    "feeds": f"""SELECT added_at AS at, guild_id AS server, url FROM watch
            WHERE added_by = :user AND {_HERE.format(table="watch")} ORDER BY added_at""",
    "versions": f"""SELECT v.added_at AS at, d.guild_id AS server, d.number AS document,
            v.number AS version FROM version v JOIN document d ON d.id = v.document_id
            WHERE v.added_by = :user AND {_HERE.format(table="d")} ORDER BY v.added_at""",
    "removals": f"""SELECT removed_at AS at, guild_id AS server, number AS document FROM document
            WHERE removed_by = :user AND {_HERE.format(table="document")} ORDER BY removed_at""",
    "history": f"""SELECT at, guild_id AS server, action, handle AS document FROM audit
            WHERE user_id = :user AND {_HERE.format(table="audit")} ORDER BY id""",
}
"""What is stored, by what it is; each statement tells the columns that the person may see."""

_ERASED = (
    f"""DELETE FROM feedback WHERE user_id = :user AND token IN {_ANSWERS}""",
    f"""DELETE FROM answer WHERE user_id = :user AND private
        AND {_HERE.format(table="answer")}""",
    f"""UPDATE answer SET user_id = {FORGOTTEN}, question = '{ERASED}', earlier = '',
            note = '', corrected = '{{}}', unknown = '[]'
        WHERE user_id = :user AND {_HERE.format(table="answer")}""",
    f"""UPDATE waiting SET taken_at = '' WHERE token IN
        (SELECT token FROM draft WHERE user_id = :user AND {_HERE.format(table="draft")})""",
    f"""UPDATE draft SET user_id = {UNCLAIMED} WHERE user_id = :user
        AND token IN (SELECT token FROM waiting) AND {_HERE.format(table="draft")}""",
    f"""DELETE FROM draft WHERE user_id = :user AND {_HERE.format(table="draft")}""",
    f"""DELETE FROM typed WHERE user_id = :user AND {_HERE.format(table="typed")}""",
    f"""UPDATE watch SET added_by = NULL WHERE added_by = :user
        AND {_HERE.format(table="watch")}""",
    f"""UPDATE version SET added_by = NULL
        WHERE added_by = :user AND document_id IN {_DOCUMENTS}""",
    f"""UPDATE document SET added_by = NULL WHERE added_by = :user
        AND {_HERE.format(table="document")}""",
    f"""UPDATE document SET removed_by = NULL WHERE removed_by = :user
        AND {_HERE.format(table="document")}""",
    f"""UPDATE audit SET user_id = NULL WHERE user_id = :user
        AND {_HERE.format(table="audit")}""",
)
"""What becomes of it when it is deleted. Public answers are kept without their question, for they
have to be edited when their documents go."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What is stored of a person: rows by what they are, and whether anything may be."""

    rows: dict[str, list[dict[str, Any]]]
    stored: bool
    """Whether what the person asks is stored at all."""

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.rows.values()))


class People:
    """Reads and deletes; ``guild_id`` limits it to one guild, ``None`` stands for all."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    async def personal(self, user_id: UserId, guild_id: GuildId | None = None) -> Personal:
        """Return what is stored of a person."""
        values = {"user": user_id, "guild": guild_id}
        rows = {name: await self._named(sql, values) for name, sql in _STORED.items()}
        return Personal(rows, await self.stored(user_id))

    async def erase(self, user_id: UserId, guild_id: GuildId | None = None) -> None:
        """Delete what is stored of a person, and take their name off the rest."""
        async with self._db.write() as db:
            for sql in _ERASED:
                await db.execute(sql, {"user": user_id, "guild": guild_id})

    async def stored(self, user_id: UserId) -> bool:
        """Tell whether what a person asks may be stored."""
        row = await self._db.read_one("SELECT 1 FROM unstored WHERE user_id = ?", (user_id,))
        return row is None

    async def store(self, user_id: UserId, *, stored: bool) -> None:
        """Store what a person asks from now on, or nothing of it."""
        async with self._db.write() as db:
            if stored:
                await db.execute("DELETE FROM unstored WHERE user_id = ?", (user_id,))
            else:
                await db.execute(
                    "INSERT OR IGNORE INTO unstored VALUES (?, ?)",
                    (user_id, self._clock().isoformat()),
                )

    async def _named(self, sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
        columns, rows = await self._db.read_named(sql, values)
        return [dict(zip(columns, row, strict=True)) for row in rows]
