"""Documents that change at the address that they came from, by a clock that is set."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from bot.engine.engine import Engine, open_engine
from bot.engine.watching import refetching
from bot.engine.watching.refetching import Change
from bot.library.drafts import Draft
from bot.model import Document, GuildId, Origin, UserId
from bot.settings import Settings
from tests.adding import add, add_url
from tests.clocks import SetClock
from tests.serving import fetching, serving
from tests.site import HOST, Site, story

pytestmark = pytest.mark.asyncio(loop_scope="module")

GUILDS = map(GuildId, count(10**17))
MO = UserId(7)
GATES = f"{HOST}/gates"
NIGHT = timedelta(days=1)


class Room:
    """A guild of an engine that takes a site for the internet."""

    def __init__(self, engine: Engine, clock: SetClock, site: Site) -> None:
        self.engine = engine
        self.clock = clock
        self.site = site
        self.guild_id = next(GUILDS)

    async def add(self, text: str = story("Gates"), name: str = "Gates") -> Document:
        return await add_url(self.engine, self.guild_id, self.site.page(name, text), user_id=MO)

    async def night(self) -> list[Change]:
        """Let a night pass; return what changed in it."""
        self.clock.at += NIGHT
        self.site.asked.clear()
        changes = await self.engine.watching.refetching.poll()
        return [change for change in changes if change.guild_id == self.guild_id]

    async def waiting(self) -> Draft | None:
        """Return the draft that waits, if one does."""
        waiting = await self.engine.watching.queue.take(self.guild_id, MO, self.clock())
        return (
            await self.engine.library.drafts.get(self.guild_id, MO, waiting.token)
            if waiting
            else None
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Room, None]:
    """One engine for all tests: its reading process takes a second to start."""
    # Additions are dated by the real clock, which this one must be ahead of.
    site, clock = Site(), SetClock(datetime(2999, 1, 1, 12, tzinfo=UTC))
    settings = Settings(
        semantic="off", database=tmp_path_factory.mktemp("nights") / "library.db", corpus=None
    )
    async with (
        serving(site) as port,
        fetching(port) as (fetcher, _),
        open_engine(settings, fetcher=fetcher, clock=clock) as engine,
    ):
        yield Room(engine, clock, site)


@pytest_asyncio.fixture(loop_scope="module")
async def room(house: Room) -> AsyncGenerator[Room, None]:
    house.site.marked = True
    room = Room(house.engine, house.clock, house.site)
    yield room
    for document in await room.engine.library.catalogue.documents(room.guild_id, limit=-1):
        await room.engine.documents.remove(room.guild_id, document.handle)


async def test_an_unchanged_page_is_asked_for_once_a_night_and_not_sent_again(room: Room) -> None:
    await room.add()

    assert await room.night() == []
    assert room.site.asked == [("/gates", 304)]
    assert await room.engine.watching.refetching.poll() == []
    room.clock.at += timedelta(hours=14, minutes=59)  # until just before the next night begins
    assert await room.engine.watching.refetching.poll() == []
    assert room.site.asked == [("/gates", 304)]
    room.clock.at += timedelta(minutes=1)
    await room.engine.watching.refetching.poll()
    assert room.site.asked == [("/gates", 304)] * 2
    room.clock.at -= timedelta(hours=15)


async def test_a_changed_text_waits_to_be_the_new_version(room: Room) -> None:
    document = await room.add()
    room.site.page("Gates", story("Gates").replace("within an hour", "within two hours"))

    (change,) = await room.night()

    assert (change.document, change.guild_id) == (document, room.guild_id)
    assert change.diff
    assert change.diff.words[1] - change.diff.kept == 2
    assert (
        await room.engine.library.catalogue.document(room.guild_id, document.handle)
    ).version == 1
    draft = await room.waiting()
    assert draft
    assert draft.replaces == document.handle
    replaced = await room.engine.documents.publish(draft, document.handle)
    assert (replaced.handle, replaced.version, replaced.url) == (document.handle, 2, GATES)
    assert "two hours" in await room.engine.library.catalogue.text(replaced)
    assert await room.night() == []
    assert room.site.asked == [("/gates", 304)]


async def test_a_changed_page_is_read_in_the_encoding_that_its_server_states(room: Room) -> None:
    text = story("Gates").replace("The harbour", "Vārti slēgti deviņos. The harbour")

    def publish(text: str) -> str:
        address = room.site.page("Gates", text)
        page = room.site.files["/gates"][0].decode().encode("cp1257")
        room.site.put("/gates", page, "text/html; charset=windows-1257")
        return address

    await add_url(room.engine, room.guild_id, publish(text), user_id=MO)
    publish(text.replace("within an hour", "stundā"))
    await room.night()

    draft = await room.waiting()
    assert draft
    assert "Vārti slēgti deviņos." in draft.source.text
    assert "sent stundā" in draft.source.text


async def test_a_page_of_which_only_the_menu_changes_is_the_same(room: Room) -> None:
    room.site.marked = False
    await room.add()
    body = room.site.files["/gates"][0].decode()
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/x'>Visitors: 4</a></li></ul></nav>"
    room.site.put("/gates", body.replace("<article>", f"{menu}<article>").replace("<p>", "<p>\n  "))

    assert await room.night() == []
    assert room.site.asked == [("/gates", 200)]
    assert await room.waiting() is None


async def test_what_was_skipped_is_not_offered_again_but_the_next_change_is(room: Room) -> None:
    room.site.marked = False
    await room.add()
    room.site.page("Gates", story("Gates").replace("an hour", "two hours"))
    assert len(await room.night()) == 1
    draft = await room.waiting()
    assert draft
    await room.engine.library.drafts.drop(draft)

    assert await room.night() == []
    room.site.page("Gates", story("Gates").replace("an hour", "three hours"))
    assert len(await room.night()) == 1


async def test_only_the_last_change_waits_and_none_once_it_is_taken_back(room: Room) -> None:
    await room.add()
    for hours in ("two hours", "three hours"):
        room.site.page("Gates", story("Gates").replace("an hour", hours))
        assert len(await room.night()) == 1
    draft = await room.waiting()
    assert draft
    assert "three hours" in draft.source.text
    assert await room.engine.watching.queue.count(room.guild_id) == 1

    room.site.page("Gates", story("Gates"))

    assert await room.night() == []
    assert await room.waiting() is None


async def test_a_page_that_is_gone_is_told_once_and_stays_in_the_library(room: Room) -> None:
    document = await room.add()
    for status in (404, 410):
        room.site.fail("/gates", status)
        gone = [Change(room.guild_id, document, None)] if status == 404 else []
        assert await room.night() == gone
    assert await room.engine.library.catalogue.count(room.guild_id) == 1

    room.site.page("Gates", story("Gates"))
    assert await room.night() == []
    room.site.fail("/gates", 404)
    assert await room.night() == [Change(room.guild_id, document, None)]


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_a_server_that_fails_for_a_night_is_asked_again(room: Room, status: int) -> None:
    await room.add()
    room.site.fail("/gates", status)
    assert await room.night() == []

    room.site.page("Gates", story("Gates").replace("an hour", "two hours"))

    assert len(await room.night()) == 1


async def test_files_removed_and_replaced_documents_are_not_fetched(room: Room) -> None:
    await add(room.engine, room.guild_id, "a.txt", b"A file has no address to be fetched from.")
    removed = await room.add()
    await room.engine.documents.remove(room.guild_id, removed.handle)
    replaced = await room.add(name="Pilots")
    source = await room.engine.documents.read(room.guild_id, "p.txt", b"The pilots, now as a file.")
    await room.engine.documents.replace(room.guild_id, replaced.handle, source, b"pilots")

    assert await room.night() == []
    assert room.site.asked == []


async def test_each_guild_has_its_turn_in_a_round(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refetching, "_DUE", 2)
    for name in ("One", "Two", "Three"):
        await room.add(story(name), name)
    other = Room(room.engine, room.clock, room.site)
    theirs = await other.add(story("Four"), "Four")

    await room.night()

    assert {path for path, _ in room.site.asked} == {"/one", "/two", "/four"}
    await room.engine.watching.refetching.poll()
    assert [path for path, _ in room.site.asked[3:]] == ["/three"]
    await room.engine.documents.remove(other.guild_id, theirs.handle)


async def test_a_file_of_the_same_bytes_is_not_read_again(room: Room) -> None:
    room.site.marked = False
    await room.add()
    reader = room.engine.watching._sources._reader
    jobs = [child.jobs for child in reader._children]

    assert await room.night() == []

    assert room.site.asked == [("/gates", 200)]
    assert [child.jobs for child in reader._children] == jobs


async def test_a_full_queue_is_offered_nothing_until_there_is_room(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.add()
    room.site.page("Gates", story("Gates").replace("an hour", "two hours"))
    with monkeypatch.context() as patch:
        patch.setattr(refetching, "MOST", 0)
        assert await room.night() == []

    assert len(await room.night()) == 1


async def test_a_guilds_documents_can_be_asked_for_at_any_time(room: Room) -> None:
    other = Room(room.engine, room.clock, room.site)
    theirs = await other.add()
    await room.add()
    room.site.page("Gates", story("Gates").replace("an hour", "two hours"))

    asked, (change,) = await room.engine.watching.refetching.check(room.guild_id)

    assert asked == 1
    assert change.guild_id == room.guild_id
    assert await other.waiting() is None
    await room.engine.documents.remove(other.guild_id, theirs.handle)


async def test_a_draft_keeps_where_it_was_fetched(room: Room) -> None:
    room.site.page("Gates", story("Gates"))

    draft = await room.engine.documents.draft_url(room.guild_id, MO, GATES)
    kept = await room.engine.library.drafts.get(room.guild_id, MO, draft.token)

    assert kept == draft
    assert draft.source.origin
    assert draft.source.origin.etag
    assert draft.source.origin == Origin(GATES, draft.source.origin.etag)
    await room.engine.documents.publish(kept)
    assert await room.night() == []
    assert room.site.asked == [("/gates", 304)]


async def test_nights_can_be_switched_off(tmp_path: Path) -> None:
    site, clock = Site(), SetClock(datetime(2999, 1, 1, 12, tzinfo=UTC))
    settings = Settings(
        semantic="off", database=tmp_path / "library.db", corpus=None, refetch_hour=None
    )
    async with (
        serving(site) as port,
        fetching(port) as (fetcher, _),
        open_engine(settings, fetcher=fetcher, clock=clock) as engine,
    ):
        room = Room(engine, clock, site)
        await room.add()

        assert await room.night() == []
        assert site.asked == []


async def test_a_page_that_states_the_address_of_another_site_keeps_its_own(room: Room) -> None:
    head = "<head><link rel=canonical href='https://other.example/gates'></head>"
    room.site.put("/gates", f"<html>{head}<body><p>{story('Gates')}</p></body></html>")

    document = await add_url(room.engine, room.guild_id, GATES, user_id=MO)

    assert document.url == GATES
