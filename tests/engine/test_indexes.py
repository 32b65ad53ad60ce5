from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import closing
from pathlib import Path

import pytest

from bot.engine.indexes import Indexes
from bot.library.catalogue import Catalogue
from bot.library.curator import Changes, Curator
from bot.library.database import Database, open_database
from bot.library.migrating import APPLICATION_ID, migrations
from bot.library.snapshots import Snapshots
from bot.library.terms import Terms
from bot.model import GuildId, Schedule, Source, Span
from bot.moments import utc_now
from bot.search.analysis import Analysis
from bot.search.forward import Forward
from tests.clocks import HOUR, START, SetClock
from tests.library.storing import AWAY, HOME, store

GUILDS = [GuildId(10**17 + n) for n in range(6)]
TEXT = "The harbour has a gate. The gate has a keeper."
SPANS = (Span(0, 23), Span(24, 46))


def indexes_of(database: Database) -> Indexes:
    return Indexes(
        Catalogue(database, utc_now),
        Terms(database, Analysis()),
        Snapshots(database),
        max_passages=5,
        clock=utc_now,
    )


@pytest.fixture
async def made(tmp_path: Path) -> AsyncGenerator[tuple[Curator, Indexes], None]:
    async with open_database(tmp_path / "library.db") as database:
        yield (
            Curator(database, utc_now),
            indexes_of(database),
        )


async def test_an_index_is_kept_until_the_library_changes(made: tuple[Curator, Indexes]) -> None:
    curator, indexes = made
    await store(curator, TEXT, *SPANS)
    first = await indexes.of(HOME)
    assert await indexes.of(HOME) is first
    assert len(first.bm25) == 2

    await store(curator, "Another process adds this.")

    second = await indexes.of(HOME)
    assert second is not first
    assert len(second.bm25) == 3


async def test_a_change_made_here_is_applied_in_place(made: tuple[Curator, Indexes]) -> None:
    curator, indexes = made
    before = await indexes.of(HOME)
    document = await store(curator, TEXT, *SPANS)
    await indexes.added(document)
    assert await indexes.of(HOME) is before
    assert before.bm25.document_frequency("gate") == 2

    document = await curator.edit(HOME, document.handle, Changes(title="Lock"), user_id=None)
    await indexes.changed(document)
    assert await indexes.of(HOME) is before
    assert before.bm25.document_frequency("lock") == 2

    await curator.remove(HOME, document.handle, user_id=None)
    await indexes.removed(document)
    assert await indexes.of(HOME) is before
    assert len(before.bm25) == 0
    assert before.languages == []


async def test_an_update_that_misses_a_change_drops_the_index(
    made: tuple[Curator, Indexes],
) -> None:
    curator, indexes = made
    before = await indexes.of(HOME)
    await store(curator, "Another process adds this.")
    document = await store(curator, TEXT, *SPANS)

    await indexes.added(document)

    after = await indexes.of(HOME)
    assert after is not before
    assert len(after.bm25) == 3


async def test_an_update_that_comes_after_a_rebuild_changes_nothing(
    made: tuple[Curator, Indexes],
) -> None:
    curator, indexes = made
    await indexes.of(HOME)
    document = await store(curator, TEXT, *SPANS)
    rebuilt = await indexes.of(HOME)

    await indexes.added(document)

    assert await indexes.of(HOME) is rebuilt
    assert len(rebuilt.bm25) == 2


async def test_an_update_that_fails_drops_the_index(made: tuple[Curator, Indexes]) -> None:
    curator, indexes = made
    document = await store(curator, TEXT, *SPANS)
    before = await indexes.of(HOME)
    await curator.edit(HOME, document.handle, Changes(title="Lock"), user_id=None)

    with pytest.raises(ValueError, match="in the index already"):
        await indexes.added(document)

    after = await indexes.of(HOME)
    assert after is not before
    assert after.bm25.document_frequency("lock") == 2


async def test_the_least_recently_asked_indexes_go_first(made: tuple[Curator, Indexes]) -> None:
    curator, indexes = made
    for guild_id in GUILDS:
        await store(curator, TEXT, *SPANS, guild_id=guild_id)
    kept = [await indexes.of(guild_id) for guild_id in GUILDS[:2]]
    assert await indexes.of(GUILDS[0]) is kept[0]

    await indexes.of(GUILDS[2])

    assert await indexes.of(GUILDS[0]) is kept[0]
    assert await indexes.of(GUILDS[1]) is not kept[1]


async def test_one_guilds_index_has_nothing_of_anothers(made: tuple[Curator, Indexes]) -> None:
    curator, indexes = made
    await store(curator, TEXT, *SPANS, guild_id=HOME)

    index = await indexes.of(AWAY)

    assert len(index.bm25) == 0
    assert index.passages == {}


async def test_an_index_larger_than_the_bound_still_serves_its_guild(
    made: tuple[Curator, Indexes],
) -> None:
    curator, indexes = made
    for n in range(7):
        await store(curator, f"Text number {n}.")

    assert len((await indexes.of(HOME)).bm25) == 7
    first, second = await asyncio.gather(indexes.of(HOME), indexes.of(HOME))
    assert first is second


