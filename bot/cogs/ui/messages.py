"""The text of other people's messages."""

from __future__ import annotations

import re

import discord

_TOKENS = re.compile(
    r"<(?:@[!&]?|\#|a?:\w+:|/[-\w ]{1,98}:)\d+>|<t:-?\d+(?::\w)?>|<id:\w+>"
    r"|@(?:everyone|here)\b|```(?:\w+(?=\n))?"
)
"""Mentions, custom emoji, moments and the fences of code: what Discord writes for them says nothing
to a search."""


def text_of(message: discord.Message) -> str:
    """Return what a message says: itself, what it forwards, or what a news bot embedded."""
    forwarded = (snapshot.content for snapshot in message.message_snapshots)
    embedded = (
        f"{embed.title or ''} {embed.description or ''}"
        for embed in message.embeds
        if embed.type == "rich"
    )
    return next(filter(None, map(said_in, (message.content, *forwarded, *embedded))), "")


def said_in(text: str) -> str:
    """Return what a text says, on one line, without what only Discord understands."""
    return " ".join(_TOKENS.sub(" ", text).split())
