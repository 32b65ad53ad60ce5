"""The command line.

Exit status: 0 done or answered, 1 abstained, 2 failed. A failure that its cause can mend is one
sentence on standard error. The terminal has a library of its own; ``--guild`` works on that of a
Discord server instead.
"""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from bot.engine import Engine, open_engine
from bot.errors import DocumentNotFound, UnreadableFile, VerbatimError
from bot.logs import configure_logs
from bot.model import TERMINAL, Answer, GuildId, Handle, QuoteId
from bot.settings import Settings, load_settings
from bot.terminal import Terminal, reply_json

app = typer.Typer(
    name="verbatim",
    help="Answer questions by quoting stored documents word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ABSTAINED, FAILED = 1, 2

GuildOption = Annotated[
    int, typer.Option("--guild", help="The Discord server whose library is meant, by its id.")
]
HandleArgument = Annotated[str, typer.Argument(help="The document's id, as `list` shows it.")]


@dataclass(frozen=True, slots=True)
class Session:
    """What the options before the command say; settings are read when the command runs."""

    options: dict[str, Any]
    terminal: Terminal

    def settings(self) -> Settings:
        """Read the settings."""
        return load_settings(**self.options)


@app.callback()
def options(
    context: typer.Context,
    database: Annotated[
        Path | None, typer.Option(help="The library's file; see VERBATIM_DATABASE.")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="The folder of bundled documents; see VERBATIM_CORPUS.")
    ] = None,
    *,
    no_corpus: Annotated[
        bool, typer.Option("--no-corpus", help="Do without bundled documents.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    given: dict[str, Any] = {"database": database, "corpus": corpus}
    chosen = {name: value for name, value in given.items() if value is not None}
    if no_corpus:
        chosen["corpus"] = None
    console = Console(emoji=False, markup=False, highlight=False)
    context.obj = Session(chosen, Terminal(console))


@app.command()
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
        handle = _handle(document) if document else None
        reply = await engine.ask(GuildId(guild), question, handle=handle)
        if as_json:
            typer.echo(json.dumps(reply_json(reply), ensure_ascii=False))
        else:
            session.terminal.reply(reply)
        return 0 if isinstance(reply, Answer) else ABSTAINED

    _run(session, work)


@app.command()
def chat(context: typer.Context, *, guild: GuildOption = TERMINAL) -> None:
    """Keep asking: a line is a question, "+ …" follows up, "more" shows the next passages."""
    from bot.chat import keep_asking  # noqa: PLC0415 (a fifth of a second that `ask` saves)

    session: Session = context.obj

    async def work(engine: Engine) -> int:
        await keep_asking(engine, GuildId(guild), session.terminal)
        return 0

    _run(session, work)


@app.command()
def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Text, Markdown or HTML files.")],
    *,
    guild: GuildOption = TERMINAL,
) -> None:
    """Add files to the library; one that cannot be read does not stop the others."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        failed = 0
        console = Console(stderr=True)
        quiet = len(files) < 3 or not console.is_terminal
        with Progress(console=console, transient=True, disable=quiet) as bar:
            for file in bar.track(files, description="Adding"):
                try:
                    data = await asyncio.to_thread(_read_bytes, file, engine)
                    document = await engine.add(GuildId(guild), file.name, data)
                except VerbatimError as error:
                    failed += 1
                    _complain(str(error))
                else:
                    session.terminal.note(
                        f"Added {document.handle}: {document.title}"
                        f" ({document.passages} passage{'s' * (document.passages != 1)})"
                    )
        return FAILED if failed else 0

    _run(session, work)


@app.command(name="list")
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
        documents = await engine.catalogue.documents(
            GuildId(guild), matching=matching, removed=removed, limit=-1
        )
        session.terminal.documents(documents, len(documents))
        return 0

    _run(session, work)


@app.command()
def show(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A document's id, or a quote's.")],
    *,
    text: Annotated[bool, typer.Option("--text", help="Print the whole stored text.")] = False,
    removed_lines: Annotated[
        bool,
        typer.Option("--removed-lines", help="Print the lines that were cut as navigation."),
    ] = False,
    guild: GuildOption = TERMINAL,
) -> None:
    """Show a document, or the quote with this id."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        if quote_id := QuoteId.parse(which):
            excerpt = await engine.catalogue.excerpt(GuildId(guild), quote_id)
            session.terminal.excerpt(excerpt, str(quote_id))
            return 0
        document = await engine.catalogue.document(GuildId(guild), _handle(which))
        if removed_lines:
            for line in await engine.catalogue.cut_lines(document):
                session.terminal.note(line)
        elif text:
            session.terminal.note(await engine.catalogue.text(document))
        else:
            session.terminal.document(document)
        return 0

    _run(session, work)


@app.command()
def remove(context: typer.Context, which: HandleArgument, *, guild: GuildOption = TERMINAL) -> None:
    """Remove a document; `restore` brings it back within 30 days."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        document = await engine.remove(GuildId(guild), _handle(which))
        session.terminal.note(
            f"Removed {document.handle}: {document.title}. For 30 days it can be restored:"
            f" verbatim restore {document.handle}"
        )
        return 0

    _run(session, work)


@app.command()
def restore(
    context: typer.Context, which: HandleArgument, *, guild: GuildOption = TERMINAL
) -> None:
    """Bring a removed document back."""
    session: Session = context.obj

    async def work(engine: Engine) -> int:
        document = await engine.restore(GuildId(guild), _handle(which))
        session.terminal.note(f"Restored {document.handle}: {document.title}")
        return 0

    _run(session, work)


@app.command()
def serve(context: typer.Context) -> None:
    """Run the Discord bot until it is told to stop."""
    from bot.cogs.running import run_bot  # noqa: PLC0415 (discord.py takes half a second)

    session: Session = context.obj

    async def work(engine: Engine) -> int:
        await run_bot(engine, engine.settings.token())
        return 0

    _run(session, work, log_level=None)


@app.command()
def check(context: typer.Context) -> None:
    """Check settings, database, folders and token, and print the invite link."""
    from bot.cogs.invite import invite_url  # noqa: PLC0415 (discord.py takes half a second)

    session: Session = context.obj

    async def work(engine: Engine) -> int:
        settings, note = engine.settings, session.terminal.note
        documents = await engine.catalogue.count(TERMINAL)
        note(f"database: {settings.database} can be read and written")
        note(f"corpus:   {settings.corpus or 'none'} ({documents} documents)")
        note(f"token:    has the right shape\ninvite:   {invite_url(settings.token())}")
        return 0

    _run(session, work)


@app.command()
def preview(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="The local port; 0 takes a free one.")] = 0,
) -> None:
    """Open the bot in a local browser, without a token; needs the extra `preview`.

    Unless --database names another, its library is a new one that is gone afterwards.
    """
    given: Session = context.obj
    folder = context.with_resource(TemporaryDirectory(ignore_cleanup_errors=True))
    session = Session({"database": Path(folder, "library.db"), **given.options}, given.terminal)

    async def work(engine: Engine) -> int:
        from bot.preview import run_preview  # noqa: PLC0415 (an extra that few install)

        await run_preview(engine, session.terminal.note, port=port or None)
        return 0

    _run(session, work, log_level="ERROR")


def main() -> None:
    """Run the command line."""
    app()


def _run(
    session: Session,
    work: Callable[[Engine], Awaitable[int]],
    *,
    log_level: str | None = "WARNING",
) -> None:
    """Do a command's work on an engine and exit; without a level the setting's is logged."""

    async def with_engine() -> int:
        settings = session.settings()
        configure_logs(log_level or settings.log_level, settings.log_format)
        async with open_engine(settings) as engine:
            return await work(engine)

    try:
        status = asyncio.run(with_engine())
    except VerbatimError as error:
        _complain(str(error))
        status = FAILED
    except Exception:  # noqa: BLE001 (Python's own status for it, 1, would say "abstained")
        traceback.print_exc()
        status = FAILED
    raise typer.Exit(status)


def _complain(sentence: str) -> None:
    print(f"verbatim: {sentence}", file=sys.stderr)  # noqa: T201


def _handle(text: str) -> Handle:
    handle = Handle.parse(text)
    if handle is None:
        message = f"“{text}” is no document's id; `verbatim list` shows them, such as 12 or b7."
        raise DocumentNotFound(message)
    return handle


def _read_bytes(file: Path, engine: Engine) -> bytes:
    try:
        size = file.stat().st_size
        if size > engine.settings.max_file_size:
            raise UnreadableFile(engine.too_large(file.name, size))
        return file.read_bytes()
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror or error}."
        raise UnreadableFile(message) from error
