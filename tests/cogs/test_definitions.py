from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
import structlog

from bot.cogs.client import Verbatim
from bot.cogs.definitions import digest, payloads, send_changed
from bot.cogs.ui.limits import CHOICE, COMMAND_DESCRIPTION, COMMAND_NAME, COMMAND_TOTAL, units
from tests.cogs.world import World

ROOT = Path(__file__).parents[2]
MODERATE = str(discord.Permissions(manage_messages=True).value)


def walk(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield definition
    for option in definition.get("options", ()):
        yield from walk(option)


def size(definition: dict[str, Any]) -> int:
    texts = [definition["name"], definition.get("description", "")]
    texts += [str(choice["name"]) for choice in definition.get("choices", ())]
    texts += [str(choice["value"]) for choice in definition.get("choices", ())]
    return sum(map(units, texts))


async def test_every_definition_is_within_discords_limits(world: World) -> None:
    found = payloads(world.bot.tree)

    assert [definition["name"] for definition in found] == [
        "about",
        "ask",
        "check",
        "help",
        "library",
        "privacy",
        "quote",
        "sources",
        "Add to library",
        "Check this quote",
        "Find the source",
    ]
    for command in found:
        parts = list(walk(command))
        assert sum(map(size, parts)) <= COMMAND_TOTAL
        for part in parts:
            assert 1 <= units(part["name"]) <= COMMAND_NAME
            described = part["type"] != 3 or part is not command
            assert units(part.get("description", "")) <= COMMAND_DESCRIPTION
            assert bool(part.get("description")) == described
            assert len(part.get("options", ())) <= 25
            assert part.get("description", ".").endswith(".")
            for choice in part.get("choices", ()):
                assert 1 <= units(choice["name"]) <= CHOICE


async def test_every_command_and_its_options_stand_in_the_documentation(world: World) -> None:
    described = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| (?:`(/.+?)`|\*(.+?)\*)", described, re.MULTILINE))

    found = set()
    for command in payloads(world.bot.tree):
        options = command.get("options", [])
        subcommands = [option for option in options if option["type"] == 1]
        for part in subcommands or [command]:
            name = f"{command['name']} {part['name']}" if subcommands else command["name"]
            marks = [
                option["name"] + "?" * (not option["required"])
                for option in part.get("options", [])
            ]
            slash = command["type"] == 1
            found.add((" ".join([f"/{name}", *marks]), "") if slash else ("", name))
    assert rows == found


async def test_who_may_use_what_and_where(world: World) -> None:
    by_name = {definition["name"]: definition for definition in payloads(world.bot.tree)}

    for name in ("library", "Add to library"):
        assert str(by_name[name]["default_member_permissions"]) == MODERATE
        assert by_name[name]["contexts"] == [0]
    for name in ("ask", "Find the source"):
        assert by_name[name]["default_member_permissions"] is None
        assert by_name[name]["contexts"] == [0, 1]
    assert all(definition["integration_types"] == [0] for definition in by_name.values())


async def test_the_definitions_are_sent_once_and_again_when_they_change(world: World) -> None:
    def sent() -> int:
        return sum(
            entry.method == "PUT" and entry.path.endswith("/commands")
            for entry in world.env.http_requests
        )

    assert sent() == 1
    await world.restart()
    assert sent() == 1

    await world.engine.library.guilds.set_state("commands", "of an earlier release")
    await world.restart()
    assert sent() == 2


async def test_the_digest_knows_every_word_and_the_application(world: World) -> None:
    tree = world.bot.tree
    before = digest(tree, 1)

    assert digest(tree, 1) == before
    assert digest(tree, 2) != before
    assert json.dumps(payloads(tree))
    tree.remove_command("ask")
    assert digest(tree, 1) != before


async def test_commands_that_cannot_be_sent_stop_nothing(world: World) -> None:
    guilds = world.engine.library.guilds
    await guilds.set_state("commands", "of an earlier release")
    world.env.inject_error("PUT", "/applications/*/commands", status=500, times=None)

    with structlog.testing.capture_logs() as logs:
        await send_changed(world.bot.tree, guilds)

    (entry,) = logs
    assert entry["log_level"] == "error"
    assert entry["event"] == "the commands could not be sent to Discord; restart to try again"
    assert await guilds.state("commands") == "of an earlier release"


async def test_a_connection_that_drops_at_sending_them_does_not_end_the_start(
    world: World,
) -> None:
    guilds = world.engine.library.guilds
    await guilds.set_state("commands", "of an earlier release")

    with structlog.testing.capture_logs() as logs, world.dropping("PUT", "/commands"):
        await send_changed(world.bot.tree, guilds)

    assert [entry["log_level"] for entry in logs] == ["error"]
    await send_changed(world.bot.tree, guilds)
    assert await guilds.state("commands") != "of an earlier release"


async def test_the_bot_asks_for_no_privileged_intent(world: World) -> None:
    intents = world.bot.intents

    assert not intents.message_content
    assert not intents.members
    assert not intents.presences
    assert isinstance(world.bot, Verbatim)


@pytest.mark.parametrize("text", ["help", "ask who funded it", "library list"])
async def test_there_are_no_prefix_commands(world: World, text: str) -> None:
    assert not world.bot.commands
    tried: list[object] = []

    async def on_command_error(*tried_command: object) -> None:
        tried.append(tried_command)

    world.bot.add_listener(on_command_error)
    await world.ben.send(world.channel, f"{world.mention} {text}")

    answer = world.channel.last_message
    assert answer
    assert answer.author == world.bot.user
    assert not tried
