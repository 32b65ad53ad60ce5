"""How documents and figures are put in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.answer.citation import OLD
from bot.cogs.ui.markdown import escape, named
from bot.cogs.ui.phrases import day_words, schedule_words
from bot.model import Document, QuoteId, Schedule
from bot.moments import stated

TITLE = 120
"""Code points of a title where it stands beside a quote or in a list."""
NAME = 60
"""Code points of a publisher, a heading or a file name there."""

_LANGUAGES = {
    "ar": "Arabic",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_name(code: str) -> str:
    """Return the English name of a language."""
    return _LANGUAGES.get(code, code or "unknown language")


def day(iso: str) -> str:
    """Return a day in words; what is no whole day as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return day_words(found)


def when(at: datetime) -> str:
    """Return Markdown that shows a moment in each reader's own time zone."""
    return f"<t:{int(at.timestamp())}:f>"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 passage``, ``1,200 passages``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def line(*parts: str) -> str:
    """Return a line of small text of the parts that there are."""
    return "-# " + " · ".join(part for part in parts if part)


def origin(document: Document, landmark: str = "", most: int = NAME) -> list[str]:
    """Return Markdown for who published a document, the place in it, and when."""
    place = landmark if landmark != document.title else ""
    parts = [named(text, most) for text in (document.publisher, place) if text.strip()]
    return [*parts, escape(day(document.date))]


def exactly(at: datetime) -> str:
    """Return Markdown for a moment in each reader's own time zone, and in UTC."""
    return f"<t:{int(at.timestamp())}:F> ({stated(at)})"


def scheduled(
    schedule: Schedule, at: datetime, moment: Callable[[datetime], str] = exactly
) -> list[str]:
    """Return Markdown for what a schedule means at a moment."""
    return schedule_words(schedule, at, moment)


def announced(document: Document, at: datetime) -> str:
    """Return Markdown that names a document where members may read it.

    Of one under embargo not even the title is told.
    """
    if document.schedule.is_embargoed(at):
        return f"document {document.handle}, which is under embargo"
    return called(document)


def called(document: Document) -> str:
    """Return Markdown that names a document in a sentence."""
    return f"document {document.handle}, “{named(document.title, TITLE)}”"


def source_line(document: Document, landmark: str, quote_id: QuoteId, years: int = 0) -> str:
    """Return the small line under a quote: where it is from, that it is old, and its name."""
    title = f"**{named(document.title, TITLE)}**"
    age = f"**{years} years old**" if years >= OLD else ""
    return line(title, *origin(document, landmark), age, f"`{quote_id}`")
