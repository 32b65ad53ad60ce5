from __future__ import annotations

import asyncio

from bot.engine import Engine
from bot.library.curator import Curator
from bot.library.database import open_database
from bot.model import Answer, GuildId
from tests.library.shelving import AWAY, HOME, shelve


async def titles(engine: Engine, guild_id: GuildId = HOME) -> list[str]:
    found = await engine.finder.find(guild_id, "Who keeps the gate?")
    return [hit.passage.document.title for hit in found[1]] if found else []


async def test_what_another_process_changes_is_found_at_the_next_question(engine: Engine) -> None:
    assert await titles(engine) == []
    async with open_database(engine.settings.database) as database:
        other = Curator(database)
        first = await shelve(other, "A keeper keeps the gate.", title="One")
        assert await titles(engine) == ["One"]
        assert await titles(engine) == ["One"]

        await shelve(other, "Ann keeps the gate.", title="Two")
        assert sorted(await titles(engine)) == ["One", "Two"]

        await other.remove(HOME, first.handle, user_id=None)
        assert await titles(engine) == ["Two"]

    assert await titles(engine, AWAY) == []


async def test_a_question_during_a_change_waits_for_it(engine: Engine) -> None:
    async with open_database(engine.settings.database) as database:
        await shelve(Curator(database), "A keeper keeps the gate.")
    assert await titles(engine)

    async with engine._shelves._locks.setdefault(HOME, asyncio.Lock()):
        assert engine._shelves.held(HOME) is None

    assert engine._shelves.held(HOME)
    assert isinstance(await engine.ask(HOME, "Who keeps the gate?"), Answer)
