"""Intake: from an attachment, a web address, a pasted text or a message to a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import discord
import structlog
from discord import app_commands, ui

from bot.answer.links import web_address
from bot.cogs.documents.drafts import DraftPreviews
from bot.cogs.documents.reading import Reading
from bot.cogs.documents.scheduling import MOMENT
from bot.cogs.ui import custom_ids
from bot.cogs.ui.choices import DocumentFeature, chosen
from bot.cogs.ui.components import Button, Form, command
from bot.cogs.ui.fields import Field, description, form, is_blank, is_day
from bot.cogs.ui.guard import guild_of, require_moderator, user_of
from bot.cogs.ui.markdown import named
from bot.cogs.ui.progress import LongWork, Work
from bot.cogs.ui.sending import think
from bot.engine.engine import Engine
from bot.engine.sources import own_address
from bot.errors import WordedError
from bot.fetching.addresses import LONGEST
from bot.ingest.filename import shown
from bot.library.curator import refuse_bundled
from bot.library.drafts import Draft
from bot.model import Schedule, Source
from bot.moments import schedule

_PASTED = "pasted.txt"
_REFUSAL = 200

log = structlog.stdlib.get_logger(__name__)


class Intake(DocumentFeature):
    """Reads what moderators bring, and shows it to them as a draft."""

    def __init__(
        self, engine: Engine, reading: Reading, drafts: DraftPreviews, long_work: LongWork
    ) -> None:
        super().__init__(engine.library.catalogue)
        self._documents = engine.documents
        self._reading = reading
        self._long_work = long_work
        self._drafts = drafts
        self.subcommands = [
            command(self.add, "Add a document: a file, a web address, or a text that you paste."),
            command(
                self.replace,
                "Add a new version of a document; the old one is kept.",
                self.offer_own,
            ),
        ]
        self.buttons = [
            Button(custom_ids.WHOLE, self.put_back),
            Button(custom_ids.NEW_VERSION, self.open_version),
        ]
        self.forms = [
            Form(custom_ids.PASTE, self.pasted, _paste_form),
            Form(custom_ids.VERSION, self.version, _version_form),
        ]

    @app_commands.describe(
        file="The file. Leave file and url out to paste a text.",
        url="The address of a public web page, PDF or other document.",
        embargo="Not found before: like 2026-12-01 09:30 Europe/Brussels (else UTC).",
        expires="Not found any more after: like 2027-01-31 (the whole day, UTC).",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, LONGEST] = "",
        embargo: app_commands.Range[str, 1, MOMENT] = "",
        expires: app_commands.Range[str, 1, MOMENT] = "",
    ) -> None:
        """Draft a document."""
        wanted = schedule(embargo, expires, Schedule())
        _refuse_both(file, url)
        if url:
            await self._address(interaction, url, wanted)
        elif file:
            await self._file(interaction, file, wanted)
        else:
            await self._paste(interaction, wanted)

    @app_commands.describe(
        document="The document.",
        file="The file of the new version.",
        url="Its address. Leave both out to fetch the document's own address again.",
    )
    async def replace(
        self,
        interaction: discord.Interaction,
        document: str,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, LONGEST] = "",
    ) -> None:
        """Draft a new version of a document; without a file or address, what stands at its own."""
        _refuse_both(file, url)
        if file:
            self._reading.refuse_large(file)
        await think(interaction)
        replaced = await chosen(
            self._catalogue, guild_of(interaction), document, own=True, closed=True
        )
        address = "" if file else url or own_address(replaced)

        async def do(work: Work) -> Draft:
            if file:
                return await self._reading.file(interaction, file, work, replaces=replaced.handle)
            return await self._documents.draft_url(
                guild_of(interaction),
                user_of(interaction),
                address,
                replaces=replaced.handle,
                report=work.report,
            )

        name = shown(file.filename) if file else address
        await self._show(interaction, await self._long_work.run(interaction, name, do))

    async def open_version(self, interaction: discord.Interaction, handle: str) -> None:
        """Open the form for a new version of a document, for [Replace]."""
        require_moderator(interaction)
        await interaction.response.send_modal(_version_form({}, handle))

    async def version(
        self, interaction: discord.Interaction, typed: dict[str, str], handle: str
    ) -> None:
        """Draft a new version of a document from an address, a text, or its own address."""
        require_moderator(interaction)
        await think(interaction)
        guild_id, found = guild_of(interaction), custom_ids.handle_in(handle)
        refuse_bundled(found)
        replaced = await self._catalogue.document(guild_id, found, closed=True)
        url, text = typed["url"], typed["text"]
        address = "" if text else url or own_address(replaced)

        async def do(work: Work) -> Draft:
            if text:
                data = text.encode()
                return await self._reading.draft(
                    interaction, _PASTED, data, work, replaces=replaced.handle
                )
            return await self._documents.draft_url(
                guild_id,
                user_of(interaction),
                address,
                replaces=replaced.handle,
                report=work.report,
            )

        name = _PASTED if text else address
        await self._show(interaction, await self._long_work.run(interaction, name, do))

    async def _file(
        self, interaction: discord.Interaction, file: discord.Attachment, schedule: Schedule
    ) -> None:
        """Draft an attachment."""
        self._reading.refuse_large(file)
        await think(interaction)

        async def do(work: Work) -> Draft:
            return await self._reading.file(interaction, file, work, schedule=schedule)

        await self._show(
            interaction, await self._long_work.run(interaction, shown(file.filename), do)
        )

    async def _address(
        self, interaction: discord.Interaction, url: str, schedule: Schedule
    ) -> None:
        """Draft what stands at a web address."""
        await think(interaction)

        async def do(work: Work) -> Draft:
            return await self._documents.draft_url(
                guild_of(interaction),
                user_of(interaction),
                url,
                schedule=schedule,
                report=work.report,
            )

        await self._show(interaction, await self._long_work.run(interaction, url, do))

    async def _paste(self, interaction: discord.Interaction, schedule: Schedule) -> None:
        """Open the form for a text; its ``custom_id`` carries the schedule."""
        moments = (int(at.timestamp()) if at else "" for at in (schedule.embargo, schedule.expires))
        await interaction.response.send_modal(_paste_form({}, *map(str, moments)))

    async def put_back(self, interaction: discord.Interaction, token: str) -> None:
        """Read a draft's file again with the lines that were left out, for [Put the lines back]."""
        require_moderator(interaction)
        await interaction.response.defer()
        draft = await self._drafts.draft(interaction, token)

        async def do(work: Work) -> Draft:
            return await self._documents.draft_whole(draft, report=work.report)

        name = shown(draft.source.filename)
        await self._show(interaction, await self._long_work.run(interaction, name, do))

    async def pasted(
        self, interaction: discord.Interaction, typed: dict[str, str], embargo: str, expires: str
    ) -> None:
        """Draft a text. What else was typed is left out if it is wrong; the text is not lost."""
        require_moderator(interaction)
        await think(interaction)
        day, url = typed["date"], typed["url"]
        wrong = [value for value, ok in ((day, is_day(day)), (url, _is_address(url))) if not ok]

        def describe(source: Source) -> Source:
            return replace(
                source,
                title=source.title if is_blank(typed["title"]) else typed["title"],
                publisher=typed["publisher"] or source.publisher,
                date=(is_day(day) and day) or source.date,
                url=(_is_address(url) and url) or source.url,
            )

        draft = await self._long_work.run(
            interaction,
            _PASTED,
            lambda work: self._reading.draft(
                interaction,
                _PASTED,
                typed["text"].encode(),
                work,
                schedule=Schedule(_moment(embargo), _moment(expires)),
                describe=describe,
            ),
        )
        if not draft:
            return
        note = " ".join(
            f"“{named(value, 60)}” was left out, because it is not a"
            f" {'day like 2025-03-31' if value == day else 'web address'}. You can add it with"
            " Edit."
            for value in wrong
        )
        await self._drafts.preview(interaction, draft, note=note)

    async def _show(self, interaction: discord.Interaction, draft: Draft | None) -> None:
        if draft:
            await self._drafts.preview(interaction, draft)


