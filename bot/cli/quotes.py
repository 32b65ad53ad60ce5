"""``verbatim verify`` and ``verbatim cite``: quotes by their id."""

from __future__ import annotations

from pathlib import Path

import click

from bot.answer.citation import as_bibtex, as_csl, as_text
from bot.cli.session import Session, guild_option
from bot.engine.engine import Engine
from bot.engine.proving import Proof, digest
from bot.errors import WordedError
from bot.model import GuildId, QuoteId
from bot.moments import stated

DIFFERENT = 1
"""The exit status where the quote is not what it is said to be."""

_FORMATS = {"text": lambda reference: as_text(reference) + "\n", "bibtex": as_bibtex, "csl": as_csl}

quote_argument = click.argument("which", metavar="QUOTE_ID", help="The id, such as 12.1.345-678.")


@click.command
@quote_argument
@click.option("--sha256", default="", metavar="HEX", help="The digest that the text should have.")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file in UTF-8 with the words that the quote should have.",
)
@guild_option
@click.pass_obj
def verify(session: Session, which: str, *, sha256: str, file: Path | None, guild: int) -> None:
    """Print the proof of a quote; the exit status is 1 if its words are others than given."""

    async def work(engine: Engine) -> int:
        quote_id = _quote_id(which)
        proof = await engine.proving.prove(GuildId(guild), quote_id, closed=True)
        for line in _lines(proof):
            session.terminal.note(line)
        given = sha256.strip().lower()
        said = file.read_text(encoding="utf-8") if file else None  # noqa: ASYNC240 (one file)
        wrong = [
            f"The digest is another one than {given}." if given and given != proof.sha256 else "",
            f"The words are others than those of {file}."
            if said is not None and digest(said.strip("\n")) != proof.sha256
            else "",
        ]
        for sentence in filter(None, wrong):
            session.terminal.note(sentence)
        return DIFFERENT if any(wrong) else 0

    session.run(work)


@click.command
@quote_argument
@click.option(
    "--as",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="text",
    help="A line of text, BibTeX or CSL-JSON.",
)
@guild_option
@click.pass_obj
def cite(session: Session, which: str, *, form: str, guild: int) -> None:
    """Print a quote as a reference: text, BibTeX or CSL-JSON."""

    async def work(engine: Engine) -> int:
        proof = await engine.proving.prove(GuildId(guild), _quote_id(which), closed=True)
        click.echo(_FORMATS[form](proof.reference), nl=False)
        return 0

    session.run(work)


def _quote_id(text: str) -> QuoteId:
    found = QuoteId.parse(text)
    if not found:
        message = f"“{text}” is not a quote's id. It stands below a quote, such as 12.1.345-678."
        raise WordedError(message)
    return found


def _lines(proof: Proof) -> list[str]:
    excerpt, quote_id = proof.excerpt, proof.reference.quote_id
    span = quote_id.span
    return [
        excerpt.text,
        f"document:   {excerpt.document.handle}: {excerpt.document.title}",
        f"version:    {quote_id.version} of {proof.versions}, added {stated(proof.added_at)}",
        f"source:     {proof.address or excerpt.document.filename}",
        f"characters: {span.start} to {span.end} of {excerpt.length}",
        f"SHA-256:    {proof.sha256}",
        *(f"since then: {each.action} at {stated(each.at)}" for each in proof.changes),
    ]
