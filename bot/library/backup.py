"""Copies of the library's file: taken while it is in use, checked, and put back.

A backup is the SQLite file, packed by gzip, so that it can be read without Verbatim
(``gunzip``, ``sqlite3``). SQLite's online backup takes it on a connection of its own, within one
read transaction: it is the library of one moment, whoever writes meanwhile, and nobody waits for
it. A read transaction keeps the write-ahead log from being emptied, so it is bound in time. Before
the file gets its name, each page and each reference in it is checked.

Putting one back needs the library for itself. What stood there is kept beside it; at each moment
one of the two has the library's name.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import time
import zlib
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import ForeignDatabase, LibraryInUse, NewerSchema, NoBackup, NoLibrary, NotBackedUp
from bot.library.migrating import APPLICATION_ID, migrations
from bot.progress import Progress, Report, Unit

COPY_SECONDS = 900.0
"""The longest that a copy may take: ten gigabytes on a slow disk."""

SUFFIX = ".db.gz"

_PAGES = 256
"""Pages that are copied at once: a megabyte."""

_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"
_SQLITE = b"SQLite format 3\x00"
_ASIDE = ("", "-wal", "-shm")
"""Endings of the files that belong to one database."""


def back_up(
    database: Path, wanted: Path, at: datetime, report: Report, *, seconds: float = COPY_SECONDS
) -> Path:
    """Write a backup and return its path; in a folder it is named after the moment.

    ``at`` is in UTC. A file of that name is replaced once the new one is whole. Raises
    :class:`~bot.errors.NoLibrary` and :class:`~bot.errors.NotBackedUp`.
    """
    if not database.is_file():
        raise NoLibrary(database)
    file = wanted / f"verbatim-{at:%Y-%m-%dT%H%M%S}{SUFFIX}" if wanted.is_dir() else wanted
    try:
        with TemporaryDirectory(prefix=".verbatim-", dir=file.parent) as folder:
            copy, packed = Path(folder, "library.db"), Path(folder, "library.db.gz")
            _copy(database, copy, report, time.monotonic() + seconds)
            _check(copy)
            with copy.open("rb") as plain, packed.open("wb") as raw:
                with gzip.GzipFile("", "wb", 6, raw, mtime=0) as into:
                    shutil.copyfileobj(plain, into, _PIECE)
                os.fsync(raw.fileno())
            packed.replace(file)
    except (OSError, sqlite3.Error, _Damaged) as error:
        raise NotBackedUp(file, _reason(error)) from error
    return file


def backups(folder: Path) -> list[Path]:
    """Return the backups that were named after their moment, the oldest first."""
    return sorted(folder.glob(f"verbatim-????-??-??T??????{SUFFIX}"))


def put_back(file: Path, database: Path, at: datetime) -> Path | None:
    """Put a backup in the place of the library; return where what stood there is kept, if it did.

    Raises :class:`~bot.errors.NoBackup` for a file that is none or is damaged,
    :class:`~bot.errors.NewerSchema` and :class:`~bot.errors.ForeignDatabase` for one that this
    release cannot read, and :class:`~bot.errors.LibraryInUse`. Then nothing was changed.
    """
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".verbatim-", dir=database.parent) as folder:
            copy = Path(folder, "library.db")
            _unpack(file, copy)
            _check(copy)
            _check_release(copy, file)
            with copy.open("rb+") as whole:
                os.fsync(whole.fileno())
            kept = _put_aside(database, at) if database.exists() else None
            copy.replace(database)
    except (OSError, EOFError, sqlite3.Error, zlib.error, _Damaged) as error:
        raise NoBackup(file, _reason(error)) from error
    return kept


class _Damaged(Exception):
    """What a check found."""


def _copy(database: Path, copy: Path, report: Report, deadline: float) -> None:
    with (
        closing(sqlite3.connect(database)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        size = source.execute("PRAGMA page_size").fetchone()[0]
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()

        def tell(_status: int, remaining: int, total: int) -> None:
            report(Progress(Unit.BYTE, (total - remaining) * size, total * size))
            if time.monotonic() > deadline:
                raise TimeoutError

        source.backup(target, pages=_PAGES, progress=tell, sleep=0)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, whoever opens it


def _unpack(file: Path, copy: Path) -> None:
    with file.open("rb") as raw:
        start = raw.read(len(_SQLITE))
        raw.seek(0)
        if not start.startswith((_GZIP, _SQLITE)):
            message = "it is neither a database nor one packed by gzip"
            raise _Damaged(message)
        packed = start.startswith(_GZIP)
        with copy.open("wb") as into, gzip.GzipFile("", "rb", fileobj=raw) if packed else raw as of:
            shutil.copyfileobj(of, into, _PIECE)


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as db:
        (found,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise _Damaged(found)
        if db.execute("PRAGMA foreign_key_check").fetchone():
            message = "it refers to what it does not have"
            raise _Damaged(message)


def _check_release(copy: Path, file: Path) -> None:
    with closing(sqlite3.connect(copy)) as db:
        ((found,),) = db.execute("PRAGMA user_version").fetchall()
        ((application,),) = db.execute("PRAGMA application_id").fetchall()
    if application != APPLICATION_ID:
        raise ForeignDatabase(file)
    if found > (known := len(migrations())):
        raise NewerSchema(file, found, known)


def _put_aside(database: Path, at: datetime) -> Path:
    """Give the library a second name, once nobody else has it open."""
    damaged = not _close(database)
    kept = database.with_name(f"{database.name}.replaced-{at:%Y%m%d-%H%M%S}")
    for ending in _ASIDE if damaged else _ASIDE[:1]:
        own = database.with_name(database.name + ending)
        with suppress(FileNotFoundError):
            os.link(own, kept.with_name(kept.name + ending))
    for ending in _ASIDE[1:]:
        database.with_name(database.name + ending).unlink(missing_ok=True)
    return kept


def _close(database: Path) -> bool:
    """Make the library one file without a log, which needs it alone; tell if it is sound enough."""
    with closing(sqlite3.connect(database, timeout=0)) as db:
        try:
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise LibraryInUse(database) from error
            return False
        except sqlite3.DatabaseError:
            return False
    return True


def _reason(error: Exception) -> str:
    return (
        (error.strerror if isinstance(error, OSError) else None) or str(error) or "it took too long"
    )
