from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.engine.backups import Backups
from bot.errors import LibraryError
from bot.library.backup import backups
from bot.settings import Settings
from tests.clocks import SetClock

EVENING = datetime(2026, 11, 30, 20, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path, empty_library: Path) -> Settings:
    shutil.copyfile(empty_library, tmp_path / "library.db")
    return Settings(
        database=tmp_path / "library.db", backup_folder=tmp_path / "deep" / "saved", backups=2
    )


async def test_one_is_made_each_day_once_it_is_night_and_the_newest_are_kept(
    settings: Settings,
) -> None:
    clock = SetClock(EVENING)
    nightly = Backups(settings, clock)
    made = []
    for _ in range(4 * 24):
        made.append(await nightly.make_if_due())
        clock.at += timedelta(hours=1)

    names = [path.name[9:22] for path in made if path]
    assert names == [
        *("2026-11-30T20", "2026-12-01T02", "2026-12-02T02", "2026-12-03T02", "2026-12-04T02")
    ]
    assert settings.backup_folder
    assert backups(settings.backup_folder) == [path for path in made if path][-2:]


async def test_none_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    settings = Settings(semantic="off", database=tmp_path / "library.db")

    assert await Backups(settings, SetClock(EVENING)).make_if_due() is None


async def test_what_fails_leaves_the_earlier_ones_and_is_tried_again(settings: Settings) -> None:
    clock = SetClock(EVENING)
    nightly = Backups(settings, clock)
    made = await nightly.make_if_due()
    clock.at += timedelta(days=1)
    aside = settings.database.rename(settings.database.with_name("aside.db"))

    with pytest.raises(LibraryError):
        await nightly.make_if_due()
    assert settings.backup_folder
    assert backups(settings.backup_folder) == [made]
    aside.rename(settings.database)

    assert await nightly.make_if_due()
