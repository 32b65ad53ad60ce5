"""A process of its own for each engine, so that memory is its own, too.

The parent sends an order, the child answers with seconds (or megabytes), or with ``None`` for what
its engine cannot do.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.engine.memory import give_back
from bot.measuring.speed.rivals import RIVALS, Rival


class Child:
    """An engine in another process; every method waits for it."""

    def __init__(self, name: str, folder: Path, passages: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        arguments = (name, folder, passages, theirs)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self.installed = bool(self._connection.recv())

    def do(self, order: str, *arguments: object) -> Any:  # noqa: ANN401 - seconds, megabytes, a list
        """Have it do something; raises :exc:`EOFError` if it died."""
        self._connection.send((order, arguments))
        return self._connection.recv()

    def stop(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.join(5)
        self._process.kill()


def _serve(name: str, folder: Path, passages: Path, connection: Connection) -> None:
    folder.mkdir()
    try:
        worker = _Worker(RIVALS[name](folder), passages)
    except ImportError:
        connection.send(False)
        return
    connection.send(True)
    with suppress(EOFError):
        while True:
            order, arguments = connection.recv()
            try:
                connection.send(getattr(worker, order)(*arguments))
            except NotImplementedError:
                connection.send(None)


class _Worker:
    """What a child can be told to do."""

    def __init__(self, rival: Rival, passages: Path) -> None:
        self._rival = rival
        self._passages = passages

    def build(self) -> tuple[float, float]:
        """Return how many seconds building took, and how many megabytes it holds."""
        before = resident()
        seconds = _timed(self._rival.build, _terms(self._passages))
        self._rival.save()
        return seconds, resident() - before

    def ask(self, questions: Sequence[Sequence[str]], k: int) -> list[float]:
        """Return the seconds of each question."""
        return [_timed(self._rival.ask, asked, k) for asked in questions]

    def add(self, first: int, passages: Sequence[Sequence[str]]) -> list[float]:
        """Return the seconds of each addition."""
        return [
            _timed(self._rival.add, number, terms)
            for number, terms in enumerate(passages, start=first)
        ]

    def remove(self, numbers: Sequence[int]) -> list[float]:
        """Return the seconds of each removal."""
        return [_timed(self._rival.remove, number) for number in numbers]

    def load(self, question: Sequence[str], k: int) -> float:
        """Return the seconds until the first answer after reading from the disk."""

        def load() -> None:
            self._rival.load()
            self._rival.ask(question, k)

        return _timed(load)


def _timed(work: Callable[..., object], *arguments: object) -> float:
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def _terms(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.split()


def resident() -> float:
    """Return the megabytes that the process holds, what it could give back not counted."""
    gc.collect()
    give_back()
    return held()


def held() -> float:
    """Return the megabytes that the process holds as the system counts them, NaN if unknown."""
    if sys.platform != "linux":
        return float("nan")
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6
