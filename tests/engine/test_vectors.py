from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.answer.semantic import Semantic, is_installed
from bot.engine.engine import Engine, open_engine
from bot.engine.vectors import Vectors
from bot.library.database import open_database
from bot.model import TERMINAL, Answer
from bot.settings import Settings
from tests.adding import add
from tests.library.storing import HOME

TEXT = "The children of the valley were inoculated against measles by the nurses."
GERMAN = "Die Kinder des Tals wurden von den Schwestern gegen die Masern geimpft."

pytestmark = pytest.mark.skipif(not is_installed(), reason="without the extra")


@pytest.fixture(scope="module")
def semantic() -> Semantic:
    return Semantic()


def installed(database: Path, empty: Path) -> Settings:
    shutil.copyfile(empty, database)
    return Settings(database=database, corpus=None, semantic="on")


async def stored(settings: Settings) -> list[bytes]:
    """Return the stored vectors of all passages, as they were added."""
    async with open_database(settings.database) as database:
        return [row[0] for row in await database.read("SELECT vector FROM passage ORDER BY id")]


async def until_stored(engine: Engine, count: int) -> None:
    """Let the background work until so many passages have a vector."""
    task = asyncio.create_task(engine.vectors.keep_up(pause=0.01))
    async with asyncio.timeout(30), open_database(engine.settings.database) as database:
        while await database.read_one("SELECT sum(vector > x'') FROM passage") != (count,):
            assert not task.done()
            await asyncio.sleep(0.01)
    task.cancel()


async def test_the_first_question_makes_vectors_and_stores_them(
    tmp_path: Path, empty_library: Path, semantic: Semantic
) -> None:
    settings = installed(tmp_path / "library.db", empty_library)
    async with open_engine(settings) as engine:
        await add(engine, HOME, "health.txt", TEXT.encode())
        await add(engine, HOME, "gesundheit.txt", GERMAN.encode())
        reply = await engine.asking.ask(HOME, "who gave the kids of the valley a vaccination")

    assert isinstance(reply, Answer)
    assert await stored(settings) == [semantic.vector(TEXT), b""]


async def test_the_background_makes_those_of_existing_new_and_changed_passages(
    tmp_path: Path, empty_library: Path, semantic: Semantic
) -> None:
    settings = installed(tmp_path / "library.db", empty_library)
    async with open_engine(settings) as engine:
        await add(engine, HOME, "health.txt", TEXT.encode())
        async with open_database(settings.database) as database, database.write() as db:
            await db.execute("UPDATE passage SET vector = x'00112233445566'")
        working = asyncio.create_task(engine.vectors.keep_up(pause=0.01))
        await add(engine, HOME, "gesundheit.txt", GERMAN.encode())
        await add(engine, HOME, "boat.txt", b"The nurses of the valley came by boat in May.")
        await until_stored(engine, 2)
        working.cancel()

    first, german, boat = await stored(settings)
    assert first == semantic.vector(TEXT)
    assert german == b""
    assert boat == semantic.vector("The nurses of the valley came by boat in May.")


async def test_the_background_outlives_an_error(
    tmp_path: Path, empty_library: Path, semantic: Semantic
) -> None:
    settings = installed(tmp_path / "library.db", empty_library)
    async with open_engine(settings) as engine:
        await add(engine, HOME, "health.txt", TEXT.encode())
        vectors = Vectors(engine.library.vectors, semantic)
        closed = engine.library.vectors._db
        engine.library.vectors._db = None  # type: ignore[assignment]
        with capture_logs() as logs:
            task = asyncio.create_task(vectors.keep_up(pause=0.01))
            await asyncio.sleep(0.1)
            engine.library.vectors._db = closed
            await until_stored(engine, 1)
        assert not task.done()
        task.cancel()

    assert logs[0]["event"] == "vectors failed"


async def test_the_seed_question_is_answered_as_without_it(
    tmp_path: Path, bundled_library: Path
) -> None:
    replies = []
    for switch in ("off", "on"):
        database = tmp_path / f"{switch}.db"
        shutil.copyfile(bundled_library, database)
        async with open_engine(Settings(database=database, semantic=switch)) as engine:
            replies.append(await engine.asking.ask(TERMINAL, "who funded the seminar"))

    plain, meant = replies
    assert isinstance(plain, Answer)
    assert isinstance(meant, Answer)
    assert plain.quotes[0].id == meant.quotes[0].id
