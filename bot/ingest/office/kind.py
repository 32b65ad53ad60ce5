"""Which kind of document a ZIP package is, told by what it states and not by its name."""

from __future__ import annotations

import re
from typing import Protocol

from bot.errors import Problem, UnsupportedFormat
from bot.ingest.office import docx, epub, odp, ods, odt, pptx, xlsx
from bot.ingest.office.package import Package, open_package
from bot.ingest.reading import Reading
from bot.ingest.signatures import FileKind
from bot.progress import Report, untold


class BytesReader(Protocol):
    """Reads a package of one kind."""

    def __call__(self, data: bytes, report: Report = untold) -> Reading:
        """Return its text, and tell how far it has come."""


_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS: tuple[tuple[re.Pattern[bytes], BytesReader], ...] = (
    (re.compile(rb"(?:wordprocessingml|ms-word)[^\"']*\.main\+xml"), docx.read),
    (re.compile(rb"(?:presentationml|ms-powerpoint)[^\"']*\.main\+xml"), pptx.read),
    (re.compile(rb"(?:spreadsheetml|ms-excel)[^\"']*\.main\+xml"), xlsx.read),
)
"""What the content types of a package say of its main part."""

_OPEN_DOCUMENTS: tuple[tuple[bytes, BytesReader], ...] = (
    (b"opendocument.text", odt.read),
    (b"opendocument.spreadsheet", ods.read),
    (b"opendocument.presentation", odp.read),
)
_OTHERS: tuple[tuple[bytes, FileKind, str], ...] = (
    (b"opendocument.", FileKind.OPEN_DOCUMENT, "ODT"),
    (b"ms-excel.sheet.binary", FileKind.BINARY_WORKBOOK, "XLSX"),
)


def reader(data: bytes) -> BytesReader:
    """Return the ``read`` function for a ZIP package.

    Raises :class:`~bot.errors.UnsupportedFormat` for an archive that is no document, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    types = _part(package, _CONTENT_TYPES)
    kind = _part(package, "mimetype") or _part(package, "META-INF/manifest.xml")
    for pattern, read in _MAIN_PARTS:
        if pattern.search(types):
            return read
    for mark, read in _OPEN_DOCUMENTS:
        if mark in kind and "content.xml" in package.names:
            return read
    if b"epub+zip" in kind or (not types and "META-INF/container.xml" in package.names):
        return epub.read
    for mark, file_kind, better in _OTHERS:
        if mark in types or mark in kind:
            raise UnsupportedFormat(Problem.RELATED_FORMAT, kind=file_kind, better=better)
    raise UnsupportedFormat(Problem.ZIP_ARCHIVE)


def _part(package: Package, name: str) -> bytes:
    return package.part(name).replace(b"\0", b"") if name in package.names else b""
