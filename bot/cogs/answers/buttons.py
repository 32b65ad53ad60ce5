"""The buttons under an answer."""

from __future__ import annotations

import io
from contextlib import suppress

import discord

from bot.cogs.answers.asking import QUESTION, Asking, earlier_of
from bot.cogs.answers.newer import newer_items, newer_texts
from bot.cogs.answers.replies import context_layout, more_layout, page_lines
from bot.cogs.ui import custom_ids
from bot.cogs.ui.components import Button, Feature, Form
from bot.cogs.ui.fields import Field, form
from bot.cogs.ui.guard import guild_of, is_moderator, may_speak, user_of
from bot.cogs.ui.limits import ALT_TEXT, CONTENT, cut, units
from bot.cogs.ui.markdown import has_direction_marks
from bot.cogs.ui.sending import NOBODY, layout, say, show, think
from bot.engine.engine import Engine
from bot.errors import WordedError
from bot.model import QuoteId

_THANKS = "Thanks, that is noted."
_SORRY = "Thanks, that is noted. Maybe one of the next passages answers it."


class AnswerButtons(Feature):
    """What they do. Each press is checked for the guild and the person that press."""

    def __init__(self, engine: Engine, asking: Asking) -> None:
        self._engine = engine
        self._answers = engine.library.answers
        self._asking = asking
        self.buttons = [
            Button(custom_ids.CONTEXT, self.context),
            Button(custom_ids.COPY, self.copy),
            Button(custom_ids.SHOW_PAGE, self.show_page),
            Button(custom_ids.NEXT, self.next),
            Button(custom_ids.HELPFUL, self.helpful),
            Button(custom_ids.NOT_THIS, self.not_this),
            Button(custom_ids.FOLLOW_UP, self.follow_up),
            Button(custom_ids.REMOVE, self.remove),
            Button(custom_ids.POST, self.post),
        ]
        self.forms = [Form(custom_ids.QUESTION, self.asked)]

    async def context(self, interaction: discord.Interaction, token: str, quote: str) -> None:
        """Show what stands around a quote, for [More context]."""
        await think(interaction)
        await self._asking.given(interaction, token)
        quote_id = _quote_id(quote)
        excerpt = await self._engine.asking.context(guild_of(interaction), quote_id)
        newer = await self._engine.versions.newer(guild_of(interaction), quote_id)
        await show(interaction, context_layout(excerpt, quote_id, newer_items(newer)))

    async def copy(self, interaction: discord.Interaction, token: str, quote: str) -> None:
        """Give the quote as a file, and as text to copy where that is exact."""
        await think(interaction)
        await self._asking.given(interaction, token)
        quote_id = _quote_id(quote)
        excerpt = await self._engine.library.catalogue.excerpt(guild_of(interaction), quote_id)
        file = discord.File(io.BytesIO(excerpt.text.encode()), f"quote-{quote_id}.txt")
        note = f"The exact text of `{quote_id}`, as stored:"
        block = f"{note}\n```\n{excerpt.text}\n```"
        exact = "```" not in excerpt.text and not has_direction_marks(excerpt.text)
        said = block if exact and units(block) <= CONTENT else note
        newer = newer_texts(await self._engine.versions.newer(guild_of(interaction), quote_id))
        both = "\n".join((said, *newer))
        fits = units(both) <= CONTENT
        await interaction.followup.send(
            both if fits else said,
            file=file,
            ephemeral=True,
            suppress_embeds=True,
            allowed_mentions=NOBODY,
        )
        if not fits:
            await self._tell_newer(interaction, quote_id)

    async def show_page(
        self, interaction: discord.Interaction, token: str, quote: str, page: str
    ) -> None:
        """Show the page of a PDF with the quote marked on it, for [Show the page]."""
        await think(interaction)
        await self._asking.given(interaction, token)
        quote_id = _quote_id(quote)
        excerpt = await self._engine.library.catalogue.excerpt(guild_of(interaction), quote_id)
        shown = await self._engine.asking.page(excerpt, int(page))
        file = discord.File(
            io.BytesIO(shown.picture.png),
            f"page-{shown.page}.png",
            description=cut(excerpt.text, ALT_TEXT),
        )
        await interaction.followup.send(
            page_lines(excerpt.document, shown, quote_id),
            file=file,
            ephemeral=True,
            allowed_mentions=NOBODY,
        )
        await self._tell_newer(interaction, quote_id)

    async def next(self, interaction: discord.Interaction, token: str, skip: str) -> None:
        """Show the quotes after those that were shown, for [Next passages]."""
        await think(interaction)
        given = await self._asking.given(interaction, token)
        further = await self._asking.further(given, int(skip))
        if isinstance(further, str):
            await say(interaction, further)
        else:
            await show(interaction, further)

    async def helpful(self, interaction: discord.Interaction, token: str) -> None:
        """Keep the judgement of [Helpful]."""
        await think(interaction)
        given = await self._asking.given(interaction, token)
        await self._answers.rate(given, user_of(interaction), helpful=True)
        await say(interaction, _THANKS)

    async def not_this(self, interaction: discord.Interaction, token: str, skip: str) -> None:
        """Keep the judgement of [Not this], and offer the next passages."""
        await think(interaction)
        given = await self._asking.given(interaction, token)
        await self._answers.rate(given, user_of(interaction), helpful=False)
        await show(interaction, more_layout(given, int(skip), _SORRY))

    async def follow_up(self, interaction: discord.Interaction, token: str) -> None:
        """Open the form of [Follow up]."""
        await interaction.response.send_modal(
            form(
                "Follow up",
                custom_ids.QUESTION.of(token),
                Field(
                    "question",
                    "Your question",
                    hint="The question before it still counts.",
                    most=QUESTION,
                    required=True,
                ),
            )
        )

    async def asked(
        self, interaction: discord.Interaction, typed: dict[str, str], token: str
    ) -> None:
        """Answer a follow-up: to everybody if the answer was, and if the person may speak there."""
        self._asking.pace.require(interaction)
        message = interaction.message
        private = bool(message and message.flags.ephemeral) or not _may_ask_aloud(interaction)
        await think(interaction, private=private)
        given = await self._asking.given(interaction, token)
        await self._asking.respond(
            interaction,
            typed["question"],
            handle=given.handle,
            earlier=earlier_of(given),
            private=private,
        )

    async def remove(self, interaction: discord.Interaction, token: str) -> None:
        """Delete the answer, for who asked and for moderators."""
        await interaction.response.defer()
        if not is_moderator(interaction):
            given = await self._asking.given(interaction, token)
            if given.user_id != interaction.user.id:
                message = "Only who asked, or a moderator, can remove an answer."
                raise WordedError(message)
        with suppress(discord.NotFound):  # pressed twice
            await interaction.delete_original_response()

    async def post(self, interaction: discord.Interaction, token: str) -> None:
        """Show a private answer to everybody in the channel, for [Post here]."""
        self._asking.pace.require(interaction)
        await think(interaction)
        private = await self._asking.given(interaction, token)
        channel = _open_channel(interaction)
        given, view = await self._asking.answer(
            private.guild_id,
            user_of(interaction),
            private.question,
            handle=private.handle,
            earlier=private.earlier,
            note=f"-# Posted by {interaction.user.mention}",
        )
        message = await channel.send(view=view, allowed_mentions=NOBODY)
        await self._asking.sent(given, message)
        await say(interaction, "Posted.")

    async def _tell_newer(self, interaction: discord.Interaction, quote_id: QuoteId) -> None:
        """Say that a quote is of an older version, if it is."""
        newer = newer_items(await self._engine.versions.newer(guild_of(interaction), quote_id))
        if newer:
            await interaction.followup.send(
                view=layout(*newer), ephemeral=True, allowed_mentions=NOBODY
            )


def _quote_id(text: str) -> QuoteId:
    quote_id = QuoteId.parse(text)
    if not quote_id:
        message = f"There is no quote {text}."
        raise WordedError(message)
    return quote_id


def _may_ask_aloud(interaction: discord.Interaction) -> bool:
    if interaction.guild_id is None:
        return True
    return may_speak(interaction.permissions, interaction.channel)


def _open_channel(interaction: discord.Interaction) -> discord.abc.Messageable:
    """Return the channel if the person and the bot may both speak there."""
    channel = interaction.channel
    if interaction.guild_id and not may_speak(interaction.permissions, channel):
        message = "You may not send messages in this channel."
        raise WordedError(message)
    if interaction.guild_id and not may_speak(interaction.app_permissions, channel):
        message = "I may not send messages in this channel. Ask a moderator to let me."
        raise WordedError(message)
    assert isinstance(channel, discord.abc.Messageable), "buttons are pressed in messages"
    return channel
