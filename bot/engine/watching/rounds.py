"""Work for many guilds on other people's servers: side by side, in turn, and politely."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import groupby
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

from yarl import URL

from bot.model import GuildId

SECONDS = 300.0
"""Seconds for one guild's work in a round; the rest follows in the next one."""

_GUILDS = 8
"""Guilds for which work is done side by side."""

log = logging.getLogger(__name__)


class OfGuild(Protocol):
    """What belongs to a guild."""

    @property
    def guild_id(self) -> GuildId:
        """Return whose it is."""
        ...


_Item = TypeVar("_Item", bound=OfGuild)
_Result = TypeVar("_Result")


async def by_guild(
    items: Iterable[_Item], work: Callable[[_Item], Awaitable[_Result | None]]
) -> list[_Result]:
    """Do the work, the guilds' side by side and each guild's one after the other.

    So slow servers of one guild hold up no other, and what goes wrong ends only that guild's round.
    """
    places = asyncio.Semaphore(_GUILDS)
    ordered = sorted(items, key=lambda item: item.guild_id)  # stable: each guild's order stays
    groups = [list(group) for _, group in groupby(ordered, lambda item: item.guild_id)]
    done = await asyncio.gather(*(_round(group, work, places) for group in groups))
    return [result for results in done for result in results]


async def _round(
    items: Sequence[_Item],
    work: Callable[[_Item], Awaitable[_Result | None]],
    places: asyncio.Semaphore,
) -> list[_Result]:
    results: list[_Result] = []
    async with places:
        try:
            async with asyncio.timeout(SECONDS):
                for item in items:
                    result = await work(item)
                    results += [] if result is None else [result]
        except TimeoutError:
            log.info("a round was cut short", extra={"guild": items[0].guild_id})
        except Exception:
            log.exception("a round failed", extra={"guild": items[0].guild_id})
    return results


class Hosts:
    """Sees to it that no host is asked for two things at the same time."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def alone(self, url: str) -> asyncio.Lock:
        """Return what to hold while the host of an address is asked."""
        return self._locks.setdefault(URL(url).host or "", asyncio.Lock())
