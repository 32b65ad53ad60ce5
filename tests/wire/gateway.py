"""The gateway: one session at a time, with heartbeats, resuming and compression."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.rules import Json
from tests.wire.world import World

_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = (
    *(0, 1, 2, 6, 7, 9, 10, 11),
)
_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12


class Connection:
    """One websocket, which compresses if it was asked to."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        compress = request.query.get("compress")
        self.request, self.socket = request, socket
        self.leaving: asyncio.Task[bool] | None = None
        self._stream = zlib.compressobj() if compress == "zlib-stream" else None

    async def send(self, op: int, data: object, **more: object) -> None:
        await self.say(json.dumps({"op": op, "d": data, **more}))

    async def say(self, text: str) -> None:
        """Send a text, whatever it is."""
        if not self._stream:
            await self.socket.send_str(text)
            return
        packed = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(packed)


@dataclass
class Session:
    """What a bot that identified is told; it outlives a connection."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    events: list[Json] = field(default_factory=list)


class Gateway:
    """Accepts the bot's connection and sends it what happens."""

    def __init__(self, world: World, token: str) -> None:
        self._world, self._token = world, token
        self.failures: list[str] = []
        self.url = ""
        self.ready = asyncio.Event()
        self.gone = asyncio.Event()
        self.identified: list[Json] = []
        self.resumed: list[Json] = []
        self.closed_with: list[int | None] = []
        self._session: Session | None = None
        self._connection: Connection | None = None

    @property
    def intents(self) -> int:
        assert self._session, "nobody has identified"
        return self._session.intents

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Speak with a bot until it leaves."""
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            self.failures.append(f"the gateway was opened with {dict(request.query)}")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(request, socket)
        await connection.send(_HELLO, {"heartbeat_interval": 41_250})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                if len(message.data) > 4096:
                    self.failures.append("a gateway message of more than 4096 bytes")
                await self._received(connection, json.loads(message.data))
        if connection.leaving:  # to return now would close with another code
            await connection.leaving
        else:
            self.closed_with.append(socket.close_code)
        if self._connection is connection:
            self._connection = None
            self.ready.clear()
            self.gone.set()
        return socket

    async def dispatch(self, event: str, data: Json) -> None:
        """Tell the bot of an event, now or when it resumes."""
        assert self._session, "nobody has identified"
        events = self._session.events
        events.append({"t": event, "s": len(events) + 1, "d": data})
        if self._connection:
            await self._connection.send(_DISPATCH, data, t=event, s=len(events))

    async def ask_to_reconnect(self) -> None:
        """Tell the bot to come back, as Discord does before a server of its goes down."""
        assert self._connection
        self.gone.clear()
        await self._connection.send(_RECONNECT, None)

    async def babble(self) -> None:
        """Send what is not even JSON; the bot comes back with a new session."""
        assert self._connection
        self.ready.clear()
        await self._connection.say('{"op": 0, "t": "MESSAGE_CREATE", "d": {')

    def drop(self) -> None:
        """Lose the connection."""
        assert self._connection
        self.gone.clear()
        transport = self._connection.request.transport
        assert transport
        transport.abort()

    async def leave(self, code: int) -> None:
        """Close the connection with a code, if there is one."""
        if connection := self._connection:
            self.gone.clear()
            connection.leaving = asyncio.create_task(connection.socket.close(code=code))
            await connection.leaving

    async def _received(self, connection: Connection, message: dict[str, Any]) -> None:
        op, data = message["op"], message["d"]
        if op == _HEARTBEAT:
            await connection.send(_ACK, None)
        elif op == _IDENTIFY:
            await self._identify(connection, data)
        elif op == _RESUME:
            await self._resume(connection, data)
        else:
            self.failures.append(f"a gateway message of op {op}")

    async def _identify(self, connection: Connection, data: Json) -> None:
        self.identified.append(data)
        if data["token"] != self._token:
            await connection.socket.close(code=4004)
            return
        if data["intents"] & _PRIVILEGED:
            self.failures.append("privileged intents")
            await connection.socket.close(code=4014)
            return
        self._connection, self._session = connection, Session(data["intents"])
        unavailable = {"id": str(self._world.guild_id), "unavailable": True}
        ready = {
            "v": 10,
            "user": self._world.bot.user() | {"verified": True, "mfa_enabled": True, "flags": 0},
            "guilds": [unavailable],
            "session_id": self._session.id,
            "resume_gateway_url": self.url,
            "shard": data.get("shard", [0, 1]),
            "application": {"id": str(self._world.application_id), "flags": 1 << 23},
        }
        await self.dispatch("READY", ready)
        await self.dispatch("GUILD_CREATE", self._world.guild())
        self.ready.set()

    async def _resume(self, connection: Connection, data: Json) -> None:
        self.resumed.append(data)
        session = self._session
        # A bot that closes with 1000 or 1001 ends its session.
        ended = self.closed_with[-1:] in ([1000], [1001])
        if not session or data["session_id"] != session.id or ended:
            self.failures.append(f"a session that has ended was resumed: {data}")
            await connection.send(_INVALID, data=False)
            return
        self._connection = connection
        for event in session.events[data["seq"] :]:
            await connection.send(_DISPATCH, event["d"], t=event["t"], s=event["s"])
        await self.dispatch("RESUMED", {})
        self.ready.set()
