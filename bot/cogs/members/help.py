"""What the bot is and does: ``/help``, ``/about``, and a welcome where it was just invited."""

from __future__ import annotations

from collections.abc import Sequence

import discord
import structlog
from discord import app_commands, ui
from discord.ext import commands

from bot.cogs.ui.components import Feature, command
from bot.cogs.ui.guard import guild_of, is_moderator, may_speak
from bot.cogs.ui.markdown import named
from bot.cogs.ui.sending import ACCENT, NOBODY, NOT_SENT, layout, show, think
from bot.cogs.ui.wording import counted, language_name, line
from bot.engine.engine import Engine
from bot.model import BUNDLED, GuildId

_EXAMPLES = 3
_LANGUAGES = 12

_WHAT = (
    "I answer questions with passages of {library}, word for word and with their source. I write"
    " no sentence of my own about the world; where nothing answers, I say so."
)
_HOW = (
    "Ask with `/ask`, mention me with a question, or write to me directly. Replying to an answer"
    " asks on. *Find the source* in the menu of a message looks for what it is about."
)
_ADDING = (
    "Moderators, who may manage messages, add documents with `/library add` (a file, an address or"
    " a text) or with *Add to library* in the menu of a message."
)
_EMPTY = "The library is empty still, so there is nothing to ask about yet."
_MORE = "`/sources` shows what can be asked about, `/about` and `/privacy` what is kept."

log = structlog.stdlib.get_logger(__name__)


class Help(Feature):
    """Explains the bot with examples from the very library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._catalogue = engine.library.catalogue
        self.commands = [
            command(self.help, "How to ask, with examples that this library answers."),
            command(self.about, "What this library holds, and what is kept of a person."),
        ]

    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def help(self, interaction: discord.Interaction) -> None:
        """Explain the bot."""
        await think(interaction)
        view = await self.explained(guild_of(interaction), adding=is_moderator(interaction))
        await show(interaction, view)

    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def about(self, interaction: discord.Interaction) -> None:
        """Tell what there is, and what is kept."""
        await think(interaction)
        guild_id = guild_of(interaction)
        total = await self._catalogue.count(guild_id)
        own = await self._catalogue.count(guild_id, own=True)
        languages = await self._catalogue.languages(guild_id)
        settings = self._engine.settings
        view = about_layout(
            total, own, languages, questions=settings.question_days, askers=settings.asker_days
        )
        await show(interaction, view)

    async def explained(self, guild_id: GuildId, *, adding: bool) -> ui.LayoutView:
        """Return the message that explains the bot in a guild; ``adding`` tells moderators more."""
        examples = await self._engine.examples.of_library(guild_id, _EXAMPLES)
        is_empty = not examples and not await self._catalogue.count(guild_id)
        return help_layout(guild_id, examples, adding=adding, is_empty=is_empty)


class Welcome(commands.Cog):
    """Says what the bot is where it was just invited: in the log channel or the system channel."""

    def __init__(self, engine: Engine, help_: Help) -> None:
        self._guilds = engine.library.guilds
        self._help = help_

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet where that is possible; nowhere else."""
        channel_id = await self._guilds.log_channel(GuildId(guild.id))
        chosen = guild.get_channel(channel_id) if channel_id else None
        for channel in (chosen, guild.system_channel):
            if isinstance(channel, discord.TextChannel) and may_speak(
                channel.permissions_for(guild.me), channel
            ):
                view = await self._help.explained(GuildId(guild.id), adding=True)
                try:
                    await channel.send(view=view, allowed_mentions=NOBODY)
                except NOT_SENT as error:
                    log.info("nobody could be greeted", error=str(error))
                return


def help_layout(
    guild_id: GuildId, examples: Sequence[str], *, adding: bool, is_empty: bool
) -> ui.LayoutView:
    """Explain the bot."""
    library = "the bundled documents" if guild_id == BUNDLED else "this server's library"
    asked = [f"- {named(example)}" for example in examples]
    parts = [
        f"{_WHAT.format(library=library)}\n{_HOW}",
        "\n".join(["For example:", *asked]) if asked else "",
        _EMPTY if is_empty else "",
        _ADDING if adding or is_empty else "",
        line(_MORE),
    ]
    return layout(_card(parts))


def about_layout(
    total: int,
    own: int,
    languages: Sequence[tuple[str, int]],
    *,
    questions: int,
    askers: int,
) -> ui.LayoutView:
    """Tell what there is, and what is kept."""
    listed = [f"{language_name(code)} ({count:,})" for code, count in languages[:_LANGUAGES]]
    more = len(languages) - len(listed)
    if more > 0:
        listed.append(f"{more} more")
    bundled = total - own
    whose = f", {own:,} of this server and {bundled:,} bundled with Verbatim" if own else ""
    asker = f"for {counted(askers, 'day')}" if askers else "for at most an hour"
    lines = [
        "**Verbatim** quotes documents and writes nothing of its own: every word of an answer"
        " stands in a document, whose name and place are told. There is no language model that"
        " could make anything up.",
        f"It can quote {counted(total, 'document')} here{whose if bundled else ''}.",
        *([f"Languages: {', '.join(listed)}."] if listed else []),
        f"Questions are kept for {counted(questions, 'day')}, and who asked {asker}. Nothing else"
        " that people write is kept. `/privacy` shows and deletes what is stored of you.",
        line("`/help` tells how to ask, `/sources` what about."),
    ]
    return layout(_card(lines))


def _card(parts: Sequence[str]) -> ui.Container[ui.LayoutView]:
    texts = [ui.TextDisplay[ui.LayoutView](part) for part in parts if part]
    return ui.Container(*texts, accent_colour=ACCENT)
