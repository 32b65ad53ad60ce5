"""The bot's process, unmodified: only the addresses of Discord are others."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_SITE = """
import os
if base := os.environ.get("WIRE_DISCORD"):
    import yarl
    import discord.http, discord.gateway, discord.asset
    discord.http.Route.BASE = base + "/api/v10"
    discord.asset.Asset.BASE = base
    gateway = yarl.URL(base.replace("http://", "ws://") + "/gateway/")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
"""


def token_of(application_id: int) -> str:
    """Return a token as Discord makes them."""
    name = base64.urlsafe_b64encode(str(application_id).encode()).decode().rstrip("=")
    return f"{name}.GzQ4Xy.{'v' * 38}"


class Process:
    """`python -m bot serve` with a database of its own."""

    def __init__(self, folder: Path, discord: str, token: str) -> None:
        self._folder, self._discord, self._token = folder, discord, token
        self.database = folder / "library.db"
        self._log = folder / "log.txt"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        """All that was logged, of all runs."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the bot; it connects in its own time."""
        (self._folder / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("VERBATIM_", "DISCORD_"))
        }
        environment = {
            "PYTHONPATH": os.pathsep.join(
                [str(self._folder), *filter(None, [kept.get("PYTHONPATH")])]
            ),
            "VERBATIM_DATABASE": str(self.database),
            "VERBATIM_SEMANTIC": "off",
            "DISCORD_TOKEN": self._token,
            "WIRE_DISCORD": self._discord,
        }
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-W", "error::ResourceWarning", "-m", "bot", "serve"),
                cwd=self._folder,
                env=kept | environment,
                stdout=log,
                stderr=log,
            )

    async def ended(self, seconds: float = 120.0) -> int:
        """Wait until the process ends; return its exit status."""
        assert self._process
        async with asyncio.timeout(seconds):
            return await self._process.wait()

    async def stop(self) -> tuple[int, float]:
        """Send SIGTERM; return the exit status and the seconds that it took, unless starved."""
        assert self._process
        began, before = time.monotonic(), self.starved()
        self._process.send_signal(signal.SIGTERM)
        ending = asyncio.create_task(self.ended())
        starved = before
        while not ending.done():
            starved = self.starved() or starved
            await asyncio.wait([ending], timeout=0.05)
        return await ending, time.monotonic() - began - (starved - before)

    def starved(self) -> float:
        """Return the seconds that its event loop had to wait for a processor; 0 if not known.

        A busy machine does not make a bot slow that would be in time on one of its own.
        """
        with suppress(OSError, ValueError, IndexError):
            file = Path(f"/proc/{self.pid}/schedstat")
            return int(file.read_text(encoding="ascii").split()[1]) / 1e9
        return 0.0

    async def kill(self) -> None:
        """End it whatever it does."""
        if self._process and self.running:
            self._process.kill()
            await self._process.wait()

    async def children(self) -> list[int]:
        """Return the processes that it has started."""
        listing = await asyncio.create_subprocess_exec(
            *("ps", "-A", "-o", "pid=,ppid="), stdout=asyncio.subprocess.PIPE
        )
        output, _ = await listing.communicate()
        pairs = [tuple(map(int, line.split())) for line in output.decode().splitlines()]
        return [pid for pid, parent in pairs if parent == self.pid]


def alive(pid: int) -> bool:
    """Tell whether there is a process with this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
