from __future__ import annotations

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


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database, None]:
    async with open_database(tmp_path / "library.db") as database:
        yield database


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)


@pytest.fixture
def curator(database: Database) -> Curator:
    return Curator(database)


@pytest.fixture
def answers(database: Database) -> Answers:
    return Answers(database)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


@pytest.fixture
def guilds(database: Database) -> Guilds:
    return Guilds(database)


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)
