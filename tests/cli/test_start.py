from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot.cli import COMMANDS

HEAVY = {
    *("aiohttp", "aiosqlite", "attr", "discord", "lxml", "numpy", "PIL", "prompt_toolkit"),
    *("pydantic", "pypdfium2", "rich", "sqlite3", "structlog", "trafilatura", "yaml", "asyncio"),
}
"""What `verbatim --help` does without."""


def test_help_imports_no_command_and_nothing_heavy(tmp_path: Path) -> None:
    assert imported(tmp_path, "--help") == ["bot.cli"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    where, summary = COMMANDS[name]
    module, function = where.split(":")

    help_ = getattr(import_module(module), function).help

    assert help_.split("\n\n")[0] == summary


def imported(folder: Path, *arguments: str) -> list[str]:
    """Return the heavy packages and our modules that a command imports in a new process."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    return sorted(
        name for name in names if name.partition(".")[0] in HEAVY or name.startswith("bot.")
    )
