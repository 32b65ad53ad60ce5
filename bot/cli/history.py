"""``verbatim history`` and ``verbatim erase``: what was done, and what is to be gone for good."""

from __future__ import annotations

import click

from bot.cli.session import Session, guild_option, handle_of
from bot.cli.sources import handle_argument
from bot.engine.engine import Engine
from bot.errors import NotShrunk
from bot.model import GuildId


@click.command
@click.argument("which", metavar="[ID]", default="", help="One document only.")
@guild_option
@click.pass_obj
def history(session: Session, which: str, *, guild: int) -> None:
    """List who changed what in the library, the newest change first."""

    async def work(engine: Engine) -> int:
        handle = handle_of(which) if which else None
        guilds = engine.library.guilds
        for entry in await guilds.audit_entries(GuildId(guild), -1, handle=handle):
            user = str(entry.user_id or "-")
            told = (f"{entry.at:%Y-%m-%d %H:%M}", user, entry.action, entry.handle, entry.title)
            session.terminal.note("  ".join(filter(None, told)))
        return 0

    session.run(work)


@click.command
@handle_argument
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@guild_option
@click.pass_obj
def erase(session: Session, which: str, *, yes: bool, guild: int) -> None:
    """Delete a document for good, removed or not: its file, its text, all of its versions."""
    if not yes:
        click.confirm(f"Delete document {which} for good? Nobody can bring it back.", abort=True)

    async def work(engine: Engine) -> int:
        session.terminal.note(await _erased(engine, GuildId(guild), which))
        return 0

    session.run(work)


async def _erased(engine: Engine, guild_id: GuildId, which: str) -> str:
    handle = handle_of(which)
    try:
        await engine.documents.erase(guild_id, handle)
    except NotShrunk as error:
        return (
            f"Deleted {handle} for good, but traces may be left in the library's file: there was no"
            f" room to rewrite it ({error.trouble})."
        )
    return f"Deleted {handle} for good."
