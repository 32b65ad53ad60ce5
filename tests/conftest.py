from __future__ import annotations

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.cli.logs import configure_structlog
from bot.engine.engine import Engine, open_engine
from bot.settings import Settings, bundled_corpus

# Nothing fails because the machine has other things to do.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

configure_structlog()  # its own way shows the variables of each error, which takes a second

os.environ["VERBATIM_SEMANTIC"] = "off"  # else whatever asks loads a model for half a second


def pytest_collection_finish() -> None:
    """Look for garbage no more among what was imported: that takes a twentieth of all computing."""
    gc.freeze()


SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty library, to be copied: to migrate a new one takes ten times as long."""
    return _library(tmp_path_factory, None)


@pytest.fixture(scope="session")
def bundled_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library that has read the bundled documents, to be copied."""
    return _library(tmp_path_factory, bundled_corpus())


def _library(folders: pytest.TempPathFactory, corpus: Path | None) -> Path:
    settings = Settings(
        semantic="off", database=folders.mktemp("library") / "library.db", corpus=corpus
    )

    async def make() -> None:
        async with open_engine(settings):
            pass

    asyncio.run(make())
    return settings.database


@pytest.fixture
def bare_settings(tmp_path: Path, empty_library: Path) -> Settings:
    """Settings of an installation without bundled documents."""
    database = tmp_path / "library.db"
    shutil.copyfile(empty_library, database)
    return Settings(semantic="off", database=database, corpus=None)


@pytest.fixture
async def engine(bare_settings: Settings) -> AsyncGenerator[Engine, None]:
    async with open_engine(bare_settings) as engine:
        yield engine
