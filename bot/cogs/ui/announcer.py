"""The log channel: where a server's changes of the library are told."""

from __future__ import annotations

import discord
import structlog
from discord.ext import commands

from bot.cogs.ui.guard import may_speak
from bot.cogs.ui.limits import CONTENT, cut
from bot.cogs.ui.sending import NOBODY, NOT_SENT, say
from bot.library.guilds import Guilds
from bot.model import GuildId

_NOT_TOLD = "This was not told there. `/library log` chooses another channel."

log = structlog.stdlib.get_logger(__name__)


class Announcer:
    """Tells a guild's log channel, if one is set. That it cannot never fails what it tells of."""

    def __init__(self, client: commands.AutoShardedBot, guilds: Guilds) -> None:
        self._client = client
        self._guilds = guilds

    async def tell(self, interaction: discord.Interaction, what: str) -> None:
        """Tell what the person did: Markdown for the rest of a sentence that begins with them.

        Where the log channel cannot be told, the person is told that.
        """
        assert interaction.guild_id, "libraries are changed in servers"
        guild_id = GuildId(interaction.guild_id)
        if await self.announce(guild_id, f"{interaction.user.mention} {what}"):
            return
        try:
            await say(interaction, f"{await self.state(guild_id)} {_NOT_TOLD}")
        except NOT_SENT as error:
            log.warning("that the log channel is broken could not be told", error=str(error))

    async def announce(self, guild_id: GuildId, what: str) -> bool:
        """Tell Markdown that stands for itself; return whether it stands where it should."""
        channel_id = await self._guilds.log_channel(guild_id)
        if not channel_id:
            return True
        channel = self._channel(guild_id, channel_id)
        if not channel:
            log.warning("the log channel is gone", channel=channel_id)
            return False
        try:
            await channel.send(cut(what, CONTENT), allowed_mentions=NOBODY, suppress_embeds=True)
        except NOT_SENT as error:
            log.warning("the log channel could not be told", channel=channel_id, error=str(error))
            return False
        return True

    async def state(self, guild_id: GuildId) -> str:
        """Say in Markdown which log channel is set, and whether it can be told."""
        channel_id = await self._guilds.log_channel(guild_id)
        if not channel_id:
            return "Changes of the library are told in no channel."
        channel = self._channel(guild_id, channel_id)
        if not channel:
            return "The channel in which changes of the library were told is gone."
        if not may_speak(channel.permissions_for(channel.guild.me), channel):
            return (
                f"Changes of the library should be told in {channel.mention}, but I may not send"
                " messages there."
            )
        return f"Changes of the library are told in {channel.mention}."

    def _channel(self, guild_id: GuildId, channel_id: int) -> discord.TextChannel | None:
        channel = self._client.get_channel(channel_id)
        if isinstance(channel, discord.TextChannel) and channel.guild.id == guild_id:
            return channel
        return None
