from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import (
    ForeignDatabase,
    LibraryError,
    LibraryInUse,
    NewerSchema,
    NoBackup,
    NoLibrary,
    NotBackedUp,
)
from bot.library.backup import back_up, backups, put_back
from bot.library.database import open_database
from bot.progress import Progress, untold

AT = datetime(2026, 11, 30, 2, 5, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path, empty_library: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    path = folder / "library.db"
    shutil.copyfile(empty_library, path)
    write(path, "a", "first")
    return path


@pytest.fixture
def backup(library: Path, tmp_path: Path) -> Path:
    return back_up(library, tmp_path / "saved.db.gz", AT, untold)


def write(path: Path, key: str, value: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))


def states(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("SELECT key, value FROM state WHERE length(value) < 9"))


def unpacked(backup: Path, folder: Path) -> Path:
    path = folder / "unpacked.db"
    path.write_bytes(gzip.decompress(backup.read_bytes()))
    return path


def test_a_backup_is_a_database_packed_by_gzip(backup: Path, tmp_path: Path) -> None:
    assert states(unpacked(backup, tmp_path)) == {"a": "first"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_backup_is_the_library_of_one_moment_whoever_writes_meanwhile(
    library: Path, tmp_path: Path
) -> None:
    write(library, "large", "x" * 3_000_000)
    told: list[Progress] = []

    def meanwhile(progress: Progress) -> None:
        write(library, "b", f"{len(told)}")
        told.append(progress)

    made = back_up(library, tmp_path / "saved.db.gz", AT, meanwhile)

    assert len(told) > 2
    assert told[-1].done == told[-1].total > 3_000_000
    assert states(unpacked(made, tmp_path)) == {"a": "first"}
    assert states(library) == {"a": "first", "b": f"{len(told) - 1}"}


async def test_a_backup_is_made_while_the_library_is_open(library: Path, tmp_path: Path) -> None:
    async with open_database(library) as database:
        async with database.write() as db:
            await db.execute("INSERT INTO state VALUES ('b', 'second')")
        made = back_up(library, tmp_path, AT, untold)

    assert made.name == "verbatim-2026-11-30T020500.db.gz"
    assert backups(tmp_path) == [made]
    assert states(unpacked(made, tmp_path)) == {"a": "first", "b": "second"}


def test_a_backup_that_takes_too_long_or_is_not_sound_is_none(
    library: Path, backup: Path, tmp_path: Path
) -> None:
    before = backup.read_bytes()
    with pytest.raises(NotBackedUp, match="NotBackedUp"):
        back_up(library, backup, AT, untold, seconds=-1)
    with closing(sqlite3.connect(library, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("INSERT INTO landmark (version_id, start, label) VALUES (99, 0, 'nowhere')")
    with pytest.raises(NotBackedUp) as failed:
        back_up(library, backup, AT, untold)

    assert failed.value.reason == "it refers to what it does not have"
    assert backup.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"own", "saved.db.gz"}


def test_where_there_is_no_library_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoLibrary):
        back_up(tmp_path / "library.db", tmp_path, AT, untold)

    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_put_back_and_what_it_replaces_is_kept(library: Path, backup: Path) -> None:
    write(library, "a", "second")

    kept = put_back(backup, library, AT)

    assert states(library) == {"a": "first"}
    assert kept == library.with_name("library.db.replaced-20261130-020500")
    assert states(kept) == {"a": "second"}
    assert {path.name for path in library.parent.iterdir()} == {library.name, kept.name}


def test_a_backup_that_was_unpacked_is_put_back_too_and_where_nothing_stood(
    backup: Path, tmp_path: Path
) -> None:
    library = tmp_path / "new" / "library.db"

    assert put_back(unpacked(backup, tmp_path), library, AT) is None
    assert states(library) == {"a": "first"}


async def test_a_library_that_is_open_is_not_replaced(library: Path, backup: Path) -> None:
    async with open_database(library) as database:
        async with database.write() as db:
            await db.execute("INSERT INTO state VALUES ('b', 'second')")
        with pytest.raises(LibraryInUse):
            put_back(backup, library, AT)

    assert states(library) == {"a": "first", "b": "second"}


def test_a_damaged_library_is_replaced_and_kept_too(library: Path, backup: Path) -> None:
    library.write_bytes(b"SQLite format 3\0" + b"\1" * 9999)
    library.with_name("library.db-wal").write_bytes(b"of the damaged one")

    kept = put_back(backup, library, AT)

    assert states(library) == {"a": "first"}
    assert kept is not None
    assert kept.read_bytes().endswith(b"\1" * 9999)
    assert not library.with_name("library.db-wal").exists()


def broken(backup: Path) -> Iterator[tuple[str, bytes, type[LibraryError]]]:
    packed = backup.read_bytes()
    plain = gzip.decompress(packed)
    yield "cut short", packed[: len(packed) // 2], NoBackup
    yield "changed", packed[:2000] + bytes(9) + packed[2009:], NoBackup
    yield "cut short inside", gzip.compress(plain[: len(plain) // 2]), NoBackup
    yield "a text", b"Rules of the harbour", NoBackup
    yield "empty", b"", NoBackup
    yield "newer", gzip.compress(plain[:60] + (999).to_bytes(4, "big") + plain[64:]), NewerSchema
    yield "foreign", gzip.compress(plain[:68] + bytes(4) + plain[72:]), ForeignDatabase


def test_a_file_that_is_no_sound_backup_changes_nothing(library: Path, backup: Path) -> None:
    before = library.read_bytes()
    for name, content, refusal in list(broken(backup)):
        backup.write_bytes(content)
        with pytest.raises(refusal):
            put_back(backup, library, AT)
        assert library.read_bytes() == before, name
        assert [path.name for path in library.parent.iterdir()] == ["library.db"], name
