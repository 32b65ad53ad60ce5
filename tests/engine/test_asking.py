from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.engine.engine import Engine, open_engine
from bot.engine.recent import Recent
from bot.library.catalogue import Catalogue, Revision
from bot.library.curator import Changes, Curator
from bot.library.database import open_database
from bot.model import Answer, GuildId, PassageId, Schedule
from bot.moments import utc_now
from bot.settings import Settings
from tests.adding import put
from tests.clocks import HOUR, START, SetClock
from tests.library.storing import AWAY, HOME, store


async def titles(engine: Engine, guild_id: GuildId = HOME) -> list[str]:
    found = await engine.asking.candidates(guild_id, "Who keeps the gate?")
    return [hit.passage.document.title for hit in found[1]] if found else []


async def test_what_another_process_changes_is_found_at_the_next_question(engine: Engine) -> None:
    assert await titles(engine) == []
    async with open_database(engine.settings.database) as database:
        other = Curator(database, utc_now)
        first = await store(other, "A keeper keeps the gate.", title="One")
        assert await titles(engine) == ["One"]
        assert await titles(engine) == ["One"]

        await store(other, "Ann keeps the gate.", title="Two")
        assert sorted(await titles(engine)) == ["One", "Two"]

        await other.remove(HOME, first.handle, user_id=None)
        assert await titles(engine) == ["Two"]

    assert await titles(engine, AWAY) == []


async def test_a_question_during_a_change_waits_for_it(engine: Engine) -> None:
    async with open_database(engine.settings.database) as database:
        await store(Curator(database, utc_now), "A keeper keeps the gate.")
    assert await titles(engine)

    async with engine.asking._indexes._locks.setdefault(HOME, asyncio.Lock()):
        assert engine.asking._indexes.held(HOME) is None

    assert engine.asking._indexes.held(HOME)
    assert isinstance(await engine.asking.ask(HOME, "Who keeps the gate?"), Answer)


async def test_a_title_that_another_process_edits_is_shown_at_once(engine: Engine) -> None:
    async with open_database(engine.settings.database) as database:
        other = Curator(database, utc_now)
        document = await store(other, "A keeper keeps the gate.", title="One")
        assert await titles(engine) == await titles(engine) == ["One"]

        await other.edit(HOME, document.handle, Changes(title="Two"), user_id=None)

        assert await titles(engine) == ["Two"]


async def test_the_text_that_replaces_another_is_quoted_at_once(engine: Engine) -> None:
    document = await put(engine, HOME, "rules.txt", b"Ann keeps the gate of the harbour.")
    await engine.asking.ask(HOME, "Who keeps the gate?")
    source = await engine.documents.read(HOME, "rules.txt", b"Bob keeps the gate of the harbour.")

    await engine.documents.replace(HOME, document.handle, source, b"", user_id=None)

    reply = await engine.asking.ask(HOME, "Who keeps the gate?")
    assert isinstance(reply, Answer)
    assert [(quote.text, quote.version) for quote in reply.quotes] == [
        ("Bob keeps the gate of the harbour.", 2)
    ]


async def test_a_document_that_expires_is_found_no_more_though_it_was_read_before(
    bare_settings: Settings,
) -> None:
    clock = SetClock()
    async with open_engine(bare_settings, clock=clock) as engine:
        schedule = Schedule(expires=START + HOUR)
        await put(engine, HOME, "rules.txt", b"Ann keeps the gate.", schedule=schedule)
        assert await titles(engine)
        clock.at += HOUR
        index = await engine.asking._indexes.of(HOME)
        recent = engine.asking._recent

        assert len(recent) == 1
        assert recent.get(HOME, index.revision, [PassageId(1)]) == {}
        assert await titles(engine) == []


async def test_recent_passages_are_one_guilds_of_one_revision_and_bounded(
    tmp_path: Path,
) -> None:
    ids = [PassageId(number) for number in (1, 2, 3)]
    async with open_database(tmp_path / "library.db") as database:
        for title in "ABC":
            await store(Curator(database, utc_now), f"{title} keeps the gate.", title=title)
        revision, read = await Catalogue(database, utc_now).passages(HOME, ids)
    recent = Recent(utc_now, size=2)

    recent.keep(HOME, revision, [read[ids[0]], read[ids[1]]])
    assert list(recent.get(HOME, revision, ids)) == ids[:2]
    assert recent.get(AWAY, revision, ids) == {}
    assert recent.get(HOME, replace(revision, own=revision.own + 1), ids) == {}
    assert recent.get(HOME, Revision(revision.own, -1), ids) == {}

    assert recent.get(HOME, revision, ids[:1])
    recent.keep(HOME, revision, [read[ids[2]]])
    assert list(recent.get(HOME, revision, ids)) == [ids[0], ids[2]]


async def test_a_message_that_tells_much_is_answered_by_what_it_asks(engine: Engine) -> None:
    async with open_database(engine.settings.database) as database:
        curator = Curator(database, utc_now)
        await store(
            curator, "Fifteen new wells will be drilled in the Harrow Plains.", title="Wells"
        )
        await store(curator, "The gate closes at nine.", title="Gate")
    message = "I want to donate before my holiday, how many wells are drilled in the Harrow Plains?"

    reply = await engine.asking.ask(HOME, message)

    assert isinstance(reply, Answer)
    assert reply.question == message
    assert reply.quotes[0].document.title == "Wells"
    assert await engine.asking.further(HOME, message, skip=0) == reply.quotes
