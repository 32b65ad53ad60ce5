"""Whole questions, from their text to quotes, on libraries as the bot keeps them.

A library is filled first; then a fresh process opens it, asks, and tells what it took. With many
guilds it asks a question of as many as it holds indexes of before it measures: from then on memory
is as full as it gets, and a question finds its guild's index there as seldom as after days.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

import numpy as np

from bot.engine.engine import Engine, open_engine
from bot.measuring.speed.child import held, resident
from bot.measuring.speed.filling import Asked, Tell, fill
from bot.measuring.speed.texts import Maker
from bot.model import GuildId
from bot.settings import load_settings

GUILD_PASSAGES = 500
"""Passages of each of many guilds."""

_DRAWN = 2000
"""Questions to many guilds, each drawn by chance, so that most indexes are not in memory."""

_APART = 200
"""Questions that are asked again, cold and warm."""

_OFTEN = 100
"""Questions after which the memory is looked at and progress is told."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Times in milliseconds but for ``start_seconds``."""

    guilds: int
    passages: int
    """Of each guild."""
    question_p50: float
    question_p99: float
    found_share: float
    """How many of the questions found their guild's index in memory, from 0 to 1."""
    cold_p50: float
    """A question of whose passages none was read lately, with the index in memory."""
    warm_p50: float
    """One that was just asked."""
    before_ranking_cold_p50: float
    """What of a question comes before the ranking of the candidates, likewise."""
    before_ranking_p50: float
    start_seconds: float
    """From opening the library to the first answer."""
    megabytes: float
    """The most that the whole process held while it answered, as the system counts it."""
    kilobytes_per_passage: float
    """What it holds more than before it opened the library, by passage in memory."""


@dataclass(slots=True)
class _Taken:
    """What the process that asks tells of itself."""

    start_seconds: float
    found: int = 0
    most: float = 0.0
    more: float = 0.0
    """Megabytes that it holds at the end beyond those before it opened the library."""
    asking: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    finding_cold: list[float] = field(default_factory=list)
    finding: list[float] = field(default_factory=list)


def measure_whole(passages: int, questions: int, tell: Tell, *, seed: int = 0) -> Whole:
    """Measure one guild with so many passages."""
    return _measured(1, passages, questions, Maker(seed), tell)


def measure_guilds(guilds: int, tell: Tell, *, seed: int = 0) -> Whole:
    """Measure so many guilds of 500 passages, asked in no order."""
    return _measured(guilds, GUILD_PASSAGES, _DRAWN, Maker(seed), tell)


def _measured(guilds: int, passages: int, questions: int, maker: Maker, tell: Tell) -> Whole:
    with tempfile.TemporaryDirectory(prefix="verbatim-bench-") as folder:
        path = Path(folder) / "library.db"
        asked = asyncio.run(fill(path, guilds, passages, maker, tell))
        order = np.random.default_rng(0).permutation(len(asked)).tolist()
        by_guild = {asked[place][0]: asked[place] for place in reversed(order)}
        room = max(load_settings().max_index_passages // passages, 1)
        first = list(by_guild.values())[:room]
        taken = _asking(path, first, [asked[place] for place in order[:questions]], tell)
    return Whole(
        guilds=guilds,
        passages=passages,
        question_p50=float(np.median(taken.asking)),
        question_p99=float(np.percentile(taken.asking, 99)),
        found_share=taken.found / len(taken.asking),
        cold_p50=float(np.median(taken.cold)),
        warm_p50=float(np.median(taken.warm)),
        before_ranking_cold_p50=float(np.median(taken.finding_cold)),
        before_ranking_p50=float(np.median(taken.finding)),
        start_seconds=taken.start_seconds,
        megabytes=taken.most,
        kilobytes_per_passage=taken.more * 1000 / (len(first) * passages),
    )


def _asking(path: Path, first: Sequence[Asked], asked: Sequence[Asked], tell: Tell) -> _Taken:
    """Ask in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(path, first, asked, theirs), daemon=True)
    process.start()
    theirs.close()
    while isinstance(told := ours.recv(), str):
        tell(told)
    process.join()
    taken: _Taken = told
    return taken


def _serve(
    path: Path, first: Sequence[Asked], asked: Sequence[Asked], connection: Connection
) -> None:
    connection.send(asyncio.run(_taken(path, first, asked, connection.send)))


async def _taken(path: Path, first: Sequence[Asked], asked: Sequence[Asked], tell: Tell) -> _Taken:
    before = resident()
    start = perf_counter()
    async with open_engine(load_settings(database=path, corpus=None)) as engine:
        await engine.asking.ask(*first[0])
        taken = _Taken(perf_counter() - start)
        tell(f"asking {len(first)} libraries until memory is full")
        for each in first[1:]:
            await engine.asking.ask(*each)
        for number, each in enumerate(asked):
            taken.found += engine.asking.holds(each[0])
            taken.asking.append(await _timed(engine.asking.ask, *each))
            if not (number + 1) % _OFTEN:
                taken.most = max(taken.most, held())
                tell(f"whole questions: {number + 1} of {len(asked)}")
        taken.most = max(taken.most, held())
        taken.more = resident() - before
        tell("whole questions, cold and warm")
        for each in asked[:_APART]:
            await _ask_apart(engine, each, taken)
    return taken


async def _ask_apart(engine: Engine, asked: Asked, taken: _Taken) -> None:
    """Ask when all that helps is in memory, and when only the index is."""
    await engine.asking.ask(*asked)
    taken.warm.append(await _timed(engine.asking.ask, *asked))
    taken.finding.append(await _timed(engine.asking.candidates, *asked))
    engine.asking.forget()
    taken.cold.append(await _timed(engine.asking.ask, *asked))
    engine.asking.forget()
    taken.finding_cold.append(await _timed(engine.asking.candidates, *asked))


async def _timed(
    work: Callable[[GuildId, str], Awaitable[object]], guild_id: GuildId, question: str
) -> float:
    start = perf_counter()
    await work(guild_id, question)
    return (perf_counter() - start) * 1000
