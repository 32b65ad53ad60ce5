"""The bar that shows how far adding has come, and Ctrl-C, in a process on a terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reports import report

PAGES = 120


def run(
    folder: Path, *arguments: str, meanwhile: Callable[[subprocess.Popen[bytes]], None]
) -> tuple[int, str, str]:
    """Run a command with a terminal as its standard error; return status, output and errors.

    ``meanwhile`` is called when the first page is shown.
    """
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "bot", "--no-corpus", *arguments]
    environment = {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "VERBATIM_DATABASE": str(folder / "library.db"),
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=its
    ) as process:
        os.close(its)
        shown = b""
        called = False
        try:
            while piece := os.read(ours, 4096):
                shown += piece
                if not called and b"page" in shown:
                    called = True
                    meanwhile(process)
        except OSError:  # nobody holds the other end any more
            pass
        assert process.stdout
        output = process.stdout.read().decode()
        status = process.wait()
    os.close(ours)
    return status, output, shown.decode()


def listed(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--no-corpus", "list"],
        env={**os.environ, "VERBATIM_DATABASE": str(folder / "library.db")},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.pdf").write_bytes(report(PAGES))
    return tmp_path


def test_the_pages_of_a_long_file_are_shown_on_a_terminal(folder: Path) -> None:
    status, output, shown = run(folder, "add", "report.pdf", meanwhile=lambda _: None)

    assert status == 0
    assert re.fullmatch(r"Added 1: .* \(\d+ passages\)\n", output)
    pages = [int(page) for page in re.findall(rf"page (\d+) of {PAGES}", shown)]
    assert pages
    assert pages == sorted(pages)


def test_ctrl_c_ends_it_with_a_sentence_and_nothing_is_stored(folder: Path) -> None:
    status, output, shown = run(
        folder, "add", "report.pdf", meanwhile=lambda process: process.send_signal(signal.SIGINT)
    )

    assert (status, output) == (130, "")
    assert "verbatim: cancelled. Nothing of report.pdf was added." in shown
    assert "Traceback" not in shown
    assert listed(folder) == "0 documents.\n"
