"""Answers that were given: what their buttons need, whom they helped, what became of their quotes.

A button outlives a restart because its message's state is here, under a random token that the
button carries. A token is looked up together with the guild in which it was pressed, so that one
that leaks is worth nothing elsewhere. Questions are kept only as long as the buttons are meant to
work, :data:`ANSWERS_KEPT_FOR`.

An answer is never told that a document changed. What its message says of each quote is kept
(``quoted.standing``) and compared with what the library says at a moment, so that all that can
happen to a quote (removed, restored, replaced, expired, under embargo, deleted for good, by this
process or another, while the bot ran or not) is found in one way, and a bot that is killed between
editing a message and noting it only edits it again. The comparison of 100,000 quotes takes .09
seconds, so it is made when :meth:`Answers.stamp` has changed, which takes .05 ms to read.

What is bundled belongs to no guild, so whether it may be quoted depends on whose answer it is.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import aiosqlite

from bot.errors import AnswerGone
from bot.library.database import Database, Row
from bot.library.rows import (
    DOCUMENT,
    LANDMARK,
    SLICE,
    TEXT,
    among_guilds,
    document_of,
    listed,
    moment,
)
from bot.model import Abstention, GuildId, Handle, Quote, Reason, Reply, Span, UserId
from bot.moments import Clock

ANSWERS_KEPT_FOR = timedelta(days=90)
"""How long the buttons under an answer work."""

ASKERS_KEPT_FOR = timedelta(days=1)
"""How long it is known who asked: so long they can remove the answer, and nobody else can press
what is under a private one."""

FORGOTTEN = UserId(0)
"""Who asked where that is not known any more."""

ERASED = "…"
"""Stands for a question whose words were deleted."""

_UNSENT_FOR = timedelta(minutes=15)
"""How long an answer may be on its way: so long Discord takes the answer to an interaction."""

_GIVEN = "token, guild_id, user_id, question, earlier, handle, private, as_typed"
_MARK = """CASE WHEN d.id IS NULL OR d.removed_at IS NOT NULL THEN 'removed'
    WHEN d.guild_id = 0 AND g.bundled = 0 THEN 'off'
    WHEN d.embargo > :now THEN 'embargoed'
    WHEN d.expires <> '' AND d.expires <= :now THEN 'expired'
    WHEN d.version <> q.version THEN 'replaced ' || d.version ELSE '' END"""
_FROM = """FROM quoted q JOIN answer a ON a.token = q.token
    LEFT JOIN document d ON d.id = q.document_id LEFT JOIN guild g ON g.id = a.guild_id"""
_TEXT = SLICE.format(start="q.start", end='q."end"')
_NOW = TEXT.replace("v.id", "c.id")
_CURRENT = "FROM version c WHERE c.document_id = d.id AND c.number = d.version"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: what its buttons and a follow-up need."""

    token: str
    guild_id: GuildId
    user_id: UserId
    question: str
    earlier: str
    """The questions that this one follows up, a line each; empty for a first question."""
    handle: Handle | None
    """The one document that was asked, if the question was limited to one."""
    private: bool
    as_typed: bool = False
    """Whether nothing that was typed was corrected."""


class Standing(StrEnum):
    """What became of a quote."""

    CURRENT = ""
    REPLACED = "replaced"
    REMOVED = "removed"
    EXPIRED = "expired"
    EMBARGOED = "embargoed"
    OFF = "off"
    """Bundled, and the guild of the answer has switched the bundled documents off."""


