from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

import bot.library
from bot.compare.sketch import sketch
from bot.errors import ForeignDatabase, NewerSchema
from bot.library.catalogue import Catalogue
from bot.library.database import Database, open_database
from bot.library.drafts import Drafts
from bot.library.history import History
from bot.library.migrating import APPLICATION_ID, migrations
from bot.library.originals import Originals
from bot.model import GuildId, Schedule, Span, UserId
from bot.moments import utc_now
from tests.library.storing import HOME

DRAFT = (
    '{"filename": "r.txt", "text": "T", "title": "R", "landmarks": [], "removed": [], "notes": []}'
)


RELEASED = {
    "0001_initial_schema.sql": "0ff528f0f64c4d51",
    "0002_sketches_and_edited_drafts.sql": "24c3267cffce1c67",
    "0003_pages_of_passages.sql": "e1c697d04ddf5e65",
    "0004_embargo_and_expiry.sql": "337e36c134f91ed6",
    "0005_terms_of_passages.sql": "c618a3283d4b11a8",
    "0006_feeds_and_review_queue.sql": "d0578873c09d89b1",
    "0007_origins_of_documents.sql": "297e7fb31975bb0c",
    "0008_quotes_of_answers.sql": "2e654f37530f1a41",
    "0009_originals_apart_from_versions.sql": "9b7b637d3c750d43",
    "0010_texts_in_parts.sql": "80e96cf402a8a6e7",
    "0011_index_snapshots.sql": "24bec8265088c21f",
    "0012_profiles_of_passages.sql": "99b9d3ac3df93f04",
    "0013_typed_forms_and_promised_answers.sql": "cf955d7bb23573b5",
    "0014_vectors_of_passages.sql": "d9f2ae0997bbd127",
    "0015_people_who_are_not_stored.sql": "e34ebab4f4380ad5",
    "0016_how_originals_were_read.sql": "72e5b297164567d2",
    "0017_answers_as_typed_and_posted.sql": "e900363875da3e3e",
    "0018_drafts_being_published.sql": "88c4bbec0ab2eeae",
}
"""What each migration says, whatever its indentation; only ever add to these."""


def files() -> dict[str, str]:
    folder = Path(bot.library.__file__).with_name("migrations")
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


async def schema(database: Database) -> set[str]:
    """Return the statements that made the tables, whatever their indentation."""
    rows = await database.read("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {" ".join(sql.split()) for (sql,) in rows}


def test_migrations_are_numbered_without_a_gap_and_say_what_they_do() -> None:
    names = sorted(files())

    assert [name[:5] for name in names] == [f"{n:04}_" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}(_[a-z]+)+\.sql", name) for name in names)
    assert migrations() == [files()[name] for name in names]


def test_a_migration_that_was_released_is_never_changed() -> None:
    digests = {
        name: sha256(" ".join(text.split()).encode()).hexdigest()[:16]
        for name, text in files().items()
    }

    assert digests == RELEASED


async def test_a_file_of_the_first_release_keeps_its_documents_and_drafts(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"""{migrations()[0]}
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
        draft = await Drafts(database, utc_now).get(GuildId(7), UserId(8), "token")
        assert (draft.source.text, draft.replaces, draft.edited) == ("T", None, ())
        (found,) = await History(database, utc_now).alike(
            GuildId(7), sketch("The gate closes at nine.")
        )
        assert found.title == "Rules"


@pytest.mark.parametrize("version", range(1, len(RELEASED)))
async def test_a_library_of_an_earlier_release_is_brought_up_to_date(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "library.db"
    text = "".join(f"Old words, 旧い言葉 {number}.\n" for number in range(9_000))
    spans = [Span(0, 10), Span(text.index("4711"), text.index("4712")), Span(70_000, 70_900)]
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"""{migrations()[0]};
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
            f"""{";".join(migrations()[1:version])};
            PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version};"""
        )

    async with open_database(path) as database:
        (document,) = await Catalogue(database, utc_now).documents(HOME)
        passages = await Catalogue(database, utc_now).passages_of(document, 9)
        assert await Catalogue(database, utc_now).text(document) == text
        assert await Originals(database).original(document) == b"\0"
        assert await database.read_one("PRAGMA user_version") == (len(migrations()),)
        async with open_database(tmp_path / "new.db") as new:
            assert await schema(database) == await schema(new)

    assert (document.title, document.schedule) == ("Old", Schedule())
    assert [passage.text for passage in passages] == [span.of(text) for span in spans]


async def test_a_file_of_a_newer_release_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(migrations()) + 1}")

    with pytest.raises(NewerSchema):
        async with open_database(path):
            pass

    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(migrations()) + 1,)


async def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE photo (id)")

    with pytest.raises(ForeignDatabase):
        async with open_database(path):
            pass

    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT name FROM sqlite_schema").fetchall() == [("photo",)]
