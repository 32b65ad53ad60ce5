from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from bot.errors import DraftGone
from bot.library.database import Database
from bot.library.drafts import DRAFTS_KEPT_FOR, UNCLAIMED, Drafts, new_draft
from bot.library.queue import Queue
from bot.model import Handle, Landmark, Schedule, Source, UserId
from tests.clocks import HOUR, START, SetClock
from tests.library.storing import AWAY, HOME, MODERATOR

ASKER = UserId(8)
SOURCE = Source("f.txt", "text", "Title", landmarks=(Landmark(0, "Top"),), removed=("Menu",))


async def test_a_draft_is_its_moderators_own_until_it_is_dropped(drafts: Drafts) -> None:
    draft = await drafts.keep(HOME, MODERATOR, SOURCE, b"bytes")

    assert await drafts.get(HOME, MODERATOR, draft.token) == draft
    for guild_id, user_id in ((HOME, ASKER), (AWAY, MODERATOR)):
        with pytest.raises(DraftGone):
            await drafts.get(guild_id, user_id, draft.token)

    await drafts.drop(draft)
    with pytest.raises(DraftGone):
        await drafts.get(HOME, MODERATOR, draft.token)


async def test_what_is_known_of_a_draft_is_kept_with_it(drafts: Drafts) -> None:
    schedule = Schedule(START, START + HOUR)
    draft = await drafts.keep(
        HOME,
        MODERATOR,
        SOURCE,
        b"bytes",
        replaces=Handle(3),
        edited=["title", "url"],
        schedule=schedule,
    )

    kept = await drafts.get(HOME, MODERATOR, draft.token)
    assert kept == draft
    assert (kept.replaces, kept.edited, kept.schedule) == (Handle(3), ("title", "url"), schedule)


async def test_a_draft_can_be_edited_and_rescheduled(drafts: Drafts) -> None:
    draft = await drafts.keep(HOME, MODERATOR, SOURCE, b"bytes", edited=["url"])

    changed = await drafts.edit(draft, Source("f.txt", "text", "Other"))
    later = await drafts.reschedule(changed, Schedule(START))

    assert changed.source.title == "Other"
    assert changed.edited == ("url", "title")
    assert later.schedule == Schedule(START)
    assert await drafts.get(HOME, MODERATOR, draft.token) == later


async def test_drafts_are_forgotten_in_time_unless_they_wait_for_review(
    drafts: Drafts, database: Database, clock: SetClock
) -> None:
    old = await drafts.keep(HOME, MODERATOR, SOURCE, b"")
    waiting = new_draft(HOME, UNCLAIMED, SOURCE, b"")
    await Queue(database).put(waiting, "", "", clock.at)
    clock.at += timedelta(minutes=1)
    new = await drafts.keep(HOME, MODERATOR, SOURCE, b"")
    clock.at += DRAFTS_KEPT_FOR

    await drafts.purge()

    assert await drafts.get(HOME, MODERATOR, new.token) == new
    assert await drafts.get(HOME, UNCLAIMED, waiting.token) == waiting
    with pytest.raises(DraftGone):
        await drafts.get(HOME, MODERATOR, old.token)


async def test_a_draft_of_the_queue_is_stored_with_its_place_or_not_at_all(
    database: Database, clock: SetClock
) -> None:
    async with database.write() as db:
        await db.execute(
            "CREATE TRIGGER stuck BEFORE INSERT ON waiting BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
    with pytest.raises(sqlite3.IntegrityError):
        await Queue(database).put(new_draft(HOME, UNCLAIMED, SOURCE, b""), "", "a", clock.at)
    assert await database.read("SELECT token FROM draft") == []

    async with database.write() as db:
        await db.execute("DROP TRIGGER stuck")
    first, second = (new_draft(HOME, UNCLAIMED, SOURCE, b"") for _ in range(2))
    assert await Queue(database).put(first, "", "a", clock.at)
    assert not await Queue(database).put(second, "", "a", clock.at)
    assert await database.read("SELECT token FROM draft") == [(first.token,)]
