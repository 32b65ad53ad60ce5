from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Problem, SourceError, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest import csv, email_message
from bot.ingest.extract import extract
from bot.ingest.formats import WORD, File, format_of
from bot.ingest.office import docx, epub, odt, package, pptx, xlsx
from bot.ingest.office.package import open_package, parse
from bot.ingest.reading import Reading
from bot.ingest.signatures import FileKind
from bot.progress import Progress, Unit
from tests.ingest.packages import (
    book,
    content_types,
    open_document,
    p,
    row,
    slides,
    sp,
    table,
    tc,
    word,
    workbook,
    zipped,
)
from tests.refusals import refused

XHTML = "<html><body><h1>Title</h1><p>Text of a chapter.</p></body></html>"
OFFICE = {
    "docx": word(
        p("Heading", '<w:outlineLvl w:val="0"/>')
        + table(tc("a") + tc("b"))
        + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
        footnotes=f'<w:footnote w:id="1">{p("Note")}</w:footnote>',
        styles='<w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="a"/></w:style>',
        core="<dc:title>Title</dc:title>",
    ),
    "odt": open_document('<text:h>Heading</text:h><text:p text:style-name="a">Text</text:p>'),
    "pptx": slides(sp("Title", kind="title") + sp("Text")),
    "xlsx": workbook(("Sheet", f"<sheetData>{row('a', 'b')}{row('1', '2')}</sheetData>")),
    "epub": book({"a.xhtml": XHTML}, metadata="<dc:title>Title</dc:title>"),
}
READERS: dict[str, Callable[[bytes], Reading]] = {
    "docx": docx.read_docx,
    "odt": odt.read_odt,
    "pptx": pptx.read_pptx,
    "xlsx": xlsx.read_xlsx,
    "epub": epub.read_epub,
    "csv": csv.read_csv,
    "eml": email_message.read_email,
}
MESSAGE = (
    b"From: A <a@b.c>\nSubject: =?utf-8?q?a?=\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n"
    b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n'
    b"Content-Type: text/plain; charset=latin-1\n"
    b"Content-Transfer-Encoding: quoted-printable\n\nText=E9\n--x\nContent-Type: text/html\n\n"
    b"<p>Text</p>\n--x--\n"
)


def ends_well(read: Callable[[bytes], Reading], data: bytes) -> None:
    try:
        assert isinstance(read(data), Reading)
    except SourceError as error:
        assert error.refusal.problem in Problem  # noqa: PT017 (either of two ends is good)


def any_read(data: bytes) -> Reading:
    file = File("", data)
    return format_of(file).read(file)


@pytest.mark.parametrize("kind", OFFICE)
def test_each_kind_is_told_by_what_the_package_states(kind: str) -> None:
    assert format_of(File("", OFFICE[kind])).suffixes == (f".{kind}",)


@pytest.mark.parametrize(
    ("data", "problem", "kind"),
    [
        (zipped({"a.txt": "a"}), Problem.ZIP_ARCHIVE, None),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.graphics"}),
            Problem.RELATED_FORMAT,
            FileKind.OPEN_DOCUMENT,
        ),
        (
            zipped({"[Content_Types].xml": content_types("ms-excel.sheet.binary.main")}),
            Problem.RELATED_FORMAT,
            FileKind.BINARY_WORKBOOK,
        ),
    ],
)
def test_other_packages_are_named_and_refused(
    data: bytes, problem: Problem, kind: FileKind | None
) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        format_of(File("", data))

    assert caught.value.problem is problem
    assert caught.value.refusal.facts.get("kind") == kind


def test_a_document_with_macros_is_a_document() -> None:
    macros = content_types("ms-word.document.macroEnabled.main+xml")

    assert format_of(File("", zipped({"[Content_Types].xml": macros}))) is WORD


def test_too_many_parts_are_refused() -> None:
    with refused(TooLarge, Problem.TOO_MANY_PARTS, count=5_001, limit=5_000):
        open_package(zipped({str(n): "" for n in range(5_001)}))


def test_a_part_that_is_packed_too_well_is_a_bomb() -> None:
    with refused(TooLarge, Problem.UNPACKS_TOO_LARGE):
        open_package(zipped({"a": bytes(2_000_000)}))


def test_more_than_the_limit_in_all_parts_together_is_refused() -> None:
    data = bytearray(zipped({"a": "a", "b": "b"}, compression=zipfile.ZIP_STORED))
    for match in (0, 1):  # the sizes that the directory states
        at = [i for i in range(len(data)) if data[i : i + 4] == b"PK\1\2"][match]
        data[at + 20 : at + 28] = struct.pack("<II", 120_000_000, 120_000_000)

    with refused(TooLarge, Problem.UNPACKS_TOO_LARGE):
        open_package(bytes(data))


def test_what_is_unpacked_is_counted_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a": "12345", "b": "12345"})
    monkeypatch.setattr(package, "MAX_UNPACKED", 10)
    opened = open_package(data)
    assert opened.part("a") == b"12345"
    assert opened.part("b") == b"12345"
    with refused(TooLarge, Problem.UNPACKS_TOO_LARGE):
        opened.part("b")


def test_a_part_over_its_limit_is_refused() -> None:
    with refused(TooLarge, Problem.UNPACKS_TOO_LARGE):
        open_package(zipped({"a": "12345"})).part("a", 4)


def test_a_part_in_an_unknown_compression_is_no_matter_of_passwords() -> None:
    data = bytearray(zipped({"a": "a"}))
    data[data.index(b"PK\1\2") + 10] = 99

    with refused(UnreadableFile, Problem.DAMAGED):
        open_package(bytes(data)).part("a")


