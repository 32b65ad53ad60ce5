"""``verbatim backup``, and what ``restore`` does with a backup."""

from __future__ import annotations

from pathlib import Path

import click
from click.exceptions import Exit

from bot.cli.bars import bar
from bot.cli.session import PATH, Session, reporting
from bot.library.backup import back_up, put_back
from bot.moments import utc_now
from bot.settings import load_settings


@click.command
@click.argument("file", type=PATH, help="The file to write, or a folder for one named by the day.")
@click.pass_obj
def backup(session: Session, file: Path) -> None:
    """Copy the library, checked and packed, to a file; the bot may run."""
    with reporting():
        database = load_settings(**session.options).database
        with bar(database.name) as report:
            made = back_up(database, file, utc_now(), report)
        session.terminal.note(f"Backed up {database} to {made}")
        raise Exit(0)


def put_in_place(session: Session, file: Path) -> None:
    """Put a backup in the library's place, say what is kept, and exit."""
    with reporting():
        database = load_settings(**session.options).database
        with bar(file.name):
            kept = put_back(file, database, utc_now())
        session.terminal.note(f"Put {file} in the place of {database}.")
        if kept:
            session.terminal.note(f"What stood there is kept: {kept}")
        raise Exit(0)
