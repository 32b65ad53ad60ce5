"""The child process: does one kind of job of :mod:`bot.worker.jobs`, again and again, in limits.

It has no network where the system allows that, no secret in its environment, cannot write files,
is limited in memory and processor time, and ends with its parent.

A request is two lengths, JSON and the bytes of a file; an answer is two lengths, JSON, and the
result as :mod:`bot.packing` has it. Before it there may be answers that tell the ``progress``.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import signal
import struct
import sys
import time
import traceback
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from bot.errors import SourceError
from bot.model import Landmark
from bot.packing import packed
from bot.progress import Progress, Report

try:
    import resource
except ImportError:  # Windows: the time limit of the parent remains
    resource = None  # type: ignore[assignment]

HEADER = struct.Struct("!II")
"""The lengths of the JSON and of the bytes that follow."""

ERRORS = {error.__name__: error for error in SourceError.__subclasses__()}

_PAUSE = 0.2
"""Seconds between two words on the progress."""

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS

Answer: TypeAlias = dict[str, Any]
"""The bytes of ``memory`` that the child holds, and the ``progress`` or the ``error``, or nothing
else if a result follows. An error is a name with the fields of a refusal, or with a traceback if
the name is not in :data:`ERRORS`, which ends the child."""

Job: TypeAlias = Callable[[dict[str, Any], bytes, Report], dict[str, Any]]
"""Takes what is asked, the bytes of the file and what to tell its progress; what it returns has
values that go through JSON."""


def ends(answer: Answer) -> bool:
    """Tell whether the child ends itself after this answer."""
    return "error" in answer and answer["error"][0] not in ERRORS


def _reading() -> Job:
    from bot.ingest.extract import extract  # noqa: PLC0415 (the parent loads no parser)
    from bot.worker.ocr import Tesseract  # noqa: PLC0415

    def read(asked: dict[str, Any], data: bytes, report: Report) -> dict[str, Any]:
        if "title" in asked:
            return _measured(asked, data, report)
        if "feed" in asked:
            from bot.ingest.feed.read import read_feed  # noqa: PLC0415 (.02 seconds, with lxml)

            return asdict(read_feed(asked["feed"], data, asked["charset"]))
        recognise = Tesseract(*asked["ocr"]) if asked.get("ocr") else None
        charset, whole = asked["charset"], asked["whole"]
        found = extract(asked["filename"], data, report, recognise, charset=charset, whole=whole)
        return asdict(found)

    return read


def _measured(asked: dict[str, Any], data: bytes, report: Report) -> dict[str, Any]:
    # .05 seconds to import, which only long texts need
    from bot.answer.profile import stored_profile_and_terms  # noqa: PLC0415
    from bot.ingest.passages import passages  # noqa: PLC0415
    from bot.measures import Measures  # noqa: PLC0415
    from bot.search.analysis import Analysis  # noqa: PLC0415

    text = data.decode("utf-8", "surrogatepass")
    landmarks = [Landmark(start, label) for start, label in asked["landmarks"]]
    analyse = partial(stored_profile_and_terms, analysis=Analysis())
    title, language = asked["title"], asked["language"]
    spans = passages(text, landmarks)
    return Measures.of(title, language, text, spans, analyse, report).fields()


def _drawing() -> Job:
    from bot.drawing.draw import draw  # noqa: PLC0415
    from bot.ingest.boxes import Box  # noqa: PLC0415

    last: dict[int, bytes] = {}

    def drawn(asked: dict[str, Any], data: bytes, _: Report) -> dict[str, Any]:
        if data:
            last.clear()
            last[asked["version"]] = data
        elif asked["version"] not in last:
            return {}
        boxes = [Box(*box) for box in asked["boxes"]]
        picture = draw(last[asked["version"]], asked["page"], boxes, asked["quote"])
        return asdict(picture) | {"png": b64encode(picture.png).decode("ascii")}

    return drawn


_JOBS: dict[str, Callable[[], Job]] = {"read": _reading, "draw": _drawing}


def main() -> None:
    """Be the child: answer requests until the parent closes the pipe."""
    name, memory_bytes, seconds = sys.argv[1], *map(int, sys.argv[2:])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a parser prints is no answer
    _limit(memory_bytes)
    gc.disable()
    job = _JOBS[name]()
    gc.freeze()
    gc.enable()
    requests = sys.stdin.buffer
    _send(answers, {})
    while header := requests.read(HEADER.size):
        _limit_time(seconds)
        answer, result = _done(job, requests, header, _reporter(answers))
        try:
            _send(answers, answer, result)
        except MemoryError as error:
            answer = _failure(error)
            _send(answers, answer)
        if ends(answer):  # what is left of the request would be taken for the next one
            return


def _done(job: Job, requests: BinaryIO, header: bytes, report: Report) -> tuple[Answer, bytes]:
    try:
        asked_length, length = HEADER.unpack(header)
        asked = json.loads(requests.read(asked_length))
        return {}, packed(job(asked, requests.read(length), report))
    except SourceError as error:
        return _failure(error, asdict(error.refusal)), b""
    except MemoryError as error:
        return _failure(error), b""
    except Exception as error:  # noqa: BLE001 (the parent shows where it was)
        return _failure(error, traceback.format_exc()), b""


def _failure(error: Exception, detail: dict[str, Any] | str = "") -> Answer:
    return {"error": (type(error).__name__, detail)}


def _reporter(answers: BinaryIO) -> Report:
    due = 0.0

    def report(progress: Progress) -> None:
        nonlocal due
        if (now := time.monotonic()) >= due:
            due = now + _PAUSE
            _send(answers, {"progress": (progress.unit, progress.done, progress.total)})

    return report


def _send(answers: BinaryIO, answer: Answer, result: bytes = b"") -> None:
    described = json.dumps(answer | {"memory": _memory()}).encode()
    answers.write(HEADER.pack(len(described), len(result)) + described)
    answers.write(result)
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
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        libc.unshare(_NEW_USER_AND_NETWORK)


def _limit_time(seconds: int) -> None:
    """Let a job use no more than its time of the processor, should nobody end it."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime) + seconds + 1
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError):  # over the limit that is set already
            resource.setrlimit(resource.RLIMIT_CPU, (until, most))


if __name__ == "__main__":
    main()
