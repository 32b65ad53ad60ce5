"""Values to lay out, made without a library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from discord import ui

from bot.answer.links import link_to
from bot.cogs.ui.limits import (
    BUTTON_LABEL,
    BUTTON_URL,
    BUTTONS_IN_ROW,
    COMPONENTS,
    CUSTOM_ID,
    DISPLAY_TEXT,
    units,
)
from bot.library.answers import Given
from bot.model import Document, DocumentId, GuildId, Handle, Quote, Span, UserId, VersionId

GUILD = GuildId(10**17)
USER = UserId(10**18)
TWELVE = Handle(12)
GIVEN = Given("t" * 12, GUILD, USER, "who funded the seminar", "", None, private=False)


def document(
    title: str = "A title",
    *,
    handle: Handle = TWELVE,
    publisher: str = "A publisher",
    date: str = "2025-03-04",
    url: str = "",
) -> Document:
    return Document(
        id=DocumentId(1),
        guild_id=GUILD,
        handle=handle,
        title=title,
        publisher=publisher,
        date=date,
        url=url,
        language="en",
        filename="a.txt",
        version=1,
        version_id=VersionId(1),
        sha256="0" * 64,
        characters=5000,
        passages=14,
        added_by=USER,
        added_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    )


def quote(
    text: str,
    *,
    sentence: Span | None = None,
    highlights: Sequence[Span] = (),
    start: int = 100,
    of: Document | None = None,
    landmark: str = "",
) -> Quote:
    of = of or document()
    return Quote(
        document=of,
        version=1,
        span=Span(start, start + len(text)),
        text=text,
        sentence=sentence or Span(0, len(text)),
        highlights=tuple(highlights),
        landmark=landmark,
        score=1.0,
        link=link_to(of.url),
    )


def displays(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


def view_buttons(view: ui.LayoutView) -> dict[str, str]:
    return {
        str(item.label): str(item.custom_id or item.url)
        for item in view.walk_children()
        if isinstance(item, ui.Button)
    }


def menus(view: ui.LayoutView) -> dict[str, list[str]]:
    return {
        item.custom_id: [option.label for option in item.options]
        for item in view.walk_children()
        if isinstance(item, ui.Select)
    }


def assert_within_limits(view: ui.LayoutView) -> None:
    """Check a message against every limit that Discord has for one."""
    found = list(view.walk_children())
    assert len(found) <= COMPONENTS
    assert sum(units(text) for text in displays(view)) <= DISPLAY_TEXT
    assert all(displays(view)), "an empty text display is refused"
    selects = [item for item in found if isinstance(item, ui.Select)]
    assert all(units(item.custom_id) <= CUSTOM_ID for item in selects)
    ids = [_check_button(item) for item in found if isinstance(item, ui.Button) and not item.url]
    assert len(set(ids)) == len(ids), "a custom_id may stand once"
    links = [item.url for item in found if isinstance(item, ui.Button) and item.url]
    assert all(len(link) <= BUTTON_URL for link in links)
    rows = [item for item in found if isinstance(item, ui.ActionRow)]
    assert all(1 <= len(row.children) <= BUTTONS_IN_ROW for row in rows)


def _check_button(item: ui.Button[Any]) -> str:
    assert item.label
    assert units(item.label) <= BUTTON_LABEL
    assert item.custom_id
    assert units(item.custom_id) <= CUSTOM_ID
    return item.custom_id
