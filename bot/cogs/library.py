"""``/library``: the group of the moderators' commands, which the features bring along."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from discord import app_commands

from bot.cogs.ui.components import Feature
from bot.cogs.ui.guard import is_moderator


class Library(app_commands.Group):
    """Lets moderators through to the subcommands of features."""

    def __init__(self, features: Iterable[Feature]) -> None:
        super().__init__(
            name="library",
            description="Keep this server's documents.",
            default_permissions=discord.Permissions(manage_messages=True),
            guild_only=True,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        for feature in features:
            for subcommand in feature.subcommands:
                self.add_command(subcommand)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let moderators through.

        Raises :class:`discord.app_commands.MissingPermissions` for anybody else: a server can hand
        out any command to anyone.
        """
        if not is_moderator(interaction):
            raise app_commands.MissingPermissions(["manage_messages"])
        return True
