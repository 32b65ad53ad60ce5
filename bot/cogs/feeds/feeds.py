"""Watched feeds and what of them waits for review."""

from __future__ import annotations

from collections.abc import Callable

import discord
from discord import app_commands, ui

from bot.cogs.documents.drafts import DraftPreviews
from bot.cogs.feeds.layouts import NOTHING_WAITS, held_line, started_layout, watches_layout
from bot.cogs.ui import custom_ids
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.components import Button, Feature, command
from bot.cogs.ui.guard import guild_of, require_moderator, user_of
from bot.cogs.ui.markdown import named
from bot.cogs.ui.sending import layout, show, think
from bot.cogs.ui.wording import TITLE
from bot.engine.engine import Engine
from bot.fetching.addresses import LONGEST


class Feeds(Feature):
    """What moderators do with feeds and with the review queue."""

    def __init__(
        self, engine: Engine, drafts: DraftPreviews, announcer: Announcer, wake: Callable[[], None]
    ) -> None:
        self._watching = engine.watching
        self._library = engine.library
        self._clock = engine.clock
        self._drafts = drafts
        self._announcer = announcer
        self._wake = wake
        self.subcommands = [
            command(
                self.watch, "Watch a feed or sitemap: what is new in it waits for your review."
            ),
            command(self.watches, "List the feeds that are watched, and stop them."),
            command(self.review, "Look at what waits for review, and publish or skip it."),
        ]
        self.buttons = [
            Button(custom_ids.REVIEW, self.next),
            Button(custom_ids.STOP_WATCH, self.stop),
        ]

    @app_commands.describe(url="The address of an RSS or Atom feed, a sitemap, or a page with one.")
    async def watch(
        self, interaction: discord.Interaction, url: app_commands.Range[str, 1, LONGEST]
    ) -> None:
        """Watch the feed at an address."""
        await think(interaction)
        guild_id = guild_of(interaction)
        started = await self._watching.watch(guild_id, user_of(interaction), url)
        is_told = await self._library.guilds.log_channel(guild_id) is not None
        await show(interaction, started_layout(started, is_told=is_told))
        feed = named(started.watch.title, TITLE)
        self._wake()
        await self._announcer.tell(interaction, f"watches the feed “{feed}” now.")

    async def watches(self, interaction: discord.Interaction) -> None:
        """List what is watched."""
        await think(interaction)
        await self._list(interaction)

    async def stop(self, interaction: discord.Interaction, token: str) -> None:
        """Watch a feed no more, for [Stop], and list the others."""
        require_moderator(interaction)
        await interaction.response.defer()
        watch = await self._watching.stop(
            guild_of(interaction), token, user_id=user_of(interaction)
        )
        feed = named(watch.title, TITLE)
        await self._list(interaction, f"“{feed}” is not watched any more.")
        await self._announcer.tell(interaction, f"stopped watching the feed “{feed}”.")

    async def review(self, interaction: discord.Interaction) -> None:
        """Show the draft that waits longest."""
        await think(interaction)
        await self._review(interaction)

    async def next(self, interaction: discord.Interaction) -> None:
        """Show the next one in place of what was published or skipped."""
        require_moderator(interaction)
        await interaction.response.defer()
        await self._review(interaction)

    async def _review(self, interaction: discord.Interaction) -> None:
        guild_id, user_id = guild_of(interaction), user_of(interaction)
        waiting = await self._watching.queue.take(guild_id, user_id, self._clock())
        if waiting:
            draft = await self._library.drafts.get(guild_id, user_id, waiting.token)
            await self._drafts.preview(interaction, draft)
        else:
            held = await self._watching.queue.held(guild_id, user_id, self._clock())
            await show(interaction, layout(ui.TextDisplay(held_line(held) or NOTHING_WAITS)))

    async def _list(self, interaction: discord.Interaction, note: str = "") -> None:
        guild_id = guild_of(interaction)
        watches = await self._watching.watched(guild_id)
        waiting = await self._watching.queue.count(guild_id)
        await show(interaction, watches_layout(watches, waiting, note))
