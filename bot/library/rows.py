"""What the statements share: columns, who may see what, rows to values, the audit's line.

A guild sees its own documents and, unless it switched them off, the bundled ones. :data:`SEEN`
says so once, and every statement that answers a guild carries it, or :data:`OWN` where the operator
runs without the bundled documents. What can be found is besides not removed, and at the moment
``:now`` under no embargo and not expired: :data:`FOUND`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import aiosqlite

from bot.errors import DocumentNotFound
from bot.library.database import Database, Row
from bot.model import (
    BUNDLED,
    Document,
    DocumentId,
    GuildId,
    Handle,
    Passage,
    PassageId,
    Schedule,
    Span,
    UserId,
    VersionId,
)

SEEN = """(d.guild_id = :guild OR d.guild_id = 0
    AND coalesce((SELECT bundled FROM guild WHERE id = :guild), 1))"""
OPEN = "d.embargo <= :now AND (d.expires = '' OR d.expires > :now)"
FOUND = f"d.removed_at IS NULL AND {OPEN}"
OWN = "d.guild_id = :guild AND d.guild_id <> 0"
DOCUMENT = """d.id, d.guild_id, d.number, d.title, d.publisher, d.date, d.url, d.language,
    d.filename, d.version, v.id, v.sha256, v.characters, v.passages, d.added_by, d.added_at,
    d.embargo, d.expires"""
CURRENT = "FROM document d JOIN version v ON v.document_id = d.id AND v.number = d.version"
LANDMARK = """coalesce((SELECT label FROM landmark l WHERE l.version_id = v.id
    AND l.start <= {at} ORDER BY l.start DESC LIMIT 1), '')"""
TEXT = """(SELECT group_concat(text, '')
    FROM (SELECT text FROM part WHERE version_id = v.id ORDER BY start))"""
SLICE = """CASE WHEN EXISTS
        (SELECT 1 FROM part WHERE version_id = v.id AND start > {start} AND start < {end})
    THEN (SELECT substr(group_concat(text, ''), {start} - min(start) + 1, {end} - {start})
        FROM (SELECT start, text FROM part WHERE version_id = v.id AND start < {end} AND start >=
            (SELECT max(start) FROM part WHERE version_id = v.id AND start <= {start})
            ORDER BY start))
    ELSE (SELECT substr(text, {start} - start + 1, {end} - {start}) FROM part
        WHERE version_id = v.id AND start <= {start} ORDER BY start DESC LIMIT 1) END"""
# Most slices are of one part: to read thirty of those takes .04 ms, joined .11.
PASSAGE = f"""p.id, p.start, p."end", p.profile, p.vector,
    {SLICE.format(start="p.start", end='p."end"')}, {LANDMARK.format(at="p.start")}, {DOCUMENT}"""
REVISION = """coalesce(own.revision, 0), CASE WHEN coalesce(own.bundled, 1) THEN bundle.revision
    ELSE -1 END"""
REVISIONS = "FROM guild bundle LEFT JOIN guild own ON own.id = :guild"


async def whole_text(db: Database, version_id: VersionId) -> str:
    """Return the whole stored text of a version, which has to be there."""
    rows = await db.read_bulk(f"SELECT {TEXT} FROM version v WHERE v.id = ?", (version_id,))
    return str(rows[0][0])


def document_of(row: Row) -> Document:
    """Make a document of the columns :data:`DOCUMENT`."""
    return _document_of(*row)


@lru_cache(maxsize=4096)
def _document_of(*row: Any) -> Document:  # noqa: ANN401 - a row's columns
    """Make a document, or return the one made of equal columns: in a tenth of the time."""
    id_, guild_id, number, title, publisher, date, url, language, filename, *rest = row
    version, version_id, sha256, characters, passages, added_by, added_at, embargo, expires = rest
    return Document(
        id=DocumentId(id_),
        guild_id=GuildId(guild_id),
        handle=Handle(number, bundled=guild_id == BUNDLED),
        title=title,
        publisher=publisher,
        date=date,
        url=url,
        language=language,
        filename=filename,
        version=version,
        version_id=VersionId(version_id),
        sha256=sha256,
        characters=characters,
        passages=passages,
        added_by=None if added_by is None else UserId(added_by),
        added_at=datetime.fromisoformat(added_at),
        schedule=Schedule(moment(embargo), moment(expires)),
    )


def moment(stored: str | None) -> datetime | None:
    """Return a moment as it was stored, if any."""
    return datetime.fromisoformat(stored) if stored else None


def bounds(schedule: Schedule) -> dict[str, str]:
    """Return the columns of a schedule."""
    embargo, expires = schedule.embargo, schedule.expires
    return {
        "embargo": embargo.isoformat() if embargo else "",
        "expires": expires.isoformat() if expires else "",
    }


def passage_of(row: Row) -> Passage:
    """Make a passage of a row of :data:`PASSAGE`."""
    id_, start, end, profile, vector, text, landmark, *document = row
    return Passage(
        PassageId(id_), document_of(document), Span(start, end), text, landmark, profile, vector
    )


def names(guild_id: GuildId, handle: Handle) -> dict[str, Any]:
    """Return the values that find a handle as a guild sees it."""
    owner = BUNDLED if handle.bundled else guild_id
    return {"guild": guild_id, "owner": owner, "number": handle.number}


def among_guilds(column: str) -> str:
    """Return the condition that a column names one of the guilds ``:among``, see :func:`listed`."""
    return f"(:among IS NULL OR {column} IN (SELECT value FROM json_each(:among)))"


def listed(among: Collection[GuildId] | None) -> str | None:
    """Return guilds as the value ``:among``; ``None`` stands for all."""
    return None if among is None else json.dumps(list(among))


def missing(handle: Handle) -> DocumentNotFound:
    """Return the error for a handle that leads nowhere here."""
    return DocumentNotFound(handle)


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


async def ensure_guild(db: aiosqlite.Connection, guild_id: GuildId) -> None:
    """Make the row of a guild that has none yet."""
    await db.execute("INSERT OR IGNORE INTO guild (id) VALUES (?)", (guild_id,))


async def record(
    db: aiosqlite.Connection,
    at: datetime,
    document: Document,
    user_id: UserId | None,
    action: str,
    detail: Mapping[str, str],
) -> None:
    """Write a change of what can be found into the audit, and count up the guild's revision."""
    await db.execute("UPDATE guild SET revision = revision + 1 WHERE id = ?", (document.guild_id,))
    await audit(
        db, at, document.guild_id, user_id, action, str(document.handle), document.title, detail
    )


async def audit(
    db: aiosqlite.Connection,
    at: datetime,
    guild_id: GuildId,
    user_id: UserId | None,
    action: str,
    handle: str,
    title: str,
    detail: Mapping[str, str],
) -> None:
    """Write one line of the audit."""
    await db.execute(
        """INSERT INTO audit (guild_id, at, user_id, action, handle, title, detail)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            guild_id,
            at.isoformat(),
            user_id,
            action,
            handle,
            title,
            json.dumps(detail, ensure_ascii=False),
        ),
    )
