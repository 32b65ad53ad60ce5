"""Read untrusted files in a child process that is limited and can be killed.

A parser that meets a hostile file may run for ever, take all memory or crash. So files are read in
one warm child, one after another. The child has no network where the system allows that, no secret
in its environment, cannot write files, and is limited in memory and processor time; the parent ends
it when a file takes too long, breaks it or is no longer wanted, and starts another for the next.
172 files, nasty ones included, left the prototype's parent alive at 89 MB.

The child is started for the first file (.3 seconds), and replaced after :data:`JOBS` files or when
it has grown over :data:`GROWN`, which gives the memory of a large file back.

A request is two lengths, the file's name and its bytes; an answer is a length and JSON. The longest
text holds up the event loop for 50 ms while its JSON is decoded.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import math
import os
import struct
import sys
import traceback
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from bot.errors import ReaderFailed, SourceError
from bot.ingest.title import shown
from bot.model import Source

try:
    import resource
except ImportError:  # Windows: the time limit of the parent remains
    resource = None  # type: ignore[assignment]

JOBS = 50
"""Files that one child reads."""

GROWN = 256 * 1024 * 1024
"""Bytes of memory above which a child is replaced; a fresh one has 45 MB."""

_START_SECONDS = 60.0
"""A machine that is short of memory may need long."""

_LONGEST = 128 * 1024 * 1024
"""Bytes of an answer: the longest text has 32 MB and as much again in removed lines and escapes."""

_REQUEST = struct.Struct("!II")
_ANSWER = struct.Struct("!I")
_ERRORS = {error.__name__: error for error in SourceError.__subclasses__()}

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS

Answer: TypeAlias = dict[str, Any]
"""The bytes of ``memory`` that the child holds, and ``source``, or the name and message of an
``error``; one that is not in ``_ERRORS`` ends the child."""


class Reader:
    """Reads files one after another; make one with :func:`open_reader`."""

    def __init__(self, *, memory_bytes: int, seconds: float) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._child: Process | None = None
        self._jobs = 0
        self._endings: set[asyncio.Task[None]] = set()

    async def read(self, filename: str, data: bytes) -> Source:
        """Return what :func:`bot.ingest.extract.extract` does, and raise what it raises.

        Raises :class:`~bot.errors.ReaderFailed` if the file broke a limit or the child.
        """
        async with self._lock:
            child = await self._started()
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await _ask(child, filename, data)
            except TimeoutError as error:
                self._discard()
                problem = f"took longer than {self._seconds:g} seconds. Split it, or"
                raise _failed(filename, problem) from error
            except (EOFError, OSError, ValueError) as error:
                self._discard()
                problem = "broke the reader. The file may be damaged: save it anew, or"
                raise _failed(filename, problem) from error
            except BaseException:  # cancelled: the answer to come would be taken for the next one
                self._discard()
                raise
            self._jobs += 1
            if _ends(answer) or self._jobs >= JOBS or answer["memory"] > GROWN:
                self._discard()
        if "source" in answer:
            return _source(filename, answer["source"])
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
        limits = str(self._memory_bytes), str(math.ceil(self._seconds))
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.worker", *limits),
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
        if name in _ERRORS:
            return _ERRORS[name](message)
        if name == MemoryError.__name__:
            problem = f"takes more memory than {self._memory_bytes >> 20} MB. Split it, or"
            return _failed(filename, problem)
        failure = _failed(filename, "failed because of a mistake in Verbatim. You can")
        failure.add_note(message)
        return failure


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


def _failed(filename: str, problem: str) -> ReaderFailed:
    return ReaderFailed(f"Reading {shown(filename)} {problem} copy its text and add that.")


def _source(filename: str, fields: dict[str, Any]) -> Source:
    return Source.of_fields(fields | {"filename": filename})


async def _ask(child: Process, filename: str, data: bytes) -> Answer:
    assert child.stdin
    name = filename.encode(errors="surrogatepass")
    child.stdin.write(_REQUEST.pack(len(name), len(data)) + name)
    child.stdin.write(data)
    with suppress(ConnectionError):  # a child out of memory answers before it has read all
        await child.stdin.drain()
    return await _answer(child)


async def _answer(child: Process) -> Answer:
    """Return the next answer; raises ``EOFError`` or ``ValueError`` if the child is broken."""
    assert child.stdout
    (length,) = _ANSWER.unpack(await child.stdout.readexactly(_ANSWER.size))
    if length > _LONGEST:
        message = "the answer is longer than any text"
        raise ValueError(message)
    answer: Answer = json.loads(await child.stdout.readexactly(length))
    return answer


def _ends(answer: Answer) -> bool:
    return "error" in answer and answer["error"][0] not in _ERRORS


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


def main() -> None:
    """Be the child: answer requests until the parent closes the pipe."""
    memory_bytes, seconds = map(int, sys.argv[1:])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a parser prints is no answer
    _limit(memory_bytes)
    from bot.ingest.extract import extract  # noqa: PLC0415 (the parent loads no parser)

    requests = sys.stdin.buffer
    _send(answers, {})
    while header := requests.read(_REQUEST.size):
        _limit_time(seconds)
        answer = _job(extract, requests, *_REQUEST.unpack(header))
        try:
            _send(answers, answer)
        except MemoryError as error:
            answer = {"error": (type(error).__name__, "")}
            _send(answers, answer)
        if _ends(answer):  # what is left of the request would be taken for the next one
            return


def _job(
    extract: Callable[[str, bytes], Source], requests: BinaryIO, name_length: int, length: int
) -> Answer:
    try:
        name = requests.read(name_length).decode(errors="surrogatepass")
        return {"source": asdict(extract(name, requests.read(length)))}
    except SourceError as error:
        return {"error": (type(error).__name__, str(error))}
    except MemoryError as error:
        return {"error": (type(error).__name__, "")}
    except Exception as error:  # noqa: BLE001 (the parent shows where it was)
        return {"error": (type(error).__name__, traceback.format_exc())}


def _send(answers: BinaryIO, answer: Answer) -> None:
    text = json.dumps(answer | {"memory": _memory()}, ensure_ascii=False)
    described = text.encode(errors="surrogatepass")  # as in names of files on the command line
    answers.write(_ANSWER.pack(len(described)) + described)
    answers.flush()


def _memory() -> int:
    """Return the bytes of memory that the process holds; 0 where nobody counts."""
    with suppress(OSError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _limit(memory_bytes: int) -> None:
    """Take from the process what reading a file does not need, as far as the system allows."""
    if resource is None:
        return
    for limit, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with suppress(OSError, ValueError):  # over the limit that is set already, or none on macOS
            resource.setrlimit(limit, (value, value))
    with suppress(AttributeError):  # not Linux
        libc = ctypes.CDLL(None)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        libc.unshare(_NEW_USER_AND_NETWORK)


def _limit_time(seconds: int) -> None:
    """Let a job outlive its parent by no more than its time."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime) + seconds + 1
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError):  # over the limit that is set already
            resource.setrlimit(resource.RLIMIT_CPU, (until, most))


if __name__ == "__main__":
    main()
