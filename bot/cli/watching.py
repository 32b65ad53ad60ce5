"""Feeds and pages that change: ``verbatim watch``, ``watches``, ``review``, ``refetch``.

A running bot looks at feeds by itself; the terminal's are looked at when they are reviewed.
"""

from __future__ import annotations

import click

from bot.cli.changes import print_places
from bot.cli.session import Session, complain, guild_option
from bot.cli.terminal import Terminal
from bot.cli.wording import sentence
from bot.cogs.ui.problems import refusal_sentence
from bot.compare.places import places
from bot.engine.engine import Engine
from bot.errors import DuplicateDocument, WordedError
from bot.library.drafts import UNCLAIMED, Draft
from bot.library.queue import Waiting
from bot.model import Document, GuildId, Schedule

_NEWEST = 3
_BEGINNING = 400


@click.command
@click.argument("address", help="A feed, a sitemap, or a page that names its feed: https://….")
@guild_option
@click.pass_obj
def watch(session: Session, address: str, *, guild: int) -> None:
    """Watch a feed: what is new in it waits for `review`."""

    async def work(engine: Engine) -> int:
        started = await engine.watching.watch(GuildId(guild), None, address)
        note = session.terminal.note
        note(f"Watching {started.watch.title}: {len(started.entries)} items")
        for entry in started.entries[:_NEWEST]:
            note(f"  {entry.date[:10] or '-':10}  {entry.title or entry.url}")
        if started.new:
            note(f"The newest {started.new} wait for you: verbatim review")
        return 0

    session.run(work)


@click.command
@click.option(
    "--stop",
    type=click.IntRange(min=0),
    default=0,
    help="Stop watching the feed with this number.",
)
@guild_option
@click.pass_obj
def watches(session: Session, *, stop: int, guild: int) -> None:
    """List the feeds that are watched, or stop one."""

    async def work(engine: Engine) -> int:
        guild_id, note = GuildId(guild), session.terminal.note
        watched = await engine.watching.watched(guild_id)
        if stop:
            if stop > len(watched):
                message = f"There is no feed {stop}; {len(watched)} are watched."
                raise WordedError(message)
            stopped = await engine.watching.stop(guild_id, watched[stop - 1].token)
            note(f"Stopped watching {stopped.title}")
            return 0
        for number, each in enumerate(watched, 1):
            looked = f"{each.checked_at:%Y-%m-%d %H:%M} UTC" if each.checked_at else "never"
            note(f"{number}  {each.title}  {each.origin.url}  looked at: {looked}")
            if each.problem:
                note(f"   {refusal_sentence(each.problem)}")
        waiting = await engine.watching.queue.count(guild_id)
        note(f"{len(watched)} watched, {waiting} waiting for review.")
        return 0

    session.run(work)


@click.command
@click.option("--all", "everything", is_flag=True, help="Publish all that waits, without asking.")
@guild_option
@click.pass_obj
def review(session: Session, *, everything: bool, guild: int) -> None:
    """Look at the feeds, then publish or skip what waits."""

    async def work(engine: Engine) -> int:
        guild_id, terminal = GuildId(guild), session.terminal
        await engine.watching.poll_guild(guild_id)
        while waiting := await engine.watching.queue.take(guild_id, UNCLAIMED, engine.clock()):
            draft = await engine.library.drafts.get(guild_id, UNCLAIMED, waiting.token)
            await _shown(engine, terminal, draft, waiting)
            answer = "publish" if everything else _asked()
            if answer == "quit":
                return 0
            if answer == "publish":
                await _published(engine, terminal, draft)
            await engine.library.drafts.drop(draft)
        terminal.note("Nothing waits for review.")
        return 0

    session.run(work)


@click.command
@guild_option
@click.pass_obj
def refetch(session: Session, *, guild: int) -> None:
    """Ask whether documents from the web have changed; a running bot does so each night."""

    async def work(engine: Engine) -> int:
        asked, changes = await engine.watching.refetching.check(GuildId(guild))
        for change in changes:
            what = "is gone from" if change.diff is None else "has changed at"
            document = change.document
            session.terminal.note(f"{document.handle}: {document.title} {what} {document.url}")
        changed = sum(change.diff is not None for change in changes)
        onward = "; see them with: verbatim review" if changed else ""
        session.terminal.note(f"Asked for {asked}: {changed} changed{onward}")
        return 0

    session.run(work)


async def _shown(engine: Engine, terminal: Terminal, draft: Draft, waiting: Waiting) -> None:
    source = draft.source
    parts = (source.publisher, source.date, source.url, waiting.whence)
    terminal.note(f"\n{source.title}\n{' · '.join(part for part in parts if part)}")
    if draft.replaces:
        guild_id = draft.guild_id
        document = await engine.library.catalogue.document(guild_id, draft.replaces, closed=True)
        terminal.note(f"A new version of {document.handle}, in which has changed:")
        found = places(await engine.versions.changes(guild_id, document, source))
        print_places(terminal, found)
    else:
        terminal.note(source.text[:_BEGINNING] + "…" * (len(source.text) > _BEGINNING))
    terminal.note(f"({waiting.others} more waiting)")


def _asked() -> str:
    """Return what is to be done with what was shown: publish, skip or quit."""
    answers = {"p": "publish", "s": "skip", "q": "quit"}
    try:
        typed = str(click.prompt("[p]ublish, [s]kip or [q]uit", default="q")).strip().lower()
    except click.Abort:
        return "quit"
    return answers.get(typed[:1], "quit")


async def _published(engine: Engine, terminal: Terminal, draft: Draft) -> None:
    try:
        document = await _stored(engine, draft)
    except DuplicateDocument as error:
        complain(sentence(error))
    else:
        terminal.note(f"Published {document.handle}: {document.title}, version {document.version}")


async def _stored(engine: Engine, draft: Draft) -> Document:
    if draft.replaces:
        return await engine.documents.replace(
            draft.guild_id,
            draft.replaces,
            draft.source,
            draft.original,
            schedule=draft.schedule if draft.schedule != Schedule() else None,
        )
    return await engine.documents.add(
        draft.guild_id, draft.source, draft.original, schedule=draft.schedule
    )
