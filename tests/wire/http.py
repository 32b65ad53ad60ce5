"""Requests as they are read, and answers as Discord gives them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from aiohttp import web

from tests.wire.rules import Json

API = "/api/v10"


@dataclass
class Received:
    """A request of the bot's."""

    method: str
    path: str
    body: Json = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


RECEIVED = web.RequestKey("received", Received)


class Refused(Exception):
    """A request that Discord refuses, with its status and its own code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def answer(data: Json | list[Json], status: int = 200) -> web.Response:
    """Return JSON with the very content type that Discord sends, without a charset."""
    body = json.dumps(data).encode()
    return web.Response(status=status, body=body, content_type="application/json")


async def received(request: web.Request) -> Received:
    """Read a request of the bot's."""
    given = Received(request.method, request.path.removeprefix(API))
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            name, data = getattr(part, "name", ""), await _bytes(part)
            if name == "payload_json":
                given.body = json.loads(data)
            else:
                given.files[str(getattr(part, "filename", name))] = data
    elif request.can_read_body:
        body = await request.json()
        given.body = {"list": body} if isinstance(body, list) else body
    return given


async def _bytes(part: object) -> bytes:
    read = getattr(part, "read", None)
    assert read, "a part of parts is not known here"
    return bytes(await read())
