"""A Discord that people use: they ask, press, type and write; the bot's answers are returned."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from aiohttp import web

from tests.wire.definitions import MESSAGE_MENU, SLASH
from tests.wire.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway
from tests.wire.interactions import Interaction, Kind
from tests.wire.process import token_of
from tests.wire.rest import Rest
from tests.wire.rules import LABEL, Json
from tests.wire.world import EVERYBODY, Channel, Message, Person, World

SECONDS = 120.0
"""How long anybody waits for the bot."""

_SUB_COMMAND, _BOOLEAN, _CHANNEL, _ATTACHMENT = 1, 5, 7, 11
_RESOLVED = {_ATTACHMENT: "attachments", _CHANNEL: "channels"}
T = TypeVar("T")


class FakeDiscord:
    """Discord, for one bot; make one with :func:`open_discord`."""

    def __init__(self) -> None:
        self.world = World()
        self.token = token_of(self.world.application_id)
        self.gateway = Gateway(self.world, self.token)
        self.rest = Rest(self.world, self.gateway, self.token)
        self.url = ""
        self.starved: Callable[[], float] = float
        """Returns the seconds that the bot had to wait for a processor."""

    # What people do

    async def slash(
        self,
        person: Person,
        command: str,
        *,
        where: Channel | None = None,
        forged: bool = False,
        **options: object,
    ) -> Interaction:
        """Use a command, such as "library add", and wait for what comes of it."""
        data = self.command(person, command, options, forged=forged)
        return await self.done(await self.send(Kind.COMMAND, person, data, where))

    async def autocomplete(
        self, person: Person, command: str, option: str, typed: str
    ) -> list[str]:
        """Type into an option; return the values that are offered."""
        data = self.command(person, command, {option: typed})
        _leaves(data)[option]["focused"] = True
        interaction = await self.done(await self.send(Kind.AUTOCOMPLETE, person, data))
        return [str(choice["value"]) for choice in interaction.choices]

    async def context_menu(self, person: Person, command: str, message: Message) -> Interaction:
        """Use a command on a message."""
        found = self._definition(command, MESSAGE_MENU)
        resolved = {"messages": {str(message.id): message.payload()}}
        data = {
            "id": found["id"],
            "name": command,
            "type": MESSAGE_MENU,
            "target_id": str(message.id),
            "resolved": resolved,
        }
        return await self.done(await self.send(Kind.COMMAND, person, data, message.channel))

    async def press(self, person: Person, message: Message, label: str) -> Interaction:
        """Press a button, or choose what a menu offers."""
        if label in message.buttons:
            data: Json = {"component_type": 2, "id": 1, "custom_id": message.buttons[label]}
        else:
            custom_id, value = message.choices[label]
            data = {"component_type": 3, "id": 1, "custom_id": custom_id, "values": [value]}
        sent = await self.send(Kind.COMPONENT, person, data, message.channel, source=message)
        return await self.done(sent)

    async def submit_form(self, opened: Interaction, **typed: str) -> Interaction:
        """Fill in the form that an interaction opened; what is not typed stays as it was."""
        components = []
        for label in opened.form["components"]:
            assert label["type"] == LABEL
            inner = label["component"]
            value = typed.pop(inner["custom_id"], inner.get("value") or "")
            assert value or not inner.get("required", True), f"{inner['custom_id']} is required"
            given = {"type": 4, "id": 2, "custom_id": inner["custom_id"], "value": value}
            components.append({"type": LABEL, "id": 1, "component": given})
        assert not typed, f"the form has no {list(typed)}"
        data = {"custom_id": opened.form["custom_id"], "components": components}
        source = opened.source
        sent = await self.send(Kind.FORM, opened.person, data, opened.channel, source=source)
        return await self.done(sent)

    async def write(self, person: Person, text: str, channel: Channel | None = None) -> Message:
        """Write a message, without waiting for anything."""
        return await self._post(Message(channel or self.world.channel, person, text))

    async def mention(self, person: Person, text: str) -> Message:
        """Mention the bot; return its reply."""
        content, bot = f"<@{self.world.bot.id}> {text}", self.world.bot
        return await self._answered(Message(self.world.channel, person, content, mentions=[bot]))

    async def mention_privately(self, person: Person, text: str) -> Message:
        """Mention the bot; return what it writes to the person directly."""
        content, bot = f"<@{self.world.bot.id}> {text}", self.world.bot
        message = Message(self.world.channel, person, content, mentions=[bot])
        return await self._answered(message, self.world.direct_channel(person).id)

    async def reply(self, person: Person, to: Message, text: str) -> Message:
        """Reply to a message of the bot's, which pings it; return its reply."""
        mentions = [to.author]
        return await self._answered(
            Message(to.channel, person, text, replies_to=to, mentions=mentions)
        )

    async def dm(self, person: Person, text: str) -> Message:
        """Write to the bot directly; return its reply."""
        return await self._answered(Message(self.world.direct_channel(person), person, text))

    async def settle(self) -> None:
        """Let the bot finish what it does after an answer, by asking one question more."""
        await self.slash(self.world.moderator, "ask", question="lighthouse", private=True)

    def upload(self, name: str, data: bytes) -> Json:
        """Upload a file, to be an option's value."""
        return self.rest.attach(self.world.channel.id, name, data)

    @property
    def failures(self) -> list[str]:
        """What the bot did wrong, on both sides."""
        return [*self.gateway.failures, *self.rest.failures]

    # How it is told to the bot

    async def send(
        self,
        kind: Kind,
        person: Person,
        data: Json,
        channel: Channel | None = None,
        *,
        source: Message | None = None,
    ) -> Interaction:
        """Tell the bot of an interaction, without waiting for anything."""
        interaction = Interaction(
            kind, person, channel or self.world.channel, data, source, starved=self.starved
        )
        self.rest.interactions[interaction.token] = interaction
        await self.gateway.dispatch("INTERACTION_CREATE", self._described(interaction))
        return interaction

    async def done(self, interaction: Interaction) -> Interaction:
        """Wait until an interaction is answered."""
        await self.within(interaction.done.wait())
        return interaction

    async def within(self, waiting: Awaitable[T]) -> T:
        """Wait for the bot, not for ever."""
        async with asyncio.timeout(SECONDS):
            return await waiting

    async def _answered(self, message: Message, by: int = 0) -> Message:
        """Post a message; return the reply to it, or what comes next in another channel."""
        reply = self.rest.replied[by or message.id] = asyncio.get_running_loop().create_future()
        await self._post(message)
        return await self.within(reply)

    async def _post(self, message: Message) -> Message:
        self.world.messages[message.id] = message
        direct, bot = message.channel.recipient, self.world.bot
        if not self.gateway.intents & (DIRECT_MESSAGES if direct else GUILD_MESSAGES):
            return message
        silent = not direct and bot not in message.mentions
        payload = message.payload(self.world.guild_id, silent=silent)
        if not direct:
            member = self.world.member(message.author)
            payload["member"] = {name: member[name] for name in member.keys() - {"user"}}
        await self.gateway.dispatch("MESSAGE_CREATE", payload)
        return message

    def _described(self, interaction: Interaction) -> Json:
        person, channel = interaction.person, interaction.channel
        described: Json = {
            "id": str(interaction.id),
            "application_id": str(self.world.application_id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel": channel.payload(),
            "channel_id": str(channel.id),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(self.world.guild_id)},
            "context": 1 if channel.recipient else 0,
            "attachment_size_limit": 10 << 20,
            "app_permissions": str(EVERYBODY),
        }
        if channel.recipient:
            described["user"] = person.user()
        else:
            member = self.world.member(person) | {"permissions": str(person.permissions)}
            guild = {"id": str(self.world.guild_id), "locale": "en-US", "features": []}
            described |= {"guild_id": guild["id"], "guild": guild, "guild_locale": "en-US"}
            described["member"] = member
        if interaction.source:
            described["message"] = interaction.source.payload()
        return described

    def _definition(self, name: str, kind: int) -> Json:
        found = [
            command
            for command in self.rest.commands
            if command["name"] == name and command.get("type", SLASH) == kind
        ]
        assert found, f"there is no command {name!r}"
        return found[0]

    def command(
        self, person: Person, command: str, given: dict[str, object], *, forged: bool = False
    ) -> Json:
        """Return what Discord tells a bot of a command and its options."""
        name, _, sub = command.partition(" ")
        definition = self._definition(name, SLASH)
        needed = int(definition.get("default_member_permissions") or 0)
        assert forged or person.permissions & needed == needed, f"{person.name} cannot see /{name}"
        options = definition.get("options") or []
        if sub:
            options = next(each for each in options if each["name"] == sub).get("options") or []
        values, resolved = _values(options, given)
        if sub:
            values = [{"name": sub, "type": _SUB_COMMAND, "options": values}]
        data = {"id": definition["id"], "name": name, "type": SLASH, "options": values}
        return data | ({"resolved": resolved} if resolved else {})


def _values(options: list[Json], given: dict[str, object]) -> tuple[list[Json], Json]:
    types = {option["name"]: option["type"] for option in options}
    values: list[Json] = []
    resolved: Json = {}
    for name, value in given.items():
        kind, plain = types[name], value
        if isinstance(value, dict):
            resolved[_RESOLVED[kind]] = {value["id"]: value}
            plain = value["id"]
        values.append({"name": name, "type": kind, "value": plain})
    return values, resolved


def _leaves(data: Json) -> dict[str, Json]:
    options = data["options"]
    if options and options[0]["type"] == _SUB_COMMAND:
        options = options[0]["options"]
    return {option["name"]: option for option in options}


@asynccontextmanager
async def open_discord() -> AsyncGenerator[FakeDiscord, None]:
    """Listen on 127.0.0.1."""
    discord = FakeDiscord()
    runner = web.AppRunner(discord.rest.application(), shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    discord.url, discord.gateway.url = f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}/gateway/"
    try:
        yield discord
    finally:
        await discord.gateway.leave(1001)
        await runner.cleanup()
