"""``/library``, and *Add to library* on a message: what moderators do."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.documents.comparisons import Comparisons
from bot.cogs.documents.intake import Intake
from bot.cogs.documents.list import Shelf
from bot.cogs.documents.questions import QuestionList
from bot.cogs.documents.scheduling import MOMENT, Scheduling
from bot.cogs.feeds.feeds import Feeds
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.choices import choices
from bot.cogs.ui.guard import guild_of, is_moderator, may_speak, require_moderator, user_of
from bot.cogs.ui.sending import say, think
from bot.engine.engine import Engine
from bot.errors import NotAllowed, VerbatimError
from bot.fetching.addresses import LONGEST
from bot.library.questions import Kind
from bot.model import Schedule
from bot.moments import schedule

_SEARCH = 40
"""Characters of a search: it is carried by the buttons that turn the pages."""


@app_commands.default_permissions(manage_messages=True)
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Library(
    commands.GroupCog, group_name="library", group_description="Keep this server's documents."
):
    """The moderators' commands."""

    def __init__(
        self,
        client: commands.AutoShardedBot,
        engine: Engine,
        intake: Intake,
        shelf: Shelf,
        comparisons: Comparisons,
        questions: QuestionList,
        scheduling: Scheduling,
        feeds: Feeds,
        announcer: Announcer,
    ) -> None:
        self._client = client
        self._engine = engine
        self._intake = intake
        self._shelf = shelf
        self._comparisons = comparisons
        self._questions = questions
        self._scheduling = scheduling
        self._feeds = feeds
        self._announcer = announcer
        self._menu = app_commands.ContextMenu(name="Add to library", callback=self.add_message)
        self._menu.default_permissions = discord.Permissions(manage_messages=True)
        self._menu.allowed_contexts = app_commands.AppCommandContext(guild=True)
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True)

    async def cog_load(self) -> None:
        """Register the message command, which discord.py does not do for cogs."""
        self._client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message command away again."""
        self._client.tree.remove_command(self._menu.name, type=self._menu.type)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let moderators through."""
        if not is_moderator(interaction):
            raise app_commands.MissingPermissions(["manage_messages"])
        return True

    @app_commands.command(
        description="Add a document: a file, a web address, or a text that you paste."
    )
    @app_commands.describe(
        file="The file. Leave file and url out to paste a text.",
        url="The address of a public web page, PDF or other document.",
        embargo="Not found before: like 2026-12-01 09:30 Europe/Brussels (else UTC).",
        expires="Not found any more after: like 2027-01-31 (the whole day, UTC).",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, LONGEST] = "",
        embargo: app_commands.Range[str, 1, MOMENT] = "",
        expires: app_commands.Range[str, 1, MOMENT] = "",
    ) -> None:
        """Draft a document."""
        wanted = schedule(embargo, expires, Schedule())
        _refuse_both(file, url)
        if url:
            await self._intake.address(interaction, url, wanted)
        elif file:
            await self._intake.file(interaction, file, wanted)
        else:
            await self._intake.paste(interaction, wanted)

    @app_commands.command(description="Add a new version of a document; the old one is kept.")
    @app_commands.describe(
        document="The document.",
        file="The file of the new version.",
        url="Its address. Leave both out to fetch the document's own address again.",
    )
    async def replace(
        self,
        interaction: discord.Interaction,
        document: str,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, LONGEST] = "",
    ) -> None:
        """Draft a new version of a document."""
        _refuse_both(file, url)
        await self._intake.version(interaction, document, file, url)

    @app_commands.command(description="Show what changed between two versions of a document.")
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
        """Compare versions."""
        await self._comparisons.changes(interaction, document, old, new)

    @app_commands.command(name="list", description="List the documents that can be quoted here.")
    @app_commands.describe(search="Part of a title or publisher, or a number.")
    async def list_documents(
        self,
        interaction: discord.Interaction,
        search: app_commands.Range[str, 1, _SEARCH] = "",
    ) -> None:
        """List documents."""
        await self._shelf.documents(interaction, search)

    @app_commands.command(description="Show what is known of a document, and how it begins.")
    @app_commands.describe(document="The document.")
    async def show(self, interaction: discord.Interaction, document: str) -> None:
        """Show a document."""
        await self._shelf.show(interaction, document)

    @app_commands.command(description="Change a document's title, publisher, date or source.")
    @app_commands.describe(document="The document.")
    async def edit(self, interaction: discord.Interaction, document: str) -> None:
        """Edit a document's description."""
        await self._shelf.edit(interaction, document)

    @app_commands.command(description="Set a document's embargo and the date when it expires.")
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
        """Set from when until when a document can be found."""
        await self._scheduling.document(interaction, document, embargo, expires)

    @app_commands.command(description="Take a document out; it can be restored for 30 days.")
    @app_commands.describe(document="The document.")
    async def remove(self, interaction: discord.Interaction, document: str) -> None:
        """Remove a document."""
        await self._shelf.remove(interaction, document)

    @app_commands.command(description="Bring a removed document back.")
    @app_commands.describe(document="The removed document.")
    async def restore(self, interaction: discord.Interaction, document: str) -> None:
        """Restore a document."""
        await self._shelf.restore(interaction, document)

    @app_commands.command(
        description="Watch a feed or sitemap: what is new in it waits for your review."
    )
    @app_commands.describe(url="The address of an RSS or Atom feed, a sitemap, or a page with one.")
    async def watch(
        self, interaction: discord.Interaction, url: app_commands.Range[str, 1, LONGEST]
    ) -> None:
        """Watch a feed."""
        await self._feeds.watch(interaction, url)

    @app_commands.command(description="List the feeds that are watched, and stop them.")
    async def watches(self, interaction: discord.Interaction) -> None:
        """List feeds."""
        await self._feeds.watches(interaction)

    @app_commands.command(description="Look at what waits for review, and publish or skip it.")
    async def review(self, interaction: discord.Interaction) -> None:
        """Review what waits."""
        await self._feeds.review(interaction)

    @app_commands.command(description="List what people asked in vain; who asked is not told.")
    @app_commands.rename(kind="list")
    @app_commands.describe(kind="Which questions.")
    @app_commands.choices(
        kind=[
            app_commands.Choice(name="not answered", value=Kind.UNANSWERED.value),
            app_commands.Choice(name="answered, but found no help", value=Kind.UNHELPFUL.value),
        ]
    )
    async def questions(self, interaction: discord.Interaction, kind: str = "unanswered") -> None:
        """List questions without an answer, or with one that did not help."""
        await self._questions.first(interaction, Kind(kind))

    @app_commands.command(description="Search the bundled documents in this server, or not.")
    @app_commands.describe(state="on: search them; off: leave them out.")
    async def bundled(self, interaction: discord.Interaction, state: Literal["on", "off"]) -> None:
        """Switch the bundled documents on or off."""
        await think(interaction)
        shown = state == "on"
        await self._engine.library.guilds.show_bundled(
            guild_of(interaction), shown=shown, user_id=user_of(interaction)
        )
        now = (
            "searched in this server now."
            if shown
            else "left out in this server now, and my answers that quote them are edited."
        )
        await say(interaction, f"The bundled documents are {now}")
        await self._announcer.tell(interaction, f"switched the bundled documents {state}.")

    @app_commands.command(description="Tell changes of the library in a channel, or nowhere.")
    @app_commands.describe(channel="The channel. Leave it out to tell changes nowhere.")
    async def log(
        self, interaction: discord.Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        """Set or unset the log channel."""
        if channel and not may_speak(channel.permissions_for(channel.guild.me), channel):
            message = f"I may not send messages in #{channel.name}. Let me, or choose another."
            raise NotAllowed(message)
        await think(interaction)
        await self._engine.library.guilds.set_log_channel(
            guild_of(interaction), channel.id if channel else None, user_id=user_of(interaction)
        )
        if channel:
            await say(interaction, f"Changes of the library are told in {channel.mention} now.")
            await self._announcer.tell(interaction, "chose this channel to tell changes in.")
        else:
            await say(interaction, "Changes of the library are not told in a channel any more.")

    @show.autocomplete("document")
    @changes.autocomplete("document")
    async def _offer_all(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not is_moderator(interaction):
            return []
        return await choices(self._engine, guild_of(interaction), typed, closed=True)

    @edit.autocomplete("document")
    @replace.autocomplete("document")
    @schedule.autocomplete("document")
    @remove.autocomplete("document")
    async def _offer_own(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not is_moderator(interaction):
            return []
        return await choices(self._engine, guild_of(interaction), typed, own=True, closed=True)

    @restore.autocomplete("document")
    async def _offer_removed(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not is_moderator(interaction):
            return []
        return await choices(
            self._engine, guild_of(interaction), typed, own=True, removed=True, closed=True
        )

    async def add_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Draft a message's file or text."""
        require_moderator(interaction)
        await self._intake.message(interaction, message)


def _refuse_both(file: discord.Attachment | None, url: str) -> None:
    if file and url:
        message = "That is a file and an address. Give only one of them."
        raise VerbatimError(message)
