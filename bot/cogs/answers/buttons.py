"""The buttons under an answer."""

from __future__ import annotations

import io
from contextlib import suppress

import discord
from discord import ui

from bot.cogs.answers import replies
from bot.cogs.answers.asking import QUESTION, Asking, earlier_of
from bot.cogs.answers.corrections import corrected_layout
from bot.cogs.answers.newer import newer_items, newer_texts
from bot.cogs.answers.proofs import Proofs
from bot.cogs.answers.replies import context_layout, more_layout, page_lines
from bot.cogs.ui import custom_ids
from bot.cogs.ui.components import Button, Feature, Form, Menu
from bot.cogs.ui.fields import Field, form
from bot.cogs.ui.guard import guild_of, is_moderator, may_speak, user_of
from bot.cogs.ui.limits import ALT_TEXT, CONTENT, cut, units
from bot.cogs.ui.markdown import has_direction_marks
from bot.cogs.ui.sending import NOBODY, layout, relabelled, say, show, think
from bot.engine.engine import Engine
from bot.errors import WordedError
from bot.library.answers import Given, Posted
from bot.model import QuoteId, Span

_BLANK = "That was no question. Press *Follow up* again and type one."
_SORRY = "Thanks, that is noted. Maybe one of the next passages answers it."


class AnswerButtons(Feature):
    """What they do. Each press is checked for the guild and the person that press."""

    def __init__(self, engine: Engine, asking: Asking, proofs: Proofs) -> None:
        self._engine = engine
        self._answers = engine.library.answers
        self._ratings = engine.library.ratings
        self._asking = asking
        self._proofs = proofs
        self.choices = [Menu(custom_ids.SOURCE, self.source)]
        self.buttons = [
            Button(custom_ids.CONTEXT, self.context),
            Button(custom_ids.COPY, self.copy),
            Button(custom_ids.SHOW_PAGE, self.show_page),
            Button(custom_ids.NEXT, self.next),
            Button(custom_ids.HELPFUL, self.helpful),
            Button(custom_ids.NOT_THIS, self.not_this),
            Button(custom_ids.AS_TYPED, self.as_typed),
            Button(custom_ids.FOLLOW_UP, self.follow_up),
            Button(custom_ids.REMOVE, self.remove),
            Button(custom_ids.POST, self.post),
        ]
        self.forms = [Form(custom_ids.QUESTION, self.asked)]

    async def source(
        self, interaction: discord.Interaction, chosen: str, token: str, quote: str, sentence: str
    ) -> None:
        """Do what was chosen in the menu below a quote."""
        match chosen:
            case replies.CONTEXT:
                await self.context(interaction, token, quote)
            case replies.PAGE:
                await self._show_page(interaction, token, quote, _span(sentence))
            case replies.OPEN:
                await self._open(interaction, token, quote, _span(sentence))
            case replies.COPY:
                await self.copy(interaction, token, quote)
            case replies.CITE:
                await think(interaction)
                await self._asking.given(interaction, token)
                await self._proofs.cite(interaction, _quote_id(quote))
            case replies.ID:
                await self._tell_id(interaction, token, quote)
            case _:
                await interaction.response.defer()  # a choice was taken back

    async def _open(
        self, interaction: discord.Interaction, token: str, quote: str, sentence: Span
    ) -> None:
        """Give the link that opens a quote in its source."""
        await think(interaction)
        await self._asking.given(interaction, token)
        quote_id = _quote_id(quote)
        guild_id = guild_of(interaction)
        excerpt = await self._engine.library.catalogue.excerpt(guild_id, quote_id)
        link = await self._engine.asking.link(guild_id, quote_id, sentence)
        if not link:
            message = f"Document {quote_id.handle} has no address any more."
            raise WordedError(message)
        view = replies.source_layout(quote_id, excerpt.document, excerpt.landmark, link)
        await show(interaction, view)
        await self._tell_newer(interaction, quote_id)

    async def _tell_id(self, interaction: discord.Interaction, token: str, quote: str) -> None:
        """Give the id of a quote, to be copied."""
        await think(interaction)
        await self._asking.given(interaction, token)
        quote_id = _quote_id(quote)
        await self._engine.library.catalogue.excerpt(guild_of(interaction), quote_id)
        await say(interaction, f"```\n{quote_id}\n```")

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
        await self._show_page(interaction, token, quote, int(page))

    async def _show_page(
        self, interaction: discord.Interaction, token: str, quote: str, page: int | Span
    ) -> None:
        """Show a page, or that on which a sentence of the quote begins."""
        await think(interaction)
        await self._asking.given(interaction, token)
        quote_id = _quote_id(quote)
        excerpt = await self._engine.library.catalogue.excerpt(guild_of(interaction), quote_id)
        shown = await self._engine.asking.page(excerpt, page)
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
        """Show the quotes after those that were shown, for [More]."""
        await think(interaction)
        given = await self._asking.given(interaction, token)
        further = await self._asking.further(given, int(skip))
        if isinstance(further, str):
            await say(interaction, further)
        else:
            await show(interaction, further)

    async def helpful(self, interaction: discord.Interaction, token: str) -> None:
        """Keep that an answer is helpful, pressed again that it is not, then neither."""
        await interaction.response.defer()
        given = await self._asking.given(interaction, token)
        person = user_of(interaction)
        said = await self._ratings.of(given, person)
        if said is False:
            await self._ratings.take_back(given, person)
        else:
            await self._ratings.rate(given, person, helpful=said is None)
        await self._show_rating(interaction, given)

    async def _show_rating(self, interaction: discord.Interaction, given: Given) -> None:
        """Change the button that rates an answer.

        A message that everybody sees is made anew of what the library says at this moment, for a
        correction may be under way, and once more if the library has changed meanwhile.
        """
        posted = await self._engine.asking.posted(given.token)
        while posted:
            ratings = await self._ratings.counts(given)
            await show(interaction, corrected_layout(posted, ratings))
            before, posted = posted, await self._engine.asking.posted(given.token)
            if posted and _marks(posted) == _marks(before):
                return
        if interaction.message:
            label = replies.helpful_label(*await self._ratings.counts(given))
            view = ui.LayoutView.from_message(interaction.message, timeout=None)
            await show(interaction, relabelled(view, custom_ids.HELPFUL.of(given.token), label))

    async def not_this(self, interaction: discord.Interaction, token: str, skip: str) -> None:
        """Keep the judgement of [Not this], and offer the next passages."""
        await think(interaction)
        given = await self._asking.given(interaction, token)
        await self._ratings.rate(given, user_of(interaction), helpful=False)
        await show(interaction, more_layout(given, int(skip), _SORRY))

    async def as_typed(self, interaction: discord.Interaction, token: str) -> None:
        """Ask a question again without corrections, for [Search as typed]."""
        self._asking.pace.require(interaction)
        private = _is_private(interaction)
        await think(interaction, private=private)
        given = await self._asking.given(interaction, token)
        await self._asking.respond(
            interaction,
            given.question,
            handle=given.handle,
            earlier=given.earlier,
            as_typed=True,
            private=private,
        )

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
        if not any(map(str.isalnum, typed["question"])):
            await say(interaction, _BLANK)
            return
        self._asking.pace.require(interaction)
        private = _is_private(interaction)
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
        await interaction.response.defer()
        private = await self._asking.given(interaction, token)
        channel = _open_channel(interaction)
        if not await self._answers.post(private):
            await say(interaction, "This answer is posted already.")
            return
        try:
            given, view = await self._asking.answer(
                private.guild_id,
                user_of(interaction),
                private.question,
                handle=private.handle,
                earlier=private.earlier,
                as_typed=private.as_typed,
                note=f"-# Posted by {interaction.user.mention}",
                posting=True,
            )
            message = await channel.send(view=view, allowed_mentions=NOBODY)
        except BaseException:
            await self._answers.post(private, posted=False)
            raise
        await self._asking.sent(given, message)
        if interaction.message:
            shown = ui.LayoutView.from_message(interaction.message, timeout=None)
            done = relabelled(shown, custom_ids.POST.of(token), "Posted", off=True)
            await show(interaction, done)

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


def _span(text: str) -> Span:
    start, _, end = text.partition("-")
    return Span(int(start), int(end))


def _marks(posted: Posted) -> list[str]:
    return [quote.mark for quote in posted.quotes]


def _is_private(interaction: discord.Interaction) -> bool:
    """Tell whether what a button leads to is for the person only, as what it is pressed in."""
    message = interaction.message
    if message and message.flags.ephemeral:
        return True
    aloud = interaction.guild_id is None or may_speak(interaction.permissions, interaction.channel)
    return not aloud


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