@dataclass(frozen=True, slots=True)
class PostedQuote:
    """A quote of an answer, and what became of it."""

    standing: Standing
    since: datetime
    quote: Quote | None
    """The quote as it was shown; ``None`` unless its document can be found."""
    kept: bool
    """Whether the current version still has the very words."""
    mark: str
    """What is kept of all this, to be compared."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A public answer, and what belongs into its message now."""

    given: Given
    channel_id: int
    message_id: int
    note: str
    reason: Reason | None
    unknown: tuple[str, ...]
    corrected: Mapping[str, str]
    more: bool
    quotes: tuple[PostedQuote, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """How long questions are kept, and who asked."""

    answers: timedelta = ANSWERS_KEPT_FOR
    askers: timedelta = ASKERS_KEPT_FOR


class Answers:
    """Keeps answers, and finds those whose messages say something else than the library does."""

    def __init__(
        self, database: Database, clock: Clock, retention: Retention | None = None
    ) -> None:
        self._db = database
        self._clock = clock
        self._retention = retention or Retention()

    async def give(
        self,
        guild_id: GuildId,
        user_id: UserId,
        question: str,
        *,
        earlier: str = "",
        handle: Handle | None = None,
        private: bool = False,
        as_typed: bool = False,
        reply: Reply | None = None,
        note: str = "",
    ) -> Given:
        """Remember an answer under a new token; of one for everybody also the quotes."""
        token = secrets.token_urlsafe(9)
        given = Given(token, guild_id, user_id, question, earlier, handle, private, as_typed)
        async with self._db.write() as db:
            await db.execute(
                f"INSERT INTO answer ({_GIVEN}, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    token,
                    guild_id,
                    user_id,
                    question,
                    earlier,
                    str(handle or ""),
                    private,
                    as_typed,
                    self._clock().isoformat(),
                ),
            )
            if reply and not private:
                await _add_reply(db, token, reply, note)
        return given

    async def sent_as(self, given: Given, channel_id: int, message_id: int) -> None:
        """Note where the answer stands: there it is replied to, and edited when a document goes."""
        async with self._db.write() as db:
            await db.execute(
                "UPDATE answer SET channel_id = ?, message_id = ? WHERE token = ?",
                (channel_id, message_id, given.token),
            )

    async def given(self, guild_id: GuildId, token: str) -> Given:
        """Return the answer with this token; raise :class:`~bot.errors.AnswerGone` without one."""
        row = await self._db.read_one(
            f"SELECT {_GIVEN} FROM answer WHERE token = ? AND guild_id = ?", (token, guild_id)
        )
        if not row:
            raise AnswerGone
        return _given(row)

    async def given_in(self, guild_id: GuildId, message_id: int) -> Given | None:
        """Return the answer that stands in a message, if any."""
        row = await self._db.read_one(
            f"SELECT {_GIVEN} FROM answer WHERE guild_id = ? AND message_id = ?",
            (guild_id, message_id),
        )
        return _given(row) if row else None

    async def post(self, given: Given, *, posted: bool = True) -> bool:
        """Note that a private answer is posted, or is not; return whether that is news."""
        async with self._db.write() as db:
            changed = await db.execute(
                "UPDATE answer SET posted = ? WHERE token = ? AND posted <> ?",
                (posted, given.token, posted),
            )
        return changed.rowcount > 0

    async def stamp(self) -> tuple[int, ...]:
        """Return a value that changes when :meth:`outdated` may have to be asked again."""
        row = await self._db.read_one(
            """SELECT (SELECT max(id) FROM audit),
                (SELECT count(*) FROM document WHERE embargo > '' AND embargo <= :now),
                (SELECT count(*) FROM document WHERE expires > '' AND expires <= :now)""",
            {"now": self._clock().isoformat()},
        )
        return tuple(row or ())

    async def outdated(
        self, limit: int, among: Collection[GuildId] | None = None
    ) -> tuple[dict[GuildId, list[str]], bool]:
        """Return the tokens of each guild's answers to edit, and whether that is all.

        They are the newest ones of all guilds, or of some, the newest first. Answers that are
        about to be sent may have to be edited next.
        """
        at = self._clock()
        rows = await self._db.read_bulk(
            f"""SELECT guild_id, token, message_id FROM (
                    SELECT a.guild_id, a.token, a.message_id, a.at,
                        row_number() OVER (PARTITION BY a.guild_id ORDER BY a.at DESC) AS place
                    {_FROM}
                    WHERE (a.message_id IS NOT NULL OR a.at > :unsent) AND q.standing <> {_MARK}
                    AND {among_guilds("a.guild_id")} GROUP BY a.token
                ) WHERE place <= :limit ORDER BY at DESC""",
            {
                "now": at.isoformat(),
                "unsent": (at - _UNSENT_FOR).isoformat(),
                "limit": limit,
                "among": listed(among),
            },
        )
        found: dict[GuildId, list[str]] = {}
        complete = True
        for guild_id, token, message_id in rows:
            tokens = found.setdefault(GuildId(guild_id), [])
            if message_id is None:
                complete = False
            else:
                tokens.append(token)
            complete &= len(tokens) < limit
        return {guild_id: tokens for guild_id, tokens in found.items() if tokens}, complete

    async def posted(self, token: str) -> Posted | None:
        """Return what belongs into the message of an answer now; ``None`` if there is none."""
        row = await self._db.read_one(
            f"""SELECT channel_id, message_id, note, reason, unknown, corrected, more, {_GIVEN}
                FROM answer"""
            " WHERE token = ? AND message_id IS NOT NULL AND channel_id IS NOT NULL",
            (token,),
        )
        if not row:
            return None
        channel_id, message_id, note, reason, unknown, corrected, more, *given = row
        return Posted(
            given=_given(given),
            channel_id=channel_id,
            message_id=message_id,
            note=note,
            reason=Reason(reason) if reason else None,
            unknown=tuple(json.loads(unknown)),
            corrected=json.loads(corrected),
            more=bool(more),
            quotes=tuple(await self._quotes(token)),
        )

    async def settle(self, posted: Posted) -> None:
        """Note that the message says by now what belongs into it, or never will."""
        async with self._db.write() as db:
            await db.executemany(
                "UPDATE quoted SET standing = ?, since = ? WHERE token = ? AND place = ?",
                [
                    (quote.mark, quote.since.isoformat(), posted.given.token, place)
                    for place, quote in enumerate(posted.quotes)
                ],
            )

    async def purge(self) -> None:
        """Delete answers that are older than they are kept for, and forget who asked before that.

        Of ratings it stays that they are several people's.
        """
        at = self._clock()
        named = {"before": (at - self._retention.askers).isoformat(), "nobody": FORGOTTEN}
        async with self._db.write() as db:
            await db.execute(
                "DELETE FROM answer WHERE at < ?", ((at - self._retention.answers).isoformat(),)
            )
            await db.execute(
                """UPDATE answer SET user_id = :nobody,
                       note = CASE WHEN instr(note, '<@') THEN '' ELSE note END
                   WHERE at < :before AND user_id <> :nobody""",
                named,
            )
            await db.execute(
                """UPDATE feedback SET user_id = -1 - (random() & 0x3fffffffffffffff)
                   WHERE at < :before AND user_id > :nobody""",
                named,
            )

    async def _quotes(self, token: str) -> Iterable[PostedQuote]:
        at = self._clock()
        rows = await self._db.read_bulk(
            f"""SELECT {_MARK}, q.standing, q.since, d.removed_at, d.expires,
                    (SELECT c.added_at {_CURRENT}),
                    (SELECT instr({_NOW}, {_TEXT}) {_CURRENT}),
                    {_TEXT}, {LANDMARK.format(at="q.start")}, q.version, q.start, q."end",
                    q.sentence_start, q.sentence_end, q.highlights, {DOCUMENT}
                {_FROM} LEFT JOIN version v ON v.document_id = d.id AND v.number = q.version
                WHERE q.token = :token ORDER BY q.place""",
            {"token": token, "now": at.isoformat()},
        )
        return [_posted_quote(row, at) for row in rows]


