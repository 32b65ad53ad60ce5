"""Brings a library's file up to date.

``PRAGMA user_version`` counts the migrations that a file has seen. A file with a higher count was
written by a newer release and is refused rather than guessed at. ``PRAGMA application_id`` marks
the file as ours, so that pointing the setting at some other program's database destroys nothing.

The migrations are the files ``migrations/0001_….sql`` and so on, without a gap. They are only ever
added to: one that was released is never edited, renamed or taken out, for there are files that have
seen it as it was.
"""

from __future__ import annotations

from pathlib import Path

import aiosqlite

from bot.errors import ForeignDatabase, NewerSchema

APPLICATION_ID = 0x56726274
"""``Vrbt``, in the header of the file."""

# importlib.resources, which finds it too, costs each command an eighth more: `ask` computes 412 ms
# without it and 470 with it.
_FOLDER = Path(__file__).with_name("migrations")


def migrations() -> list[str]:
    """Return the statements of each migration, in order."""
    return [file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("*.sql"))]


async def migrate(db: aiosqlite.Connection, *, path: Path) -> None:
    """Bring the database up to date.

    Raises :class:`~bot.errors.NewerSchema` for a file of a newer release and
    :class:`~bot.errors.ForeignDatabase` for another program's database. ``path`` is named in both.
    """
    version, scripts = await _pragma(db, "user_version"), migrations()
    if version > len(scripts):
        raise NewerSchema(path, version, len(scripts))
    foreign = await _pragma(db, "application_id") != APPLICATION_ID
    if foreign and await _tables(db):
        raise ForeignDatabase(path)
    for number, script in enumerate(scripts[version:], start=version + 1):
        await db.executescript(
            f"BEGIN IMMEDIATE; {script}; PRAGMA application_id = {APPLICATION_ID};"
            f" PRAGMA user_version = {number}; COMMIT;"
        )


async def _pragma(db: aiosqlite.Connection, name: str) -> int:
    rows = await db.execute_fetchall(f"PRAGMA {name}")
    return int(next(iter(rows))[0])


async def _tables(db: aiosqlite.Connection) -> int:
    rows = await db.execute_fetchall("SELECT count(*) FROM sqlite_schema")
    return int(next(iter(rows))[0])
