"""Questions that found no answer: those that moderators may want to add documents for.

Only what was asked aloud is listed: who asks privately, or in direct messages, asks nobody but the
bot. Nothing tells who asked. A question counts once for each time that it was asked, whatever its
capitals and its question mark, and is gone from the list when its newest answer was one; all goes
when answers do, after :data:`~bot.library.answers.ANSWERS_KEPT_FOR`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.library.answers import ERASED
from bot.library.database import Database
from bot.model import GuildId, Handle, Reason


class Gap(StrEnum):
    """Why a question is listed."""

    UNANSWERED = "unanswered"
    UNHELPFUL = "unhelpful"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, with the newest time that it was asked."""

    question: str
    earlier: str
    """The questions that it follows up."""
    handle: Handle | None
    """The one document that was asked, if it was limited to one."""
    count: int
    """How often it found no answer; of one that was answered, how many found that no help."""
    helped: int
    """How many the answer helped."""
    at: datetime
    reason: Reason | None
    """Why there was no answer; ``None`` if there was one."""
    channel_id: int | None
    message_id: int | None


# Of the columns that are neither grouped nor counted, SQLite takes those of the row with max(at).
_KEY = "rtrim(lower(a.question), ' ?!.'), a.earlier, a.handle"
_COLUMNS = "a.question, a.earlier, a.handle, {count}, {helped}, max(a.at), a.reason, a.channel_id,"
_COUNTED = f"'{Reason.UNKNOWN_WORDS}', '{Reason.NOTHING_CLOSE}', '{Reason.EMPTY_LIBRARY}'"
_LISTS = {
    Gap.UNANSWERED: f"""SELECT
        {_COLUMNS.format(count=f"sum(a.reason IN ({_COUNTED}))", helped="0")} a.message_id
        FROM answer a WHERE a.guild_id = :guild AND NOT a.private
        AND a.question <> '{ERASED}' GROUP BY {_KEY}
        HAVING a.reason IN ({_COUNTED})""",
    Gap.UNHELPFUL: f"""SELECT
        {_COLUMNS.format(count="sum(NOT f.helpful)", helped="sum(f.helpful)")} a.message_id
        FROM answer a JOIN feedback f ON f.token = a.token
        WHERE a.guild_id = :guild AND NOT a.private AND a.question <> '{ERASED}' GROUP BY {_KEY}
        HAVING sum(NOT f.helpful) > 0""",
}


class Questions:
    """Reads them, for one guild at a time."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def list(self, guild_id: GuildId, gap: Gap) -> list[AskedQuestion]:
        """Return the questions, those that were asked most often first, of these the newest."""
        rows = await self._db.read_bulk(
            f"{_LISTS[gap]} ORDER BY 4 DESC, 6 DESC", {"guild": guild_id}
        )
        return [
            AskedQuestion(
                question=question,
                earlier=earlier,
                handle=Handle.parse(handle),
                count=count,
                helped=helped,
                at=datetime.fromisoformat(at),
                reason=Reason(reason) if reason else None,
                channel_id=channel_id,
                message_id=message_id,
            )
            for question, earlier, handle, count, helped, at, reason, channel_id, message_id in rows
        ]
