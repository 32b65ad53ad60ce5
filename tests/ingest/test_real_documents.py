"""The real texts and web pages: phrases they must give, navigation they must not.

Other formats have their own such tests; here each of their files gives a text or a sentence. PDFs,
which take long, are read only once, by their own.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.cogs.ui.problems import sentence
from bot.errors import SourceError
from bot.ingest.extract import extract
from bot.ingest.language import LANGUAGES
from bot.ingest.passages import passages
from bot.ingest.sentences import sentences
from bot.model import Source
from tests.conftest import SHARED

READ = {"txt", "html"}
REAL = SHARED / "real"
MANIFEST = REAL / "manifest.json"

ENTRIES: list[dict[str, Any]] = (
    json.loads(MANIFEST.read_text(encoding="utf-8"))["files"] if MANIFEST.exists() else []
)
TEXTS = [entry for entry in ENTRIES if entry["type"] in READ]
OTHERS = [entry for entry in ENTRIES if entry["type"] not in READ | {"pdf"}]

pytestmark = pytest.mark.skipif(not ENTRIES, reason="the real documents are not here")


def name(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def read(entry: dict[str, Any]) -> Source:
    return _read(REAL / "documents" / entry["file"])


@cache
def _read(path: Path) -> Source:
    """Read a file once for all tests."""
    return extract(path.name, path.read_bytes())


def spaced(text: str) -> str:
    """Return the text as the manifest's phrases were taken: blanks for line ends, no soft hyphens.

    The cells of its tables are parted by bars there.
    """
    return " ".join(re.sub(r"[\u00ad\u200b]", "", text).split())


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_what_a_person_reads_in_the_file_is_in_the_text(entry: dict[str, Any]) -> None:
    source = read(entry)
    # The manifest was made by a reader that leaves navigation in.
    text = spaced(
        "\n".join([*source.removed, source.text]) if entry["type"] == "txt" else source.text
    )

    for expected in entry["expect"]["contains"]:
        assert spaced(expected["phrase"]) in text


@pytest.mark.parametrize("entry", [e for e in TEXTS if e["type"] == "html"], ids=name)
def test_what_stands_around_an_article_is_not_in_its_text(entry: dict[str, Any]) -> None:
    source = read(entry)

    for phrase in entry["expect"].get("absent", []):
        assert spaced(phrase) not in spaced(source.text)
    assert source.removed
    assert source.url.startswith("http")


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_every_line_of_a_text_file_is_kept_or_shown_as_removed(entry: dict[str, Any]) -> None:
    source = read(entry)

    assert 1 <= len(source.title) <= 200
    assert source.language in LANGUAGES | {""}
    if entry["lang"]:
        assert source.language in {entry["lang"], ""}
    if entry["type"] != "html":
        raw = (REAL / "documents" / entry["file"]).read_bytes()
        kept = source.text.split("\n")
        lines = iter(kept)
        assert all(line in lines for line in kept)
        if raw.isascii() and not raw.startswith(b"---"):
            own = [line.rstrip() for line in raw.decode().splitlines() if line.strip()]
            assert sorted([*filter(None, kept), *source.removed]) == sorted(own)


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_passages_and_sentences_are_of_a_length_to_quote(entry: dict[str, Any]) -> None:
    source = read(entry)

    found = passages(source.text, source.landmarks)

    assert found
    assert max(span.end - span.start for span in found) <= 1260
    for span in found:
        ends = sentences(source.text, span)
        assert (ends[0].start, ends[-1].end) == (span.start, span.end)


@pytest.mark.parametrize("entry", OTHERS, ids=name)
def test_every_other_file_gives_a_text_or_its_own_sentence(entry: dict[str, Any]) -> None:
    try:
        outcome, text = "text", read(entry).text
    except SourceError as error:
        outcome, text = "error", sentence(error)

    assert outcome in entry["expect"]["outcome"]
    assert text.endswith(".") or outcome == "text"
