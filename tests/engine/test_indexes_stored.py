"""Indexes that are stored, and brought up to date when they are read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.engine import open_engine
from bot.engine.indexes import GuildIndex, Indexes
from bot.errors import VerbatimError
from bot.library.catalogue import Catalogue
from bot.library.curator import Changes, Curator
from bot.library.database import Database, open_database
from bot.library.snapshots import Snapshots
from bot.library.terms import Terms
from bot.model import Document, Handle, Schedule, Source, Span
from bot.moments import Clock, utc_now
from bot.search.analysis import Analysis
from bot.settings import Settings
from tests.adding import put
from tests.clocks import HOUR, START, SetClock
from tests.library.storing import AWAY, HOME, MODERATOR, store

WORDS = ("gate", "keeper", "harbour", "lamp", "tower", "quay", "mole", "pier")
LONG = [f"The {WORDS[n % 8]} and the {WORDS[n % 5]} of day {n}." for n in range(60)]


def indexes_of(database: Database, clock: Clock = utc_now, *, large: int = 1) -> Indexes:
    catalogue = Catalogue(database, clock)
    terms = Terms(database, Analysis())
    return Indexes(catalogue, terms, Snapshots(database), 9999, clock, large=large)


@asynccontextmanager
async def opened(database: Database, clock: Clock = utc_now) -> AsyncGenerator[GuildIndex, None]:
    """Yield the index of a process that has just started, and end that process."""
    indexes = indexes_of(database, clock)
    yield await indexes.of(HOME)
    await indexes.close()


async def book(curator: Curator, lines: Sequence[str] = LONG) -> Document:
    """Add a document of sixty passages, so that six may change without a new build."""
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return await store(curator, "\n".join(lines), *spans)


async def sql(database: Database, statement: str) -> None:
    async with database.write() as db:
        await db.execute(statement)


async def forget_terms(database: Database) -> None:
    """Make it impossible to build an index of the documents that there are now."""
    await sql(database, "UPDATE terms SET forward = x'00'")


def contents(index: GuildIndex) -> dict[str, object]:
    """Return all that an index knows, in an order that does not depend on how it came to be."""
    bm25 = index.bm25
    words = [*WORDS, "wall", "door", "unheard"]
    return {
        "passages": index.passages,
        "languages": sorted(index.languages),
        "lengths": dict(zip(bm25, bm25.doc_len.tolist(), strict=True)),
        "terms": sorted(bm25.terms()),
        "known": bm25.known(words),
        "nearest": [bm25.nearest(f"{word}x") for word in words],
        "scores": [dict(zip(bm25, bm25.get_scores([w]).tolist(), strict=True)) for w in words],
        "found": [
            sorted(bm25.search({word: 1.0, "the": 0.5}, 999), key=lambda hit: (-hit[1], hit[0]))
            for word in words
        ],
    }


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database, None]:
    async with open_database(tmp_path / "library.db") as database:
        yield database


async def test_an_index_is_stored_and_not_built_again(database: Database) -> None:
    curator = Curator(database, utc_now)
    await book(curator)
    async with opened(database) as built:
        expected = contents(built), list(built.bm25)
    await forget_terms(database)

    async with opened(database) as read:
        assert (contents(read), list(read.bm25)) == expected


async def test_what_has_changed_since_is_all_that_is_built(database: Database) -> None:
    curator = Curator(database, utc_now)
    await book(curator)
    gone = await store(curator, "The door is shut.")
    async with opened(database):
        pass
    await forget_terms(database)
    await curator.remove(HOME, gone.handle, user_id=MODERATOR)
    await store(curator, "The wall is high.", title="Wall")

    async with opened(database) as index:
        assert len(index.bm25) == 61
        assert index.bm25.document_frequency("wall") == 1
        assert index.bm25.known(["door", "shut"]) == {}
        assert index.bm25.nearest("doors") is None
        assert sorted(index.passages) == [1, 3]


async def test_an_index_of_which_much_has_changed_is_built_anew_and_stored(
    database: Database,
) -> None:
    curator = Curator(database, utc_now)
    await book(curator)
    async with opened(database):
        pass
    await book(curator, LONG[::-1])

    async with opened(database) as built:
        expected = contents(built)

    await forget_terms(database)
    async with opened(database) as read:
        assert len(read.bm25) == 120
        assert contents(read) == expected


async def test_a_change_while_an_index_is_stored_is_not_stored_with_it(database: Database) -> None:
    curator = Curator(database, utc_now)
    document = await book(curator)
    indexes = indexes_of(database)
    index = await indexes.of(HOME)
    expected = contents(index)
    edited = await curator.edit(HOME, document.handle, Changes(title="Lock"), user_id=None)

    await indexes.changed(edited)

    assert contents(index) != expected
    await indexes.close()
    stored = await Snapshots(database).load(HOME)
    assert stored
    again = GuildIndex(index.revision)
    again.add(stored)
    assert contents(again) == expected


async def test_a_small_index_is_not_stored(database: Database) -> None:
    await store(Curator(database, utc_now), "The gate.")
    indexes = indexes_of(database, large=2)

    await indexes.of(HOME)
    await indexes.close()

    assert await database.read("SELECT 1 FROM snapshot") == []


async def test_a_stored_index_is_no_other_guilds(database: Database) -> None:
    await book(Curator(database, utc_now))
    async with opened(database):
        pass

    index = await indexes_of(database).of(AWAY)

    assert len(index.bm25) == 0


@pytest.mark.parametrize(
    "schedule", [Schedule(embargo=START + 3 * HOUR), Schedule(expires=START + HOUR)]
)
async def test_what_is_closed_by_now_is_in_no_index_that_is_read(
    database: Database, schedule: Schedule
) -> None:
    clock = SetClock()
    curator = Curator(database, utc_now)
    await book(curator)
    secret = await store(curator, "The wall is secret.")
    open_now = Changes(schedule=Schedule(expires=schedule.expires))
    await curator.edit(HOME, secret.handle, open_now, user_id=None)
    async with opened(database, clock) as index:
        assert index.bm25.known(["wall", "secret"])
    await curator.edit(HOME, secret.handle, Changes(schedule=schedule), user_id=None)

    clock.at = START + 2 * HOUR

    async with opened(database, clock) as index:
        assert index.bm25.known(["wall", "secret"]) == {}
        assert [index.bm25.nearest(word) for word in ("walls", "secrets")] == [None, None]
        assert not index.bm25.weight_of("wall") < index.bm25.weight_of("unheard")
        assert index.due == schedule.embargo


async def test_closing_waits_no_longer_than_it_is_told(database: Database) -> None:
    await book(Curator(database, utc_now))
    indexes = indexes_of(database)
    async with database.write():
        await indexes.of(HOME)
        await indexes.close(0.01)

    assert await Snapshots(database).load(HOME) is None


async def test_the_engine_stores_what_is_large_before_it_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    async with open_engine(Settings(semantic="off", database=path, corpus=None)) as engine:
        monkeypatch.setattr(engine.asking._indexes, "_large", 1)
        await put(engine, HOME, "gate.txt", b"The gate has a keeper, who sleeps.")
        await engine.asking.ask(HOME, "Who sleeps?")

    async with open_database(path) as database:
        assert await Snapshots(database).load(HOME)


NUMBERS = st.integers(2, 5)
KINDS = ("add", "remove", "restore", "title", "replace", "embargo", "expire", "open")
CHANGES = st.lists(st.tuples(st.sampled_from(KINDS), NUMBERS, st.sampled_from(WORDS)), max_size=5)


async def change(database: Database, kind: str, number: int, word: str) -> None:
    """Make a change of one document, if it can be made."""
    curator = Curator(database, utc_now)
    catalogue = Catalogue(database, utc_now)
    handle = Handle(number)
    schedules = {
        "embargo": Schedule(embargo=START + HOUR),
        "expire": Schedule(expires=START - HOUR),
        "open": Schedule(),
    }
    text = f"A new {word} beside the {word} wall."
    with suppress(VerbatimError):
        if kind == "add":
            await store(curator, text)
        elif kind == "remove":
            await curator.remove(HOME, handle, user_id=MODERATOR)
        elif kind == "restore":
            await curator.restore(HOME, handle, user_id=MODERATOR)
        elif kind == "title":
            await curator.edit(HOME, handle, Changes(title=word), user_id=MODERATOR)
        elif kind == "replace":
            document = await catalogue.document(HOME, handle, closed=True)
            source = Source("new.txt", text, document.title, language="de")
            await curator.replace(document, source, [Span(0, len(text))], text.encode())
        else:
            changes = Changes(schedule=schedules[kind])
            await curator.edit(HOME, handle, changes, user_id=MODERATOR)


async def read_and_built(
    path: Path, before: Sequence[tuple[str, int, str]], after: Sequence[tuple[str, int, str]]
) -> tuple[GuildIndex, GuildIndex]:
    """Return an index that was stored between changes, and one that is built after them."""
    clock = SetClock()
    async with open_database(path) as database:
        await book(Curator(database, utc_now))
        await store(Curator(database, utc_now), "The door and the gate.")
        for each in before:
            await change(database, *each)
        async with opened(database, clock):
            pass
        for each in after:
            await change(database, *each)
        await sql(database, "UPDATE terms SET forward = x'00' WHERE version_id = 1")
        async with opened(database, clock) as read:
            pass
        await sql(database, "DELETE FROM terms WHERE version_id = 1")
        await sql(database, "DELETE FROM snapshot")
        async with opened(database, clock) as built:
            return read, built


@settings(deadline=None, max_examples=20)
@given(CHANGES, CHANGES)
def test_an_index_that_is_read_after_any_changes_answers_as_one_built_anew(
    before: list[tuple[str, int, str]], after: list[tuple[str, int, str]]
) -> None:
    with TemporaryDirectory() as folder:
        read, built = asyncio.run(read_and_built(Path(folder) / "library.db", before, after))

    assert contents(read) == contents(built)
    if {kind for kind, _, _ in after} <= {"add", "remove", "replace", "expire"}:
        assert list(read.bm25) == list(built.bm25)  # and so are equals in the same order


async def test_of_equals_what_has_changed_since_comes_last(database: Database) -> None:
    curator = Curator(database, utc_now)
    first = await store(curator, "The gate.", title="Wall")
    await book(curator)
    async with opened(database):
        pass
    await curator.edit(HOME, first.handle, Changes(title="Door"), user_id=None)

    async with opened(database) as read:
        assert list(read.bm25) == [*range(2, 62), 1]
