"""Corrections: public answers are edited when a document that they quote goes or changes.

Where the document was removed, has expired, is under embargo again, or is a bundled one and those
were switched off, the words are taken out of
the message, for that is why it was done. Where it was replaced they stay, since they were said,
with a notice above them that tells whether they still stand in the newer version. What comes back
(restored, *Undo*) is shown again as it was. In each server one message a second is edited: Discord
takes five in five seconds in a channel, and answers go first. No server waits for another. Where a
message cannot be edited, the log channel is told. In a server that the bot has left nothing can be
edited; that is done when it is back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from enum import Enum
from functools import partial

import discord
import structlog
from discord import ui

from bot.cogs.answers.replies import Shown, Slot, abstention_layout, answer_layout
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.homes import at_home
from bot.cogs.ui.sending import NOBODY, NOT_SENT
from bot.cogs.ui.wording import counted
from bot.engine.engine import Engine
from bot.library.answers import Posted, PostedQuote, Standing
from bot.model import GuildId

EVERY = 2.0
"""Seconds between two looks; a look takes .05 ms while nothing has changed."""

PAUSE = 1.0
_BATCH = 20
_AT_ONCE = 10
"""Edits under way; Discord takes fifty requests a second of a bot, and answers go first."""
_LINKS = 10
_LATER = 429
"""The least status that may be another one later: too many requests, and servers in trouble."""

_WHY = {
    Standing.REMOVED: "its document was removed from the library",
    Standing.EXPIRED: "its document has expired",
    Standing.EMBARGOED: "its document is not public at the moment",
    Standing.OFF: "the bundled documents are switched off in this server",
}

log = structlog.stdlib.get_logger(__name__)


class Outcome(Enum):
    """What became of an attempt to edit an answer."""

    DONE = "done"
    """It says what belongs into it, or is gone."""
    LATER = "later"
    NEVER = "never"
    """It stands there as it was, and cannot be edited."""


class Corrections:
    """Edits the messages: each server's one after the other, the servers' side by side."""

    def __init__(
        self, client: discord.Client, engine: Engine, announcer: Announcer, pause: float = PAUSE
    ) -> None:
        self._client = client
        self._answers = engine.library.answers
        self._ratings = engine.library.ratings
        self._asking = engine.asking
        self._announcer = announcer
        self._pause = pause
        self._done: tuple[Collection[GuildId], tuple[int, ...]] = ((), ())
        self._busy: dict[GuildId, asyncio.Task[None]] = {}
        # What was edited where that could not be noted: it is not edited again each time.
        self._unsettled: dict[str, list[str]] = {}
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def look(self) -> None:
        """Begin to edit what has to be edited; what fails for now is tried at the next look."""
        among = at_home(self._client)
        stamp = (among, await self._answers.stamp())
        if stamp == self._done:
            return
        found, complete = await self._answers.outdated(_BATCH, among - self._busy.keys())
        for guild_id, tokens in found.items():
            task = asyncio.create_task(self._correct(guild_id, tokens), name="corrections")
            self._busy[guild_id] = task
            task.add_done_callback(partial(self._ended, guild_id))
        if complete and not self._busy:
            self._done = stamp

    async def finish(self) -> None:
        """Wait until nothing is being edited."""
        while self._busy:
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def close(self) -> None:
        """Leave what is left to the next start."""
        for task in self._busy.values():
            task.cancel()
        await self.finish()

    def _ended(self, guild_id: GuildId, task: asyncio.Task[None]) -> None:
        del self._busy[guild_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("answers could not be corrected", exc_info=error)

    async def _correct(self, guild_id: GuildId, tokens: Sequence[str]) -> None:
        """Edit one server's answers, and tell its moderators which could not be."""
        stuck: list[Posted] = []
        outcome: Outcome | None = None
        while tokens and outcome is not Outcome.LATER:
            outcome = Outcome.LATER  # unless one of them is still there
            for token in tokens:
                posted = await self._asking.posted(token)
                if not posted:
                    continue
                marks = [quote.mark for quote in posted.quotes]
                outcome = Outcome.DONE
                if self._unsettled.get(token) != marks:
                    async with self._at_once:
                        outcome = await self._edited(posted)
                if outcome is Outcome.LATER:
                    break
                self._unsettled[token] = marks
                await self._answers.settle(posted)
                del self._unsettled[token]
                if outcome is Outcome.NEVER:
                    stuck.append(posted)
                await asyncio.sleep(self._pause)
            found, _ = await self._answers.outdated(_BATCH, {guild_id})
            tokens = found.get(guild_id, [])
        if stuck:
            await self._announcer.announce(guild_id, stuck_line(stuck))

    async def _edited(self, posted: Posted) -> Outcome:
        channel = self._client.get_partial_messageable(posted.channel_id)
        message = channel.get_partial_message(posted.message_id)
        try:
            view = corrected_layout(posted, await self._ratings.counts(posted.given))
            await message.edit(view=view, allowed_mentions=NOBODY)
        except discord.NotFound:
            return Outcome.DONE
        except discord.HTTPException as error:
            if error.status >= _LATER:
                log.warning("an answer is edited later", status=error.status)
                return Outcome.LATER
            # Out of reach, in an archived thread: nothing that would be better later.
            log.info("an answer could not be edited", status=error.status, code=error.code)
            return Outcome.NEVER
        except NOT_SENT as error:
            log.warning("an answer is edited later", error=type(error).__name__)
            return Outcome.LATER
        return Outcome.DONE


def stuck_line(stuck: Sequence[Posted]) -> str:
    """Say in Markdown which answers stand as they were, though their documents went or changed."""
    links = [
        f"https://discord.com/channels/{each.given.guild_id}/{each.channel_id}/{each.message_id}"
        for each in stuck[:_LINKS]
    ]
    more = len(stuck) - len(links)
    listed = " ".join(links) + (f" and {more} more" if more else "")
    return (
        f"{counted(len(stuck), 'answer')} of mine could not be edited, though what"
        f" {'it quotes' if len(stuck) == 1 else 'they quote'} was changed or taken away:"
        f" {listed}. A moderator can delete {'it' if len(stuck) == 1 else 'them'}."
    )


def corrected_layout(posted: Posted, ratings: tuple[int, int] = (0, 0)) -> ui.LayoutView:
    """Show an answer as it was given, with what became of its quotes, and of the ratings."""
    slots = [Slot(each.quote, _notice(each)) for each in posted.quotes]
    found = Shown(
        posted.given, slots, posted.note, posted.corrected, posted.more and bool(slots), ratings
    )
    if posted.reason:
        return abstention_layout(found, posted.reason, posted.unknown)
    return answer_layout(found)


def _notice(quote: PostedQuote) -> str:
    day = f"<t:{int(quote.since.timestamp())}:D>"
    if quote.standing is Standing.CURRENT:
        return ""
    if quote.standing is not Standing.REPLACED:
        return f"*This quote was withdrawn on {day}: {_WHY[quote.standing]}.*"
    if quote.kept:
        return f"-# The document has a newer version of {day}, in which these words still stand."
    return (
        f"⚠️ **This is the wording of an earlier version.** The document was replaced on {day}; the"
        " newer version does not have these words. *More context* shows what it has."
    )
