"""Choose the reader by what a file holds, whatever its name says, and apply the limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import TypeAlias

from bot.errors import NoText, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest import csv, email_message, html, markdown, pdf, plain
from bot.ingest.body import MAX_CHARACTERS
from bot.ingest.decode import decode
from bot.ingest.language import settle
from bot.ingest.office.kind import reader as office_reader
from bot.ingest.reading import Reading
from bot.ingest.title import propose, shown
from bot.model import Report, Source, untold

TextReader: TypeAlias = Callable[[str], Reading]

_ADVICE = "Save it as PDF, Word, text, Markdown or HTML and add that."

_PDF_HEADER = 1024
"""Bytes in which viewers look for ``%PDF-``, as the appendix of the PDF reference allows."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"SQLite format 3\0", "a database"),
)
"""How the formats that are not read begin, and what to call them. Where the signature is letters,
what follows must be binary too: a text may well begin with ``BM`` or ``MZ``."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""A stream of an Office document with a password."""

_BINARY_SUFFIXES = frozenset(
    {
        *(".pdf", ".docx", ".doc", ".odt", ".pptx", ".ppt", ".xlsx", ".xls", ".epub", ".rtf"),
        *(".png", ".jpg", ".jpeg", ".gif", ".zip"),
    }
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|body)\b", re.DOTALL
)
_HTML_TAG = re.compile(r"</(?:p|div|h[1-6]|li|td|span|a|article|section)>", re.IGNORECASE)
_XML_START = re.compile(r"\s*<(?:\?xml|rss|feed|svg)\b")


def extract(filename: str, data: bytes, report: Report = untold) -> Source:
    """Return the clean text of a file and what it says of itself.

    Pure and synchronous, so that it can run in a worker; formats that can be long tell ``report``
    how far it has come. Raises
    :class:`~bot.errors.UnsupportedFormat` for a format that is not read,
    :class:`~bot.errors.UnreadableFile` for a broken file, :class:`~bot.errors.NoText` for one
    without text and :class:`~bot.errors.TooLarge` for a text over :data:`MAX_CHARACTERS`.
    """
    name = shown(filename)
    if not data.strip(b"\0 \t\r\n\f\v"):
        message = f"{name} is empty. Add a file with text in it."
        raise NoText(message)
    reading = _read(name, data, report)
    _limit(name, reading.text)
    if not any(map(str.isalnum, reading.text)):
        message = f"{name} holds no words that could be quoted. Add a file with text in it."
        raise NoText(message)
    return Source(
        filename=filename,
        text=reading.text,
        title=propose([reading.title], filename),
        publisher=reading.publisher,
        date=reading.date,
        url=reading.url,
        language=settle(reading.language, reading.text),
        landmarks=reading.landmarks,
        removed=reading.removed,
        notes=reading.notes,
    )


def _read(name: str, data: bytes, report: Report) -> Reading:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_reader(data)(data, report)
    if b"%PDF-" in data[:_PDF_HEADER]:
        return pdf.read(data, report)
    _refuse_other_formats(name, data)
    suffix = PurePath(name).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return csv.read(data)
    if suffix == ".eml":
        return email_message.read(data)
    text = decode(data)
    read = _reader(name, text)
    if read is not html.read:  # whose text is a small part of its file
        _limit(name, text)
    return read(text)


def _limit(name: str, text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        message = (
            f"The text of {name} has {len(text):,} characters, and {MAX_CHARACTERS:,} is the limit."
            " Split it and add the parts."
        )
        raise TooLarge(message)


def _refuse_other_formats(name: str, data: bytes) -> None:
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_COMPOUND) and _ENCRYPTED in data:
        message = f"{name} has a password. Remove the password and add it again."
        raise UnreadableFile(message)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (not signature.isalnum() or _is_binary(data)):
            message = f"{name} is {kind}, which Verbatim cannot read. {_ADVICE}"
            raise UnsupportedFormat(message)
    if suffix in _BINARY_SUFFIXES:
        kind = suffix.removeprefix(".").upper()
        message = (
            f"{name} is no {kind} file, or it is damaged. Save it anew as text, Markdown or HTML."
        )
        raise UnreadableFile(message)


def _is_binary(data: bytes) -> bool:
    return any(byte < 9 for byte in data[:512])


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
