"""The indexes of large guilds as they were built, to be read instead of being built again.

To read one of 100,000 passages takes .2 s of computing, to build it .8; of a million 1.3 and 10. It
takes .4 to .7 KB a passage of the library's file, some two fifths of what it takes of memory.

It is a cache, which may be missing or old: who reads it compares its entries with what can be found
now. It is written in pieces, each in a transaction of its own, so that no change waits for more
than one; the header comes last, and without one, or with another release's, it is none. One whose
bytes are not those that were written is deleted. What is deleted for good takes all along that can
have its terms, also what is being written.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from itertools import starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.errors import NotStored
from bot.library.database import Database, Row
from bot.library.indexing import Indexed, IndexEntry
from bot.library.rows import CURRENT
from bot.model import GuildId
from bot.packing import packed, unpacked
from bot.search.forward import narrowed
from bot.search.inverted import Inverted
from bot.search.terms import analysis_name

log = logging.getLogger(__name__)

FORMAT = 1
"""Counted up with each change of what is written."""

_PIECE = 1 << 22
"""Bytes of a piece."""

_DTYPES = {"entries": np.uint8, "hashes": np.uint64, "text": np.uint8}
_NAMES = tuple(field.name for field in fields(Inverted))


class Snapshots:
    """Reads and writes snapshots."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def load(self, guild_id: GuildId) -> Indexed | None:
        """Return the guild's index as it was when it was saved, if it was."""
        row = await self._db.read_one(
            "SELECT id, header FROM snapshot WHERE guild_id = ? AND header <> ''", (guild_id,)
        )
        if not row:
            return None
        id_, header = row
        form, columns = json.loads(header)
        if form != _form():
            return None
        found = {}
        try:
            for name, (dtype, length) in columns.items():
                pieces = await self._db.read_bulk(
                    """SELECT crc, data FROM piece WHERE snapshot_id = ? AND name = ?
                       ORDER BY number""",
                    (id_, name),
                )
                found[name] = await asyncio.to_thread(_column, name, pieces, dtype, length)
            return await asyncio.to_thread(_indexed, found)
        except ValueError as error:
            log.warning("stored index unusable", extra=_told(guild_id, error))
            with suppress(NotStored):
                async with self._db.write() as db:
                    await db.execute("DELETE FROM snapshot WHERE id = ?", (id_,))
            return None

    async def save(self, guild_id: GuildId, indexed: Indexed) -> None:
        """Store an index instead of the guild's former one; it must not change meanwhile."""
        try:
            await self._save(guild_id, indexed)
        except (NotStored, sqlite3.Error) as error:
            log.warning("index not stored", extra=_told(guild_id, error))

    async def _save(self, guild_id: GuildId, indexed: Indexed) -> None:
        id_ = await self._begun(guild_id, len(indexed.inverted.widths))
        columns = {}
        for name, values in (await asyncio.to_thread(_columns, indexed)).items():
            array = await asyncio.to_thread(narrowed, values)
            columns[name] = array.dtype.str, len(array)
            data = array.view(np.uint8).data
            for number, start in enumerate(range(0, len(data), _PIECE)):
                piece = data[start : start + _PIECE]
                crc = await asyncio.to_thread(zlib.crc32, piece)
                async with self._db.write() as db:
                    cursor = await db.execute(
                        "INSERT INTO piece SELECT id, ?, ?, ?, ? FROM snapshot WHERE id = ?",
                        (name, number, crc, piece, id_),
                    )
                if not cursor.rowcount:  # not begun, deleted, or another's by now
                    return
        async with self._db.write() as db:
            header = json.dumps((_form(), columns))
            await db.execute("UPDATE snapshot SET header = ? WHERE id = ?", (header, id_))

    async def _begun(self, guild_id: GuildId, passages: int) -> int | None:
        """Make an empty snapshot in place of the former one, if most passages are the guild's own.

        Otherwise each guild would store the bundled documents again.
        """
        async with self._db.write() as db:
            await db.execute("UPDATE snapshot SET header = '' WHERE guild_id = ?", (guild_id,))
        deleted = 1
        while deleted:  # all at once they would take a second where there are a million passages
            async with self._db.write() as db:
                cursor = await db.execute(
                    """DELETE FROM piece WHERE rowid IN (SELECT p.rowid FROM piece p
                       JOIN snapshot s ON s.id = p.snapshot_id WHERE s.guild_id = ? LIMIT 4)""",
                    (guild_id,),
                )
                deleted = cursor.rowcount
        async with self._db.write() as db:
            await db.execute("DELETE FROM snapshot WHERE guild_id = ?", (guild_id,))
            cursor = await db.execute(
                f"""INSERT INTO snapshot (guild_id) SELECT :guild WHERE :passages <= 2 *
                    (SELECT sum(v.passages) {CURRENT} WHERE d.guild_id = :guild)""",
                {"guild": guild_id, "passages": passages},
            )
            return cursor.lastrowid if cursor.rowcount else None


def _told(guild_id: GuildId, error: Exception) -> dict[str, Any]:
    return {"guild_id": guild_id, "problem": str(error)}


def _form() -> str:
    """Return what a snapshot must have been written with."""
    return " ".join((str(FORMAT), analysis_name(), *_NAMES))


def _columns(indexed: Indexed) -> dict[str, NDArray[Any]]:
    inverted = {name: getattr(indexed.inverted, name) for name in _NAMES}
    texts = {"entries": packed({"entries": indexed.entries}), "text": indexed.inverted.text}
    return inverted | {name: np.frombuffer(text, np.uint8) for name, text in texts.items()}


def _column(name: str, pieces: Iterable[Row], dtype: str, length: int) -> NDArray[Any]:
    """Join the pieces of a column; raise :exc:`ValueError` if they are not what was written."""
    arrays = [np.empty(0, dtype)]
    for crc, data in pieces:
        if zlib.crc32(data) != crc:
            raise ValueError(f"a piece of {name} is damaged")
        arrays.append(np.frombuffer(data, dtype))
    values = np.concatenate(arrays, dtype=_DTYPES.get(name, np.int32))
    if len(values) != length:
        raise ValueError(f"a piece of {name} is missing")
    return values


def _indexed(columns: dict[str, Any]) -> Indexed:
    entries = unpacked(columns.pop("entries").tobytes())["entries"]
    text = columns.pop("text").tobytes()
    return Indexed(list(starmap(IndexEntry, entries)), Inverted(text=text, **columns))
