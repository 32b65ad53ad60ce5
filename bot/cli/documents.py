"""Looking after the library: ``verbatim add``, ``list``, ``show``, ``schedule``, ``remove`` ….

Who has the terminal has the library, so documents under embargo and expired ones are listed and
shown here, as they are to moderators; `ask` and `chat` answer as they do to members.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot import moments
from bot.cli.backups import put_in_place
from bot.cli.bars import bar
from bot.cli.changes import print_newer
from bot.cli.listing import print_document, print_documents, scheduled
from bot.cli.picking import picked
from bot.cli.session import FAILED, PATH, Session, complain, guild_option, handle_of
from bot.cli.sources import handle_argument, read, with_folders
from bot.cli.versions import Wish, store
from bot.cli.wording import sentence
from bot.engine.engine import Engine
from bot.errors import VerbatimError, WordedError
from bot.ingest.formats import FORMATS
from bot.library.backup import SUFFIX
from bot.library.catalogue import Excerpt
from bot.library.curator import Changes
from bot.model import GuildId, Handle, QuoteId, Schedule

embargo_option = click.option(
    "--embargo",
    default="",
    metavar="MOMENT",
    help="Not found before: 2026-12-01, or 2026-12-01 09:30 Europe/Brussels; UTC unless said.",
)
expires_option = click.option(
    "--expires",
    default="",
    metavar="MOMENT",
    help="Not found any more after; a day by itself counts whole.",
)


@click.command
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE_OR_ADDRESS...",
    help=f"{', '.join(each.name for each in FORMATS)}; folders; https://…; - is standard input.",
)
@click.option(
    "--feed", is_flag=True, help="Choose from what the feeds or sitemaps at the addresses name."
)
@click.option(
    "--newest",
    type=click.IntRange(1, 200),
    default=10,
    show_default=True,
    help="With --feed: so many of the newest are listed.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="With --feed: add all that is listed, without asking.",
)
@click.option(
    "--replace", is_flag=True, help="Replace the document that a file is nearly the same as."
)
@click.option("--keep-both", is_flag=True, help="Do not look whether a file is nearly the same.")
@embargo_option
@expires_option
@guild_option
@click.pass_obj
def add(
    session: Session,
    files: tuple[str, ...],
    *,
    feed: bool,
    newest: int,
    everything: bool,
    replace: bool,
    keep_both: bool,
    embargo: str,
    expires: str,
    guild: int,
) -> None:
    """Add files and web pages; one that cannot be read does not stop the others.

    Of a folder all files are added that are not hidden, also those in folders of it.
    """
    wish = Wish.REPLACE if replace else Wish.KEEP_BOTH if keep_both else Wish.ASK

    async def work(engine: Engine) -> int:
        wanted = moments.schedule(embargo, expires, Schedule())
        failed = 0
        if feed:
            chosen, failed = await picked(
                engine, session.terminal, GuildId(guild), files, newest, everything=everything
            )
        else:
            chosen = [file for given in files for file in with_folders(given)]
        for number, file in enumerate(chosen, 1):
            try:
                with bar(file, number, len(chosen)) as report:
                    source, data = await read(engine, GuildId(guild), file, report)
                await store(engine, session.terminal, GuildId(guild), source, data, wanted, wish)
            except asyncio.CancelledError:
                complain(f"cancelled. Nothing of {file} was added.")
                raise
            except VerbatimError as error:
                failed += 1
                complain(sentence(error))
        return FAILED if failed else 0

    session.run(work)


@click.command
@click.argument("matching", default="", help="Words of the title or publisher.")
@click.option("--removed", is_flag=True, help="List removed documents, which can be restored.")
@guild_option
@click.pass_obj
def list_(session: Session, matching: str, *, removed: bool, guild: int) -> None:
    """List the documents."""

    async def work(engine: Engine) -> int:
        documents = await engine.library.catalogue.documents(
            GuildId(guild), matching=matching, removed=removed, closed=True, limit=-1
        )
        print_documents(session.terminal, documents, engine.clock())
        return 0

    session.run(work)


@click.command
@click.argument("which", metavar="ID", help="A document's id, or a quote's.")
@click.option("--text", is_flag=True, help="Print the whole stored text.")
@click.option("--removed-lines", is_flag=True, help="Print the lines that were cut as navigation.")
@click.option(
    "--page",
    type=PATH,
    metavar="FILE.png",
    help="Write a picture of the page with a quote marked.",
)
@guild_option
@click.pass_obj
def show(
    session: Session, which: str, *, text: bool, removed_lines: bool, page: Path | None, guild: int
) -> None:
    """Show a document, or the quote with this id."""

    async def work(engine: Engine) -> int:
        if quote_id := QuoteId.parse(which):
            excerpt = await engine.library.catalogue.excerpt(GuildId(guild), quote_id, closed=True)
            session.terminal.excerpt(excerpt, str(quote_id))
            newer = await engine.versions.newer(GuildId(guild), quote_id, closed=True)
            print_newer(session.terminal, newer)
            if page:
                session.terminal.note(await _page_written(engine, excerpt, page))
            return 0
        if page:
            message = "--page shows a quote: give its id, such as 12.1.345-678."
            raise WordedError(message)
        document = await engine.library.catalogue.document(
            GuildId(guild), handle_of(which), closed=True
        )
        if removed_lines:
            for line in await engine.library.catalogue.cut_lines(document):
                session.terminal.note(line)
        elif text:
            session.terminal.note(await engine.library.catalogue.text(document))
        else:
            versions = await engine.versions.list(GuildId(guild), document.handle, closed=True)
            print_document(session.terminal, document, versions, engine.clock())
        return 0

    session.run(work)


@click.command
@handle_argument
@embargo_option
@expires_option
@guild_option
@click.pass_obj
def schedule(session: Session, which: str, *, embargo: str, expires: str, guild: int) -> None:
    """Set a document's embargo and the date when it expires; "none" takes one away."""

    async def work(engine: Engine) -> int:
        handle, guild_id = handle_of(which), GuildId(guild)
        document = await engine.library.catalogue.document(guild_id, handle, closed=True)
        wanted = moments.schedule(embargo, expires, document.schedule)
        document = await engine.documents.edit(guild_id, handle, Changes(schedule=wanted))
        said = scheduled(document.schedule, engine.clock()) or "no embargo, does not expire"
        session.terminal.note(f"{document.handle}: {document.title} ({said})")
        return 0

    session.run(work)


