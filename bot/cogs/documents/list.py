"""The documents of a library: the list, what is known of each, and what was left out of it."""

from __future__ import annotations

import io
from pathlib import PurePath

import discord
from discord import app_commands

from bot.cogs.documents.previews import PAGE, document_layout, list_layout
from bot.cogs.ui import custom_ids
from bot.cogs.ui.choices import DocumentFeature, chosen
from bot.cogs.ui.components import Button, Menu, command
from bot.cogs.ui.guard import guild_of, require_moderator
from bot.cogs.ui.markdown import beginning, named
from bot.cogs.ui.sending import NOBODY, show, think
from bot.cogs.ui.wording import called, counted
from bot.engine.engine import Engine

_SEARCH = 40
"""Characters of a search: it is carried by the buttons that turn the pages."""

_SHOWN_PASSAGES = 3
_SHOWN_LINES = 1500


class DocumentList(DocumentFeature):
    """Shows moderators what is in the library."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine.library.catalogue)
        self._versions = engine.versions
        self._originals = engine.library.originals
        self._clock = engine.clock
        self.subcommands = [
            command(self.list, "List the documents that can be quoted here."),
            command(
                self.show, "Show what is known of a document, and how it begins.", self.offer_all
            ),
        ]
        self.choices = [Menu(custom_ids.OPEN, self.opened)]
        self.buttons = [
            Button(custom_ids.PAGE, self.turn),
            Button(custom_ids.CUT_LINES, self.cut_lines),
            Button(custom_ids.DOWNLOAD, self.download),
        ]

    @app_commands.describe(search="Part of a title or publisher, or a number.")
    async def list(
        self,
        interaction: discord.Interaction,
        search: app_commands.Range[str, 1, _SEARCH] = "",
    ) -> None:
        """Show the first page of the documents."""
        await think(interaction)
        await self._page(interaction, 0, search)

    @app_commands.describe(document="The document.")
    async def show(self, interaction: discord.Interaction, document: str) -> None:
        """Show what is known of a document."""
        await think(interaction)
        await self._open(interaction, document)

    async def opened(self, interaction: discord.Interaction, choice: str) -> None:
        """Show what is known of the document that was chosen in the list."""
        require_moderator(interaction)
        if choice:
            await think(interaction)
            await self._open(interaction, choice)
        else:
            await interaction.response.defer()

    async def _open(self, interaction: discord.Interaction, document: str) -> None:
        guild_id = guild_of(interaction)
        found = await chosen(self._catalogue, guild_id, document, closed=True)
        passages = await self._catalogue.passages_of(found, _SHOWN_PASSAGES)
        lines = await self._catalogue.cut_lines(found)
        versions = await self._versions.list(guild_id, found.handle, closed=True)
        view = document_layout(found, passages, len(lines), self._clock(), versions)
        await show(interaction, view)

    async def turn(self, interaction: discord.Interaction, page: str, search: str) -> None:
        """Show another page in place of the one that was shown."""
        require_moderator(interaction)
        await interaction.response.defer()
        await self._page(interaction, int(page), search)

    async def cut_lines(self, interaction: discord.Interaction, handle: str) -> None:
        """Give the lines that were left out when the document was read."""
        require_moderator(interaction)
        await think(interaction)
        document = await self._catalogue.document(
            guild_of(interaction), custom_ids.handle_in(handle), closed=True
        )
        lines = await self._catalogue.cut_lines(document)
        text = "\n".join(lines)
        count = counted(len(lines), "line")
        await interaction.followup.send(
            f"{count} of document {handle}, left out as navigation:\n"
            + beginning(text, _SHOWN_LINES),
            file=discord.File(io.BytesIO(text.encode()), f"removed-lines-{handle}.txt"),
            ephemeral=True,
            suppress_embeds=True,
            allowed_mentions=NOBODY,
        )

    async def download(self, interaction: discord.Interaction, handle: str) -> None:
        """Give a document's file and its whole text, for [Download]."""
        require_moderator(interaction)
        await think(interaction)
        document = await self._catalogue.document(
            guild_of(interaction), custom_ids.handle_in(handle), closed=True
        )
        name = PurePath(document.filename).name or f"document-{handle}"
        contents = {
            name: await self._originals.original(document),
            f"document-{handle}.txt": (await self._originals.text(document)).encode(),
        }
        most = interaction.filesize_limit
        large = [name for name, data in contents.items() if len(data) > most]
        said = f"The file and the text of {called(document)}:"
        if large:
            said = (
                f"{' and '.join(map(named, large))} of {called(document)}: too large for Discord,"
                f" which takes {most / 1e6:.0f} MB here. `verbatim show` prints the text."
            )
        files = [
            discord.File(io.BytesIO(data), name)
            for name, data in contents.items()
            if name not in large
        ]
        await interaction.followup.send(
            said, files=files, ephemeral=True, suppress_embeds=True, allowed_mentions=NOBODY
        )

    async def _page(self, interaction: discord.Interaction, page: int, search: str) -> None:
        guild_id = guild_of(interaction)
        total = await self._catalogue.count(guild_id, matching=search, closed=True)
        page = min(page, max(total - 1, 0) // PAGE)
        documents = await self._catalogue.documents(
            guild_id, matching=search, closed=True, offset=page * PAGE, limit=PAGE
        )
        await show(interaction, list_layout(documents, total, page, search, self._clock()))
