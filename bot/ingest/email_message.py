"""E-mails in a file: the message as it was written, its subject as the title.

Of what is sent in two forms, the plain text is preferred to the HTML, for it needs no guess at what
the article is; of what is sent piece by piece, pictures between, all pieces are read. Quoted lines
stay, since an answer often makes no sense without them. Of attachments only the names are kept,
among what was removed: each can be added on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby
from operator import itemgetter

from bot.errors import NoText, Problem, TooLarge, UnreadableFile
from bot.ingest.charsets import decoded, named
from bot.ingest.decode import decode, tidy
from bot.ingest.headings import headings
from bot.ingest.reading import Reading
from bot.model import Landmark

MAX_PARTS = 1_000
"""Parts of a message; those of list digests have a hundred."""

_MALFORMED = (
    *(MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError),
    OverflowError,
)
"""What :mod:`email` raises for malformed messages; ``LookupError`` for unknown charsets,
``OverflowError`` for days in a year of ten digits."""

_LONGEST_HEADER = 20_000
"""Bytes of a header that is parsed; 200 KB of addresses take :mod:`email` half a minute."""

_SPOKEN = rb"(?:from|subject|date|content-[a-z-]+)"
_LONG_HEADER = re.compile(
    rb"^%b:[^\n]{%d}|^%b:[^\n]*(?:\n[ \t][^\n]*){%d}"
    % (_SPOKEN, _LONGEST_HEADER, _SPOKEN, _LONGEST_HEADER // 70),
    re.IGNORECASE | re.MULTILINE,
)
_BOUNDARY = re.compile(rb"^--[^\s-]", re.MULTILINE)
_NEXT_MESSAGE = re.compile(rb"\n\r?\nFrom \S+ [^\n]*\d{4}\r?\n(?:[A-Za-z][A-Za-z-]*: )")

_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[Qq]\?[^?]*\?=")
"""One that many programs write with commas, which are to stand between addresses."""

_READ = frozenset({"text/plain", "text/html"})
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_FRAME = re.compile(
    r"\A\s*(?:<!doctype[^>]*>\s*)?(?:<html[^>]*>\s*)?<head\b.*?</head\s*>"
    r"|</?(?:body|html)\b[^>]*>|<!doctype[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What stands around the body of a page."""

_QUOTE = re.compile(r">[> ]*")


def read_email(data: bytes, whole: bool = False) -> Reading:
    """Return the text of an e-mail; of pages in it all that they show if ``whole``.

    Raises :class:`~bot.errors.UnreadableFile` for a damaged one and for a folder of several,
    :class:`~bot.errors.TooLarge` for one with more parts or longer headers than programs write, and
    :class:`~bot.errors.NoText` for one that has only attachments.
    """
    _refuse_floods(data)
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(_parts(message))
    except _MALFORMED as error:
        raise UnreadableFile(Problem.EMAIL_DAMAGED) from error
    try:
        reading = _body(message, whole)
    except RecursionError as error:
        raise UnreadableFile(Problem.NESTED_TOO_DEEPLY) from error
    sender, address = map(_worded, parseaddr(_field(message, "From")))
    return Reading(
        reading.text,
        reading.landmarks,
        (*reading.removed, *filter(None, map(_attachment, parts))),
        title=_worded(_field(message, "Subject")) or reading.title,
        publisher=sender or address,
        date=_day(_worded(_field(message, "Date"))),
        language=reading.language,
    )


