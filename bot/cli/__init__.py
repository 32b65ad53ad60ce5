"""The command line.

A command's module is loaded when the command is called: to load all of them took .55 of the .74
seconds of processor time that `verbatim --help` needed. So their names and the first lines of their
help stand in :data:`COMMANDS`. click reads the line: typer 0.29 imports pydantic for the types
of parameters, which takes .1 seconds.

``session`` opens an engine for a command and turns what goes wrong into a sentence and an exit
status; ``terminal`` is how things look. The terminal has a library of its own; ``--guild`` works on
that of a Discord server.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

COMMANDS = {
    "ask": (
        "bot.cli.asking:ask",
        "Answer a question with quotes; the exit status is 1 if nothing answers it.",
    ),
    "chat": (
        "bot.cli.asking:chat",
        'Keep asking: "+ …" follows up, "more" shows the next passages, "typed" corrects nothing.',
    ),
    "add": (
        "bot.cli.documents:add",
        "Add files and web pages; one that cannot be read does not stop the others.",
    ),
    "list": ("bot.cli.documents:list_", "List the documents."),
    "show": ("bot.cli.documents:show", "Show a document, or the quote with this id."),
    "schedule": (
        "bot.cli.documents:schedule",
        'Set a document\'s embargo and the date when it expires; "none" takes one away.',
    ),
    "remove": (
        "bot.cli.documents:remove",
        "Remove a document; `restore` brings it back within 30 days.",
    ),
    "restore": (
        "bot.cli.documents:restore",
        "Bring a removed document back, or the whole library as it is in a backup.",
    ),
    "erase": (
        "bot.cli.history:erase",
        "Delete a document for good, removed or not: its file, its text, all of its versions.",
    ),
    "history": (
        "bot.cli.history:history",
        "List who changed what in the library, the newest change first.",
    ),
    "backup": (
        "bot.cli.backups:backup",
        "Copy the library, checked and packed, to a file; the bot may run.",
    ),
    "replace": (
        "bot.cli.versions:replace",
        "Add a new version of a document; the old one is kept, and quotes of it tell of the new.",
    ),
    "diff": (
        "bot.cli.versions:diff",
        "Show what changed between two versions of a document, word for word.",
    ),
    "verify": (
        "bot.cli.quotes:verify",
        "Print the proof of a quote; the exit status is 1 if its words are others than given.",
    ),
    "cite": ("bot.cli.quotes:cite", "Print a quote as a reference: text, BibTeX or CSL-JSON."),
    "watch": (
        "bot.cli.watching:watch",
        "Watch a feed: what is new in it waits for `review`.",
    ),
    "watches": ("bot.cli.watching:watches", "List the feeds that are watched, or stop one."),
    "review": (
        "bot.cli.watching:review",
        "Look at the feeds, then publish or skip what waits.",
    ),
    "refetch": (
        "bot.cli.watching:refetch",
        "Ask whether documents from the web have changed; a running bot does so each night.",
    ),
    "questions": (
        "bot.cli.questions:questions",
        "List public questions that found no answer: how often, when last, which.",
    ),
    "serve": ("bot.cli.service:serve", "Run the Discord bot until it is told to stop."),
    "check": (
        "bot.cli.service:check",
        "Check settings, database, folders and token, and print the invite link.",
    ),
    "preview": (
        "bot.cli.service:preview",
        "Open the bot in a local browser, without a token; needs the extra `preview`.",
    ),
    "evaluate": (
        "bot.cli.measuring:evaluate",
        "Ask every question of a folder and print how well it is answered.",
    ),
    "fit": (
        "bot.cli.weights:fit_weights",
        "Fit the weights of ranking to the questions of folders; none in use is changed.",
    ),
    "bench": (
        "bot.cli.benching:bench",
        "Measure questions, changes, start and memory beside other search engines.",
    ),
}
"""Each command's function and the first line of its help."""

SECTIONS = {
    "Questions": ("ask", "chat", "questions", "verify", "cite"),
    "Documents": (
        *("add", "list", "show", "schedule", "remove", "restore", "erase"),
        *("replace", "diff", "history"),
    ),
    "Feeds and web pages": ("watch", "watches", "review", "refetch"),
    "The bot": ("serve", "check", "preview", "backup"),
    "Measurements": ("evaluate", "fit", "bench"),
}
"""The commands in the order of `verbatim --help`."""


class _Commands(click.Group):
    """Has the names of the commands, and puts the one that is called in the place of its name."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 (click's own)
        named = {name: click.Command(name, help=help_) for name, (_, help_) in COMMANDS.items()}
        super().__init__(**attributes, commands=named)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's own)
        return [name for names in SECTIONS.values() for name in names]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS:
            module, _, function = COMMANDS[args[0]][0].partition(":")
            self.commands[args[0]] = getattr(import_module(module), function)
        return super().resolve_command(ctx, args)


@click.group(
    "verbatim",
    cls=_Commands,
    help="Answer questions by quoting stored documents word for word.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--database",
    type=click.Path(path_type=Path),
    help="The library's file; see VERBATIM_DATABASE.",
)
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="The folder of bundled documents; see VERBATIM_CORPUS.",
)
@click.option("--no-corpus", is_flag=True, help="Do without bundled documents.")
@click.version_option(
    package_name="verbatim-bot", message="verbatim %(version)s", help="Print the version."
)
@click.pass_context
def app(
    context: click.Context, *, database: Path | None, corpus: Path | None, no_corpus: bool
) -> None:
    """Take the options that stand before the command."""
    # With the engine, .4 seconds that `verbatim --help` saves.
    from bot.cli.session import Session  # noqa: PLC0415
    from bot.cli.terminal import Pipe, Terminal  # noqa: PLC0415

    given: dict[str, Any] = {"database": database, "corpus": corpus}
    chosen = {name: value for name, value in given.items() if value is not None}
    if no_corpus:
        chosen["corpus"] = None
    context.obj = Session(chosen, Terminal(Pipe(emoji=False, markup=False, highlight=False)))


def main() -> None:
    """Run the command line."""
    gc.disable()  # until everything is loaded: see `Session.run`
    # numpy's library for matrices, of which there are none to speak of, starts a thread for each
    # processor when it is loaded: .03 of the .37 seconds of computing that `verbatim ask` took.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a quote may hold any character
            stream.reconfigure(encoding="utf-8")
    app()
