"""The log channel: where a server's changes of the library are told."""

from __future__ import annotations

import discord
import structlog
from discord.ext import commands

from bot.cogs.ui.limits import CONTENT, cut
from bot.cogs.ui.sending import NOBODY, NOT_SENT
from bot.library.guilds import Guilds
from bot.model import GuildId

log = structlog.stdlib.get_logger(__name__)


class Announcer:
    """Tells a guild's log channel, if one is set. That it cannot never fails what it tells of."""

    def __init__(self, client: commands.AutoShardedBot, guilds: Guilds) -> None:
        self._client = client
        self._guilds = guilds

    async def tell(self, interaction: discord.Interaction, what: str) -> None:
        """Tell what the person did: Markdown for the rest of a sentence that begins with them."""
        assert interaction.guild_id, "libraries are changed in servers"
        await self.announce(GuildId(interaction.guild_id), f"{interaction.user.mention} {what}")

    async def announce(self, guild_id: GuildId, what: str) -> None:
        """Tell Markdown that stands for itself."""
        channel_id = await self._guilds.log_channel(guild_id)
        channel = self._client.get_channel(channel_id) if channel_id else None
        if not isinstance(channel, discord.TextChannel) or channel.guild.id != guild_id:
            return
        try:
            await channel.send(cut(what, CONTENT), allowed_mentions=NOBODY, suppress_embeds=True)
        except NOT_SENT as error:
            log.warning("the log channel could not be told", channel=channel_id, error=str(error))
