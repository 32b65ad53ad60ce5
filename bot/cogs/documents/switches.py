"""What a server has set for its library: the bundled documents, and the log channel."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands

from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.components import Feature, command
from bot.cogs.ui.guard import guild_of, may_speak, user_of
from bot.cogs.ui.sending import say, think
from bot.cogs.ui.wording import line
from bot.engine.engine import Engine
from bot.errors import WordedError


class Switches(Feature):
    """Lets moderators set them."""

    def __init__(self, engine: Engine, announcer: Announcer) -> None:
        self._guilds = engine.library.guilds
        self._announcer = announcer
        self.subcommands = [
            command(self.bundled, "Search the bundled documents in this server, or not."),
            command(self.log, "Show or choose the channel in which changes are told."),
        ]

    @app_commands.describe(state="on: search them; off: leave them out.")
    async def bundled(self, interaction: discord.Interaction, state: Literal["on", "off"]) -> None:
        """Switch the bundled documents on or off."""
        await think(interaction)
        shown = state == "on"
        changed = await self._guilds.show_bundled(
            guild_of(interaction), shown=shown, user_id=user_of(interaction)
        )
        if not changed:
            already = "searched" if shown else "left out"
            await say(interaction, f"The bundled documents are {already} in this server already.")
            return
        now = (
            "searched in this server now."
            if shown
            else "left out in this server now, and my answers that quote them are edited."
        )
        await say(interaction, f"The bundled documents are {now}")
        await self._announcer.tell(interaction, f"switched the bundled documents {state}.")

    @app_commands.describe(
        channel="The channel. Leave it out to see which one it is.",
        state="off: tell changes nowhere any more.",
    )
    async def log(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        state: Literal["off"] | None = None,
    ) -> None:
        """Show, set or unset the log channel."""
        if channel and state:
            message = "That is a channel and “off”. Give only one of them."
            raise WordedError(message)
        if channel and not may_speak(channel.permissions_for(channel.guild.me), channel):
            message = f"I may not send messages in #{channel.name}. Let me, or choose another."
            raise WordedError(message)
        await think(interaction)
        if not channel and not state:
            now = await self._announcer.state(guild_of(interaction))
            how = line("The option `channel` chooses one; `state` tells changes nowhere.")
            await say(interaction, f"{now}\n{how}")
            return
        await self._guilds.set_log_channel(
            guild_of(interaction), channel.id if channel else None, user_id=user_of(interaction)
        )
        if channel:
            await say(interaction, f"Changes of the library are told in {channel.mention} now.")
            await self._announcer.tell(interaction, "chose this channel to tell changes in.")
        else:
            await say(interaction, "Changes of the library are not told in a channel any more.")
