"""Choose the reader by what a file holds, whatever its name says, and apply the limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import TypeAlias

from bot.errors import NoText, Problem, SourceError, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest import csv, email_message, html, markdown, pdf, plain, signatures
from bot.ingest.body import MAX_CHARACTERS
from bot.ingest.dates import published
from bot.ingest.decode import decode
from bot.ingest.language import settle
from bot.ingest.office import rtf
from bot.ingest.office.kind import reader as office_reader
from bot.ingest.reading import Reading
from bot.ingest.signatures import FileKind
from bot.ingest.title import propose, shown
from bot.model import Source
from bot.progress import Report, untold

TextReader: TypeAlias = Callable[[str], Reading]

MAX_LINES = 250_000
"""Lines of a text. One of the greatest length has 100,000 when it is wrapped at 80 columns; half a
million lines of a word or two are looked at for half a minute."""

_PDF_HEADER = 1024
"""Bytes in which viewers look for ``%PDF-``, as the appendix of the PDF reference allows."""

_BINARY_SUFFIXES = frozenset(
    {
        *(
            ".pdf",
            ".docx",
            ".doc",
            ".odt",
            ".ods",
            ".odp",
            ".pptx",
            ".ppt",
            ".xlsx",
            ".xls",
            ".epub",
            ".rtf",
        ),
        *(".png", ".jpg", ".jpeg", ".gif", ".zip"),
    }
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|body)\b", re.DOTALL
)
_HTML_TAG = re.compile(r"</(?:p|div|h[1-6]|li|td|span|a|article|section)>", re.IGNORECASE)
_XML_START = re.compile(r"\s*<(?:\?xml|rss|feed|svg)\b")


def extract(
    filename: str,
    data: bytes,
    report: Report = untold,
    recognise: pdf.Recognise | None = None,
    *,
    charset: str = "",
) -> Source:
    """Return the clean text of a file and what it says of itself.

    Pure and synchronous, so that it can run in a worker; formats that can be long tell ``report``
    how far it has come, and pages without text go to ``recognise``. ``charset`` is what a server
    calls the encoding of a text. Raises
    :class:`~bot.errors.UnsupportedFormat` for a format that is not read,
    :class:`~bot.errors.UnreadableFile` for a broken file, :class:`~bot.errors.NoText` for one
    without text and :class:`~bot.errors.TooLarge` for a text over :data:`MAX_CHARACTERS`.
    """
    try:
        return _extracted(filename, data, charset, report, recognise)
    except SourceError as error:
        error.about(shown(filename))
        raise


def _extracted(
    filename: str, data: bytes, charset: str, report: Report, recognise: pdf.Recognise | None
) -> Source:
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise NoText(Problem.EMPTY_FILE)
    reading = _read(shown(filename), data, charset, report, recognise)
    _limit(reading.text)
    if not any(map(str.isalnum, reading.text)):
        raise NoText(Problem.NO_WORDS)
    language = settle(reading.language, reading.text)
    return Source(
        filename=filename,
        text=reading.text,
        title=propose([reading.title], filename),
        publisher=reading.publisher,
        date=reading.date or published(reading.text, language),
        url=reading.url,
        language=language,
        landmarks=reading.landmarks,
        removed=reading.removed,
        notes=reading.notes,
        stretches=reading.stretches,
    )


def _read(
    name: str, data: bytes, charset: str, report: Report, recognise: pdf.Recognise | None
) -> Reading:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_reader(data)(data, report)
    if b"%PDF-" in data[:_PDF_HEADER]:
        return pdf.read(data, report, recognise)
    if data.lstrip()[: len(rtf.SIGNATURE)] == rtf.SIGNATURE:
        return rtf.read(data)
    _refuse_other_formats(name, data)
    suffix = PurePath(name).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return csv.read(data, charset)
    if suffix == ".eml" or email_message.is_message(data):
        return email_message.read(data)
    text = decode(data, charset)
    read = _reader(name, text)
    if read is not html.read:  # whose text is a small part of its file
        _limit(text)
    return read(text)


def _limit(text: str) -> None:
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise TooLarge(Problem.TOO_MANY_LINES, count=lines, limit=MAX_LINES)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(Problem.TOO_MANY_CHARACTERS, count=len(text), limit=MAX_CHARACTERS)


def _refuse_other_formats(name: str, data: bytes) -> None:
    if signatures.is_locked(data):
        raise UnreadableFile(Problem.PASSWORD)
    if kind := signatures.kind(data):
        raise UnsupportedFormat(Problem.FOREIGN_FORMAT, kind=kind)
    suffix = PurePath(name).suffix.lower()
    if suffix in _BINARY_SUFFIXES and not _HTML_START.match(data[:3000].decode("latin-1").lower()):
        promised = suffix.removeprefix(".").upper()
        raise UnreadableFile(Problem.NOT_ITS_SUFFIX, format=promised)


def _reader(name: str, text: str) -> TextReader:
    suffix = PurePath(name).suffix.lower()
    start = text[:3000].lstrip("\ufeff").lower()
    if _HTML_START.match(start) or (suffix in {".html", ".htm", ".xhtml"} and "<" in start):
        return html.read
    if start.lstrip().startswith("<") and len(_HTML_TAG.findall(text[:20_000])) >= 3:
        return html.read
    if _XML_START.match(start):
        raise UnsupportedFormat(Problem.FOREIGN_FORMAT, kind=FileKind.XML)
    if suffix in {".md", ".markdown"} or markdown.is_markdown(text):
        return markdown.read
    return plain.read
