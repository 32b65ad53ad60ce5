"""Work on untrusted files in child processes that are limited and can be killed.

A parser that meets a hostile file may run for ever, take all memory or crash. So each kind of job
has warm children, which take one file after another; :mod:`bot.worker.child` says how they are
limited. A child is ended when a file takes too long, breaks it or is no longer wanted, and another
is started for the next. 172 files, nasty ones included, left the prototype's parent alive at 89 MB.

A child is started when all that there are have work (.1 seconds), up to so many; the files of
different owners take turns then. It is replaced after some jobs or when it has grown over
:data:`GROWN`, which gives the memory of a large file back.
"""

from __future__ import annotations

import asyncio
import math
from base64 import b64decode
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.errors import Problem, ReaderFailed, Refusal, SourceError
from bot.ingest.boxes import Box
from bot.ingest.feed.entries import Feed
from bot.ingest.filename import shown
from bot.measures import Measures
from bot.model import Document, Picture, Source
from bot.packing import unpacked
from bot.progress import Report, untold
from bot.worker.child import ERRORS, ends
from bot.worker.process import START_SECONDS, Child, start
from bot.worker.turns import Turns

GROWN = 256 * 1024 * 1024
"""Bytes of memory above which a child is replaced; a fresh one has 18 MB."""


_OCR_SHARE = 0.6
"""Of the time for a file, what OCR may take of it."""


@dataclass(frozen=True, slots=True)
class Failures:
    """How each way in which a child can fail at its job is told."""

    slow: Problem
    large: Problem
    broken: Problem
    mistaken: Problem


class Worker:
    """Does one kind of job, a few at a time."""

    job: ClassVar[str]
    """The name of the job in :mod:`bot.worker.child`."""

    failures: ClassVar[Failures]

    most_jobs: ClassVar[int] = 50
    """Jobs that one child does."""

    def __init__(self, *, memory_bytes: int, seconds: float, children: int = 1) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._turns = Turns(children)
        self._children: set[Child] = set()
        self._idle: list[Child] = []
        self._emptied = asyncio.Event()
        self._endings: set[asyncio.Task[None]] = set()

    async def do(
        self,
        filename: str,
        data: bytes,
        asked: Mapping[str, Any],
        *,
        owner: Hashable = None,
        report: Report = untold,
    ) -> dict[str, Any]:
        """Return what the job does, and raise what it raises.

        ``report`` is told how far it has come, at most five times a second, and before that how
        many files are before this one: those of each ``owner`` take turns. Raises
        :class:`~bot.errors.ReaderFailed` if the file broke a limit or the child. What is cancelled
        ends with its child.
        """
        name = shown(filename)
        async with self._turns.take(owner, report):
            child = await self._taken(name)
            try:
                async with asyncio.timeout(self._seconds):
                    answer, result = await child.do(asked, data, report)
                if not (ends(answer) or child.jobs >= self.most_jobs or answer["memory"] > GROWN):
                    self._idle.append(child)
            except TimeoutError as error:
                problem = self.failures.slow
                raise ReaderFailed(problem, name=name, seconds=self._seconds) from error
            except (EOFError, OSError, ValueError) as error:
                raise ReaderFailed(self.failures.broken, name=name) from error
            finally:
                if child not in self._idle:  # the answer to come would be taken for the next one
                    self._end(child)
        if "error" in answer:
            raise self._error(*answer["error"]).about(name)
        try:
            return await asyncio.to_thread(unpacked, result)
        except ValueError as error:
            raise ReaderFailed(self.failures.broken, name=name) from error

    async def close(self) -> None:
        """End the children, if there are any, and wait until they are gone."""
        while self._idle:
            self._end(self._idle.pop())
        for child in self._children:
            child.kill()
        if self._children:  # whoever waits for their answers hears of it, and ends them
            await self._emptied.wait()
        await asyncio.gather(*self._endings)

    async def _taken(self, name: str) -> Child:
        """Return an idle child, or a new one, for the file with a name."""
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
            self._end(child)
        child = await start(self.job, str(self._memory_bytes), str(math.ceil(self._seconds)))
        self._children.add(child)
        self._emptied.clear()
        try:
            async with asyncio.timeout(START_SECONDS):
                await child.answer()
        except (EOFError, OSError, ValueError) as error:  # TimeoutError is an OSError
            self._end(child)
            raise ReaderFailed(
                Problem.READER_NOT_STARTED, name=name, megabytes=self._memory_bytes >> 20
            ) from error
        except BaseException:
            self._end(child)
            raise
        return child

    def _end(self, child: Child) -> None:
        """Kill a child at once; it is reaped in its own time, by :meth:`close` at the latest."""
        child.kill()
        self._children.remove(child)
        if not self._children:
            self._emptied.set()
        ending = asyncio.create_task(child.reap())
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    def _error(self, name: str, detail: dict[str, Any] | str) -> SourceError:
        if not isinstance(detail, str):
            return ERRORS[name].of(Refusal.of_fields(detail))
        if name == MemoryError.__name__:
            return ReaderFailed(self.failures.large, megabytes=self._memory_bytes >> 20)
        failure = ReaderFailed(self.failures.mistaken)
        failure.add_note(detail)
        return failure


