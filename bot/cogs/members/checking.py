"""*Check this quote* and ``/check``: whether the library says something, word for word."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands, ui

from bot.cogs.answers.asking import Asking
from bot.cogs.documents.differences import changes_shown
from bot.cogs.ui.components import Feature, command
from bot.cogs.ui.guard import guild_of
from bot.cogs.ui.limits import TEXT_INPUT
from bot.cogs.ui.markdown import named, quoted
from bot.cogs.ui.messages import text_of
from bot.cogs.ui.sending import ACCENT, layout, say, show, think
from bot.cogs.ui.wording import line, source_line
from bot.compare.claim import Difference
from bot.compare.places import places
from bot.engine.checking import LONGEST, Checked
from bot.engine.engine import Engine

_FEWEST_WORDS = 3
_CLAIM = 200
_SHOWN = 2500
_DIFFERENCES, _DIFFERENCE = 6, 60

_NO_TEXT = "That message has no text that I could check."
_SHORT = "That is too short to be checked. Give at least three words."
_NOT_SAID = "**The library does not say this**, and nothing that comes near to it word for word."
_SAID = "**The library says this, word for word:**"
_DIFFERS = "**The library does not say exactly this.** The nearest passage differs:"
_LEGEND = "~~Struck through~~ is what only the library says, **bold** what only was checked."


class Checks(Feature):
    """Checks what is claimed to be said."""

    def __init__(self, engine: Engine, asking: Asking) -> None:
        self._checking = engine.checking
        self._pace = asking.pace
        self.commands = [command(self.check, "See whether the library says this, word for word.")]
        self.menus = [
            app_commands.ContextMenu(
                name="Check this quote",
                callback=self.message,
                allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
                allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            )
        ]

    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.describe(quote="The words to check.")
    async def check(
        self,
        interaction: discord.Interaction,
        quote: app_commands.Range[str, 1, min(LONGEST, TEXT_INPUT)],
    ) -> None:
        """Check words that were typed."""
        await self._checked(interaction, quote)

    async def message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Check what a message says."""
        text = text_of(message)
        if text:
            await self._checked(interaction, text)
        else:
            await say(interaction, _NO_TEXT)

    async def _checked(self, interaction: discord.Interaction, claim: str) -> None:
        self._pace.require(interaction)
        await think(interaction)
        claim = " ".join(claim.split())
        if len([word for word in claim.split() if any(map(str.isalnum, word))]) < _FEWEST_WORDS:
            await say(interaction, _SHORT)
            return
        found = await self._checking.check(guild_of(interaction), claim)
        await show(interaction, checked_layout(claim, found))


def checked_layout(claim: str, found: Checked | None) -> ui.LayoutView:
    """Show what a check has found."""
    head = line(f"“{named(claim, _CLAIM)}”")
    if not found:
        return layout(_card(f"{head}\n{_NOT_SAID}"))
    source = source_line(found.document, found.landmark, found.quote_id)
    if found.compared.verbatim:
        text = quoted(found.compared.diff.old[:_SHOWN], [])
        return layout(_card(f"{head}\n{_SAID}", text, source))
    told = "\n".join(filter(None, (head, _DIFFERS, _told(found.compared.differences), source)))
    return changes_shown(f"{told}\n{line(_LEGEND)}", places(found.compared.diff)).view


def _told(differences: Sequence[Difference]) -> str:
    """Return lines on the numbers and names that differ, which matter most."""
    lines = [
        f"- {_quoted(each.claim) or 'nothing'} here, {_quoted(each.text) or 'nothing'} in the"
        " library"
        for each in differences[:_DIFFERENCES]
    ]
    return "\n".join(["Numbers or names differ:", *lines]) if lines else ""


def _quoted(text: str) -> str:
    return f"“{named(text, _DIFFERENCE)}”" if text else ""


def _card(*texts: str) -> ui.Container[ui.LayoutView]:
    return ui.Container(*(ui.TextDisplay(text) for text in texts), accent_colour=ACCENT)
