"""Corrections: public answers are edited when a document that they quote goes or changes.

Where the document was removed, has expired, is under embargo again, or is a bundled one and those
were switched off, the words are taken out of
the message, for that is why it was done. Where it was replaced they stay, since they were said,
with a notice above them that tells whether they still stand in the newer version. What comes back
(restored, *Undo*) is shown again as it was. One message a second is edited: Discord takes five in
five seconds in a channel, and answers go first. In a server that the bot has left nothing can be
edited; that is done when it is back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import discord
import structlog
from discord import ui

from bot.cogs.answers.replies import Slot, abstention_layout, answer_layout
from bot.cogs.ui.homes import at_home
from bot.cogs.ui.sending import NOBODY, NOT_SENT
from bot.engine.engine import Engine
from bot.library.answers import Posted, PostedQuote, Standing
from bot.model import GuildId

EVERY = 2.0
"""Seconds between two looks; a look takes .05 ms while nothing has changed."""

PAUSE = 1.0
_BATCH = 20
_LATER = 429
"""The least status that may be another one later: too many requests, and servers in trouble."""

_WHY = {
    Standing.REMOVED: "its document was removed from the library",
    Standing.EXPIRED: "its document has expired",
    Standing.EMBARGOED: "its document is not public at the moment",
    Standing.OFF: "the bundled documents are switched off in this server",
}

log = structlog.stdlib.get_logger(__name__)


class Corrections:
    """Edits the messages, one after the other."""

    def __init__(self, client: discord.Client, engine: Engine, pause: float = PAUSE) -> None:
        self._client = client
        self._answers = engine.library.answers
        self._asking = engine.asking
        self._pause = pause
        self._done: tuple[Collection[GuildId], tuple[int, ...]] = ((), ())

    async def look(self) -> None:
        """Edit what has to be edited; what fails for the moment is tried at the next look."""
        among = at_home(self._client)
        stamp = (among, await self._answers.stamp())
        if stamp == self._done:
            return
        complete = False
        while not complete:
            tokens, complete = await self._answers.outdated(_BATCH, among)
            if not tokens and not complete:
                return  # an answer that is about to be sent
            for token in tokens:
                if not await self._corrected(token):
                    return
                await asyncio.sleep(self._pause)
        self._done = stamp

    async def _corrected(self, token: str) -> bool:
        """Edit an answer's message; return whether it is done with, edited or not."""
        posted = await self._asking.posted(token)
        if not posted:
            return True
        channel = self._client.get_partial_messageable(posted.channel_id)
        message = channel.get_partial_message(posted.message_id)
        try:
            view = corrected_layout(posted)
            await message.edit(view=view, allowed_mentions=NOBODY)
        except discord.HTTPException as error:
            if error.status >= _LATER:
                log.warning("an answer is edited later", status=error.status)
                return False
            # Deleted, out of reach, in an archived thread: nothing that would be better later.
            log.info("an answer could not be edited", status=error.status, code=error.code)
        except NOT_SENT as error:
            log.warning("an answer is edited later", error=type(error).__name__)
            return False
        await self._answers.settle(posted)
        return True


def corrected_layout(posted: Posted) -> ui.LayoutView:
    """Show an answer as it was given, with what became of its quotes."""
    slots = [Slot(each.quote, _notice(each)) for each in posted.quotes]
    if posted.reason:
        return abstention_layout(posted.given, posted.reason, posted.unknown, slots, posted.note)
    return answer_layout(posted.given, slots, posted.note)


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
