from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.compare.sketch import sketch
from bot.errors import NewerSchema, Unwritable
from bot.library.catalogue import Catalogue
from bot.library.database import Database, open_database
from bot.library.drafts import Drafts
from bot.library.history import History
from bot.library.migrating import APPLICATION_ID
from bot.library.originals import Originals
from bot.library.schema import MIGRATIONS
from bot.model import GuildId, Schedule, Span, UserId
from tests.library.shelving import HOME

DRAFT = (
    '{"filename": "r.txt", "text": "T", "title": "R", "landmarks": [], "removed": [], "notes": []}'
)


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


async def test_a_file_of_the_first_release_keeps_its_documents_and_drafts(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"""{MIGRATIONS[0]}
            INSERT INTO guild (id, last_number) VALUES (7, 1);
            INSERT INTO document (guild_id, number, title, publisher, date, url, language,
                filename, added_at) VALUES (7, 1, 'Rules', '', '', '', 'en', 'r.txt', '2026-01-01');
            INSERT INTO version (document_id, number, sha256, original, text, characters, passages,
                cut_lines, notes, added_at)
                VALUES (1, 1, 'x', x'00', 'The gate closes at nine.', 24, 0, '[]', '[]', '');
            INSERT INTO draft VALUES ('token', 7, 8, x'00', '{DRAFT}', '2026-01-01');
            PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;"""
        )

    async with open_database(path) as database:
        draft = await Drafts(database).get(GuildId(7), UserId(8), "token")
        assert (draft.source.text, draft.replaces, draft.edited) == ("T", None, ())
        (found,) = await History(database).alike(GuildId(7), sketch("The gate closes at nine."))
        assert found.title == "Rules"


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
async def test_a_library_of_an_earlier_release_is_brought_up_to_date(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "library.db"
    text = "".join(f"Old words, 旧い言葉 {number}.\n" for number in range(9_000))
    spans = [Span(0, 10), Span(text.index("4711"), text.index("4712")), Span(70_000, 70_900)]
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"""{MIGRATIONS[0]};
            INSERT INTO guild (id, last_number) VALUES ({HOME}, 1);
            INSERT INTO document (guild_id, number, title, publisher, date, url, language, filename,
                added_at) VALUES ({HOME}, 1, 'Old', '', '', '', 'en', 'a.txt', '2026-01-01');
            INSERT INTO version (document_id, number, sha256, original, text, characters, passages,
                cut_lines, notes, added_at)
                VALUES (1, 1, '', x'00', '{text}', {len(text)}, 3, '[]', '[]', '2026-01-01');"""
        )
        db.executemany('INSERT INTO passage (version_id, start, "end") VALUES (1, ?, ?)', spans)
        db.commit()
        db.executescript(
            f"""{";".join(MIGRATIONS[1:version])};
            PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version};"""
        )

    async with open_database(path) as database:
        (document,) = await Catalogue(database).documents(HOME)
        passages = await Catalogue(database).passages_of(document, 9)
        assert await Catalogue(database).text(document) == text
        assert await Originals(database).original(document) == b"\0"
        assert await database.read_one("PRAGMA user_version") == (len(MIGRATIONS),)

    assert (document.title, document.schedule) == ("Old", Schedule())
    assert [passage.text for passage in passages] == [span.of(text) for span in spans]


async def test_a_file_of_a_newer_release_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

    with pytest.raises(NewerSchema, match="newer Verbatim"):
        async with open_database(path):
            pass

    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)


async def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE photo (id)")

    with pytest.raises(Unwritable, match="another program"):
        async with open_database(path):
            pass

    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT name FROM sqlite_schema").fetchall() == [("photo",)]


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\0" + b"\1" * 99])
async def test_a_file_that_is_no_database_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)

    with pytest.raises(Unwritable, match="VERBATIM_DATABASE"):
        async with open_database(path):
            pass

    assert path.read_bytes() == content


async def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(Unwritable, match="cannot be opened"):
        async with open_database(tmp_path / "file" / "library.db"):
            pass


async def test_what_was_read_in_bulk_is_not_held_by_the_connection(database: Database) -> None:
    rows = await database.read_bulk("SELECT zeroblob(1000), 1")

    holders = sys.getrefcount(rows[0])
    assert holders == 2  # the list, and the call that counts
