"""Changing what is in the library: descriptions, removing and restoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import discord
from discord import app_commands, ui

from bot.cogs.ui import custom_ids
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.choices import DocumentFeature, chosen
from bot.cogs.ui.components import Button, Form, command
from bot.cogs.ui.fields import Field, changes, described, description, form
from bot.cogs.ui.guard import guild_of, quickly, require_moderator, user_of
from bot.cogs.ui.sending import button, layout, say, show, think
from bot.cogs.ui.wording import announced, called, scheduled
from bot.engine.engine import Engine
from bot.errors import NotShrunk, WordedError
from bot.library.curator import refuse_bundled
from bot.model import Document, GuildId, Handle

_UNDO_SECONDS = 600
_BRINGS_BACK = "`/library restore` brings it back within 30 days."


class Editing(DocumentFeature):
    """Changes, removes and restores documents for moderators."""

    def __init__(self, engine: Engine, announcer: Announcer) -> None:
        super().__init__(engine.library.catalogue)
        self._documents = engine.documents
        self._clock = engine.clock
        self._announcer = announcer
        self.subcommands = [
            command(
                self.edit, "Change a document's title, publisher, date or source.", self.offer_own
            ),
            command(
                self.remove, "Take a document out; it can be restored for 30 days.", self.offer_own
            ),
            command(self.restore, "Bring a removed document back.", self.offer_removed),
            command(
                self.erase,
                "Delete a document at once and for good, with all of its versions and files.",
                self.offer_erasable,
            ),
        ]
        self.buttons = [
            Button(custom_ids.EDIT, self.open),
            Button(custom_ids.TAKE_OUT, self.take_out),
            Button(custom_ids.UNDO, self.undo),
            Button(custom_ids.ERASE, self.erased),
            Button(custom_ids.UNDO_ADDING, self.undo_adding),
            Button(custom_ids.UNDO_REPLACING, self.undo_replacing),
        ]
        self.forms = [Form(custom_ids.DOCUMENT, self.edited, _form)]

    @app_commands.describe(document="The document.")
    async def edit(self, interaction: discord.Interaction, document: str) -> None:
        """Open the form with a document's description."""
        async with quickly():
            found = await chosen(
                self._catalogue, guild_of(interaction), document, own=True, closed=True
            )
        await interaction.response.send_modal(_edit_form(found))

    async def open(self, interaction: discord.Interaction, handle: str) -> None:
        """Open the form with a document's description, for [Edit]."""
        require_moderator(interaction)
        found = custom_ids.handle_in(handle)
        refuse_bundled(found)
        async with quickly():
            document = await self._catalogue.document(guild_of(interaction), found, closed=True)
        await interaction.response.send_modal(_edit_form(document))

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
        document = await self._documents.edit(
            guild_id, document.handle, wanted, user_id=user_of(interaction)
        )
        what = ", ".join(_NAMES[name] for name in wanted.given())
        await say(interaction, f"Changed {what} of {called(document)}.")
        await self._tell(interaction, f"changed {what} of", document)

    @app_commands.describe(document="The document.")
    async def remove(self, interaction: discord.Interaction, document: str) -> None:
        """Take a document out, with a button to undo it."""
        await think(interaction)
        found = await chosen(
            self._catalogue, guild_of(interaction), document, own=True, closed=True
        )
        await self._remove(interaction, found.handle)

    async def take_out(self, interaction: discord.Interaction, handle: str) -> None:
        """Take a document out, for [Remove], with a button to undo it."""
        require_moderator(interaction)
        await think(interaction)
        await self._remove(interaction, custom_ids.handle_in(handle))

    async def _remove(self, interaction: discord.Interaction, handle: Handle) -> None:
        found = await self._documents.remove(
            guild_of(interaction), handle, user_id=user_of(interaction)
        )
        sentence = (
            f"Removed {called(found)}. It is not quoted any more, and my answers that"
            " quote it are edited; `/library restore` brings it back within 30 days."
        )
        at = int(interaction.created_at.timestamp())
        undo = button("Undo", custom_ids.UNDO.of(found.handle, at))
        await show(interaction, layout(ui.TextDisplay(sentence), ui.ActionRow(undo)))
        await self._tell(interaction, "removed", found)

    async def undo(self, interaction: discord.Interaction, handle: str, at: str) -> None:
        """Bring a document back that was removed just now."""
        require_moderator(interaction)
        _refuse_late(interaction, at, "Within 30 days, /library restore brings the document back.")
        await interaction.response.defer()
        document = await self._restore(interaction, custom_ids.handle_in(handle))
        await show(interaction, layout(ui.TextDisplay(_restored(document, self._clock()))))
        await self._tell(interaction, "restored", document)

    async def undo_adding(self, interaction: discord.Interaction, handle: str, at: str) -> None:
        """Take out a document that was published just now."""
        require_moderator(interaction)
        _refuse_late(interaction, at, "Use /library remove to take the document out.")
        await interaction.response.defer()
        document = await self._documents.remove(
            guild_of(interaction), custom_ids.handle_in(handle), user_id=user_of(interaction)
        )
        said = f"Undone: {called(document)} was taken out again. {_BRINGS_BACK}"
        await show(interaction, layout(ui.TextDisplay(said)))
        await self._tell(interaction, "took back", document)

    async def undo_replacing(
        self, interaction: discord.Interaction, handle: str, version: str, at: str
    ) -> None:
        """Bring the text back that was replaced just now."""
        require_moderator(interaction)
        _refuse_late(interaction, at, "Use /library replace to add the earlier text again.")
        await interaction.response.defer()
        document = await self._documents.take_back(
            guild_of(interaction),
            custom_ids.handle_in(handle),
            int(version),
            user_id=user_of(interaction),
        )
        said = (
            f"Undone: {called(document)} has its earlier text and description again, as version"
            f" {document.version}."
        )
        await show(interaction, layout(ui.TextDisplay(said)))
        await self._tell(interaction, f"took back version {version} of", document)

    @app_commands.describe(document="The removed document.")
    async def restore(self, interaction: discord.Interaction, document: str) -> None:
        """Bring a removed document back."""
        await think(interaction)
        found = await chosen(
            self._catalogue, guild_of(interaction), document, own=True, removed=True, closed=True
        )
        restored = await self._restore(interaction, found.handle)
        await say(interaction, _restored(restored, self._clock()))
        await self._tell(interaction, "restored", restored)

    @app_commands.describe(document="The document; it may be a removed one.")
    async def erase(self, interaction: discord.Interaction, document: str) -> None:
        """Say what would be deleted, with a button that does it."""
        await think(interaction)
        found = await self._erasable(guild_of(interaction), document)
        sentence = (
            f"Delete {called(found)} for good? Its file, its text and all versions of both are"
            " deleted at once, my answers that quote it are edited, and nobody can bring it back."
        )
        erase = button(
            "Delete for good", custom_ids.ERASE.of(found.handle), discord.ButtonStyle.danger
        )
        await show(interaction, layout(ui.TextDisplay(sentence), ui.ActionRow(erase)))

    async def erased(self, interaction: discord.Interaction, handle: str) -> None:
        """Delete a document for good."""
        require_moderator(interaction)
        await interaction.response.defer()
        found = custom_ids.handle_in(handle)
        said = f"Document {found} was deleted for good."
        try:
            await self._documents.erase(guild_of(interaction), found, user_id=user_of(interaction))
        except NotShrunk:
            said += (
                " But the library's file could not be rewritten without it, so traces may be left"
                " in it. Ask the operator to make room; the next deletion tries again."
            )
        await show(interaction, layout(ui.TextDisplay(said)))
        await self._announcer.tell(interaction, f"deleted document {found} for good.")

    async def _erasable(self, guild_id: GuildId, typed: str) -> Document:
        """Return the document that was chosen, removed or not."""
        try:
            return await chosen(self._catalogue, guild_id, typed, own=True, closed=True)
        except WordedError:
            return await chosen(
                self._catalogue, guild_id, typed, own=True, removed=True, closed=True
            )

    async def _restore(self, interaction: discord.Interaction, handle: Handle) -> Document:
        return await self._documents.restore(
            guild_of(interaction), handle, user_id=user_of(interaction)
        )

    async def _tell(self, interaction: discord.Interaction, did: str, document: Document) -> None:
        named = announced(document, self._clock())
        await self._announcer.tell(interaction, f"{did} {named}.")


def _refuse_late(interaction: discord.Interaction, at: str, instead: str) -> None:
    """Raise :class:`~bot.errors.WordedError` when it is too late to undo what was done then."""
    if interaction.created_at.timestamp() - int(at) > _UNDO_SECONDS:
        message = f"Undo works for ten minutes. {instead}"
        raise WordedError(message)


def _edit_form(document: Document) -> ui.Modal:
    fields = description(document.title, document.publisher, document.date, document.url)
    return _edit(str(document.handle), *fields)


def _edit(handle: str, *fields: Field) -> ui.Modal:
    return form(f"Edit document {handle}", custom_ids.DOCUMENT.of(handle), *fields)


def _form(typed: Mapping[str, str], handle: str) -> ui.Modal:
    return _edit(handle, *described(typed))


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