async def _add_reply(db: aiosqlite.Connection, token: str, reply: Reply, note: str) -> None:
    """Store why an answer has no quotes, or those that it has, and what stands above them."""
    reason, unknown = "", "[]"
    if isinstance(reply, Abstention):
        quotes, reason = reply.closest, reply.reason.value
        unknown = json.dumps(reply.unknown, ensure_ascii=False)
    else:
        quotes = reply.quotes
    await db.execute(
        """UPDATE answer SET note = ?, reason = ?, unknown = ?, corrected = ?, more = ?
           WHERE token = ?""",
        (
            *(note, reason, unknown),
            *(json.dumps(dict(reply.corrected), ensure_ascii=False), reply.more, token),
        ),
    )
    await db.executemany(
        """INSERT INTO quoted (token, place, document_id, version, start, "end", sentence_start,
               sentence_end, highlights) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                *(token, place, quote.document.id, quote.version, *quote.span, *quote.sentence),
                json.dumps(quote.highlights),
            )
            for place, quote in enumerate(quotes)
        ],
    )


def _given(row: Row) -> Given:
    token, guild_id, user_id, question, earlier, handle, private, as_typed = row
    only = Handle.parse(handle)
    return Given(token, guild_id, user_id, question, earlier, only, bool(private), bool(as_typed))


def _posted_quote(row: Row, at: datetime) -> PostedQuote:
    mark, said, said_since, removed_at, expires, replaced_at, found, *quote = row
    standing = Standing(mark.partition(" ")[0])
    since = {
        Standing.REMOVED: removed_at,
        Standing.EXPIRED: expires,
        Standing.REPLACED: replaced_at,
    }.get(standing)
    kept = said_since if said == mark else None
    return PostedQuote(
        standing=standing,
        since=moment(since) or moment(kept) or at,
        quote=_quote(quote) if standing in {Standing.CURRENT, Standing.REPLACED} else None,
        kept=bool(found),
        mark=mark,
    )


def _quote(row: Row) -> Quote:
    text, landmark, version, start, end, sentence_start, sentence_end, highlights, *document = row
    return Quote(
        document=document_of(document),
        version=version,
        span=Span(start, end),
        text=text,
        sentence=Span(sentence_start, sentence_end),
        highlights=tuple(Span(*pair) for pair in json.loads(highlights)),
        landmark=landmark,
        score=0.0,
    )
