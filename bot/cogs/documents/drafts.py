"""Drafts: the private preview of a document, and its [Publish], [Edit] and [Cancel]."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import discord
from discord import ui

from bot.cogs.documents.previews import draft_layout
from bot.cogs.ui import custom_ids
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.components import Button, Feature, Form
from bot.cogs.ui.fields import Field, changes, described, description, form
from bot.cogs.ui.guard import guild_of, quickly, require_moderator, user_of
from bot.cogs.ui.sending import button, layout, show
from bot.cogs.ui.wording import announced, called, counted, line, scheduled
from bot.engine.engine import Engine
from bot.ingest.passages import Sample
from bot.library.drafts import Draft
from bot.library.queue import Waiting


class DraftPreviews(Feature):
    """Shows drafts to the moderators who made them, and publishes them."""

    def __init__(self, engine: Engine, announcer: Announcer) -> None:
        self._engine = engine
        self._drafts = engine.library.drafts
        self._queue = engine.watching.queue
        self._announcer = announcer
        self.buttons = [
            Button(custom_ids.PUBLISH, self.publish),
            Button(custom_ids.REPLACE, self.replace),
            Button(custom_ids.EDIT_DRAFT, self.edit),
            Button(custom_ids.CANCEL, self.cancel),
        ]
        self.forms = [Form(custom_ids.DRAFT, self.edited, _form)]

    async def preview(
        self, interaction: discord.Interaction, draft: Draft, *, note: str = ""
    ) -> None:
        """Show a draft where the interaction was acknowledged."""
        source = draft.source
        sample = await asyncio.to_thread(Sample.of, source.text, source.landmarks)
        at = self._engine.clock()
        waiting = await self._queue.find(draft.guild_id, draft.token)
        likeness = await self._engine.versions.of_draft(draft)
        await show(
            interaction,
            draft_layout(draft, sample, at, note=note, waiting=waiting, likeness=likeness),
        )

    async def publish(self, interaction: discord.Interaction, token: str) -> None:
        """Add the draft to the library, for [Publish]."""
        require_moderator(interaction)
        await interaction.response.defer()
        draft = await self.draft(interaction, token)
        waiting = await self._queue.find(draft.guild_id, token)
        document = await self._engine.documents.publish(draft)
        passages = counted(document.passages, "passage")
        at = self._engine.clock()
        done = (
            f"Published as {called(document)}, with {passages}.",
            *map(line, scheduled(document.schedule, at)),
            "-# Ask with `/ask`; its option `document` asks this document only."
            " `/library remove` takes it out again.",
        )
        said = ui.TextDisplay[ui.LayoutView]("\n".join(done))
        await show(interaction, layout(said, *_onward(waiting)))
        await self._announcer.tell(interaction, f"added {announced(document, at)} ({passages}).")

    async def replace(self, interaction: discord.Interaction, token: str, handle: str) -> None:
        """Make the draft the new version of a document, for [Replace as new version]."""
        require_moderator(interaction)
        await interaction.response.defer()
        draft = await self.draft(interaction, token)
        waiting = await self._queue.find(draft.guild_id, token)
        document = await self._engine.documents.publish(draft, custom_ids.handle_in(handle))
        passages = counted(document.passages, "passage")
        before = document.version - 1
        at = self._engine.clock()
        done = (
            f"Published as version {document.version} of {called(document)}, with {passages}.",
            *map(line, scheduled(document.schedule, at)),
            f"-# Version {before} is kept: earlier answers still show it, with the new wording.",
        )
        changes = custom_ids.CHANGES.of(document.handle, before, document.version)
        row = ui.ActionRow[ui.LayoutView](button("What changed", changes))
        said = ui.TextDisplay[ui.LayoutView]("\n".join(done))
        await show(interaction, layout(said, row, *_onward(waiting)))
        what = f"replaced {announced(document, at)} by version {document.version} ({passages})."
        await self._announcer.tell(interaction, what)

    async def edit(self, interaction: discord.Interaction, token: str) -> None:
        """Open the form of [Edit]."""
        require_moderator(interaction)
        async with quickly():
            source = (await self.draft(interaction, token)).source
        fields = description(source.title, source.publisher, source.date, source.url)
        await interaction.response.send_modal(_edit(token, *fields))

    async def edited(
        self, interaction: discord.Interaction, typed: dict[str, str], token: str
    ) -> None:
        """Show the draft with what was typed."""
        require_moderator(interaction)
        await interaction.response.defer()
        given = changes(typed)
        draft = await self.draft(interaction, token)
        source = replace(
            draft.source,
            title=given.title or draft.source.title,
            publisher=given.publisher or "",
            date=given.date or "",
            url=given.url or "",
        )
        draft = await self._drafts.edit(draft, source)
        await self.preview(interaction, draft)

    async def cancel(self, interaction: discord.Interaction, token: str) -> None:
        """Forget the draft, for [Cancel] and [Skip]."""
        require_moderator(interaction)
        await interaction.response.defer()
        draft = await self.draft(interaction, token)
        waiting = await self._queue.find(draft.guild_id, token)
        await self._drafts.drop(draft)
        done = "Skipped" if waiting else "Cancelled"
        said = ui.TextDisplay[ui.LayoutView](f"{done}. Nothing was published.")
        await show(interaction, layout(said, *_onward(waiting)))

    async def draft(self, interaction: discord.Interaction, token: str) -> Draft:
        """Return the person's draft; raise :class:`~bot.errors.Expired` if there is none."""
        return await self._drafts.get(guild_of(interaction), user_of(interaction), token)


def _edit(token: str, *fields: Field) -> ui.Modal:
    return form("Edit the draft", custom_ids.DRAFT.of(token), *fields)


def _form(typed: Mapping[str, str], token: str) -> ui.Modal:
    return _edit(token, *described(typed))


def _onward(waiting: Waiting | None) -> list[ui.ActionRow[ui.LayoutView]]:
    """Return the button that leads to the rest of the queue, if the draft was of it."""
    if not waiting or not waiting.others:
        return []
    label = f"Review the next of {waiting.others}" if waiting.others > 1 else "Review the last"
    return [ui.ActionRow(button(label, custom_ids.REVIEW.of()))]
