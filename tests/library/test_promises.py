from __future__ import annotations

from bot.library.database import Database
from bot.library.promises import Promises
from tests.clocks import HOUR, SetClock

APPLICATION = 77


async def test_a_promise_is_left_until_it_is_kept_or_nobody_takes_the_answer_any_more(
    database: Database,
) -> None:
    clock = SetClock()
    promises = Promises(database, clock)

    await promises.note(APPLICATION, ["a", "b", "c"], [])
    await promises.note(APPLICATION, ["d"], ["a"])
    assert sorted(await promises.left(APPLICATION)) == ["b", "c", "d"]
    assert await promises.left(APPLICATION + 1) == []

    clock.at += HOUR
    assert await promises.left(APPLICATION) == []
    await promises.note(APPLICATION, [], [])
    assert await database.read("SELECT token FROM promised") == []
