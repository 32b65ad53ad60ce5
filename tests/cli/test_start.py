from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.engine.engine import open_engine
from bot.settings import Settings

FOREIGN = {
    *("aiohttp", "aiosqlite", "asyncio", "attr", "discord", "lxml", "numpy", "PIL", "pydantic"),
    *("prompt_toolkit", "pypdfium2", "rich", "sqlite3", "structlog", "trafilatura", "yaml"),
}
"""What takes .01 seconds or more of computing to import, and what imports such packages."""

ASKING = {"aiosqlite", "asyncio", "attr", "numpy", "rich", "sqlite3"}
"""What an answer takes of them."""

ELSEWHERE = (
    *("bot.answer.fragments", "bot.cogs", "bot.drawing", "bot.fetching", "bot.measuring"),
    *("bot.compare.diff", "bot.compare.places", "bot.ingest.extract", "bot.ingest.lines"),
    *("bot.ingest.pdf", "bot.ingest.sentences", "email", "importlib.resources", "yarl"),
    *("bot.engine.documents", "bot.engine.sources", "bot.engine.versions", "bot.engine.watching"),
)
"""What other commands take."""


_TELLING = """
import atexit, os, sys
def tell():
    print(*sys.modules, file=sys.stderr)
    print(len(os.listdir("/proc/self/task")) if os.path.exists("/proc/self/task") else 1)
atexit.register(tell)
from bot.cli import main
main()
"""
"""Tells the modules that were imported, and the threads that are left."""


def test_help_imports_no_command_and_nothing_heavy(tmp_path: Path) -> None:
    names, _ = left(tmp_path, "--help")

    assert {name for name in names if name.startswith("bot")} == {"bot", "bot.cli"}
    assert packages(names) & FOREIGN == set()


async def test_asking_imports_neither_discord_nor_readers_nor_what_fetches(tmp_path: Path) -> None:
    async with open_engine(Settings(semantic="off", database=tmp_path / "library.db")):
        pass  # the bundled documents are read; what follows only looks whether they have changed

    names, threads = left(tmp_path, "ask", "who funded the seminar")

    assert packages(names) & FOREIGN == ASKING
    assert {name for name in names if name.startswith(ELSEWHERE)} == set()
    commands = {where.partition(":")[0] for where, _ in COMMANDS.values()}
    assert names & commands == {"bot.cli.asking"}
    assert threads == 1, "numpy's library for matrices starts one for each processor"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    where, summary = COMMANDS[name]
    module, function = where.split(":")

    help_ = getattr(import_module(module), function).help

    assert help_.split("\n\n")[0] == summary


def left(folder: Path, *arguments: str) -> tuple[set[str], int]:
    """Return the modules and the number of threads of a process at the end of a command."""
    done = subprocess.run(
        [sys.executable, "-c", _TELLING, *arguments],
        cwd=folder,
        env={**os.environ, "VERBATIM_DATABASE": str(folder / "library.db")},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split()), int(done.stdout.split()[-1])


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}
