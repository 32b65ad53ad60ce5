from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.library.catalogue import Catalogue
from bot.library.curator import Curator
from bot.library.database import Database, open_database
from bot.library.ledger import Ledger


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
def ledger(database: Database) -> Ledger:
    return Ledger(database)
