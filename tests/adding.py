"""Adding documents as the command line does, and more cheaply."""

from __future__ import annotations

from bot.engine.engine import Engine
from bot.ingest.extract import extract
from bot.model import Document, GuildId, Schedule, UserId


async def add(
    engine: Engine,
    guild_id: GuildId,
    filename: str,
    data: bytes,
    *,
    user_id: UserId | None = None,
    schedule: Schedule | None = None,
) -> Document:
    """Read a file into a guild's library."""
    source = await engine.documents.read(guild_id, filename, data)
    return await engine.documents.add(guild_id, source, data, user_id=user_id, schedule=schedule)


async def add_url(
    engine: Engine, guild_id: GuildId, url: str, *, user_id: UserId | None = None
) -> Document:
    """Fetch a web address into a guild's library."""
    source, data = await engine.documents.read_url(guild_id, url)
    return await engine.documents.add(guild_id, source, data, user_id=user_id)


async def put(
    engine: Engine,
    guild_id: GuildId,
    filename: str,
    data: bytes,
    *,
    user_id: UserId | None = None,
    schedule: Schedule | None = None,
) -> Document:
    """Put a file into a guild's library without the process that reads files."""
    source = extract(filename, data)
    return await engine.documents.add(guild_id, source, data, user_id=user_id, schedule=schedule)
