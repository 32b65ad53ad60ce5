from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import (
    DatabaseDamaged,
    DatabaseIsFolder,
    DatabaseLocked,
    NotStored,
    Trouble,
    Unwritable,
)
from bot.library.database import Database, open_database


async def states(database: Database) -> dict[str, str]:
    return {row[0]: row[1] for row in await database.read("SELECT key, value FROM state")}


async def test_the_file_is_a_write_ahead_log_with_foreign_keys_and_strict_tables(
    tmp_path: Path,
) -> None:
    async with open_database(tmp_path / "deep" / "library.db") as database:
        assert await database.read_one("PRAGMA journal_mode") == ("wal",)
        async with database.write() as db:
            assert list(await db.execute_fetchall("PRAGMA foreign_keys")) == [(1,)]
        lax = await database.read(
            "SELECT name FROM pragma_table_list WHERE NOT strict AND schema = 'main'"
            " AND name NOT LIKE 'sqlite_%'"
        )
        assert lax == []


async def test_a_write_that_fails_leaves_nothing_and_the_next_one_works(database: Database) -> None:
    async def write(key: str, *, fails: bool) -> None:
        async with database.write() as db:
            await db.execute("INSERT INTO state VALUES (?, 'x')", (key,))
            if fails:
                await db.execute("INSERT INTO state VALUES (?, 'x')", (key,))

    outcomes = await asyncio.gather(
        write("a", fails=False),
        write("b", fails=True),
        write("c", fails=False),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [
        type(None),
        sqlite3.IntegrityError,
        type(None),
    ]
    assert set(await states(database)) == {"a", "c"}


async def test_a_write_cancelled_at_any_step_is_whole_or_absent_and_frees_the_writer(
    database: Database,
) -> None:
    async def write(key: str) -> None:
        async with database.write() as db:
            await db.execute("INSERT INTO state VALUES (?, 'x')", (f"{key} first",))
            await db.execute("INSERT INTO state VALUES (?, 'x')", (f"{key} second",))

    for turns in range(40):
        task = asyncio.create_task(write(str(turns)))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await write("last")

    kept = set(await states(database))
    assert {"last first", "last second"} <= kept
    for key in kept:
        name, _ = key.split()
        assert {f"{name} first", f"{name} second"} <= kept


async def test_readers_see_only_what_is_committed(database: Database) -> None:
    async with database.write() as db:
        await db.execute("INSERT INTO state VALUES ('a', 'x')")
        assert await states(database) == {}

    assert await states(database) == {"a": "x"}


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\0" + b"\1" * 99])
async def test_a_file_that_is_no_database_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)

    with pytest.raises(DatabaseDamaged):
        async with open_database(path):
            pass

    assert path.read_bytes() == content


async def test_a_damaged_file_gets_a_sentence_whenever_the_damage_is_met(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with open_database(path) as database:
        async with database.write() as db:
            await db.executemany(
                "INSERT INTO state VALUES (?, hex(zeroblob(1500)))",
                ((str(key),) for key in range(50)),
            )
        # The journal is written into the file, and nothing of it is remembered.
        await database.read("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4] + bytes(len(data) // 4))

    async with open_database(path) as database:
        for read in (database.read, database.read_bulk):
            with pytest.raises(DatabaseDamaged):
                await read("SELECT * FROM state")


async def test_a_folder_in_place_of_the_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseIsFolder):
        async with open_database(tmp_path):
            pass


async def test_a_file_that_another_program_holds_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    monkeypatch.setattr("bot.library.database.BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE state (key)")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(DatabaseLocked):
            async with open_database(path):
                pass


async def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(Unwritable, match="Unwritable"):
        async with open_database(tmp_path / "file" / "library.db"):
            pass


async def test_what_was_read_in_bulk_is_not_held_by_the_connection(database: Database) -> None:
    rows = await database.read_bulk("SELECT zeroblob(1000), 1")

    holders = sys.getrefcount(rows[0])
    assert holders == 2  # the list, and the call that counts


@pytest.mark.parametrize(
    ("pragma", "trouble"),
    [("query_only = ON", Trouble.READ_ONLY), ("max_page_count = 1", Trouble.FULL)],
)
async def test_a_disk_that_takes_nothing_is_told_apart_and_nothing_is_changed(
    database: Database, pragma: str, trouble: Trouble
) -> None:
    await database._writer.execute_fetchall(f"PRAGMA {pragma}")

    with pytest.raises(NotStored) as raised:
        async with database.write() as db:
            await db.execute("INSERT INTO state VALUES ('a', ?)", ("x" * 1_000_000,))

    assert raised.value.trouble is trouble
    assert await states(database) == {}


async def test_a_library_that_another_program_writes_to_is_locked(
    database: Database,
) -> None:
    await database._writer.execute_fetchall("PRAGMA busy_timeout = 0")
    path = await database.read_one("SELECT file FROM pragma_database_list")
    assert path

    with closing(sqlite3.connect(path[0], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotStored) as raised:
            async with database.write():
                pass

    assert raised.value.trouble is Trouble.LOCKED


async def test_what_is_not_durable_is_committed_and_all_else_still_waits_for_the_disk(
    database: Database,
) -> None:
    async with database.write(durable=False) as db:
        assert list(await db.execute_fetchall("PRAGMA synchronous")) == [(1,)]
        await db.execute("INSERT INTO state VALUES ('a', 'x')")
    with pytest.raises(sqlite3.IntegrityError):
        async with database.write(durable=False) as db:
            await db.execute("INSERT INTO state VALUES ('a', 'x')")

    async with database.write() as db:
        assert list(await db.execute_fetchall("PRAGMA synchronous")) == [(2,)]
    assert set(await states(database)) == {"a"}
