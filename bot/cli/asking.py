"""``verbatim ask`` and ``verbatim chat``."""

from __future__ import annotations

import json
import sys

import click

from bot.cli.session import (
    ABSTAINED,
    STANDARD_INPUT,
    Session,
    guild_option,
    handle_of,
    json_option,
)
from bot.cli.terminal import reply_json
from bot.engine.engine import Engine
from bot.model import Answer, GuildId


@click.command
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="QUESTION...",
    help="The question, with quotation marks or without; - reads it from standard input.",
)
@json_option
@click.option("--document", default="", metavar="ID", help="Ask only the document with this id.")
@click.option("--as-typed", is_flag=True, help="Correct nothing that was typed.")
@guild_option
@click.pass_obj
def ask(
    session: Session,
    words: tuple[str, ...],
    *,
    as_json: bool,
    document: str,
    as_typed: bool,
    guild: int,
) -> None:
    """Answer a question with quotes; the exit status is 1 if nothing answers it."""
    question = " ".join(words)
    if question == STANDARD_INPUT:
        question = sys.stdin.read()

    async def work(engine: Engine) -> int:
        handle = handle_of(document) if document else None
        reply = await engine.asking.ask(GuildId(guild), question, handle=handle, as_typed=as_typed)
        if as_json:
            click.echo(json.dumps(reply_json(reply), ensure_ascii=False))
        else:
            session.terminal.reply(reply, back="--as-typed")
        return 0 if isinstance(reply, Answer) else ABSTAINED

    session.run(work)


@click.command
@guild_option
@click.pass_obj
def chat(session: Session, *, guild: int) -> None:
    """Keep asking: "+ …" follows up, "more" shows the next passages, "typed" corrects nothing."""
    from bot.cli.chat import keep_asking  # noqa: PLC0415 (a fifth of a second that `ask` saves)

    async def work(engine: Engine) -> int:
        await keep_asking(engine, GuildId(guild), session.terminal)
        return 0

    session.run(work)
