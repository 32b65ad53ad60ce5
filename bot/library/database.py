"""The connections: one locked writer, readers apart.

Statements of two tasks on one aiosqlite connection share one transaction, so all writes go through
one connection under a lock, as ``BEGIN IMMEDIATE … COMMIT``. Questions read on a connection of
their own; a second reader takes the long reads, so that building one guild's index does not hold
up another guild's question.

``synchronous=FULL``: what was confirmed to a moderator is on the disk, also when the power fails;
a commit costs a few milliseconds, and a library changes a few times a day.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Generator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import aiosqlite

from bot.errors import (
    DatabaseDamaged,
    DatabaseIsFolder,
    DatabaseLocked,
    LibraryError,
    NotShrunk,
    NotStored,
    Trouble,
    Unwritable,
)
from bot.library.migrating import migrate

Row: TypeAlias = Sequence[Any]

BUSY_SECONDS = 10.0
"""How long a write waits for another process, such as a ``verbatim add`` beside a running bot."""

_TROUBLES = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: Trouble.FULL,
        sqlite3.SQLITE_BUSY: Trouble.LOCKED,
        sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
        sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
        sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
        sqlite3.SQLITE_IOERR: Trouble.FAILING,
        sqlite3.SQLITE_CANTOPEN: Trouble.FAILING,
    }
)
_PRIMARY = 0xFF
"""The part of a result code that tells the kind of error."""


class Database:
    """One SQLite file; make one with :func:`open_database`."""

    def __init__(
        self,
        path: Path,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
        bulk_reader: aiosqlite.Connection,
    ) -> None:
        self._path = path
        self._writer = writer
        self._reader = reader
        self._bulk_reader = bulk_reader
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def write(self, *, durable: bool = True) -> AsyncGenerator[aiosqlite.Connection, None]:
        """Hold the writer in a transaction: all that is executed is committed, or nothing.

        What is not ``durable`` outlives the process, but maybe not a power failure: it does not
        wait for the disk.

        Raises :class:`~bot.errors.NotStored` where the disk takes nothing.
        """
        async with self._lock, self._waiting_for_the_disk(wait=durable):
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                await self._writer.execute("COMMIT")
            except BaseException as error:
                # A cancelled statement still runs in the writer's thread; this queues behind it.
                await asyncio.shield(self._roll_back())
                if isinstance(error, sqlite3.Error) and (trouble := _trouble(error)):
                    raise NotStored(trouble) from error
                with self._whole():
                    raise

    @asynccontextmanager
    async def _waiting_for_the_disk(self, *, wait: bool) -> AsyncGenerator[None, None]:
        if wait:
            yield
            return
        await self._writer.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            await asyncio.shield(self._writer.execute("PRAGMA synchronous = FULL"))

    async def shrink(self) -> None:
        """Rewrite the file without what was deleted, some ten seconds for a gigabyte.

        Who writes meanwhile waits. Raises :class:`~bot.errors.NotShrunk` where there is no room
        for that.
        """
        async with self._lock:
            try:
                await self._writer.execute("VACUUM")
                await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                if trouble := _trouble(error):
                    raise NotShrunk(trouble) from error
                raise

    async def read(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        """Return all rows of a short query on what is committed.

        Raises :class:`~bot.errors.DatabaseDamaged`, as all reading and writing may.
        """
        with self._whole():
            return list(await self._reader.execute_fetchall(sql, values))

    async def read_one(self, sql: str, values: Iterable[Any] = ()) -> Row | None:
        """Return the first row of a short query, if any."""
        rows = await self.read(sql, values)
        return rows[0] if rows else None

    async def read_named(
        self, sql: str, values: Mapping[str, Any]
    ) -> tuple[tuple[str, ...], list[Row]]:
        """Return the names of a query's columns, and its rows."""
        async with self._bulk_reader.execute(sql, values) as cursor:
            rows: list[Row] = list(await cursor.fetchall())
            return tuple(column[0] for column in cursor.description), rows

    async def read_bulk(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        """Return all rows of a query that may take long."""
        with self._whole():
            rows: list[Row] = list(await self._bulk_reader.execute_fetchall(sql, values))
        # The connection's thread holds what it last returned, 70 MB of terms, until the next order.
        await self._bulk_reader.execute_fetchall("SELECT 1")
        return rows

    @contextmanager
    def _whole(self) -> Generator[None, None, None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            refusal = _refusal(self._path, error)
            if isinstance(refusal, DatabaseDamaged):
                raise refusal from error
            raise

    async def _roll_back(self) -> None:
        with suppress(
            sqlite3.OperationalError
        ):  # no transaction: BEGIN failed or COMMIT went through
            await self._writer.execute("ROLLBACK")


@asynccontextmanager
async def open_database(path: Path) -> AsyncGenerator[Database, None]:
    """Open the file, creating or migrating it.

    Raises a :class:`~bot.errors.LibraryError` for a file that cannot be used.
    """
    async with AsyncExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Of a file that cannot be opened aiosqlite 0.22.1 leaves a thread, which prints a
            # traceback when the event loop has ended before it.
            sqlite3.connect(path).close()
            writer = await stack.enter_async_context(_connect(path))
            await writer.execute_fetchall("PRAGMA journal_mode = WAL")
            await writer.execute("PRAGMA synchronous = FULL")
            await writer.execute("PRAGMA foreign_keys = ON")
            # What is deleted is overwritten where that costs no more writing.
            await writer.execute("PRAGMA secure_delete = FAST")
            await migrate(writer, path=path)
            readers = [await stack.enter_async_context(_connect(path)) for _ in range(2)]
            for reader in readers:
                await reader.execute("PRAGMA query_only = ON")
                # SQLite itself knows the case of ASCII only.
                await reader.create_function("casefold", 1, str.casefold, deterministic=True)
        except sqlite3.Error as error:
            raise _refusal(path, error) from error
        except OSError as error:
            raise Unwritable(path, error.strerror or str(error)) from error
        yield Database(path, writer, *readers)


def _trouble(error: sqlite3.Error) -> Trouble | None:
    code = getattr(error, "sqlite_errorcode", None)  # not there if Python itself raised it
    return None if code is None else _TROUBLES.get(code & _PRIMARY)


def _refusal(path: Path, error: sqlite3.Error) -> LibraryError:
    if path.is_dir():
        return DatabaseIsFolder(path)
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return DatabaseDamaged(path, str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseLocked(path)
        case _:
            return Unwritable(path, str(error))


def _connect(path: Path) -> aiosqlite.Connection:
    return aiosqlite.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