@click.command
@handle_argument
@guild_option
@click.pass_obj
def remove(session: Session, which: str, *, guild: int) -> None:
    """Remove a document; `restore` brings it back within 30 days."""

    async def work(engine: Engine) -> int:
        document = await engine.documents.remove(GuildId(guild), handle_of(which))
        await engine.documents.purge()  # the bot does it every day
        session.terminal.note(
            f"Removed {document.handle}: {document.title}. For 30 days it can be restored:"
            f" verbatim restore {document.handle}"
        )
        return 0

    session.run(work)


@click.command
@click.argument("which", metavar="ID_OR_BACKUP", help="A document's id, or a file of `backup`.")
@guild_option
@click.pass_obj
def restore(session: Session, which: str, *, guild: int) -> None:
    """Bring a removed document back, or the whole library as it is in a backup.

    A backup is checked first, and the library that it replaces is kept beside it.
    """
    if not Handle.parse(which) and (Path(which).exists() or which.endswith(SUFFIX)):
        put_in_place(session, Path(which))

    async def work(engine: Engine) -> int:
        document = await engine.documents.restore(GuildId(guild), handle_of(which))
        session.terminal.note(f"Restored {document.handle}: {document.title}")
        return 0

    session.run(work)


async def _page_written(engine: Engine, excerpt: Excerpt, file: Path) -> str:
    view = await engine.asking.page(excerpt)
    try:
        await asyncio.to_thread(file.write_bytes, view.picture.png)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror or error}."
        raise WordedError(message) from error
    unmarked = "" if view.picture.marked else "; the words could not be found on it"
    return f"Page {view.page} of {view.picture.pages} is in {file}{unmarked}."
