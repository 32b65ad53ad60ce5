"""Embargoes and expiry dates: the form on a preview, and ``/library schedule``."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands, ui

from bot.cogs.documents.drafts import DraftPreviews
from bot.cogs.ui import custom_ids
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.choices import DocumentFeature, chosen
from bot.cogs.ui.components import Button, Form, command
from bot.cogs.ui.fields import Field, form
from bot.cogs.ui.guard import guild_of, quickly, require_moderator, user_of
from bot.cogs.ui.sending import say, think
from bot.cogs.ui.wording import announced, called, scheduled
from bot.engine.engine import Engine
from bot.library.curator import Changes, refuse_bundled
from bot.model import Handle, Schedule
from bot.moments import NONE, schedule, stated

MOMENT = 60
"""Characters of a moment as it is typed."""

_ZONE = "Like 2026-12-01 09:30 Europe/Brussels. UTC unless you say a time zone."


class Scheduling(DocumentFeature):
    """Sets from when until when documents can be found."""

    def __init__(self, engine: Engine, drafts: DraftPreviews, announcer: Announcer) -> None:
        super().__init__(engine.library.catalogue)
        self._documents = engine.documents
        self._stored_drafts = engine.library.drafts
        self._clock = engine.clock
        self._drafts = drafts
        self._announcer = announcer
        self.subcommands = [
            command(
                self.schedule,
                "Set a document's embargo and the date when it expires.",
                self.offer_own,
            )
        ]
        self.buttons = [
            Button(custom_ids.SCHEDULE_DRAFT, self.open_draft),
            Button(custom_ids.SCHEDULE, self.open_document),
        ]
        self.forms = [
            Form(custom_ids.DRAFT_SCHEDULE, self.submit_draft, _draft_form),
            Form(custom_ids.DOCUMENT_SCHEDULE, self.submit_document, _document_form),
        ]

    async def open_draft(self, interaction: discord.Interaction, token: str) -> None:
        """Open the form for a draft."""
        require_moderator(interaction)
        async with quickly():
            draft = await self._drafts.draft(interaction, token)
        await interaction.response.send_modal(_draft_form(_stated(draft.schedule), token))

    async def open_document(self, interaction: discord.Interaction, handle: str) -> None:
        """Open the form for a document, for [Embargo and expiry]."""
        require_moderator(interaction)
        found = custom_ids.handle_in(handle)
        refuse_bundled(found)
        async with quickly():
            document = await self._catalogue.document(guild_of(interaction), found, closed=True)
        shown = _document_form(_stated(document.schedule), handle)
        await interaction.response.send_modal(shown)

    async def submit_draft(
        self, interaction: discord.Interaction, typed: dict[str, str], token: str
    ) -> None:
        """Show the draft with what was typed."""
        require_moderator(interaction)
        await interaction.response.defer()
        draft = await self._drafts.draft(interaction, token)
        wanted = _filled(typed)
        draft = await self._stored_drafts.reschedule(draft, wanted)
        await self._drafts.preview(interaction, draft)

    @app_commands.describe(
        document="The document.",
        embargo="Not found before: like 2026-12-01 09:30 Europe/Brussels (else UTC); or none.",
        expires="Not found any more after: like 2027-01-31 (the whole day, UTC); or none.",
    )
    async def schedule(
        self,
        interaction: discord.Interaction,
        document: str,
        embargo: app_commands.Range[str, 1, MOMENT] = "",
        expires: app_commands.Range[str, 1, MOMENT] = "",
    ) -> None:
        """Change a document's schedule, or open the form if nothing was given."""
        guild_id = guild_of(interaction)
        if embargo or expires:
            await think(interaction)
            found = await chosen(self._catalogue, guild_id, document, own=True, closed=True)
            wanted = schedule(embargo, expires, found.schedule)
            await self._change(interaction, found.handle, wanted)
            return
        async with quickly():
            found = await chosen(self._catalogue, guild_id, document, own=True, closed=True)
        shown = _document_form(_stated(found.schedule), str(found.handle))
        await interaction.response.send_modal(shown)

    async def submit_document(
        self, interaction: discord.Interaction, typed: dict[str, str], handle: str
    ) -> None:
        """Change a document's schedule to what was typed."""
        require_moderator(interaction)
        wanted = _filled(typed)
        await think(interaction)
        found = custom_ids.handle_in(handle)
        await self._change(interaction, found, wanted)

    async def _change(
        self, interaction: discord.Interaction, handle: Handle, wanted: Schedule
    ) -> None:
        document = await self._documents.edit(
            guild_of(interaction),
            handle,
            Changes(schedule=wanted),
            user_id=user_of(interaction),
        )
        at = self._clock()
        now = "; ".join(scheduled(wanted, at)) or "no embargo, and no date when it expires"
        await say(interaction, f"Changed {called(document)}: {now}.")
        await self._announcer.tell(
            interaction, f"changed embargo or expiry of {announced(document, at)}."
        )


def _draft_form(typed: Mapping[str, str], token: str) -> ui.Modal:
    custom_id = custom_ids.DRAFT_SCHEDULE.of(token)
    return form("Embargo and expiry", custom_id, *_fields(typed))


def _document_form(typed: Mapping[str, str], handle: str) -> ui.Modal:
    custom_id = custom_ids.DOCUMENT_SCHEDULE.of(handle)
    return form(f"Embargo and expiry of document {handle}", custom_id, *_fields(typed))


def _stated(current: Schedule) -> dict[str, str]:
    """Return a schedule as it is typed."""
    bounds = {"embargo": current.embargo, "expires": current.expires}
    return {name: stated(at) if at else "" for name, at in bounds.items()}


def _fields(typed: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        Field("embargo", "Not found before", hint=_ZONE, value=typed["embargo"], most=MOMENT),
        Field(
            "expires", "Not found any more after", hint=_ZONE, value=typed["expires"], most=MOMENT
        ),
    )


def _filled(typed: dict[str, str]) -> Schedule:
    """Return what a form says: an empty field is none."""
    return schedule(typed["embargo"] or NONE, typed["expires"] or NONE, Schedule())
