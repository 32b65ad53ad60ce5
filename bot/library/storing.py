"""How a version of a document and what an answer quotes are stored.

The text is cut where passages begin, and is whole when its parts are joined: each place is stored
once, and to read thirty passages of a book of 4.8 million characters takes .6 ms, where each was
read out of the whole text 90. Parts cost 26 bytes a passage; the texts of passages beside the whole
text, which is .1 ms quicker, 430.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from itertools import zip_longest

import aiosqlite

from bot.library.origins import keep
from bot.library.terms import insert
from bot.measures import Measures
from bot.model import (
    DocumentId,
    GuildId,
    Source,
    UserId,
    VersionId,
)


async def add_version(
    db: aiosqlite.Connection,
    guild_id: GuildId,
    document_id: DocumentId,
    number: int,
    source: Source,
    sha256: str,
    original: bytes,
    measures: Measures,
    user_id: UserId | None,
    at: datetime,
) -> None:
    """Write a version with all that belongs to it, in the caller's transaction."""
    cursor = await db.execute(
        """INSERT INTO version (document_id, number, sha256, characters, passages, cut_lines,
               notes, added_by, added_at, charset, whole)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            document_id,
            number,
            sha256,
            len(source.text),
            len(measures.spans),
            json.dumps(source.removed, ensure_ascii=False),
            json.dumps(list(map(asdict, source.notes)), ensure_ascii=False),
            user_id,
            at.isoformat(),
            source.charset,
            source.whole,
        ),
    )
    cuts = sorted({0, *(span.start for span in measures.spans)})
    await db.executemany(
        "INSERT INTO part (version_id, start, text) VALUES (?, ?, ?)",
        [
            (cursor.lastrowid, start, source.text[start:end])
            for start, end in zip_longest(cuts, cuts[1:])  # the last one has no end
        ],
    )
    await db.execute("INSERT INTO original VALUES (?, ?)", (cursor.lastrowid, original))
    await db.executemany(
        "INSERT OR IGNORE INTO landmark VALUES (?, ?, ?)",
        [(cursor.lastrowid, mark.start, mark.label) for mark in source.landmarks],
    )
    await db.executemany(
        "INSERT INTO stretch VALUES (?, ?, ?, ?)",
        [(cursor.lastrowid, each.start, each.page, each.words) for each in source.stretches],
    )
    await db.executemany(
        'INSERT INTO passage (version_id, start, "end", profile) VALUES (?, ?, ?, ?)',
        [
            (cursor.lastrowid, *span, profile)
            for span, profile in zip(measures.spans, measures.profiles, strict=True)
        ],
    )
    await db.executemany(
        "INSERT INTO sketch VALUES (?, ?, ?)",
        [(guild_id, value, cursor.lastrowid) for value in measures.sketch],
    )
    await keep(db, document_id, source.origin, at)
    version_id = VersionId(cursor.lastrowid or 0)
    await insert(db, version_id, source.title, source.language, measures.terms)
