"""*Add to library*: from a message, with its files or its text, to drafts."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.cogs.documents.drafts import DraftPreviews
from bot.cogs.documents.reading import Reading
from bot.cogs.ui.components import Feature
from bot.cogs.ui.failures import sentence
from bot.cogs.ui.fields import NAME_MOST
from bot.cogs.ui.guard import require_moderator
from bot.cogs.ui.limits import cut
from bot.cogs.ui.messages import text_of
from bot.cogs.ui.progress import LongWork, Work
from bot.cogs.ui.sending import think
from bot.engine.documents import Describe
from bot.errors import NoText, Problem, VerbatimError
from bot.library.drafts import Draft
from bot.model import Source

_REFUSAL = 200


class Messages(Feature):
    """Drafts what messages bring."""

    def __init__(self, reading: Reading, drafts: DraftPreviews, long_work: LongWork) -> None:
        self._reading = reading
        self._drafts = drafts
        self._long_work = long_work
        menu = app_commands.ContextMenu(
            name="Add to library",
            callback=self.add,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        menu.default_permissions = discord.Permissions(manage_messages=True)
        self.menus = [menu]

    async def add(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Draft all files of a message that can be read, or its text."""
        require_moderator(interaction)
        await think(interaction)
        refusals: list[VerbatimError] = []

        async def do(work: Work) -> list[Draft]:
            if message.attachments:
                return await self._draft_all(interaction, message, work, refusals)
            return [await self._draft_text(interaction, message, work)]

        drafts = await self._long_work.run(interaction, "the message", do)
        if drafts is None:
            return
        note = "\n".join(f"⚠️ {cut(sentence(refusal), _REFUSAL)}" for refusal in refusals)
        for number, draft in enumerate(drafts):
            await self._drafts.preview(
                interaction, draft, note="" if number else note, beside=number > 0
            )

    async def _draft_all(
        self,
        interaction: discord.Interaction,
        message: discord.Message,
        work: Work,
        refusals: list[VerbatimError],
    ) -> list[Draft]:
        """Draft the files of a message; raise the first refusal if none can be."""
        drafts: list[Draft] = []
        for file in message.attachments:
            try:
                self._reading.refuse_large(file)
                describe = _by_author(message)
                drafts.append(await self._reading.file(interaction, file, work, describe=describe))
            except VerbatimError as error:
                refusals.append(error)
        if not drafts:
            raise refusals[0]
        return drafts

    async def _draft_text(
        self, interaction: discord.Interaction, message: discord.Message, work: Work
    ) -> Draft:
        text = message.content.strip() or text_of(message)
        if not text:
            raise NoText(Problem.MESSAGE_WITHOUT_TEXT)
        return await self._reading.draft(
            interaction,
            f"message-{message.id}.txt",
            text.encode(),
            work,
            describe=_by_author(message),
            typed=False,
        )


def _by_author(message: discord.Message) -> Describe:
    """Return what names who wrote a message, when, and where it stands, unless a file does."""

    def describe(source: Source) -> Source:
        return replace(
            source,
            publisher=source.publisher or message.author.display_name[:NAME_MOST],
            date=source.date or message.created_at.date().isoformat(),
            url=source.url or message.jump_url,
        )

    return describe
