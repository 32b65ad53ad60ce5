"""What is built for others: everything that runs, the bundled documents, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytest.importorskip("hatchling", reason="hatchling is in requirements-dev.txt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist and the wheel of this folder, without network."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a new environment that has the wheel, and sees its dependencies here."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt")
    variables = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=variables))
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return Path(sysconfig.get_path("scripts", "venv", vars=variables), "python")


def test_an_installed_wheel_answers_from_the_bundled_documents_in_any_folder(
    installed: Path, tmp_path: Path
) -> None:
    ask = (
        "import bot, sys; from bot.__main__ import main; print(bot.__file__, file=sys.stderr);"
        " main()"
    )
    done = subprocess.run(
        [installed, "-I", "-c", ask, "ask", "who funded the seminar"],
        cwd=tmp_path,
        env={**os.environ, "VERBATIM_DATABASE": str(tmp_path / "library.db")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "funded by the Partnership Instrument of the European Union" in done.stdout
    assert Path(done.stderr.strip()).is_relative_to(installed.parents[1])


def test_the_wheel_and_the_sdist_hold_the_files_that_git_has_and_no_others(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        in_wheel = {name for name in wheel.namelist() if name.startswith("bot/")}
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    in_sdist = {name for name in names if name.startswith(("bot/", "corpus/"))}
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "bot", "corpus"]
    known = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)

    assert {name.replace("corpus/", "bot/bundled/") for name in in_sdist} == in_wheel
    assert any(name.endswith(".sql") for name in in_wheel)
    if known.returncode == 0:  # not in an unpacked sdist
        assert in_sdist == {name for name in known.stdout.split("\n") if name}
