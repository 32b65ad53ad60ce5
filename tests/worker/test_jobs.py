"""The reading process, for real: no part of it is replaced."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.answer.profile import stored_profile_and_terms
from bot.errors import (
    NoText,
    Problem,
    ReaderFailed,
    SourceError,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from bot.ingest.extract import extract
from bot.ingest.passages import passages
from bot.measures import Measures
from bot.model import Landmark, Source
from bot.progress import Progress, Unit
from bot.search.analysis import Analysis
from bot.worker import jobs
from bot.worker.jobs import Reader, open_reader
from tests.ingest.packages import word, zipped
from tests.refusals import refused
from tests.reports import report

DATA = Path(__file__).parents[1] / "data"
PROC = Path("/proc/self")
PROSE = "The council of the town has decided that the ferry will run every hour from the first. "
SLOW = b"<html><body>" + b"<table><tr><td>" * 80 + b"<p>A word.</p><p>Two.</p>" * 45_000
"""A page that takes seconds."""

linux = pytest.mark.skipif(not PROC.exists(), reason="needs /proc")
limited = pytest.mark.skipif(sys.platform != "linux", reason="limits memory on Linux")


def child_of(reader: Reader) -> int:
    (child,) = reader._children
    return child.pid


def proc(reader: Reader, name: str) -> Path:
    return Path(f"/proc/{child_of(reader)}", name)


async def test_a_file_is_read_as_if_there_were_no_process() -> None:
    async with open_reader() as reader:
        for name in ("page_dump.txt", "wrapped_letter.txt", "press_release.html"):
            data = (DATA / name).read_bytes()

            assert await reader.read(name, data) == extract(name, data)


async def test_one_child_reads_many_files_and_measures_what_was_read() -> None:
    headed = Source("a.md", f"Ferries\n\n{PROSE}", "A title", landmarks=(Landmark(0, "Ferries"),))
    analyse = partial(stored_profile_and_terms, analysis=Analysis())
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")
        first = child_of(reader)
        for source in (headed, replace(headed, text="\ud800 alone", landmarks=(), language="en")):
            title, language, text = source.title, source.language, source.text
            spans = passages(text, source.landmarks)
            made = Measures.of(title, language, text, spans, analyse)
            assert await reader.measure(source) == made
        await reader.read("b.txt", "Zwei Bücher.".encode("utf-16"))

        assert child_of(reader) == first


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b"", NoText),
        ("a.pdf", b"no PDF", UnreadableFile),
        ("a.exe", b"MZ\0\0\0", UnsupportedFormat),
        ("a.txt", b"x" * 8_000_001, TooLarge),
    ],
)
async def test_an_error_crosses_with_its_facts(
    name: str, data: bytes, error: type[SourceError]
) -> None:
    with pytest.raises(error) as here:
        extract(name, data)

    async with open_reader() as reader:
        with pytest.raises(error) as there:
            await reader.read(name, data)
        assert there.value.refusal == here.value.refusal
        assert (await reader.read("b.txt", b"Fine.")).text == "Fine."


async def test_names_that_are_no_unicode_cross_too() -> None:
    async with open_reader() as reader:
        name = os.fsdecode(b"r\xe9sum\xe9.txt")

        assert (await reader.read(name, b"Text.")).filename == name


async def test_a_file_that_takes_too_long_ends_in_a_sentence() -> None:
    async with open_reader(seconds=0.2) as reader:
        with refused(ReaderFailed, Problem.READING_SLOW, name="slow.html", seconds=0.2):
            await reader.read("slow.html", SLOW)

        reader._seconds = 60.0  # a busy machine may take longer than .2 for this one
        assert (await reader.read("b.txt", b"Fine.")).text == "Fine."


@limited
@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"x" * (100 << 20), {Problem.READING_LARGE}),
        # What libxml2 says of it depends on where it is.
        (
            b"<p>A few words here.</p>" * 60_000,
            {Problem.READING_LARGE, Problem.TOO_COMPLEX, Problem.PART_TOO_LONG},
        ),
    ],
    ids=["request", "page"],
)
async def test_a_file_that_takes_too_much_memory_ends_in_a_sentence(
    data: bytes, problems: set[Problem]
) -> None:
    async with open_reader(memory_bytes=120 << 20) as reader:
        with pytest.raises(SourceError) as caught:
            await reader.read("a.html", data)
        assert caught.value.problem in problems
        assert caught.value.refusal.name == "a.html"

        assert (await reader.read("b.txt", b"Fine.")).text == "Fine."


async def test_files_that_were_made_to_choke_readers_end_in_sentences() -> None:
    nested = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    hostile: dict[str, tuple[bytes, set[Problem]]] = {
        "forms.pdf": ((DATA / "nested_protected.pdf").read_bytes(), {Problem.PAGE_REPEATS_FORMS}),
        "groups.rtf": (b"{\\rtf1" + b"{" * 3_000_000, {Problem.NESTED_TOO_DEEPLY}),
        "tables.docx": (
            word("<w:tbl><w:tr><w:tc>" * 5_000),
            {Problem.ZIP_ARCHIVE, Problem.DAMAGED, Problem.NESTED_TOO_DEEPLY},
        ),
        "blanks.docx": (
            zipped({"word/document.xml": b" " * (300 << 20)}),
            {Problem.UNPACKS_TOO_LARGE},
        ),
        "entities.docx": (
            zipped({"[Content_Types].xml": nested}),
            {Problem.XML_ENTITIES, Problem.ZIP_ARCHIVE},
        ),
        "tags.html": (b"<div>" * 500_000, {Problem.TOO_MANY_TAGS}),
        "quotes.csv": (b'"' * 5_000_000, {Problem.CELL_TOO_LONG}),
        "parts.eml": (
            b"Subject: x\n" + b"Content-Type: message/rfc822\n\nA: b\n" * 3_000,
            {Problem.EMAIL_DAMAGED, Problem.EMAIL_WITHOUT_TEXT, Problem.EMAIL_TOO_MANY_PARTS},
        ),
        "table.csv": (b"," * 20_000 + b"\n1", {Problem.TOO_MANY_COLUMNS}),
    }
    async with open_reader() as reader:
        for name, (data, problems) in hostile.items():
            with pytest.raises(SourceError) as caught:
                await reader.read(name, data)
            assert caught.value.problem in problems
            assert caught.value.refusal.name == name
        assert (await reader.read("b.txt", b"Fine.")).text == "Fine."


@limited
async def test_a_limit_that_python_does_not_fit_in_is_told() -> None:
    async with open_reader(memory_bytes=10 << 20) as reader:
        for _ in range(2):
            with refused(ReaderFailed, Problem.READER_NOT_STARTED, name="a.txt", megabytes=10):
                await reader.read("a.txt", b"One.")


@linux
async def test_a_child_that_dies_over_a_file_ends_in_a_sentence() -> None:
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")
        reading = asyncio.create_task(reader.read("slow.html", SLOW))
        while reader._idle:  # noqa: ASYNC110 (it has begun in a turn or two)
            await asyncio.sleep(0)
        os.kill(child_of(reader), signal.SIGKILL)

        with refused(ReaderFailed, Problem.READING_BROKE, name="slow.html"):
            await reading
        assert (await reader.read("b.txt", b"Fine.")).text == "Fine."


@linux
async def test_a_child_that_died_in_between_is_replaced() -> None:
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")
        (child,) = reader._children
        os.kill(child.pid, signal.SIGKILL)
        while child.alive:  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.01)

        assert (await reader.read("b.txt", b"Fine.")).text == "Fine."


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.5])
async def test_a_cancelled_read_leaves_no_answer_behind(delay: float) -> None:
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")
        reading = asyncio.create_task(reader.read("slow.html", SLOW))
        await asyncio.sleep(delay)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

        assert (await reader.read("b.txt", b"Two.")).text == "Two."


async def test_a_read_that_is_cancelled_while_the_child_starts_does_no_harm() -> None:
    async with open_reader() as reader:
        reading = asyncio.create_task(reader.read("a.txt", b"One."))
        await asyncio.sleep(0.02)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

        assert (await reader.read("b.txt", b"Two.")).text == "Two."


@linux
async def test_a_short_file_does_not_wait_for_a_long_one() -> None:
    async with open_reader(children=2) as reader:
        slow = asyncio.create_task(reader.read("slow.html", SLOW))
        await asyncio.sleep(0)

        assert (await reader.read("a.txt", b"Short.")).text == "Short."
        assert not slow.done()
        assert len(reader._children) == 2
        slow.cancel()


async def test_who_waits_is_told_for_how_many_files() -> None:
    async with open_reader(children=1) as reader:
        told: list[Progress] = []
        names = ["a.txt", "b.txt", "c.txt"]

        await asyncio.gather(*(reader.read(name, b"Text.", report=told.append) for name in names))

    assert told == [Progress(Unit.TURN, 0, ahead) for ahead in (1, 1, 2, 1)]


async def test_the_pages_of_a_long_file_are_told_while_it_is_read() -> None:
    told: list[Progress] = []
    async with open_reader() as reader:
        source = await reader.read("long.pdf", report(60), report=told.append)

    done = [progress.done for progress in told]
    assert {(progress.unit, progress.total) for progress in told} == {(Unit.PAGE, 60)}
    assert done[0] == 1
    assert done == sorted(set(done))
    assert len(source.landmarks) >= 60


async def test_reads_at_the_same_time_are_served_in_turn() -> None:
    async with open_reader() as reader:
        names = [f"{number}.txt" for number in range(20)]

        sources = await asyncio.gather(
            *(reader.read(name, f"Text of {name}.".encode()) for name in names)
        )

        assert [source.text for source in sources] == [f"Text of {name}." for name in names]
        assert [source.filename for source in sources] == names


async def test_the_event_loop_goes_on_while_a_file_is_read() -> None:
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.005)
            longest = max(longest, time.thread_time() - before)

    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")
        ticking = asyncio.create_task(tick())
        started = time.monotonic()
        source = await reader.read("long.txt", (PROSE * 50_000).encode())
        took = time.monotonic() - started
        ticking.cancel()

    assert len(source.text) > 4_000_000
    assert longest < took / 2


async def test_a_child_is_replaced_after_some_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "most_jobs", 3)
    async with open_reader() as reader:
        children = []
        for _ in range(7):
            await reader.read("a.txt", b"One.")
            children.append(next((child.pid for child in reader._children), None))

    first, again, none, other, *_ = children
    assert first == again != other
    assert none is None
    assert children.count(None) == 2


@linux
async def test_a_child_is_replaced_when_it_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_reader() as reader:
        await reader.read("a.txt", (PROSE * 20_000).encode())
        assert reader._children

        monkeypatch.setattr(jobs, "GROWN", 10 << 20)
        await reader.read("a.txt", b"One.")
        assert not reader._children
        assert (await reader.read("a.txt", b"Two.")).text == "Two."


@linux
async def test_nothing_secret_is_in_the_child_s_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "hush-hush")
    monkeypatch.setenv("HOME", "/home/hush-hush")
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")

        environment = proc(reader, "environ").read_bytes()

    assert b"hush" not in environment
    assert {entry.partition(b"=")[0] for entry in environment.split(b"\0")} <= {
        b"",
        b"LD_LIBRARY_PATH",
        b"OPENBLAS_NUM_THREADS",
        b"PYTHONDONTWRITEBYTECODE",
        b"PYTHONPATH",
        b"PYTHONUTF8",
    }


@linux
async def test_the_child_is_limited() -> None:
    async with open_reader(memory_bytes=500 << 20, seconds=7.5) as reader:
        await reader.read("a.txt", b"One.")
        limits = proc(reader, "limits").read_text(encoding="ascii")
        status = proc(reader, "status").read_text(encoding="ascii")

    found = {line[:26].strip(): line[26:47].strip() for line in limits.splitlines()}
    assert found["Max address space"] == str(500 << 20)
    assert found["Max file size"] == "0"
    assert found["Max core file size"] == "0"
    assert found["Max open files"] == "64"
    assert 8 <= int(found["Max cpu time"]) <= 15
    assert "NoNewPrivs:\t1" in status


@linux
async def test_the_child_has_no_network_where_the_system_allows_that() -> None:
    allowed = await asyncio.create_subprocess_exec(
        *("unshare", "--user", "--net", "true"), stderr=asyncio.subprocess.DEVNULL
    )
    if await allowed.wait():
        pytest.skip("the system does not allow it")
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")

        its = proc(reader, "ns/net").readlink()

    assert its != (PROC / "ns/net").readlink()


@linux
async def test_no_child_is_left_behind() -> None:
    async with open_reader() as reader:
        await reader.read("a.txt", b"One.")
        child = proc(reader, ".")
        assert child.exists()

    assert not child.exists()


async def test_a_reader_that_never_read_closes_as_well() -> None:
    async with open_reader() as reader:
        pass

    assert not reader._children
