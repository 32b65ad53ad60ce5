from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.library.answers import Answers
from bot.library.catalogue import Catalogue
from bot.library.curator import Curator
from bot.library.database import Database, open_database
from bot.library.drafts import Drafts
from bot.library.guilds import Guilds
from bot.library.questions import Questions
from bot.library.ratings import Ratings
from tests.clocks import SetClock


@pytest.fixture
async def database(tmp_path: Path, empty_library: Path) -> AsyncGenerator[Database, None]:
    shutil.copyfile(empty_library, tmp_path / "library.db")
    async with open_database(tmp_path / "library.db") as database:
        yield database


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def catalogue(database: Database, clock: SetClock) -> Catalogue:
    return Catalogue(database, clock)


@pytest.fixture
def curator(database: Database, clock: SetClock) -> Curator:
    return Curator(database, clock)


@pytest.fixture
def answers(database: Database, clock: SetClock) -> Answers:
    return Answers(database, clock)


@pytest.fixture
def ratings(database: Database, clock: SetClock) -> Ratings:
    return Ratings(database, clock)


@pytest.fixture
def drafts(database: Database, clock: SetClock) -> Drafts:
    return Drafts(database, clock)


@pytest.fixture
def guilds(database: Database, clock: SetClock) -> Guilds:
    return Guilds(database, clock)


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)
