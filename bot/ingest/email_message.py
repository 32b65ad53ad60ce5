"""E-mails in a file: the message as it was written, its subject as the title.

The plain text is preferred to the HTML, for it needs no guess at what the article is. Quoted lines
stay, since an answer often makes no sense without them. Of attachments only the names are kept,
among what was removed: each can be added on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from bot.errors import NoText, UnreadableFile
from bot.ingest import html
from bot.ingest.decode import decode, tidy
from bot.ingest.headings import headings
from bot.ingest.reading import Reading

MAX_PARTS = 1_000
"""Parts of a message; those of list digests have a hundred."""

_MALFORMED = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What :mod:`email` raises for malformed messages; ``LookupError`` for unknown charsets."""

_QUOTE = re.compile(r">[> ]*")
_NO_MESSAGE = "This e-mail is damaged and cannot be read. Copy its text and add that."


def read(data: bytes) -> Reading:
    """Return the text of an e-mail.

    Raises :class:`~bot.errors.UnreadableFile` for a damaged one and :class:`~bot.errors.NoText` for
    one that has only attachments.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(_parts(message))
    except _MALFORMED as error:
        raise UnreadableFile(_NO_MESSAGE) from error
    if len(parts) > MAX_PARTS:
        message_ = "This e-mail has too many parts. Copy its text and add that."
        raise UnreadableFile(message_)
    reading = _body(parts)
    sender, address = parseaddr(_header(message, "From"))
    return Reading(
        reading.text,
        reading.landmarks,
        (*reading.removed, *filter(None, map(_attachment, parts))),
        title=_header(message, "Subject") or reading.title,
        publisher=" ".join(sender.split()) or address,
        date=_day(_header(message, "Date")),
        language=reading.language,
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, but not those of messages that are attached."""
    if message.get_content_maintype() == "multipart":
        for part in message.get_payload() if message.is_multipart() else ():
            if isinstance(part, EmailMessage):
                yield from _parts(part)
    else:
        yield message


def _body(parts: list[EmailMessage]) -> Reading:
    """Return the first plain text with words in it, else the first HTML."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not _attachment(part):
                text = _text(part)
                if any(map(str.isalnum, text)):
                    return html.read(text) if kind == "text/html" else _plain(text)
    message = "This e-mail has no text of its own. Add its attachments instead."
    raise NoText(message)


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
        raise UnreadableFile(_NO_MESSAGE) from error
    if not isinstance(data, bytes):
        return ""
    try:
        text = data.decode(charset or "utf-8")
    except (ValueError, LookupError):  # a charset can hold a NUL, too
        text = decode(data)
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


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message.get(name, "")
    except _MALFORMED:
        return ""
    return " ".join(tidy(str(value)).split())


def _day(stamp: str) -> str:
    """Return the day on which a message was sent, where it was sent, as ISO 8601."""
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
