"""The text of other people's messages."""

from __future__ import annotations

import re

import discord

_TOKENS = re.compile(r"<(?:@[!&]?|\#|a?:\w+:)\d+>")
"""Mentions and custom emoji: what Discord writes for them says nothing to a search."""


def text_of(message: discord.Message) -> str:
    """Return what a message says: itself, what it forwards, or what a news bot embedded."""
    forwarded = (snapshot.content for snapshot in message.message_snapshots)
    embedded = (
        f"{embed.title or ''} {embed.description or ''}"
        for embed in message.embeds
        if embed.type == "rich"
    )
    for text in (message.content, *forwarded, *embedded):
        if found := " ".join(_TOKENS.sub(" ", text).split()):
            return found
    return ""
