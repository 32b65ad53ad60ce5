"""``/sources``: what can be asked about, for everybody."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands, ui

from bot.answer.links import web_address
from bot.cogs.ui import custom_ids
from bot.cogs.ui.choices import choices, chosen, opener
from bot.cogs.ui.components import Button, Feature, Menu, command
from bot.cogs.ui.guard import guild_of
from bot.cogs.ui.limits import BUTTON_URL
from bot.cogs.ui.markdown import named
from bot.cogs.ui.sending import ACCENT, button, layout, show, think
from bot.cogs.ui.wording import NAME, TITLE, counted, language_name, line, origin
from bot.engine.engine import Engine
from bot.model import BUNDLED, Document, GuildId

PAGE = 10
"""Documents on a page."""

_SEARCH = 40
_PUBLISHERS = 5
_HEADINGS, _HEADING = 15, 80
_QUESTIONS = 5
_ROW_TITLE, _ROW_NAME = 90, 40


class Sources(Feature):
    """Shows what members may find."""

    def __init__(self, engine: Engine) -> None:
        self._catalogue = engine.library.catalogue
        self._examples = engine.examples
        self.commands = [
            command(self.sources, "What can be asked about: documents and publishers.", self.offer)
        ]
        self.choices = [Menu(custom_ids.OPEN_SOURCE, self.opened)]
        self.buttons = [Button(custom_ids.SOURCES, self.turn)]

    async def offer(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the documents that can be found here."""
        return await choices(self._catalogue, guild_of(interaction), typed)

    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.describe(
        search="Part of a title or publisher, or a number.",
        document="Show what one document is about, and questions that it answers.",
    )
    async def sources(
        self,
        interaction: discord.Interaction,
        search: app_commands.Range[str, 1, _SEARCH] = "",
        document: str = "",
    ) -> None:
        """Show the documents, or one of them."""
        await think(interaction)
        if document:
            await self._open(interaction, document)
        else:
            await self._page(interaction, 0, search)

    async def turn(self, interaction: discord.Interaction, page: str, search: str) -> None:
        """Show another page in place of the one that was shown."""
        await interaction.response.defer()
        await self._page(interaction, int(page), search)

    async def opened(self, interaction: discord.Interaction, choice: str) -> None:
        """Show the document that was chosen in the list."""
        if choice:
            await think(interaction)
            await self._open(interaction, choice)
        else:
            await interaction.response.defer()

    async def _open(self, interaction: discord.Interaction, typed: str) -> None:
        guild_id = guild_of(interaction)
        found = await chosen(self._catalogue, guild_id, typed)
        headings = await self._catalogue.headings(found)
        questions = await self._examples.of_document(guild_id, found, _QUESTIONS)
        await show(interaction, source_layout(found, headings, questions))

    async def _page(self, interaction: discord.Interaction, page: int, search: str) -> None:
        guild_id = guild_of(interaction)
        total = await self._catalogue.count(guild_id, matching=search)
        page = min(page, max(total - 1, 0) // PAGE)
        documents = await self._catalogue.documents(
            guild_id, matching=search, offset=page * PAGE, limit=PAGE
        )
        own = await self._catalogue.count(guild_id, matching=search, own=True)
        publishers = [] if search else await self._catalogue.publishers(guild_id, _PUBLISHERS)
        head = _head(guild_id, total, own, search)
        await show(interaction, sources_layout(head, documents, publishers, total, page, search))


def sources_layout(
    head: str,
    documents: Sequence[Document],
    publishers: Sequence[tuple[str, int]],
    total: int,
    page: int,
    search: str,
) -> ui.LayoutView:
    """Show a page of documents, the newest first, with buttons to turn it."""
    pages = max(-(-total // PAGE), 1)
    position = f" · page {page + 1} of {pages}" if pages > 1 else ""
    by = ", ".join(f"{named(name, NAME)} ({count:,})" for name, count in publishers)
    top = "\n".join(filter(None, (f"{head}{position}", line(f"Published by {by}") if by else "")))
    rows = [ui.TextDisplay[ui.LayoutView](_row(document)) for document in documents]
    turn = ui.ActionRow(
        _turn("Previous", max(page - 1, 0), search, disabled=page == 0),
        _turn("Next", page + 1, search, disabled=page + 1 >= pages),
    )
    return layout(
        ui.Container(ui.TextDisplay(top), *rows, accent_colour=ACCENT),
        *opener(documents, custom_ids.OPEN_SOURCE.of()),
        *([turn] if pages > 1 else []),
    )


def source_layout(
    document: Document, headings: Sequence[str], questions: Sequence[str]
) -> ui.LayoutView:
    """Show what a document is about, and questions that it answers."""
    others = [heading for heading in headings if heading != document.title]
    shown = [f"- {named(heading, _HEADING)}" for heading in others[:_HEADINGS]]
    more = len(others) - len(shown)
    if more > 0:
        shown.append(f"- and {more:,} more")
    asked = [f"- {named(question)}" for question in questions]
    parts = [
        f"### {document.handle} · {named(document.title, TITLE)}\n"
        + line(*origin(document), language_name(document.language)),
        "\n".join(["It is about:", *shown]) if shown else "",
        "\n".join(["It answers, for example:", *asked]) if asked else "",
        line(f"`/ask` with the option `document` {document.handle} asks this document only."),
    ]
    texts = [ui.TextDisplay[ui.LayoutView](part) for part in parts if part]
    url = web_address(document.url)
    row = [ui.ActionRow[ui.LayoutView](ui.Button(label="Open the source", url=url))]
    return layout(
        ui.Container(*texts, accent_colour=ACCENT),
        *(row if url and len(url) <= BUTTON_URL else []),
    )


def _head(guild_id: GuildId, total: int, own: int, search: str) -> str:
    if search:
        return f"**{counted(total, 'document')}** matching “{named(search)}”"
    if not total:
        return "There is nothing to ask about yet. Moderators add documents with `/library add`."
    bundled = total - own
    if guild_id == BUNDLED or not bundled:
        return f"**{counted(total, 'document')}** can be asked about"
    return (
        f"**{counted(total, 'document')}** can be asked about: {own:,} of this server and"
        f" {bundled:,} bundled with Verbatim"
    )


def _row(document: Document) -> str:
    return "\n".join(
        (
            f"**{document.handle}** · {named(document.title, _ROW_TITLE)}",
            line(*origin(document, most=_ROW_NAME), language_name(document.language)),
        )
    )


def _turn(label: str, page: int, search: str, *, disabled: bool) -> ui.Button[ui.LayoutView]:
    turn = button(label, custom_ids.SOURCES.of(page, search))
    turn.disabled = disabled
    return turn
