"""The real PDF files of the manifest: the phrases they must give, on which page, or the error.

Three phrases hold only with white space evened out, since the manifest was made by a reader that
put what stands in several paragraphs into one: see ``ACROSS``.
"""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NoText, SourceError, UnreadableFile
from bot.ingest import pdf
from bot.ingest.decode import tidy
from bot.ingest.headings import LONGEST
from bot.ingest.reading import Reading
from bot.model import NoteKind
from tests.measure_reading import share

REAL = Path(__file__).parents[3] / "shared" / "real"
MANIFEST = REAL / "manifest.json"

ENTRIES: list[dict[str, Any]] = [
    entry
    for entry in (
        json.loads(MANIFEST.read_text(encoding="utf-8"))["files"] if MANIFEST.exists() else []
    )
    if entry["type"] == "pdf"
]
TEXTS = [entry for entry in ENTRIES if entry["expect"]["outcome"] == "text"]
ERRORS = [entry for entry in ENTRIES if entry["expect"]["outcome"] == "error"]
EITHER = [entry for entry in ENTRIES if entry["expect"]["outcome"] not in {"text", "error"}]
REPORTS = [entry for entry in TEXTS if entry["file"].startswith("pdf/")]

ACROSS = {
    "Hello, World! Hello": "one line on each of four pages",
    "0.5333 第 7.11 条": "the last cell of a table, and the paragraph below",
    "预测年初至下一报告期期末": "a question, and the boxes to tick on the next line",
}
"""The phrases that stand in several paragraphs, and which."""

TURNED = ("ووف ًخ لمخ سبق", "في النهاية، يمكن")
"""Those in which the manifest's reader turned brackets and glyphs of several letters around."""

ERRORS_OF = {"corrupt": UnreadableFile, "encrypted": UnreadableFile, "no_text": NoText}

pytestmark = pytest.mark.skipif(not ENTRIES, reason="the real documents are not here")

_READ: dict[str, Reading] = {}


def name(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def read(entry: dict[str, Any]) -> Reading:
    """Read a file once for all tests: they take seconds."""
    if entry["file"] not in _READ:
        _READ[entry["file"]] = pdf.read_pdf((REAL / "documents" / entry["file"]).read_bytes())
    return _READ[entry["file"]]


def page_at(reading: Reading, start: int) -> int:
    label = [mark.label for mark in reading.landmarks if mark.start <= start][-1]
    match = re.match(r"page (\d+)(?:, .+)?$", label)
    assert match
    return int(match[1])


def evened(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_what_a_person_reads_on_a_page_is_in_the_text_at_that_page(entry: dict[str, Any]) -> None:
    reading = read(entry)

    for expected in entry["expect"]["contains"]:
        phrase = expected["phrase"]
        if phrase.startswith(tuple(ACROSS)):
            assert phrase not in reading.text
            assert evened(phrase) in evened(reading.text)
            continue
        if phrase.startswith(TURNED):
            assert phrase not in reading.text
            assert share(reading.text, [phrase]) == 1
            continue
        start = reading.text.index(phrase)
        assert "page" not in expected or page_at(reading, start) == expected["page"]


@pytest.mark.parametrize("entry", ERRORS, ids=name)
def test_what_cannot_be_read_is_refused_for_its_own_reason(entry: dict[str, Any]) -> None:
    expected = tuple(ERRORS_OF[code] for code in entry["expect"]["code"])

    with pytest.raises(expected):
        pdf.read_pdf((REAL / "documents" / entry["file"]).read_bytes())


@pytest.mark.parametrize("entry", EITHER, ids=name)
def test_a_file_that_was_made_to_break_readers_is_read_or_refused(entry: dict[str, Any]) -> None:
    with suppress(SourceError):
        assert read(entry).text


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_texts_are_tidy_and_landmarks_stand_in_order_at_their_words(entry: dict[str, Any]) -> None:
    reading = read(entry)

    assert tidy(reading.text) == reading.text
    assert all(a.start < b.start for a, b in pairwise(reading.landmarks))
    assert reading.landmarks[0].start == 0
    for mark in reading.landmarks:
        _, _, heading = mark.label.partition(", ")
        assert len(heading) <= LONGEST
        assert not heading or reading.text[mark.start :].startswith((heading, f"{heading}\n\n"))
        assert 1 <= page_at(reading, mark.start) <= entry["expect"].get("pages", 500)


@pytest.mark.parametrize("entry", REPORTS, ids=name)
def test_nothing_but_white_space_and_hyphens_is_added_to_a_page(entry: dict[str, Any]) -> None:
    """Letters of the text that PDFium does not find on the page would be made up."""
    reading = read(entry)
    whole = "".join([reading.text, *reading.removed])
    raw = pdfium_letters(REAL / "documents" / entry["file"])

    assert set(letters(whole)) <= set(raw)
    assert len(letters(whole)) <= len(raw)
    assert NoteKind.WORDS_MAY_BE_LOST not in {note.kind for note in reading.notes}


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def pdfium_letters(path: Path) -> str:
    pypdfium2 = pytest.importorskip("pypdfium2")
    with pypdfium2.PdfDocument(path) as document:
        return letters("".join(page.get_textpage().get_text_range() for page in document))


@pytest.mark.skipif(not (REAL / "documents/nasty/hello_500pages.pdf").exists(), reason="not here")
def test_five_hundred_short_pages_are_read_within_seconds() -> None:
    data = (REAL / "documents/nasty/hello_500pages.pdf").read_bytes()

    started = time.process_time()
    pdf.read_pdf(data)

    assert time.process_time() - started < 5
