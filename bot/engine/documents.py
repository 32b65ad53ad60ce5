"""Adding, replacing and changing documents: every way in and out of a library.

The command line, Discord, feeds, the bundled documents: all add by :meth:`Documents.add`. Each
change is written to the library and told to the guild's index in one place,
:meth:`~bot.engine.indexes.Indexes.written`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from bot.engine.indexes import Indexes
from bot.engine.sources import Sources
from bot.errors import DocumentChanged
from bot.library.curator import Changes, Publishing, refuse_bundled
from bot.library.drafts import Draft, edited_fields
from bot.library.library import Library
from bot.model import Document, GuildId, Handle, Schedule, Source, UserId
from bot.progress import Report, untold

Describe: TypeAlias = Callable[[Source], Source]
"""Returns what was read with the description that a moderator gives it."""


def as_read(source: Source) -> Source:
    """Leave the description as it was read."""
    return source


class Documents:
    """Changes libraries; every method says for which guild and on whose behalf."""

    def __init__(self, library: Library, sources: Sources, indexes: Indexes) -> None:
        self._catalogue = library.catalogue
        self._curator = library.curator
        self._history = library.history
        self._answers = library.answers
        self._drafts = library.drafts
        self._typed = library.typed
        self._indexes = indexes
        self._sources = sources
        self.read = sources.read
        self.read_url = sources.read_url

    async def draft(
        self,
        guild_id: GuildId,
        user_id: UserId,
        filename: str,
        data: bytes,
        *,
        replaces: Handle | None = None,
        schedule: Schedule | None = None,
        describe: Describe = as_read,
        typed: bool = True,
        report: Report = untold,
    ) -> Draft:
        """Read a file and keep it for its moderator to look at; nothing is published.

        ``replaces`` is the document of which it is meant to be a new version; ``describe`` gives
        what was read the description that the moderator wants, which replacing takes over if it
        was ``typed``. Raises as
        :meth:`bot.engine.sources.Sources.read` does, and tells ``report`` how far it has come.
        """
        source = await self.read(guild_id, filename, data, report=report)
        described = describe(source)
        return await self._drafts.keep(
            guild_id,
            user_id,
            described,
            data,
            replaces=replaces,
            edited=edited_fields(source, described) if typed else (),
            schedule=schedule,
        )

    async def draft_url(
        self,
        guild_id: GuildId,
        user_id: UserId,
        url: str,
        *,
        replaces: Handle | None = None,
        schedule: Schedule | None = None,
        report: Report = untold,
    ) -> Draft:
        """Fetch a web address and keep what stands there as :meth:`draft` does a file."""
        source, data = await self.read_url(guild_id, url, report=report)
        return await self._drafts.keep(
            guild_id, user_id, source, data, replaces=replaces, schedule=schedule
        )

    async def draft_whole(self, draft: Draft, *, report: Report = untold) -> Draft:
        """Read the file of a draft again, with the lines that were left out, and keep that.

        What the moderator typed stays. Raises what reading raises; then the draft is as it was.
        """
        whole = await self._sources.read_whole(
            draft.guild_id, draft.source, draft.original, report=report
        )
        typed = {name: getattr(draft.source, name) for name in draft.edited}
        return await self._drafts.reread(draft, replace(whole, **typed))

    async def add(
        self,
        guild_id: GuildId,
        source: Source,
        original: bytes,
        *,
        user_id: UserId | None = None,
        schedule: Schedule | None = None,
        corpus_path: str | None = None,
        publishing: Publishing | None = None,
    ) -> Document:
        """Store what was read as a new document; ``corpus_path`` is that of a bundled one.

        Raises :class:`~bot.errors.DuplicateDocument` if the guild has the same bytes already.
        """
        publishing = publishing or Publishing()
        measures = await self._sources.measured(guild_id, source, publishing.report)
        write = partial(
            self._curator.add,
            guild_id,
            source,
            measures.spans,
            original,
            measures=measures,
            user_id=user_id,
            schedule=schedule,
            corpus_path=corpus_path,
            publishing=publishing,
        )
        return await self._indexes.written(guild_id, write, self._indexes.added)

    async def replace(
        self,
        guild_id: GuildId,
        handle: Handle,
        source: Source,
        original: bytes,
        *,
        edited: Iterable[str] = (),
        user_id: UserId | None = None,
        schedule: Schedule | None = None,
        expected: int | None = None,
        publishing: Publishing | None = None,
    ) -> Document:
        """Store what was read as the new version of a document, which keeps handle and description.

        The day of publication is the new one if it was found. ``edited`` names the fields of
        ``source`` that a person typed, which are taken as they are. A ``schedule`` takes the place
        of the document's. Raises
        :class:`~bot.errors.DocumentNotFound`, :class:`~bot.errors.NotAllowed` for a bundled
        document, :class:`~bot.errors.DuplicateDocument` if the guild has the same bytes, and
        :class:`~bot.errors.DocumentChanged` if the document has not the version ``expected``.
        """
        refuse_bundled(handle)
        document = await self._catalogue.document(guild_id, handle, closed=True)
        described = _described(source, document, frozenset(edited))
        return await self.replace_with(
            document,
            described,
            original,
            user_id=user_id,
            schedule=schedule,
            expected=expected,
            publishing=publishing,
        )

    async def replace_with(
        self,
        document: Document,
        source: Source,
        original: bytes,
        *,
        user_id: UserId | None = None,
        schedule: Schedule | None = None,
        expected: int | None = None,
        publishing: Publishing | None = None,
    ) -> Document:
        """Store what was read as the new version of a document, with its own description."""
        publishing = publishing or Publishing()
        guild_id = document.guild_id
        measures = await self._sources.measured(guild_id, source, publishing.report)
        write = partial(
            self._curator.replace,
            document,
            source,
            measures.spans,
            original,
            measures=measures,
            user_id=user_id,
            schedule=schedule,
            expected=expected,
            publishing=publishing,
        )
        return await self._indexes.written(guild_id, write, self._indexes.changed)

    async def publish(
        self,
        draft: Draft,
        replacing: Handle | None = None,
        *,
        expected: int | None = None,
        begin: Callable[[], None] = lambda: None,
        report: Report = untold,
    ) -> Document:
        """Store a draft as a new document or the new version of one; raises as those do.

        It may be cancelled until ``begin`` is called. In one transaction the document is stored
        and the draft forgotten; raises :class:`~bot.errors.DraftGone` where it is gone already.
        """
        source, original, user_id = draft.source, draft.original, draft.user_id
        publishing = Publishing(draft, begin, report)
        if replacing is None:
            return await self.add(
                draft.guild_id,
                source,
                original,
                user_id=user_id,
                schedule=draft.schedule,
                publishing=publishing,
            )
        return await self.replace(
            draft.guild_id,
            replacing,
            source,
            original,
            edited=draft.edited,
            user_id=user_id,
            schedule=draft.schedule if draft.schedule != Schedule() else None,
            expected=expected,
            publishing=publishing,
        )

    async def take_back(
        self, guild_id: GuildId, handle: Handle, version: int, *, user_id: UserId | None = None
    ) -> Document:
        """Undo the replacing by a version: store the text before it again, as the newest version.

        The document is described as it was before. Raises
        :class:`~bot.errors.DocumentChanged` if the version is not the current one.
        """
        document = await self._catalogue.document(guild_id, handle, closed=True)
        if document.version != version:
            raise DocumentChanged(document)
        earlier = await self._history.earlier(document)
        return await self.replace_with(
            document,
            earlier.source,
            earlier.original,
            user_id=user_id,
            schedule=earlier.schedule,
            expected=version,
        )

    async def edit(
        self, guild_id: GuildId, handle: Handle, changes: Changes, *, user_id: UserId | None = None
    ) -> Document:
        """Change a document's description or schedule."""
        refuse_bundled(handle)
        write = partial(self._curator.edit, guild_id, handle, changes, user_id=user_id)
        return await self._indexes.written(guild_id, write, self._indexes.changed)

    async def remove(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None = None
    ) -> Document:
        """Take a document out of the guild's library; it can be restored for 30 days."""
        refuse_bundled(handle)
        write = partial(self._curator.remove, guild_id, handle, user_id=user_id)
        return await self._indexes.written(guild_id, write, self._indexes.removed)

    async def restore(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None = None
    ) -> Document:
        """Bring a removed document back."""
        refuse_bundled(handle)
        write = partial(self._curator.restore, guild_id, handle, user_id=user_id)
        return await self._indexes.written(guild_id, write, self._indexes.added)

    async def erase(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None = None
    ) -> Document:
        """Delete a document for good, removed or not, and shrink the library's file."""
        refuse_bundled(handle)
        write = partial(self._curator.erase, guild_id, handle, user_id=user_id)
        document = await self._indexes.written(guild_id, write, self._indexes.removed)
        await self._curator.shrink()
        return document

    async def purge(self) -> None:
        """Delete for good what was kept long enough.

        What fails keeps nothing else from being deleted; then it raises an :exc:`ExceptionGroup`.
        """
        failures: list[Exception] = []
        for kept in (self._curator, self._answers, self._drafts, self._typed):
            try:
                await kept.purge()
            except Exception as error:  # noqa: BLE001 (raised below)
                failures.append(error)
        if failures:
            message = "not everything could be deleted"
            raise ExceptionGroup(message, failures)


def _described(source: Source, document: Document, edited: frozenset[str]) -> Source:
    return replace(
        source,
        title=source.title if "title" in edited else document.title,
        publisher=source.publisher if "publisher" in edited else document.publisher,
        date=source.date if "date" in edited else source.date or document.date,
        url=source.url if "url" in edited else document.url or source.url,
    )
