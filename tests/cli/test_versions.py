"""New versions in the terminal: ``replace``, ``diff``, and what ``add`` asks."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.test_cli import TEXT, Commands, verbatim

__all__ = ["verbatim"]

LATER = TEXT.replace("nine", "ten").replace("90 metres", "80 metres")
GATE = "The gate of the harbour closes at {} in the evening."
NEAR = (
    "later.txt is nearly the same as document 1, “Rules of the harbour”:"
    " 9 of 10 words are the same."
)
PLACES = (
    "The gate of the harbour closes at [-nine-]{+ten+} in the evening. It opens again at six.\n\n"
    "Ships longer than [-90-]{+80+} metres need a pilot, and the harbour office sends one…\n\n"
    "2 places; 9 of 10 words are the same.\n"
)


@pytest.fixture
def library(verbatim: Commands) -> Commands:
    """A library of one document, and a later text of it in a file."""
    (verbatim.folder / "later.txt").write_text(LATER, encoding="utf-8")
    verbatim.run("--no-corpus", "add", "rules.txt")
    return verbatim


def test_a_document_is_replaced_and_compared_and_old_quotes_tell_the_new_words(
    library: Commands,
) -> None:
    start = TEXT.index("The gate")
    quote = f"1.1.{start}-{start + len(GATE.format('nine'))}"

    done = library.run("--no-corpus", "replace", "1", "later.txt")

    assert done.stdout == (
        "Replaced 1: Rules of the harbour (version 2, 1 passage); 9 of 10 words are the same."
        " `verbatim diff 1` shows what changed.\n"
    )
    assert library.run("--no-corpus", "diff", "1").stdout == PLACES
    assert library.run("--no-corpus", "diff", "1", "1", "2").stdout == PLACES
    shown = library.run("--no-corpus", "show", quote).stdout.splitlines()
    assert shown[0] == GATE.format("nine")
    assert shown[2].startswith("This is from version 1, replaced on 20")
    assert shown[2].endswith(" UTC by version 2.")
    assert shown[3:5] == ["Version 2, the current one, says:", GATE.format("ten")]
    assert shown[5].endswith(f"1.2.{start}-{start + len(GATE.format('ten'))}")
    verified = library.run("--no-corpus", "verify", quote, "--sha256", "0" * 64, status=1).stdout
    assert "version:    1 of 2, added 20" in verified
    assert f"SHA-256:    {sha256(GATE.format('nine').encode()).hexdigest()}" in verified
    assert "since then: replace at 20" in verified
    assert f"The digest is another one than {'0' * 64}." in verified
    cited = library.run("--no-corpus", "cite", quote, "--as", "bibtex").stdout
    assert cited.startswith("@misc{verbatim-1-1-")
    document = library.run("--no-corpus", "show", "1").stdout
    assert "version:    2 of 20" in document
    assert ", before it 1 of 20" in document
    assert (
        GATE.format("ten") in library.run("--no-corpus", "ask", "when does the gate close").stdout
    )


def test_what_cannot_be_replaced_or_compared_gets_a_sentence(library: Commands) -> None:
    for arguments, sentence in (
        (("replace", "1"), "Document 1 has no address to fetch again. Give a file or an address."),
        (("replace", "1", "rules.txt"), "rules.txt is already in the library: document 1"),
        (("replace", "1", "nowhere.txt"), "nowhere.txt cannot be read: No such file"),
        (("replace", "7", "later.txt"), "There is no document 7 in this library."),
        (("diff", "1"), "There is only one version of document 1."),
        (("diff", "7"), "There is no document 7 in this library."),
    ):
        done = library.run("--no-corpus", *arguments, status=2)
        assert done.stderr.startswith(f"verbatim: {sentence}")
    library.run("--no-corpus", "replace", "1", "later.txt")
    done = library.run("--no-corpus", "diff", "1", "5", status=2)
    assert done.stderr == "verbatim: There is no version 5 of document 1; there are 1 to 2.\n"


@pytest.mark.parametrize(
    ("option", "output", "errors"),
    [
        ((), "Added 2: Rules", f"verbatim: {NEAR} Both are kept; --replace would make it"),
        (("--keep-both",), "Added 2: Rules", ""),
        (("--replace",), "Replaced 1: Rules", ""),
    ],
    ids=["neither", "keep both", "replace"],
)
def test_a_script_says_what_to_do_with_what_is_nearly_the_same(
    library: Commands, option: tuple[str, ...], output: str, errors: str
) -> None:
    done = library.run("--no-corpus", "add", *option, "later.txt")

    assert done.stdout.startswith(output)
    assert done.stderr.startswith(errors)
    assert bool(done.stderr) == bool(errors)


def on_a_terminal(folder: Path, typed: str) -> str:
    """Add ``later.txt`` with a person at the keyboard, who answers what they are asked."""
    ours, its = pty.openpty()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "VERBATIM_DATABASE": str(folder / "library.db"),
        "COLUMNS": "200",
        "TERM": "dumb",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "--no-corpus", "add", "later.txt"],
        cwd=folder,
        env=environment,
        stdin=its,
        stdout=its,
        stderr=its,
    ) as process:
        os.close(its)
        os.write(ours, typed.encode())
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # nobody holds the other end any more
            pass
        assert process.wait() == 0
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_a_person_is_asked_and_can_look_before_they_choose(library: Commands) -> None:
    shown = on_a_terminal(library.folder, "d\nc\n")

    assert NEAR in shown
    assert "2 places; 9 of 10 words are the same." in shown
    assert "later.txt was not added.\n" in shown
    assert library.run("--no-corpus", "list").stdout.count("Rules") == 1

    assert "Replaced 1: Rules of the harbour (version 2" in on_a_terminal(library.folder, "r\n")
