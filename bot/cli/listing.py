"""How documents are listed in a terminal, and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from bot.cli.terminal import Terminal
from bot.cogs.ui.phrases import schedule_words
from bot.library.history import Version
from bot.model import Document, Schedule
from bot.moments import stated


def scheduled(schedule: Schedule, at: datetime) -> str:
    """Say what a schedule means at a moment."""
    return ", ".join(schedule_words(schedule, at, stated))


def print_documents(terminal: Terminal, documents: Sequence[Document], at: datetime) -> None:
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
    if rows and terminal.is_terminal:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column in ("id", "title", "publisher", "date", "passages", ""):
            table.add_column(column, justify="right" if column == "passages" else "left")
        for row in rows:
            table.add_row(*map(Text, row))
        terminal.show(table)
    else:
        for row in rows:
            terminal.note("\t".join(row).rstrip("\t"))
    terminal.note(f"{len(rows)} document{'s' * (len(rows) != 1)}.")


def print_document(
    terminal: Terminal, document: Document, versions: Sequence[Version], at: datetime
) -> None:
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
            terminal.note(f"{name + ':':12}{value}")


def _versions(versions: Sequence[Version]) -> str:
    """Name the current version, and when it and the one before were added."""
    last = [f"{each.number} of {each.added_at:%Y-%m-%d}" for each in versions[:-3:-1]]
    return ", before it ".join(last) if len(last) > 1 else str(versions[-1].number)
