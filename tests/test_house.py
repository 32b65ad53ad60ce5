"""Lint, types, import contracts, and the promises that concern the whole repository."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import attrs
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bot
from bot.cli import COMMANDS
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
REGISTRY = re.compile(r"https?://[^\s\"')]*(?:pypi|pythonhosted|npmjs|crates\.io)", re.IGNORECASE)


LONG: Mapping[str, str] = {
    "bot/cogs/ui/problems.py": "One table of all that can go wrong, in words to be translated.",
    "bot/ingest/pdf/pdfium.py": "The only module that speaks to PDFium, which has no types.",
    "bot/errors.py": "The tree of errors reads as one, each with the facts that are told of it.",
}
"""The modules of ``bot`` with more than 400 lines, each with the reason why it is one module.

What makes code hard to read is held by ruff: complexity, branches and statements of a function."""


def tracked() -> list[Path]:
    """Return the files that git tracks, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize(
    "command",
    [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"]],
    ids=" ".join,
)
def test_the_house_is_in_order(command: list[str]) -> None:
    script, *options = command
    done = subprocess.run(
        [str(SCRIPTS / script), *options], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_says_what_it_is_for() -> None:
    for info in pkgutil.walk_packages(bot.__path__, "bot."):
        module = importlib.import_module(info.name) if info.name != "bot.__main__" else None
        assert module is None or module.__doc__, info.name


def test_the_time_is_read_in_one_place_only() -> None:
    reads = re.compile(r"\.(now|utcnow|today)\(|\btime\.time(_ns)?\b|\b(gm|local)time\(")
    package = ROOT / "bot"

    reading = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    }

    assert reading == {"moments.py"}


def test_a_module_of_more_than_400_lines_has_a_reason() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "bot")
    }

    assert len(lines) > 100
    assert {name for name, count in lines.items() if count > 400} <= set(LONG) <= lines.keys()
    assert all(LONG.values())


def test_nothing_stands_at_the_top_but_what_belongs_there() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}

    allowed = {"bot", "corpus", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    allowed |= {"CONTRIBUTING.md", "requirements.txt", "requirements-dev.txt"}
    allowed |= {"requirements-bench.txt", "SECURITY.md", "docs", "findings"}
    allowed |= {"Dockerfile", "compose.yaml"}
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_no_address_of_a_package_registry_is_committed() -> None:
    for path in tracked():
        if path.suffix not in {".png", ".pdf"}:
            assert not REGISTRY.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_every_finding_is_a_script_of_its_own() -> None:
    findings = [path for path in tracked() if path.parent == ROOT / "findings"]

    assert findings
    for path in findings:
        text = path.read_text(encoding="utf-8")
        assert path.suffix == ".sh", path
        assert os.access(path, os.X_OK), path
        assert re.match(r"#!/usr/bin/env bash\n# .+\n#\n(?:# .+\n)+set -euo pipefail\n", text), path
        assert "mktemp -d" in text, path
        assert re.search(r"pip\"? install\b.*?==", text, re.DOTALL), path
        assert "bot." not in text, path


def test_every_pinned_version_has_a_hash_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.split(r"\n(?=\S)", text.strip())
        assert len(pins) > 20
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins), name
        assert "://" not in text


def test_what_a_pinned_package_requires_with_an_extra_is_pinned_with_it() -> None:
    # Earlier pips than 24.0 take the newest release for a name with an extra that is not pinned,
    # and one extra in two spellings for two.
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = [Requirement(line) for line in re.findall(r"^(\S+==[^\s;]+)", text, re.MULTILINE)]
        extras = {canonicalize_name(pin.name): pin.extras for pin in pinned}
        for package, own in extras.items():
            for wanted in _requirements(package, own):
                if canonicalize_name(wanted.name) in extras:
                    assert wanted.extras <= extras[canonicalize_name(wanted.name)], (name, wanted)


