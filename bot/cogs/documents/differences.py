"""How differences look: what changed, how alike two texts are, what became of a quote. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.cogs.ui.limits import DISPLAY_TEXT, units
from bot.cogs.ui.markdown import compared, escape, whole
from bot.cogs.ui.phrases import sameness
from bot.cogs.ui.sending import ACCENT, layout
from bot.cogs.ui.wording import called, counted, day, line
from bot.compare.places import ELLIPSIS, Operation, Segment, plain
from bot.engine.versions import Likeness
from bot.model import BUNDLED, Span

_PLACES = 12
"""Places of a message at the most: more are a text to read, which comes as a file."""

_SEGMENT = 300
"""Code points of a segment that are shown; of a longer one its beginning and its end."""
_END = 80

_MORE = 60
"""Units of the line that says how many places are left out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on what changed, and the text of all of it if the message has not room for it."""

    view: ui.LayoutView
    file: bytes


def changes_shown(head: str, places: Sequence[Sequence[Segment]]) -> Shown:
    """Show as many places as there is room for below a line of Markdown."""
    room = DISPLAY_TEXT - units(head) - _MORE
    items: list[ui.Item[Any]] = [ui.TextDisplay(head)]
    cut = False
    for place in places[:_PLACES]:
        markdown, whole_place = _place(place)
        room -= units(markdown)
        if room < 0:
            break
        cut |= not whole_place
        items.append(ui.TextDisplay(markdown))
    left = len(places) - len(items) + 1
    if left:
        items.append(ui.TextDisplay(line(f"{ELLIPSIS} {counted(left, 'more place')}")))
    view = layout(ui.Container(*items, accent_colour=ACCENT))
    text = "\n\n".join(map(plain, places)) if left or cut else ""
    return Shown(view, text.encode("utf-8", "replace"))


def likeness_lines(likeness: Likeness | None, date: str, *, replaces: bool) -> str:
    """Say in Markdown which document a draft is like, if any, and what replacing it keeps."""
    if not likeness:
        return ""
    document, same = likeness.document, sameness(likeness.diff)
    name = f"{called(document)}" + (f" ({escape(day(document.date))})" if document.date else "")
    if document.guild_id == BUNDLED:
        return f"⚠️ Nearly the same as the bundled {name}: {same}. That one cannot be replaced."
    if replaces:
        first = f"To be version {document.version + 1} of {name}: {same}."
    elif likeness.near:
        first = f"⚠️ Nearly the same as {name}: {same}."
    else:
        first = f"⚠️ From the same address as {name}: {same}."
    new_day = f" except for the day, {escape(day(date))}" if date and date != document.date else ""
    keeps = f"Replacing keeps its number and description{new_day}; what you edit is taken over."
    return f"{first}\n{line(keeps)}"


def _place(place: Sequence[Segment]) -> tuple[str, bool]:
    """Return a place in Markdown, and whether it is all there."""
    text, spans = "", {operation: list[Span]() for operation in Operation}
    before = Operation.EQUAL
    for segment in place:
        shown = _shortened(segment.text)
        if segment.operation is Operation.INSERT and before is Operation.DELETE:
            text += " "
        spans[segment.operation].append(Span(len(text), len(text) + len(shown)))
        text += shown
        before = segment.operation
    short = any(len(segment.text) > _SEGMENT for segment in place)
    return compared(text.rstrip(), spans[Operation.DELETE], spans[Operation.INSERT]), not short


def _shortened(text: str) -> str:
    if len(text) <= _SEGMENT:
        return text
    end = len(text) - _END
    return f"{text[: whole(text, _SEGMENT - _END)]} {ELLIPSIS} {text[whole(text, end) :]}"
