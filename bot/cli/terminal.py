"""How answers look in a terminal, and to programs.

On a terminal a quote is indented and wrapped, and the matched words are bold. Anywhere else its
lines are printed as they are stored, so that a pipe carries the exact words.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.answer.citation import OLD
from bot.library.catalogue import Excerpt
from bot.model import Abstention, Answer, Document, Quote, Reason, Reply


def reply_json(reply: Reply) -> dict[str, Any]:
    """Return a reply as ``--json`` prints it."""
    answer = reply if isinstance(reply, Answer) else None
    abstention = reply if isinstance(reply, Abstention) else None
    return {
        "question": reply.question,
        "tier": reply.tier.value,
        "answered": answer is not None,
        "reason": abstention and abstention.reason.value,
        "unknown": list(abstention.unknown) if abstention else [],
        "corrected": dict(reply.corrected),
        "differ": answer is not None and answer.differ,
        "quotes": [_quote_json(quote) for quote in answer.quotes] if answer else [],
        "closest": [_quote_json(quote) for quote in abstention.closest] if abstention else [],
    }


def _quote_json(quote: Quote) -> dict[str, Any]:
    document = quote.document
    return {
        "text": quote.text,
        "sentence": quote.sentence.of(quote.text),
        "highlights": [[span.start, span.end] for span in quote.highlights],
        "document": {
            "id": str(document.handle),
            "title": document.title,
            "publisher": document.publisher or None,
            "date": document.date or None,
            "url": document.url or None,
            "version": quote.version,
            "sha256": document.sha256,
        },
        "start": quote.span.start,
        "end": quote.span.end,
        "landmark": quote.landmark or None,
        "page": quote.page or None,
        "link": quote.link or None,
        "quote_id": str(quote.id),
        "score": round(quote.score, 6),
    }


def abstention_sentence(abstention: Abstention) -> str:
    """Say why there is no answer, and what the person can do."""
    if abstention.closest:
        return "The library does not say this outright. The closest passages:"
    match abstention.reason:
        case Reason.EMPTY_LIBRARY:
            return "The library is empty. Add documents first: verbatim add FILE."
        case Reason.NO_TERMS:
            return "The question has no word to search for. Name the thing that you ask about."
        case Reason.UNKNOWN_WORDS:
            words = ", ".join(f"“{word}”" for word in abstention.unknown)
            return f"Nothing in the library answers that. No document has {words}."
        case Reason.NOTHING_CLOSE:
            return "Nothing in the library answers that; no passage is close enough."


class Pipe(Console):
    """A console that a pipe may leave: what is read no further is not written, and that is all."""

    def on_broken_pipe(self) -> None:
        """Go on in silence, to the command's own exit status; rich ends with 1."""
        with suppress(SystemExit):
            super().on_broken_pipe()


class Terminal:
    """Prints replies and what else there is to say."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.is_terminal = console.is_terminal

    def reply(self, reply: Reply, *, back: str = "") -> None:
        """Print an answer's quotes, or the closest passages, or why there are none.

        ``back`` is what leads back to what was typed, where something was corrected.
        """
        for typed, meant in reply.corrected.items():
            self._line(f"Searched for “{meant}” (you typed “{typed}”).")
        if reply.corrected and back:
            self._line(f"To search for what you typed: {back}")
        if isinstance(reply, Answer):
            if reply.differ:
                self._line("These sources give different figures or dates, the newest first:")
            self.quotes(reply.quotes)
            return
        self._line(abstention_sentence(reply))
        self.quotes(reply.closest)

    def quotes(self, quotes: Sequence[Quote]) -> None:
        """Print quotes, each with its source."""
        for number, quote in enumerate(quotes):
            if number:
                self._line("")
            text = Text(quote.text)
            for span in quote.highlights:
                text.stylize("bold", span.start, span.end)
            self.body(text)
            self._source(quote.document, quote.landmark, str(quote.id), quote.years)

    def excerpt(self, excerpt: Excerpt, quote_id: str) -> None:
        """Print a slice of a document with its source."""
        self.body(Text(excerpt.text))
        self._source(excerpt.document, excerpt.landmark, quote_id)

    def show(self, shown: RenderableType) -> None:
        """Print a table, or what else rich lays out."""
        self._console.print(shown)

    def note(self, text: str) -> None:
        """Print a line of our own."""
        self._line(text)

    def body(self, text: Text) -> None:
        """Print words of a document."""
        if self.is_terminal:
            self._console.print(Padding(text, (0, 2)))
        else:
            self._console.print(text, soft_wrap=True)

    def _source(self, document: Document, landmark: str, quote_id: str, years: int = 0) -> None:
        place = landmark if landmark != document.title else ""
        day = document.date + f" ({years} years old)" * (years >= OLD)
        parts = (document.title, document.publisher, place, day, document.url)
        source = " · ".join(part for part in (*parts, quote_id) if part)
        self._console.print(Text(f"— {source}", style="dim"), soft_wrap=True)

    def _line(self, text: str) -> None:
        self._console.print(Text(text), soft_wrap=True)
