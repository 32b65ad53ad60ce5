"""kill -9 at any moment loses no confirmed document and leaves none in part."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.engine import open_engine
from bot.model import TERMINAL
from bot.settings import Settings

FILES = 50


def release(number: int) -> str:
    paragraphs = (f"Paragraph {n} of release {number} says what it says." for n in range(9))
    return f"Release {number}\n\n" + "\n\n".join(" ".join([each] * 5) for each in paragraphs)


@pytest.mark.parametrize("confirmed_before", [0, 1, 17, 49])
async def test_a_killed_addition_of_fifty_files_leaves_whole_documents_only(
    tmp_path: Path, confirmed_before: int
) -> None:
    for number in range(FILES):
        (tmp_path / f"{number}.txt").write_text(release(number), encoding="utf-8")
    database = tmp_path / "library.db"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--database", str(database), "--no-corpus", "add"),
        *(str(tmp_path / f"{number}.txt") for number in range(FILES)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    assert process.stdout
    confirmed: list[str] = []
    while not database.exists():  # noqa: ASYNC110 (another process makes it)
        await asyncio.sleep(0.01)
    while len(confirmed) < confirmed_before:
        confirmed.append((await process.stdout.readline()).decode().split()[3])
    os.killpg(process.pid, signal.SIGKILL)
    confirmed += [line.decode().split()[3] async for line in process.stdout]
    await process.wait()

    async with open_engine(Settings(database=database, corpus=None)) as engine:
        shelved = await engine.catalogue.shelved(TERMINAL)
        for document in await engine.catalogue.documents(TERMINAL, limit=-1):
            number = int(document.filename.removesuffix(".txt"))
            text = await engine.catalogue.text(document)
            assert text == release(number)
            stored = next(each.passages for each in shelved if each.id == document.id)
            assert document.passages == len(stored) > 0
            found = await engine.catalogue.passages_of(document, 99)
            assert [passage.text for passage in found] == [span.of(text) for _, span in stored]
        titles = {each.title.split()[1] for each in shelved}
        assert set(confirmed) <= titles
        assert len(confirmed) >= confirmed_before
        # The library goes on: what was not confirmed can be added again.
        missing = next((n for n in range(FILES) if str(n) not in titles), None)
        if missing is not None:
            await engine.add(TERMINAL, f"{missing}.txt", release(missing).encode())
