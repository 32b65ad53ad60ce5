"""From what was named on the command line to a source that is not in the library yet."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.engine.engine import Engine
from bot.errors import Problem, TooLarge, UnreadableFile
from bot.ingest.filename import shown
from bot.model import GuildId, Source
from bot.progress import Report

handle_argument = click.argument(
    "which", metavar="ID", help="The document's id, as `list` shows it."
)


async def read(
    engine: Engine, guild_id: GuildId, given: str, report: Report
) -> tuple[Source, bytes]:
    """Read a file or what stands at a web address.

    Raises a :class:`~bot.errors.SourceError` for what cannot be quoted and
    :class:`~bot.errors.DuplicateDocument` for what the guild has.
    """
    if "://" in given:
        return await engine.documents.read_url(guild_id, given, report=report)
    file = Path(given)
    data = await asyncio.to_thread(_read_bytes, file, engine)
    return await engine.documents.read(guild_id, file.name, data, report=report), data


def _read_bytes(file: Path, engine: Engine) -> bytes:
    try:
        size, most = file.stat().st_size, engine.settings.max_file_size
        if size > most:
            raise TooLarge(Problem.FILE_TOO_LARGE, name=shown(file.name), size=size, largest=most)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            Problem.FILE_UNREADABLE, name=str(file), reason=error.strerror or str(error)
        ) from error
