"""What a token says without a connection: its shape, and the link that invites its bot.

The permissions in the link are the fewest with which every feature works: see channels, send
messages (also in threads), attach the file of "copy exact text", and read back the answer that a
reply follows up.
"""

from __future__ import annotations

import base64
import binascii
import re

import discord

from bot.errors import WordedError

_TOKEN = re.compile(r"([\w-]{20,40})\.[\w-]{5,8}\.[\w-]{25,}", re.ASCII)

_PARTS = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_MALFORMED = (
    "The token does not look like a bot token. Copy it from the Bot page of the Discord developer"
    " portal; it has three parts with dots between them."
)

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
)


def check_shape(token: str) -> None:
    """Raise :class:`~bot.errors.WordedError` for a text that Discord cannot have given as a token.

    It has three parts; how long they are, and what the first says, is for Discord to judge.
    """
    if not _PARTS.fullmatch(token):
        raise WordedError(_MALFORMED)


def application_id(token: str) -> int:
    """Return the application's id, which stands in the token's first part.

    Raises :class:`~bot.errors.SettingsError` for a text that is no bot token.
    """
    match = _TOKEN.fullmatch(token)
    try:
        encoded = match[1] if match else ""
        return int(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (ValueError, binascii.Error) as error:
        raise WordedError(_MALFORMED) from error


def invite_url(token: str) -> str:
    """Return the address that adds the bot to a server with the fewest permissions."""
    return discord.utils.oauth_url(
        application_id(token),
        permissions=PERMISSIONS,
        scopes=("bot", "applications.commands"),
    )
