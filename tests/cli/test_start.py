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
    *("bot.cogs", "bot.drawing", "bot.ingest.extract", "bot.ingest.pdf", "bot.measuring"),
    "importlib.resources",
)


_TELLING = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from bot.cli import main
main()
"""


def test_help_imports_no_command_and_nothing_heavy(tmp_path: Path) -> None:
    names = imported(tmp_path, "--help")

    assert {name for name in names if name.startswith("bot")} == {"bot", "bot.cli"}
    assert packages(names) & FOREIGN == set()


async def test_asking_imports_neither_discord_nor_readers_nor_what_fetches(tmp_path: Path) -> None:
    async with open_engine(Settings(database=tmp_path / "library.db")):
        pass  # the bundled documents are read; what follows only looks whether they have changed

    names = imported(tmp_path, "ask", "who funded the seminar")

    assert packages(names) & FOREIGN == ASKING
    assert {name for name in names if name.startswith(ELSEWHERE)} == set()
    commands = {where.partition(":")[0] for where, _ in COMMANDS.values()}
    assert names & commands == {"bot.cli.asking"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    where, summary = COMMANDS[name]
    module, function = where.split(":")

    help_ = getattr(import_module(module), function).help

    assert help_.split("\n\n")[0] == summary


def imported(folder: Path, *arguments: str) -> set[str]:
    """Return the modules that a command imports in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", _TELLING, *arguments],
        cwd=folder,
        env={**os.environ, "VERBATIM_DATABASE": str(folder / "library.db")},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}