def _paste_form(typed: Mapping[str, str], embargo: str, expires: str) -> ui.Modal:
    """Return the form for a text; its ``custom_id`` carries the schedule."""
    given = [typed.get(name, "") for name in ("title", "publisher", "date", "url")]
    text = Field("text", "Text", value=typed.get("text", ""), most=4000, required=True, long=True)
    custom_id = custom_ids.PASTE.of(embargo, expires)
    return form("Add a text", custom_id, *description(*given, named=False), text)


def _version_form(typed: Mapping[str, str], handle: str) -> ui.Modal:
    hint = "Leave both empty to fetch its own address. A file: /library replace."
    url, text = typed.get("url", ""), typed.get("text", "")
    return form(
        f"A new version of document {handle}",
        custom_ids.VERSION.of(handle),
        Field("url", "Address", hint=hint, value=url, most=LONGEST),
        Field("text", "Or the text itself", value=text, most=4000, long=True),
    )


def _moment(stamp: str) -> datetime | None:
    return datetime.fromtimestamp(int(stamp), UTC) if stamp else None


def _is_address(text: str) -> bool:
    return not text or bool(web_address(text))


def _refuse_both(file: discord.Attachment | None, url: str) -> None:
    if file and url:
        message = "That is a file and an address. Give only one of them."
        raise WordedError(message)
