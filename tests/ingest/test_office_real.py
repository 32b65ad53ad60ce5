from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Problem, SourceError
from bot.ingest.decode import tidy
from bot.ingest.formats import File, format_of
from bot.ingest.office import odt
from bot.ingest.passages import passages
from bot.ingest.reading import Reading
from tests.refusals import refused

REAL = Path(__file__).parents[3] / "shared" / "real"
MANIFEST = REAL / "manifest.json"
FILES: list[dict[str, Any]] = (
    json.loads(MANIFEST.read_text(encoding="utf-8"))["files"] if MANIFEST.exists() else []
)
KINDS = {"docx", "odt", "pptx", "xlsx", "csv"}
ERRORS = {
    "nasty/truncated.docx": Problem.DAMAGED,
    "nasty/fuzz2.docx": Problem.DAMAGED,
    "nasty/external_entity.docx": Problem.XML_ENTITIES,
    "nasty/odt_not_zip.odt": Problem.DAMAGED,
    "nasty/badzip.zip": Problem.ZIP_ARCHIVE,
}

pytestmark = pytest.mark.skipif(not FILES, reason="the real documents are not beside the checkout")


def files(outcome: str) -> list[dict[str, Any]]:
    return [
        file for file in FILES if file["type"] in KINDS and file["expect"]["outcome"] == outcome
    ]


def read(file: dict[str, Any]) -> Reading:
    return _read(file["file"])


@cache
def _read(name: str) -> Reading:
    """Read a file once for all tests."""
    return read_bytes(name, (REAL / "documents" / name).read_bytes())


def read_bytes(name: str, data: bytes) -> Reading:
    file = File(name, data)
    return format_of(file).read(file)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("file", files("text"), ids=lambda file: str(file["file"]))
def test_a_real_document_has_the_phrases_that_reading_it_must_give(file: dict[str, Any]) -> None:
    text = read(file).text

    for phrase in (str(each["phrase"]) for each in file["expect"]["contains"]):
        if " | " in phrase:  # cells: each after the name of its column, or a row of names
            cells = [re.escape(cell.strip()) for cell in phrase.split("|") if cell.strip()]
            assert re.search(r"(?:\t|; [^\n;:]+: )".join(cells), text), phrase
        else:
            # Numbers of items, which pages show, are not in every reader's text.
            unnumbered = re.sub(r"^\d+\. ", "", text, flags=re.MULTILINE)
            assert on_one_line(phrase) in f"{on_one_line(text)}\n{on_one_line(unnumbered)}"


@pytest.mark.parametrize("file", files("text"), ids=lambda file: str(file["file"]))
def test_a_real_document_is_stored_as_it_is_read(file: dict[str, Any]) -> None:
    reading = read(file)
    starts = [mark.start for mark in reading.landmarks]

    assert tidy(reading.text) == reading.text
    assert starts == sorted(set(starts))
    assert all(0 <= start < len(reading.text) for start in starts)
    assert passages(reading.text, reading.landmarks)


@pytest.mark.parametrize("name", ERRORS)
def test_a_broken_document_ends_in_its_own_sentence(name: str) -> None:
    data = (REAL / "documents" / name).read_bytes()

    with refused(SourceError, ERRORS[name]):
        odt.read_odt(data) if name.endswith("odt") else read_bytes(name, data)
