"""Choose the reader by what a file holds, whatever its name says, and apply the limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import TypeAlias

from bot.errors import NoText, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest import csv, email_message, html, markdown, pdf, plain, signatures
from bot.ingest.body import MAX_CHARACTERS
from bot.ingest.dates import published
from bot.ingest.decode import decode
from bot.ingest.language import settle
from bot.ingest.office import rtf
from bot.ingest.office.kind import reader as office_reader
from bot.ingest.reading import Reading
from bot.ingest.title import propose, shown
from bot.model import Source
from bot.progress import Report, untold

TextReader: TypeAlias = Callable[[str], Reading]

MAX_LINES = 250_000
"""Lines of a text. One of the greatest length has 100,000 when it is wrapped at 80 columns; half a
million lines of a word or two are looked at for half a minute."""

_ADVICE = "Save it as PDF, Word, text, Markdown or HTML and add that."

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
) -> Source:
    """Return the clean text of a file and what it says of itself.

    Pure and synchronous, so that it can run in a worker; formats that can be long tell ``report``
    how far it has come, and pages without text go to ``recognise``. Raises
    :class:`~bot.errors.UnsupportedFormat` for a format that is not read,
    :class:`~bot.errors.UnreadableFile` for a broken file, :class:`~bot.errors.NoText` for one
    without text and :class:`~bot.errors.TooLarge` for a text over :data:`MAX_CHARACTERS`.
    """
    name = shown(filename)
    if not data.strip(b"\0 \t\r\n\f\v"):
        message = f"{name} is empty. Add a file with text in it."
        raise NoText(message)
    reading = _read(name, data, report, recognise)
    _limit(name, reading.text)
    if not any(map(str.isalnum, reading.text)):
        message = f"{name} holds no words that could be quoted. Add a file with text in it."
        raise NoText(message)
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


def _read(name: str, data: bytes, report: Report, recognise: pdf.Recognise | None) -> Reading:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_reader(data)(data, report)
    if b"%PDF-" in data[:_PDF_HEADER]:
        return pdf.read(data, report, recognise)
    if data.lstrip()[: len(rtf.SIGNATURE)] == rtf.SIGNATURE:
        return rtf.read(data)
    _refuse_other_formats(name, data)
    suffix = PurePath(name).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return csv.read(data)
    if suffix == ".eml" or email_message.is_message(data):
        return email_message.read(data)
    text = decode(data)
    read = _reader(name, text)
    if read is not html.read:  # whose text is a small part of its file
        _limit(name, text)
    return read(text)


def _limit(name: str, text: str) -> None:
    lines = text.count("\n")
    if lines > MAX_LINES:
        message = (
            f"The text of {name} has {lines:,} lines, and {MAX_LINES:,} is the limit."
            " Split it and add the parts."
        )
        raise TooLarge(message)
    if len(text) > MAX_CHARACTERS:
        message = (
            f"The text of {name} has {len(text):,} characters, and {MAX_CHARACTERS:,} is the limit."
            " Split it and add the parts."
        )
        raise TooLarge(message)


def _refuse_other_formats(name: str, data: bytes) -> None:
    if signatures.is_locked(data):
        message = f"{name} has a password. Remove the password and add it again."
        raise UnreadableFile(message)
    if kind := signatures.kind(data):
        message = f"{name} is {kind}, which Verbatim cannot read. {_ADVICE}"
        raise UnsupportedFormat(message)
    suffix = PurePath(name).suffix.lower()
    if suffix in _BINARY_SUFFIXES and not _HTML_START.match(data[:3000].decode("latin-1").lower()):
        kind = suffix.removeprefix(".").upper()
        message = (
            f"{name} is no {kind} file, or it is damaged. Save it anew as text, Markdown or HTML."
        )
        raise UnreadableFile(message)


def _reader(name: str, text: str) -> TextReader:
    suffix = PurePath(name).suffix.lower()
    start = text[:3000].lstrip("\ufeff").lower()
    if _HTML_START.match(start) or (suffix in {".html", ".htm", ".xhtml"} and "<" in start):
        return html.read
    if start.lstrip().startswith("<") and len(_HTML_TAG.findall(text[:20_000])) >= 3:
        return html.read
    if _XML_START.match(start):
        message = f"{name} is XML, which Verbatim cannot read. {_ADVICE}"
        raise UnsupportedFormat(message)
    if suffix in {".md", ".markdown"} or markdown.is_markdown(text):
        return markdown.read
    return plain.read
