"""“Verbatim is thinking …” is ended by the next start where the process was killed meanwhile.

Each such promise is noted while it is made, and forgotten when it is kept; many at once are noted
in one write, and none waits for it. What was answered before it could be forgotten is left alone:
the message itself says whether it is still thinking.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import discord
import structlog
from discord.ext import commands

from bot.cogs.ui.sending import NOBODY, NOT_SENT, ORIGINAL
from bot.errors import NotStored
from bot.library.promises import Promises

RESTARTED = "I was restarted before this was done. Try again."

log = structlog.stdlib.get_logger(__name__)


class PromisedAnswers(commands.Cog):
    """Notes promises, and ends those of an earlier start."""

    def __init__(self, client: commands.AutoShardedBot, promises: Promises) -> None:
        self._client = client
        self._promises = promises
        self._made: set[str] = set()
        self._kept: set[str] = set()
        self._noting = asyncio.Lock()
        self._ending: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin to end what an earlier start has left; later ones are not among them."""
        left = await self._promises.left(self._application_id)
        if left:
            self._ending = asyncio.create_task(self._end(left), name="promises")

    async def cog_unload(self) -> None:
        """Stop."""
        if self._ending:
            self._ending.cancel()
            await asyncio.gather(self._ending, return_exceptions=True)

    @commands.Cog.listener()
    async def on_thinking(self, interaction: discord.Interaction) -> None:
        """Note a promise."""
        self._made.add(interaction.token)
        await self._note()

    @commands.Cog.listener()
    async def on_answered(self, interaction: discord.Interaction) -> None:
        """Forget a promise, if there was one."""
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            self._kept.add(interaction.token)
            await self._note()

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction, _command: object
    ) -> None:
        """Forget the promise of a command, if there was one."""
        await self.on_answered(interaction)

    @property
    def _application_id(self) -> int:
        return self._client.application_id or 0

    async def _note(self) -> None:
        """Write down what there is by now; who comes meanwhile waits for the next write."""
        async with self._noting:
            made, kept = self._made - self._kept, self._kept - self._made
            if not made and not kept:
                self._made, self._kept = set(), set()
                return
            self._made, self._kept = set(), set()
            try:
                await self._promises.note(self._application_id, made, kept)
            except NotStored as error:
                log.warning("promises could not be noted", why=error.trouble)

    async def _end(self, left: Iterable[str]) -> None:
        for token in left:
            webhook = discord.Webhook.partial(self._application_id, token, client=self._client)
            try:
                if (await webhook.fetch_message(ORIGINAL)).flags.loading:
                    await webhook.edit_message(ORIGINAL, content=RESTARTED, allowed_mentions=NOBODY)
            except NOT_SENT as error:
                log.info("a promise of before could not be ended", error=type(error).__name__)
            self._kept.add(token)
        await self._note()
