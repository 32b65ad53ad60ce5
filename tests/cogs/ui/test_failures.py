from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord
import pytest
import structlog
from discord import app_commands

from bot.cogs.ui.failures import sentence
from bot.errors import DuplicateDocument, WordedError
from bot.model import Handle, UserId
from tests.cogs.samples import document


class Response:
    """As much of an HTTP response as discord.py's errors look at."""

    status = 403
    reason = "Forbidden"


def failure(kind: type[discord.HTTPException]) -> discord.HTTPException:
    response: Any = Response()
    return kind(response, "no")


def test_a_sentence_for_a_person_is_told_as_it_is_whatever_names_it_holds() -> None:
    assert sentence(WordedError("*a*.txt is empty.")) == r"\*a\*.txt is empty."


def test_only_who_added_a_document_is_named_by_a_mention() -> None:
    found = replace(
        document("by <@2> on 3", handle=Handle(1)),
        added_by=UserId(4),
        added_at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    error = DuplicateDocument("<@1>.txt", found)

    assert sentence(error) == (
        r"\<@1>.txt is already in the library: document 1, “by \<@2> on 3”, added by <@4> on 5 May"
        " 2025. Nothing was changed."
    )


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            app_commands.MissingPermissions(["manage_messages"]),
            "Only moderators, who may manage messages here, can do that.",
        ),
        (app_commands.NoPrivateMessage(), "That works in a server only, not in direct messages."),
        (
            app_commands.CommandNotFound("ask", []),
            "This command has changed. Reload Discord (Ctrl+R, or restart the app) and try again.",
        ),
        (
            failure(discord.Forbidden),
            "I am not allowed to do that in this channel. Ask a moderator to let me send messages.",
        ),
    ],
)
def test_what_discord_refuses_is_put_into_a_sentence(error: Exception, told: str) -> None:
    assert sentence(error) == told


@pytest.mark.parametrize(
    "error",
    [
        KeyError("secret"),
        aiohttp.ClientError("secret"),
        failure(discord.HTTPException),
    ],
)
def test_a_bug_is_told_by_its_reference_and_logged_under_it(error: Exception) -> None:
    with structlog.testing.capture_logs() as logs:
        told = sentence(error)

    match = re.fullmatch(
        r"Something went wrong on my side \(reference ([0-9A-F]{6})\)\. The operator finds it in"
        r" the log\.",
        told,
    )
    assert match
    (entry,) = logs
    assert entry["reference"] == match[1]
    assert entry["exc_info"] is error
    assert entry["log_level"] == "error"
