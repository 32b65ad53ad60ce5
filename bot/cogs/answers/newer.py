"""What became of a quote of an earlier version, as it is shown. Pure."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.cogs.ui.markdown import beginning
from bot.cogs.ui.wording import called, source_line, when
from bot.engine.versions import Newer
from bot.model import QuoteId


def newer_items(newer: Newer | None) -> list[ui.Item[Any]]:
    """Return the components that show what became of a quote; none for one that is current."""
    return [ui.TextDisplay(text) for text in newer_texts(newer)]


def newer_texts(newer: Newer | None) -> list[str]:
    """Return what :func:`newer_items` shows, in Markdown."""
    if not newer:
        return []
    if not newer.passage:
        return [outdated(newer)]
    excerpt = newer.passage
    quote_id = QuoteId(newer.document.handle, excerpt.version, excerpt.span)
    return [
        outdated(newer),
        beginning(excerpt.text, _NEWER),
        source_line(newer.document, excerpt.landmark, quote_id),
    ]


_NEWER = 900
"""Units of the new wording that are shown; there is room for them beside the longest passage."""


def outdated(newer: Newer) -> str:
    """Say in Markdown that a quote is of an old version, and what became of it."""
    now = newer.document.version
    replaced = (
        f"This is from version {newer.version} of {called(newer.document)}, replaced on"
        f" {when(newer.replaced_at)} by version {newer.version + 1}."
    )
    if not newer.passage:
        return f"{replaced} The passage is no longer in it."
    return f"{replaced} Version {now}, the current one, says:"
