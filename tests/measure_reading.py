"""How well, how fast and in what memory files are read: the table in CONTRIBUTING.md.

    python -m tests.measure_reading [FOLDER]

reads the files of a folder with a ``manifest.json``, which names paragraphs of each, or else some
that it makes. Then it adds the ten longest of them at once and keeps asking meanwhile. A paragraph
counts if one paragraph of the text has all of it, word for word; only white space is evened out.
"""

from __future__ import annotations

import asyncio
import json
import platform
import sys
from collections.abc import AsyncGenerator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pypdfium2  # type: ignore[import-untyped]

from bot.engine.engine import Engine, open_engine
from bot.errors import VerbatimError
from bot.ingest.pdf.line import RIGHT_TO_LEFT
from bot.model import TERMINAL, GuildId
from bot.settings import load_settings
from tests.adding import add
from tests.ingest.packages import p, word
from tests.reports import paragraphs, report

ELSEWHERE = GuildId(2)
"""A library that has none of the files, which are read twice."""

_BRACKETS = str.maketrans("()[]", "||||")

AT_ONCE = 10
QUESTION = "How many families kept the lighthouse?"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read, and paragraphs that must be found in it."""

    path: Path
    paragraphs: tuple[str, ...]
    pages: int
    """Of a PDF; 0 of any other file."""


@dataclass(slots=True)
class Measured:
    """What was seen; seconds and bytes."""

    found: int = 0
    wanted: int = 0
    pages: int = 0
    seconds: float = 0.0
    delays: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    """As ``delays``, without the time in which the machine did something else."""
    answers: list[float] = field(default_factory=list)
    parent: int = 0
    worker: int = 0


def listed(folder: Path) -> list[File]:
    """Return the files of a manifest that can be read."""
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    files = []
    for entry in entries:
        if entry["expect"]["outcome"] == "text":
            path = folder / "documents" / entry["file"]
            wanted = tuple(each["phrase"] for each in entry["expect"]["contains"])
            files.append(File(path, wanted, count_pages(path)))
    return files


def count_pages(path: Path) -> int:
    if path.suffix != ".pdf":
        return 0
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def made(folder: Path) -> list[File]:
    """Make reports in several formats."""
    files = []
    for pages in (400, 200, 100, 80, 60, 40, 20):
        path = folder / f"{pages}.pdf"
        path.write_bytes(report(pages))
        files.append(File(path, tuple(paragraphs(pages)), pages))
    wanted = tuple(paragraphs(90))
    for name, data in (
        ("report.docx", word("".join(map(p, wanted)))),
        ("report.txt", "\n\n".join(wanted).encode()),
        (
            "report.html",
            f"<article>{''.join(f'<p>{each}</p>' for each in wanted)}</article>".encode(),
        ),
    ):
        (folder / name).write_bytes(data)
        files.append(File(folder / name, wanted, 0))
    return files


def share(text: str, wanted: Iterable[str]) -> int:
    """Return how many paragraphs stand whole and verbatim in one of the text's."""
    there = [_evened(paragraph) for paragraph in text.split("\n\n")]
    return sum(any(_evened(each) in paragraph for paragraph in there) for each in wanted)


def _evened(text: str) -> str:
    """Return a text with its white space evened out, words from the right with letters by code.

    Readers that turn glyphs of several letters around give words of Arabic that no page says, and
    manifests were made with them; which order is right is tested on files of known texts.
    """
    words = text.translate(_BRACKETS).split()
    return " ".join("".join(sorted(word)) if RIGHT_TO_LEFT.search(word) else word for word in words)


async def read(engine: Engine, files: Sequence[File], measured: Measured) -> None:
    """Read file by file."""
    for file in files:
        data = file.path.read_bytes()
        start = perf_counter()
        source = await engine.documents.read(ELSEWHERE, file.path.name, data)
        if file.pages:
            measured.pages += file.pages
            measured.seconds += perf_counter() - start
        measured.wanted += len(file.paragraphs)
        measured.found += share(source.text, file.paragraphs)


async def add_all(engine: Engine, files: Sequence[File], measured: Measured) -> None:
    """Add files at once, and ask meanwhile."""

    async def one(file: File) -> None:
        try:
            await add(engine, TERMINAL, file.path.name, file.path.read_bytes())
        except VerbatimError as error:
            print(f"{file.path.name}: {error}", file=sys.stderr)

    longest = sorted(files, key=lambda file: -file.path.stat().st_size)[:AT_ONCE]
    async with beating(measured):
        adding = asyncio.gather(*map(one, longest))
        while not adding.done():
            start = perf_counter()
            await engine.asking.ask(TERMINAL, QUESTION)
            measured.answers.append(perf_counter() - start)
            await asyncio.sleep(0.05)
        await adding


@asynccontextmanager
async def beating(measured: Measured, pause: float = 0.005) -> AsyncGenerator[None, None]:
    """Note by how much the event loop is late, time after time."""

    async def beat() -> None:
        while True:
            start, computed = perf_counter(), process_time()
            await asyncio.sleep(pause)
            measured.delays.append(perf_counter() - start - pause)
            measured.held.append(min(measured.delays[-1], process_time() - computed))

    heart = asyncio.create_task(beat())
    try:
        yield
    finally:
        heart.cancel()


def peak(pid: int | str) -> int:
    """Return the most memory that a process has held, in bytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:  # it is gone, or this is no Linux
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


async def watch(engine: Engine, measured: Measured) -> None:
    """Keep looking at the memory of parent and workers."""
    while True:
        children = [child.pid for child in engine.watching._sources._reader._children]
        measured.worker = max(measured.worker, *map(peak, children), 0)
        measured.parent = max(measured.parent, peak("self"))
        await asyncio.sleep(0.1)


async def measure(files: Sequence[File], folder: Path) -> Measured:
    """Read and add files with a library of their own."""
    measured = Measured()
    async with open_engine(load_settings(database=folder / "library.db")) as engine:
        watching = asyncio.create_task(watch(engine, measured))
        await add_all(engine, files, measured)
        await read(engine, files, measured)
        watching.cancel()
    return measured


def table(measured: Measured, files: Sequence[File]) -> str:
    """Return the table as Markdown."""
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in ("pypdfium2", "lxml"))
    rows = (
        ("probe paragraphs whole and verbatim", f"{measured.found} of {measured.wanted}"),
        ("pages of PDF a second", f"{measured.pages / measured.seconds:.0f}"),
        ("peak memory of the parent", f"{measured.parent / 1e6:.0f} MB"),
        ("peak memory of a worker", f"{measured.worker / 1e6:.0f} MB"),
        (
            f"worst delay of the event loop, {AT_ONCE} files at once",
            f"{1000 * max(measured.delays):.0f} ms",
        ),
        ("that delay, but for what else the machine did", f"{1000 * max(measured.held):.0f} ms"),
        ("slowest answer meanwhile", _milliseconds(measured.answers)),
    )
    head = f"| {len(files)} files, {measured.pages} pages of PDF | {datetime.now(UTC):%Y-%m-%d} |"
    lines = [head, "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join([*lines, "", f"Python {platform.python_version()}, {packages}."])


def _milliseconds(seconds: Sequence[float]) -> str:
    return f"{1000 * max(seconds):.0f} ms"


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        if sys.argv[1:]:
            files = listed(Path(sys.argv[1]))
        else:  # in a process of its own, which takes its memory with it
            with ProcessPoolExecutor(1) as pool:
                files = pool.submit(made, folder).result()
        print(table(asyncio.run(measure(files, folder)), files))


if __name__ == "__main__":
    main()
