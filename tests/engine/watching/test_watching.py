"""Feeds that are watched, on a site that changes, by a clock that is set."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.engine.engine import Engine, open_engine
from bot.engine.watching import watching
from bot.engine.watching.watching import News, Watching
from bot.errors import (
    DraftGone,
    DraftTaken,
    Problem,
    Refusal,
    SourceError,
    TooManyWatches,
    WatchedAlready,
    WatchGone,
)
from bot.library import queue, watches
from bot.model import GuildId, UserId
from bot.settings import Settings
from tests.clocks import HOUR, SetClock
from tests.refusals import refused
from tests.serving import Handler, fetching, serving
from tests.site import FEED, HOST, Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

GUILDS = map(GuildId, count(10**17))
MO, MAX = UserId(7), UserId(8)
SOON = timedelta(minutes=70)
"""As long as the time between two looks can get, and more."""


@dataclass
class Room:
    """An engine that takes a site for the internet."""

    engine: Engine
    clock: SetClock
    site: Site
    home: GuildId = field(default_factory=lambda: next(GUILDS))
    away: GuildId = field(default_factory=lambda: next(GUILDS))

    @property
    def watching(self) -> Watching:
        return self.engine.watching

    async def titles(self) -> list[str]:
        """Return what waits, in the order in which it is reviewed, and skip all of it."""
        found = []
        while waiting := await self.watching.queue.take(self.home, MO, self.clock()):
            draft = await self.engine.library.drafts.get(self.home, MO, waiting.token)
            found.append(draft.source.title)
            await self.engine.library.drafts.drop(draft)
        return found


@asynccontextmanager
async def opened(
    database: Path, site: Site, clock: SetClock, handler: Handler | None = None
) -> AsyncGenerator[Room, None]:
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serving(handler or site))
        fetcher, _ = await stack.enter_async_context(fetching(port))
        settings = Settings(semantic="off", database=database, corpus=None)
        engine = await stack.enter_async_context(
            open_engine(settings, fetcher=fetcher, clock=clock)
        )
        yield Room(engine, clock, site)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Room, None]:
    """One engine for all tests: its reading process takes a second to start."""
    folder = tmp_path_factory.mktemp("watching")
    async with opened(folder / "library.db", Site(marked=True), SetClock()) as room:
        yield room


@pytest_asyncio.fixture(loop_scope="module")
async def room(house: Room) -> AsyncGenerator[Room, None]:
    """Two guilds of their own, and an empty site."""
    house.site.files.clear()
    house.site.asked.clear()
    room = Room(house.engine, house.clock, house.site)
    yield room
    for guild_id in (room.home, room.away):
        for watch in await room.watching.watched(guild_id):
            await room.watching.stop(guild_id, watch.token)


def names(count: int, first: int = 1) -> list[str]:
    """Return names of pages, newest first."""
    return [f"Story {number}" for number in range(first + count - 1, first - 1, -1)]


async def test_the_newest_wait_at_first_and_then_what_is_new_only(room: Room) -> None:
    room.site.feed(names(14))

    started = await room.watching.watch(room.home, MO, FEED)

    assert (len(started.entries), started.new) == (14, 10)
    assert await room.watching.poll() == [
        News(room.home, "Harbour news", tuple(f"Story {number}" for number in range(5, 15)))
    ]
    assert await room.titles() == [f"Story {number}" for number in range(5, 15)]
    assert await room.engine.library.catalogue.count(room.home) == 0
    assert await room.watching.poll() == []
    room.site.feed(names(16))
    assert await room.watching.poll() == []  # not yet
    room.clock.at += SOON
    assert await room.watching.poll() == [News(room.home, "Harbour news", ("Story 15", "Story 16"))]
    assert await room.titles() == ["Story 15", "Story 16"]


async def test_a_feed_that_has_not_changed_is_not_sent_again(room: Room) -> None:
    room.site.feed(names(2))
    await room.watching.watch(room.home, MO, FEED)
    for _ in range(3):
        await room.watching.poll()
        room.clock.at += SOON

    statuses = [status for path, status in room.site.asked if path == "/feed.xml"]
    assert statuses == [200, 200, 304, 304]
    assert [path for path, _ in room.site.asked].count("/story-1") == 1


async def test_what_is_published_keeps_the_feeds_date_and_comes_only_once(room: Room) -> None:
    room.site.feed(["One"])
    await room.watching.watch(room.home, MO, FEED)
    await room.watching.poll()
    waiting = await room.watching.queue.take(room.home, MO, room.clock())
    assert waiting
    assert (waiting.whence, waiting.others) == ("Harbour news", 0)

    document = await room.engine.documents.publish(
        await room.engine.library.drafts.get(room.home, MO, waiting.token)
    )

    assert (document.title, document.date, document.added_by) == ("One", "2025-02-28", MO)
    assert document.url == f"{HOST}/one"
    assert await room.watching.queue.count(room.home) == 0
    # Another feed names the same page under another address.
    room.site.put(
        "/other.xml",
        f"<rss><channel><item><link>{HOST}/one/?utm_source=x</link></item></channel></rss>",
        "text/xml",
    )
    await room.watching.watch(room.home, MO, f"{HOST}/other.xml")
    assert await room.watching.poll() == []
    assert await room.titles() == []


async def test_a_feed_and_its_pages_are_read_in_the_encoding_that_their_server_states(
    room: Room,
) -> None:
    title, kind = "Rīgas ostas vārti slēgti", "charset=windows-1257"
    room.site.page("Gates", f"Deviņos vakarā {title}. " * 9)
    page = room.site.files["/gates"][0].decode().replace("Gates", title)
    room.site.put("/gates", page.encode("cp1257"), f"text/html; {kind}")
    feed = f"<rss><channel><title>{title}</title><item><link>/gates</link></item></channel></rss>"
    room.site.put("/feed.xml", feed.encode("cp1257"), f"text/xml; {kind}")

    await room.watching.watch(room.home, MO, FEED)

    assert await room.watching.poll() == [News(room.home, title, (title,))]
    assert await room.titles() == [title]


async def test_a_feed_with_one_guid_for_all_has_news_all_the_same(room: Room) -> None:
    for many in (2, 3):
        room.site.feed(names(many))
        guid = "<item><guid isPermaLink='false'>news</guid>"
        feed = room.site.files["/feed.xml"][0].decode().replace("<item>", guid)
        room.site.put("/feed.xml", feed, "text/xml")
        if many == 2:
            await room.watching.watch(room.home, MO, FEED)
        await room.watching.poll()
        room.clock.at += SOON

    assert await room.titles() == ["Story 1", "Story 2", "Story 3"]


def leading_to(address: str) -> str:
    meta = f'<meta http-equiv="refresh" content="0; url={address}">'
    return f"<html><head>{meta}</head><body>This page has moved.</body></html>"


async def test_a_page_that_only_leads_to_another_is_followed(room: Room) -> None:
    room.site.feed(["One"])
    room.site.put("/moved", room.site.files["/one"][0])
    room.site.put("/one", leading_to("/between"))
    room.site.put("/between", leading_to(f"{HOST}/moved"))
    await room.watching.watch(room.home, MO, FEED)

    assert await room.watching.poll() == [News(room.home, "Harbour news", ("One",))]

    source, data = await room.engine.documents.read_url(room.home, f"{HOST}/one")
    assert (source.url, source.origin and source.origin.url) == (f"{HOST}/moved", f"{HOST}/moved")
    assert data == room.site.files["/moved"][0]
    assert await room.titles() == ["One"]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.2/", Problem.NOT_PUBLIC),
        ("http://169.254.169.254/latest/meta-data/", Problem.NOT_PUBLIC),
        ("http://localhost/", Problem.NOT_PUBLIC),
        ("http://harbour.example:22/", Problem.NO_WEB_PORT),
        ("file:///etc/passwd", Problem.NO_WEB_ADDRESS),
        ("http://[", Problem.NO_WEB_ADDRESS),
        ("/one", Problem.TOO_MANY_REDIRECTS),
    ],
)
async def test_a_page_that_leads_to_what_may_not_be_opened_is_refused(
    room: Room, address: str, problem: Problem
) -> None:
    room.site.put("/one", leading_to(address))

    with refused(SourceError, problem):
        await room.engine.documents.read_url(room.home, f"{HOST}/one")


async def test_the_same_in_two_feeds_waits_once(room: Room) -> None:
    room.site.feed(names(3))
    room.site.feed(names(2), "/second.xml")
    await room.watching.watch(room.home, MO, FEED)
    await room.watching.watch(room.home, MO, f"{HOST}/second.xml")

    await room.watching.poll()

    assert await room.titles() == ["Story 1", "Story 2", "Story 3"]


async def test_what_cannot_be_read_is_told_with_the_feed_and_spares_the_others(room: Room) -> None:
    room.site.feed(names(4))
    room.site.fail("/story-2", 404)
    room.site.put("/story-3", b"\x89PNG", "image/png")
    await room.watching.watch(room.home, MO, FEED)

    (news,) = await room.watching.poll()

    assert news.titles == ("Story 1", "Story 4")
    (watch,) = await room.watching.watched(room.home)
    facts = {"type": "image/png"}
    assert watch.problem == Refusal(Problem.UNREAD_TYPE, "harbour.example", facts, entry="Story 3")
    room.site.page("Story 2", "Now it is there, but nobody asks again.")
    room.clock.at += SOON
    assert await room.watching.poll() == []


async def test_what_fails_for_a_while_is_tried_again(room: Room) -> None:
    room.site.feed(names(2))
    room.site.fail("/story-1", 503)
    await room.watching.watch(room.home, MO, FEED)
    assert await room.watching.poll() == [News(room.home, "Harbour news", ("Story 2",))]

    room.site.page("Story 1", "The first story is here again, said the office on Monday.")
    room.clock.at += SOON

    assert await room.watching.poll() == [News(room.home, "Harbour news", ("Story 1",))]


async def test_what_fails_again_and_again_is_left(room: Room) -> None:
    room.site.feed(["One"])
    room.site.fail("/one", 503)
    await room.watching.watch(room.home, MO, FEED)
    for _ in range(watching.TRIES + 2):
        await room.watching.poll()
        room.clock.at += SOON

    assert [path for path, _ in room.site.asked].count("/one") == watching.TRIES


async def test_a_feed_that_fails_is_asked_less_often_and_told_once(room: Room) -> None:
    room.site.feed(["One"])
    await room.watching.watch(room.home, MO, FEED)
    await room.watching.poll()
    room.site.fail("/feed.xml", 500)
    room.site.asked.clear()

    told = []
    for _ in range(48):
        room.clock.at += HOUR
        told += await room.watching.poll()

    assert 4 <= len(room.site.asked) <= 6
    assert [(news.feed, news.titles) for news in told] == [("Harbour news", ())]
    assert told[0].problem == Refusal(Problem.NOT_NOW, "harbour.example", {"status": 500})
    (watch,) = await room.watching.watched(room.home)
    assert watch.problem == told[0].problem
    room.site.feed(["Two", "One"])
    room.clock.at += 48 * HOUR
    assert await room.watching.poll() == [News(room.home, "Harbour news", ("Two",))]
    (watch,) = await room.watching.watched(room.home)
    assert (watch.problem, watch.failures) == (None, 0)


async def test_a_full_queue_takes_no_more_and_loses_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MOST", 3)
    room.site.feed(names(5))
    await room.watching.watch(room.home, MO, FEED)
    for _ in range(2):
        await room.watching.poll()
        room.clock.at += SOON
    (watch,) = await room.watching.watched(room.home)
    assert watch.problem == Refusal(Problem.QUEUE_FULL, facts={"limit": 3})

    first = await room.titles()
    await room.watching.poll()

    assert first == ["Story 3", "Story 4", "Story 5"]
    assert await room.titles() == ["Story 1", "Story 2"]


async def test_many_new_entries_come_in_portions(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 2)
    room.site.feed(names(5))
    await room.watching.watch(room.home, MO, FEED)
    portions = []
    for _ in range(4):
        portions.append([news.titles for news in await room.watching.poll()])
        room.clock.at += SOON

    assert portions == [[("Story 4", "Story 5")], [("Story 2", "Story 3")], [("Story 1",)], []]


async def test_guilds_have_nothing_of_each_other(room: Room) -> None:
    room.site.feed(["One"])
    started = await room.watching.watch(room.home, MO, FEED)
    await room.watching.poll()

    assert await room.watching.watched(room.away) == []
    assert await room.watching.queue.take(room.away, MO, room.clock()) is None
    assert await room.watching.queue.count(room.away) == 0
    with pytest.raises(WatchGone):
        await room.watching.stop(room.away, started.watch.token)
    waiting = await room.watching.queue.take(room.home, MO, room.clock())
    assert waiting
    assert await room.watching.queue.find(room.away, MO, waiting.token, room.clock()) is None
    await room.watching.watch(room.away, MO, FEED)
    assert await room.watching.poll() == [News(room.away, "Harbour news", ("One",))]


async def test_a_slow_site_of_one_guild_holds_up_no_other(tmp_path: Path) -> None:
    site = Site()
    site.feed(["One"])
    open_ = asyncio.Event()

    async def answer(request: web.BaseRequest) -> web.Response:
        if request.host == "slow.example" and open_.is_set():
            await asyncio.sleep(60)
        return await site(request)

    async with opened(tmp_path / "library.db", site, SetClock(), answer) as room:
        await room.watching.watch(room.away, MO, "http://slow.example/feed.xml")
        await room.watching.watch(room.home, MO, FEED)
        open_.set()
        polling = asyncio.create_task(room.watching.poll())
        async with asyncio.timeout(50):
            while not await room.watching.queue.count(room.home):  # noqa: ASYNC110 (it is in the file)
                await asyncio.sleep(0.01)
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
        assert await room.titles() == ["One"]


async def test_so_many_feeds_are_watched_and_each_once(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "MOST", 2)
    for path in ("/1.xml", "/2.xml", "/3.xml"):
        room.site.feed(["One"], path)
    await room.watching.watch(room.home, MO, f"{HOST}/1.xml")

    with pytest.raises(WatchedAlready, match="Harbour news"):
        await room.watching.watch(room.home, MO, f"{HOST}/1.xml")
    second = await room.watching.watch(room.home, MO, f"{HOST}/2.xml")
    with pytest.raises(TooManyWatches, match="limit=2"):
        await room.watching.watch(room.home, MO, f"{HOST}/3.xml")

    await room.watching.stop(room.home, second.watch.token, user_id=MO)
    await room.watching.watch(room.home, MO, f"{HOST}/3.xml")
    with pytest.raises(WatchGone):
        await room.watching.stop(room.home, second.watch.token)
    assert [
        entry.action for entry in await room.engine.library.guilds.audit_entries(room.home)
    ] == [*("watch", "unwatch", "watch", "watch")]


async def test_what_is_no_feed_is_not_watched(room: Room) -> None:
    room.site.page("One", "A page without a feed.")

    with pytest.raises(SourceError):
        await room.watching.watch(room.home, MO, f"{HOST}/one")

    assert await room.watching.watched(room.home) == []


async def test_a_stopped_feed_is_not_looked_at_and_what_waits_stays(room: Room) -> None:
    room.site.feed(["One"])
    started = await room.watching.watch(room.home, MO, FEED)
    await room.watching.poll()

    await room.watching.stop(room.home, started.watch.token)

    room.site.feed(["Two", "One"])
    room.clock.at += SOON
    assert await room.watching.poll() == []
    assert await room.titles() == ["One"]


async def test_two_moderators_review_different_drafts(room: Room) -> None:
    room.site.feed(names(2))
    await room.watching.watch(room.home, MO, FEED)
    await room.watching.poll()
    take = room.watching.queue.take

    first, second = (
        await take(room.home, MO, room.clock()),
        await take(room.home, MAX, room.clock()),
    )

    assert first
    assert second
    assert first.token != second.token
    again = await take(room.home, MO, room.clock())
    assert again
    assert (first.others, first.held) == (1, 0)
    assert (again.token, again.others, again.held) == (first.token, 0, 1)
    assert await take(room.home, UserId(9), room.clock()) is None
    held = await room.watching.queue.held(room.home, UserId(9), room.clock())
    until = room.clock.at + queue.HELD_FOR
    assert [(each.user_id, each.until) for each in held] == [(MO, until), (MAX, until)]
    assert await room.watching.queue.held(room.away, UserId(9), room.clock()) == []
    room.clock.at += queue.HELD_FOR + timedelta(seconds=1)
    later = await take(room.home, UserId(9), room.clock())
    assert later
    assert later.token == first.token
    with pytest.raises(DraftTaken) as taken:
        await room.engine.library.drafts.get(room.home, MO, first.token)
    assert taken.value.user_id == UserId(9)
    with pytest.raises(DraftGone, match=r"^DraftGone$"):
        await room.engine.library.drafts.get(room.away, MO, first.token)


async def test_two_processes_that_look_at_a_feed_at_once_let_its_documents_wait_once(
    room: Room,
) -> None:
    room.site.feed(names(2))
    await room.watching.watch(room.home, MO, FEED)

    await asyncio.gather(*(room.watching.poll_guild(room.home) for _ in range(2)))

    assert await room.titles() == ["Story 1", "Story 2"]


async def test_what_waits_is_kept_for_as_long_as_it_takes(room: Room) -> None:
    room.site.feed(["One"])
    await room.watching.watch(room.home, MO, FEED)
    await room.watching.poll()
    async with room.engine.library.answers._db.write() as db:
        await db.execute("UPDATE draft SET at = '2020-01-01T00:00:00+00:00'")

    await room.engine.documents.purge()

    assert await room.titles() == ["One"]


async def test_what_ends_a_look_at_a_feed_loses_nothing_of_it(tmp_path: Path) -> None:
    site, clock = Site(marked=True), SetClock()
    site.feed(names(3))
    hangs = asyncio.Event()

    async def answer(request: web.BaseRequest) -> web.Response:
        if request.path == "/story-2" and not hangs.is_set():
            hangs.set()
            await asyncio.sleep(60)
        return await site(request)

    async with opened(tmp_path / "library.db", site, clock, answer) as room:
        await room.watching.watch(room.home, MO, FEED)
        polling = asyncio.create_task(room.watching.poll())
        await hangs.wait()
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
        assert await room.watching.poll() == []  # a bot that starts again and again asks no more

    clock.at += SOON
    async with opened(tmp_path / "library.db", site, clock) as again:
        again.home = room.home
        (news,) = await again.watching.poll()
        assert news.titles == ("Story 2", "Story 3")
        assert await again.titles() == ["Story 1", "Story 2", "Story 3"]


async def test_a_restart_asks_no_server_before_its_time(tmp_path: Path) -> None:
    site, clock = Site(), SetClock()
    site.feed(names(2))
    async with opened(tmp_path / "library.db", site, clock) as room:
        await room.watching.watch(room.home, MO, FEED)
        await room.watching.poll()
    site.asked.clear()

    async with opened(tmp_path / "library.db", site, clock) as again:
        assert await again.watching.poll() == []
        assert site.asked == []
        again.home = room.home
        assert await again.titles() == ["Story 1", "Story 2"]
