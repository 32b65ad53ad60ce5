"""Drafts: documents that were read, and wait for a moderator to publish them.

A draft is kept in one write, with all that is known of it; it is looked up together with the guild
and the person it belongs to, so that a token that leaks is worth nothing.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

import aiosqlite

from bot.errors import DraftGone, DraftTaken
from bot.library.database import Database
from bot.library.rows import bounds, moment
from bot.model import GuildId, Handle, Schedule, Source, UserId
from bot.moments import Clock
from bot.packing import packed, unpacked

DRAFTS_KEPT_FOR = timedelta(days=1)
"""How long a document waits for [Publish]."""

UNCLAIMED = UserId(0)
"""Whose a draft of the review queue is that nobody has looked at."""

_DESCRIPTION = ("title", "publisher", "date", "url")


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


def new_draft(
    guild_id: GuildId,
    user_id: UserId,
    source: Source,
    original: bytes,
    *,
    replaces: Handle | None = None,
    edited: Iterable[str] = (),
    schedule: Schedule | None = None,
) -> Draft:
    """Make a draft, which is not kept yet.

    ``edited`` names the fields of its description that the moderator typed.
    """
    return Draft(
        secrets.token_urlsafe(9),
        guild_id,
        user_id,
        source,
        original,
        replaces,
        tuple(edited),
        schedule or Schedule(),
    )


async def insert(db: aiosqlite.Connection, draft: Draft, source: str, at: datetime) -> None:
    """Write a draft with its :func:`dumped` source, in the caller's transaction."""
    await db.execute(
        """INSERT INTO draft (token, guild_id, user_id, original, source, at, replaces,
               edited, embargo, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            draft.token,
            draft.guild_id,
            draft.user_id,
            draft.original,
            source,
            at.isoformat(),
            str(draft.replaces or ""),
            " ".join(draft.edited),
            *bounds(draft.schedule).values(),
        ),
    )


async def use_up(db: aiosqlite.Connection, draft: Draft) -> None:
    """Delete a draft in the transaction in which it is published.

    Raises :class:`~bot.errors.DraftGone` if it is not the person's any more.
    """
    cursor = await db.execute(
        "DELETE FROM draft WHERE token = ? AND user_id = ?", (draft.token, draft.user_id)
    )
    if not cursor.rowcount:
        raise DraftGone


class Drafts:
    """Keeps them; every method that tells something takes the guild and the person."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    async def keep(
        self,
        guild_id: GuildId,
        user_id: UserId,
        source: Source,
        original: bytes,
        *,
        replaces: Handle | None = None,
        edited: Iterable[str] = (),
        schedule: Schedule | None = None,
    ) -> Draft:
        """Keep a document that was read until it is published or cancelled.

        ``edited`` names the fields of its description that the moderator typed.
        """
        draft = new_draft(
            guild_id,
            user_id,
            source,
            original,
            replaces=replaces,
            edited=edited,
            schedule=schedule,
        )
        stored = await asyncio.to_thread(dumped, source)
        async with self._db.write() as db:
            await insert(db, draft, stored, self._clock())
        return draft

    async def get(self, guild_id: GuildId, user_id: UserId, token: str) -> Draft:
        """Return a person's draft.

        Raises :class:`~bot.errors.DraftGone` if it is no longer kept, and
        :class:`~bot.errors.DraftTaken` if another moderator reviews it by now.
        """
        row = await self._db.read_one(
            """SELECT source, original, replaces, edited, embargo, expires FROM draft
               WHERE token = ? AND guild_id = ? AND user_id = ?""",
            (token, guild_id, user_id),
        )
        if not row:
            raise await self._absence(guild_id, token)
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

    async def edit(self, draft: Draft, source: Source) -> Draft:
        """Change the description of a draft."""
        stored = await asyncio.to_thread(dumped, source)
        edited = tuple(dict.fromkeys((*draft.edited, *edited_fields(draft.source, source))))
        async with self._db.write() as db:
            await db.execute(
                "UPDATE draft SET source = ?, edited = ? WHERE token = ?",
                (stored, " ".join(edited), draft.token),
            )
        return replace(draft, source=source, edited=edited)

    async def reread(self, draft: Draft, source: Source) -> Draft:
        """Keep what the draft's file says when it is read otherwise."""
        stored = await asyncio.to_thread(dumped, source)
        async with self._db.write() as db:
            await db.execute("UPDATE draft SET source = ? WHERE token = ?", (stored, draft.token))
        return replace(draft, source=source)

    async def reschedule(self, draft: Draft, schedule: Schedule) -> Draft:
        """Change when what is drafted can be found once it is published."""
        if schedule == draft.schedule:
            return draft
        async with self._db.write() as db:
            await db.execute(
                "UPDATE draft SET embargo = :embargo, expires = :expires WHERE token = :token",
                {**bounds(schedule), "token": draft.token},
            )
        return replace(draft, schedule=schedule)

    async def _absence(self, guild_id: GuildId, token: str) -> DraftGone:
        """Return why a draft is not the person's: somebody else has taken it from the queue."""
        row = await self._db.read_one(
            """SELECT draft.user_id FROM draft JOIN waiting USING (token)
               WHERE token = ? AND draft.guild_id = ? AND draft.user_id <> ?""",
            (token, guild_id, UNCLAIMED),
        )
        return DraftTaken(UserId(row[0])) if row else DraftGone()

    async def drop(self, draft: Draft) -> None:
        """Forget a draft."""
        async with self._db.write() as db:
            await db.execute("DELETE FROM draft WHERE token = ?", (draft.token,))

    async def purge(self) -> None:
        """Delete drafts that are older than they are kept for, but for those of the queue."""
        before = (self._clock() - DRAFTS_KEPT_FOR).isoformat()
        async with self._db.write() as db:
            await db.execute(
                "DELETE FROM draft WHERE at < ? AND token NOT IN (SELECT token FROM waiting)",
                (before,),
            )


def edited_fields(before: Source, after: Source) -> list[str]:
    """Return the fields of the description in which two sources differ."""
    return [name for name in _DESCRIPTION if getattr(before, name) != getattr(after, name)]


def dumped(source: Source) -> str:
    """Return a source as it is stored."""
    return packed(asdict(source)).decode(errors="surrogatepass")


def _load(text: str) -> Source:
    return Source.of_fields(unpacked(text.encode(errors="surrogatepass")))
