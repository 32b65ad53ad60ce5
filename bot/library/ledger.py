"""What the bot remembers beside documents: answers it gave, drafts, feedback, settings of guilds.

A button outlives a restart because its message's state is here, under a random token that the
button carries. A token is looked up together with the guild in which it was pressed, so that one
that leaks is worth nothing elsewhere. Questions are kept only as long as the buttons are meant to
work, :data:`ANSWERS_KEPT_FOR`.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.errors import Expired
from bot.library.database import Database, Row
from bot.library.questions import Questions
from bot.library.rows import audit, bounds, ensure_guild, moment, now
from bot.library.storing import add_reply
from bot.model import GuildId, Handle, Reply, Schedule, Source, UserId
from bot.packing import packed, unpacked

ANSWERS_KEPT_FOR = timedelta(days=90)
"""How long the buttons under an answer work."""

DRAFTS_KEPT_FOR = timedelta(days=1)
"""How long a document waits for [Publish]."""


GIVEN = "token, guild_id, user_id, question, earlier, handle, private"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: what its buttons and a follow-up need."""

    token: str
    guild_id: GuildId
    user_id: UserId
    question: str
    earlier: str
    """The questions that this one follows up, whose terms it keeps; empty for a first question."""
    handle: Handle | None
    """The one document that was asked, if the question was limited to one."""
    private: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read and waits for a moderator to publish it."""

    token: str
    guild_id: GuildId
    user_id: UserId
    source: Source
    original: bytes
    replaces: Handle | None = None
    """The document of which it was made to be a new version."""
    edited: tuple[str, ...] = ()
    """The fields of the description that the moderator typed."""
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit."""

    at: datetime
    user_id: UserId | None
    action: str
    handle: str
    title: str
    detail: dict[str, str]


