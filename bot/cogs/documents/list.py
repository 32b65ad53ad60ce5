"""The shelf: listing, showing, editing, removing and restoring documents."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import discord
from discord import ui

from bot.cogs.documents.previews import PAGE, document_layout, list_layout
from bot.cogs.ui import custom_ids
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.choices import chosen
from bot.cogs.ui.components import Button, Form
from bot.cogs.ui.fields import changes, description, form
from bot.cogs.ui.guard import guild_of, quickly, require_moderator, user_of
from bot.cogs.ui.markdown import beginning
from bot.cogs.ui.sending import NOBODY, button, layout, say, show, think
from bot.cogs.ui.wording import announced, called, counted, scheduled
from bot.engine.engine import Engine
from bot.errors import Expired
from bot.model import Document, Handle

_UNDO_SECONDS = 600
_SHOWN_PASSAGES = 3
_SHOWN_LINES = 1500


class Shelf:
    """What moderators do with documents that are in the library."""

    def __init__(self, engine: Engine, announcer: Announcer) -> None:
        self._engine = engine
        self._catalogue = engine.library.catalogue
        self._announcer = announcer

    @property
    def buttons(self) -> list[Button]:
        """Return the buttons to register."""
        return [
            Button(custom_ids.PAGE, self.turn),
            Button(custom_ids.CUT_LINES, self.cut_lines),
            Button(custom_ids.UNDO, self.undo),
        ]

    @property
    def forms(self) -> list[Form]:
        """Return the forms to register."""
        return [Form(custom_ids.DOCUMENT, self.edited)]

    async def documents(self, interaction: discord.Interaction, search: str) -> None:
        """Show the first page of the documents."""
        await think(interaction)
        await self._page(interaction, 0, search)

    async def turn(self, interaction: discord.Interaction, page: str, search: str) -> None:
        """Show another page in place of the one that was shown."""
        require_moderator(interaction)
        await interaction.response.defer()
        await self._page(interaction, int(page), search)

    async def _page(self, interaction: discord.Interaction, page: int, search: str) -> None:
        guild_id = guild_of(interaction)
        total = await self._catalogue.count(guild_id, matching=search, closed=True)
        page = min(page, max(total - 1, 0) // PAGE)
        documents = await self._catalogue.documents(
            guild_id, matching=search, closed=True, offset=page * PAGE, limit=PAGE
        )
        at = self._engine.clock()
        await show(interaction, list_layout(documents, total, page, search, at))

    async def show(self, interaction: discord.Interaction, typed: str) -> None:
        """Show what is known of a document."""
        await think(interaction)
        document = await chosen(self._engine, guild_of(interaction), typed, closed=True)
        passages = await self._catalogue.passages_of(document, _SHOWN_PASSAGES)
        lines = await self._catalogue.cut_lines(document)
        at = self._engine.clock()
        versions = await self._engine.versions.list(
            guild_of(interaction), document.handle, closed=True
        )
        await show(interaction, document_layout(document, passages, len(lines), at, versions))

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

    async def edit(self, interaction: discord.Interaction, typed: str) -> None:
        """Open the form with a document's description."""
        async with quickly():
            document = await chosen(
                self._engine, guild_of(interaction), typed, own=True, closed=True
            )
        fields = description(document.title, document.publisher, document.date, document.url)
        await interaction.response.send_modal(
            form(
                f"Edit document {document.handle}", custom_ids.DOCUMENT.of(document.handle), *fields
            )
        )

    async def edited(
        self, interaction: discord.Interaction, typed: dict[str, str], handle: str
    ) -> None:
        """Change the description."""
        require_moderator(interaction)
        wanted = changes(typed)
        await think(interaction)
        guild_id = guild_of(interaction)
        document = await self._catalogue.document(
            guild_id, custom_ids.handle_in(handle), closed=True
        )
        same = {
            name: None for name, value in wanted.given().items() if value == getattr(document, name)
        }
        wanted = replace(wanted, **same)
        if not wanted.given():
            await say(interaction, f"Nothing was changed in {called(document)}.")
            return
        document = await self._engine.documents.edit(
            guild_id, document.handle, wanted, user_id=user_of(interaction)
        )
        what = ", ".join(_NAMES[name] for name in wanted.given())
        await say(interaction, f"Changed {what} of {called(document)}.")
        await self._tell(interaction, f"changed {what} of", document)

    async def remove(self, interaction: discord.Interaction, typed: str) -> None:
        """Take a document out, with a button to undo it."""
        await think(interaction)
        guild_id = guild_of(interaction)
        document = await chosen(self._engine, guild_id, typed, own=True, closed=True)
        await self._engine.documents.remove(guild_id, document.handle, user_id=user_of(interaction))
        sentence = (
            f"Removed {called(document)}. It is not quoted any more, and my answers that"
            " quote it are edited; `/library restore` brings it back within 30 days."
        )
        at = int(interaction.created_at.timestamp())
        undo = button("Undo", custom_ids.UNDO.of(document.handle, at))
        await show(interaction, layout(ui.TextDisplay(sentence), ui.ActionRow(undo)))
        await self._tell(interaction, "removed", document)

    async def undo(self, interaction: discord.Interaction, handle: str, at: str) -> None:
        """Bring a document back that was removed just now."""
        require_moderator(interaction)
        if interaction.created_at.timestamp() - int(at) > _UNDO_SECONDS:
            message = (
                "Undo works for ten minutes. Within 30 days, /library restore brings the document"
                " back."
            )
            raise Expired(message)
        await interaction.response.defer()
        sentence = await self._restore(interaction, custom_ids.handle_in(handle))
        await show(interaction, layout(ui.TextDisplay(sentence)))

    async def restore(self, interaction: discord.Interaction, typed: str) -> None:
        """Bring a removed document back."""
        await think(interaction)
        document = await chosen(
            self._engine, guild_of(interaction), typed, own=True, removed=True, closed=True
        )
        await say(interaction, await self._restore(interaction, document.handle))

    async def _restore(self, interaction: discord.Interaction, handle: Handle) -> str:
        document = await self._engine.documents.restore(
            guild_of(interaction), handle, user_id=user_of(interaction)
        )
        await self._tell(interaction, "restored", document)
        return _restored(document, self._engine.clock())

    async def _tell(self, interaction: discord.Interaction, did: str, document: Document) -> None:
        named = announced(document, self._engine.clock())
        await self._announcer.tell(interaction, f"{did} {named}.")


_NAMES = {
    "title": "the title",
    "publisher": "the publisher",
    "date": "the day of publication",
    "url": "the source",
}


def _restored(document: Document, at: datetime) -> str:
    now = "It can be quoted again."
    if not document.schedule.is_open(at):
        now = f"It is not quoted now: {'; '.join(scheduled(document.schedule, at))}."
    return f"Restored {called(document)}. {now}"
