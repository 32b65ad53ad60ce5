"""Whole questions, from their text to quotes, on libraries as the bot keeps them.

A library is filled first; then a fresh process opens it, asks, and tells what it took.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

import numpy as np

from bot.benchmark.child import resident
from bot.benchmark.texts import PASSAGES, Maker
from bot.engine import open_engine
from bot.library.curator import Curator
from bot.library.database import open_database
from bot.model import TERMINAL, GuildId, Source
from bot.settings import Settings

GUILD_PASSAGES = 500
"""Passages of each of many guilds."""

_DRAWN = 2000
"""Questions to many guilds, each drawn by chance, so that most indexes are not in memory."""

Tell: TypeAlias = Callable[[str], None]
Asked: TypeAlias = tuple[GuildId, str]


@dataclass(frozen=True, slots=True)
class Whole:
    """Times in milliseconds but for ``start_seconds``."""

    guilds: int
    passages: int
    """Of each guild."""
    question_p50: float
    question_p99: float
    before_ranking_p50: float
    """What of a question that was asked before comes before the ranking of the candidates."""
    start_seconds: float
    """From opening the library to the first answer."""
    megabytes: float
    """What the whole process holds at the end."""
    kilobytes_per_passage: float
    """What it holds more than before it opened the library, by passage in memory."""


def measure_whole(passages: int, questions: int, tell: Tell, *, seed: int = 0) -> Whole:
    """Measure one guild with so many passages."""
    return _measured(1, passages, questions, Maker(seed), tell)


def measure_guilds(guilds: int, tell: Tell, *, seed: int = 0) -> Whole:
    """Measure so many guilds of 500 passages, asked in no order."""
    return _measured(guilds, GUILD_PASSAGES, _DRAWN, Maker(seed), tell)


def _measured(guilds: int, passages: int, questions: int, maker: Maker, tell: Tell) -> Whole:
    with tempfile.TemporaryDirectory(prefix="verbatim-bench-") as folder:
        path = Path(folder) / "library.db"
        asked = asyncio.run(_fill(path, guilds, passages, maker, tell))
        drawn = np.random.default_rng(0).permutation(len(asked))[:questions]
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        chosen = [asked[place] for place in drawn.tolist()]
        process = context.Process(target=_serve, args=(path, chosen, theirs), daemon=True)
        process.start()
        theirs.close()
        tell("whole questions")
        finding, asking, start, before, after = ours.recv()
        process.join()
    held = min(guilds * passages, Settings().max_index_passages)
    return Whole(
        guilds=guilds,
        passages=passages,
        question_p50=float(np.median(asking)),
        question_p99=float(np.percentile(asking, 99)),
        before_ranking_p50=float(np.median(finding)),
        start_seconds=start,
        megabytes=after,
        kilobytes_per_passage=(after - before) * 1000 / held,
    )


async def _fill(path: Path, guilds: int, passages: int, maker: Maker, tell: Tell) -> list[Asked]:
    """Fill a library, and return a question on each of its documents."""
    asked = []
    total = -(-passages // PASSAGES)
    async with open_database(path) as database:
        curator = Curator(database)
        for guild_id in map(GuildId, range(TERMINAL, TERMINAL + guilds)):
            for number, made in enumerate(maker.documents(passages)):
                tell(f"adding document {number + 1} of {total} to library {guild_id} of {guilds}")
                source = Source("made.txt", made.text, made.title, language="en")
                original = made.text.encode()
                await curator.add(guild_id, source, made.spans, original, user_id=None)
                words = made.spans[0].of(made.text).replace(".", "").split()
                asked.append((guild_id, f"What about {' '.join(maker.question(words))}?"))
    return asked


def _serve(path: Path, asked: Sequence[Asked], connection: Connection) -> None:
    connection.send(asyncio.run(_asked(path, asked)))


async def _asked(
    path: Path, asked: Sequence[Asked]
) -> tuple[list[float], list[float], float, float, float]:
    """Return the times before ranking and of whole questions, of the start, and megabytes."""
    before = resident()
    start = perf_counter()
    async with open_engine(Settings(database=path, corpus=None)) as engine:
        await engine.ask(*asked[0])
        started = perf_counter() - start
        asking = [await _timed(engine.ask, *each) for each in asked]
        finding = [await _timed(engine.finder.find, *each) for each in asked]
        return finding, asking, started, before, resident()


async def _timed(
    work: Callable[[GuildId, str], Awaitable[object]], guild_id: GuildId, question: str
) -> float:
    start = perf_counter()
    await work(guild_id, question)
    return (perf_counter() - start) * 1000
