from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime

import discord
import pytest
import simcord

from bot.cogs.feeds.layouts import told, watches_layout
from bot.cogs.feeds.rounds import Rounds
from bot.cogs.ui.limits import COMPONENTS, DISPLAY_TEXT, units
from bot.engine.engine import open_engine
from bot.engine.watching.watching import News
from bot.errors import Problem, Refusal
from bot.library.watches import MOST, Watch
from bot.model import TERMINAL, GuildId, Origin
from bot.settings import Settings
from tests.clocks import HOUR, SetClock
from tests.cogs.conftest import opened
from tests.cogs.world import World, buttons, message, press, quotes, text
from tests.serving import fetching, serving
from tests.site import FEED, HOST, Site, story

MODERATORS_ONLY = "Only moderators, who may manage messages here, can do that."


@dataclass
class Newsroom:
    """A server of Discord whose bot takes a site of this machine for the internet."""

    world: World
    site: Site
    clock: SetClock

    async def slash(self, command: str, **options: object) -> simcord.InteractionResult:
        world = self.world
        shown = await world.moderator.slash(world.channel, f"library {command}", **options)
        assert isinstance(shown, simcord.InteractionResult)
        assert shown.ephemeral
        return shown

    async def poll(self) -> None:
        """Let the bot go a round two hours later, after the one that is under way."""
        self.clock.at += 2 * HOUR
        rounds = self.world.bot.get_cog("Rounds")
        assert isinstance(rounds, Rounds)
        await rounds.go()


@pytest.fixture
async def newsroom(bare_settings: Settings) -> AsyncGenerator[Newsroom, None]:
    site, clock = Site(), SetClock()
    async with (
        serving(site) as port,
        fetching(port) as (fetcher, _),
        open_engine(bare_settings, fetcher=fetcher, clock=clock) as engine,
        opened(engine) as world,
    ):
        yield Newsroom(world, site, clock)


async def test_a_feed_is_watched_and_what_it_names_is_published_by_a_moderator(
    newsroom: Newsroom,
) -> None:
    world, mo = newsroom.world, newsroom.world.moderator
    newsroom.site.feed(["Night *ferries*", "Lighthouses", "Pilots", "Gates"])
    log = world.guild.create_text_channel("log")
    await newsroom.slash("log", channel=log)

    watched = await newsroom.slash("watch", url=FEED)

    said = text(watched)
    assert "Watching **\u2068Harbour news\u2069** now. It names 4 documents, the newest" in said
    assert "- \u2068Night \\*ferries\\*\u2069 · 28 February 2025" in said
    assert "Gates" not in said
    assert "/library log" not in said
    assert "The newest 4 will be read now and wait for `/library review`" in said
    assert await world.engine.library.catalogue.count(world.guild_id) == 0

    await newsroom.poll()

    last = [sent.content for sent in log.history()]
    assert last[-2].endswith("watches the feed “\u2068Harbour news\u2069” now.")
    assert last[-1].startswith("4 new documents from “\u2068Harbour news\u2069” wait for review: ")
    assert last[-1].endswith("and 1 more. `/library review` shows them.")
    shown = await newsroom.slash("review")
    assert "### \u2068Gates\u2069" in text(shown)
    assert "-# From “\u2068Harbour news\u2069” · 3 others waiting" in text(shown)
    assert list(buttons(shown))[-1] == "Skip"
    published = await press(mo, shown, "Publish")
    assert text(published).startswith("Published as document 1, “\u2068Gates\u2069”")
    following = await press(mo, published, "Review the next of 3")
    assert "### \u2068Pilots\u2069" in text(following)
    skipped = await press(mo, following, "Skip")
    assert text(skipped) == "Skipped. Nothing was published."
    await press(mo, await press(mo, skipped, "Review the next of 2"), "Skip")
    last_one = await newsroom.slash("review")
    assert "the last one" in text(last_one)
    done = await press(mo, last_one, "Publish")
    assert list(buttons(done)) == ["Undo"]
    assert text(await newsroom.slash("review")).startswith("Nothing waits for review.")
    assert "about Gates" in quotes(await world.ask("who writes to the harbour master"))[0]
    assert await world.engine.library.catalogue.count(world.guild_id) == 2


async def test_what_waits_is_edited_like_any_draft(newsroom: Newsroom) -> None:
    mo = newsroom.world.moderator
    newsroom.site.feed(["Pilots", "Gates"])
    await newsroom.slash("watch", url=FEED)
    await newsroom.poll()
    form = await press(mo, await newsroom.slash("review"), "Edit")

    edited = await mo.submit_modal(
        form, {"title": "The gates of Arven", "publisher": "", "date": "2025-01-02", "url": ""}
    )

    assert "### \u2068The gates of Arven\u2069" in text(edited)
    assert "Skip" in buttons(edited)
    assert "“\u2068The gates of Arven\u2069”" in text(await press(mo, edited, "Publish"))