def _refuse_floods(data: bytes) -> None:
    if _LONG_HEADER.search(data):
        raise TooLarge(Problem.EMAIL_HEADER_TOO_LONG)
    if sum(1 for _ in _BOUNDARY.finditer(data)) > MAX_PARTS:
        raise TooLarge(Problem.EMAIL_TOO_MANY_PARTS, limit=MAX_PARTS)
    if data.startswith(b"From ") and _NEXT_MESSAGE.search(data):
        raise UnreadableFile(Problem.EMAIL_FOLDER)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, but not those of messages that are attached."""
    if message.get_content_maintype() == "multipart":
        for part in message.get_payload() if message.is_multipart() else ():
            if isinstance(part, EmailMessage):
                yield from _parts(part)
    else:
        yield message


def _body(message: EmailMessage, whole: bool) -> Reading:
    """Return the texts of a message, in order."""
    texts = _texts(message)
    if texts:
        return _joined(
            [_read(kind, [text for _, text in group], whole) for kind, group in _grouped(texts)]
        )
    forwarded = [inner for part in _parts(message) for inner in _forwarded(part)]
    if forwarded:
        return _joined([_body(inner, whole) for inner in forwarded])
    raise NoText(Problem.EMAIL_WITHOUT_TEXT)


def _texts(part: EmailMessage) -> list[tuple[str, str]]:
    """Return type and text of the pieces that the message itself consists of."""
    kind = part.get_content_type()
    if part.get_content_maintype() != "multipart":
        text = "" if kind not in _READ or _attachment(part) else _text(part)
        return [(kind, text)] if any(map(str.isalnum, text)) else []
    payload = part.get_payload() if part.is_multipart() else ()
    inner = (_texts(each) for each in payload if isinstance(each, EmailMessage))
    pieces = list(filter(None, inner))
    if kind == "multipart/alternative":
        plain = (each for each in pieces if all(kind == "text/plain" for kind, _ in each))
        return next(plain, pieces[0] if pieces else [])
    if kind == "multipart/related":  # the rest is what the first refers to
        return pieces[0] if pieces else []
    return [piece for each in pieces for piece in each]


def _grouped(texts: list[tuple[str, str]]) -> groupby[str, tuple[str, str]]:
    return groupby(texts, key=itemgetter(0))


def _read(kind: str, texts: list[str], whole: bool) -> Reading:
    """Return the reading of pieces that follow one another and are of one type."""
    if kind == "text/plain":
        return _plain("\n\n".join(texts))
    first, *others = texts
    from bot.ingest import html  # noqa: PLC0415 (most have a plain text)

    return html.read_html(
        "\n".join([_ENDS.sub("", first), *(_FRAME.sub("", each) for each in others)]), whole
    )


def _joined(readings: list[Reading]) -> Reading:
    text, landmarks = "", []
    for reading in readings:
        start = len(text) + 2 * bool(text)
        landmarks += [Landmark(start + mark.start, mark.label) for mark in reading.landmarks]
        text = f"{text}\n\n{reading.text}" if text else reading.text
    return Reading(
        text,
        tuple(landmarks),
        tuple(line for reading in readings for line in reading.removed),
        title=next((reading.title for reading in readings if reading.title), ""),
        language=next((reading.language for reading in readings if reading.language), ""),
    )


def _forwarded(part: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the message that a part is."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        for message in part.get_payload():
            if isinstance(message, EmailMessage):
                yield message


def _plain(text: str) -> Reading:
    text = tidy(text)
    return Reading(text, headings(text))


def _text(part: EmailMessage) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset("")
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        joined = str(part.get_param("delsp", "")).lower() == "yes"
    except _MALFORMED as error:
        raise UnreadableFile(Problem.EMAIL_DAMAGED) from error
    if not isinstance(data, bytes):
        return ""
    text = decode(data, charset)
    return "\n".join(_unfolded(text, joined=joined)) if flowed else text


def _unfolded(text: str, *, joined: bool) -> Iterator[str]:
    """Yield the lines of a text in ``format=flowed``, where a blank at the end means: goes on."""
    held, depth = "", ""
    for line in text.splitlines():
        quote = _QUOTE.match(line)
        marks = quote[0].replace(" ", "") if quote else ""
        content = line[len(quote[0]) :] if quote else line.removeprefix(" ")
        if held and marks != depth:
            yield _quoted(depth, held.rstrip())
            held = ""
        held, depth = held + content, marks
        if content.endswith(" ") and content != "-- ":
            held = held[:-1] if joined else held
        else:
            yield _quoted(depth, held)
            held = ""
    if held:
        yield _quoted(depth, held.rstrip())


def _quoted(marks: str, line: str) -> str:
    return f"{marks} {line}" if marks else line


def _attachment(part: EmailMessage) -> str:
    """Return the name of an attachment, or else its type; ``""`` for the message's own text."""
    try:
        name = part.get_filename("")
        attached = part.get_content_disposition() == "attachment"
        attached = attached or part.get_content_maintype() != "text"
    except _MALFORMED:
        return ""
    name = " ".join(tidy(str(name)).split())
    return name or (part.get_content_type() if attached else "")


def _field(message: EmailMessage, name: str) -> str:
    """Return a header on one line as it came: Python's own reading knows fewer encodings.

    Bytes beyond ASCII are lone surrogates.
    """
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            plain = _ENCODED_WORD.sub(lambda word: word[0].replace(",", "=2C"), str(value))
            return " ".join(plain.split())
    return ""


def _worded(field: str) -> str:
    """Return what a header says: with its encoded words read, and bytes that have no encoding.

    Words that follow one another in one encoding are read as one: a letter may be cut in two.
    """
    try:
        pieces = decode_header(field)
    except _MALFORMED:
        pieces = [(field, None)]
    return " ".join(tidy("".join(_piece(*piece) for piece in pieces)).split())


def _piece(value: str | bytes, charset: str | None) -> str:
    data = value.encode("ascii", "surrogateescape") if isinstance(value, str) else value
    encoding = named((charset or "").partition("*")[0])  # RFC 2231 puts the language after a star
    text = decoded(data, encoding) if encoding else "\ufffd"
    if "\ufffd" not in text:
        return text
    try:
        return decode(data, encoding)
    except UnreadableFile:
        return ""


def _day(stamp: str) -> str:
    """Return the day on which a message was sent, where it was sent, as ISO 8601."""
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
