"""The client: what the bot consists of, and how it starts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands, tasks
from yarl import URL

from bot.cogs.answers.ask import Ask
from bot.cogs.answers.asking import Asking
from bot.cogs.answers.buttons import AnswerButtons
from bot.cogs.answers.corrections import EVERY, Corrections
from bot.cogs.answers.mentions import Mentions
from bot.cogs.answers.proofs import Proofs
from bot.cogs.definitions import send_changed
from bot.cogs.documents.comparisons import Comparisons
from bot.cogs.documents.drafts import DraftPreviews
from bot.cogs.documents.editing import Editing
from bot.cogs.documents.history import History
from bot.cogs.documents.intake import Intake
from bot.cogs.documents.list import DocumentList
from bot.cogs.documents.messages import Messages
from bot.cogs.documents.questions import QuestionList
from bot.cogs.documents.reading import Reading
from bot.cogs.documents.scheduling import Scheduling
from bot.cogs.documents.switches import Switches
from bot.cogs.feeds.feeds import Feeds
from bot.cogs.feeds.rounds import Rounds
from bot.cogs.library import Library
from bot.cogs.members.checking import Checks
from bot.cogs.members.help import Help, Welcome
from bot.cogs.members.privacy import Privacy
from bot.cogs.members.sources import Sources
from bot.cogs.nightly import Nightly
from bot.cogs.promises import PromisedAnswers
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.components import Components, Feature
from bot.cogs.ui.failures import tell
from bot.cogs.ui.guard import Door, Pace
from bot.cogs.ui.progress import LongWork
from bot.cogs.ui.sending import NOBODY
from bot.engine.backups import Backups
from bot.engine.engine import Engine

PURGED_EVERY = 1.0
"""Hours between two times that what was kept long enough is deleted; by then, a failure is over."""

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of them is privileged: mentions and direct messages come with their text anyway."""

log = structlog.stdlib.get_logger(__name__)


class Tree(app_commands.CommandTree[commands.AutoShardedBot]):
    """Lets commands in, and tells a command's error to the person."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Turn away what arrives while the bot stops."""
        assert isinstance(self.client, Verbatim)
        return await self.client.door.admits(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer with a sentence."""
        await tell(interaction, error)
        self.client.dispatch("answered", interaction)


class Verbatim(commands.AutoShardedBot):
    """The bot. It keeps no messages, members or views in memory."""

    def __init__(
        self,
        engine: Engine,
        *,
        shard_count: int | None = None,
        corrections_every: float = EVERY,
    ) -> None:
        # It never joins a voice channel; without these, each start warns that it could not.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=INTENTS,
            allowed_mentions=NOBODY,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=shard_count,
        )
        # What discord.py cannot read ends the process; see also launch_shard.
        parsers = self._connection.parsers
        parsers.update({event: _careful(event, parse) for event, parse in parsers.items()})
        self.door = Door()
        self._upkeep: list[asyncio.Task[None]] = []
        self._corrections: Corrections | None = None
        self._correct.change_interval(seconds=corrections_every)
        self._engine = engine

    async def setup_hook(self) -> None:
        """Put the bot together before the gateway opens."""
        engine, guilds = self._engine, self._engine.library.guilds
        announcer = Announcer(self, guilds)
        asking = Asking(engine, Pace())
        rounds = Rounds(self, engine, announcer)
        help_ = Help(engine)
        features = [help_, *_features(engine, asking, announcer, rounds)]
        for feature in features:
            for command in feature.commands:
                self.tree.add_command(command)
            for menu in feature.menus:
                self.tree.add_command(menu)
        self.tree.add_command(Library(features))
        await self.add_cog(Components(self, self.door, features, engine.library.typed))
        await self.add_cog(Mentions(self, engine.library.answers, asking, self.door))
        await self.add_cog(Welcome(engine, help_))
        await self.add_cog(PromisedAnswers(self, engine.library.promises))
        await self.add_cog(rounds)
        await self.add_cog(Nightly(Backups(engine.settings, engine.clock)))
        await send_changed(self.tree, guilds)
        for feature in features:
            if isinstance(feature, DraftPreviews):
                await feature.resume(self)
        self._corrections = Corrections(self, engine, announcer)
        vectors = asyncio.create_task(engine.vectors.keep_up(), name="vectors")
        self._upkeep = [self._correct.start(), self._purge.start(), vectors]

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Let the connection begin anew on whatever is wrong with what the gateway sends."""
        await super().launch_shard(gateway, shard_id, initial=initial)
        shard = self.shards[shard_id]._parent  # noqa: SLF001 (or one text that is no JSON ends all)
        shard._handled_exceptions = (Exception,)  # noqa: SLF001

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no prefix commands, and :class:`Mentions` listens by itself."""

    async def close(self) -> None:
        """Leave Discord."""
        for task in self._upkeep:
            task.cancel()
        await asyncio.gather(*self._upkeep, return_exceptions=True)
        if self._corrections:
            await self._corrections.close()
        await super().close()

    @tasks.loop(seconds=EVERY)
    async def _correct(self) -> None:
        """Edit answers whose documents went or changed."""
        try:
            if self._corrections:
                await self._corrections.look()
        except Exception:  # a loop that fails once ends for good
            log.exception("answers could not be corrected")

    @tasks.loop(hours=PURGED_EVERY)
    async def _purge(self) -> None:
        """Delete what was kept long enough; a bot may run for months."""
        try:
            await self._engine.documents.purge()
        except Exception:  # a loop that fails once ends for good
            log.exception("what was kept long enough could not be deleted")


def _careful(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return what reads an event of the gateway, or leaves it out if it is malformed."""

    def read(data: Any) -> None:  # noqa: ANN401 (whatever the gateway sends)
        try:
            parse(data)
        except Exception as error:
            if event == "READY":  # nothing works without it: connect anew
                message = "the gateway's first event is malformed"
                raise aiohttp.ClientError(message) from error
            # Neither the event nor what is wrong with it: it may hold what somebody wrote.
            log.warning("a malformed event was left out", of=event, error=type(error).__name__)

    return read


def _features(
    engine: Engine, asking: Asking, announcer: Announcer, rounds: Rounds
) -> list[Feature]:
    """Return all that people can do with the bot but write to it."""
    long_work = LongWork()
    proofs = Proofs(engine)
    reading = Reading(engine)
    drafts = DraftPreviews(engine, announcer, long_work)
    return [
        Ask(engine, asking),
        proofs,
        AnswerButtons(engine, asking, proofs),
        Intake(engine, reading, drafts, long_work),
        Messages(reading, drafts, long_work),
        long_work,
        drafts,
        DocumentList(engine),
        Editing(engine, announcer),
        Scheduling(engine, drafts, announcer),
        Comparisons(engine),
        History(engine),
        QuestionList(engine),
        Sources(engine),
        Checks(engine, asking),
        Privacy(engine),
        Feeds(engine, drafts, announcer, rounds.wake),
        Switches(engine, announcer),
    ]
