"""A simulated server: the real bot on the real engine, with people who act in it."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest
import simcord
from discord import app_commands

from bot.engine.engine import Engine, open_engine
from bot.errors import VerbatimError
from bot.settings import load_settings
from tests.cogs.world import RELEASE, World, new_bot

# Four hundred pages are read meanwhile, on a machine that has other things to do.
SETTLE_SECONDS = 300.0


@pytest.fixture(autouse=True)
def discord_logs_nothing(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail where discord.py swallows an error of ours and only logs it."""
    yield
    swallowed = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.name.startswith("discord") and record.levelno >= logging.WARNING
    ]
    assert not swallowed


@pytest.fixture
async def world(engine: Engine) -> AsyncGenerator[World, None]:
    """A server with a channel, a moderator and two members; there are no bundled documents."""
    async with opened(engine) as world:
        yield world


@pytest.fixture
async def bundled(tmp_path: Path) -> AsyncGenerator[World, None]:
    """A server as above with one bundled document, b1."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "harbour.txt").write_text(RELEASE)
    async with (
        open_engine(load_settings(database=tmp_path / "bundled.db", corpus=corpus)) as engine,
        opened(engine) as world,
    ):
        yield world


@asynccontextmanager
async def opened(engine: Engine) -> AsyncGenerator[World, None]:
    """Start the bot in a new server; at the end check what holds for every test."""
    env = simcord.Env(new_bot(engine), settle_timeout=SETTLE_SECONDS)
    await env.start()
    try:
        guild = env.create_guild("Newsroom")
        moderators = guild.create_role(
            "Moderators", permissions=discord.Permissions(manage_messages=True)
        )
        world = World(
            env=env,
            engine=engine,
            guild=guild,
            channel=guild.create_text_channel("ask-verbatim"),
            moderator=guild.add_member(env.create_user("mo"), roles=[moderators]),
            ann=guild.add_member(env.create_user("ann")),
            ben=guild.add_member(env.create_user("ben")),
        )
        await env.settle()
        yield world
    finally:
        running = env.bot
        await env.shutdown()
        await running.close()
    unexpected = [error for error in env.errors_since(0) if not is_told(error)]
    assert len(unexpected) == world.expected, unexpected
    world.check_requests()


def is_told(error: BaseException) -> bool:
    """Tell whether an error is one that the bot puts into a sentence."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    return isinstance(cause, VerbatimError | app_commands.CheckFailure)
