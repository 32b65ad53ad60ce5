"""``/privacy``: what is stored of a person, and how they have it deleted, or nothing stored.

In a server it is about what they did there, in direct messages about all servers: nothing of one
server is shown in another. That nothing be stored of what they ask holds everywhere.
"""

from __future__ import annotations

import io
import json

import discord
from discord import app_commands, ui

from bot.cogs.ui import custom_ids
from bot.cogs.ui.components import Button, Feature, command
from bot.cogs.ui.guard import user_of
from bot.cogs.ui.sending import ACCENT, NOBODY, button, layout, show, think
from bot.cogs.ui.wording import counted
from bot.engine.engine import Engine
from bot.library.people import Personal
from bot.model import GuildId


class Privacy(Feature):
    """Shows and deletes what is stored of who asks for it."""

    def __init__(self, engine: Engine) -> None:
        self._people = engine.library.people
        self._question_days = engine.settings.question_days
        self._asker_days = engine.settings.asker_days
        self.commands = [command(self.privacy, "See or delete what is stored of you.")]
        self.buttons = [
            Button(custom_ids.PERSONAL_FILE, self.file),
            Button(custom_ids.PERSONAL_DELETE, self.delete),
            Button(custom_ids.PERSONAL_STORE, self.store),
        ]

    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Show what is stored, with buttons."""
        await think(interaction)
        await self._show(interaction)

    async def file(self, interaction: discord.Interaction) -> None:
        """Give all that is stored as a file."""
        await think(interaction)
        personal = await self._people.personal(user_of(interaction), _where(interaction))
        told = {"stored": personal.stored, **personal.rows}
        data = json.dumps(told, ensure_ascii=False, indent=2).encode()
        await interaction.followup.send(
            f"What is stored of you {_scope(interaction)}:",
            file=discord.File(io.BytesIO(data), "stored-of-you.json"),
            ephemeral=True,
            allowed_mentions=NOBODY,
        )

    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete it, and show that."""
        await interaction.response.defer()
        await self._people.erase(user_of(interaction), _where(interaction))
        await self._show(interaction, "Deleted.")

    async def store(self, interaction: discord.Interaction, state: str) -> None:
        """Store what the person asks, or nothing of it, and show that."""
        await interaction.response.defer()
        await self._people.store(user_of(interaction), stored=state == "on")
        await self._show(interaction)

    async def _show(self, interaction: discord.Interaction, note: str = "") -> None:
        personal = await self._people.personal(user_of(interaction), _where(interaction))
        kept = _KEPT.format(days=self._question_days, named=_days(self._asker_days))
        await show(interaction, _layout(personal, _scope(interaction), kept, note))


def _layout(personal: Personal, scope: str, kept: str, note: str) -> ui.LayoutView:
    counts = [counted(len(rows), _NOUNS[name]) for name, rows in personal.rows.items() if rows]
    stored = ", ".join(counts) if counts else "nothing"
    lines = [
        *([f"**{note}**"] if note else []),
        f"Stored of you {scope}: {stored}.",
        kept if personal.stored else _UNSTORED,
        _MODERATORS,
    ]
    state, label = ("off", "Store nothing of me") if personal.stored else ("on", "Store it again")
    row = ui.ActionRow[ui.LayoutView]()
    if personal.count:
        row.add_item(button("Show as a file", custom_ids.PERSONAL_FILE.of()))
        delete = custom_ids.PERSONAL_DELETE.of()
        row.add_item(button("Delete it", delete, discord.ButtonStyle.danger))
    row.add_item(button(label, custom_ids.PERSONAL_STORE.of(state)))
    return layout(ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=ACCENT), row)


_NOUNS = {
    "questions": "question",
    "ratings": "rating",
    "drafts": "draft",
    "forms": "unfinished form",
    "feeds": "watched feed",
    "versions": "version of a document that you added",
    "removals": "removed document",
    "history": "change of the library",
}
_KEPT = (
    "Questions are kept for {days} days, so that buttons work and moderators see what the library"
    " lacks; who asked is kept {named}. Nothing else that people write is stored."
)
_UNSTORED = (
    "Nothing of what you ask or rate is stored. So answers to you have no buttons, and they are not"
    " edited when their documents change."
)
_MODERATORS = "-# What moderators change in the library is recorded with their name."


def _days(days: int) -> str:
    return f"for {counted(days, 'day')}" if days else "for at most an hour"


def _where(interaction: discord.Interaction) -> GuildId | None:
    return GuildId(interaction.guild_id) if interaction.guild_id else None


def _scope(interaction: discord.Interaction) -> str:
    return "in this server" if interaction.guild_id else "in all servers"
