from __future__ import annotations

import time
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NoText, Problem, SourceError, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest import extract as extracting
from bot.ingest.body import MAX_CHARACTERS
from bot.ingest.extract import extract
from bot.ingest.passages import passages
from bot.ingest.signatures import FileKind
from bot.model import NoteKind
from tests.refusals import refused

DATA = Path(__file__).parents[1] / "data"
PROSE = "The council of the town has decided that the ferry will run every hour from the first."


def packed(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["page_dump.txt", "wrapped_letter.txt", "press_release.html"])
def test_a_file_is_read_whatever_it_is_called(name: str) -> None:
    data = (DATA / name).read_bytes()

    as_named, renamed = extract(name, data), extract("upload", data)

    assert renamed.text == as_named.text
    assert renamed.landmarks == as_named.landmarks
    assert as_named.language == "en"
    assert as_named.filename == name


def test_a_page_in_utf16_is_a_page() -> None:
    data = (DATA / "press_release.html").read_text(encoding="utf-8").encode("utf-16")

    assert extract("x.txt", data).publisher == "Harbourlight Trust"


def test_a_fragment_of_html_is_html_and_a_text_about_it_is_not() -> None:
    fragment = f"<h2>The ferry</h2>\n<p>{PROSE}</p>\n<p>{PROSE} Again.</p>"

    assert extract("x.txt", fragment.encode()).text.startswith("The ferry\n\nThe council")
    assert extract("x.txt", f"Write <p>this</p>.\n\n{fragment}".encode()).text.endswith("</p>")


def test_markdown_is_told_by_its_name_or_its_marks() -> None:
    assert extract("x.md", b"# Ferry\n\nSkip to content").landmarks[0].label == "Ferry"
    assert len(extract("x", b"# Ferry\n\ntext\n\n## Fares\n\ntext").landmarks) == 2
    assert extract("x.md", b"# Ferry\n\nSkip to content").removed == ()


def test_a_source_always_has_a_title() -> None:
    source = extract("ferry_fares.txt", "Parking is free on Sundays.".encode("utf-16"))

    assert (source.title, source.text) == ("ferry fares", "Parking is free on Sundays.")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, FileKind.OLD_OFFICE),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", FileKind.PICTURE),
        ("a.bmp", b"BM\0\0\0\1", FileKind.PICTURE),
        ("a.exe", b"MZ\x90\0\3", FileKind.PROGRAM),
        ("a.gz", b"\x1f\x8b\x08\0", FileKind.ARCHIVE),
        ("feed.xml", b"<?xml version='1.0'?><rss><item>x</item></rss>", FileKind.XML),
    ],
)
def test_other_formats_are_named(name: str, data: bytes, kind: FileKind) -> None:
    with refused(UnsupportedFormat, Problem.FOREIGN_FORMAT, name=name, kind=kind):
        extract(name, data)


@pytest.mark.parametrize("text", ["MZ is the mark of a program.", "BM: a note", "ID3, RIFF, GIF8"])
def test_a_text_may_begin_as_a_picture_does(text: str) -> None:
    assert extract("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        *((data, Problem.EMPTY_FILE) for data in (b"", b" \r\n\t", b"\0\0\0\0")),
        *((data, Problem.NO_WORDS) for data in (b"\xef\xbb\xbf", b"- - -\n***")),
    ],
)
def test_a_file_without_words_is_told(data: bytes, problem: Problem) -> None:
    with refused(NoText, problem, name="x.txt"):
        extract("x.txt", data)


PAGE = f"<!DOCTYPE html><html><body><p>{PROSE}</p><p>{PROSE} Again.</p></body></html>"


@pytest.mark.parametrize("name", ["page.pdf", "page.doc", "page.docx", "page"])
def test_a_page_is_read_whatever_its_name(name: str) -> None:
    assert extract(name, PAGE.encode()).text.startswith(PROSE)


def test_an_e_mail_is_told_by_its_headers() -> None:
    sent = b"From: Ann <a@b.org>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n\r\nIt runs.\r\n"
    pasted = b"From: Ann\nSubject: Ferry\n\nIt runs."

    assert extract("mail.txt", sent).text == "It runs."
    assert extract("mail.txt", pasted).text == pasted.decode()


def test_a_text_of_too_many_lines_is_told() -> None:
    with refused(TooLarge, Problem.TOO_MANY_LINES, name="x.txt", count=300_000, limit=250_000):
        extract("x.txt", b"a\n" * 300_000 + b"b")


def test_a_broken_file_is_told() -> None:
    with refused(UnreadableFile, Problem.NOT_ITS_SUFFIX, name="a.odt", format="ODT"):
        extract("a.odt", b"This is not a zip.")
    with refused(UnreadableFile, Problem.NOT_TEXT, name="a.txt"):
        extract("a.txt", bytes(range(256)) * 10)


def test_a_text_over_the_limit_is_told() -> None:
    with refused(TooLarge, Problem.TOO_MANY_CHARACTERS, count=8_000_001, limit=MAX_CHARACTERS):
        extract("x.txt", b"x" * (MAX_CHARACTERS + 1))


def test_the_limit_is_on_a_page_s_text_and_not_on_its_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><!-- {'x' * 300} --><p>{PROSE}</p></body></html>".encode()
    monkeypatch.setattr(extracting, "MAX_CHARACTERS", 200)

    assert extract("x.html", page).text == PROSE
    monkeypatch.setattr(extracting, "MAX_CHARACTERS", 50)
    with pytest.raises(TooLarge):
        extract("x.html", page)


def test_letters_that_cannot_be_read_are_noted() -> None:
    whole = "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心。".encode()

    cut = extract("a.txt", whole[:40] + whole[41:])

    assert "\ufffd" in cut.text
    assert [note.kind for note in cut.notes] == [NoteKind.UNREADABLE_LETTERS]
    assert extract("a.txt", whole).notes == ()


@settings(deadline=None)
@given(st.text(max_size=30), st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_gives_a_source_or_a_sentence(name: str, data: bytes) -> None:
    with suppress(SourceError):
        source = extract(name, data)
        assert source.filename == name
        assert source.text.strip()
        assert 1 <= len(source.title) <= 200


@pytest.mark.parametrize(
    "bit",
    [
        *(
            "- \n",
            "-\n",
            "word\n",
            "word\n\n",
            "a\n-\n",
            "a:\n\n",
            "[a](",
            "移\n",
            "1 г. ",
            ". » ",
            "A.",
        ),
        *("12 ", "a@b ", " ", "<!---->", "```\n", "a\tb\n", "*", "x", "About\nAbout\n-\n"),
    ],
)
def test_no_text_takes_out_of_proportion_long(bit: str) -> None:
    text = f"# Head {bit * (20_000 // len(bit))}x"
    started = time.process_time()

    source = extract("x.txt", text.encode())
    found = passages(source.text, source.landmarks)

    assert found
    # A fifth of a second; with the square of the length, five.
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", ["report.pdf", "notes.txt"])
def test_a_broken_pdf_is_told_as_one_whatever_its_name(name: str) -> None:
    with refused(UnreadableFile, Problem.DAMAGED, name=name):
        extract(name, b"%PDF-1.7\n...")
