"""Who asks, from where, and whether they may; how long anybody may be kept waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from bot.cogs.ui.failures import MODERATORS_ONLY
from bot.cogs.ui.sending import say
from bot.errors import WordedError
from bot.model import BUNDLED, GuildId, UserId

QUESTIONS, SECONDS = 5, 20.0
"""Questions that a member may ask in this time."""

RESTARTING = "I am being restarted just now. Try again in a minute."

_QUICK = 1.5
"""Seconds for what has to be read before a form opens; Discord waits three for its opening."""


def guild_of(interaction: discord.Interaction) -> GuildId:
    """Return whose library is meant; in direct messages there are only the bundled documents."""
    return GuildId(interaction.guild_id) if interaction.guild_id else BUNDLED


def user_of(interaction: discord.Interaction) -> UserId:
    """Return who pressed, typed or asked."""
    return UserId(interaction.user.id)


def is_moderator(interaction: discord.Interaction) -> bool:
    """Tell whether the person may manage messages in the whole server.

    The library is the server's, so what a channel gives or takes does not count.
    """
    return manages_messages(interaction.user)


def manages_messages(person: discord.User | discord.Member) -> bool:
    """Tell whether somebody's roles let them manage messages in the whole server."""
    return isinstance(person, discord.Member) and person.guild_permissions.manage_messages


def require_moderator(interaction: discord.Interaction) -> None:
    """Raise :class:`~bot.errors.WordedError` for anybody else.

    Discord hides moderators' commands from others, but a server can hand out any command to anyone,
    and a button shows to all who see its message.
    """
    if not is_moderator(interaction):
        raise WordedError(MODERATORS_ONLY)


def may_speak(permissions: discord.Permissions, channel: object) -> bool:
    """Tell whether somebody with these permissions may send messages in the channel."""
    if isinstance(channel, discord.Thread):
        return permissions.view_channel and permissions.send_messages_in_threads
    return permissions.view_channel and permissions.send_messages


@asynccontextmanager
async def quickly() -> AsyncGenerator[None, None]:
    """Give up on what takes too long to open a form with, which must be the first response."""
    try:
        async with asyncio.timeout(_QUICK):
            yield
    except TimeoutError as error:
        message = "The library is busy just now. Try again in a moment."
        raise WordedError(message) from error


class Door:
    """Where interactions come in; shut when the bot is told to stop.

    What is under way is then answered before the connection closes. What only arrives in those
    seconds might be cut off in the middle, so it is turned away at once, with a sentence.
    """

    def __init__(self) -> None:
        self.shut = False

    async def admits(self, interaction: discord.Interaction) -> bool:
        """Let an interaction in, or tell the person to come back."""
        if self.shut and interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        elif self.shut:
            await say(interaction, RESTARTING)
        return not self.shut


class Pace:
    """Holds back who asks too fast."""

    def __init__(self, times: int = QUESTIONS, seconds: float = SECONDS) -> None:
        self._times, self._seconds = times, seconds
        self._buckets: commands.CooldownMapping[Any] = commands.CooldownMapping.from_cooldown(
            times, seconds, tuple
        )

    def wait(self, guild_id: GuildId, user_id: UserId, at: datetime) -> float:
        """Count one question; return the seconds to wait if it is one too many, else 0."""
        return self._buckets.update_rate_limit((guild_id, user_id), at.timestamp()) or 0.0

    def sentence(self, seconds: float) -> str:
        """Say how long to wait."""
        return (
            f"That was more than {self._times} questions in {self._seconds:.0f} seconds. Ask again"
            f" in {max(round(seconds), 1)} s."
        )

    def require(self, interaction: discord.Interaction) -> None:
        """Raise :class:`~bot.errors.WordedError` for one question too many of a member."""
        if is_moderator(interaction):
            return
        at = interaction.created_at
        if seconds := self.wait(guild_of(interaction), user_of(interaction), at):
            raise WordedError(self.sentence(seconds))
