"""Documents to store, without reading files."""

from __future__ import annotations

from bot.library.curator import Curator
from bot.model import Document, GuildId, Source, Span, UserId

HOME = GuildId(10**17)
AWAY = GuildId(10**17 + 1)
MODERATOR = UserId(7)


async def store(
    curator: Curator,
    text: str,
    *spans: Span,
    guild_id: GuildId = HOME,
    title: str = "A title",
    corpus_path: str | None = None,
) -> Document:
    """Add a document of one passage, or of the given ones."""
    return await curator.add(
        guild_id,
        Source("file.txt", text, title, language="en"),
        spans or (Span(0, len(text)),),
        text.encode("utf-8", "surrogatepass"),
        user_id=MODERATOR,
        corpus_path=corpus_path,
    )
