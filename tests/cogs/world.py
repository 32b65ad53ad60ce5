"""What the tests of the cogs do with simcord, in the tests' own words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp
import discord
import pytest
import simcord
from discord import ui
from simcord.backend.serializers import guild_create_payload
from simcord.enums import AppCommandType
from simcord.http import router

from bot.cogs.client import Verbatim
from bot.cogs.documents.previews import draft_layout
from bot.cogs.ui.sending import button, layout
from bot.engine.engine import Engine
from bot.ingest.extract import extract
from bot.ingest.passages import Sample
from bot.model import Document, GuildId, UserId
from tests import adding

RELEASE = """Harbour seminar looks at the old ferries

The seminar was co-funded by the Harbour Trust of Arven and the ferry line. It took place on 4 March 2025 in the old customs house, and forty captains and engineers took part in it.

The oldest ferry still in service was built in 1931. She crosses the sound six times on a summer day and carries up to ninety passengers, with their bicycles and their dogs.

The press office answers questions about the ferries on weekdays between nine and noon, and sends photographs of the ships to the newspapers that ask for them in writing.

The next seminar is planned for the spring of 2027. It will look at the lighthouses of the coast and at the people who kept them before the lamps were made to work alone.
"""  # noqa: E501 (a paragraph is a line)
QUESTION = "who funded the seminar"
FUNDED = "The seminar was co-funded by the Harbour Trust of Arven and the ferry line."

Shown: TypeAlias = "simcord.InteractionResult | simcord.ResponseMessage | discord.Message"


@dataclass
class World:
    """A server with people in it."""

    env: simcord.Env
    engine: Engine
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    moderator: simcord.MemberActor
    ann: simcord.MemberActor
    ben: simcord.MemberActor
    expected: int = 0
    """How many errors a test meant to happen that are no sentences for a person."""

    @property
    def guild_id(self) -> GuildId:
        return GuildId(self.guild.id)

    @property
    def bot(self) -> Verbatim:
        assert isinstance(self.env.bot, Verbatim)
        return self.env.bot

    @property
    def mention(self) -> str:
        assert self.bot.user
        return self.bot.user.mention

    async def add(self, text: str = RELEASE, filename: str = "harbour.txt") -> Document:
        """Put a document into the guild's library."""
        return await store(self.engine, self.guild_id, text, filename, self.moderator.id)

    async def ask(
        self, question: str = QUESTION, *, private: bool = False, document: str = ""
    ) -> simcord.InteractionResult:
        """Let Ann ask by command."""
        options: dict[str, Any] = {"private": True} if private else {}
        if document:
            options["document"] = document
        return await self.ann.slash(self.channel, "ask", question=question, **options)

    async def restart(self) -> None:
        """Start the bot anew on the same library."""
        await self.bot.close()
        await self.env.restart_bot(new_bot(self.engine))

    async def leave(self, *, outage: bool = False) -> None:
        """Take the bot out of the server, or let an outage make the server unavailable."""
        gone = {"id": str(self.guild.id), **({"unavailable": True} if outage else {})}
        self.env.backend.emit("GUILD_DELETE", gone)
        await self.env.settle()

    async def come_back(self) -> None:
        """Invite the bot again, or end the outage."""
        backend = self.env.backend
        guild = backend.get_guild(self.guild.id)
        backend.emit("GUILD_CREATE", guild_create_payload(backend, guild))
        await self.env.settle()

    async def forge(self, channel: simcord.ChannelHandle, custom_id: str) -> discord.Message:
        """Put a button with any ``custom_id`` into a channel."""
        return await self.show(channel, layout(ui.ActionRow(button("Forged", custom_id))))

    async def forge_menu(
        self, channel: simcord.ChannelHandle, custom_id: str, value: str
    ) -> discord.Message:
        """Put a menu with any ``custom_id`` and one choice into a channel."""
        option = discord.SelectOption(label="Forged", value=value)
        menu = ui.Select[ui.LayoutView](custom_id=custom_id, options=[option])
        return await self.show(channel, layout(ui.ActionRow(menu)))

    async def forge_directly(self, user: simcord.UserHandle, custom_id: str) -> discord.Message:
        """Put a button with any ``custom_id`` into somebody's direct messages."""
        channel = await self.bot.create_dm(discord.Object(user.id))
        return await channel.send(view=layout(ui.ActionRow(button("Forged", custom_id))))

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Let what people do return at once, while the bot is still at work."""

        async def settle(**_: object) -> None:
            await asyncio.sleep(0)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.env, "_settle_internal", settle)
            yield

    @contextmanager
    def dropping(self, method: str, ending: str, times: int = 1) -> Iterator[None]:
        """Lose the connection at the next requests to a path with this ending."""
        dispatch, left = router.dispatch, times

        def drop(backend: Any, asked: str, path: str, **more: Any) -> Any:  # noqa: ANN401
            nonlocal left
            if left and asked == method and path.endswith(ending):
                left -= 1
                raise aiohttp.ClientConnectionResetError
            return dispatch(backend, asked, path, **more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(router, "dispatch", drop)
            yield
        assert not left, "nothing was lost"

    def pings(self, sent: discord.Message) -> set[int]:
        """Return whom a message pings."""
        return set(self.env.backend.get_message(sent.channel.id, sent.id).ping_user_ids)

    def guest(self) -> simcord.MemberActor:
        """Return a member who may use the moderators' commands but not manage messages.

        A server can set that up in its integrations; then Discord's own gate lets them through.
        """
        role = self.guild.create_role("Guests")
        backend = self.env.backend
        for name, kind in (("library", 1), ("Add to library", 3)):
            command = backend.find_command(name, None, AppCommandType(kind))
            assert command
            self.guild.set_command_permissions(int(command["id"]), {role: True})
        return self.guild.add_member(self.env.create_user("guest"), roles=[role])

    async def draft(self, text: str = RELEASE, filename: str = "harbour.txt") -> discord.Message:
        """Show a draft of the moderator's, without the process that reads files."""
        data = text.encode()
        draft = await self.engine.library.drafts.keep(
            self.guild_id, UserId(self.moderator.id), extract(filename, data), data
        )
        sample = Sample.of(draft.source.text, draft.source.landmarks)
        return await self.show(self.channel, draft_layout(draft, sample, self.engine.clock()))

    async def show(self, channel: simcord.ChannelHandle, view: ui.LayoutView) -> discord.Message:
        """Let the bot send something."""
        target = self.bot.get_channel(channel.id)
        assert isinstance(target, discord.abc.Messageable)
        return await target.send(view=view)

    def sent(self) -> list[dict[str, Any]]:
        """Return the bodies of all requests that made or changed messages."""
        bodies = [dict(entry.json or {}) for entry in self.env.http_requests if _writes(entry)]
        return [body.get("data", body) for body in bodies]

    def check_requests(self) -> None:
        """Check what holds for every message and every interaction, whatever a test is about."""
        for body in self.sent():
            allowed = body["allowed_mentions"]
            assert allowed["parse"] == []
            assert not allowed.get("replied_user")
            assert not allowed.get("users")
            assert not allowed.get("roles")
        answered = [
            entry.path for entry in self.env.http_requests if entry.path.endswith("/callback")
        ]
        assert len(set(answered)) == len(answered), "an interaction is acknowledged once"


