"""The library as a whole: what reads and writes one database."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.library.answers import Answers, Retention
from bot.library.catalogue import Catalogue
from bot.library.curator import Curator
from bot.library.database import open_database
from bot.library.drafts import Drafts
from bot.library.guilds import Guilds
from bot.library.history import History
from bot.library.originals import Originals
from bot.library.origins import Origins
from bot.library.people import People
from bot.library.profiles import MakeProfile, StoredProfiles, no_profile
from bot.library.promises import Promises
from bot.library.questions import Questions
from bot.library.queue import Queue
from bot.library.ratings import Ratings
from bot.library.snapshots import Snapshots
from bot.library.terms import Terms
from bot.library.typed import Typed
from bot.library.vectors import StoredVectors
from bot.library.watches import Watches
from bot.moments import Clock
from bot.search.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Library:
    """Its parts, each with one connection in common; make one with :func:`open_library`."""

    catalogue: Catalogue
    curator: Curator
    history: History
    answers: Answers
    drafts: Drafts
    guilds: Guilds
    questions: Questions
    watches: Watches
    queue: Queue
    ratings: Ratings
    origins: Origins
    originals: Originals
    people: People
    profiles: StoredProfiles
    promises: Promises
    snapshots: Snapshots
    terms: Terms
    typed: Typed
    vectors: StoredVectors


@asynccontextmanager
async def open_library(
    path: Path,
    analysis: Analysis,
    clock: Clock,
    make_profile: MakeProfile = no_profile,
    *,
    bundled: bool = True,
    retention: Retention | None = None,
) -> AsyncGenerator[Library, None]:
    """Open the library in a file, creating or migrating it; without ``bundled`` documents or with.

    Raises :class:`~bot.errors.Unwritable` and :class:`~bot.errors.NewerSchema`.
    """
    async with open_database(path) as database:
        terms = Terms(database, analysis)
        yield Library(
            catalogue=Catalogue(database, clock, bundled=bundled),
            curator=Curator(database, clock, terms, make_profile),
            history=History(database, clock, bundled=bundled),
            answers=Answers(database, clock, retention),
            drafts=Drafts(database, clock),
            guilds=Guilds(database, clock),
            questions=Questions(database),
            watches=Watches(database),
            ratings=Ratings(database, clock),
            queue=Queue(database),
            origins=Origins(database),
            originals=Originals(database),
            people=People(database, clock),
            profiles=StoredProfiles(database),
            promises=Promises(database, clock),
            snapshots=Snapshots(database),
            terms=terms,
            typed=Typed(database, clock),
            vectors=StoredVectors(database),
        )
