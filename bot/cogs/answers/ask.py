"""``/ask``, and *Find the source* on a message."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.cogs.answers.asking import QUESTION, Asking, how_to
from bot.cogs.ui.choices import choices, chosen
from bot.cogs.ui.components import Feature, command
from bot.cogs.ui.guard import guild_of, quickly
from bot.cogs.ui.messages import text_of
from bot.cogs.ui.sending import say, think
from bot.engine.engine import Engine

_NO_TEXT = "That message has no text that I could look for."


class Ask(Feature):
    """Questions by command."""

    def __init__(self, engine: Engine, asking: Asking) -> None:
        self._catalogue = engine.library.catalogue
        self._asking = asking
        self.commands = [
            command(self.ask, "Ask the library; the answer is quoted word for word.", self.offer)
        ]
        self.menus = [
            app_commands.ContextMenu(
                name="Find the source",
                callback=self.find,
                allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
                allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            )
        ]

    async def offer(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the documents that can be found here."""
        return await choices(self._catalogue, guild_of(interaction), typed)

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
        if not self._asking.asks(question):
            await say(interaction, how_to(interaction.guild))
            return
        self._asking.pace.require(interaction)
        handle = None
        if document:  # before the answer is promised to everybody: a refusal is for one only
            async with quickly():
                handle = (await chosen(self._catalogue, guild_of(interaction), document)).handle
        await think(interaction, private=private)
        await self._asking.respond(interaction, question, handle=handle, private=private)

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look for what a message says, and show it to who wants to know only."""
        text = text_of(message)
        if not text:
            await say(interaction, _NO_TEXT)
            return
        self._asking.pace.require(interaction)
        await think(interaction)
        await self._asking.respond(interaction, text, private=True)
