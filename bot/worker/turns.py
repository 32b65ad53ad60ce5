"""Places that are taken in turn, so that nobody who brings much holds up others.

Whoever comes is counted once more than the last who was called, or than the last of the same owner
who waits (fair queueing by start times): behind twenty files of one server, the first of another
server is the next but one.
"""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.progress import Progress, Report, Unit, untold


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    count: int
    report: Report
    called: asyncio.Future[None] = field(default_factory=asyncio.Future)


class Turns:
    """So many places; those who wait are called in turn."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[_Waiting] = []
        self._last_called = 0
        self._last: dict[Hashable, int] = {}

    @asynccontextmanager
    async def take(self, owner: Hashable, report: Report = untold) -> AsyncGenerator[None, None]:
        """Hold a place, as soon as it is ``owner``'s turn.

        ``report`` is told how many must be done before, whenever that changes.
        """
        count = max(self._last_called, self._last.get(owner, 0)) + 1
        self._last[owner] = count
        if self._free:  # then nobody waits
            self._free -= 1
            self._last_called = count
        else:
            await self._wait(_Waiting(count, report))
        try:
            yield
        finally:
            self._call_next()

    async def _wait(self, mine: _Waiting) -> None:
        insort(self._waiting, mine, key=lambda waiting: waiting.count)
        self._tell()
        try:
            await mine.called
        except asyncio.CancelledError:
            if mine.called.cancelled():
                self._waiting.remove(mine)
                self._tell()
            else:  # called in the same moment
                self._call_next()
            raise

    def _call_next(self) -> None:
        following = next((each for each in self._waiting if not each.called.done()), None)
        if following is None:
            self._free += 1
            self._last.clear()  # none of it is more than the last who was called
            return
        self._waiting.remove(following)
        self._last_called = following.count
        following.called.set_result(None)
        self._tell()

    def _tell(self) -> None:
        for place, waiting in enumerate(self._waiting, 1):
            waiting.report(Progress(Unit.TURN, 0, place))
