"""A progress bar for what takes long; on a terminal only."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import rich.progress
from rich.console import Console
from rich.progress import BarColumn, TextColumn

from bot.cogs.ui.phrases import progress_words
from bot.ingest.filename import shown
from bot.progress import Progress, Report


@contextmanager
def bar(name: str, number: int = 1, count: int = 1) -> Generator[Report, None, None]:
    """Show how far a file has come, on standard error; it is gone before results are printed."""
    console = Console(stderr=True)
    columns = [
        TextColumn(f"{{task.{of}}}", markup=False) for of in ("description", "fields[place]")
    ]
    which = f" ({number} of {count})" if count > 1 else ""
    with rich.progress.Progress(
        columns[0],
        BarColumn(),
        columns[1],
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bars:
        task = bars.add_task(shown(name) + which, total=None, place="")

        def report(progress: Progress) -> None:
            bars.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                place=progress_words(progress),
            )

        yield report
