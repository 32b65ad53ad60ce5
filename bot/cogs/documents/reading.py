"""From bytes that a moderator brings to a draft."""

from __future__ import annotations

import discord
import structlog

from bot.cogs.ui.guard import guild_of, user_of
from bot.cogs.ui.progress import Work
from bot.cogs.ui.sending import NOT_SENT
from bot.engine.documents import Describe, as_read
from bot.engine.engine import Engine
from bot.errors import Problem, TooLarge, WordedError
from bot.ingest.filename import shown
from bot.library.drafts import Draft
from bot.model import Handle, Schedule

log = structlog.stdlib.get_logger(__name__)


class Reading:
    """Fetches attachments and reads them, while work on them is shown."""

    def __init__(self, engine: Engine) -> None:
        self._documents = engine.documents
        self._max_file_size = engine.settings.max_file_size

    async def file(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        work: Work,
        *,
        replaces: Handle | None = None,
        schedule: Schedule | None = None,
        describe: Describe = as_read,
    ) -> Draft:
        """Draft an attachment."""
        name = shown(file.filename)
        work.on(name)
        try:
            data = await file.read()
        except NOT_SENT as error:
            log.warning("an attachment could not be fetched", error=type(error).__name__)
            message = f"{name} could not be fetched from Discord. Try again."
            raise WordedError(message) from error
        return await self.draft(
            interaction,
            name,
            data,
            work,
            replaces=replaces,
            schedule=schedule,
            describe=describe,
            typed=False,
        )

    async def draft(
        self,
        interaction: discord.Interaction,
        filename: str,
        data: bytes,
        work: Work,
        *,
        replaces: Handle | None = None,
        schedule: Schedule | None = None,
        describe: Describe = as_read,
        typed: bool = True,
    ) -> Draft:
        """Draft a file; what ``describe`` changes was ``typed``, or is only told of it."""
        return await self._documents.draft(
            guild_of(interaction),
            user_of(interaction),
            filename,
            data,
            replaces=replaces,
            schedule=schedule,
            describe=describe,
            typed=typed,
            report=work.on(filename),
        )

    def refuse_large(self, file: discord.Attachment) -> None:
        """Raise :class:`~bot.errors.TooLarge` for what need not be fetched."""
        most = self._max_file_size
        if file.size > most:
            name = shown(file.filename)
            raise TooLarge(Problem.FILE_TOO_LARGE, name=name, size=file.size, largest=most)
