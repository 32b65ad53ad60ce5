"""The one place where an error becomes a sentence for the person who met it.

What was meant for a person is told as it is. Anything else is a bug: it is logged under a reference
that the person is told, and nothing of it is shown.
"""

from __future__ import annotations

import secrets
from types import MappingProxyType

import discord
import structlog
from discord import app_commands

from bot.cogs.ui import problems
from bot.cogs.ui.markdown import escape
from bot.cogs.ui.phrases import day_words
from bot.cogs.ui.sending import NOT_SENT, say
from bot.errors import (
    BundledDocument,
    DraftTaken,
    DuplicateDocument,
    TooManyWatches,
    VerbatimError,
    WatchedAlready,
)

MODERATORS_ONLY = "Only moderators, who may manage messages here, can do that."

_GONE = {10008, 10015, 10062}
"""What Discord says of a message that was deleted meanwhile, a token and an interaction that it
does not know any more: nobody waits for an answer."""

_CHANGED = "This command has changed. Reload Discord (Ctrl+R, or restart the app) and try again."
_KNOWN: tuple[tuple[type[Exception], str], ...] = (
    (app_commands.MissingPermissions, MODERATORS_ONLY),
    (app_commands.NoPrivateMessage, "That works in a server only, not in direct messages."),
    (app_commands.CommandNotFound, _CHANGED),
    (app_commands.CommandSignatureMismatch, _CHANGED),
    (app_commands.TransformerError, "I cannot use that value. Choose another one."),
    (
        discord.Forbidden,
        "I am not allowed to do that in this channel. Ask a moderator to let me send messages.",
    ),
)

_DUPLICATE = (
    "{name} is already in the library: document {handle}, “{title}”, added by {by} on {day}."
    " Nothing was changed."
)
"""In Markdown; ``by`` is a mention, which pings nobody."""

_OWN: problems.Messages = MappingProxyType(
    {
        BundledDocument: (
            "Document {handle} is bundled with Verbatim and cannot be changed here. The bundled"
            " documents can be switched off all together with /library bundled."
        ),
        WatchedAlready: "“{title}” is already being watched. /library watches lists all feeds.",
        TooManyWatches: (
            "No more than {limit} feeds can be watched. Stop one of them first: /library watches."
        ),
    }
)

log = structlog.stdlib.get_logger(__name__)


def sentence(error: BaseException) -> str:
    """Return what to tell the person; log what is a bug."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, DuplicateDocument) and cause.document.added_by:
        return _DUPLICATE.format(
            name=escape(cause.name),
            handle=cause.document.handle,
            title=escape(cause.document.title),
            by=f"<@{cause.document.added_by}>",
            day=day_words(cause.document.added_at),
        )
    if isinstance(cause, DraftTaken):
        return (
            f"<@{cause.user_id}> is reviewing this document now. `/library review` shows what else"
            " waits."
        )
    if isinstance(cause, VerbatimError):
        return escape(problems.sentence(cause, _OWN))
    for kind, known in _KNOWN:
        if isinstance(cause, kind):
            return known
    reference = secrets.token_hex(3).upper()
    log.error("unexpected error", reference=reference, exc_info=cause)
    return (
        f"Something went wrong on my side (reference {reference}). The operator finds it in the"
        " log."
    )


async def tell(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the person, unless nobody waits: Discord has forgotten it, or the reply was deleted."""
    if _forgotten(error):
        log.info("an interaction had expired, or its reply was deleted")
        return
    text = sentence(error)
    try:
        await say(interaction, text)
    except NOT_SENT as failure:
        log.warning("an error could not be told", error=str(failure))


def _forgotten(error: BaseException) -> bool:
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    return isinstance(cause, discord.NotFound) and cause.code in _GONE
