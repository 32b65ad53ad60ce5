"""A file to its clean text, by the reader of its format, within the limits."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import NoText, Problem, SourceError, TooLarge
from bot.ingest.body import MAX_CHARACTERS
from bot.ingest.dates import published
from bot.ingest.filename import shown
from bot.ingest.formats import MARKDOWN, TEXT, File, Recognise, format_of
from bot.ingest.language import settle
from bot.ingest.reading import Reading
from bot.ingest.title import propose
from bot.model import Note, NoteKind, Source
from bot.progress import Report, untold

MAX_LINES = 250_000
"""Lines of a text. One of the greatest length has 100,000 when it is wrapped at 80 columns; half a
million lines of a word or two are looked at for half a minute."""


def extract(
    filename: str,
    data: bytes,
    report: Report = untold,
    recognise: Recognise | None = None,
    *,
    charset: str = "",
    whole: bool = False,
) -> Source:
    """Return the clean text of a file and what it says of itself.

    Pure and synchronous, so that it can run in a worker; formats that can be long tell ``report``
    how far it has come, and pages without text go to ``recognise``. ``charset`` is what a server
    calls the encoding of a text; ``whole`` keeps lines that look like navigation, running heads or
    contents. Raises
    :class:`~bot.errors.UnsupportedFormat` for a format that is not read,
    :class:`~bot.errors.UnreadableFile` for a broken file, :class:`~bot.errors.NoText` for one
    without text and :class:`~bot.errors.TooLarge` for a text over :data:`MAX_CHARACTERS`.
    """
    try:
        return _extracted(filename, File(shown(filename), data, charset, whole, report, recognise))
    except SourceError as error:
        error.about(shown(filename))
        raise


def _extracted(filename: str, file: File) -> Source:
    if not file.data.strip(b"\0 \t\r\n\f\v"):
        raise NoText(Problem.EMPTY_FILE)
    reading = _read(file)
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
        notes=(*reading.notes, *_unreadable(reading)),
        stretches=reading.stretches,
        charset=file.charset,
        whole=file.whole,
    )


def _read(file: File) -> Reading:
    found = format_of(file)
    if found in (MARKDOWN, TEXT):  # of the others the text is a small part of the file
        _limit(file.text)
    return found.read(file)


def _unreadable(reading: Reading) -> Iterator[Note]:
    """Yield a note on letters that no encoding gives, unless the reader knows more of them."""
    told = any(note.kind is NoteKind.UNKNOWN_LETTERS for note in reading.notes)
    if "\ufffd" in reading.text and not told:
        yield Note(NoteKind.UNREADABLE_LETTERS)


def _limit(text: str) -> None:
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise TooLarge(Problem.TOO_MANY_LINES, count=lines, limit=MAX_LINES)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(Problem.TOO_MANY_CHARACTERS, count=len(text), limit=MAX_CHARACTERS)
