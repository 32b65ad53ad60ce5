"""The use cases. The command line, Discord and the tests all come in here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from shutil import which
from typing import TypeAlias

from bot.answer.answer import answer, further
from bot.answer.evidence import Kind, kind_of
from bot.answer.semantic import Semantic
from bot.engine.asking import Finder
from bot.engine.bundled import sync
from bot.engine.indexes import PATIENCE, Shelves
from bot.engine.memory import share
from bot.engine.pages import Viewer, open_viewer
from bot.engine.profiles import Renewer, open_renewer
from bot.engine.sources import Sources
from bot.engine.versions import Versions
from bot.engine.watching.feeds import Feeds
from bot.engine.watching.refetching import Refetching
from bot.engine.watching.watching import Watching
from bot.fetching.fetcher import Fetcher, open_fetcher
from bot.library.answers import Answers
from bot.library.catalogue import Catalogue, Excerpt
from bot.library.curator import Changes, Curator, refuse_bundled
from bot.library.database import open_database
from bot.library.drafts import Draft, Drafts, edited_fields
from bot.library.guilds import Guilds
from bot.library.history import History
from bot.library.questions import Questions
from bot.library.snapshots import Snapshots
from bot.library.terms import Terms
from bot.library.watches import Watches
from bot.model import (
    Abstention,
    Document,
    GuildId,
    Handle,
    Quote,
    QuoteId,
    Reason,
    Reply,
    Schedule,
    Source,
    UserId,
)
from bot.moments import Clock, utc_now
from bot.progress import Report, untold
from bot.search.analysis import Analysis
from bot.search.query import QueryMaker
from bot.settings import Settings
from bot.worker.jobs import Reader, open_reader

CONTEXT = 700
"""Code points that [More context] adds before and after a quote."""


Describe: TypeAlias = Callable[[Source], Source]
"""Returns what was read with the description that a moderator gives it."""


def as_read(source: Source) -> Source:
    """Leave the description as it was read."""
    return source


class Engine:
    """Answers questions from the library and keeps the library; make one with `open_engine`."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        curator: Curator,
        history: History,
        answers: Answers,
        drafts: Drafts,
        guilds: Guilds,
        questions: Questions,
        watches: Watches,
        reader: Reader,
        fetcher: Fetcher,
        settings: Settings,
        snapshots: Snapshots,
        terms: Terms,
        viewer: Viewer,
        semantic: Semantic | None = None,
        renewer: Renewer,
        clock: Clock = utc_now,
    ) -> None:
        self.catalogue = catalogue
        self.answers = answers
        self.drafts = drafts
        self.guilds = guilds
        self.questions = questions
        self.clock = clock
        self.settings = settings
        self.viewer = viewer
        self._curator = curator
        self.sources = Sources(catalogue, reader, fetcher, settings.max_file_size)
        feeds = Feeds(fetcher, reader)
        self.watching = Watching(
            feeds, self.sources, catalogue, drafts, watches, clock, settings.watch_minutes
        )
        self._analysis = terms.analysis
        self._queries = QueryMaker(self._analysis)
        self._semantic = semantic
        self._ranking = asyncio.Lock()
        self._shelves = Shelves(catalogue, terms, snapshots, settings.max_index_passages, clock)
        self.finder = Finder(catalogue, self._shelves, self._queries, renewer, clock)
        self.versions = Versions(catalogue, curator, history, drafts, self._shelves)
        self.refetching = Refetching(
            self.sources, self.versions, catalogue, drafts, watches, clock, settings.refetch_hour
        )

    # Asking

    async def ask(
        self,
        guild_id: GuildId,
        question: str,
        *,
        handle: Handle | None = None,
        earlier: str = "",
    ) -> Reply:
        """Answer a question from what the guild can find, or abstain.

        ``handle`` limits it to one document; ``earlier`` is what the question follows up. Raises
        :class:`~bot.errors.DocumentNotFound` for a handle that the guild does not have.
        """
        found = await self.finder.find(guild_id, question, handle, earlier)
        if found is None:
            return Abstention(question, Reason.EMPTY_LIBRARY)
        # Ranking thirty passages takes several ms of pure computing, too long for the event loop;
        # two at once would only take the interpreter from each other, and from the loop.
        async with self._ranking:
            return await asyncio.to_thread(answer, *found, self._analysis, self._semantic)

    def asks(self, text: str) -> bool:
        """Tell whether a text can be a question: "thanks" is none, "and when?" is one."""
        return kind_of(text) is not Kind.OTHER or self._queries.has_terms(text)

    async def further(
        self,
        guild_id: GuildId,
        question: str,
        *,
        skip: int,
        handle: Handle | None = None,
        earlier: str = "",
    ) -> tuple[Quote, ...]:
        """Return the quotes after the first ``skip`` of a question; empty when there are none."""
        found = await self.finder.find(guild_id, question, handle, earlier)
        if found is None:
            return ()
        async with self._ranking:
            return await asyncio.to_thread(
                further, *found, self._analysis, self._semantic, skip=skip
            )

    async def context(self, guild_id: GuildId, quote_id: QuoteId) -> Excerpt:
        """Return a quote with what stands around it."""
        return await self.catalogue.excerpt(guild_id, quote_id, around=CONTEXT)

    # Adding

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
        report: Report = untold,
    ) -> Draft:
        """Read a file and keep it for its moderator to look at; nothing is published.

        ``replaces`` is the document of which it is meant to be a new version; ``describe`` gives
        what was read the description that the moderator wants. Raises as
        :meth:`bot.engine.sources.Sources.read` does, and tells ``report`` how far it has come.
        """
        source = await self.sources.read(guild_id, filename, data, report=report)
        described = describe(source)
        return await self.drafts.keep(
            guild_id,
            user_id,
            described,
            data,
            replaces=replaces,
            edited=edited_fields(source, described),
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
        source, data = await self.sources.read_url(guild_id, url, report=report)
        return await self.drafts.keep(
            guild_id, user_id, source, data, replaces=replaces, schedule=schedule
        )

    async def add(
        self,
        guild_id: GuildId,
        filename: str,
        data: bytes,
        *,
        user_id: UserId | None = None,
        schedule: Schedule | None = None,
        report: Report = untold,
    ) -> Document:
        """Read a file into the guild's library at once; raises as :meth:`draft` does."""
        source = await self.sources.read(guild_id, filename, data, report=report)
        return await self.versions.add(guild_id, source, data, user_id=user_id, schedule=schedule)

    async def add_url(
        self,
        guild_id: GuildId,
        url: str,
        *,
        user_id: UserId | None = None,
        schedule: Schedule | None = None,
        report: Report = untold,
    ) -> Document:
        """Fetch a web address into the guild's library at once."""
        source, data = await self.sources.read_url(guild_id, url, report=report)
        return await self.versions.add(guild_id, source, data, user_id=user_id, schedule=schedule)

    # Changing

    async def edit(
        self, guild_id: GuildId, handle: Handle, changes: Changes, *, user_id: UserId | None = None
    ) -> Document:
        """Change a document's description or schedule."""
        refuse_bundled(handle)
        async with self._shelves.changing(guild_id):
            document = await self._curator.edit(guild_id, handle, changes, user_id=user_id)
            await self._shelves.changed(document)
        return document

    async def remove(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None = None
    ) -> Document:
        """Take a document out of the guild's library; it can be restored for 30 days."""
        refuse_bundled(handle)
        async with self._shelves.changing(guild_id):
            document = await self._curator.remove(guild_id, handle, user_id=user_id)
            await self._shelves.removed(document)
        return document

    async def restore(
        self, guild_id: GuildId, handle: Handle, *, user_id: UserId | None = None
    ) -> Document:
        """Bring a removed document back."""
        refuse_bundled(handle)
        async with self._shelves.changing(guild_id):
            document = await self._curator.restore(guild_id, handle, user_id=user_id)
            await self._shelves.added(document)
        return document

    async def purge(self) -> None:
        """Delete for good what was kept long enough."""
        await self._curator.purge()
        await self.answers.purge()
        await self.drafts.purge()

    async def close(self, patience: float = PATIENCE) -> None:
        """End what goes on beside questions, which has so many seconds to be finished."""
        await self._shelves.close(patience)


@asynccontextmanager
async def open_engine(
    settings: Settings, *, fetcher: Fetcher | None = None, clock: Clock = utc_now
) -> AsyncGenerator[Engine, None]:
    """Open the library, bring the bundled shelf up to date, and put an engine on them.

    Without a ``fetcher`` it has one of its own, which opens public addresses only. The ``clock``
    decides which embargoes have ended and which documents have expired.
    """
    analysis = Analysis()
    share()
    async with (
        open_database(settings.database) as database,
        open_reader(
            children=settings.readers,
            memory_bytes=settings.reader_memory,
            seconds=settings.reader_seconds,
            tesseract=which("tesseract") if settings.ocr == "auto" else None,
        ) as reader,
        open_fetcher(max_bytes=settings.max_file_size, seconds=settings.fetch_seconds) as own,
        open_viewer(database, settings) as viewer,
        open_renewer(database, analysis) as renewer,
    ):
        terms = Terms(database, analysis)
        curator = Curator(database, terms, renewer.make)
        if settings.corpus:
            await sync(settings.corpus, curator)
        engine = Engine(
            catalogue=Catalogue(database, bundled=settings.corpus is not None, clock=clock),
            curator=curator,
            history=History(database, bundled=settings.corpus is not None, clock=clock),
            answers=Answers(database, clock),
            drafts=Drafts(database, clock),
            guilds=Guilds(database),
            questions=Questions(database),
            snapshots=Snapshots(database),
            terms=terms,
            watches=Watches(database),
            renewer=renewer,
            reader=reader,
            fetcher=fetcher or own,
            settings=settings,
            viewer=viewer,
            semantic=await asyncio.to_thread(Semantic) if settings.semantic else None,
            clock=clock,
        )
        try:
            yield engine
        finally:
            await engine.close()
