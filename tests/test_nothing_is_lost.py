"""kill -9 at any moment loses no confirmed document and leaves none in part."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.engine.engine import open_engine
from bot.model import TERMINAL, Source
from bot.settings import Settings
from tests.adding import add

FILES = 50


def release(number: int) -> str:
    paragraphs = (f"Paragraph {n} of release {number} says what it says." for n in range(9))
    return f"Release {number}\n\n" + "\n\n".join(" ".join([each] * 5) for each in paragraphs)


async def killed(folder: Path, database: Path, lines: int, *options: str) -> list[str]:
    """Add the files of a folder, kill that after so many lines, and return what it printed."""
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(release(number), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--database", str(database), "--no-corpus", "add", *options),
        *(str(folder / f"{number}.txt") for number in range(FILES)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    assert process.stdout
    said: list[str] = []
    while not database.exists():  # noqa: ASYNC110, ASYNC240 (made by another)
        await asyncio.sleep(0.01)
    while len(said) < lines:
        said.append((await process.stdout.readline()).decode())
    os.killpg(process.pid, signal.SIGKILL)
    said += [line.decode() async for line in process.stdout]
    await process.wait()
    return said


@pytest.mark.parametrize("confirmed_before", [0, 1, 17, 49])
async def test_a_killed_addition_of_fifty_files_leaves_whole_documents_only(
    tmp_path: Path, confirmed_before: int
) -> None:
    database = tmp_path / "library.db"
    said = await killed(tmp_path, database, confirmed_before)
    confirmed = [line.split()[3] for line in said]

    async with open_engine(Settings(semantic="off", database=database, corpus=None)) as engine:
        whole = await engine.library.catalogue.whole_documents(TERMINAL)
        for document in await engine.library.catalogue.documents(TERMINAL, limit=-1):
            number = int(document.filename.removesuffix(".txt"))
            text = await engine.library.catalogue.text(document)
            assert text == release(number)
            stored = next(each.passages for each in whole if each.id == document.id)
            assert document.passages == len(stored) > 0
            found = await engine.library.catalogue.passages_of(document, 99)
            assert [passage.text for passage in found] == [span.of(text) for _, span in stored]
        titles = {each.title.split()[1] for each in whole}
        assert set(confirmed) <= titles
        assert len(confirmed) >= confirmed_before
        # The library goes on: what was not confirmed can be added again.
        missing = next((n for n in range(FILES) if str(n) not in titles), None)
        if missing is not None:
            await add(engine, TERMINAL, f"{missing}.txt", release(missing).encode())


@pytest.mark.parametrize("confirmed_before", [2, 23])
async def test_a_killed_replacement_leaves_the_old_or_the_new_version_whole(
    tmp_path: Path, confirmed_before: int
) -> None:
    database = tmp_path / "library.db"
    said = await killed(tmp_path, database, confirmed_before, "--replace")

    async with open_engine(Settings(semantic="off", database=database, corpus=None)) as engine:
        (document,) = await engine.library.catalogue.documents(TERMINAL, limit=-1)
        assert document.version >= len(said) >= confirmed_before
        assert document.filename == f"{document.version - 1}.txt"
        (whole,) = await engine.library.catalogue.whole_documents(TERMINAL)
        assert whole.text == release(document.version - 1)
        assert document.passages == len(whole.passages) > 0
        versions = await engine.versions.list(TERMINAL, document.handle)
        assert [each.number for each in versions] == list(range(1, document.version + 1))
        for each in versions:
            text = await engine.library.history.text(TERMINAL, document.handle, each.number)
            assert text == release(each.number - 1)
        found = await engine.versions.like(TERMINAL, Source("x", whole.text, "x"))
        assert found
        assert found.diff.alike == 1
