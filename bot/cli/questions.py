"""``verbatim questions``: questions on a Discord server that found no answer."""

from __future__ import annotations

import click

from bot.cli.session import Session
from bot.engine.engine import Engine
from bot.library.questions import Gap
from bot.model import GuildId


@click.command
@click.option("--guild", type=int, required=True, help="The Discord server, by its id.")
@click.option("--unhelpful", is_flag=True, help="List those whose answer somebody found no help.")
@click.pass_obj
def questions(session: Session, *, guild: int, unhelpful: bool) -> None:
    """List public questions that found no answer: how often, when last, which."""

    async def work(engine: Engine) -> int:
        gap = Gap.UNHELPFUL if unhelpful else Gap.UNANSWERED
        found = await engine.library.questions.list(GuildId(guild), gap)
        for asked in found:
            last = f"{asked.at:%Y-%m-%d}"
            session.terminal.note(f"{asked.count}  {last}  {asked.question}")
        session.terminal.note(f"{len(found)} question{'s' * (len(found) != 1)}.")
        return 0

    session.run(work)
