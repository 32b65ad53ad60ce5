"""A web site on this machine that can change: pages, feeds, what is asked of it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiohttp import web

HOST = "http://harbour.example"
FEED = f"{HOST}/feed.xml"


@dataclass
class Site:
    """Serves what stands in ``files``; a path that is not there is answered with 404."""

    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    """Content and type by path; a number as type is a status."""
    marked: bool = False
    """Whether an ETag is sent, and an unchanged file answered with 304."""
    asked: list[tuple[str, int]] = field(default_factory=list)
    """Paths that were asked for, and how they were answered."""

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        """Answer a request."""
        response = self._response(request)
        self.asked.append((request.path, response.status))
        return response

    def page(self, name: str, text: str) -> str:
        """Publish a page, or change it; return its address."""
        html = f"<html lang='en'><head><title>{name}</title></head><body><article><h1>{name}</h1>"
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        path = "/" + name.lower().replace(" ", "-")
        self.put(path, f"{html}{paragraphs}</article></body></html>")
        return HOST + path

    def feed(self, names: Iterable[str], path: str = "/feed.xml") -> None:
        """Publish a feed of pages, newest first, and those of the pages that are not there."""
        items = []
        for number, name in enumerate(names):
            address = HOST + "/" + name.lower().replace(" ", "-")
            if address.removeprefix(HOST) not in self.files:
                self.page(name, story(name))
            day = f"<pubDate>{28 - number:02} Feb 2025 10:00:00 GMT</pubDate>" * (number < 28)
            items.append(f"<item><title>{name}</title><link>{address}</link>{day}</item>")
        self.put(
            path,
            f"<rss><channel><title>Harbour news</title>{''.join(items)}</channel></rss>",
            "application/rss+xml",
        )

    def put(self, path: str, text: str | bytes, kind: str = "text/html") -> None:
        """Publish anything."""
        self.files[path] = text if isinstance(text, bytes) else text.encode(), kind

    def fail(self, path: str, status: int) -> None:
        """Answer with a status from now on."""
        self.files[path] = b"", str(status)

    def _response(self, request: web.BaseRequest) -> web.Response:
        body, kind = self.files.get(request.path, (b"", "404"))
        if kind.isdigit():
            return web.Response(status=int(kind))
        headers = {"Content-Type": kind}
        if self.marked:
            headers["ETag"] = f'"{hash(body)}"'
            if request.headers.get("If-None-Match") == headers["ETag"]:
                return web.Response(status=304, headers=headers)
        return web.Response(body=body, headers=headers)


def story(name: str) -> str:
    """Return an article that is long enough to be one, and like no other name's."""
    chance = random.Random(name)
    lines = (f"{' '.join(_word(chance) for _ in range(25))} {name}." for _ in range(3))
    return "\n".join(
        (
            f"The harbour office of Arven said on Monday what there is to say about {name}.",
            *map(str.capitalize, lines),
            "Ships longer than 90 metres need a pilot, and one is sent within an hour.",
            f"Whoever wants to know more about {name} writes to the harbour master.",
        )
    )


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3))
