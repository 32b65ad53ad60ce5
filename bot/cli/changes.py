"""How changes of documents look in a terminal, and to programs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from bot.cli.terminal import Terminal
from bot.compare.places import Operation, Segment, plain
from bot.engine.versions import Newer
from bot.model import QuoteId

_STYLES = {Operation.EQUAL: "", Operation.DELETE: "red strike", Operation.INSERT: "bold green"}


def print_places(terminal: Terminal, places: Sequence[Sequence[Segment]]) -> None:
    """Print where two texts differ; in a pipe, as ``git diff --word-diff`` marks it."""
    for place in places:
        if terminal.is_terminal:
            segments = [(each.text, _STYLES[each.operation]) for each in place]
            terminal.body(Text.assemble(*segments))
        else:
            terminal.note(plain(place))
        terminal.note("")


def print_newer(terminal: Terminal, newer: Newer | None) -> None:
    """Print what became of a quote; nothing for one that is current."""
    if not newer:
        return
    document = newer.document
    replaced = f"{newer.replaced_at:%Y-%m-%d %H:%M} UTC by version {newer.version + 1}"
    terminal.note(f"This is from version {newer.version}, replaced on {replaced}.")
    if not newer.passage:
        terminal.note("The passage is no longer in the document.")
        return
    terminal.note(f"Version {document.version}, the current one, says:")
    now = QuoteId(document.handle, document.version, newer.passage.span)
    terminal.excerpt(newer.passage, str(now))
