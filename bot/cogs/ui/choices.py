"""Choosing a document: what autocomplete offers, and what was chosen or typed."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands, ui

from bot.cogs.ui.components import Feature
from bot.cogs.ui.guard import guild_of, is_moderator
from bot.cogs.ui.limits import CHOICE, CHOICES, cut
from bot.cogs.ui.markdown import plain
from bot.errors import DocumentNotFound, WordedError
from bot.library.catalogue import Catalogue
from bot.library.curator import refuse_bundled
from bot.model import Document, GuildId, Handle

_TYPED = 100
"""Characters of what was typed that are searched for."""


class DocumentFeature(Feature):
    """A feature whose commands take a document, which autocomplete offers to moderators."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def offer_all(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer all documents that can be found here, also closed ones."""
        return await self._offered(interaction, typed)

    async def offer_own(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's own documents."""
        return await self._offered(interaction, typed, own=True)

    async def offer_removed(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the documents that can be restored."""
        return await self._offered(interaction, typed, own=True, removed=True)

    async def offer_erasable(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's own documents, and those that were removed."""
        there = await self._offered(interaction, typed, own=True)
        removed = await self._offered(interaction, typed, own=True, removed=True)
        return [*there, *removed][:CHOICES]

    async def _offered(
        self,
        interaction: discord.Interaction,
        typed: str,
        *,
        own: bool = False,
        removed: bool = False,
    ) -> list[app_commands.Choice[str]]:
        if not is_moderator(interaction):
            return []
        guild_id = guild_of(interaction)
        return await choices(
            self._catalogue, guild_id, typed, own=own, removed=removed, closed=True
        )


def opener(documents: Sequence[Document], custom_id: str) -> list[ui.ActionRow[ui.LayoutView]]:
    """Return a row with a menu that opens one of some documents; none where there are none."""
    if not documents:
        return []
    menu = ui.Select[ui.LayoutView](
        custom_id=custom_id,
        placeholder="Open a document",
        min_values=0,  # taken back, a choice can be made once more
        options=[
            discord.SelectOption(label=_choice(document), value=str(document.handle))
            for document in documents
        ],
    )
    return [ui.ActionRow(menu)]


def _choice(document: Document) -> str:
    return cut(f"{document.handle} · {plain(document.title)}", CHOICE)


async def choices(
    catalogue: Catalogue,
    guild_id: GuildId,
    typed: str,
    *,
    own: bool = False,
    removed: bool = False,
    closed: bool = False,
) -> list[app_commands.Choice[str]]:
    """Return the guild's documents that match what was typed so far.

    Those that are ``closed``, under embargo or expired, are among them for moderators only.
    """
    found = await catalogue.documents(
        guild_id, matching=typed[:_TYPED], own=own, removed=removed, closed=closed, limit=CHOICES
    )
    return [
        app_commands.Choice(name=_choice(document), value=str(document.handle))
        for document in found
    ]


async def chosen(
    catalogue: Catalogue,
    guild_id: GuildId,
    typed: str,
    *,
    own: bool = False,
    removed: bool = False,
    closed: bool = False,
) -> Document:
    """Return the document that was chosen, or whose handle or title was typed.

    Raises :class:`~bot.errors.WordedError` for none, and :class:`~bot.errors.WordedError` for a
    bundled one where the guild's ``own`` are asked for.
    """
    handle = Handle.parse(typed)
    if handle and own:
        refuse_bundled(handle)
    if handle:
        try:
            return await catalogue.document(guild_id, handle, removed=removed, closed=closed)
        except DocumentNotFound:
            if closed:
                await _refuse_other(catalogue, guild_id, handle, removed=not removed)
            raise
    found = await catalogue.documents(
        guild_id, matching=typed[:_TYPED], own=own, removed=removed, closed=closed, limit=2
    )
    if len(found) == 1:
        return found[0]
    several = "Several documents fit" if found else "There is no document"
    message = f"{several} “{cut(plain(typed), _TYPED)}”. Choose one of those that are offered."
    raise WordedError(message)


async def _refuse_other(
    catalogue: Catalogue, guild_id: GuildId, handle: Handle, *, removed: bool
) -> None:
    """Raise :class:`~bot.errors.WordedError` for a document that is there, but removed, or not."""
    try:
        await catalogue.document(guild_id, handle, removed=removed, closed=True)
    except DocumentNotFound:
        return
    message = (
        f"Document {handle} was removed. /library restore brings it back within 30 days."
        if removed
        else f"Document {handle} is not removed, so there is nothing to restore."
    )
    raise WordedError(message)