async def test_an_index_turns_with_the_clock_in_place_and_without_a_change(
    tmp_path: Path,
) -> None:
    clock = SetClock()
    async with open_database(tmp_path / "library.db") as database:
        curator = Curator(database, utc_now)
        terms = Terms(database, Analysis())
        indexes = Indexes(Catalogue(database, clock), terms, Snapshots(database), 99, clock)
        for text, schedule in (
            ("The gate has a keeper.", Schedule()),
            ("Der Turm hat einen Wächter.", Schedule(embargo=START + HOUR)),
            ("The lighthouse has a lamp.", Schedule(expires=START + HOUR)),
        ):
            document = await store(curator, text)
            await curator.edit(HOME, document.handle, Changes(schedule=schedule), user_id=None)
        index = await indexes.of(HOME)
        assert sorted(index.passages) == [1, 3]
        assert not index.bm25.document_frequency("turm")
        assert index.bm25.document_frequency("lamp") == 1

        clock.at = START + HOUR

        assert await indexes.of(HOME) is index
        assert sorted(index.passages) == [1, 2]
        assert index.bm25.document_frequency("turm") == 1
        assert not index.bm25.document_frequency("lamp")
        assert index.due is None


async def test_a_schedule_that_is_changed_here_is_applied_in_place_and_kept_in_mind(
    tmp_path: Path,
) -> None:
    clock = SetClock()
    async with open_database(tmp_path / "library.db") as database:
        curator = Curator(database, utc_now)
        terms = Terms(database, Analysis())
        indexes = Indexes(Catalogue(database, clock), terms, Snapshots(database), 99, clock)
        document = await store(curator, TEXT, *SPANS)
        index = await indexes.of(HOME)

        for schedule in (
            Schedule(embargo=START + 2 * HOUR),
            Schedule(START + HOUR, START + 3 * HOUR),
        ):
            changes = Changes(schedule=schedule)
            await indexes.changed(await curator.edit(HOME, document.handle, changes, user_id=None))
            assert await indexes.of(HOME) is index
            assert len(index.bm25) == 0
        for hours, passages in ((1, 2), (2, 2), (3, 0)):
            clock.at = START + hours * HOUR
            assert await indexes.of(HOME) is index
            assert len(index.bm25) == passages


async def test_an_index_is_built_of_stored_terms_and_not_of_texts(tmp_path: Path) -> None:
    async with open_database(tmp_path / "library.db") as database:
        await store(Curator(database, utc_now), TEXT, *SPANS)
        async with database.write() as db:
            await db.execute("UPDATE part SET text = ''")

        index = await indexes_of(database).of(HOME)

        assert index.bm25.document_frequency("gate") == 2


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM terms WHERE version_id = 1",
        "UPDATE terms SET analysis = 'older', forward = x'00' WHERE version_id = 1",
        "UPDATE document SET title = 'Lock' WHERE id = 1",
        "UPDATE document SET language = 'de' WHERE id = 1",
    ],
)
async def test_terms_that_are_missing_or_stale_are_made_and_stored(
    tmp_path: Path, change: str
) -> None:
    async with open_database(tmp_path / "library.db") as database:
        for text in (TEXT, "Another text."):
            await store(Curator(database, utc_now), text)
        async with database.write() as db:
            await db.execute(change)
        assert [bool(each.terms) for each in await Catalogue(database, utc_now).prepared(HOME)] == [
            False,
            True,
        ]

        index = await indexes_of(database).of(HOME)

        assert len(index.bm25) == 2
        assert list(index.bm25.known(["keeper", "keep"]).values()) == [1]
        assert index.bm25.document_frequency("lock") == ("Lock" in change)
        assert all(each.terms for each in await Catalogue(database, utc_now).prepared(HOME))


async def test_the_terms_of_a_version_go_with_it(tmp_path: Path) -> None:
    async with open_database(tmp_path / "library.db") as database:
        curator = Curator(database, utc_now)
        document = await store(curator, "Old words.")
        source = Source("file.txt", "New words.", "A title", language="en")
        await curator.replace(document, source, [Span(0, 10)], b"new")
        (stored,) = await database.read("SELECT version_id, forward FROM terms")
        assert Forward.load(stored[1]).terms() == ["titl", "new", "word"]

        async with database.write() as db:
            await db.execute("DELETE FROM document")

        assert await database.read("SELECT * FROM terms") == []


async def test_a_library_from_before_terms_were_stored_is_indexed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"""{migrations()[0]};
            INSERT INTO guild (id) VALUES ({HOME});
            INSERT INTO document (id, guild_id, number, title, publisher, date, url, language,
                filename, added_at) VALUES (1, {HOME}, 1, 'Harbour', '', '', '', 'en', '', '');
            INSERT INTO version VALUES (1, 1, 1, '', x'', '{TEXT}', 46, 2, '[]', '[]', NULL, '');
            INSERT INTO passage VALUES (1, 1, 0, 23), (2, 1, 24, 46);
            PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;"""
        )
    async with open_database(path) as database:
        index = await indexes_of(database).of(HOME)

        assert index.bm25.document_frequency("gate") == 2
        assert index.passages == {1: range(1, 3)}
