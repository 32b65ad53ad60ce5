"""Drafts: the private preview of a document, and its [Publish], [Edit] and [Cancel]."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial

import discord
import structlog
from discord import ui
from discord.ext import commands

from bot.cogs.documents.previews import draft_layout
from bot.cogs.ui import custom_ids
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.components import Button, Feature, Form
from bot.cogs.ui.failures import sentence
from bot.cogs.ui.fields import Field, changes, described, description, form
from bot.cogs.ui.guard import guild_of, quickly, require_moderator, user_of
from bot.cogs.ui.progress import LongWork, Work
from bot.cogs.ui.sending import NOBODY, NOT_SENT, ORIGINAL, button, layout, show
from bot.cogs.ui.wording import announced, called, counted, line, scheduled
from bot.engine.engine import Engine
from bot.errors import DraftGone, NotStored, WordedError
from bot.ingest.passages import Sample
from bot.library.drafts import Draft
from bot.library.promises import Unfinished
from bot.library.queue import Waiting
from bot.model import Document, Handle

_RESUMED_WITHIN = 5.0
"""Seconds to show one draft again at the start."""

_NOT_PUBLISHED = "I was restarted before this was published. Nothing was stored yet."
_PUBLISHED_BEFORE = (
    "I was restarted when this had been published. `/library list` has it at the top, unless"
    " something was added since."
)

log = structlog.stdlib.get_logger(__name__)


class DraftPreviews(Feature):
    """Shows drafts to the moderators who made them, and publishes them."""

    def __init__(self, engine: Engine, announcer: Announcer, long_work: LongWork) -> None:
        self._engine = engine
        self._drafts = engine.library.drafts
        self._queue = engine.watching.queue
        self._announcer = announcer
        self._promises = engine.library.promises
        self._long_work = long_work
        self._under_way: set[str] = set()
        self.buttons = [
            Button(custom_ids.PUBLISH, self.publish),
            Button(custom_ids.REPLACE, self.replace),
            Button(custom_ids.EDIT_DRAFT, self.edit),
            Button(custom_ids.CANCEL, self.cancel),
            Button(custom_ids.STOP_PUBLISHING, self.stop),
        ]
        self.forms = [Form(custom_ids.DRAFT, self.edited, _form)]

    async def preview(
        self,
        interaction: discord.Interaction,
        draft: Draft,
        *,
        note: str = "",
        beside: bool = False,
    ) -> None:
        """Show a draft where the interaction was acknowledged, or ``beside`` what stands there."""
        view = await self._shown(draft, note)
        if beside:
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)
        else:
            await show(interaction, view)

    async def resume(self, client: commands.AutoShardedBot) -> None:
        """Show drafts again that a killed process was publishing, before anybody can press."""
        for unfinished in await self._promises.unfinished(client.application_id or 0):
            try:
                async with asyncio.timeout(_RESUMED_WITHIN):
                    view = await self._resumed(unfinished)
                    webhook = discord.Webhook.partial(
                        client.application_id or 0, unfinished.token, client=client
                    )
                    await webhook.edit_message(ORIGINAL, view=view, allowed_mentions=NOBODY)
            except NOT_SENT as error:
                log.info("a draft could not be shown again", error=type(error).__name__)
            await self._forget(unfinished.token)

    async def _resumed(self, unfinished: Unfinished) -> ui.LayoutView:
        try:
            draft = await self._drafts.get(
                unfinished.guild_id, unfinished.user_id, unfinished.draft
            )
        except DraftGone:
            return layout(ui.TextDisplay(_PUBLISHED_BEFORE))
        return await self._shown(draft, _NOT_PUBLISHED)

    async def _shown(self, draft: Draft, note: str) -> ui.LayoutView:
        source = draft.source
        sample = await asyncio.to_thread(Sample.of, source.text, source.landmarks)
        at = self._engine.clock()
        waiting = await self._waiting(draft)
        likeness = await self._engine.versions.of_draft(draft)
        return draft_layout(draft, sample, at, note=note, waiting=waiting, likeness=likeness)

    async def _note(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Note that a draft is being published, for the start after a kill."""
        unfinished = Unfinished(interaction.token, draft.guild_id, draft.user_id, draft.token)
        with suppress(NotStored):  # then nothing can be published either
            await self._promises.publishing(interaction.application_id, unfinished)

    async def _forget(self, token: str) -> None:
        with suppress(NotStored):
            await self._promises.published(token)

    async def publish(self, interaction: discord.Interaction, token: str) -> None:
        """Add the draft to the library, for [Publish]."""
        published = await self._published(interaction, token)
        if not published:
            return
        document, waiting = published
        passages = counted(document.passages, "passage")
        at = self._engine.clock()
        done = (
            f"Published as {called(document)}, with {passages}.",
            *map(line, scheduled(document.schedule, at)),
            "-# Ask with `/ask`; its option `document` asks this document only.",
        )
        undo = custom_ids.UNDO_ADDING.of(document.handle, _pressed_at(interaction))
        row = ui.ActionRow[ui.LayoutView](button("Undo", undo))
        said = ui.TextDisplay[ui.LayoutView]("\n".join(done))
        what = f"added {announced(document, at)} ({passages})."
        await self._tell(interaction, layout(said, row, *_onward(waiting)), what)

    async def replace(
        self, interaction: discord.Interaction, token: str, handle: str, version: str
    ) -> None:
        """Make the draft the new version of a document, for [Replace as new version]."""
        published = await self._published(
            interaction, token, custom_ids.handle_in(handle), int(version)
        )
        if not published:
            return
        document, waiting = published
        passages = counted(document.passages, "passage")
        before = document.version - 1
        at = self._engine.clock()
        done = (
            f"Published as version {document.version} of {called(document)}, with {passages}.",
            *map(line, scheduled(document.schedule, at)),
            f"-# Version {before} is kept: earlier answers still show it, with the new wording.",
        )
        changes = custom_ids.CHANGES.of(document.handle, before, document.version)
        undo = custom_ids.UNDO_REPLACING.of(
            document.handle, document.version, _pressed_at(interaction)
        )
        row = ui.ActionRow[ui.LayoutView](button("What changed", changes), button("Undo", undo))
        said = ui.TextDisplay[ui.LayoutView]("\n".join(done))
        what = f"replaced {announced(document, at)} by version {document.version} ({passages})."
        await self._tell(interaction, layout(said, row, *_onward(waiting)), what)

    async def _published(
        self,
        interaction: discord.Interaction,
        token: str,
        replacing: Handle | None = None,
        expected: int | None = None,
    ) -> tuple[Document, Waiting | None] | None:
        """Publish a draft; return its document, and what it was in the queue.

        ``None``: it was not published, and is shown again with the reason.
        """
        require_moderator(interaction)
        async with quickly():
            draft = await self.draft(interaction, token)
            waiting = await self._waiting(draft)
        if token in self._under_way:
            message = "This draft is being published already."
            raise WordedError(message)

        async def do(work: Work) -> Document:
            return await self._engine.documents.publish(
                draft, replacing, expected=expected, begin=work.store, report=work.report
            )

        self._under_way.add(token)
        try:
            await interaction.response.defer()
            await self._note(interaction, draft)
            name, stop = draft.source.title, partial(_stop, token)
            document = await self._long_work.publish(interaction, name, do, stop)
        except DraftGone as error:
            await show(interaction, layout(ui.TextDisplay(sentence(error))))
        except Exception as error:  # noqa: BLE001 (told or logged; the buttons have to come back)
            await self.preview(interaction, draft, note=f"⚠️ {sentence(error)}")
        else:
            if document:
                return document, waiting
            await self.preview(interaction, draft, note="Cancelled. Nothing was published.")
        finally:
            self._under_way.discard(token)
        await self._forget(interaction.token)
        return None

    async def _tell(self, interaction: discord.Interaction, view: ui.LayoutView, what: str) -> None:
        """Show what was done, and tell it in the log channel, also if nobody sees the reply."""
        try:
            await show(interaction, view)
        finally:
            await self._forget(interaction.token)
            await self._announcer.tell(interaction, what)

    async def _waiting(self, draft: Draft) -> Waiting | None:
        at = self._engine.clock()
        return await self._queue.find(draft.guild_id, draft.user_id, draft.token, at)

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
        if token in self._under_way:
            message = "This draft is being published already."
            raise WordedError(message)
        waiting = await self._waiting(draft)
        await self._drafts.drop(draft)
        done = "Skipped" if waiting else "Cancelled"
        said = ui.TextDisplay[ui.LayoutView](f"{done}. Nothing was published.")
        await show(interaction, layout(said, *_onward(waiting)))

    async def stop(self, interaction: discord.Interaction, work: str, token: str) -> None:
        """Cancel publishing, for [Cancel]; of an earlier start, show what has become of it."""
        if self._long_work.is_of_now(work):
            await self._long_work.stop(interaction, work)
            return
        require_moderator(interaction)
        await interaction.response.defer()
        await self.preview(interaction, await self.draft(interaction, token), note=_NOT_PUBLISHED)

    async def draft(self, interaction: discord.Interaction, token: str) -> Draft:
        """Return the person's draft; raise :class:`~bot.errors.Expired` if there is none."""
        return await self._drafts.get(guild_of(interaction), user_of(interaction), token)


def _stop(draft: str, work: str) -> str:
    return custom_ids.STOP_PUBLISHING.of(work, draft)


def _pressed_at(interaction: discord.Interaction) -> int:
    return int(interaction.created_at.timestamp())


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