class Ledger:
    """Short-lived state and records; every method that tells something takes the guild."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.questions = Questions(database)

    # Answers

    async def give(
        self,
        guild_id: GuildId,
        user_id: UserId,
        question: str,
        *,
        earlier: str = "",
        handle: Handle | None = None,
        private: bool = False,
        reply: Reply | None = None,
        note: str = "",
    ) -> Given:
        """Remember an answer under a new token; of one for everybody also the quotes."""
        token = secrets.token_urlsafe(9)
        given = Given(token, guild_id, user_id, question, earlier, handle, private)
        async with self._db.write() as db:
            await db.execute(
                f"INSERT INTO answer ({GIVEN}, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (token, guild_id, user_id, question, earlier, str(handle or ""), private, now()),
            )
            if reply and not private:
                await add_reply(db, token, reply, note)
        return given

    async def sent_as(self, given: Given, channel_id: int, message_id: int) -> None:
        """Note where the answer stands: there it is replied to, and edited when a document goes."""
        async with self._db.write() as db:
            await db.execute(
                "UPDATE answer SET channel_id = ?, message_id = ? WHERE token = ?",
                (channel_id, message_id, given.token),
            )

    async def given(self, guild_id: GuildId, token: str) -> Given:
        """Return the answer with this token; raise :class:`~bot.errors.Expired` without one."""
        row = await self._db.read_one(
            f"SELECT {GIVEN} FROM answer WHERE token = ? AND guild_id = ?", (token, guild_id)
        )
        if not row:
            message = "This answer is too old for its buttons. Ask the question again."
            raise Expired(message)
        return given_of(row)

    async def given_in(self, guild_id: GuildId, message_id: int) -> Given | None:
        """Return the answer that stands in a message, if any."""
        row = await self._db.read_one(
            f"SELECT {GIVEN} FROM answer WHERE guild_id = ? AND message_id = ?",
            (guild_id, message_id),
        )
        return given_of(row) if row else None

    async def rate(self, given: Given, user_id: UserId, *, helpful: bool) -> None:
        """Store one person's judgement; a later one replaces it."""
        async with self._db.write() as db:
            await db.execute(
                """INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
                   SET helpful = excluded.helpful, at = excluded.at""",
                (given.token, user_id, helpful, now()),
            )

    async def ratings(self, given: Given) -> tuple[int, int]:
        """Return how many people found the answer helpful, and how many did not."""
        row = await self._db.read_one(
            "SELECT count(*) FILTER (WHERE helpful), count(*) FILTER (WHERE NOT helpful)"
            " FROM feedback WHERE token = ?",
            (given.token,),
        )
        return (row[0], row[1]) if row else (0, 0)

    # Drafts

    async def keep_draft(
        self,
        guild_id: GuildId,
        user_id: UserId,
        source: Source,
        original: bytes,
        *,
        replaces: Handle | None = None,
    ) -> Draft:
        """Keep a document that was read until it is published or cancelled."""
        token = secrets.token_urlsafe(9)
        dumped = await asyncio.to_thread(_dump, source)
        async with self._db.write() as db:
            await db.execute(
                """INSERT INTO draft (token, guild_id, user_id, original, source, at, replaces)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (token, guild_id, user_id, original, dumped, now(), str(replaces or "")),
            )
        return Draft(token, guild_id, user_id, source, original, replaces)

    async def draft(self, guild_id: GuildId, user_id: UserId, token: str) -> Draft:
        """Return a person's draft; raise :class:`~bot.errors.Expired` if it is no longer kept."""
        row = await self._db.read_one(
            """SELECT source, original, replaces, edited, embargo, expires FROM draft
               WHERE token = ? AND guild_id = ? AND user_id = ?""",
            (token, guild_id, user_id),
        )
        if not row:
            message = "This draft was published, cancelled or is too old. Add the document again."
            raise Expired(message)
        source, original, replaces, edited, embargo, expires = row
        return Draft(
            token,
            guild_id,
            user_id,
            await asyncio.to_thread(_load, source),
            original,
            Handle.parse(replaces),
            tuple(edited.split()),
            Schedule(moment(embargo), moment(expires)),
        )

    async def redraft(self, draft: Draft, source: Source) -> Draft:
        """Change the description of a draft."""
        dumped = await asyncio.to_thread(_dump, source)
        typed = (
            field
            for field in ("title", "publisher", "date", "url")
            if getattr(source, field) != getattr(draft.source, field)
        )
        edited = tuple(dict.fromkeys((*draft.edited, *typed)))
        async with self._db.write() as db:
            await db.execute(
                "UPDATE draft SET source = ?, edited = ? WHERE token = ?",
                (dumped, " ".join(edited), draft.token),
            )
        return replace(draft, source=source, edited=edited)

    async def reschedule_draft(self, draft: Draft, schedule: Schedule) -> Draft:
        """Change when what is drafted can be found once it is published."""
        if schedule == draft.schedule:
            return draft
        async with self._db.write() as db:
            await db.execute(
                "UPDATE draft SET embargo = :embargo, expires = :expires WHERE token = :token",
                {**bounds(schedule), "token": draft.token},
            )
        return replace(draft, schedule=schedule)

    async def drop_draft(self, draft: Draft) -> None:
        """Forget a draft."""
        async with self._db.write() as db:
            await db.execute("DELETE FROM draft WHERE token = ?", (draft.token,))

    # Guilds and the whole installation

    async def bundled_shown(self, guild_id: GuildId) -> bool:
        """Tell whether the bundled documents are searched in this guild."""
        row = await self._db.read_one("SELECT bundled FROM guild WHERE id = ?", (guild_id,))
        return bool(row[0]) if row else True

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
            await audit(db, guild_id, user_id, "log_channel", "", "", detail)

    async def entries(self, guild_id: GuildId, limit: int = 25) -> list[Entry]:
        """Return the newest lines of the guild's audit, newest first."""
        rows = await self._db.read(
            """SELECT at, user_id, action, handle, title, detail FROM audit
               WHERE guild_id = ? ORDER BY id DESC LIMIT ?""",
            (guild_id, limit),
        )
        return [
            Entry(datetime.fromisoformat(at), user_id, action, handle, title, json.loads(detail))
            for at, user_id, action, handle, title, detail in rows
        ]

    async def state(self, key: str) -> str:
        """Return a value that the installation keeps, or an empty string."""
        row = await self._db.read_one("SELECT value FROM state WHERE key = ?", (key,))
        return str(row[0]) if row else ""

    async def set_state(self, key: str, value: str) -> None:
        """Keep a value for the installation."""
        async with self._db.write() as db:
            await db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))

    async def purge(self) -> None:
        """Delete answers and drafts that are older than they are kept for."""
        at = datetime.now(UTC)
        async with self._db.write() as db:
            await db.execute(
                "DELETE FROM answer WHERE at < ?", ((at - ANSWERS_KEPT_FOR).isoformat(),)
            )
            await db.execute(
                "DELETE FROM draft WHERE at < ? AND token NOT IN (SELECT token FROM waiting)",
                ((at - DRAFTS_KEPT_FOR).isoformat(),),
            )


def given_of(row: Row) -> Given:
    """Make an answer that was given of the columns :data:`GIVEN`."""
    token, guild_id, user_id, question, earlier, handle, private = row
    return Given(token, guild_id, user_id, question, earlier, Handle.parse(handle), bool(private))


def _dump(source: Source) -> str:
    return packed(asdict(source)).decode(errors="surrogatepass")


def _load(text: str) -> Source:
    return Source.of_fields(unpacked(text.encode(errors="surrogatepass")))
