"""Work on untrusted files in a child process that is limited and can be killed.

A parser that meets a hostile file may run for ever, take all memory or crash. So each kind of job
has one warm child, which takes one file after another; :mod:`bot.child` says how it is limited. The
parent ends it when a file takes too long, breaks it or is no longer wanted, and starts another for
the next. 172 files, nasty ones included, left the prototype's parent alive at 89 MB.

The child is started for the first file (.3 seconds), and replaced after :data:`JOBS` files or when
it has grown over :data:`GROWN`, which gives the memory of a large file back.

The longest text holds up the event loop for 50 ms while its JSON is decoded.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import sys
from abc import ABC, abstractmethod
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from bot.child import ANSWER, ERRORS, REQUEST, Answer, ends
from bot.errors import ReaderFailed, SourceError
from bot.ingest.feed.entries import Feed
from bot.ingest.title import shown
from bot.model import Source

JOBS = 50
"""Files that one child works on."""

GROWN = 256 * 1024 * 1024
"""Bytes of memory above which a child is replaced; a fresh one has 45 MB."""

_START_SECONDS = 60.0
"""A machine that is short of memory may need long."""

_LONGEST = 128 * 1024 * 1024
"""Bytes of an answer: the longest text has 32 MB and as much again in removed lines and escapes."""


class Problem(StrEnum):
    """Why a child could not do its job, as it is told."""

    SLOW = "took longer than {seconds:g} seconds"
    LARGE = "takes more memory than {megabytes} MB"
    BROKEN = "broke the reader"
    MISTAKEN = "failed because of a mistake in Verbatim"


class Worker(ABC):
    """Does one kind of job, one after another."""

    job: ClassVar[str]
    """The name of the job in :mod:`bot.child`."""

    def __init__(self, *, memory_bytes: int, seconds: float) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._child: Process | None = None
        self._jobs = 0
        self._endings: set[asyncio.Task[None]] = set()

    @abstractmethod
    def told(self, filename: str, problem: Problem, said: str) -> str:
        """Return a sentence on a problem with a file, which is ``said`` as a verb."""

    async def do(self, filename: str, data: bytes, asked: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Return what the job does, and raise what it raises.

        Raises :class:`~bot.errors.ReaderFailed` if the file broke a limit or the child.
        """
        async with self._lock:
            child = await self._started()
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await _ask(child, asked, data)
            except TimeoutError as error:
                self._discard()
                raise self._failed(filename, Problem.SLOW) from error
            except (EOFError, OSError, ValueError) as error:
                self._discard()
                raise self._failed(filename, Problem.BROKEN) from error
            except BaseException:  # cancelled: the answer to come would be taken for the next one
                self._discard()
                raise
            self._jobs += 1
            if ends(answer) or self._jobs >= JOBS or answer["memory"] > GROWN:
                self._discard()
        if "result" in answer:
            return answer["result"]
        raise self._error(filename, *answer["error"])

    async def close(self) -> None:
        """End the child, if there is one, and wait until it is gone."""
        self._discard()
        await asyncio.gather(*self._endings)

    async def _started(self) -> Process:
        if self._child and self._child.returncode is None:
            return self._child
        self._discard()
        self._jobs = 0
        arguments = self.job, str(self._memory_bytes), str(math.ceil(self._seconds))
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.child", *arguments),
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
            limit=1024 * 1024,
            start_new_session=True,  # Ctrl-C is for the parent, which ends the child itself
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                await _answer(self._child)
        except (EOFError, OSError, ValueError) as error:  # TimeoutError is an OSError
            self._discard()
            message = (
                "The reader could not be started. Ask the operator whether it may take more memory"
                f" than {self._memory_bytes >> 20} MB."
            )
            raise ReaderFailed(message) from error
        except BaseException:
            self._discard()
            raise
        return self._child

    def _discard(self) -> None:
        """Kill the child at once; it is reaped in its own time, by :meth:`close` at the latest."""
        child, self._child = self._child, None
        if child:
            with suppress(ProcessLookupError):
                child.kill()
            ending = asyncio.create_task(_reap(child))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

    def _error(self, filename: str, name: str, message: str) -> SourceError:
        if name in ERRORS:
            return ERRORS[name](message)
        if name == MemoryError.__name__:
            return self._failed(filename, Problem.LARGE)
        failure = self._failed(filename, Problem.MISTAKEN)
        failure.add_note(message)
        return failure

    def _failed(self, filename: str, problem: Problem) -> ReaderFailed:
        said = problem.format(seconds=self._seconds, megabytes=self._memory_bytes >> 20)
        return ReaderFailed(self.told(shown(filename), problem, said))


class Reader(Worker):
    """Reads files; make one with :func:`open_reader`."""

    job = "read"

    async def read(self, filename: str, data: bytes) -> Source:
        """Return what :func:`bot.ingest.extract.extract` does; raises as :meth:`do`, too."""
        fields = await self.do(filename, data, {"filename": filename})
        return Source.of_fields(fields | {"filename": filename})

    async def read_feed(self, url: str, data: bytes) -> Feed:
        """Return what :func:`bot.ingest.feed.read.read_feed` does; raises as :meth:`do`, too."""
        return Feed.of_fields(await self.do(url, data, {"feed": url}))

    def told(self, filename: str, problem: Problem, said: str) -> str:
        """Say what else can be done with the file."""
        advice = {
            Problem.BROKEN: ". The file may be damaged: save it anew, or",
            Problem.MISTAKEN: ". You can",
        }
        otherwise = advice.get(problem, ". Split it, or")
        return f"Reading {filename} {said}{otherwise} copy its text and add that."


@asynccontextmanager
async def open_reader(
    *, memory_bytes: int = 1200 * 1024 * 1024, seconds: float = 30.0
) -> AsyncGenerator[Reader, None]:
    """Make a reader whose child may take so much memory, and so much time for each file."""
    reader = Reader(memory_bytes=memory_bytes, seconds=seconds)
    try:
        yield reader
    finally:
        await reader.close()


async def _ask(child: Process, asked: Mapping[str, Any], data: bytes) -> Answer:
    assert child.stdin
    request = json.dumps(asked).encode()
    child.stdin.write(REQUEST.pack(len(request), len(data)) + request)
    child.stdin.write(data)
    with suppress(ConnectionError):  # a child out of memory answers before it has read all
        await child.stdin.drain()
    return await _answer(child)


async def _answer(child: Process) -> Answer:
    """Return the next answer; raises ``EOFError`` or ``ValueError`` if the child is broken."""
    assert child.stdout
    (length,) = ANSWER.unpack(await child.stdout.readexactly(ANSWER.size))
    if length > _LONGEST:
        message = "the answer is longer than any text"
        raise ValueError(message)
    answer: Answer = json.loads(await child.stdout.readexactly(length))
    return answer


async def _reap(child: Process) -> None:
    assert child.stdin
    child.stdin.close()
    await child.communicate()
    with suppress(ConnectionError):
        await child.stdin.wait_closed()


def _environment() -> dict[str, str]:
    """Return the least that Python needs: the child inherits no token."""
    needed = ("SYSTEMROOT", "LD_LIBRARY_PATH")
    paths = [str(Path(__file__).resolve().parents[1]), *filter(None, sys.path)]
    return {name: os.environ[name] for name in needed if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
