"""Choosing from what a feed names: ``verbatim add --feed``.

Where nobody can answer, in a script, the feed is watched instead: what it names waits for review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from bot.cli.session import complain
from bot.cli.terminal import Terminal
from bot.cli.wording import sentence
from bot.engine.engine import Engine
from bot.engine.watching.feeds import FoundFeed
from bot.errors import VerbatimError, WordedError
from bot.fetching.addresses import canonical
from bot.ingest.feed.entries import Entry
from bot.model import GuildId, Origin

_RANGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")


async def picked(
    engine: Engine,
    terminal: Terminal,
    guild_id: GuildId,
    addresses: Iterable[str],
    newest: int,
    *,
    everything: bool,
) -> tuple[list[str], int]:
    """List the newest entries of feeds and return the addresses that are wanted of them.

    Those that are in the library are marked and left out of ``everything``. The second value says
    how many feeds failed.
    """
    known = set(map(canonical, await engine.library.catalogue.addresses(guild_id)))
    chosen: list[str] = []
    failed = 0
    for address in addresses:
        try:
            found = await engine.watching.find(Origin(address))
            assert found, "nothing is known of the feed that could be up to date"
            entries = found.feed.entries[:newest]
            fresh = [entry for entry in entries if canonical(entry.url) not in known]
            terminal.note(f"{found.feed.title or address}: {len(found.feed.entries)} items")
            _listed(terminal, entries, fresh)
            wanted = fresh if everything else _asked(entries, fresh)
            if wanted is None:
                await _watched(engine, terminal, guild_id, found)
        except VerbatimError as error:
            failed += 1
            complain(sentence(error))
        else:
            chosen += (entry.url for entry in wanted or ())
    return chosen, failed


def numbers(text: str, most: int) -> list[int]:
    """Read numbers and ranges up to ``most``: ``1 3-5``; raise for anything else."""
    found: list[int] = []
    for word in re.split(r"[\s,]+", text.strip()):
        match = _RANGE.fullmatch(word)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= most:
            message = f"“{word}” is not among the numbers from 1 to {most}. Nothing was added."
            raise WordedError(message)
        found += range(first, last + 1)
    return list(dict.fromkeys(found))


def _listed(terminal: Terminal, entries: Sequence[Entry], fresh: Sequence[Entry]) -> None:
    for number, entry in enumerate(entries, 1):
        mark = "" if entry in fresh else " (in the library)"
        parts = (entry.date[:10], entry.title, entry.url)
        terminal.note(f"{number:4}  {' · '.join(part for part in parts if part)}{mark}")


def _asked(entries: Sequence[Entry], fresh: Sequence[Entry]) -> Sequence[Entry] | None:
    """Return what is wanted; ``None`` where nobody answers."""
    if not fresh:
        return ()
    try:
        typed = click.prompt("Add which? Numbers like 1 3-5, all, or none", default="none")
    except click.Abort:
        return None
    answer = str(typed).strip()
    if answer in {"none", "all"}:
        return fresh if answer == "all" else ()
    return [entries[number - 1] for number in numbers(answer, len(entries))]


async def _watched(engine: Engine, terminal: Terminal, guild_id: GuildId, found: FoundFeed) -> None:
    url = found.origin.url
    if all(each.origin.url != url for each in await engine.watching.watched(guild_id)):
        await engine.watching.watch(guild_id, None, url)
    await engine.watching.poll_guild(guild_id)
    waiting = await engine.watching.queue.count(guild_id)
    terminal.note(
        f"\nNobody answered, so the feed is watched: {waiting} waiting for `verbatim review`."
        " With --all, all that is listed is added."
    )
