"""The formats that are read: how each is recognised and named, and which function reads it.

What a file holds decides, whatever its name says; the name counts only where the contents leave it
open, as between a table and a text. A reader is imported when a file of its format is read:
:mod:`bot.ingest.extract` takes .11 seconds of computing and 13 MB to import, and all readers take
.31 seconds and 28 MB more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TypeAlias

from bot.errors import Problem, UnreadableFile, UnsupportedFormat
from bot.ingest import signatures
from bot.ingest.reading import Reading
from bot.ingest.signatures import FileKind
from bot.progress import Report, untold

Recognise: TypeAlias = Callable[[bytes], str]
"""Reads a picture, as :data:`bot.ingest.pdf.scans.Recognise` has it."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_HEADER = 1024
"""Bytes in which viewers look for ``%PDF-``, as the appendix of the PDF reference allows."""

_HEADS = 20_000
"""Bytes in which an e-mail shows by its headers that it is one."""

_HEADER = re.compile(rb"(?:From \S+ [^\n]*\d{4}\r?\n)?[A-Za-z][A-Za-z-]*: ")
_TRAVELLED = re.compile(
    rb"^(?:message-id|mime-version|received|return-path):", re.IGNORECASE | re.MULTILINE
)
_RTF = b"{\\rtf"
_WORD = re.compile(rb"(?:wordprocessingml|ms-word)[^\"']*\.main\+xml")
_POWERPOINT = re.compile(rb"(?:presentationml|ms-powerpoint)[^\"']*\.main\+xml")
_EXCEL = re.compile(rb"(?:spreadsheetml|ms-excel)[^\"']*\.main\+xml")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|body)\b", re.DOTALL
)
_HTML_TAG = re.compile(r"</(?:p|div|h[1-6]|li|td|span|a|article|section)>", re.IGNORECASE)
_XML_START = re.compile(r"\s*<(?:\?xml|rss|feed|svg)\b")
_START = 3000

_OOXML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_UNREAD = frozenset({".doc", ".ppt", ".xls", ".png", ".jpg", ".jpeg", ".gif", ".zip"})
"""Suffixes of files that are no text, either, though no format here has them."""

_RELATED: tuple[tuple[bytes, FileKind, str], ...] = (
    (b"opendocument.", FileKind.OPEN_DOCUMENT, "ODT"),
    (b"ms-excel.sheet.binary", FileKind.BINARY_WORKBOOK, "XLSX"),
)
"""What packages state that are no documents, what they are, and what to save them as."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a ZIP package states of itself: its types of content, its kind, and its parts."""

    types: bytes
    kind: bytes
    names: frozenset[str]


