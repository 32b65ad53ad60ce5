"""Which libraries are at work: those of the servers that the bot is in.

Discord names them all when the bot connects, also those that an outage makes unavailable for a
while, and discord.py forgets only those that the bot has left. So nothing has to be stored: the
library of a server that was left rests, and is at work again when the bot is invited back.
"""

from __future__ import annotations

import discord

from bot.model import BUNDLED, TERMINAL, GuildId


def at_home(client: discord.Client) -> frozenset[GuildId]:
    """Return whose libraries are at work; the terminal's always is, and direct messages are."""
    return frozenset({BUNDLED, TERMINAL, *(GuildId(guild.id) for guild in client.guilds)})