async def test_feeds_are_listed_with_what_went_wrong_and_stopped(newsroom: Newsroom) -> None:
    mo = newsroom.world.moderator
    assert text(await newsroom.slash("watches")).startswith("No feed is watched.")
    newsroom.site.feed(["Gates"])
    newsroom.site.feed([], "/empty.xml")
    await newsroom.slash("watch", url=FEED)
    empty = await newsroom.slash("watch", url=f"{HOST}/empty.xml")
    assert "now. It names no documents yet; new ones will wait" in text(empty)
    assert "`/library log` chooses a channel in which new ones are told." in text(empty)
    await newsroom.poll()
    newsroom.site.fail("/empty.xml", 500)
    await newsroom.poll()

    listed = await newsroom.slash("watches")

    assert text(listed).startswith("**2 feeds** watched · 1 document for `/library review`")
    assert "⚠️ \u2068harbour.example is not serving this address just now" in text(listed)
    assert [label for label in buttons(listed) if label.startswith("Stop")] == ["Stop 1", "Stop 2"]
    second = buttons(listed)["Stop 2"]
    stopped = await press(mo, listed, "Stop 2")
    assert message(stopped).id == message(listed).id
    assert text(stopped).startswith(
        "“\u2068Harbour news\u2069” is not watched any more.\n**1 feed**"
    )
    forged = await newsroom.world.forge(newsroom.world.channel, second)
    assert text(await press(mo, forged, "Forged")) == "That feed is not watched any more."


async def test_a_log_channel_is_told_once_that_a_feed_fails(newsroom: Newsroom) -> None:
    log = newsroom.world.guild.create_text_channel("log")
    await newsroom.slash("log", channel=log)
    newsroom.site.feed([])
    await newsroom.slash("watch", url=FEED)
    newsroom.site.fail("/feed.xml", 404)
    for _ in range(5):
        newsroom.clock.at += 24 * HOUR
        await newsroom.poll()

    said = [sent.content for sent in log.history()]
    failed = [each for each in said if "has failed several times" in each]
    assert len(failed) == 1
    assert "harbour.example has nothing at this address (404)" in failed[0]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (
            "/gates",
            "/gates is a page that names no feed. Give the address of the site's RSS or Atom feed",
        ),
        ("/nothing", "harbour.example has nothing at this address (404)."),
        ("/scan", "harbour.example sends image/png, which is not a feed."),
    ],
)
async def test_what_is_no_feed_gets_a_sentence_and_is_not_watched(
    newsroom: Newsroom, path: str, sentence: str
) -> None:
    newsroom.site.page("Gates", "A page.")
    newsroom.site.put("/scan", b"\x89PNG", "image/png")

    refused = await newsroom.slash("watch", url=HOST + path)

    assert sentence in text(refused)
    assert await newsroom.world.engine.watching.watched(newsroom.world.guild_id) == []


async def test_a_feed_on_the_bots_own_machine_is_refused(world: World) -> None:
    refused = await world.moderator.slash(
        world.channel, "library watch", url="http://127.0.0.1/feed.xml"
    )

    assert "is not a public address, so I do not open it." in text(refused)


async def test_feeds_are_the_moderators_own(newsroom: Newsroom) -> None:
    world = newsroom.world
    newsroom.site.feed(["Pilots", "Gates"])
    watched = await newsroom.slash("watch", url=FEED)
    await newsroom.poll()
    published = await press(world.moderator, await newsroom.slash("review"), "Publish")
    for shown, label in ((watched, "Stop"), (published, "Review the last")):
        refused = await press(
            world.ann, await world.forge(world.channel, buttons(shown)[label]), "Forged"
        )
        assert text(refused) == MODERATORS_ONLY
    guest = world.guest()
    for command, options in (("watch", {"url": FEED}), ("watches", {}), ("review", {})):
        refused = await guest.slash(world.channel, f"library {command}", **options)
        assert text(refused) == MODERATORS_ONLY


async def test_another_servers_feeds_cannot_be_stopped_or_reviewed(newsroom: Newsroom) -> None:
    world = newsroom.world
    newsroom.site.feed(["Gates"])
    watched = await newsroom.slash("watch", url=FEED)
    await newsroom.poll()
    away = world.env.create_guild("Away")
    role = away.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    stranger = away.add_member(world.env.create_user("sam"), roles=[role])
    channel = away.create_text_channel("ask")
    await world.env.settle()

    stop = await press(stranger, await world.forge(channel, buttons(watched)["Stop"]), "Forged")
    review = await press(stranger, await world.forge(channel, "review"), "Forged")
    listed = await stranger.slash(channel, "library watches")

    assert text(stop) == "That feed is not watched any more."
    assert text(review).startswith("Nothing waits for review.")
    assert text(listed).startswith("No feed is watched.")
    assert len(await world.engine.watching.watched(world.guild_id)) == 1


async def test_buttons_and_the_queue_outlive_a_restart(newsroom: Newsroom) -> None:
    world = newsroom.world
    newsroom.site.feed(["Pilots", "Gates"])
    watched = await newsroom.slash("watch", url=FEED)
    await newsroom.poll()
    shown = await newsroom.slash("review")

    await world.restart()

    published = await press(world.moderator, shown, "Publish")
    assert text(published).startswith("Published as document 1")
    assert "Pilots" in text(await press(world.moderator, published, "Review the last"))
    stopped = await press(world.moderator, watched, "Stop")
    assert "is not watched any more" in text(stopped)


