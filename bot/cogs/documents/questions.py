"""Questions that found no answer, for moderators: the command, its pages, and how they look."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands, ui

from bot.cogs.ui import custom_ids
from bot.cogs.ui.components import Button, Feature, command
from bot.cogs.ui.guard import guild_of, require_moderator
from bot.cogs.ui.markdown import named
from bot.cogs.ui.sending import ACCENT, button, layout, show, think
from bot.cogs.ui.wording import counted, line
from bot.engine.engine import Engine
from bot.library.questions import AskedQuestion, Gap
from bot.model import GuildId, Reason

PAGE = 6
"""Questions on a page: so many fit a message with every character escaped."""

_QUESTION, _EARLIER = 120, 40

_HEADS = {
    Gap.UNANSWERED: "that nothing in the library answered",
    Gap.UNHELPFUL: "whose answer somebody found no help",
}
_EMPTY = {
    Gap.UNANSWERED: "Every question of the last {days} days was answered, or nobody asked.",
    Gap.UNHELPFUL: "Nobody pressed *Not this* in the last {days} days.",
}
_ABOUT = "Asked aloud in the last {days} days; who asked is not told."
_REASONS = {
    Reason.EMPTY_LIBRARY: "the library was empty",
    Reason.UNKNOWN_WORDS: "a word that no document has",
    Reason.NOTHING_CLOSE: "no passage was close enough",
}


class QuestionList(Feature):
    """Shows moderators what to add documents for."""

    def __init__(self, engine: Engine) -> None:
        self._questions = engine.library.questions
        self._days = engine.settings.question_days
        self.subcommands = [
            command(self.questions, "List questions that found no answer; who asked is not shown.")
        ]
        self.buttons = [Button(custom_ids.QUESTIONS, self.turn)]

    @app_commands.rename(gap="list")
    @app_commands.describe(gap="Which questions.")
    @app_commands.choices(
        gap=[
            app_commands.Choice(name="not answered", value=Gap.UNANSWERED.value),
            app_commands.Choice(name="answered, but found no help", value=Gap.UNHELPFUL.value),
        ]
    )
    async def questions(self, interaction: discord.Interaction, gap: str = "unanswered") -> None:
        """Show the first page of the questions without an answer, or with one that did not help."""
        await think(interaction)
        await self._page(interaction, Gap(gap), 0)

    async def turn(self, interaction: discord.Interaction, gap: str, page: str) -> None:
        """Show another page in place of the one that was shown."""
        require_moderator(interaction)
        await interaction.response.defer()
        await self._page(interaction, Gap(gap), int(page))

    async def _page(self, interaction: discord.Interaction, gap: Gap, page: int) -> None:
        guild_id = guild_of(interaction)
        asked = await self._questions.list(guild_id, gap)
        await show(interaction, questions_layout(guild_id, gap, asked, page, self._days))


def questions_layout(
    guild_id: GuildId, gap: Gap, asked: Sequence[AskedQuestion], page: int, days: int
) -> ui.LayoutView:
    """Show a page of questions, the last one at the most, with buttons to turn it."""
    pages = max(-(-len(asked) // PAGE), 1)
    page = min(page, pages - 1)
    position = f" · page {page + 1} of {pages}" if pages > 1 else ""
    about = line(_ABOUT.format(days=days))
    head = f"**{counted(len(asked), 'question')}** {_HEADS[gap]}{position}\n{about}"
    rows = [_row(guild_id, each) for each in asked[page * PAGE : (page + 1) * PAGE]]
    other = Gap.UNHELPFUL if gap is Gap.UNANSWERED else Gap.UNANSWERED
    label = "Answers that did not help" if gap is Gap.UNANSWERED else "Unanswered questions"
    turns = [
        _turn("Previous", gap, max(page - 1, 0), disabled=page == 0),
        _turn("Next", gap, page + 1, disabled=page + 1 >= pages),
    ]
    texts = [head, *rows] if rows else [_EMPTY[gap].format(days=days)]
    return layout(
        ui.Container(*map(_text, texts), accent_colour=ACCENT),
        ui.ActionRow(*(turns if pages > 1 else []), _turn(label, other, 0)),
    )


def _row(guild_id: GuildId, asked: AskedQuestion) -> str:
    if asked.reason:
        times = f"asked {counted(asked.count, 'time')}"
        why = _REASONS[asked.reason]
    else:
        helped = f"; it helped {asked.helped:,}" if asked.helped else ""
        times = f"no help to {asked.count:,}{helped}"
        why = ""
    link = f"https://discord.com/channels/{guild_id}/{asked.channel_id}/{asked.message_id}"
    return "\n".join(
        (
            f"“{named(asked.question, _QUESTION)}”",
            line(
                times,
                f"last <t:{int(asked.at.timestamp())}:f>",
                why,
                f"of document {asked.handle}" if asked.handle else "",
                f"after “{named(asked.earlier, _EARLIER)}”" if asked.earlier else "",
                f"[message]({link})" if asked.message_id else "",
            ),
        )
    )


def _text(markdown: str) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay(markdown)


def _turn(label: str, gap: Gap, page: int, *, disabled: bool = False) -> ui.Button[ui.LayoutView]:
    turn = button(label, custom_ids.QUESTIONS.of(gap, page))
    turn.disabled = disabled
    return turn
