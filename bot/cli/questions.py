"""``verbatim questions``: what the members of a Discord server asked in vain."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.session import Session
from bot.engine.engine import Engine
from bot.library.questions import Kind
from bot.model import GuildId


def questions(
    context: typer.Context,
    guild: Annotated[int, typer.Option("--guild", help="The Discord server, by its id.")],
    *,
    unhelpful: Annotated[
        bool, typer.Option("--unhelpful", help="List those whose answer somebody found no help.")
    ] = False,
) -> None:
    """List what was asked aloud in vain: how often, when last, and the question."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        kind = Kind.UNHELPFUL if unhelpful else Kind.UNANSWERED
        found = await engine.library.questions.list(GuildId(guild), kind)
        for asked in found:
            last = f"{asked.at:%Y-%m-%d}"
            session.terminal.note(f"{asked.count}  {last}  {asked.question}")
        session.terminal.note(f"{len(found)} question{'s' * (len(found) != 1)}.")
        return 0

    session.run(work)