def _writes(entry: Any) -> bool:  # noqa: ANN401 (simcord does not export the type)
    if entry.method not in {"POST", "PATCH"} or not isinstance(entry.json, dict):
        return False
    if entry.path.endswith("/callback"):
        return entry.json["type"] in {4, 7}
    return "/messages" in entry.path or entry.path.startswith("/webhooks/")


def new_bot(engine: Engine) -> Verbatim:
    """Return a bot that corrects its answers when a test wants it, or once in a long while."""
    return Verbatim(engine, shard_count=1, corrections_every=3600.0)


async def store(
    engine: Engine, guild_id: GuildId, text: str, filename: str, user_id: int
) -> Document:
    """Put a text into a library without the process that reads files."""
    return await adding.put(engine, guild_id, filename, text.encode(), user_id=UserId(user_id))


async def until(found: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(300):
        while not found():  # noqa: ASYNC110 (simcord has no event for it)
            await asyncio.sleep(0.01)


def message(shown: Shown) -> discord.Message:
    """Return the message that an interaction left last."""
    if isinstance(shown, discord.Message):
        return shown
    if isinstance(shown, simcord.InteractionResult):
        answers = [answer for answer in (shown.response, *shown.followups) if answer]
        assert answers, "the interaction was not answered"
        shown = answers[-1]
    assert isinstance(shown.message, discord.Message)
    return shown.message


def items(shown: Shown) -> Iterator[ui.Item[Any]]:
    """Yield the components of a message."""
    yield from ui.LayoutView.from_message(message(shown), timeout=None).walk_children()


def texts(shown: Shown) -> list[str]:
    """Return what a message says, component by component."""
    found = message(shown)
    displays = [item.content for item in items(found) if isinstance(item, ui.TextDisplay)]
    return ([found.content] if found.content else []) + displays


def text(shown: Shown) -> str:
    """Return all that a message says."""
    return "\n".join(texts(shown))


def buttons(shown: Shown) -> dict[str, str]:
    """Return the buttons of a message: what is on them, and the first such one's ``custom_id``."""
    found: dict[str, str] = {}
    for item in items(shown):
        if isinstance(item, ui.Button):
            found.setdefault(str(item.label), str(item.custom_id or item.url))
    return found


def choices(shown: Shown) -> dict[str, tuple[str, str]]:
    """Return what the menus of a message offer: the first such menu's ``custom_id``, the value."""
    found: dict[str, tuple[str, str]] = {}
    for item in items(shown):
        if isinstance(item, ui.Select):
            for option in item.options:
                found.setdefault(option.label, (item.custom_id, option.value))
    return found


def token_of(shown: Shown) -> str:
    """Return the token that the buttons of an answer carry."""
    return buttons(shown)["Follow up"].partition(":")[2]


async def press(
    actor: simcord.MemberActor | simcord.UserHandle, shown: Shown, label: str
) -> simcord.InteractionResult:
    """Press the first button with this label, or choose it in the first menu that offers it."""
    result: object
    if label in buttons(shown):
        result = await actor.click(message(shown), custom_id=buttons(shown)[label])
    else:
        custom_id, value = choices(shown)[label]
        result = await actor.select(message(shown), [value], custom_id=custom_id)
    assert isinstance(result, simcord.InteractionResult)
    return result


def quotes(shown: Shown) -> list[str]:
    """Return the block quotes of a message."""
    return [shown_text for shown_text in texts(shown) if shown_text.startswith("> ")]
