"""Looking after the library: ``verbatim add``, ``list``, ``show``, ``schedule``, ``remove`` ….

Who has the terminal has the library, so documents under embargo and expired ones are listed and
shown here, as they are to moderators; `ask` and `chat` answer as they do to members.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import moments
from bot.cli.bars import bar
from bot.cli.picking import picked
from bot.cli.session import FAILED, GuildOption, Session, complain, handle_of
from bot.cli.sources import HandleArgument, read
from bot.cli.terminal import scheduled
from bot.cli.versions import Wish, store
from bot.engine.engine import Engine
from bot.errors import DocumentNotFound, VerbatimError
from bot.library.catalogue import Excerpt
from bot.library.curator import Changes
from bot.model import TERMINAL, GuildId, QuoteId, Schedule

EmbargoOption = Annotated[
    str,
    typer.Option(
        metavar="MOMENT",
        help="Not found before: 2026-12-01, or 2026-12-01 09:30 Europe/Brussels; UTC unless said.",
    ),
]
ExpiresOption = Annotated[
    str,
    typer.Option(metavar="MOMENT", help="Not found any more after; a day by itself counts whole."),
]


def add(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE_OR_ADDRESS...",
            help="PDF, Word, RTF, text, web pages and more; or https://….",
        ),
    ],
    *,
    feed: Annotated[
        bool,
        typer.Option(
            "--feed", help="Choose from what the feeds or sitemaps at the addresses name."
        ),
    ] = False,
    newest: Annotated[
        int, typer.Option(min=1, max=200, help="With --feed: so many of the newest are listed.")
    ] = 10,
    everything: Annotated[
        bool, typer.Option("--all", help="With --feed: add all that is listed, without asking.")
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Replace the document that a file is nearly the same as."),
    ] = False,
    keep_both: Annotated[
        bool, typer.Option("--keep-both", help="Do not look whether a file is nearly the same.")
    ] = False,
    embargo: EmbargoOption = "",
    expires: ExpiresOption = "",
    guild: GuildOption = TERMINAL,
) -> None:
    """Add files and web pages; one that cannot be read does not stop the others."""
    session: Session = context.obj
    wish = Wish.REPLACE if replace else Wish.KEEP_BOTH if keep_both else Wish.ASK

    async def work(engine: Engine) -> int:
        wanted = moments.schedule(embargo, expires, Schedule())
        failed = 0
        chosen = files
        if feed:
            chosen, failed = await picked(
                engine, session.terminal, GuildId(guild), files, newest, everything=everything
            )
        with bar() as shown:
            for number, file in enumerate(chosen, 1):
                shown.start(file, number, len(chosen))
                try:
                    source, data = await read(engine, GuildId(guild), file, shown.report)
                    await store(
                        engine, session.terminal, GuildId(guild), source, data, wanted, wish, shown
                    )
                except asyncio.CancelledError:
                    complain(f"cancelled. Nothing of {file} was added.")
                    raise
                except VerbatimError as error:
                    failed += 1
                    complain(str(error))
        return FAILED if failed else 0

    session.run(work)


def list_(
    context: typer.Context,
    matching: Annotated[str, typer.Argument(help="Words of the title or publisher.")] = "",
    *,
    removed: Annotated[
        bool, typer.Option("--removed", help="List removed documents, which can be restored.")
    ] = False,
    guild: GuildOption = TERMINAL,
) -> None:
    """List the documents."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        documents = await engine.library.catalogue.documents(
            GuildId(guild), matching=matching, removed=removed, closed=True, limit=-1
        )
        session.terminal.documents(documents, engine.clock())
        return 0

    session.run(work)


def show(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A document's id, or a quote's.")],
    *,
    text: Annotated[bool, typer.Option("--text", help="Print the whole stored text.")] = False,
    removed_lines: Annotated[
        bool,
        typer.Option("--removed-lines", help="Print the lines that were cut as navigation."),
    ] = False,
    page: Annotated[
        Path | None,
        typer.Option(metavar="FILE.png", help="Write a picture of the page with a quote marked."),
    ] = None,
    guild: GuildOption = TERMINAL,
) -> None:
    """Show a document, or the quote with this id."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        if quote_id := QuoteId.parse(which):
            excerpt = await engine.library.catalogue.excerpt(GuildId(guild), quote_id, closed=True)
            session.terminal.excerpt(excerpt, str(quote_id))
            session.terminal.newer(
                await engine.versions.newer(GuildId(guild), quote_id, closed=True)
            )
            if page:
                session.terminal.note(await _page_written(engine, excerpt, page))
            return 0
        if page:
            message = "--page shows a quote: give its id, such as 12.1.345-678."
            raise DocumentNotFound(message)
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
            session.terminal.document(document, versions, engine.clock())
        return 0

    session.run(work)


def schedule(
    context: typer.Context,
    which: HandleArgument,
    *,
    embargo: EmbargoOption = "",
    expires: ExpiresOption = "",
    guild: GuildOption = TERMINAL,
) -> None:
    """Set a document's embargo and the date when it expires; "none" takes one away."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        handle, guild_id = handle_of(which), GuildId(guild)
        document = await engine.library.catalogue.document(guild_id, handle, closed=True)
        wanted = moments.schedule(embargo, expires, document.schedule)
        document = await engine.documents.edit(guild_id, handle, Changes(schedule=wanted))
        said = scheduled(document.schedule, engine.clock()) or "no embargo, does not expire"
        session.terminal.note(f"{document.handle}: {document.title} ({said})")
        return 0

    session.run(work)


def remove(context: typer.Context, which: HandleArgument, *, guild: GuildOption = TERMINAL) -> None:
    """Remove a document; `restore` brings it back within 30 days."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        document = await engine.documents.remove(GuildId(guild), handle_of(which))
        await engine.documents.purge()  # the bot does it every day
        session.terminal.note(
            f"Removed {document.handle}: {document.title}. For 30 days it can be restored:"
            f" verbatim restore {document.handle}"
        )
        return 0

    session.run(work)


def restore(
    context: typer.Context, which: HandleArgument, *, guild: GuildOption = TERMINAL
) -> None:
    """Bring a removed document back."""
    session: Session = context.obj

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
        raise VerbatimError(message) from error
    unmarked = "" if view.picture.marked else "; the words could not be found on it"
    return f"Page {view.page} of {view.picture.pages} is in {file}{unmarked}."
