"""A progress bar for what takes long; on a terminal only."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import rich.progress
from rich.console import Console
from rich.progress import BarColumn, TextColumn

from bot.cogs.ui.phrases import progress_words
from bot.ingest.filename import shown
from bot.progress import Progress


class Bar:
    """The bar of one file after another, on standard error."""

    def __init__(self, bars: rich.progress.Progress) -> None:
        self._bars = bars
        self._task = bars.add_task("", total=None, place="")

    def start(self, name: str, number: int, count: int) -> None:
        """Begin with the file of this number."""
        which = f" ({number} of {count})" if count > 1 else ""
        self._bars.reset(self._task, total=None, description=shown(name) + which, place="")

    @contextmanager
    def paused(self) -> Generator[None, None, None]:
        """Leave the terminal to a question."""
        self._bars.stop()
        yield
        self._bars.start()

    def report(self, progress: Progress) -> None:
        """Show how far it has come."""
        self._bars.update(
            self._task,
            completed=progress.done,
            total=progress.total or None,
            place=progress_words(progress),
        )


@contextmanager
def bar() -> Generator[Bar, None, None]:
    """Show a bar until the work is done."""
    console = Console(stderr=True)
    columns = [
        TextColumn(f"{{task.{of}}}", markup=False) for of in ("description", "fields[place]")
    ]
    with rich.progress.Progress(
        columns[0],
        BarColumn(),
        columns[1],
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bars:
        yield Bar(bars)
