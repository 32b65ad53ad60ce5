from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.cli.logs import configure_structlog
from bot.engine.engine import Engine, open_engine
from bot.settings import Settings

# Nothing fails because the machine has other things to do.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

configure_structlog()  # its own way shows the variables of each error, which takes a second

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture
def bare_settings(tmp_path: Path) -> Settings:
    """Settings of an installation without bundled documents."""
    return Settings(database=tmp_path / "library.db", corpus=None)


@pytest.fixture
async def engine(bare_settings: Settings) -> AsyncGenerator[Engine, None]:
    async with open_engine(bare_settings) as engine:
        yield engine
