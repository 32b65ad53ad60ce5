"""From a file or a web address to a source, which is not in the library yet."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

from yarl import URL

from bot.answer.profile import stored_profile_and_terms
from bot.errors import (
    DuplicateDocument,
    Moved,
    NoAddress,
    Problem,
    ReaderFailed,
    TooLarge,
    Unreachable,
)
from bot.fetching.addresses import host_of, redirected, same_site
from bot.fetching.fetcher import REDIRECTS, Fetched, Fetcher
from bot.ingest.filename import shown
from bot.ingest.passages import passages
from bot.library.catalogue import Catalogue
from bot.library.rows import digest
from bot.measures import Measures
from bot.model import Document, GuildId, Origin, Source
from bot.progress import Report, from_thread, untold
from bot.search.analysis import Analysis
from bot.worker.jobs import Reader


def own_address(document: Document) -> str:
    """Return where a document can be fetched again.

    Raises :class:`~bot.errors.NoAddress` if that is not known.
    """
    if not document.url:
        raise NoAddress(document.handle)
    return document.url


LONG = 50_000
"""Characters of a text from which on a process measures it that takes .1 seconds to start, as long
as to measure a hundred passages."""


class Sources:
    """Fetches and reads what a guild does not have yet; nothing is stored."""

    def __init__(
        self,
        catalogue: Catalogue,
        reader: Reader,
        fetcher: Fetcher,
        analysis: Analysis,
        max_file_size: int,
    ) -> None:
        self._analyse = partial(stored_profile_and_terms, analysis=analysis)
        self._catalogue = catalogue
        self._reader = reader
        self._fetcher = fetcher
        self._max_file_size = max_file_size

    async def read(
        self,
        guild_id: GuildId,
        filename: str,
        data: bytes,
        *,
        charset: str = "",
        report: Report = untold,
    ) -> Source:
        """Read a file; ``report`` is told how far that has come.

        ``charset`` is what the server that it came from calls its encoding.

        Raises a :class:`~bot.errors.SourceError` for a file that cannot be quoted and
        :class:`~bot.errors.DuplicateDocument` for one that the guild has.
        """
        if len(data) > self._max_file_size:
            raise TooLarge(
                Problem.FILE_TOO_LARGE,
                name=shown(filename),
                size=len(data),
                largest=self._max_file_size,
            )
        sha256 = await asyncio.to_thread(digest, data)
        if document := await self._catalogue.duplicate(guild_id, sha256):
            raise DuplicateDocument(shown(filename), document)
        source = await self._reader.read(
            filename, data, charset=charset, owner=guild_id, report=report
        )
        return replace(source, sha256=sha256)

    async def measured(
        self, guild_id: GuildId, source: Source, report: Report = untold
    ) -> Measures:
        """Return what is computed of a text before it is stored.

        A long text is measured by a child process, unless that breaks a limit of its own.
        """
        if len(source.text) >= LONG:
            with suppress(ReaderFailed):
                return await self._reader.measure(source, owner=guild_id, report=report)
        return await asyncio.to_thread(self._measured, source, from_thread(report))

    def _measured(self, source: Source, report: Report) -> Measures:
        spans = passages(source.text, source.landmarks)
        title, language, text = source.title, source.language, source.text
        return Measures.of(title, language, text, spans, self._analyse, report)

    async def read_url(
        self, guild_id: GuildId, url: str, *, report: Report = untold
    ) -> tuple[Source, bytes]:
        """Fetch a web address and read what stands there, as :meth:`read` does a file.

        A page that only leads to another is followed as a redirect is.
        """
        for _ in range(1 + REDIRECTS):
            fetched = await self._fetcher.fetch(url, report=report)
            name, data, charset = fetched.filename, fetched.data, fetched.charset
            try:
                source = await self.read(guild_id, name, data, charset=charset, report=report)
                return _fetched(source, fetched), data
            except Moved as error:
                url = str(redirected(URL(fetched.url), error.address))
        raise Unreachable(Problem.TOO_MANY_REDIRECTS, name=host_of(URL(url)), limit=REDIRECTS)

    async def read_whole(
        self, guild_id: GuildId, source: Source, data: bytes, *, report: Report = untold
    ) -> Source:
        """Read a file again and keep what looked like navigation, running heads or contents."""
        name, charset = source.filename, source.charset
        whole = await self._reader.read(
            name, data, charset=charset, whole=True, owner=guild_id, report=report
        )
        return replace(whole, sha256=source.sha256, url=source.url, origin=source.origin)

    async def fetch_newer(self, origin: Origin) -> Fetched | None:
        """Fetch again; ``None`` if the server says that it has no newer version."""
        return await self._fetcher.fetch_newer(origin)

    async def read_fetched(self, guild_id: GuildId, fetched: Fetched) -> Source:
        """Read what was fetched, whether the guild has it or not."""
        name, data, charset = fetched.filename, fetched.data, fetched.charset
        source = await self._reader.read(name, data, charset=charset, owner=guild_id)
        return _fetched(source, fetched)


def _fetched(source: Source, fetched: Fetched) -> Source:
    """Return a source with its address: the one that the page states, if it is on the same site.

    Pages that were copied or moved state the address of others.
    """
    url = source.url if same_site(source.url, fetched.url) else fetched.url
    return replace(source, url=url, origin=fetched.origin)
