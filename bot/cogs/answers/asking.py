"""Asking: from a question to the message that answers it, and from a token back to its answer."""

from __future__ import annotations

import asyncio

import discord
import structlog
from discord import ui

from bot.answer.answer import at_first
from bot.cogs.answers.replies import DIFFERENT, NO_MORE, further_layout, reply_layout
from bot.cogs.ui.guard import Pace, guild_of, user_of
from bot.cogs.ui.messages import said_in
from bot.cogs.ui.phrases import UNKEPT
from bot.cogs.ui.problems import TROUBLES
from bot.cogs.ui.sending import show, without_buttons
from bot.cogs.ui.wording import line
from bot.engine.engine import Engine
from bot.errors import NotStored, Trouble, WordedError
from bot.library.answers import FORGOTTEN, Given
from bot.model import BUNDLED, Answer, GuildId, Handle, Reply, UserId

QUESTION = 500
"""Characters of a question; of a longer message the beginning is searched."""

EARLIER = 500
"""Characters of the questions before a follow-up that still count, the last ones."""

_HOW_TO = (
    "Mention me with a question, or use `/ask`: I answer with passages of this server's library,"
    " word for word. `/help` has examples that it answers, `/sources` shows what it holds."
)
_HOW_TO_DM = (
    "Send me a question: I answer with passages of the bundled documents, word for word. `/help`"
    " has examples that they answer."
)

_KEPT_WITHIN = 2.0
"""Seconds that an answer waits until it is kept; a writer that is locked may take ten."""

log = structlog.stdlib.get_logger(__name__)


class Asking:
    """Asks the engine, keeps what the buttons need, and shows the answer."""

    def __init__(self, engine: Engine, pace: Pace) -> None:
        self._engine = engine
        self._answers = engine.library.answers
        self.pace = pace
        self._keeping: set[asyncio.Task[Given]] = set()

    async def answer(
        self,
        guild_id: GuildId,
        user_id: UserId,
        question: str,
        *,
        handle: Handle | None = None,
        earlier: str = "",
        private: bool = False,
        as_typed: bool = False,
        note: str = "",
        posting: bool = False,
    ) -> tuple[Given, ui.LayoutView]:
        """Answer a question and remember the answer; return it with the message that shows it.

        One that cannot be remembered has no token and no buttons, and says why. For ``posting``,
        raises :class:`~bot.errors.WordedError` where nothing answers.
        """
        question = _bounded(question)
        reply = await self._engine.asking.ask(
            guild_id, question, handle=handle, earlier=earlier, as_typed=as_typed
        )
        if isinstance(reply, Answer):
            reply = at_first(reply)
            note = "\n".join(filter(None, (note, DIFFERENT * reply.differ)))
        elif posting:
            message = "The library does not answer this any more, so nothing was posted."
            raise WordedError(message)
        given = Given("", guild_id, user_id, question, earlier, handle, private, as_typed)
        if not await self._engine.library.people.stored(user_id):
            return given, without_buttons(reply_layout(given, reply, note=note))
        try:
            given = await self._kept(given, reply, note)
        except NotStored as error:
            log.warning("an answer could not be kept", why=error.trouble)
            why, _ = TROUBLES[error.trouble]
            note = "\n".join(filter(None, (note, line(UNKEPT.format(why=why)))))
            return given, without_buttons(reply_layout(given, reply, note=note))
        return given, reply_layout(given, reply, note=note)

    async def respond(
        self,
        interaction: discord.Interaction,
        question: str,
        *,
        handle: Handle | None = None,
        earlier: str = "",
        as_typed: bool = False,
        private: bool,
    ) -> None:
        """Answer an interaction that was acknowledged."""
        given, view = await self.answer(
            guild_of(interaction),
            user_of(interaction),
            question,
            handle=handle,
            earlier=earlier,
            as_typed=as_typed,
            private=private,
        )
        await self.sent(given, await show(interaction, view))

    async def sent(self, given: Given, message: discord.Message) -> None:
        """Note in which message an answer stands, if it is for everybody and was kept."""
        if given.private or not given.token:
            return
        try:
            await self._answers.sent_as(given, message.channel.id, message.id)
        except NotStored as error:  # it was answered; it is only not edited later
            log.warning("where an answer stands could not be kept", why=error.trouble)

    async def _kept(self, given: Given, reply: Reply, note: str) -> Given:
        keeping = asyncio.create_task(
            self._answers.give(
                given.guild_id,
                given.user_id,
                given.question,
                earlier=given.earlier,
                handle=given.handle,
                private=given.private,
                as_typed=given.as_typed,
                reply=reply,
                note=note,
            )
        )
        self._keeping.add(keeping)
        keeping.add_done_callback(self._ended)
        done, _ = await asyncio.wait({keeping}, timeout=_KEPT_WITHIN)
        if not done:
            raise NotStored(Trouble.LOCKED)
        return keeping.result()

    def _ended(self, keeping: asyncio.Task[Given]) -> None:
        self._keeping.discard(keeping)
        if not keeping.cancelled():
            keeping.exception()  # retrieved, also where nobody waits any more

    def asks(self, text: str) -> bool:
        """Tell whether a text can be a question."""
        return self._engine.asking.asks(text)

    async def given(self, interaction: discord.Interaction, token: str) -> Given:
        """Return the answer that a button belongs to.

        Raises :class:`~bot.errors.WordedError` where it is not this guild's, or somebody else's: in
        direct messages, which all share the bundled documents, and under private answers.
        """
        given = await self._answers.given(guild_of(interaction), token)
        own = given.user_id in {FORGOTTEN, interaction.user.id}
        if not own and (given.private or given.guild_id == BUNDLED):
            message = "This answer is somebody else's. Ask the question yourself."
            raise WordedError(message)
        return given

    async def further(self, given: Given, skip: int) -> ui.LayoutView | str:
        """Return the message with the next quotes, or a sentence if there are none."""
        quotes = await self._engine.asking.further(
            given.guild_id,
            given.question,
            skip=skip,
            handle=given.handle,
            earlier=given.earlier,
            as_typed=given.as_typed,
        )
        if not quotes:
            return NO_MORE
        return further_layout(given, quotes, skip)


def how_to(guild: discord.Guild | None) -> str:
    """Say how to ask, to who has not asked anything: in a server, or in direct messages."""
    return _HOW_TO if guild else _HOW_TO_DM


def earlier_of(given: Given) -> str:
    """Return what a follow-up to the answer follows up: questions, a line each."""
    questions = f"{given.earlier}\n{given.question}".strip()
    if len(questions) <= EARLIER:
        return questions
    last = questions[-EARLIER:]
    return last[last.index(" ") + 1 :] if " " in last else last


def _bounded(text: str) -> str:
    """Return a question on one line; of a longer text the whole words that fit."""
    question = said_in(text) or " ".join(text.split())
    if len(question) <= QUESTION:
        return question
    return question[: QUESTION + 1].rpartition(" ")[0] or question[:QUESTION]
