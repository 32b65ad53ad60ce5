from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.library import snapshots as module
from bot.library.catalogue import Catalogue
from bot.library.curator import Curator
from bot.library.database import Database, open_database
from bot.library.indexing import Indexed
from bot.library.snapshots import Snapshots
from bot.model import BUNDLED
from bot.moments import utc_now
from tests.library.storing import AWAY, HOME, MODERATOR, store


async def index_of(database: Database) -> Indexed:
    return Indexed.of(await Catalogue(database, utc_now).prepared(HOME))


def values(indexed: Indexed | None) -> list[Any] | None:
    """Return what an index has, as values that can be compared."""
    if indexed is None:
        return None
    columns = (np.asarray(column).tolist() for column in astuple(indexed.inverted))
    return [list(indexed.entries), *columns]


@pytest.fixture
async def indexed(database: Database, curator: Curator) -> Indexed:
    for number in range(9):
        await store(curator, f"The gate {number} has a keeper, 漢字.", title=f"Gate {number}")
    return await index_of(database)


async def test_an_index_is_read_as_it_was_stored(
    database: Database, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PIECE", 16)
    snapshots = Snapshots(database)
    assert await snapshots.load(HOME) is None

    await snapshots.save(HOME, indexed)

    loaded = await snapshots.load(HOME)
    assert loaded
    assert values(loaded) == values(indexed)
    for was, read in zip(astuple(indexed.inverted), astuple(loaded.inverted), strict=True):
        assert np.asarray(was).dtype == np.asarray(read).dtype
    assert await snapshots.load(AWAY) is None


async def test_a_newer_index_takes_the_place_of_an_older_one(
    database: Database, curator: Curator, indexed: Indexed
) -> None:
    snapshots = Snapshots(database)
    await snapshots.save(HOME, indexed)
    await store(curator, "Another text.")
    newer = await index_of(database)

    await snapshots.save(HOME, newer)

    assert values(await snapshots.load(HOME)) == values(newer)
    assert await database.read("SELECT DISTINCT snapshot_id FROM piece") == [(2,)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE piece SET data = zeroblob(length(data)) WHERE name = 'slots'",
        "UPDATE piece SET data = substr(data, 2) WHERE name = 'counts'",
        "DELETE FROM piece WHERE name = 'places'",
        "DELETE FROM piece WHERE name = 'entries'",
    ],
)
async def test_a_damaged_one_is_deleted_and_told_of_once(
    database: Database, indexed: Indexed, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    snapshots = Snapshots(database)
    await snapshots.save(HOME, indexed)
    async with database.write() as db:
        await db.execute(damage)

    assert await snapshots.load(HOME) is None
    assert await snapshots.load(HOME) is None

    (logged,) = caplog.records
    assert (logged.message, vars(logged)["guild_id"]) == ("stored index unusable", HOME)
    assert await database.read("SELECT 1 FROM snapshot UNION ALL SELECT 1 FROM piece") == []


async def test_one_of_another_release_or_analysis_is_not_read(
    database: Database, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = Snapshots(database)
    await snapshots.save(HOME, indexed)

    monkeypatch.setattr(module, "FORMAT", 0)

    assert await snapshots.load(HOME) is None


async def test_a_purged_document_takes_its_guilds_stored_index_along(
    database: Database, curator: Curator, indexed: Indexed
) -> None:
    snapshots = Snapshots(database)
    away = await store(curator, "The lighthouse.", guild_id=AWAY)
    await snapshots.save(HOME, indexed)
    await snapshots.save(AWAY, Indexed.of(await Catalogue(database, utc_now).prepared(AWAY)))
    await curator.remove(AWAY, away.handle, user_id=MODERATOR)
    async with database.write() as db:
        await db.execute("UPDATE document SET removed_at = '2001' WHERE removed_at IS NOT NULL")

    assert await curator.purge() == 1

    assert await snapshots.load(AWAY) is None
    assert await snapshots.load(HOME)


async def test_a_purged_bundled_document_takes_all_stored_indexes_along(
    database: Database, curator: Curator, indexed: Indexed
) -> None:
    await store(curator, "Bundled.", guild_id=BUNDLED, corpus_path="a.txt")
    snapshots = Snapshots(database)
    await snapshots.save(HOME, indexed)
    async with database.write() as db:
        await db.execute("UPDATE document SET removed_at = '2001' WHERE guild_id = 0")

    await curator.purge()

    assert await snapshots.load(HOME) is None


async def test_an_index_that_is_mostly_bundled_is_not_stored(
    database: Database, curator: Curator
) -> None:
    for number in range(3):
        await store(curator, f"Bundled {number}.", guild_id=BUNDLED, corpus_path=f"{number}.txt")
    await store(curator, "The gate.")
    snapshots = Snapshots(database)

    await snapshots.save(HOME, await index_of(database))

    assert await database.read("SELECT 1 FROM snapshot UNION ALL SELECT 1 FROM piece") == []


async def pieces(database: Database) -> int:
    return len(await database.read("SELECT 1 FROM piece"))


@pytest.mark.parametrize("statement", ["DELETE FROM snapshot", "UPDATE snapshot SET id = 99"])
async def test_storing_ends_when_what_is_stored_is_deleted_or_anothers(
    database: Database, indexed: Indexed, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(module, "_PIECE", 8)
    snapshots = Snapshots(database)
    saving = asyncio.create_task(snapshots.save(HOME, indexed))
    while not await pieces(database):  # noqa: ASYNC110 (written in threads)
        await asyncio.sleep(0)

    async with database.write() as db:
        await db.execute("PRAGMA defer_foreign_keys = ON")
        await db.execute(statement)
        await db.execute("DELETE FROM piece")
    await saving

    assert await pieces(database) == 0
    assert await snapshots.load(HOME) is None


async def test_storing_that_is_broken_off_leaves_none(
    database: Database, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PIECE", 8)
    snapshots = Snapshots(database)
    await snapshots.save(HOME, indexed)
    for left in (0, 1, 5):
        saving = asyncio.create_task(snapshots.save(HOME, indexed))
        while await snapshots.load(HOME) or await pieces(database) < left:  # noqa: ASYNC110
            await asyncio.sleep(0)

        saving.cancel()
        await asyncio.gather(saving, return_exceptions=True)

        assert await snapshots.load(HOME) is None

    await snapshots.save(HOME, indexed)
    assert values(await snapshots.load(HOME)) == values(indexed)


STORE = """
import asyncio, sys
from pathlib import Path
from bot.library import snapshots
from bot.library.catalogue import Catalogue
from bot.library.database import open_database
from bot.library.indexing import Indexed
from bot.moments import utc_now

async def store():
    snapshots._PIECE = 64
    async with open_database(Path(sys.argv[1])) as database:
        indexed = Indexed.of(await Catalogue(database, utc_now).prepared(int(sys.argv[2])))
        print("built", flush=True)
        while True:
            await snapshots.Snapshots(database).save(int(sys.argv[2]), indexed)
            print("stored", flush=True)

asyncio.run(store())
"""


async def killed(path: Path, seconds: float) -> Sequence[bytes]:
    """Store an index again and again in another process, and kill that some time after once."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", STORE, str(path), str(HOME)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    said = [await process.stdout.readline() for _ in range(2)]
    await asyncio.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    return said


@pytest.mark.parametrize("seconds", [0, 0.02, 0.05])
async def test_storing_that_is_killed_leaves_a_whole_index_or_none(
    tmp_path: Path, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "library.db"
    async with open_database(path) as database:
        await store(Curator(database, utc_now), "The gate has a keeper.")
        expected = values(await index_of(database))

    assert await killed(path, seconds) == [b"built\n", b"stored\n"]

    async with open_database(path) as database:
        assert values(await Snapshots(database).load(HOME)) in (None, expected)
        assert not caplog.records
        await Snapshots(database).save(HOME, await index_of(database))
        assert values(await Snapshots(database).load(HOME)) == expected


async def test_a_full_disk_is_told_of_and_nothing_else_happens(
    database: Database, indexed: Indexed, caplog: pytest.LogCaptureFixture
) -> None:
    async with database.write() as db:
        (pages,) = await db.execute_fetchall("PRAGMA page_count")
    await database._writer.execute(f"PRAGMA max_page_count = {pages[0] + 1}")
    large = replace(indexed, entries=[*indexed.entries] * 500)

    await Snapshots(database).save(HOME, large)

    assert caplog.messages == ["index not stored"]
    assert await Snapshots(database).load(HOME) is None
