from __future__ import annotations

import logging
import os
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import app
from bot.engine.engine import Engine, open_engine
from bot.settings import Settings
from tests.serving import fetching, page, serving

Run = Callable[..., Result]


@pytest.fixture
def verbatim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("VERBATIM_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("VERBATIM_SEMANTIC", "off")
    (tmp_path / "prices.txt").write_text("The ferry costs five crowns for a passenger.\n")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--database", "library.db", "--no-corpus", *arguments])

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield run
    root.handlers[:], root.level = handlers, level


@asynccontextmanager
async def local_engine(settings: Settings) -> AsyncGenerator[Engine, None]:
    """Open an engine that takes this machine for the internet."""
    async with (
        serving(page) as port,
        fetching(port) as (fetcher, _),
        open_engine(settings, fetcher=fetcher) as engine,
    ):
        yield engine


def test_addresses_are_added_among_files_and_quoted_with_their_source(
    verbatim: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.cli.session.open_engine", local_engine)
        added = verbatim("add", "prices.txt", "http://harbour.example/rules#hours")

    assert added.exit_code == 0, added.output
    assert "Added 2: Rules of the harbour (" in added.stdout
    shown = verbatim("ask", "when does the gate close").stdout
    assert "closes at nine" in shown
    assert "http://harbour.example/rules" in shown


def test_an_address_that_is_not_public_gets_a_sentence_and_spares_the_others(
    verbatim: Run,
) -> None:
    done = verbatim("add", "http://127.0.0.1/", "ftp://harbour.example/", "prices.txt")

    assert done.exit_code == 2
    assert done.stdout.count("Added") == 1
    refused, unknown = done.stderr.splitlines()
    assert refused.startswith("verbatim: 127.0.0.1 is not a public address")
    assert unknown.startswith("verbatim: “ftp://harbour.example/” is not a web address")
