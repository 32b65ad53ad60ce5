"""Wiring: the library, the reader, the fetcher and the use cases that stand on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from shutil import which

from bot.answer.profile import stored_profile
from bot.answer.semantic import Semantic
from bot.engine.asking import Asking
from bot.engine.bundled import sync
from bot.engine.documents import Documents
from bot.engine.indexes import open_indexes
from bot.engine.memory import share
from bot.engine.pages import open_pages
from bot.engine.profiles import open_profiles
from bot.engine.sources import Sources
from bot.engine.versions import Versions
from bot.engine.watching.feeds import Feeds
from bot.engine.watching.refetching import Refetching
from bot.engine.watching.watching import Watching
from bot.fetching.fetcher import Fetcher, open_fetcher
from bot.library.library import Library, open_library
from bot.moments import Clock, utc_now
from bot.search.analysis import Analysis
from bot.settings import Settings
from bot.worker.jobs import open_reader


@dataclass(frozen=True, slots=True)
class Engine:
    """The four use cases and the library that they work on; make one with :func:`open_engine`."""

    asking: Asking
    """Answers questions."""
    documents: Documents
    """Adds and changes documents."""
    versions: Versions
    """Compares versions of documents, and tells what is alike."""
    watching: Watching
    """Looks at feeds and at documents' addresses."""
    library: Library
    settings: Settings
    clock: Clock


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
    share()
    async with (
        open_library(settings.database, analysis, clock, make_profile, bundled=bundled) as library,
        open_reader(
            children=settings.readers,
            memory_bytes=settings.reader_memory,
            seconds=settings.reader_seconds,
            tesseract=which("tesseract") if settings.ocr == "auto" else None,
        ) as reader,
        open_fetcher(max_bytes=settings.max_file_size, seconds=settings.fetch_seconds) as own,
        open_pages(library.originals, settings) as pages,
        open_profiles(library.profiles, make_profile) as profiles,
        open_indexes(library, settings.max_index_passages, clock) as indexes,
    ):
        sources = Sources(library.catalogue, reader, fetcher or own, settings.max_file_size)
        documents = Documents(library, sources, indexes)
        if settings.corpus:
            await sync(settings.corpus, documents, library.curator)
        semantic = await asyncio.to_thread(Semantic) if settings.semantic else None
        versions = Versions(library)
        feeds = Feeds(fetcher or own, reader)
        refetching = Refetching(library, sources, versions, clock, settings.refetch_hour)
        yield Engine(
            asking=Asking(library, indexes, profiles, pages, analysis, clock, semantic),
            documents=documents,
            versions=versions,
            watching=Watching(library, feeds, sources, refetching, clock, settings.watch_minutes),
            library=library,
            settings=settings,
            clock=clock,
        )
