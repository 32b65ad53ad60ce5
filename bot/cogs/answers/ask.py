"""``/ask``, and *Find the source* on a message."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.answers.asking import QUESTION, Asking
from bot.cogs.ui.choices import choices, chosen
from bot.cogs.ui.guard import guild_of, quickly
from bot.cogs.ui.messages import text_of
from bot.cogs.ui.sending import say, think
from bot.engine.engine import Engine

_NO_TEXT = "That message has no text that I could look for."


class Ask(commands.Cog):
    """Questions by command."""

    def __init__(self, client: commands.AutoShardedBot, engine: Engine, asking: Asking) -> None:
        self._client = client
        self._engine = engine
        self._asking = asking
        self._find = app_commands.allowed_installs(guilds=True, users=False)(
            app_commands.ContextMenu(
                name="Find the source",
                callback=self.find,
                allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            )
        )

    async def cog_load(self) -> None:
        """Register the message command, which discord.py does not do for cogs."""
        self._client.tree.add_command(self._find)

    async def cog_unload(self) -> None:
        """Take the message command away again."""
        self._client.tree.remove_command(self._find.name, type=self._find.type)

    @app_commands.command(description="Ask the library; the answer is quoted word for word.")
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.describe(
        question="What you want to know.",
        document="Ask this document only.",
        private="Show the answer to you only.",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, QUESTION],
        document: str = "",
        private: bool = False,
    ) -> None:
        """Answer a question."""
        self._asking.pace.require(interaction)
        handle = None
        if document:  # before the answer is promised to everybody: a refusal is for one only
            async with quickly():
                handle = (await chosen(self._engine, guild_of(interaction), document)).handle
        await think(interaction, private=private)
        await self._asking.respond(interaction, question, handle=handle, private=private)

    @ask.autocomplete("document")
    async def offer(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the documents that can be found here."""
        return await choices(self._engine, guild_of(interaction), typed)

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look for what a message says, and show it to who wants to know only."""
        text = text_of(message)
        if not text:
            await say(interaction, _NO_TEXT)
            return
        self._asking.pace.require(interaction)
        await think(interaction)
        await self._asking.respond(interaction, text, private=True)
