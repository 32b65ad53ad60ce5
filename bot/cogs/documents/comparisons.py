"""*What changed*: the command and the buttons that compare versions, and drafts with documents."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands

from bot.cogs.documents.differences import changes_shown
from bot.cogs.ui import custom_ids
from bot.cogs.ui.choices import DocumentFeature, chosen
from bot.cogs.ui.components import Button, command
from bot.cogs.ui.guard import guild_of, require_moderator, user_of
from bot.cogs.ui.phrases import sameness
from bot.cogs.ui.sending import NOBODY, say, show, think
from bot.cogs.ui.wording import called, counted
from bot.compare.diff import Diff
from bot.compare.places import places
from bot.engine.engine import Engine
from bot.model import Handle

_FILE_BYTES = 8_000_000
"""The most that is attached; Discord takes ten million bytes."""


class Comparisons(DocumentFeature):
    """Shows moderators what changed."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine.library.catalogue)
        self._drafts = engine.library.drafts
        self._versions = engine.versions
        self.subcommands = [
            command(
                self.changes,
                "Show what changed between two versions of a document.",
                self.offer_all,
            )
        ]
        self.buttons = [
            Button(custom_ids.CHANGES, self.pressed),
            Button(custom_ids.DRAFT_CHANGES, self.draft),
        ]

    @app_commands.describe(
        document="The document.",
        old="The number of the earlier version; the one before the later.",
        new="The number of the later version; the current one.",
    )
    async def changes(
        self,
        interaction: discord.Interaction,
        document: str,
        old: app_commands.Range[int, 1, 9999] | None = None,
        new: app_commands.Range[int, 1, 9999] | None = None,
    ) -> None:
        """Show what changed between two versions; the last two unless others are asked for."""
        await think(interaction)
        found = await chosen(self._catalogue, guild_of(interaction), document, closed=True)
        later = new or found.version
        await self._between(interaction, found.handle, old or later - 1, later)

    async def pressed(
        self, interaction: discord.Interaction, handle: str, old: str, new: str
    ) -> None:
        """Show what changed between the versions of a button."""
        require_moderator(interaction)
        await think(interaction)
        await self._between(interaction, custom_ids.handle_in(handle), int(old), int(new))

    async def draft(self, interaction: discord.Interaction, token: str, handle: str) -> None:
        """Show what a draft would change in a document."""
        require_moderator(interaction)
        await think(interaction)
        guild_id = guild_of(interaction)
        draft = await self._drafts.get(guild_id, user_of(interaction), token)
        found = custom_ids.handle_in(handle)
        document = await self._catalogue.document(guild_id, found, closed=True)
        diff = await self._versions.changes(guild_id, document, draft.source)
        await _show(interaction, f"What the draft changes in {called(document)}", diff)

    async def _between(
        self, interaction: discord.Interaction, handle: Handle, old: int, new: int
    ) -> None:
        guild_id = guild_of(interaction)
        document = await self._catalogue.document(guild_id, handle, closed=True)
        known = [each.number for each in await self._versions.list(guild_id, handle, closed=True)]
        if len(known) == 1:
            await say(interaction, f"There is only one version of {called(document)}.")
        elif missing := {old, new}.difference(known):
            absent = f"There is no version {min(missing)} of {called(document)};"
            await say(interaction, f"{absent} there are {known[0]} to {known[-1]}.")
        else:
            diff = await self._versions.between(guild_id, handle, old, new, closed=True)
            head = f"What changed in {called(document)}, from version {old} to version {new}"
            await _show(interaction, head, diff)


async def _show(interaction: discord.Interaction, what: str, diff: Diff) -> None:
    found = await asyncio.to_thread(places, diff)
    if not found:
        await say(interaction, f"{what}: not a word, at most blanks and line ends.")
        return
    head = f"**{what}:** {counted(len(found), 'place')}, {sameness(diff)}."
    shown = await asyncio.to_thread(changes_shown, head, found)
    await show(interaction, shown.view)
    if shown.file:
        data = io.BytesIO(shown.file[:_FILE_BYTES])
        await interaction.followup.send(
            "All of it, with what was taken away in `[-…-]` and what was added in `{+…+}`:",
            file=discord.File(data, "changes.txt"),
            ephemeral=True,
            allowed_mentions=NOBODY,
        )