def test_a_size_that_the_directory_understates_does_no_harm() -> None:
    data = bytearray(zipped({"a": b"x" * 5_000}))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 10)

    with refused(UnreadableFile, Problem.DAMAGED):
        open_package(bytes(data)).part("a")


def test_an_encrypted_part_is_a_password() -> None:
    data = bytearray(zipped({"a": "a"}))
    data[data.index(b"PK\1\2") + 8] |= 1

    with refused(UnreadableFile, Problem.PASSWORD):
        open_package(bytes(data))


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"PK\5\6", zipped({"a": "a"})[:-10]])
def test_a_broken_directory_is_a_damaged_file(data: bytes) -> None:
    with refused(UnreadableFile, Problem.DAMAGED):
        open_package(data)


def test_a_changed_byte_in_a_part_is_a_damaged_file() -> None:
    data = zipped({"a": "abcdef"}, compression=zipfile.ZIP_STORED).replace(b"abcdef", b"abXdef")

    with refused(UnreadableFile, Problem.DAMAGED):
        open_package(data).part("a")


def test_a_missing_part_is_named() -> None:
    with refused(UnreadableFile, Problem.INCOMPLETE, part="word/x.xml"):
        open_package(zipped({})).part("word/x.xml")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><x>&c;</x>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><x/>'


@pytest.mark.parametrize("text", [LAUGHS, EXTERNAL, OUTSIDE], ids=["laughs", "external", "outside"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp037"])
def test_entities_are_refused_in_any_encoding(text: str, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'

    data = declared.encode(encoding)
    opened = open_package(zipped({"x": data}))

    with pytest.raises(UnreadableFile, match=r"entities|damaged"):
        parse(data)
    with pytest.raises(UnreadableFile, match=r"entities|damaged"):
        list(opened.elements("x", "x"))


def test_an_undeclared_entity_is_a_damaged_file() -> None:
    with refused(UnreadableFile, Problem.DAMAGED):
        parse(b"<x>&nbsp;</x>")


def test_xml_in_utf_16_is_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><x>Привет</x>'

    assert parse(text.encode("utf-16")).text == "Привет"


def test_comments_and_instructions_are_no_elements() -> None:
    assert [each.tag for each in parse(b"<x><!-- a --><?b c?><d/></x>")] == ["d"]


def test_nesting_beyond_reason_is_refused() -> None:
    with refused(UnreadableFile, Problem.NESTED_TOO_DEEPLY):
        parse(b"<x>" * 1_000 + b"</x>" * 1_000)


@pytest.mark.parametrize(
    ("kind", "around"),
    [
        ("docx", ("<w:tbl><w:tr><w:tc/><w:tc>", "</w:tc></w:tr></w:tbl>")),
        ("docx", ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")),
        ("docx", ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>")),
        ("odt", ("<text:section>", "</text:section>")),
        ("odt", ("<text:list><text:list-item>", "</text:list-item></text:list>")),
    ],
)
@pytest.mark.parametrize("depth", [50, 75, 120, 240, 2_000])
def test_what_is_not_nested_too_deeply_to_be_parsed_can_be_read(
    kind: str, around: tuple[str, str], depth: int
) -> None:
    inner = {"docx": p("x"), "odt": "<text:p>x</text:p>"}[kind]
    body = around[0] * depth + inner + around[1] * depth
    data = {"docx": word, "odt": open_document}[kind](body)

    try:
        assert READERS[kind](data).text == "x"
    except UnreadableFile as error:
        deep = error.problem is Problem.NESTED_TOO_DEEPLY
        assert deep
        assert depth > 75


@pytest.mark.parametrize("kind", OFFICE)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bit_flipped_packages_end_well(kind: str, data: st.DataObject) -> None:
    broken = bytearray(OFFICE[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    ends_well(any_read, bytes(broken))


@pytest.mark.parametrize("kind", OFFICE)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_truncated_packages_end_well(kind: str, data: st.DataObject) -> None:
    ends_well(any_read, OFFICE[kind][: data.draw(st.integers(0, len(OFFICE[kind])))])


@pytest.mark.parametrize("kind", OFFICE)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_parts_with_changed_xml_end_well(kind: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(OFFICE[kind])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    text = parts[name]
    cut, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    put = data.draw(st.sampled_from([b"", b"-1", b"999999999999", b"\xff", b"<a/>", b'"', b"&#1;"]))
    parts[name] = text[:cut] + put + text[end:]

    ends_well(READERS[kind], zipped({**parts}))


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=400))
def test_random_bytes_end_well(kind: str, data: bytes) -> None:
    ends_well(READERS[kind], data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_changed_emails_end_well(data: st.DataObject) -> None:
    at, end = sorted(data.draw(st.integers(0, len(MESSAGE))) for _ in range(2))
    put = data.draw(
        st.binary(max_size=8) | st.sampled_from([b"=?x?b?=", b"\0", b'"', b"charset=x"])
    )

    ends_well(email_message.read_email, MESSAGE[:at] + put + MESSAGE[end:])


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("docx", [Progress(Unit.PARAGRAPH, count, 3) for count in (1, 2, 3)]),
        ("odt", [Progress(Unit.PARAGRAPH, count, 2) for count in (1, 2)]),
        ("pptx", [Progress(Unit.SLIDE, 1, 1)]),
        ("xlsx", [Progress(Unit.SHEET, 1, 1)]),
        ("epub", [Progress(Unit.CHAPTER, 1, 1)]),
    ],
)
def test_each_kind_tells_what_it_is_reading(kind: str, told: list[Progress]) -> None:
    heard: list[Progress] = []

    extract(kind, OFFICE[kind], heard.append)

    assert heard == told
