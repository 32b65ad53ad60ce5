"""Long work on what a moderator brings: its reply shows how far it has come, and has [Cancel].

What takes less than :data:`_FIRST` seconds shows nothing. Then the reply is edited, and again when
something changed, at most every :data:`_PAUSE` seconds, for which Discord has room. One task makes
all edits, one after another, so that none comes late. An interaction can be answered for 15
minutes; work that would last nearly as long is given up with a sentence.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, TypeVar

import discord
import structlog
from discord import ui

from bot.cogs.ui import custom_ids
from bot.cogs.ui.components import Button, Feature
from bot.cogs.ui.failures import sentence
from bot.cogs.ui.guard import guild_of, user_of
from bot.cogs.ui.markdown import named
from bot.cogs.ui.phrases import progress_words
from bot.cogs.ui.sending import NOBODY, NOT_SENT, button, layout, say, show
from bot.cogs.ui.wording import NAME
from bot.errors import WordedError
from bot.progress import Progress, Report, Unit
from bot.worker.turns import Turns

HELD = 4
"""Files that are held in memory at the same time, to be fetched or read; others wait for them."""

_FIRST, _PAUSE = 1.5, 2.0
_LONGEST = 14 * 60.0

_BAR = 20
"""Characters."""

_RESTARTED = "I was restarted before this was done. Nothing was stored; add it again."
_STORING = "That is being stored already, so it cannot be cancelled. You can undo it in a moment."
_DONE = "That is done already, so there is nothing left to cancel."

Result = TypeVar("Result")

log = structlog.stdlib.get_logger(__name__)


@dataclass(slots=True)
class Work:
    """What is being done, and how far it has come."""

    name: str
    """The file or document at hand."""
    verb: str = "Reading"
    progress: Progress | None = None
    news: bool = True
    """Whether it is not shown yet."""
    storing: bool = False
    """Whether it has come so far that it cannot be cancelled."""
    stop: Callable[[str], str] = custom_ids.STOP.of
    """What [Cancel] is called by the token of the work."""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def on(self, name: str) -> Report:
        """Begin with a file; return what takes its progress."""
        self.name, self.progress, self.news = name, None, True
        return self.report

    def report(self, progress: Progress) -> None:
        """Note how far it has come."""
        self.progress, self.news = progress, True
        self.changed.set()

    def store(self) -> None:
        """Note that it cannot be cancelled any more."""
        self.storing = True


@dataclass(slots=True, eq=False)
class _Running:
    work: Work
    interaction: discord.Interaction
    task: asyncio.Task[Any]
    cancelled: bool = False

    def belongs_to(self, interaction: discord.Interaction) -> bool:
        """Tell whether the one who presses is the one who waits."""
        return all(of(interaction) == of(self.interaction) for of in (guild_of, user_of))


class LongWork(Feature):
    """Does long work, a few files at a time; guilds take turns."""

    def __init__(self) -> None:
        self._start = secrets.token_urlsafe(6)
        self._running: dict[str, _Running] = {}
        self._places = Turns(HELD)
        self.buttons = [Button(custom_ids.STOP, self.stop)]

    async def run(
        self,
        interaction: discord.Interaction,
        name: str,
        do: Callable[[Work], Awaitable[Result]],
    ) -> Result | None:
        """Do what may take long where the interaction was acknowledged, and return its result.

        ``None``: it was cancelled, or failed after progress was shown, and the reply says so.
        """
        work = Work(name)
        with self._begun(interaction, work, self._in_turn(interaction, work, do)) as (
            running,
            token,
        ):
            shown = await _follow(interaction, work, running.task, token)
        if running.cancelled and running.task.cancelled():
            await _say(interaction, f"Cancelled. Nothing of {named(work.name, NAME)} was stored.")
            return None
        try:
            result: Result = running.task.result()
        except Exception as error:
            if not shown:
                raise
            await _say(interaction, sentence(error))
            return None
        return result

    async def publish(
        self,
        interaction: discord.Interaction,
        name: str,
        do: Callable[[Work], Coroutine[Any, Any, Result]],
        stop: Callable[[str], str],
    ) -> Result | None:
        """Do work in place of the message that was pressed in, which was acknowledged.

        Its buttons are gone meanwhile. It can be cancelled until it calls :meth:`Work.store`; then
        the result is ``None``. ``stop`` returns what [Cancel] is called, by the token of the work.
        """
        work = Work(name, "Publishing", stop=stop)
        ready = asyncio.Event()

        async def begin() -> Result:
            await ready.wait()
            return await do(work)

        with self._begun(interaction, work, begin()) as (running, token):
            await _edit(interaction, progress_layout(work, token))
            ready.set()
            await _follow(interaction, work, running.task, token)
        if running.cancelled and running.task.cancelled():
            return None
        result: Result = running.task.result()
        return result

    async def stop(self, interaction: discord.Interaction, token: str) -> None:
        """Cancel work, for [Cancel]; the reply is edited by whoever waits for it."""
        running = self._running.get(token)
        if running and running.belongs_to(interaction):
            if running.work.storing:
                await say(interaction, _STORING)
                return
            running.cancelled = True
            running.task.cancel()
            await interaction.response.defer()
        elif self.is_of_now(token):
            await say(interaction, _DONE)
        else:
            await interaction.response.edit_message(
                view=layout(ui.TextDisplay(_RESTARTED)), allowed_mentions=NOBODY
            )

    def is_of_now(self, token: str) -> bool:
        """Tell whether work was begun since the bot was started."""
        return token.startswith(self._start)

    @contextmanager
    def _begun(
        self, interaction: discord.Interaction, work: Work, doing: Coroutine[Any, Any, Result]
    ) -> Iterator[tuple[_Running, str]]:
        """Begin with work that [Cancel] finds by a token while this lasts."""
        running = _Running(work, interaction, asyncio.create_task(doing))
        token = f"{self._start}-{secrets.token_urlsafe(6)}"
        self._running[token] = running
        try:
            yield running, token
        finally:
            del self._running[token]
            if not running.work.storing:
                running.task.cancel()

    async def _in_turn(
        self,
        interaction: discord.Interaction,
        work: Work,
        do: Callable[[Work], Awaitable[Result]],
    ) -> Result:
        limit = asyncio.timeout(_LONGEST)
        try:
            async with limit, self._places.take(guild_of(interaction), work.report):
                return await do(work)
        except TimeoutError as error:
            if not limit.expired():
                raise
            message = "Too much is being added just now. Nothing was stored; try again later."
            raise WordedError(message) from error


async def _follow(
    interaction: discord.Interaction, work: Work, task: asyncio.Task[Result], token: str
) -> bool:
    """Wait for a task and show its progress; return whether anything was shown."""
    shown = False
    due = perf_counter() + _FIRST
    task.add_done_callback(lambda _: work.changed.set())
    while not task.done():
        left = due - perf_counter()
        if work.news and left <= 0:
            work.news = False
            shown |= await _edit(interaction, progress_layout(work, token))
            due = perf_counter() + _PAUSE
            continue
        work.changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(left if work.news else None):
                await work.changed.wait()
    return shown


async def _edit(interaction: discord.Interaction, view: ui.LayoutView) -> bool:
    try:
        await show(interaction, view)
    except NOT_SENT as error:
        log.warning("progress could not be shown", error=str(error))
        return False
    return True


def progress_layout(work: Work, token: str) -> ui.LayoutView:
    """Show how far work has come, with [Cancel]."""
    progress = work.progress
    verb = "Fetching" if progress is not None and progress.unit is Unit.BYTE else work.verb
    head = f"{verb} {named(work.name, NAME)} …"
    said = ui.TextDisplay[ui.LayoutView](
        "\n".join(part for part in (head, progress and _come(progress)) if part)
    )
    return layout(said, ui.ActionRow(button("Cancel", work.stop(token))))


def _come(progress: Progress) -> str:
    """Return a bar where the end is known, and words."""
    if progress.unit is Unit.TURN or not progress.total:
        return progress_words(progress)
    filled = min(round(_BAR * progress.done / progress.total), _BAR)
    return f"`{'█' * filled}{'░' * (_BAR - filled)}` {progress_words(progress)}"


async def _say(interaction: discord.Interaction, told: str) -> None:
    await show(interaction, layout(ui.TextDisplay(told)))
