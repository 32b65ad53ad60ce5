"""The commands' definitions, sent to Discord when they changed.

Discord limits how often they may be sent, and clients reload them each time; so a digest of what
was sent last is kept, with the application it was sent for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import structlog
from discord import app_commands

from bot.cogs.ui.sending import NOT_SENT
from bot.library.guilds import Guilds

_STATE = "commands"

log = structlog.stdlib.get_logger(__name__)


def payloads(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """Return the definitions as Discord gets them, in an order of their own."""
    definitions: Sequence[dict[str, Any]] = [
        command.to_dict(tree) for command in tree.get_commands(type=None)
    ]
    return sorted(definitions, key=lambda payload: (payload["type"], payload["name"]))


def digest(tree: app_commands.CommandTree[Any], application_id: int | None) -> str:
    """Return what tells these definitions from others."""
    content = json.dumps([application_id, payloads(tree)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


async def send_changed(tree: app_commands.CommandTree[Any], guilds: Guilds) -> None:
    """Send the definitions if they are not those that were sent last.

    Without success the bot still answers mentions and the commands that Discord knows already.
    """
    current = digest(tree, tree.client.application_id)
    if await guilds.state(_STATE) == current:
        return
    try:
        await tree.sync()
    except (*NOT_SENT, app_commands.AppCommandError):
        log.exception("the commands could not be sent to Discord; restart to try again")
        return
    log.info("the commands were sent to Discord")
    await guilds.set_state(_STATE, current)