@dataclass(frozen=True)
class File:
    """A file that is to be read, looked into as far as is needed to tell its format."""

    name: str
    data: bytes
    charset: str = ""
    """What a server calls the encoding of a text."""
    whole: bool = False
    """Whether lines that look like navigation, running heads or contents stay."""
    report: Report = untold
    recognise: Recognise | None = None

    @cached_property
    def suffix(self) -> str:
        """Return the suffix of the name in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()

    @cached_property
    def package(self) -> Package | None:
        """Return what a ZIP package states, ``None`` for any other file."""
        if not self.data.startswith(_ZIP):
            return None
        from bot.ingest.office.package import open_package  # noqa: PLC0415 (with lxml)

        package = open_package(self.data)

        def part(name: str) -> bytes:
            return package.part(name).replace(b"\0", b"") if name in package.names else b""

        kind = part("mimetype") or part("META-INF/manifest.xml")
        return Package(part("[Content_Types].xml"), kind, package.names)

    @cached_property
    def text(self) -> str:
        """Return what the file holds as text."""
        from bot.ingest.decode import decode  # noqa: PLC0415 (.015 seconds; `ask` knows formats)

        return decode(self.data, self.charset)

    @cached_property
    def start(self) -> str:
        """Return the beginning of the text in lower case."""
        return self.text[:_START].lstrip("\ufeff").lower()


@dataclass(frozen=True)
class Format:
    """A format that is read."""

    name: str
    """What people call it."""
    suffixes: tuple[str, ...]
    media_types: Mapping[str, str]
    """The types under which servers send it, each with the usual suffix."""
    reader: str
    """The function that reads it, as ``module:name`` below :mod:`bot.ingest`."""
    fits: Callable[[File], bool]
    """Tells whether a file that is of no format before it in :data:`FORMATS` is of this one."""
    takes: tuple[str, ...] = ("data",)
    """What of a file the reader takes."""
    _: KW_ONLY
    is_binary: bool = True
    """Whether its files are no texts."""

    def loaded(self) -> Callable[..., Reading]:
        """Import the reader and return it."""
        module, name = self.reader.split(":")
        reader: Callable[..., Reading] = getattr(import_module(f"bot.ingest.{module}"), name)
        return reader

    def read(self, file: File) -> Reading:
        """Return what a file of this format holds; raises what its reader raises."""
        return self.loaded()(*(getattr(file, each) for each in self.takes))


def _states(pattern: re.Pattern[bytes]) -> Callable[[File], bool]:
    return lambda file: file.package is not None and bool(pattern.search(file.package.types))


def _is_open_document(kind: bytes) -> Callable[[File], bool]:
    def fits(file: File) -> bool:
        package = file.package
        return package is not None and kind in package.kind and "content.xml" in package.names

    return fits


def _is_epub(file: File) -> bool:
    package = file.package
    if package is None:
        return False
    contained = not package.types and "META-INF/container.xml" in package.names
    return b"epub+zip" in package.kind or contained


def _is_table(file: File) -> bool:
    return file.suffix in CSV.suffixes


def _is_email(file: File) -> bool:
    return file.suffix == ".eml" or is_message(file.data)


def is_message(data: bytes) -> bool:
    """Tell whether a file without a telling name is an e-mail: by headers that no letter has."""
    head = data[:_HEADS].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _HEADER.match(head) is not None and _TRAVELLED.search(head) is not None


def _is_html(file: File) -> bool:
    if _HTML_START.match(file.start):
        return True
    if file.suffix in HTML.suffixes and "<" in file.start:
        return True
    return file.start.lstrip().startswith("<") and len(_HTML_TAG.findall(file.text[:20_000])) >= 3


def _is_markdown(file: File) -> bool:
    from bot.ingest.markdown import is_markdown  # noqa: PLC0415 (not for other formats)

    return file.suffix in MARKDOWN.suffixes or is_markdown(file.text)


WORD = Format(
    "Word",
    (".docx",),
    MappingProxyType({f"{_OOXML}.wordprocessingml.document": ".docx"}),
    "office.docx:read_docx",
    _states(_WORD),
    ("data", "report", "whole"),
)
POWERPOINT = Format(
    "PowerPoint",
    (".pptx",),
    MappingProxyType({f"{_OOXML}.presentationml.presentation": ".pptx"}),
    "office.pptx:read_pptx",
    _states(_POWERPOINT),
    ("data", "report"),
)
EXCEL = Format(
    "Excel",
    (".xlsx",),
    MappingProxyType({f"{_OOXML}.spreadsheetml.sheet": ".xlsx"}),
    "office.xlsx:read_xlsx",
    _states(_EXCEL),
    ("data", "report"),
)
OPEN_DOCUMENT_TEXT = Format(
    "OpenDocument text",
    (".odt",),
    MappingProxyType({f"{_OPEN_DOCUMENT}.text": ".odt"}),
    "office.odt:read_odt",
    _is_open_document(b"opendocument.text"),
    ("data", "report", "whole"),
)
OPEN_DOCUMENT_SPREADSHEET = Format(
    "OpenDocument spreadsheet",
    (".ods",),
    MappingProxyType({f"{_OPEN_DOCUMENT}.spreadsheet": ".ods"}),
    "office.ods:read_ods",
    _is_open_document(b"opendocument.spreadsheet"),
    ("data", "report"),
)
OPEN_DOCUMENT_PRESENTATION = Format(
    "OpenDocument presentation",
    (".odp",),
    MappingProxyType({f"{_OPEN_DOCUMENT}.presentation": ".odp"}),
    "office.odp:read_odp",
    _is_open_document(b"opendocument.presentation"),
    ("data", "report"),
)
EPUB = Format(
    "e-book",
    (".epub",),
    MappingProxyType({"application/epub+zip": ".epub"}),
    "office.epub:read_epub",
    _is_epub,
    ("data", "report"),
)
PDF = Format(
    "PDF",
    (".pdf",),
    MappingProxyType({"application/pdf": ".pdf", "application/x-pdf": ".pdf"}),
    "pdf:read_pdf",
    lambda file: file.package is None and b"%PDF-" in file.data[:_PDF_HEADER],
    ("data", "report", "recognise", "whole"),
)
RTF = Format(
    "RTF",
    (".rtf",),
    MappingProxyType({"application/rtf": ".rtf", "text/rtf": ".rtf"}),
    "office.rtf:read_rtf",
    lambda file: file.data.lstrip()[: len(_RTF)] == _RTF,
    ("data", "whole"),
)
CSV = Format(
    "CSV",
    (".csv", ".tsv"),
    MappingProxyType(
        {"text/csv": ".csv", "application/csv": ".csv", "text/tab-separated-values": ".tsv"}
    ),
    "csv:read_csv",
    _is_table,
    ("data", "charset"),
    is_binary=False,
)
EMAIL = Format(
    "e-mail",
    (".eml",),
    MappingProxyType({"message/rfc822": ".eml"}),
    "email_message:read_email",
    _is_email,
    ("data", "whole"),
    is_binary=False,
)
HTML = Format(
    "web page",
    (".html", ".htm", ".xhtml"),
    MappingProxyType({"text/html": ".html", "application/xhtml+xml": ".xhtml"}),
    "html:read_html",
    _is_html,
    ("text", "whole"),
    is_binary=False,
)
MARKDOWN = Format(
    "Markdown",
    (".md", ".markdown"),
    MappingProxyType({"text/markdown": ".md", "text/x-markdown": ".md"}),
    "markdown:read_markdown",
    _is_markdown,
    ("text",),
    is_binary=False,
)
TEXT = Format(
    "text",
    (".txt",),
    MappingProxyType({"text/plain": ".txt"}),
    "plain:read_plain",
    lambda _: True,
    ("text", "whole"),
    is_binary=False,
)

FORMATS = (
    *(PDF, WORD, POWERPOINT, EXCEL),
    *(OPEN_DOCUMENT_TEXT, OPEN_DOCUMENT_SPREADSHEET, OPEN_DOCUMENT_PRESENTATION),
    *(EPUB, RTF, CSV, EMAIL, HTML, MARKDOWN, TEXT),
)
"""In the order in which they are tried, those of texts last."""


def format_of(file: File) -> Format:
    """Return the format of a file.

    Raises :class:`~bot.errors.UnsupportedFormat` for one that is not read, and
    :class:`~bot.errors.UnreadableFile` for a package that is broken, for a file with a password,
    and for one that is not what its suffix says.
    """
    for each in FORMATS:
        if each.is_binary and each.fits(file):
            return each
    _refuse_packages(file)
    _refuse_foreign(file)
    found = next(each for each in FORMATS if not each.is_binary and each.fits(file))
    if found in (MARKDOWN, TEXT) and _XML_START.match(file.start):
        raise UnsupportedFormat(Problem.FOREIGN_FORMAT, kind=FileKind.XML)
    return found


def suffixes_of_types() -> dict[str, tuple[str, ...]]:
    """Return each media type with the suffixes of its files, the usual one first.

    What is sent as plain text may be of any format of texts but a web page, whose name decides.
    """
    found = {
        media_type: (usual, *(suffix for suffix in each.suffixes if suffix != usual))
        for each in FORMATS
        for media_type, usual in each.media_types.items()
    }
    texts = (each for each in FORMATS if not each.is_binary and each not in (HTML, TEXT))
    return found | {
        media_type: (*TEXT.suffixes, *(suffix for each in texts for suffix in each.suffixes))
        for media_type in TEXT.media_types
    }


def _refuse_packages(file: File) -> None:
    if file.package is None:
        return
    for mark, kind, better in _RELATED:
        if mark in file.package.types or mark in file.package.kind:
            raise UnsupportedFormat(Problem.RELATED_FORMAT, kind=kind, better=better)
    raise UnsupportedFormat(Problem.ZIP_ARCHIVE)


def _refuse_foreign(file: File) -> None:
    if signatures.is_locked(file.data):
        raise UnreadableFile(Problem.PASSWORD)
    if kind := signatures.kind(file.data):
        raise UnsupportedFormat(Problem.FOREIGN_FORMAT, kind=kind)
    binary = {suffix for each in FORMATS if each.is_binary for suffix in each.suffixes} | _UNREAD
    start = file.data[:_START].decode("latin-1").lower()
    if file.suffix in binary and not _HTML_START.match(start):
        promised = file.suffix.removeprefix(".").upper()
        raise UnreadableFile(Problem.NOT_ITS_SUFFIX, format=promised)
