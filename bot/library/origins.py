"""Where documents were fetched, and whether that was asked lately for a newer version."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import aiosqlite

from bot.library.database import Database, Row
from bot.library.rows import CURRENT, DOCUMENT, among_guilds, document_of, listed
from bot.model import Document, DocumentId, GuildId, Origin


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """A document that came from a web address."""

    document: Document
    origin: Origin
    gone: bool = False
    """Whether nothing stood there when it was last asked."""
    offered: str = ""
    """The digest of the words that were last offered as a new version."""

    @property
    def guild_id(self) -> GuildId:
        """Return whose it is."""
        return self.document.guild_id


class Origins:
    """Keeps them; they are written with the version that was fetched, by :func:`keep`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def due(
        self, before: datetime, *, each: int = 1_000_000, among: Collection[GuildId] | None = None
    ) -> list[FetchedDocument]:
        """Return documents that were last asked for before then, those longest ago first.

        They are at most so many of ``each`` guild, of all guilds or ``among`` some.
        """
        rows = await self._db.read(
            f"""SELECT o.url, o.etag, o.last_modified, o.gone, o.offered, {DOCUMENT} {CURRENT}
                JOIN origin o ON o.document_id = d.id
                WHERE d.id IN (
                    SELECT id FROM (
                        SELECT d.id, row_number() OVER (
                            PARTITION BY d.guild_id ORDER BY o.checked_at
                        ) AS place
                        FROM document d JOIN origin o ON o.document_id = d.id
                        WHERE o.checked_at < :before AND d.removed_at IS NULL
                        AND {among_guilds("d.guild_id")}
                        AND (d.expires = '' OR d.expires > :before)
                    ) WHERE place <= :each
                ) ORDER BY o.checked_at""",
            {"before": before.isoformat(), "each": each, "among": listed(among)},
        )
        return [_fetched(row) for row in rows]

    async def address(self, document: Document) -> str:
        """Return where a document was fetched; ``""`` if it was not."""
        row = await self._db.read_one(
            "SELECT url FROM origin WHERE document_id = ?", (document.id,)
        )
        return str(row[0]) if row else ""

    async def checked(self, fetched: FetchedDocument, at: datetime) -> None:
        """Write down how asking for a newer version went."""
        async with self._db.write() as db:
            await db.execute(
                """UPDATE origin SET etag = ?, last_modified = ?, checked_at = ?, gone = ?,
                       offered = ? WHERE document_id = ? AND url = ?""",
                (
                    fetched.origin.etag,
                    fetched.origin.last_modified,
                    at.isoformat(),
                    fetched.gone,
                    fetched.offered,
                    fetched.document.id,
                    fetched.origin.url,
                ),
            )


async def keep(
    db: aiosqlite.Connection, document_id: DocumentId, origin: Origin | None, at: datetime
) -> None:
    """Write where and when a version was fetched, in the caller's transaction, if it was."""
    await db.execute("DELETE FROM origin WHERE document_id = ?", (document_id,))
    if origin:
        await db.execute(
            """INSERT INTO origin (document_id, url, etag, last_modified, checked_at)
               VALUES (?, ?, ?, ?, ?)""",
            (document_id, origin.url, origin.etag, origin.last_modified, at.isoformat()),
        )


def _fetched(row: Row) -> FetchedDocument:
    url, etag, last_modified, gone, offered, *document = row
    return FetchedDocument(
        document_of(document), Origin(url, etag, last_modified), bool(gone), offered
    )
