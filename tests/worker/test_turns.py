from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.progress import Progress, Unit
from bot.worker.turns import Turns


class Line:
    """People who take turns, one after the other unless they are told to leave."""

    def __init__(self, places: int) -> None:
        self.turns = Turns(places)
        self.served: list[str] = []
        self.ahead: dict[str, list[int]] = {}
        self.leave = asyncio.Event()

    def come(self, owner: str, name: str) -> asyncio.Task[None]:
        return asyncio.create_task(self._come(owner, name))

    async def _come(self, owner: str, name: str) -> None:
        told = self.ahead[name] = []

        def report(progress: Progress) -> None:
            assert progress.unit is Unit.TURN
            told.append(progress.total)

        async with self.turns.take(owner, report):
            self.served.append(name)
            await self.leave.wait()


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_so_many_are_served_at_once_and_the_others_in_turn() -> None:
    line = Line(2)
    tasks = [line.come("a", name) for name in "1234"]
    await settled()
    assert line.served == ["1", "2"]

    line.leave.set()
    await asyncio.gather(*tasks)
    assert line.served == ["1", "2", "3", "4"]
    assert line.ahead == {"1": [], "2": [], "3": [1, 1], "4": [2, 1]}


async def test_whoever_has_the_fewest_places_is_next() -> None:
    line = Line(1)
    tasks = [line.come("a", name) for name in ("a1", "a2", "a3")]
    await settled()
    tasks += [line.come("b", "b1"), line.come("c", "c1")]
    await settled()
    line.leave.set()

    await asyncio.gather(*tasks)
    assert line.served == ["a1", "a2", "b1", "c1", "a3"]
    assert line.ahead["a3"] == [2, 3, 4, 3, 2, 1]


async def test_who_gives_up_holds_up_nobody() -> None:
    line = Line(1)
    tasks = [line.come("a", name) for name in "123"]
    await settled()
    tasks[1].cancel()
    await settled()
    assert line.ahead["3"] == [2, 1]

    tasks[0].cancel()
    tasks[2].cancel()  # in the moment in which it would be called
    await settled()
    line.leave.set()
    async with asyncio.timeout(60):
        await line.come("b", "4")
    assert line.served == ["1", "4"]
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


async def test_who_gives_up_in_the_moment_of_being_called_leaves_the_place() -> None:
    line = Line(1)
    first, second = line.come("a", "1"), line.come("a", "2")
    await settled()
    first.cancel()
    await asyncio.sleep(0)  # the first leaves and the second is called
    second.cancel()
    await settled()
    line.leave.set()

    async with asyncio.timeout(60):
        await line.come("b", "3")
    assert line.served == ["1", "3"]
