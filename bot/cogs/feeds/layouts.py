"""How feeds look to moderators. Pure, like :mod:`bot.cogs.answers.replies`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.cogs.ui import custom_ids
from bot.cogs.ui.limits import BUTTONS_IN_ROW
from bot.cogs.ui.markdown import escape, named
from bot.cogs.ui.problems import refusal_sentence
from bot.cogs.ui.sending import ACCENT, button, layout
from bot.cogs.ui.wording import TITLE, announced, counted, day, line, when
from bot.compare.diff import Diff
from bot.engine.watching.refetching import Change
from bot.engine.watching.watching import News, Started
from bot.ingest.feed.entries import Entry
from bot.library.queue import Held
from bot.library.watches import Watch

NOTHING_WAITS = (
    "Nothing waits for review. `/library watch` watches a feed, and what is new in it waits here."
)

_NEWEST, _HOLDERS = 3, 3
_ADDRESS, _PROBLEM, _SNIPPET = 150, 200, 200
_FEW, _FEW_LONG, _MANY_LONG = 10, (60, 100), (25, 30)
"""So many feeds have room for titles and problems of so many code points; more have less."""


def held_line(held: Sequence[Held]) -> str:
    """Say in Markdown in whose hands all is that waits; empty if nothing does."""
    if not held:
        return ""
    holders = list(dict.fromkeys(f"<@{each.user_id}>" for each in held))
    by = " and ".join([*holders[:_HOLDERS], *(["others"] if len(holders) > _HOLDERS else [])])
    verb = "is" if len(held) == 1 else "are"
    return (
        f"{counted(len(held), 'document')} {verb} being reviewed by {by}, and nothing else waits."
        f" From <t:{int(held[0].until.timestamp())}:t> on you can review"
        f" {'it' if len(held) == 1 else 'what is left of them'}."
    )


def started_layout(started: Started, *, is_told: bool) -> ui.LayoutView:
    """Show what a feed that is watched from now on names.

    ``is_told`` says whether new ones will be told in a channel.
    """
    watch, entries = started.watch, started.entries
    newest = [f"- {_entry(entry)}" for entry in entries[:_NEWEST]]
    feed = f"Watching **{named(watch.title, TITLE)}** now."
    lines = (
        (
            f"{feed} It names {counted(len(entries), 'document')}, the newest of them:",
            *newest,
            f"The newest {started.new} will be read now and wait for `/library review`, and so will"
            " new ones. Nothing is published without a moderator.",
        )
        if entries
        else (f"{feed} It names no documents yet; new ones will wait for `/library review`.",)
    )
    hint = "" if is_told else "`/library log` chooses a channel in which new ones are told."
    lines = (*lines, line(named(watch.origin.url, _ADDRESS), hint))
    text = ui.TextDisplay[ui.LayoutView]("\n".join(lines))
    stop = button("Stop", custom_ids.STOP_WATCH.of(watch.token))
    return layout(ui.Container(text, accent_colour=ACCENT), ui.ActionRow(stop))


def watches_layout(watches: Sequence[Watch], waiting: int, note: str = "") -> ui.LayoutView:
    """Show what is watched, with a button to stop each."""
    most = _FEW_LONG if len(watches) <= _FEW else _MANY_LONG
    head = (
        f"**{counted(len(watches), 'feed')}** watched"
        if watches
        else "No feed is watched. `/library watch` watches one."
    )
    waits = f"{counted(waiting, 'document')} for `/library review`" if waiting else ""
    lines = [
        *([note] if note else []),
        f"{head}{f' · {waits}' if waits else ''}",
        *(_row(number, watch, *most) for number, watch in enumerate(watches, 1)),
    ]
    stops = [
        button(f"Stop {number}", custom_ids.STOP_WATCH.of(watch.token))
        for number, watch in enumerate(watches, 1)
    ]
    rows = (stops[at : at + BUTTONS_IN_ROW] for at in range(0, len(stops), BUTTONS_IN_ROW))
    return layout(
        ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=ACCENT),
        *(ui.ActionRow[ui.LayoutView](*row) for row in rows),
    )


def told(news: News) -> str:
    """Return Markdown that tells what is new in a feed, or that it fails."""
    feed = named(news.feed, TITLE)
    if news.problem:
        problem = escape(refusal_sentence(news.problem)[:_PROBLEM])
        return (
            f"The feed “{feed}” has failed several times: {problem} It is tried less often now;"
            " `/library watches` stops it."
        )
    titles = [f"“{named(title, TITLE)}”" for title in news.titles[:_NEWEST]]
    more = len(news.titles) - len(titles)
    listed = ", ".join(titles) + (f" and {more} more" if more else "")
    verb = "wait" if len(news.titles) != 1 else "waits"
    return (
        f"{counted(len(news.titles), 'new document')} from “{feed}” {verb} for review: {listed}."
        " `/library review` shows them."
    )


def changed(change: Change, at: datetime) -> str:
    """Return Markdown that tells that a document has changed at its address, or is gone.

    What changed in one under embargo is not told where members may read it.
    """
    what = announced(change.document, at)
    if change.diff is None:
        return (
            f"There is nothing any more at the web address of {what}. It stays in the library;"
            " `/library remove` takes it out."
        )
    embargoed = change.document.schedule.is_embargoed(at)
    return (
        f"At its web address, {what}, has changed: {_counts(change.diff)}.\n"
        f"{'' if embargoed else _first(change.diff)}"
        "The new version waits for review: `/library review` shows it."
    )


def _counts(diff: Diff) -> str:
    old, new = diff.words
    counts = (
        (new - diff.kept, "added"),
        (old - diff.kept, "taken away"),
    )
    said = [f"{counted(number, 'word')} {verb}" for number, verb in counts if number]
    return " and ".join(said) or "its punctuation"


def _first(diff: Diff) -> str:
    """Return a line with the first change, as it was and as it is."""
    place = next(iter(diff.changes()), None)
    if place is None:
        return ""
    piece = diff.pieces[place]
    was, now = piece.old.of(diff.old), piece.new.of(diff.new)
    sides = (f"“{named(side, _SNIPPET)}”" if side.strip() else "nothing" for side in (was, now))
    return line(" → ".join(sides)) + "\n"


def _row(number: int, watch: Watch, title: int, problem: int) -> str:
    looked = f"looked at {when(watch.checked_at)}" if watch.checked_at else "not looked at yet"
    wrong = f"⚠️ {named(refusal_sentence(watch.problem), problem)}" if watch.problem else ""
    return f"{number}\\. **{named(watch.title, title)}**\n{line(looked, wrong)}"


def _entry(entry: Entry) -> str:
    title = named(entry.title or entry.url, TITLE)
    return f"{title} · {escape(day(entry.date[:10]))}" if entry.date else title
