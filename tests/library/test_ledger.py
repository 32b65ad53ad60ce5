from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Expired
from bot.library.database import Database
from bot.library.ledger import ANSWERS_KEPT_FOR, DRAFTS_KEPT_FOR, Ledger
from bot.model import Handle, Landmark, Source, UserId
from tests.library.shelving import AWAY, HOME, MODERATOR

ASKER = UserId(8)
SOURCE = Source("f.txt", "text", "Title", landmarks=(Landmark(0, "Top"),), removed=("Menu",))


async def test_an_answer_is_found_by_its_token_and_by_its_message_in_its_guild_only(
    ledger: Ledger,
) -> None:
    given = await ledger.give(
        HOME, ASKER, "who?", earlier="what?", handle=Handle(3, bundled=True), private=True
    )
    await ledger.sent_as(given, 5, 99)

    assert await ledger.given(HOME, given.token) == given
    assert await ledger.given_in(HOME, 99) == given
    assert given.handle == Handle(3, bundled=True)
    assert await ledger.given_in(AWAY, 99) is None
    with pytest.raises(Expired):
        await ledger.given(AWAY, given.token)


async def test_one_persons_last_judgement_counts(ledger: Ledger) -> None:
    given = await ledger.give(HOME, ASKER, "who?")

    await ledger.rate(given, ASKER, helpful=True)
    await ledger.rate(given, ASKER, helpful=False)
    await ledger.rate(given, MODERATOR, helpful=True)

    assert await ledger.ratings(given) == (1, 1)


async def test_a_draft_is_its_moderators_own_until_it_is_dropped(ledger: Ledger) -> None:
    draft = await ledger.keep_draft(HOME, MODERATOR, SOURCE, b"bytes")

    assert await ledger.draft(HOME, MODERATOR, draft.token) == draft
    for guild_id, user_id in ((HOME, ASKER), (AWAY, MODERATOR)):
        with pytest.raises(Expired):
            await ledger.draft(guild_id, user_id, draft.token)

    changed = await ledger.redraft(draft, Source("f.txt", "text", "Other"))
    assert await ledger.draft(HOME, MODERATOR, draft.token) == changed
    assert changed.source.title == "Other"

    await ledger.drop_draft(draft)
    with pytest.raises(Expired):
        await ledger.draft(HOME, MODERATOR, draft.token)


async def test_answers_and_drafts_are_forgotten_in_time(ledger: Ledger, database: Database) -> None:
    old = await ledger.give(HOME, ASKER, "old?")
    await ledger.rate(old, ASKER, helpful=True)
    new = await ledger.give(HOME, ASKER, "new?")
    draft = await ledger.keep_draft(HOME, MODERATOR, SOURCE, b"")
    async with database.write() as db:
        for table, token, kept in (
            ("answer", old.token, ANSWERS_KEPT_FOR),
            ("draft", draft.token, DRAFTS_KEPT_FOR),
        ):
            at = (datetime.now(UTC) - kept - timedelta(minutes=1)).isoformat()
            await db.execute(f"UPDATE {table} SET at = ? WHERE token = ?", (at, token))

    await ledger.purge()

    assert await ledger.given(HOME, new.token) == new
    with pytest.raises(Expired):
        await ledger.given(HOME, old.token)
    with pytest.raises(Expired):
        await ledger.draft(HOME, MODERATOR, draft.token)
    assert await database.read_one("SELECT count(*) FROM feedback") == (0,)


async def test_what_a_guild_sets_is_kept_and_audited(ledger: Ledger) -> None:
    assert await ledger.log_channel(HOME) is None
    assert await ledger.bundled_shown(HOME)

    await ledger.set_log_channel(HOME, 5, user_id=MODERATOR)

    assert await ledger.log_channel(HOME) == 5
    assert await ledger.log_channel(AWAY) is None
    assert [entry.detail for entry in await ledger.entries(HOME)] == [{"channel": "5"}]
    await ledger.set_log_channel(HOME, None, user_id=MODERATOR)
    assert await ledger.log_channel(HOME) is None


async def test_the_installation_keeps_values(ledger: Ledger) -> None:
    assert await ledger.state("commands") == ""

    await ledger.set_state("commands", "1")
    await ledger.set_state("commands", "2")

    assert await ledger.state("commands") == "2"
