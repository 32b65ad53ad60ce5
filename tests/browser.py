"""A real Chromium without a window, and what a link marks in a page that it opens.

It is driven by the DevTools protocol. Nothing tells a page what a text fragment marked, so it is
read from a picture: whatever is marked gets a background of its own (``::target-text``).
"""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import json
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import compress
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from aiohttp import web
from PIL import Image

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")

STYLE = (
    "::target-text { background: #ff00ff; color: black } body { width: 700px; font: 16px serif }"
)

_SECONDS = 60
_MARKED = (255, 0, 255)

_BOXES = """
(() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    if (node.parentElement.closest('rt, rp, script, style, noscript')) continue;
    const text = node.data;
    for (let at = 0; at < text.length; at++) {
      if (/\\s/.test(text[at])) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (box) boxes.push([text[at], box.left + scrollX, box.top + scrollY, box.width, box.height]);
    }
  }
  return JSON.stringify([boxes, document.documentElement.scrollHeight]);
})()
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """The letters of a page, without blanks and without readings of ruby, and which are marked."""

    letters: str
    marks: tuple[bool, ...]

    @property
    def text(self) -> str:
        """Return the marked letters."""
        return "".join(compress(self.letters, self.marks))

    @property
    def start(self) -> int:
        """Return the place of the first marked letter; -1 if none is marked."""
        return self.marks.index(True) if any(self.marks) else -1


class Browser:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def marked(self, url: str) -> Marked:
        """Open a link, as from another site, and return what it marks."""
        for each in ("about:blank", url):
            await self._call("Page.navigate", url=each)
            await self._until("Page.loadEventFired")
        boxes, height = json.loads(await self._value(_BOXES))
        picture = await self._call(
            "Page.captureScreenshot",
            captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": 800, "height": height, "scale": 1},
        )
        image = Image.open(io.BytesIO(base64.b64decode(picture["data"]))).convert("RGB")
        letters = "".join(letter for letter, *_ in boxes)
        return Marked(letters, tuple(_is_marked(image, *box) for _, *box in boxes))

    async def ready(self) -> Browser:
        """Listen for what happens to the page."""
        await self._call("Page.enable")
        return self

    async def _value(self, expression: str) -> str:
        result = await self._call("Runtime.evaluate", expression=expression)
        return str(result["result"]["value"])

    async def _call(self, method: str, **params: object) -> Mapping[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            message = await self._socket.receive_json(timeout=_SECONDS)
            if message.get("id") == number:
                assert "error" not in message, message
                return dict(message["result"])

    async def _until(self, event: str) -> None:
        while (await self._socket.receive_json(timeout=_SECONDS)).get("method") != event:
            pass


def _is_marked(image: Image.Image, left: float, top: float, width: float, height: float) -> bool:
    """Tell whether a letter has the background; its corners are not covered by it."""
    if width < 1:
        return False
    row = [
        image.getpixel((min(int(x), image.width - 1), min(int(y), image.height - 1)))
        for x in (left + 0.5, left + width / 2, left + width - 1)
        for y in (top + 1, top + height / 2, top + height - 2)
    ]
    return sum(pixel == _MARKED for pixel in row) >= 2


@asynccontextmanager
async def open_browser() -> AsyncGenerator[Browser, None]:
    """Start Chromium, which must be installed, with a tab."""
    assert CHROMIUM
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM,
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
            *("--force-device-scale-factor=1", "--remote-debugging-port=0"),
            *(
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"--user-data-dir={folder}",
            ),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://{await _listening(process)}/json/list") as answer:
                    tabs = await answer.json()
                tab = next(each for each in tabs if each["type"] == "page")
                url = tab["webSocketDebuggerUrl"]
                async with session.ws_connect(url, max_msg_size=0) as socket:
                    yield await Browser(socket).ready()
        finally:
            process.terminate()
            await process.communicate()


async def _listening(process: asyncio.subprocess.Process) -> str:
    """Return the host and port at which a browser that was just started is driven."""
    assert process.stderr
    async with asyncio.timeout(_SECONDS):
        async for line in process.stderr:
            if found := re.search(r"listening on ws://([^/]+)/", line.decode()):
                return found[1]
    message = "Chromium has ended"
    raise OSError(message)


@asynccontextmanager
async def serve(pages: Mapping[str, bytes]) -> AsyncGenerator[str, None]:
    """Serve web pages by their names; yield the address before the names."""

    async def page(request: web.Request) -> web.Response:
        body = pages.get(request.match_info["name"])
        if body is None:
            raise web.HTTPNotFound
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    app = web.Application()
    app.router.add_get("/{name}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/"
    finally:
        await runner.cleanup()
