"""The command line.

``session`` opens an engine for a command and turns what goes wrong into a sentence and an exit
status; ``asking``, ``shelf``, ``watching``, ``service`` and ``measuring`` are the commands;
``terminal`` is how things look. The terminal has a library of its own; ``--guild`` works on that of
a Discord server.
"""

from __future__ import annotations

import io
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.cli import asking, benching, documents, measuring, questions, service, versions, watching
from bot.cli.session import Session
from bot.cli.terminal import Terminal

app = typer.Typer(
    name="verbatim",
    help="Answer questions by quoting stored documents word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"verbatim {metadata.version('verbatim-bot')}")
        raise typer.Exit


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
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    given: dict[str, Any] = {"database": database, "corpus": corpus}
    chosen = {name: value for name, value in given.items() if value is not None}
    if no_corpus:
        chosen["corpus"] = None
    console = Console(emoji=False, markup=False, highlight=False)
    context.obj = Session(chosen, Terminal(console))


for command in (
    asking.ask,
    asking.chat,
    documents.add,
    documents.show,
    documents.schedule,
    documents.remove,
    documents.restore,
    versions.replace,
    versions.diff,
    watching.watch,
    watching.watches,
    watching.review,
    watching.refetch,
    questions.questions,
    service.serve,
    service.check,
    service.preview,
    measuring.evaluate,
    benching.bench,
):
    app.command()(command)
app.command(name="list")(documents.list_)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a quote may hold any character
            stream.reconfigure(encoding="utf-8")
    app()
