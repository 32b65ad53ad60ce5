"""The REST routes that the bot needs; any other is a failure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias

from aiohttp import web

from tests.wire.definitions import definition_problems
from tests.wire.gateway import GUILD_MESSAGES, Gateway
from tests.wire.http import API, RECEIVED, Received, Refused, answer, received
from tests.wire.interactions import Interaction
from tests.wire.responses import Responses
from tests.wire.rules import COMPONENTS_V2, SUPPRESS_EMBEDS, Json, message_problems, walk
from tests.wire.world import Message, World, snowflake

_EDITABLE = SUPPRESS_EMBEDS | COMPONENTS_V2
_SENDABLE = _EDITABLE | 1 << 12  # silent

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    """Discord's HTTP side."""

    def __init__(self, world: World, gateway: Gateway, token: str) -> None:
        self.world, self._gateway, self._token = world, gateway, token
        self.requests: list[Received] = []
        self.failures: list[str] = []
        self.commands: list[Json] = []
        self.syncs = 0
        self.interactions: dict[str, Interaction] = {}
        self.cdn: dict[str, bytes] = {}
        self.downloaded = asyncio.Event()
        self.replied: dict[int, asyncio.Future[Message]] = {}
        self.open = asyncio.Event()
        """Clear it, and edits of interactions' messages wait."""
        self.open.set()
        self.waiting = asyncio.Event()
        self.edited = asyncio.Event()
        """Set when a message is edited where it stands."""
        self.unwanted = ""
        """Messages in which this stands are refused, whatever is right with them."""
        self._responses = Responses(self)

    def application(self) -> web.Application:
        """Return the routes."""
        app = web.Application(middlewares=[self._watch], client_max_size=64 << 20)
        webhook, channel = f"{API}/webhooks/{{app}}/{{token}}", f"{API}/channels/{{channel}}"
        routes: dict[tuple[str, str], Handler] = {
            ("GET", f"{API}/gateway/bot"): self._gateway_bot,
            ("GET", f"{API}/users/@me"): self._me,
            ("GET", f"{API}/oauth2/applications/@me"): self._application,
            ("PUT", f"{API}/applications/{{app}}/commands"): self._put_commands,
            ("POST", f"{API}/interactions/{{id}}/{{token}}/callback"): self._responses.callback,
            ("POST", webhook): self._responses.follow,
            ("GET", f"{webhook}/messages/{{message}}"): self._responses.get,
            ("PATCH", f"{webhook}/messages/{{message}}"): self._responses.edit,
            ("DELETE", f"{webhook}/messages/{{message}}"): self._responses.delete,
            ("POST", f"{API}/users/@me/channels"): self._open_direct,
            ("POST", f"{channel}/messages"): self._send,
            ("PATCH", f"{channel}/messages/{{message}}"): self._edit,
            ("POST", f"{channel}/typing"): self._typing,
            ("GET", "/attachments/{channel}/{id}/{name}"): self._download,
            ("GET", "/gateway/"): self._gateway.serve,
        }
        for (method, path), handler in routes.items():
            app.router.add_route(method, path, handler)
        app.router.add_route("*", "/{rest:.*}", self._unknown)
        return app

    def fail(self, what: str) -> None:
        """Note what the bot did wrong."""
        self.failures.append(what)

    def refuse(self, problems: Iterable[str], what: str) -> None:
        """Note the problems, if any, and refuse the request as Discord does."""
        found = [f"{what}: {problem}" for problem in problems]
        self.failures += found
        if found:
            raise Refused(400, 50035, "; ".join(found))

    @web.middleware
    async def _watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.path.startswith(API):
                given = await received(request)
                self.requests.append(given)
                request[RECEIVED] = given
                self._authorize(request)
            return await handler(request)
        except Refused as refused:
            return answer({"code": refused.code, "message": str(refused)}, refused.status)
        except Exception as broken:
            self.fail(f"{request.method} {request.path} broke this Discord: {broken!r}")
            raise

    def _authorize(self, request: web.Request) -> None:
        if request.path.removeprefix(API).startswith(("/interactions/", "/webhooks/")):
            return  # discord.py tells neither its name nor the token where a token is in the path
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            self.fail(f"{request.path}: no user agent as Discord asks for")
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise Refused(401, 0, "401: Unauthorized")

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        self.fail(f"{request.method} {request.path} is not needed")
        raise Refused(404, 0, "404: Not Found")

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = self._gateway.url
        return answer({"url": url, "shards": 1, "session_start_limit": limit})

    async def _me(self, _: web.Request) -> web.Response:
        return answer(self.world.bot.user() | {"verified": True, "flags": 0})

    async def _application(self, _: web.Request) -> web.Response:
        described = {
            "id": str(self.world.application_id),
            "name": "Verbatim",
            "icon": None,
            "description": "",
            "bot_public": False,
            "bot_require_code_grant": False,
            "owner": self.world.moderator.user(),
            "team": None,
            "verify_key": "0" * 64,
            "summary": "",
            "flags": 1 << 23,
        }
        return answer(described)

    async def _put_commands(self, request: web.Request) -> web.Response:
        commands: list[Json] = request[RECEIVED].body["list"]
        self.refuse(definition_problems(commands), "commands")
        self.syncs += 1
        ids = {
            "application_id": str(self.world.application_id),
            "default_member_permissions": None,
            "version": "1",
        }
        self.commands = [
            ids | {"id": str(snowflake()), "description": ""} | each for each in commands
        ]
        return answer(self.commands)

    async def _send(self, request: web.Request) -> web.Response:
        channel = self.world.channels[int(request.match_info["channel"])]
        body = request[RECEIVED].body
        if body.get("flags", 0) & ~_SENDABLE:
            self.fail(f"a message in a channel with flags {body['flags']}")
        message = Message(channel, self.world.bot)
        self.fill(message, request[RECEIVED], new=True)
        reference = int((body.get("message_reference") or {}).get("message_id", 0))
        message.replies_to = self.world.messages.get(reference)
        await self.publish(message)
        waiting = self.replied.get(reference or channel.id)
        if waiting and not waiting.done():
            waiting.set_result(message)
        return answer(message.payload(self.world.guild_id))

    async def _edit(self, request: web.Request) -> web.Response:
        """Change a message of the bot's where it stands, whatever made it."""
        self.waiting.set()
        await self.open.wait()
        message = self.world.messages.get(int(request.match_info["message"]))
        if not message or message.deleted or message.private:
            raise Refused(404, 10008, "Unknown Message")
        if str(message.channel.id) != request.match_info["channel"]:
            self.fail(f"{request.path}: the message stands in another channel")
        if message.author is not self.world.bot:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        received = request[RECEIVED]
        if (received.body.get("flags") or 0) & ~_EDITABLE:
            self.fail(f"an edit with flags {received.body['flags']}")
        self.fill(message, received, new=False)
        self.edited.set()
        return answer(message.payload(self.world.guild_id))

    async def _open_direct(self, request: web.Request) -> web.Response:
        """Open direct messages with somebody who has written."""
        wanted = int(request[RECEIVED].body["recipient_id"])
        authors = (message.author for message in self.world.messages.values())
        person = next((each for each in authors if each.id == wanted), None)
        if not person:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return answer(self.world.direct_channel(person).payload())

    async def _typing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _download(self, request: web.Request) -> web.Response:
        data = self.cdn.get(request.path_qs)
        if data is None:
            self.fail(f"GET {request.path_qs}: there is no such attachment")
            raise Refused(404, 0, "404: Not Found")
        self.downloaded.set()
        return web.Response(body=data)

    def fill(self, message: Message, received: Received, *, new: bool) -> None:
        """Put what was sent into a message, if it is right; new ones may not be empty."""
        body = received.body
        flags = message.flags & COMPONENTS_V2 | (body.get("flags") or 0)
        if self.unwanted and self.unwanted in str(body):
            raise Refused(400, 50035, "Invalid Form Body")
        problems = message_problems(body | {"flags": flags}, files=len(received.files), new=new)
        self.refuse(problems, f"{received.method} {received.path}")
        message.content = body.get("content", message.content) or ""
        message.components = numbered(body.get("components", message.components) or [])
        message.flags |= flags
        if received.files:
            message.files = received.files
            said = {int(each["id"]): each for each in body["attachments"]}
            message.attachments = [
                self.attach(message.channel.id, name, data)
                | {"description": said[number].get("description")}
                for number, (name, data) in enumerate(received.files.items())
            ]

    async def publish(self, message: Message) -> None:
        """Let a message stand in its channel; a bot is told of its own."""
        self.world.messages[message.id] = message
        if self._gateway.intents & GUILD_MESSAGES and not message.private:
            payload = message.payload(self.world.guild_id)
            await self._gateway.dispatch("MESSAGE_CREATE", payload)

    def attach(self, channel_id: int, name: str, data: bytes) -> Json:
        """Keep a file and return how an attachment describes it."""
        id_ = snowflake()
        path = f"/attachments/{channel_id}/{id_}/{name}?ex=6a&is=69&hm=c0ffee&"
        self.cdn[path] = data
        url = self._gateway.url.replace("ws://", "http://").removesuffix("/gateway/") + path
        return {
            "id": str(id_),
            "filename": name,
            "size": len(data),
            "url": url,
            "proxy_url": url,
            "content_type": "text/plain; charset=utf-8",
        }


def numbered(components: list[Json], start: int = 1) -> list[Json]:
    """Return the components with the numbers that Discord gives to those without."""
    done: list[Json] = []
    for component in components:
        given: Json = {"id": start} | component
        if inner := component.get("components"):
            given["components"] = numbered(inner, start + 1)
        done.append(given)
        start += 1 + sum(1 for _ in walk(component.get("components", [])))
    return done
