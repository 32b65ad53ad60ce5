"""Questions by message: a mention, a reply to an answer, a direct message.

Discord gives the text of a message without the privileged intent only where the bot is mentioned or
written to directly, so a reply that does not ping the bot is not seen, and a message that was
replied to often has no text.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from weakref import WeakValueDictionary

import discord
import structlog
from discord import ui
from discord.ext import commands

from bot.cogs.answers.asking import Asking, earlier_of, how_to
from bot.cogs.ui.failures import sentence
from bot.cogs.ui.guard import RESTARTING, Door, Pace, manages_messages
from bot.cogs.ui.messages import text_of
from bot.cogs.ui.sending import NOBODY, NOT_SENT, without_buttons
from bot.library.answers import FORGOTTEN, Answers, Given
from bot.model import BUNDLED, GuildId, UserId

_SHUT_OUT = (
    "I may not send messages in <#{channel}>, so I answer here. `/ask` works there all the same;"
    " a moderator can let me send messages."
)
_CANNOT_SPEAK = "\N{SPEAKER WITH CANCELLATION STROKE}"
_ARCHIVED = 50083

_HELP = frozenset({"help", "help!", "help?", "help me", "/help", "?help", "!help"})

log = structlog.stdlib.get_logger(__name__)


class Mentions(commands.Cog):
    """Questions by message."""

    def __init__(
        self, client: commands.AutoShardedBot, answers: Answers, asking: Asking, door: Door
    ) -> None:
        self._client = client
        self._answers = answers
        self._asking = asking
        self._door = door
        # Who asks too fast is told once; telling it each time would flood the channel.
        self._told = Pace(times=1)
        # A reply to an answer may arrive before it is noted in which message the answer stands.
        self._noting: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        if message.author.bot or not self._addressed(message):
            return
        try:
            if self._door.shut:
                await _reply(message, RESTARTING)
            else:
                await self._answer(message)
        except Exception as error:  # noqa: BLE001 (told or logged; discord.py would only log it)
            await _tell(message, error)

    def _addressed(self, message: discord.Message) -> bool:
        if message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return False
        return message.guild is None or self._client.user in message.mentions

    async def _answer(self, message: discord.Message) -> None:
        guild_id = GuildId(message.guild.id) if message.guild else BUNDLED
        given = await self._followed(guild_id, message)
        if not given and message.guild and not self._named(message):
            return  # a reply to something else that the bot said
        question = text_of(message) or _referenced(message)
        if given and question and not self._asking.asks(question):
            return  # thanks for an answer
        if question.casefold() in _HELP or not question:
            await _reply(message, how_to(message.guild))
            return
        if not self._asking.asks(question):
            await _reply_privately(message, how_to(message.guild))
            return
        if not manages_messages(message.author) and await self._too_fast(guild_id, message):
            return
        async with _typing(message.channel):
            answer, view = await self._asking.answer(
                guild_id,
                UserId(message.author.id),
                question,
                handle=given.handle if given else None,
                earlier=earlier_of(given) if given else "",
            )
        try:
            async with self._in_order(message):
                sent = await _reply(message, view)
                await self._asking.sent(answer, sent)
        except discord.HTTPException as error:
            if not _is_shut_out(error):
                raise
            await _elsewhere(message, view)

    async def _followed(self, guild_id: GuildId, message: discord.Message) -> Given | None:
        """Return the answer that the message replies to, if any."""
        reference = message.reference
        if (
            message.type is not discord.MessageType.reply
            or not reference
            or not reference.message_id
        ):
            return None
        async with self._in_order(message):
            given = await self._answers.given_in(guild_id, reference.message_id)
        if given and guild_id == BUNDLED and given.user_id not in {FORGOTTEN, message.author.id}:
            return None
        return given

    def _in_order(self, message: discord.Message) -> asyncio.Lock:
        return self._noting.setdefault(message.channel.id, asyncio.Lock())

    def _named(self, message: discord.Message) -> bool:
        """Tell whether the text itself mentions the bot; a reply mentions whom it replies to."""
        assert self._client.user, "messages arrive after the login"
        return self._client.user.id in message.raw_mentions

    async def _too_fast(self, guild_id: GuildId, message: discord.Message) -> bool:
        pace, at = self._asking.pace, message.created_at
        seconds = pace.wait(guild_id, UserId(message.author.id), at)
        if seconds and not self._told.wait(guild_id, UserId(message.author.id), at):
            await _reply(message, pace.sentence(seconds))
        return bool(seconds)


def _referenced(message: discord.Message) -> str:
    """Return the text of the message that is replied to, where Discord gives it."""
    resolved = message.reference.resolved if message.reference else None
    return text_of(resolved) if isinstance(resolved, discord.Message) else ""


async def _tell(message: discord.Message, error: BaseException) -> None:
    if _is_shut_out(error):
        await _elsewhere(message)
        return
    text = sentence(error)
    try:
        await _reply(message, text)
    except NOT_SENT as failure:
        if _is_shut_out(failure):
            await _elsewhere(message)
        else:
            log.warning("an error could not be told", error=str(failure))


def _is_shut_out(error: BaseException) -> bool:
    """Tell whether the bot may not write where it was asked, or in a thread that is archived."""
    if not isinstance(error, discord.HTTPException):
        return False
    return isinstance(error, discord.Forbidden) or error.code == _ARCHIVED


async def _elsewhere(message: discord.Message, view: ui.LayoutView | None = None) -> None:
    """Answer who asked directly, without what works in the server only; or else by a reaction."""
    said = _SHUT_OUT.format(channel=message.channel.id)
    try:
        await message.author.send(said, allowed_mentions=NOBODY, suppress_embeds=True)
        if view:
            await message.author.send(view=without_buttons(view), allowed_mentions=NOBODY)
    except NOT_SENT:
        try:
            await message.add_reaction(_CANNOT_SPEAK)
        except NOT_SENT as failure:
            log.info("a message could not be answered at all", error=str(failure))


@asynccontextmanager
async def _typing(channel: discord.abc.Messageable) -> AsyncGenerator[None, None]:
    """Show that an answer is on its way; the answer neither waits for that nor depends on it."""
    shown = asyncio.create_task(_type(channel), name="typing")
    try:
        yield
    finally:
        shown.cancel()


async def _type(channel: discord.abc.Messageable) -> None:
    with suppress(*NOT_SENT):
        async with channel.typing():
            await asyncio.Event().wait()


async def _reply_privately(message: discord.Message, sentence: str) -> None:
    """Tell who wrote a sentence; in the channel where they take no direct messages."""
    if message.guild is None:
        await _reply(message, sentence)
        return
    try:
        await message.author.send(sentence, allowed_mentions=NOBODY, suppress_embeds=True)
    except discord.HTTPException:  # they take none from members of this server
        await _reply(message, sentence)


async def _reply(message: discord.Message, answer: str | ui.LayoutView) -> discord.Message:
    reference = message.to_reference(fail_if_not_exists=False)
    if isinstance(answer, str):
        return await message.channel.send(
            answer,
            reference=reference,
            mention_author=False,
            allowed_mentions=NOBODY,
            suppress_embeds=True,
        )
    return await message.channel.send(
        view=answer, reference=reference, mention_author=False, allowed_mentions=NOBODY
    )
