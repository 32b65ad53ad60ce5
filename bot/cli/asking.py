"""``verbatim ask`` and ``verbatim chat``."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.cli.session import ABSTAINED, GuildOption, Session, handle_of
from bot.cli.terminal import reply_json
from bot.engine.engine import Engine
from bot.model import TERMINAL, Answer, GuildId


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="The question.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object for programs.")] = False,
    document: Annotated[str, typer.Option(help="Ask only the document with this id.")] = "",
    guild: GuildOption = TERMINAL,
) -> None:
    """Answer a question with quotes; the exit status is 1 if nothing answers it."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        handle = handle_of(document) if document else None
        reply = await engine.asking.ask(GuildId(guild), question, handle=handle)
        if as_json:
            typer.echo(json.dumps(reply_json(reply), ensure_ascii=False))
        else:
            session.terminal.reply(reply)
        return 0 if isinstance(reply, Answer) else ABSTAINED

    session.run(work)


def chat(context: typer.Context, *, guild: GuildOption = TERMINAL) -> None:
    """Keep asking: a line is a question, "+ …" follows up, "more" shows the next passages."""
    from bot.cli.chat import keep_asking  # noqa: PLC0415 (a fifth of a second that `ask` saves)

    session: Session = context.obj

    async def work(engine: Engine) -> int:
        await keep_asking(engine, GuildId(guild), session.terminal)
        return 0

    session.run(work)
