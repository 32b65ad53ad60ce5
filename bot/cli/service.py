"""Running the bot: ``verbatim serve``, ``check``, ``preview``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.cli.logs import configure_structlog
from bot.cli.session import Session
from bot.engine.engine import Engine
from bot.model import TERMINAL
from bot.settings import unknown_variables


@click.command
@click.pass_obj
def serve(session: Session) -> None:
    """Run the Discord bot until it is told to stop."""
    from bot.cogs.invite import check_shape  # noqa: PLC0415 (discord.py takes half a second)
    from bot.cogs.running import run_bot  # noqa: PLC0415

    async def work(engine: Engine) -> int:
        configure_structlog()
        token = engine.settings.token()
        check_shape(token)
        await run_bot(engine, token)
        return 0

    session.run(work, log_level=None)


@click.command
@click.pass_obj
def check(session: Session) -> None:
    """Check settings, database, folders and token, and print the invite link."""
    from bot.cogs.invite import invite_url  # noqa: PLC0415 (discord.py takes half a second)

    async def work(engine: Engine) -> int:
        settings, note = engine.settings, session.terminal.note
        documents = await engine.library.catalogue.count(TERMINAL)
        note(f"database: {settings.database} can be read and written")
        note(f"corpus:   {settings.corpus or 'none'} ({documents} documents)")
        if unknown := unknown_variables():
            note(f"unknown:  {', '.join(unknown)}; Verbatim has no such settings")
        note(f"token:    has the right shape\ninvite:   {invite_url(settings.token())}")
        return 0

    session.run(work)


@click.command
@click.option("--port", type=int, default=0, help="The local port; 0 takes a free one.")
@click.pass_context
def preview(context: click.Context, *, port: int) -> None:
    """Open the bot in a local browser, without a token; needs the extra `preview`.

    Unless --database names another, its library is a new one that is gone afterwards. Questions are
    answered by their words alone.
    """
    given: Session = context.obj
    folder = context.with_resource(TemporaryDirectory(ignore_cleanup_errors=True))
    own = {"database": Path(folder, "library.db")}
    # simcord waits for what the bot is doing: to learn what the bundled passages mean takes 45 s.
    session = Session({**own, **given.options, "semantic": "off"}, given.terminal)

    async def work(engine: Engine) -> int:
        from bot.cogs.preview import run_preview  # noqa: PLC0415 (an extra that few install)

        configure_structlog()
        await run_preview(engine, session.terminal.note, port=port or None)
        return 0

    session.run(work, log_level="ERROR")
