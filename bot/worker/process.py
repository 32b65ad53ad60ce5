"""A child process as its parent sees it: start, ask, kill."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.progress import Progress, Report, Unit
from bot.worker.child import HEADER, Answer

START_SECONDS = 60.0
"""A machine that is short of memory may need long."""

_LONGEST_ANSWER = 1024 * 1024
_LONGEST_RESULT = 128 * 1024 * 1024
"""Bytes: the longest text has 32 MB and as much again in removed lines and escapes."""

_PIECE = 1024 * 1024
"""Bytes of a file that are given to the pipe at once, so that it is not held twice."""


class Child:
    """A child that was started; make one with :func:`start`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.pid = process.pid
        self.jobs = 0
        """Jobs that it has done."""

    @property
    def alive(self) -> bool:
        """Tell whether it has not ended, as far as is known."""
        return self._process.returncode is None

    async def do(
        self, asked: Mapping[str, Any], data: bytes, report: Report
    ) -> tuple[Answer, bytes]:
        """Return the answer to a request, and its result.

        Raises ``EOFError``, ``OSError`` or ``ValueError`` if the child is broken. Whatever it
        raises, the child must be ended: the next answer may be the one to this request.
        """
        assert self._process.stdin
        request = json.dumps(asked).encode()
        pieces = (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
        with suppress(ConnectionError):  # a child out of memory answers before it has read all
            for piece in (HEADER.pack(len(request), len(data)) + request, *pieces):
                self._process.stdin.write(piece)
                await self._process.stdin.drain()
        while True:
            answer, result = await self.answer()
            if "progress" not in answer:
                self.jobs += 1
                return answer, result
            unit, done, total = answer["progress"]
            report(Progress(Unit(unit), int(done), int(total)))

    async def answer(self) -> tuple[Answer, bytes]:
        """Return the next answer and its result; raises as :meth:`do`."""
        assert self._process.stdout
        read = self._process.stdout.readexactly
        answer_length, length = HEADER.unpack(await read(HEADER.size))
        if answer_length > _LONGEST_ANSWER or length > _LONGEST_RESULT:
            message = "the answer is longer than any text"
            raise ValueError(message)
        answer: Answer = json.loads(await read(answer_length))
        return answer, await read(length)

    def kill(self) -> None:
        """Kill it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def reap(self) -> None:
        """Wait until it is gone, once it was killed and nobody waits for its answer."""
        assert self._process.stdin
        self._process.stdin.close()
        await self._process.communicate()
        with suppress(ConnectionError):
            await self._process.stdin.wait_closed()


async def start(*arguments: str) -> Child:
    """Start :mod:`bot.worker.child`. Its first answer says that it is ready."""
    return Child(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.worker.child", *arguments),
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
            limit=1024 * 1024,
            start_new_session=True,  # Ctrl-C is for the parent, which ends the child itself
        )
    )


def _environment() -> dict[str, str]:
    """Return the least that Python needs: the child inherits no token."""
    needed = ("SYSTEMROOT", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
    paths = [str(Path(__file__).resolve().parents[2]), *filter(None, sys.path)]
    return {name: os.environ[name] for name in needed if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",  # numpy's threads for matrices take .03 seconds to start
        "PYTHONUTF8": "1",
    }