class Reader(Worker):
    """Reads files; make one with :func:`open_reader`."""

    job = "read"
    failures = Failures(
        slow=Problem.READING_SLOW,
        large=Problem.READING_LARGE,
        broken=Problem.READING_BROKE,
        mistaken=Problem.READING_MISTAKEN,
    )

    def __init__(
        self, *, memory_bytes: int, seconds: float, children: int = 1, tesseract: str | None = None
    ) -> None:
        super().__init__(memory_bytes=memory_bytes, seconds=seconds, children=children)
        self._ocr = (tesseract, _OCR_SHARE * seconds) if tesseract else None

    async def read(
        self,
        filename: str,
        data: bytes,
        *,
        charset: str = "",
        whole: bool = False,
        owner: Hashable = None,
        report: Report = untold,
    ) -> Source:
        """Return what :func:`bot.ingest.extract.extract` does; raises as :meth:`do`, too."""
        asked = {"filename": filename, "charset": charset, "whole": whole, "ocr": self._ocr}
        fields = await self.do(filename, data, asked, owner=owner, report=report)
        return await asyncio.to_thread(Source.of_fields, fields | {"filename": filename})

    async def measure(
        self, source: Source, *, owner: Hashable = None, report: Report = untold
    ) -> Measures:
        """Return what is computed of a text before it is stored; raises as :meth:`do`.

        The text is handed back: the child that read it may have read others since.
        """
        asked = {
            "title": source.title,
            "language": source.language,
            "landmarks": [(landmark.start, landmark.label) for landmark in source.landmarks],
        }
        data = source.text.encode("utf-8", "surrogatepass")
        fields = await self.do(source.filename, data, asked, owner=owner, report=report)
        return await asyncio.to_thread(Measures.of_fields, fields)

    async def read_feed(self, url: str, data: bytes, *, charset: str = "") -> Feed:
        """Return what :func:`bot.ingest.feed.read.read_feed` does; raises as :meth:`do`, too."""
        return Feed.of_fields(await self.do(url, data, {"feed": url, "charset": charset}))


class Painter(Worker):
    """Draws pages.

    Its child keeps the last file: to hand over the 25 MB of a large one takes longer than to draw.
    """

    job = "draw"
    failures = Failures(
        slow=Problem.DRAWING_SLOW,
        large=Problem.DRAWING_LARGE,
        broken=Problem.DRAWING_BROKE,
        mistaken=Problem.DRAWING_MISTAKEN,
    )
    most_jobs = 1000  # its memory does not grow: 62 MB after 150 pages of three files and after 570

    async def draw(
        self,
        document: Document,
        original: Callable[[], Awaitable[bytes]],
        page: int,
        boxes: Sequence[Box],
        quote: str,
    ) -> Picture:
        """Return what :func:`bot.drawing.draw.draw` does; raises as :meth:`do`, too.

        ``original`` is asked for the file if the child has it no more.
        """
        asked = {
            "version": document.version_id,
            "page": page,
            "boxes": boxes,
            "quote": quote,
        }
        name, owner = document.filename, document.guild_id
        fields = await self.do(name, b"", asked, owner=owner)
        if not fields:
            fields = await self.do(name, await original(), asked, owner=owner)
        return Picture(**fields | {"png": b64decode(fields["png"])})


@asynccontextmanager
async def open_reader(
    *,
    children: int = 2,
    memory_bytes: int = 1200 * 1024 * 1024,
    seconds: float = 60.0,
    tesseract: str | None = None,
) -> AsyncGenerator[Reader, None]:
    """Make a reader of so many children, each with so much memory, and such time for each file.

    Pages without text are read by the program ``tesseract``, if there is one.
    """
    reader = Reader(
        children=children, memory_bytes=memory_bytes, seconds=seconds, tesseract=tesseract
    )
    try:
        yield reader
    finally:
        await reader.close()
