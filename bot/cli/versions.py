"""New versions of documents: ``verbatim replace``, ``diff``, and what ``add`` finds to be near."""

from __future__ import annotations

import asyncio
import sys
from enum import Enum

import click

from bot.cli.bars import bar
from bot.cli.changes import print_places
from bot.cli.session import Session, complain, guild_option, handle_of
from bot.cli.sources import handle_argument, read
from bot.cli.terminal import Terminal
from bot.cogs.ui.phrases import sameness
from bot.cogs.ui.problems import note_sentence
from bot.compare.diff import Diff
from bot.compare.places import places
from bot.engine.engine import Engine
from bot.engine.sources import own_address
from bot.engine.versions import Likeness
from bot.errors import WordedError
from bot.model import BUNDLED, Document, GuildId, Schedule, Source


class Wish(Enum):
    """What to do with a file that is nearly the same as a document."""

    ASK = "ask"
    REPLACE = "replace"
    KEEP_BOTH = "keep both"
    CANCEL = "cancel"


@click.command
@handle_argument
@click.argument(
    "file",
    default="",
    metavar="[FILE_OR_ADDRESS]",
    help="The new version; by default the own address.",
)
@guild_option
@click.pass_obj
def replace(session: Session, which: str, file: str, *, guild: int) -> None:
    """Add a new version of a document; the old one is kept, and quotes of it tell of the new."""

    async def work(engine: Engine) -> int:
        handle, guild_id = handle_of(which), GuildId(guild)
        document = await engine.library.catalogue.document(guild_id, handle, closed=True)
        given = file or own_address(document)
        with bar(given) as report:
            source, data = await read(engine, guild_id, given, report)
        changes = await engine.versions.changes(guild_id, document, source)
        document = await engine.documents.replace(guild_id, handle, source, data)
        _say_replaced(session.terminal, document, changes)
        return 0

    session.run(work)


@click.command
@handle_argument
@click.argument("old", type=int, default=0, help="A version; by default the one before.")
@click.argument("new", type=int, default=0, help="A later one; by default the current one.")
@guild_option
@click.pass_obj
def diff(session: Session, which: str, old: int, new: int, *, guild: int) -> None:
    """Show what changed between two versions of a document, word for word."""

    async def work(engine: Engine) -> int:
        handle, guild_id = handle_of(which), GuildId(guild)
        known = await engine.versions.list(guild_id, handle, closed=True)
        later = new or known[-1].number
        before = old or later - 1
        if missing := {before, later}.difference(each.number for each in known):
            if len(known) == 1:
                message = f"There is only one version of document {handle}."
            else:
                message = (
                    f"There is no version {min(missing)} of document {handle}; there are"
                    f" {known[0].number} to {known[-1].number}."
                )
            raise WordedError(message)
        changes = await engine.versions.between(guild_id, handle, before, later, closed=True)
        await _show(session.terminal, changes)
        return 0

    session.run(work)


async def store(
    engine: Engine,
    terminal: Terminal,
    guild_id: GuildId,
    source: Source,
    data: bytes,
    schedule: Schedule,
    wish: Wish,
) -> None:
    """Add what was read, or replace the document that is nearly the same; say what was done.

    On a terminal a person is asked; elsewhere both are kept, for a script must not lose a document
    to a monthly report that is like the one before.
    """
    likeness = None
    if wish is not Wish.KEEP_BOTH:
        likeness = await engine.versions.like(guild_id, source)
    if likeness and wish is Wish.ASK:
        wish = await _asked(terminal, source, likeness)
    if wish is Wish.CANCEL:
        terminal.note(f"{source.filename} was not added.")
        return
    if likeness and wish is Wish.REPLACE:
        handle = likeness.document.handle
        own = schedule if schedule != Schedule() else None
        document = await engine.documents.replace(guild_id, handle, source, data, schedule=own)
        _say_replaced(terminal, document, likeness.diff)
    else:
        document = await engine.documents.add(guild_id, source, data, schedule=schedule)
        passages = f"{document.passages} passage{'s' * (document.passages != 1)}"
        terminal.note(f"Added {document.handle}: {document.title} ({passages})")
    for note in await engine.library.catalogue.notes(document):
        terminal.note(f"  {note_sentence(note)}")


async def _asked(terminal: Terminal, source: Source, likeness: Likeness) -> Wish:
    document = likeness.document
    how = "is nearly the same as" if likeness.near else "is from the same address as"
    sentence = (
        f"{source.filename} {how} document {document.handle}, “{document.title}”:"
        f" {sameness(likeness.diff)}."
    )
    if document.guild_id == BUNDLED:
        complain(f"{sentence} That one is bundled, so both are kept.")
        return Wish.KEEP_BOTH
    if not sys.stdin.isatty():
        complain(f"{sentence} Both are kept; --replace would make it the new version.")
        return Wish.KEEP_BOTH
    terminal.note(sentence)
    answers = {"r": Wish.REPLACE, "k": Wish.KEEP_BOTH, "c": Wish.CANCEL}
    while True:
        try:
            said = str(click.prompt("Replace it, keep both, show the diff, or cancel? [r/k/d/c]"))
        except click.Abort:
            said = "c"
        if wish := answers.get(said[:1].lower()):
            return wish
        if said[:1].lower() == "d":
            await _show(terminal, likeness.diff)


async def _show(terminal: Terminal, changes: Diff) -> None:
    found = await asyncio.to_thread(places, changes)
    print_places(terminal, found)
    count = f"{len(found):,} place{'s' * (len(found) != 1)}"
    terminal.note(f"{count}; {sameness(changes)}." if found else "Not a word changed.")


def _say_replaced(terminal: Terminal, document: Document, changes: Diff) -> None:
    passages = f"{document.passages} passage{'s' * (document.passages != 1)}"
    terminal.note(
        f"Replaced {document.handle}: {document.title} (version {document.version}, {passages});"
        f" {sameness(changes)}. `verbatim diff {document.handle}` shows what changed."
    )
