"""How documents look to moderators: drafts, lists, descriptions. Pure, like :mod:`replies`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import discord
from discord import ui

from bot.cogs.documents.differences import likeness_lines
from bot.cogs.ui import custom_ids
from bot.cogs.ui.choices import opener
from bot.cogs.ui.limits import DISPLAY_TEXT, units
from bot.cogs.ui.markdown import beginning, escape, named
from bot.cogs.ui.problems import note_sentence
from bot.cogs.ui.sending import ACCENT, button, layout
from bot.cogs.ui.wording import (
    NAME,
    TITLE,
    counted,
    day,
    exactly,
    language_name,
    line,
    origin,
    scheduled,
    when,
)
from bot.engine.versions import Likeness
from bot.ingest.passages import Sample
from bot.library.drafts import Draft
from bot.library.history import Version
from bot.library.queue import Waiting
from bot.model import Document, Passage, Schedule, Source

PAGE = 10
"""Documents on a page of the list."""

_ROW_TITLE, _ROW_NAME = 90, 40
"""Code points in a row of the list: ten rows fit a message, with every character escaped."""
_LINES, _LINE, _NOTE = 5, 80, 200
_URL = 150
_VERSIONS = 4
"""The newest versions are listed; there may be one a night."""


def draft_layout(
    draft: Draft,
    sample: Sample,
    at: datetime,
    *,
    note: str = "",
    waiting: Waiting | None = None,
    likeness: Likeness | None = None,
) -> ui.LayoutView:
    """Show what will be published, with [Publish], [Edit] and [Cancel].

    ``waiting`` says so of a draft of the review queue, which is skipped rather than cancelled.
    Where a document is nearly the same, it can be replaced, or kept with the draft beside it.
    """
    source = draft.source
    head = "\n".join(
        part
        for part in (
            "-# Preview, for you only. Nothing is published yet.",
            note,
            line(*_waits(waiting)) if waiting else "",
            likeness_lines(likeness, source.date, replaces=bool(draft.replaces)),
            f"### {named(source.title, TITLE)}",
            line(*_source_origin(source)),
            line(
                language_name(source.language),
                counted(sample.passages, "passage"),
                counted(len(source.text), "character"),
                named(source.filename, NAME),
            ),
            _scheduled(draft.schedule, at),
        )
        if part
    )
    unread = "\n".join(f"⚠️ {named(note_sentence(note), _NOTE)}" for note in source.notes[:_LINES])
    cut = "\n".join(part for part in (unread, _cut_lines(source.removed)) if part)
    room = DISPLAY_TEXT - units(head) - units(cut) - units(_AS_QUOTED)
    share = room // max(len(sample.shown), 1)
    passages = [_text(beginning(span.of(source.text), share)) for span in sample.shown]
    can_be_whole = bool(source.removed) and not source.whole
    return layout(
        ui.Container(
            ui.TextDisplay(head),
            *([ui.TextDisplay(cut)] if cut else []),
            ui.Separator(),
            ui.TextDisplay(_AS_QUOTED),
            *passages,
            accent_colour=ACCENT,
        ),
        *_draft_rows(draft, likeness, last="Skip" if waiting else "Cancel"),
        *([ui.ActionRow(button(_PUT_BACK, custom_ids.WHOLE.of(draft.token)))] * can_be_whole),
    )


def _draft_rows(
    draft: Draft, likeness: Likeness | None, *, last: str
) -> list[ui.ActionRow[ui.LayoutView]]:
    token = draft.token
    rest = [
        button("Edit", custom_ids.EDIT_DRAFT.of(token)),
        button("Embargo and expiry", custom_ids.SCHEDULE_DRAFT.of(token)),
        button(last, custom_ids.CANCEL.of(token)),
    ]
    publish, success = custom_ids.PUBLISH.of(token), discord.ButtonStyle.success
    if not likeness:
        return [ui.ActionRow(button("Publish", publish, success), *rest)]
    handle = likeness.document.handle
    choices = [button("What changed", custom_ids.DRAFT_CHANGES.of(token, handle))]
    if not draft.replaces:
        choices.insert(0, button("Keep both", publish))
    if not handle.bundled:
        replace = custom_ids.REPLACE.of(token, handle, likeness.document.version)
        choices.insert(0, button("Replace as new version", replace, success))
    return [ui.ActionRow(*choices), ui.ActionRow(*rest)]


def list_layout(
    documents: Sequence[Document], total: int, page: int, search: str, at: datetime
) -> ui.LayoutView:
    """Show a page of the list, with buttons to turn it."""
    pages = max(-(-total // PAGE), 1)
    matching = f" matching “{named(search)}”" if search else ""
    position = f" · page {page + 1} of {pages}" if pages > 1 else ""
    head = f"**{counted(total, 'document')}**{matching}{position}"
    rows = [_text(row) for row in (head, *(_row(each, at) for each in documents))]
    turn = ui.ActionRow(
        _turn("Previous", max(page - 1, 0), search, disabled=page == 0),
        _turn("Next", page + 1, search, disabled=page + 1 >= pages),
    )
    return layout(
        ui.Container(*rows, accent_colour=ACCENT),
        *opener(documents, custom_ids.OPEN.of()),
        *([turn] if pages > 1 else []),
    )


def document_layout(
    document: Document,
    passages: Sequence[Passage],
    cut_lines: int,
    at: datetime,
    versions: Sequence[Version] = (),
) -> ui.LayoutView:
    """Show what is known of a document, and how it begins."""
    by = f" by <@{document.added_by}>" if document.added_by else ""
    added = f"added{by} {when(document.added_at)}"
    head = "\n".join(
        part
        for part in (
            f"### {document.handle} · {named(document.title, TITLE)}",
            line(*origin(document)) if any(origin(document)) else "",
            line(_address(document.url)) if document.url else "",
            line(
                language_name(document.language),
                counted(document.passages, "passage"),
                counted(document.characters, "character"),
                named(document.filename, NAME),
            ),
            line(
                "bundled with Verbatim" if document.handle.bundled else added,
                f"version {document.version}",
                f"{counted(cut_lines, 'line')} left out" if cut_lines else "",
            ),
            _scheduled(document.schedule, at),
            *_versions(versions),
        )
        if part
    )
    share = (DISPLAY_TEXT - units(head) - units(_BEGINS)) // max(len(passages), 1)
    shown = [_text(beginning(passage.text, share)) for passage in passages]
    handle = document.handle
    changing = [
        button("Edit", custom_ids.EDIT.of(handle)),
        button("Replace", custom_ids.NEW_VERSION.of(handle)),
        button("Embargo and expiry", custom_ids.SCHEDULE.of(handle)),
        button("Remove", custom_ids.TAKE_OUT.of(handle), discord.ButtonStyle.danger),
    ]
    looking = [button("Download", custom_ids.DOWNLOAD.of(handle))]
    if not handle.bundled:
        looking.append(button("History", custom_ids.OPEN_HISTORY.of(handle)))
    if cut_lines:
        looking.append(button("Show removed lines", custom_ids.CUT_LINES.of(handle)))
    if document.version > 1:
        last_two = (handle, document.version - 1, document.version)
        looking.append(button("What changed", custom_ids.CHANGES.of(*last_two)))
    return layout(
        ui.Container(
            ui.TextDisplay(head),
            ui.Separator(),
            ui.TextDisplay(_BEGINS),
            *shown,
            accent_colour=ACCENT,
        ),
        *([] if handle.bundled else [ui.ActionRow(*changing)]),
        ui.ActionRow(*looking),
    )


def _versions(versions: Sequence[Version]) -> list[str]:
    """Return a line for each of the newest versions, where there are several."""
    if len(versions) < 2:
        return []
    return [
        line(
            f"version {each.number}, added {when(each.added_at)}"
            + (f" by <@{each.added_by}>" if each.added_by else "")
        )
        for each in versions[: -_VERSIONS - 1 : -1]
    ]


_AS_QUOTED = "As it will be quoted:"
_PUT_BACK = "Put the lines back"
_BEGINS = "It begins:"


def _text(markdown: str) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay(markdown)


def _source_origin(source: Source) -> list[str]:
    publisher = named(source.publisher, NAME) if source.publisher.strip() else "no publisher"
    return [
        publisher,
        escape(day(source.date)) or "no date",
        _address(source.url) if source.url else "no source address",
    ]


def _waits(waiting: Waiting) -> list[str]:
    held = f"{counted(waiting.held, 'other')} in other moderators' hands" if waiting.held else ""
    none = "" if held else "the last one"
    others = f"{counted(waiting.others, 'other')} waiting" if waiting.others else none
    whence = f"From “{named(waiting.whence, NAME)}”" if waiting.whence else "Changed at its address"
    return [whence, others, held]


def _address(url: str) -> str:
    return named(url, _URL)


def _cut_lines(removed: Sequence[str]) -> str:
    if not removed:
        return ""
    said = [cut for cut in removed if any(map(str.isalnum, cut))][:_LINES]
    more = len(removed) - len(said)
    return "\n".join(
        [
            f"{counted(len(removed), 'line')} will be left out, as navigation or running heads:",
            *(line(f"“{named(cut, _LINE)}”") for cut in said),
            *([line(f"and {more} more")] if more else []),
        ]
    )


def _row(document: Document, at: datetime) -> str:
    return "\n".join(
        (
            f"**{document.handle}** · {named(document.title, _ROW_TITLE)}",
            line(*origin(document, most=_ROW_NAME), counted(document.passages, "passage")),
            *filter(None, [_scheduled(document.schedule, at, when)]),
        )
    )


def _scheduled(
    schedule: Schedule, at: datetime, moment: Callable[[datetime], str] = exactly
) -> str:
    """Return a line with the bounds that matter, marked where they hide the document now."""
    said = scheduled(schedule, at, moment)
    mark = "" if schedule.is_open(at) else "🔒 "
    return line(mark + " · ".join(said)) if said else ""


def _turn(label: str, page: int, search: str, *, disabled: bool) -> ui.Button[ui.LayoutView]:
    turn = button(label, custom_ids.PAGE.of(page, search))
    turn.disabled = disabled
    return turn
