"""Wiring: the library, the reader, the fetcher and the use cases that stand on them.

To answer is the one thing that every command may do. What the other use cases need is loaded and
made when one is first used: that takes .035 of the .33 seconds of computing that `verbatim ask`
needed with it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import cached_property, partial
from shutil import which
from typing import TYPE_CHECKING

from bot.answer.profile import stored_profile
from bot.answer.semantic import Semantic, is_installed
from bot.engine.asking import Asking
from bot.engine.bundled import sync
from bot.engine.indexes import Indexes, open_indexes
from bot.engine.memory import share
from bot.engine.pages import open_pages
from bot.engine.profiles import open_profiles
from bot.engine.vectors import Vectors, open_vectors
from bot.library.answers import Retention
from bot.library.library import Library, open_library
from bot.moments import Clock, utc_now
from bot.search.analysis import Analysis
from bot.settings import Settings
from bot.worker.jobs import Reader, open_reader

if TYPE_CHECKING:
    from bot.engine.checking import Checking
    from bot.engine.documents import Documents
    from bot.engine.examples import Examples
    from bot.engine.proving import Proving
    from bot.engine.sources import Sources
    from bot.engine.versions import Versions
    from bot.engine.watching.watching import Watching
    from bot.fetching.fetcher import Fetcher


class Engine:
    """The four use cases and the library that they work on; make one with :func:`open_engine`."""

    def __init__(
        self,
        library: Library,
        asking: Asking,
        vectors: Vectors,
        indexes: Indexes,
        reader: Reader,
        settings: Settings,
        clock: Clock,
        opened: AsyncExitStack,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.library = library
        self.asking = asking
        """Answers questions."""
        self.vectors = vectors
        """Makes what the extra ``semantic`` needs of passages."""
        self.settings = settings
        self.clock = clock
        self._indexes = indexes
        self._reader = reader
        self._opened = opened
        self._given_fetcher = fetcher

    @cached_property
    def documents(self) -> Documents:
        """Adds and changes documents."""
        from bot.engine.documents import Documents  # noqa: PLC0415 (see above)

        return Documents(self.library, self._sources, self._indexes)

    @cached_property
    def checking(self) -> Checking:
        """Checks whether something is said, word for word."""
        from bot.engine.checking import Checking  # noqa: PLC0415 (see above)

        return Checking(self.library.catalogue, self.asking)

    @cached_property
    def examples(self) -> Examples:
        """Finds questions that documents answer."""
        from bot.engine.examples import Examples  # noqa: PLC0415 (see above)

        return Examples(self.library.catalogue, self.asking)

    @cached_property
    def proving(self) -> Proving:
        """Proves quotes."""
        from bot.engine.proving import Proving  # noqa: PLC0415 (see above)

        return Proving(self.library)

    @cached_property
    def versions(self) -> Versions:
        """Compares versions of documents, and tells what is alike."""
        from bot.engine.versions import Versions  # noqa: PLC0415 (see above)

        return Versions(self.library)

    @cached_property
    def watching(self) -> Watching:
        """Looks at feeds and at documents' addresses."""
        from bot.engine.watching.feeds import Feeds  # noqa: PLC0415 (see above)
        from bot.engine.watching.refetching import Refetching  # noqa: PLC0415
        from bot.engine.watching.watching import Watching  # noqa: PLC0415

        library, sources, clock, settings = self.library, self._sources, self.clock, self.settings
        return Watching(
            library,
            Feeds(self._fetcher, self._reader),
            sources,
            Refetching(library, sources, self.versions, clock, settings.refetch_hour),
            clock,
            settings.watch_minutes,
        )

    @cached_property
    def _sources(self) -> Sources:
        from bot.engine.sources import Sources  # noqa: PLC0415 (see above)

        largest = self.settings.max_file_size
        analysis = self.library.terms.analysis
        return Sources(self.library.catalogue, self._reader, self._fetcher, analysis, largest)

    @cached_property
    def _fetcher(self) -> Fetcher:
        if self._given_fetcher:
            return self._given_fetcher
        from bot.fetching.fetcher import Fetcher  # noqa: PLC0415 (see above)

        largest, seconds = self.settings.max_file_size, self.settings.fetch_seconds
        fetcher = Fetcher(max_bytes=largest, seconds=seconds)
        self._opened.push_async_callback(fetcher.aclose)
        return fetcher


@asynccontextmanager
async def open_engine(
    settings: Settings, *, fetcher: Fetcher | None = None, clock: Clock = utc_now
) -> AsyncGenerator[Engine, None]:
    """Open the library, bring the bundled documents up to date, and put the use cases on them.

    Without a ``fetcher`` it has one of its own, which opens public addresses only. The ``clock``
    dates what is written, and decides which embargoes have ended and which documents have expired.
    """
    analysis = Analysis()
    make_profile = partial(stored_profile, analysis=analysis)
    bundled = settings.corpus is not None
    retention = Retention(
        timedelta(days=settings.question_days), timedelta(days=settings.asker_days)
    )
    semantic = Semantic() if settings.wants_semantic(is_installed) else None
    share()
    async with (
        open_library(
            settings.database, analysis, clock, make_profile, bundled=bundled, retention=retention
        ) as library,
        open_reader(
            children=settings.readers,
            memory_bytes=settings.reader_memory,
            seconds=settings.reader_seconds,
            tesseract=which("tesseract") if settings.ocr == "auto" else None,
        ) as reader,
        AsyncExitStack() as opened,
        open_pages(library.originals, settings) as pages,
        open_profiles(library.profiles, make_profile) as profiles,
        open_vectors(library.vectors, semantic) as vectors,
        open_indexes(library, settings.max_index_passages, clock) as indexes,
    ):
        asking = Asking(library, indexes, profiles, vectors, pages, analysis, clock, semantic)
        engine = Engine(library, asking, vectors, indexes, reader, settings, clock, opened, fetcher)
        if settings.corpus:
            await sync(settings.corpus, lambda: engine.documents, library.curator)
        yield engine
