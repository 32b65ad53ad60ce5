"""How answers and documents look in a terminal, and to programs.

On a terminal a quote is indented and wrapped, and the matched words are bold. Anywhere else its
lines are printed as they are stored, so that a pipe carries the exact words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.compare.places import Operation, Segment, plain
from bot.engine.versions import Newer
from bot.library.catalogue import Excerpt
from bot.library.history import Version
from bot.model import Abstention, Answer, Document, Quote, QuoteId, Reason, Reply, Schedule
from bot.moments import stated


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


def scheduled(schedule: Schedule, at: datetime) -> str:
    """Say what a schedule means at a moment."""
    from bot.cogs.ui.phrases import schedule_words  # noqa: PLC0415 (no answer has a schedule)

    return ", ".join(schedule_words(schedule, at, stated))


def _versions(versions: Sequence[Version]) -> str:
    """Name the current version, and when it and the one before were added."""
    last = [f"{each.number} of {each.added_at:%Y-%m-%d}" for each in versions[:-3:-1]]
    return ", before it ".join(last) if len(last) > 1 else str(versions[-1].number)


class Terminal:
    """Prints replies and documents."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def reply(self, reply: Reply) -> None:
        """Print an answer's quotes, or the closest passages, or why there are none."""
        for typed, meant in reply.corrected.items():
            self._line(f"Searched for “{meant}” (you typed “{typed}”).")
        if isinstance(reply, Answer):
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
            self._body(text)
            self._source(quote.document, quote.landmark, str(quote.id))

    def excerpt(self, excerpt: Excerpt, quote_id: str) -> None:
        """Print a slice of a document with its source."""
        self._body(Text(excerpt.text))
        self._source(excerpt.document, excerpt.landmark, quote_id)

    def newer(self, newer: Newer | None) -> None:
        """Print what became of a quote; nothing for one that is current."""
        if not newer:
            return
        document = newer.document
        replaced = f"{newer.replaced_at:%Y-%m-%d %H:%M} UTC by version {newer.version + 1}"
        self._line(f"This is from version {newer.version}, replaced on {replaced}.")
        if not newer.passage:
            self._line("The passage is no longer in the document.")
            return
        self._line(f"Version {document.version}, the current one, says:")
        now = QuoteId(document.handle, document.version, newer.passage.span)
        self.excerpt(newer.passage, str(now))

    def places(self, places: Sequence[Sequence[Segment]]) -> None:
        """Print where two texts differ; in a pipe, as ``git diff --word-diff`` marks it."""
        styles = {
            Operation.EQUAL: "",
            Operation.DELETE: "red strike",
            Operation.INSERT: "bold green",
        }
        for place in places:
            if self._console.is_terminal:
                segments = [(each.text, styles[each.operation]) for each in place]
                self._body(Text.assemble(*segments))
            else:
                self._line(plain(place))
            self._line("")

    def documents(self, documents: Sequence[Document], at: datetime) -> None:
        """Print a table of documents; to a pipe, a line each with tabs between the columns."""
        rows = [
            (
                str(each.handle),
                each.title,
                each.publisher,
                each.date,
                str(each.passages),
                scheduled(each.schedule, at),
            )
            for each in documents
        ]
        if rows and self._console.is_terminal:
            table = Table(box=None, pad_edge=False, header_style="dim")
            for column in ("id", "title", "publisher", "date", "passages", ""):
                table.add_column(column, justify="right" if column == "passages" else "left")
            for row in rows:
                table.add_row(*map(Text, row))
            self._console.print(table)
        else:
            for row in rows:
                self._line("\t".join(row).rstrip("\t"))
        self._line(f"{len(rows)} document{'s' * (len(rows) != 1)}.")

    def document(self, document: Document, versions: Sequence[Version], at: datetime) -> None:
        """Print what is known of a document."""
        added = f"{document.added_at:%Y-%m-%d %H:%M} UTC"
        for name, value in (
            ("id", str(document.handle)),
            ("title", document.title),
            ("publisher", document.publisher),
            ("date", document.date),
            ("source", document.url),
            ("language", document.language),
            ("file", document.filename),
            ("version", _versions(versions)),
            ("passages", str(document.passages)),
            ("characters", str(document.characters)),
            ("added", added),
            ("schedule", scheduled(document.schedule, at)),
            ("SHA-256", document.sha256),
        ):
            if value:
                self._line(f"{name + ':':12}{value}")

    def table(self, table: Table) -> None:
        """Print a table."""
        self._console.print(table)

    def note(self, text: str) -> None:
        """Print a line of our own."""
        self._line(text)

    def _body(self, text: Text) -> None:
        if self._console.is_terminal:
            self._console.print(Padding(text, (0, 2)))
        else:
            self._console.print(text, soft_wrap=True)

    def _source(self, document: Document, landmark: str, quote_id: str) -> None:
        place = landmark if landmark != document.title else ""
        parts = (document.title, document.publisher, place, document.date, document.url)
        source = " · ".join(part for part in (*parts, quote_id) if part)
        self._console.print(Text(f"— {source}", style="dim"), soft_wrap=True)

    def _line(self, text: str) -> None:
        self._console.print(Text(text), soft_wrap=True)
