"""Parts of sentences that Discord and the terminal share; importing this imports no Discord."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.compare.diff import Diff
from bot.model import Schedule
from bot.progress import Progress, Unit

_NEARLY_ALL = 0.9995


UNKEPT = (
    "This answer could not be kept, because {why}. So it has no buttons, and it is not edited if"
    " its document changes."
)
"""Stands above an answer; ``why`` is one of :data:`bot.cogs.ui.problems.TROUBLES`."""


def day_words(day: date) -> str:
    """Return a day as it stands in a sentence: ``3 May 2025``."""
    return f"{day.day} {day:%B %Y}"


def schedule_words(schedule: Schedule, at: datetime, named: Callable[[datetime], str]) -> list[str]:
    """Return what a schedule means at a moment, nothing of an embargo that is over by then."""
    parts = []
    if schedule.embargo and schedule.is_embargoed(at):
        parts.append(f"under embargo until {named(schedule.embargo)}")
    if schedule.expires:
        verb = "expired" if schedule.has_expired(at) else "expires"
        parts.append(f"{verb} {named(schedule.expires)}")
    return parts


def progress_words(progress: Progress) -> str:
    """Return how far long work has come: ``page 120 of 400``, ``12.3 of 40.0 MB``."""
    of = f" of {progress.total:,}" if progress.total else ""
    match progress.unit:
        case Unit.TURN:
            plural = "s" * (progress.total != 1)
            return f"waiting for {progress.total:,} file{plural} before yours"
        case Unit.BYTE:
            of = f" of {progress.total / 1e6:.1f}" if progress.total else ""
            return f"{progress.done / 1e6:.1f}{of} MB"
        case _:
            return f"{progress.unit} {progress.done:,}{of}"


def sameness(found: Diff) -> str:
    """Say how many of the words are the same, never more than are."""
    share = found.alike
    if share > _NEARLY_ALL:
        return f"{'all' if share == 1 else 'nearly all'} words are the same"
    of = next(of for of, most in ((10, 0.95), (100, 0.995), (1000, 1)) if share < most)
    count = int(share * of)
    return f"{count or 'hardly 1'} of {of:,} words {'are' if count > 1 else 'is'} the same"
