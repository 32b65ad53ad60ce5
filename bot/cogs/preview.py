"""The bot in a local browser, without a token.

simcord plays Discord in this process and serves a page on which a moderator and a member can act:
the very bot that `serve` runs, with its commands, buttons and forms. Nothing leaves the machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import discord

from bot.cogs.client import Verbatim
from bot.cogs.stopping import stop_signal
from bot.engine.engine import Engine
from bot.errors import WordedError

try:
    import simcord
except ModuleNotFoundError as error:
    message = "The preview needs an extra: pip install 'verbatim-bot[preview]'"
    raise WordedError(message) from error

QUESTION = "who funded the seminar"


async def run_preview(engine: Engine, say: Callable[[str], None], *, port: int | None) -> None:
    """Serve the page until Ctrl-C, or until it is ended from the page; ``say`` gets the address."""
    bot = Verbatim(engine, shard_count=1)
    try:
        async with (
            stop_signal() as stop,
            simcord.run(bot, check_errors=False, settle_timeout=30.0) as env,
        ):
            channel, viewers = await _furnish(env)
            async with env.preview(
                channel, viewers=viewers, layout="channel", port=port
            ) as preview:
                assert bot.user, "simcord has logged the bot in"
                say(f"Open {preview.url} — Ctrl-C ends it.")
                say(f"Type / for commands; to address the bot, write <@{bot.user.id}>.")
                ends = {
                    asyncio.create_task(stop.wait()),
                    asyncio.create_task(preview.wait_closed()),
                }
                _, pending = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                for task in pending:
                    task.cancel()
    finally:
        await bot.close()


async def _furnish(env: simcord.Env) -> tuple[simcord.ChannelHandle, list[simcord.MemberActor]]:
    """Make a server with a channel, a moderator and a member, who asks a first question."""
    env.backend.bot_user.name = "Verbatim"
    guild = env.create_guild("Newsroom")
    channel = guild.create_text_channel("ask-verbatim", topic="Questions and their sources")
    moderators = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_messages=True)
    )
    moderator = guild.add_member(
        env.create_user("mo", global_name="Mo the moderator"), roles=[moderators]
    )
    member = guild.add_member(env.create_user("ann", global_name="Ann"))
    await env.settle()
    await member.slash(channel, "ask", question=QUESTION)
    return channel, [member, moderator]
