"""A prompt that keeps asking, with history.

On a terminal prompt_toolkit edits the line and remembers earlier ones beside the library; from a
pipe each line is a question.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory

from bot.cli.terminal import Terminal
from bot.engine.engine import Engine
from bot.model import Answer, GuildId

HELP = (
    'Ask a question. "+ …" follows up, "more" shows the next passages, "typed" searches for the'
    " words as you typed them, Ctrl-D leaves."
)


async def keep_asking(engine: Engine, guild_id: GuildId, terminal: Terminal) -> None:
    """Answer line after line until the input ends."""
    terminal.note(HELP)
    question, earlier, shown, as_typed = "", "", 0, False
    async for line in _lines(engine.settings.database):
        if line == "more" and question:
            quotes = await engine.asking.further(
                guild_id, question, skip=shown, earlier=earlier, as_typed=as_typed
            )
            shown += len(quotes)
            terminal.quotes(quotes)
            if not quotes:
                terminal.note("There are no further passages.")
            continue
        as_typed = line == "typed" and bool(question)
        if not as_typed:
            follows = line.startswith("+")
            earlier = f"{earlier}\n{question}".strip() if follows else ""
            question = line.removeprefix("+").strip()
        reply = await engine.asking.ask(guild_id, question, earlier=earlier, as_typed=as_typed)
        shown = len(reply.quotes) if isinstance(reply, Answer) else len(reply.closest)
        terminal.reply(reply, back="typed")


async def _lines(database: Path) -> AsyncIterator[str]:
    source = _typed(database) if sys.stdin.isatty() else _piped()
    async for line in source:
        if line.strip():
            yield line.strip()


async def _typed(database: Path) -> AsyncGenerator[str, None]:
    prompt: PromptSession[str] = PromptSession(
        history=FileHistory(str(database.with_name("chat-history")))
    )
    while True:
        try:
            yield await prompt.prompt_async("? ")
        except (EOFError, KeyboardInterrupt):
            return


async def _piped() -> AsyncGenerator[str, None]:
    for line in sys.stdin:
        yield line
