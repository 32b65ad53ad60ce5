"""Running the bot as a service: connect, stop on a signal, close in time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp
import discord
import structlog

from bot.cogs.client import Verbatim
from bot.cogs.stopping import stop_signal
from bot.engine.engine import Engine
from bot.errors import WordedError

DRAIN_SECONDS = 5.0
CLOSE_SECONDS = 3.0
STORE_SECONDS = 1.0
"""Times to finish what is under way, to leave, and to store an index; service managers kill after
ten seconds."""

_UNDER_WAY = ("CommandTree-invoker", "discord-ui-", "discord.py: ")
"""How discord.py names the tasks in which commands, buttons and events are answered."""

_UNAUTHENTICATED = 4004
_UNREACHABLE = (discord.GatewayNotFound, discord.DiscordServerError, aiohttp.ClientError, OSError)

log = structlog.stdlib.get_logger(__name__)


async def run_bot(engine: Engine, token: str) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises :class:`~bot.errors.SettingsError` if Discord does not accept the token.
    """
    bot = Verbatim(engine)
    async with stop_signal() as stop:
        running = asyncio.create_task(bot.start(token), name="connection")
        stopping = asyncio.create_task(stop.wait(), name="stop signal")
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            log.info("stopping")
            bot.door.shut = True
            await _drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await bot.close()
        await engine.asking.close(STORE_SECONDS)
        running.cancel()
        (outcome,) = await asyncio.gather(running, return_exceptions=True)
    refused = isinstance(outcome, discord.ConnectionClosed) and outcome.code == _UNAUTHENTICATED
    if isinstance(outcome, discord.LoginFailure) or refused:
        message = "Discord does not accept the token. Copy it again from the developer portal."
        raise WordedError(message) from outcome
    if isinstance(outcome, _UNREACHABLE):
        message = f"Discord cannot be reached ({outcome}). Try again in a while."
        raise WordedError(message) from outcome
    if isinstance(outcome, Exception):
        raise outcome


async def _drain() -> None:
    """Let the answers under way be sent: once the session is closed they could not be.

    Who comes meanwhile is told to come back, which makes more tasks; it ends when there are none.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while tasks := _under_way():
                await asyncio.wait(tasks)
    for task in _under_way():
        task.cancel()


def _under_way() -> set[asyncio.Task[object]]:
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(_UNDER_WAY)}
