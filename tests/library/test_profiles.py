from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.library.catalogue import Catalogue
from bot.library.curator import Curator
from bot.library.database import Database, open_database
from bot.library.profiles import StoredProfiles
from bot.library.terms import Terms
from bot.model import PassageId, Source, Span
from bot.moments import utc_now
from bot.search.analysis import Analysis
from tests.library.storing import HOME, MODERATOR, store

TEXT = "The gate closes. The tower is open."
SPANS = (Span(0, 16), Span(17, 35))


def make(text: str, language: str) -> bytes:
    return f"{language}: {text}".encode()


@pytest.fixture
def curator(database: Database) -> Curator:
    return Curator(database, utc_now, Terms(database, Analysis()), make)


async def profiles(database: Database) -> list[bytes]:
    return [row[0] for row in await database.read("SELECT profile FROM passage ORDER BY id")]


async def test_the_profiles_of_passages_are_stored_with_them_and_go_with_them(
    database: Database, catalogue: Catalogue, curator: Curator
) -> None:
    document = await store(curator, TEXT, *SPANS)
    passages = await catalogue.passages_of(document, 9)
    assert [each.profile for each in passages] == [
        b"en: The gate closes.",
        b"en: The tower is open.",
    ]

    source = Source("file.txt", "Das Tor.", "A title", language="de")
    replaced = await curator.replace(document, source, [Span(0, 8)], b"new")
    assert await profiles(database) == [b"de: Das Tor."]

    await curator.remove(HOME, replaced.handle, user_id=MODERATOR)
    async with database.write() as db:
        await db.execute("UPDATE document SET removed_at = '2020-01-01'")
    await curator.purge()
    assert await profiles(database) == []


async def test_a_profile_of_a_passage_that_is_gone_is_stored_nowhere(
    database: Database, curator: Curator
) -> None:
    document = await store(curator, TEXT, *SPANS)
    await curator.replace(document, Source("b.txt", "New.", "New"), [Span(0, 4)], b"new")

    await StoredProfiles(database).keep({PassageId(1): b"old", PassageId(3): b"new"})

    assert await profiles(database) == [b"new"]


@contextmanager
def written_by_another(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def test_profiles_that_cannot_be_stored_are_left_for_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.database.BUSY_SECONDS", 0.01)
    async with open_database(tmp_path / "library.db") as database:
        await store(Curator(database, utc_now), TEXT, *SPANS)
        with written_by_another(tmp_path / "library.db"):
            await StoredProfiles(database).keep({PassageId(1): b"new"})
        assert await profiles(database) == [b"", b""]

        await StoredProfiles(database).keep({PassageId(1): b"new"})
        assert await profiles(database) == [b"new", b""]
