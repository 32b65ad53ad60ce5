"""What a command works with: settings, an engine, and an exit status.

Exit status: 0 done or answered, 1 abstained, 2 failed, 130 interrupted by Ctrl-C. A failure that
its cause can mend is one sentence on standard error.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import traceback
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from bot.cli.logs import configure_logs
from bot.cli.terminal import Terminal
from bot.engine.engine import Engine, open_engine
from bot.errors import VerbatimError, WordedError
from bot.model import TERMINAL, Handle
from bot.settings import load_settings

ABSTAINED, FAILED, INTERRUPTED = 1, 2, 130

STANDARD_INPUT = "-"

guild_option = click.option(
    "--guild",
    type=int,
    default=TERMINAL,
    help="The Discord server whose library is meant, by its id; by default the terminal's own.",
)


PATH: click.Path = click.Path(path_type=Path)

json_option = click.option("--json", "as_json", is_flag=True, help="Print one object for programs.")


@dataclass(frozen=True, slots=True)
class Session:
    """What the options before the command say; settings are read when the command runs."""

    options: dict[str, Any]
    terminal: Terminal

    def run(
        self, work: Callable[[Engine], Awaitable[int]], *, log_level: str | None = "WARNING"
    ) -> None:
        """Do a command's work on an engine and exit; without a level the setting's is logged.

        No garbage is looked for while modules are loaded, nor ever among what they hold: that takes
        .09 of the .46 seconds of computing that `verbatim ask` needs with it.
        """
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # see `bot.__main__`
            signal.signal(signal.SIGINT, signal.default_int_handler)
        with reporting():
            raise Exit(asyncio.run(self._work(work, log_level)))

    async def _work(self, work: Callable[[Engine], Awaitable[int]], log_level: str | None) -> int:
        settings = load_settings(**self.options)
        configure_logs(log_level or settings.log_level, settings.log_format)
        async with open_engine(settings) as engine:
            return await work(engine)


@contextmanager
def reporting() -> Generator[None, None, None]:
    """Turn what goes wrong into a sentence, or a traceback, and exit status 2."""
    try:
        yield
    except VerbatimError as error:
        from bot.cli.wording import sentence  # noqa: PLC0415 (only what fails needs it)

        complain(sentence(error))
        raise Exit(FAILED) from error
    except (Exit, click.Abort, BrokenPipeError):
        raise
    except KeyboardInterrupt as error:
        raise Exit(INTERRUPTED) from error
    except Exception as error:
        # Python's own status for it, 1, would say "abstained".
        traceback.print_exc()
        raise Exit(FAILED) from error


def complain(told: str) -> None:
    """Print a sentence on standard error."""
    print(f"verbatim: {told}", file=sys.stderr)  # noqa: T201


def handle_of(text: str) -> Handle:
    """Read a document's id; raise :class:`~bot.errors.WordedError` for what is none."""
    handle = Handle.parse(text)
    if handle is None:
        message = (
            f"“{text}” is not a document's id. `verbatim list` shows the ids, such as 12 or b7."
        )
        raise WordedError(message)
    return handle