async def test_what_came_while_the_bot_was_away_is_told_when_it_is_back(
    newsroom: Newsroom,
) -> None:
    log = newsroom.world.guild.create_text_channel("log")
    await newsroom.slash("log", channel=log)
    newsroom.site.feed(["Gates"])
    await newsroom.slash("watch", url=FEED)
    newsroom.site.feed(["Pilots", "Gates"])
    newsroom.clock.at += 2 * HOUR

    await newsroom.world.restart()
    await newsroom.world.env.settle()

    assert log.history()[-1].content.startswith(
        "1 new document from “\u2068Harbour news\u2069” waits"
    )


async def test_the_library_of_a_server_that_was_left_rests_until_the_bot_is_back(
    newsroom: Newsroom,
) -> None:
    world, site = newsroom.world, newsroom.site
    site.feed(["Gates"])
    await newsroom.slash("watch", url=FEED)
    await newsroom.slash("review")
    await press(
        world.moderator,
        await newsroom.slash("add", url=site.page("Pilots", story("Pilots"))),
        "Publish",
    )
    await newsroom.poll()
    newsroom.clock.at = datetime(2999, 1, 1, tzinfo=UTC)
    site.feed(["Locks", "Gates"])
    site.asked.clear()

    await world.leave()
    await newsroom.poll()

    assert site.asked == []
    assert await world.engine.library.catalogue.count(world.guild_id) == 1

    await world.come_back()
    await newsroom.poll()

    assert {"/feed.xml", "/locks", "/pilots"} <= {path for path, _ in site.asked}
    assert len(await world.engine.watching.watched(world.guild_id)) == 1


async def test_a_server_that_is_unavailable_for_a_while_is_looked_after(
    newsroom: Newsroom,
) -> None:
    newsroom.site.feed(["Gates"])
    await newsroom.slash("watch", url=FEED)
    await newsroom.world.leave(outage=True)
    newsroom.site.asked.clear()

    await newsroom.poll()

    assert ("/feed.xml", 200) in newsroom.site.asked


async def test_at_the_start_only_servers_that_the_bot_is_in_are_looked_after(
    newsroom: Newsroom,
) -> None:
    engine, site = newsroom.world.engine, newsroom.site
    site.feed(["Gates"])
    site.feed(["Locks"], "/own.xml")
    await engine.watching.watch(GuildId(987654321), None, FEED)
    await engine.watching.watch(TERMINAL, None, f"{HOST}/own.xml")
    site.asked.clear()

    await newsroom.world.restart()
    await newsroom.poll()

    assert {path for path, _ in site.asked} == {"/own.xml", "/locks"}


async def test_a_change_at_night_is_told_and_waits_for_review(newsroom: Newsroom) -> None:
    world, mo = newsroom.world, newsroom.world.moderator
    log = world.guild.create_text_channel("log")
    await newsroom.slash("log", channel=log)
    gates = newsroom.site.page("Gates", story("Gates"))
    pilots = newsroom.site.page("Pilots", story("Pilots"))
    for url in (gates, pilots):
        await press(mo, await newsroom.slash("add", url=url), "Publish")
    newsroom.site.page("Gates", story("Gates").replace("within an hour", "within *two* hours"))
    newsroom.site.fail("/pilots", 404)
    newsroom.clock.at = datetime(2999, 1, 1, tzinfo=UTC)

    await newsroom.poll()

    changed, gone = (sent.content for sent in log.history()[-2:])
    assert changed == (
        "At its web address, document 1, “\u2068Gates\u2069”, has changed: 2 words added and"
        " 2 words taken away.\n-# “\u2068an hour\u2069” → “\u2068\\*two\\* hours\u2069”\n"
        "The new version waits for review: `/library review` shows it."
    )
    assert gone.startswith("There is nothing any more at the web address of document 2, “")
    shown = await newsroom.slash("review")
    assert "-# Changed at its address · the last one" in text(shown)
    assert next(iter(buttons(shown))) == "Replace as new version"
    replaced = await press(mo, shown, "Replace as new version")
    assert text(replaced).startswith("Published as version 2 of document 1, “\u2068Gates\u2069”")
    assert await world.engine.library.catalogue.count(world.guild_id) == 2


def test_as_many_feeds_as_there_may_be_fit_into_a_message() -> None:
    clock = SetClock()
    worst = "*\U0001f6a2" * 500
    watch = Watch("t" * 12, GuildId(1), Origin(FEED), worst, clock(), clock(), problem=worst)
    for count in (10, 11, MOST):
        view = watches_layout([watch] * count, 200, note="x" * 150)

        assert view.content_length() <= DISPLAY_TEXT
        assert len(list(view.walk_children())) <= COMPONENTS


def test_news_fit_into_a_message() -> None:
    worst = "*\U0001f6a2" * 500

    assert units(told(News(GuildId(1), worst, (worst,) * 20))) <= 2000
    assert units(told(News(GuildId(1), worst, problem=Refusal(Problem.NO_FEED, worst)))) <= 2000