def _requirements(package: str, extras: set[str]) -> Iterator[Requirement]:
    """Yield what an installed package requires, with some of its extras or without."""
    try:
        stated = metadata.requires(package) or []
    except metadata.PackageNotFoundError:  # for another platform, or only for benchmarks
        return
    for requirement in map(Requirement, stated):
        marker = requirement.marker
        if not marker or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def test_both_files_pin_the_same_versions() -> None:
    pins = [
        dict(
            re.findall(r"^([\w.-]+(?:\[[\w-]+\])?)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)
        )
        for name in ("requirements.txt", "requirements-dev.txt")
    ]

    assert pins[0].items() <= pins[1].items()


def test_ci_runs_the_readmes_test_command_and_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [
        line
        for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]

    assert len(commands) == 1
    assert commands[0] in readme
    assert commands[0] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_changelog_is_in_its_sections_and_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.+)", changelog, re.MULTILINE)
    sections = re.findall(r"^### (.+)", changelog, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert versions[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{project['version']}\] - 20\d\d-\d\d-\d\d", versions[1])
    assert set(sections) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_readme_can_be_read_in_five_minutes() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) < 1200


def test_every_link_between_documents_leads_somewhere() -> None:
    documents = {path for path in tracked() if path.suffix == ".md" and not _is_data(path)}
    links = {path: list(_links(path)) for path in documents}

    for path, targets in links.items():
        for target, anchor in targets:
            assert target.exists(), f"{path.name} leads to {target}, which does not exist"
            assert not anchor or anchor in _anchors(target), f"{path.name}: {target.name}#{anchor}"
    from_readme = {target for target, _ in links[ROOT / "README.md"]}
    assert {path for path in documents if path.parent.name == "docs"} <= from_readme
    assert len(from_readme) > 5


def test_every_path_that_a_document_names_exists() -> None:
    paths = {
        (path.name, named)
        for path in tracked()
        if path.suffix == ".md" and not _is_data(path) and path.name != "CHANGELOG.md"
        for named in re.findall(r"`((?:bot|corpus|docs|tests)/[^`]*)`", _prose(path))
    }

    assert len(paths) > 5
    for document, named in paths:
        pattern = re.sub(r"<\w+>", "*", named)
        assert list(ROOT.glob(pattern)), f"{document} names {named}, which does not exist"


def test_the_design_shows_every_room() -> None:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?`) \|", design, re.MULTILINE)

    shown = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert shown == {info.name for info in pkgutil.iter_modules(bot.__path__)} - {"__main__"}


def test_links_and_anchors_are_those_that_github_makes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# The *First*, `code` & [link](other.md#there)\n\n## Twice\n\n```sh\n"
        "# a comment [no](link)\n```\n\n## Twice\n\n`[no](link)` ![picture](a.png) [away](https://example.org)\n"
    )

    assert _anchors(page) == {"the-first-code--link", "twice", "twice-1"}
    assert list(_links(page)) == [(tmp_path / "other.md", "there"), (tmp_path / "a.png", "")]


def _is_data(path: Path) -> bool:
    return bool({"corpus", "data"} & set(path.relative_to(ROOT).parts))


def _prose(path: Path) -> str:
    return re.sub(
        r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )


def _links(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the file and the anchor that each link of a document leads to, but for the web's."""
    for link in re.findall(r"\]\(([^()\s]+)\)", re.sub(r"`[^`\n]*`", "", _prose(path))):
        if not re.match(r"\w+:", link):
            name, _, anchor = link.partition("#")
            yield (path.parent / name).resolve() if name else path, anchor


def _anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    seen: Counter[str] = Counter()
    anchors: set[str] = set()
    for heading in re.findall(r"^#+ (.+?)\s*$", _prose(path), re.MULTILINE):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return anchors


def test_every_command_of_the_terminal_stands_in_its_documentation() -> None:
    described = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    rows = set(re.findall(r"^\| `verbatim ([a-z]+)", described, re.MULTILINE))
    assert rows == set(COMMANDS)
    for name in COMMANDS:
        assert f"`{name}`" in readme or f"`verbatim {name}" in readme


def test_every_setting_stands_in_the_readmes_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in attrs.fields_dict(Settings):
        variable = "DISCORD_TOKEN" if name == "discord_token" else f"VERBATIM_{name.upper()}"
        assert f"| `{variable}` |" in readme
