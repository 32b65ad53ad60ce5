"""``/library history``: who did what with the library, from its audit."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import discord
from discord import app_commands, ui

from bot.cogs.ui import custom_ids
from bot.cogs.ui.choices import DocumentFeature
from bot.cogs.ui.components import Button, command
from bot.cogs.ui.guard import guild_of, require_moderator
from bot.cogs.ui.markdown import named
from bot.cogs.ui.sending import ACCENT, button, layout, show, think
from bot.cogs.ui.wording import TITLE, counted, line, when
from bot.engine.engine import Engine
from bot.errors import WordedError
from bot.library.guilds import AuditEntry
from bot.model import Handle

PAGE = 10
"""Lines on a page: so many fit a message with every character escaped."""

_FIELDS = MappingProxyType(
    {
        "title": "the title",
        "publisher": "the publisher",
        "date": "the day of publication",
        "url": "the source",
        "embargo": "embargo or expiry",
        "expires": "embargo or expiry",
    }
)


_DONE = MappingProxyType(
    {
        "add": "added {document}",
        "replace": "replaced {document}{version}",
        "edit": "changed {fields} of {document}",
        "remove": "removed {document}",
        "restore": "restored {document}",
        "erase": "deleted {document} for good",
        "bundled": "switched the bundled documents {state}",
        "log_channel": "{channel}",
        "watch": "began to watch the feed “{title}”",
        "unwatch": "stopped watching the feed “{title}”",
    }
)
"""What was done, by how the audit names it."""


class History(DocumentFeature):
    """Shows moderators what was done, by whom and when."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine.library.catalogue)
        self._guilds = engine.library.guilds
        self.subcommands = [
            command(
                self.history, "Show who changed what in the library, and when.", self.offer_erasable
            )
        ]
        self.buttons = [
            Button(custom_ids.OPEN_HISTORY, self.open),
            Button(custom_ids.HISTORY, self.turn),
        ]

    @app_commands.describe(document="One document only; it may be a removed one.")
    async def history(self, interaction: discord.Interaction, document: str = "") -> None:
        """Show the newest changes, of one document or of all."""
        await think(interaction)
        handle = Handle.parse(document) if document else None
        if document and not handle:
            message = "Choose one of the documents that are offered."
            raise WordedError(message)
        await self._page(interaction, handle, 0)

    async def open(self, interaction: discord.Interaction, handle: str) -> None:
        """Show what was done with a document, for [History]."""
        require_moderator(interaction)
        await think(interaction)
        await self._page(interaction, custom_ids.handle_in(handle), 0)

    async def turn(self, interaction: discord.Interaction, handle: str, page: str) -> None:
        """Show another page in place of the one that was shown."""
        require_moderator(interaction)
        await interaction.response.defer()
        await self._page(interaction, Handle.parse(handle), int(page))

    async def _page(
        self, interaction: discord.Interaction, handle: Handle | None, page: int
    ) -> None:
        guild_id = guild_of(interaction)
        total = await self._guilds.audit_count(guild_id, handle)
        page = min(page, max(total - 1, 0) // PAGE)
        entries = await self._guilds.audit_entries(
            guild_id, PAGE, offset=page * PAGE, handle=handle
        )
        await show(interaction, history_layout(entries, total, page, handle))


def history_layout(
    entries: Sequence[AuditEntry], total: int, page: int, handle: Handle | None
) -> ui.LayoutView:
    """Show a page of what was done, the newest first, with buttons to turn it."""
    pages = max(-(-total // PAGE), 1)
    position = f" · page {page + 1} of {pages}" if pages > 1 else ""
    of = f" of document {handle}" if handle else ""
    head = f"**{counted(total, 'change')}**{of}{position}"
    rows = [ui.TextDisplay[ui.LayoutView](_row(entry)) for entry in entries]
    turns = [
        _turn("Previous", handle, max(page - 1, 0), disabled=page == 0),
        _turn("Next", handle, page + 1, disabled=page + 1 >= pages),
    ]
    return layout(
        ui.Container(ui.TextDisplay(head), *rows, accent_colour=ACCENT),
        *([ui.ActionRow(*turns)] if pages > 1 else []),
    )


def _row(entry: AuditEntry) -> str:
    who = f"<@{entry.user_id}>" if entry.user_id else "Somebody, or the terminal,"
    return f"{who} {_done(entry)}\n{line(when(entry.at))}"


def _done(entry: AuditEntry) -> str:
    detail = entry.detail
    title = named(entry.title, TITLE)
    fields = dict.fromkeys(_FIELDS[name] for name in detail if name in _FIELDS)
    version, channel = detail.get("version"), detail.get("channel")
    return _DONE.get(entry.action, named(entry.action)).format(
        document=f"document {entry.handle}" + (f", “{title}”" if entry.title else ""),
        title=title,
        fields=", ".join(fields) or "the description",
        version=f" by version {version}" if version else "",
        state="on" if detail.get("shown") == "true" else "off",
        channel=f"chose <#{channel}> to tell changes in" if channel else "unset the log channel",
    )


def _turn(
    label: str, handle: Handle | None, page: int, *, disabled: bool
) -> ui.Button[ui.LayoutView]:
    turn = button(label, custom_ids.HISTORY.of(handle or "", page))
    turn.disabled = disabled
    return turn
