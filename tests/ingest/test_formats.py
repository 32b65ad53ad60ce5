"""The table of formats, and what has to agree with it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_type_hints

import pytest

from bot.errors import Problem, UnsupportedFormat
from bot.ingest.formats import FORMATS, TEXT, File, Format, format_of, suffixes_of_types
from tests.ingest.packages import word, zipped
from tests.refusals import refused

ROOT = Path(__file__).parents[2]
FORMAT = pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)


def test_a_name_a_suffix_and_a_type_are_of_one_format_only() -> None:
    names = [each.name for each in FORMATS]
    suffixes = [suffix for each in FORMATS for suffix in each.suffixes]
    types = [each_type for each in FORMATS for each_type in each.media_types]

    for given in (names, suffixes, types):
        assert len(given) == len(set(given))
    assert FORMATS[-1] is TEXT


@FORMAT
def test_the_usual_suffix_of_a_type_is_one_of_its_format(each: Format) -> None:
    assert set(each.media_types.values()) <= set(each.suffixes)
    for media_type, usual in each.media_types.items():
        assert suffixes_of_types()[media_type][0] == usual


@FORMAT
def test_a_reader_takes_what_it_is_given_and_returns_a_reading(each: Format) -> None:
    reader = each.loaded()

    assert get_type_hints(reader)["return"].__name__ == "Reading"
    assert set(each.takes) <= {"data", "text", "charset", "report", "recognise", "whole"}


@FORMAT
def test_the_documents_name_each_format(each: Format) -> None:
    reading = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8").casefold()
    readme = (ROOT / "README.md").read_text(encoding="utf-8").casefold()
    (promise,) = re.findall(r"any common file\.\*\*(.*?)\n\n", readme, re.DOTALL)

    assert re.search(rf"\n\|[^|]*{each.name.casefold().split()[-1]}", reading)
    assert each.name.casefold().split()[0] in " ".join(promise.split())


def test_an_archive_is_no_pdf_whatever_stands_in_it() -> None:
    stored = zipped({"a.pdf": "%PDF-1.7"}, compression=0)

    with refused(UnsupportedFormat, Problem.ZIP_ARCHIVE):
        format_of(File("a.pdf", stored))


HEAVY = {"lxml", "pypdfium2", "trafilatura"}


@pytest.mark.parametrize(
    ("name", "data", "spared"),
    [
        ("a.txt", b"The ferry runs on Sunday.", {*HEAVY, "email.message", "tomllib", "yaml"}),
        ("a.md", b"# The ferry\n\nIt runs.", {*HEAVY, "email.message", "tomllib", "yaml"}),
        ("a.docx", word("<w:p><w:r><w:t>The ferry.</w:t></w:r></w:p>"), {"trafilatura"}),
    ],
    ids=["text", "markdown", "word"],
)
def test_only_the_reader_of_its_format_is_imported_for_a_file(
    name: str, data: bytes, spared: set[str]
) -> None:
    code = (
        "import sys; from bot.worker import child;"
        f"asked = {{'filename': {name!r}, 'charset': '', 'whole': False}};"
        "child._JOBS['read']()(asked, sys.stdin.buffer.read(), print); print(*sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, check=True, timeout=120
    )

    assert not spared & set(done.stdout.decode().split())


def test_the_readers_that_must_not_know_each_other_are_those_of_the_formats() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    held = next(each["modules"] for each in contracts if each["id"] == "formats")

    readers = {f"bot.ingest.{each.reader.partition(':')[0]}" for each in FORMATS}
    for_others = {"bot.ingest.html", "bot.ingest.email_message"}  # others hold web pages
    assert set(held) == readers - for_others
