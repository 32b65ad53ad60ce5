"""What reaches the terminal of the logs of libraries."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.cli.logs import configure_logs

LIBRARIES = ("aiosqlite", "asyncio", "charset_normalizer", "trafilatura")


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    """Leave the loggers as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    root.handlers[:], root.level = handlers, level
    for name, own in levels.items():
        logging.getLogger(name).setLevel(own)


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING"])
def test_a_warning_of_asyncio_does_not_reach_the_terminal(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(level, "console")

    logging.getLogger("asyncio").warning("Unknown child process pid 7")
    logging.getLogger("asyncio").error("Task exception was never retrieved")

    shown = capsys.readouterr().err
    assert "Unknown child process" not in shown
    assert "never retrieved" in shown


def test_requests_and_statements_are_not_logged_one_by_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("INFO", "json")

    logging.getLogger("aiosqlite").info("SELECT 1")
    logging.getLogger("bot.engine").info("a round of feeds")

    shown = capsys.readouterr().err
    assert "SELECT" not in shown
    assert "a round of feeds" in shown
