"""Running the bot as a service: connect, stop on a signal, close in time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import discord
import structlog

from bot.cogs.client import Verbatim
from bot.engine import Engine
from bot.errors import SettingsError
from bot.stopping import stop_signal

CLOSE_SECONDS = 8.0
"""Time to finish what is under way and leave; service managers kill after ten."""

log = structlog.stdlib.get_logger(__name__)


async def run_bot(engine: Engine, token: str) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises :class:`~bot.errors.SettingsError` if Discord does not accept the token.
    """
    bot = Verbatim(engine)
    async with stop_signal() as stop:
        running = asyncio.create_task(bot.start(token), name="discord")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping")
        stopping.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await bot.close()
        running.cancel()
        (outcome,) = await asyncio.gather(running, return_exceptions=True)
    if isinstance(outcome, discord.LoginFailure):
        message = "Discord does not accept the token. Copy it again from the developer portal."
        raise SettingsError(message) from outcome
    if isinstance(outcome, Exception):
        raise outcome
