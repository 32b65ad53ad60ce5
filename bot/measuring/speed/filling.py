"""Fill a library with many guilds in minutes.

To add a document as the bot does takes 20 ms, most of it for its terms and profiles: over an hour
for 10,000 guilds of 500 passages. So at most :data:`_DISTINCT` guilds are filled as the bot does
it, and the others are copies of their rows under ids of their own, which takes 1 ms a document.
What is measured stays the same: what is kept of one guild is of no use to another, even one that is
alike, but for what depends on a text alone (the profile of a passage, the stem of a word), and the
profiles that are kept are those of the last 2,000 passages asked, of 200,000 different ones.

Each guild gets a document in turn, so that those of one guild stand apart in the file as after
years of adding.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bot.answer.profile import stored_profile
from bot.library.curator import Curator
from bot.library.database import open_database
from bot.library.terms import Terms
from bot.measuring.speed.texts import PASSAGES, Maker
from bot.model import TERMINAL, GuildId, Source
from bot.moments import utc_now
from bot.search.analysis import Analysis

_DISTINCT = 400

Tell: TypeAlias = Callable[[str], None]
Asked: TypeAlias = tuple[GuildId, str]


async def fill(path: Path, guilds: int, passages: int, maker: Maker, tell: Tell) -> list[Asked]:
    """Fill a new library, and return a question on each of its documents."""
    copies = -(-guilds // _DISTINCT)
    distinct = -(-guilds // copies)
    asked = await _add(path, distinct, passages, maker, tell)
    if copies > 1:
        _copy(path, distinct, copies, tell)
    return [
        (GuildId(guild_id + distinct * number), question)
        for number in range(copies)
        for guild_id, question in asked
        if guild_id + distinct * number < TERMINAL + guilds
    ]


async def _add(path: Path, guilds: int, passages: int, maker: Maker, tell: Tell) -> list[Asked]:
    asked = []
    total = -(-passages // PASSAGES)
    async with open_database(path) as database:
        analysis = Analysis()
        make_profile = partial(stored_profile, analysis=analysis)
        curator = Curator(database, utc_now, Terms(database, analysis), make_profile)
        for number in range(total):
            count = min(PASSAGES, passages - number * PASSAGES)
            for guild_id in map(GuildId, range(TERMINAL, TERMINAL + guilds)):
                tell(f"adding document {number + 1} of {total} to library {guild_id} of {guilds}")
                made = next(maker.documents(count))
                source = Source("made.txt", made.text, made.title, language="en")
                original = made.text.encode()
                await curator.add(guild_id, source, made.spans, original, user_id=None)
                words = made.spans[0].of(made.text).replace(".", "").split()
                asked.append((guild_id, f"What about {' '.join(maker.question(words))}?"))
    return asked


def _copy(path: Path, guilds: int, copies: int, tell: Tell) -> None:
    """Copy all rows of the guilds until there are so many ``copies`` of each."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")  # what a crash leaves is thrown away
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -100000")
        statements = _statements(db)
        for number in range(1, copies):
            tell(f"copying {guilds} libraries, {number} of {copies - 1} times")
            db.execute("BEGIN")
            for statement in statements:
                db.execute(statement, (number,))
            db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")


def _statements(db: sqlite3.Connection) -> list[str]:
    """Return what copies the rows of each table, moving ``id`` and what names another's row.

    It takes the tables as they are, so that new ones are copied, too.
    """
    tables = {
        table: [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
        for (table,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
    }
    last = {
        table: db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]  # noqa: S608
        for table, names in tables.items()
        if "id" in names
    }
    statements = []
    for table, names in tables.items():
        steps = {name: _last(table, name, last) for name in names}
        values = [
            f'"{name}" + {step} * ?1' if step else f'"{name}"' for name, step in steps.items()
        ]
        moved = [f"{name} BETWEEN 1 AND {step}" for name, step in steps.items() if step]
        if moved:
            chosen = f"SELECT {', '.join(values)} FROM {table} WHERE {moved[0]}"  # noqa: S608
            statements.append(f"INSERT INTO {table} {chosen}")
    return statements


def _last(table: str, column: str, last: Mapping[str, int]) -> int:
    """Return the greatest id of the table whose rows a column names, 0 for other columns."""
    named = table if column == "id" else column.removesuffix("_id")
    return last.get(named, 0) if named != column else 0
