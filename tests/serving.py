"""Web servers on this machine, under public names."""

from __future__ import annotations

import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import RawTestServer

from bot.fetching.addresses import IPAddress
from bot.fetching.fetcher import Fetcher

HERE = "127.0.0.1"
PAGE = """<!doctype html><html lang="en"><head><title>Rules of the harbour</title></head><body>
<article><h1>Rules of the harbour</h1>
<p>The gate of the harbour closes at nine in the evening. It opens again at six.</p>
<p>Ships longer than 90 metres need a pilot, and the harbour office sends one within an hour.</p>
<p>Who is late pays for the tug that comes at night, and for the lights along the quay.</p>
</article></body></html>"""

Handler: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@dataclass
class Names(AbstractResolver):
    """Finds every name at one port of this machine, where no test can listen on port 80."""

    port: int
    answers: Mapping[str, list[str]]
    """What a name leads to at one look-up after the other: addresses with blanks between them."""
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del port
        answers = self.answers.get(host, [HERE])
        addresses = answers[min(self.asked.count(host), len(answers) - 1)] if answers else ""
        self.asked.append(host)
        if not addresses:
            raise socket.gaierror
        return [
            ResolveResult(
                hostname=host, host=address, port=self.port, family=family, proto=0, flags=0
            )
            for address in addresses.split()
        ]

    async def close(self) -> None:
        """Have nothing to close."""


def only_here(address: IPAddress) -> bool:
    """Take 127.0.0.1, and no other address, for public."""
    return str(address) == HERE


@asynccontextmanager
async def fetching(
    port: int,
    *,
    answers: Mapping[str, list[str]] = MappingProxyType({}),
    max_bytes: int = 1_000_000,
    seconds: float = 60.0,
) -> AsyncGenerator[tuple[Fetcher, Names], None]:
    """Make a fetcher for which every name leads to a port of this machine."""
    names = Names(port, answers)
    own = Fetcher(max_bytes=max_bytes, seconds=seconds, allowed=only_here, resolver=names)
    async with aclosing(own) as fetcher:
        yield fetcher, names


@asynccontextmanager
async def serving(handler: Handler) -> AsyncGenerator[int, None]:
    """Serve on a port of this machine."""
    async with RawTestServer(handler) as server:
        assert server.port
        yield server.port


async def page(_: web.BaseRequest) -> web.Response:
    """Answer with the page."""
    return web.Response(text=PAGE, content_type="text/html")
