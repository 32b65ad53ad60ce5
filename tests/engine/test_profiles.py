from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer.profile import stored_profile
from bot.engine.engine import Engine, open_engine
from bot.library.curator import Curator
from bot.library.database import open_database
from bot.model import Answer
from bot.moments import utc_now
from bot.search.analysis import Analysis
from bot.settings import Settings
from tests.adding import put
from tests.library.storing import HOME, store

TEXT = "The gate closed in May 2016. It was paid by the Quill Trust."
QUESTION = "When did the gate close?"


async def stored(engine: Engine) -> list[bool]:
    """Return whether the stored profile of each passage is as it would be made now."""
    (document,) = await engine.library.catalogue.documents(HOME)
    return [
        each.profile == stored_profile(each.text, document.language, analysis=Analysis())
        for each in await engine.library.catalogue.passages_of(document, 9)
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE passage SET profile = x''",
        "UPDATE passage SET profile = x'0011223344'",
        "UPDATE document SET language = 'fr'",
    ],
)
async def test_profiles_that_are_missing_or_stale_are_made_and_stored_at_the_first_question(
    tmp_path: Path, change: str
) -> None:
    settings = Settings(semantic="off", database=tmp_path / "library.db", corpus=None)
    async with open_engine(settings) as engine:
        await put(engine, HOME, "gate.txt", TEXT.encode())
        assert await stored(engine) == [True]
        expected = await engine.asking.ask(HOME, QUESTION)
    async with open_database(settings.database) as database, database.write() as db:
        await db.execute(change)

    async with open_engine(settings) as engine:
        assert await stored(engine) == [False]
        found = await engine.asking.ask(HOME, QUESTION)
    async with open_engine(settings) as engine:
        assert await stored(engine) == [True]
        again = await engine.asking.ask(HOME, QUESTION)

    assert isinstance(found, Answer)
    assert isinstance(expected, Answer)
    assert found == again
    assert found.quotes[0].text == expected.quotes[0].text


async def test_what_was_made_once_is_not_made_again(engine: Engine) -> None:
    async with open_database(engine.settings.database) as database:
        await store(Curator(database, utc_now), TEXT)
    made: list[str] = []
    profiles = engine.asking._profiles
    make = profiles._make

    def noted(text: str, language: str) -> bytes:
        made.append(text)
        return make(text, language)

    profiles._make = noted
    for question in (QUESTION, QUESTION, "Who paid?"):
        assert isinstance(await engine.asking.ask(HOME, question), Answer)

    assert made == [TEXT]


async def test_an_answer_does_not_wait_until_what_was_made_for_it_is_stored(
    engine: Engine,
) -> None:
    async with open_database(engine.settings.database) as other:
        await store(Curator(other, utc_now), TEXT)
        async with other.write():
            assert isinstance(await engine.asking.ask(HOME, QUESTION), Answer)
            assert engine.asking._profiles._storing
        assert await stored(engine) == [False]

        await engine.asking._profiles.stored()
        assert await stored(engine) == [True]
