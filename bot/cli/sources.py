"""From what was named on the command line to a source that is not in the library yet."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from bot.cli.session import STANDARD_INPUT
from bot.engine.engine import Engine
from bot.errors import Problem, TooLarge, UnreadableFile, WordedError
from bot.ingest.filename import shown
from bot.model import GuildId, Source
from bot.progress import Report

handle_argument = click.argument(
    "which", metavar="ID", help="The document's id, as `list` shows it."
)


async def read(
    engine: Engine, guild_id: GuildId, given: str, report: Report
) -> tuple[Source, bytes]:
    """Read a file, what stands at a web address, or for ``-`` standard input.

    Raises a :class:`~bot.errors.SourceError` for what cannot be quoted and
    :class:`~bot.errors.DuplicateDocument` for what the guild has.
    """
    if "://" in given:
        return await engine.documents.read_url(guild_id, given, report=report)
    most = engine.settings.max_file_size
    if given == STANDARD_INPUT:
        name, data = "standard input", await asyncio.to_thread(_typed, most)
    else:
        name, data = Path(given).name, await asyncio.to_thread(_read_bytes, Path(given), most)
    return await engine.documents.read(guild_id, name, data, report=report), data


def with_folders(given: str) -> list[str]:
    """Return what was named, or the files in it if it is a folder, in the order of their names.

    Hidden ones are left out. Raises :class:`~bot.errors.WordedError` for an empty folder.
    """
    folder = Path(given)
    if "://" in given or not folder.is_dir():
        return [given]
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    seen = [path for path in found if not _is_hidden(path.relative_to(folder))]
    if not seen:
        message = f"There are no files in the folder {given}."
        raise WordedError(message)
    return list(map(str, seen))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _typed(most: int) -> bytes:
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        raise TooLarge(Problem.INPUT_TOO_LARGE, largest=most)
    return data


def _read_bytes(file: Path, most: int) -> bytes:
    try:
        size = file.stat().st_size
        if size > most:
            raise TooLarge(Problem.FILE_TOO_LARGE, name=shown(file.name), size=size, largest=most)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            Problem.FILE_UNREADABLE, name=str(file), reason=error.strerror or str(error)
        ) from error
