from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.engine.engine import Engine, open_engine
from bot.errors import BundledDocument, DocumentNotFound, DuplicateDocument
from bot.library.curator import Changes
from bot.model import (
    BUNDLED,
    Abstention,
    Answer,
    Document,
    GuildId,
    Handle,
    QuoteId,
    Schedule,
    Source,
    Span,
    UserId,
)
from bot.settings import Settings

HOME, AWAY = GuildId(10**17), GuildId(10**17 + 1)
MODERATOR = UserId(7)
RULES = """Rules of the harbour

The gate of the harbour closes at nine in the evening. It opens again at six.

Ships longer than 90 metres need a pilot, and the harbour office sends one within an hour.

Dogs are welcome on the quay."""
LATER = RULES.replace("nine", "ten").replace("\n\nDogs are welcome on the quay.", "")
GATE = "The gate of the harbour closes at nine in the evening."
BOILERPLATE = """About the Harbour Trust

The Harbour Trust of Arven keeps the harbour, its lighthouses and its boats since 1870. It is \
financed by the fees of the ships and by the town, and its board meets once a month in public."""

FERRY = """From June on the ferry sails at six from the old pier, weather permitting. Bicycles \
travel for a euro and dogs for nothing, and the captain sells hot soup from October to March."""
CRANE = """A crane that lifts forty tons at once was bought for the western dock. It replaces two \
smaller ones of 1962, which a museum of technology in the capital has asked for."""


def source(text: str, *, url: str = "", date: str = "") -> Source:
    return Source("rules.txt", text, "Rules", date=date, url=url, language="en")


async def add(engine: Engine, text: str, guild_id: GuildId = HOME, *, url: str = "") -> Document:
    return await engine.documents.add(guild_id, source(text, url=url), text.encode())


async def test_a_new_version_answers_in_place_of_the_old_one(engine: Engine) -> None:
    document = await add(engine, RULES)
    await add(engine, "The ferry costs four euros.")
    question = "When does the gate of the harbour close?"
    assert isinstance(await engine.asking.ask(HOME, question), Answer)

    replaced = await engine.documents.replace(
        HOME, document.handle, source(LATER), LATER.encode(), user_id=MODERATOR
    )

    reply = await engine.asking.ask(HOME, question)
    assert isinstance(reply, Answer)
    assert GATE.replace("nine", "ten") in reply.quotes[0].text
    assert reply.quotes[0].id.version == 2
    assert isinstance(await engine.asking.ask(HOME, "are dogs welcome on the quay"), Abstention)
    assert (replaced.handle, replaced.version) == (document.handle, 2)
    versions = await engine.versions.list(HOME, document.handle)
    assert [(each.number, each.added_by) for each in versions] == [(1, None), (2, MODERATOR)]
    (entry,) = await engine.library.guilds.audit_entries(HOME, limit=1)
    assert (entry.action, entry.handle, entry.user_id) == ("replace", "1", MODERATOR)
    assert entry.detail.items() >= {"version": "2", "filename": "rules.txt"}.items()
    assert entry.detail["was_filename"] == "rules.txt"


async def test_a_new_version_keeps_the_description_and_takes_the_new_day(engine: Engine) -> None:
    document = await add(engine, RULES, url="https://arven.example/rules")
    given = Changes(title="Harbour rules", publisher="Arven", date="2024-01-01")
    await engine.documents.edit(HOME, document.handle, given)

    replaced = await engine.documents.replace(
        HOME, document.handle, source(LATER, date="2025-05-05"), b"2"
    )
    assert (replaced.title, replaced.publisher) == ("Harbour rules", "Arven")
    assert (replaced.date, replaced.url) == ("2025-05-05", "https://arven.example/rules")

    replaced = await engine.documents.replace(HOME, document.handle, source(RULES), b"3")
    assert replaced.date == "2025-05-05"

    typed = replace(source(LATER), title="New rules")
    replaced = await engine.documents.replace(
        HOME, document.handle, typed, b"4", edited=("title", "date")
    )
    assert (replaced.title, replaced.publisher, replaced.date) == ("New rules", "Arven", "")


async def test_what_cannot_be_replaced_gets_a_sentence_and_stays(engine: Engine) -> None:
    document = await add(engine, RULES)
    other = await add(engine, LATER)

    with pytest.raises(DuplicateDocument, match="number=2"):
        await engine.documents.replace(HOME, document.handle, source(LATER), LATER.encode())
    with pytest.raises(DuplicateDocument, match="number=1"):
        await engine.documents.replace(HOME, document.handle, source(RULES), RULES.encode())
    with pytest.raises(BundledDocument):
        await engine.documents.replace(HOME, Handle(1, bundled=True), source("x"), b"x")
    with pytest.raises(DocumentNotFound):
        await engine.documents.replace(AWAY, document.handle, source("x"), b"x")
    await engine.documents.remove(HOME, other.handle)
    with pytest.raises(DocumentNotFound):
        await engine.documents.replace(HOME, other.handle, source("x"), b"x")

    assert [each.version for each in await engine.library.catalogue.documents(HOME)] == [1]


async def test_a_draft_of_an_edited_copy_names_its_document(engine: Engine) -> None:
    await add(engine, "The ferry costs four euros, and a dog travels without a ticket.")
    document = await add(engine, RULES)

    found = await engine.versions.like(HOME, source(LATER))

    assert found
    assert found.document == document
    assert found.near
    assert not found.same_address
    assert 0.8 < found.diff.alike < 0.95
    assert (found.diff.old, found.diff.new) == (RULES, LATER)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{FERRY}\n\n{BOILERPLATE}", f"{CRANE}\n\n{BOILERPLATE}"),
        (RULES, f"{'A report of the port about cranes, ferries and fees. ' * 40}\n\n{RULES}"),
    ],
    ids=["boilerplate", "a report that quotes it"],
)  # fmt: skip
async def test_what_two_texts_only_share_in_part_does_not_make_them_one(
    engine: Engine, old: str, new: str
) -> None:
    await add(engine, old)

    assert await engine.versions.like(HOME, source(new)) is None


async def test_a_document_that_grew_is_the_same_document(engine: Engine) -> None:
    document = await add(engine, RULES)
    more = " ".join(f"Rule {n} of the harbour is about ship number {n}." for n in range(5))

    found = await engine.versions.like(HOME, source(f"{RULES}\n\n{more}"))

    assert found
    assert found.document == document


async def test_the_same_address_is_the_same_document_whatever_it_says(engine: Engine) -> None:
    document = await add(engine, RULES, url="https://arven.example/rules/#gate")
    await add(engine, "The ferry costs four euros.", url="https://arven.example/ferry")
    new = source("All rules were abolished.", url="http://arven.example/rules")

    found = await engine.versions.like(HOME, new)

    assert found
    assert (found.document, found.same_address, found.near) == (document, True, False)
    assert await engine.versions.like(AWAY, new) is None


async def test_nothing_is_like_a_document_of_another_guild_or_a_removed_one(
    engine: Engine,
) -> None:
    document = await add(engine, RULES)

    assert await engine.versions.like(AWAY, source(LATER)) is None
    await engine.documents.remove(HOME, document.handle)
    assert await engine.versions.like(HOME, source(LATER)) is None
    await engine.documents.restore(HOME, document.handle)
    assert await engine.versions.like(HOME, source(LATER))


async def test_only_the_current_version_is_compared(engine: Engine) -> None:
    document = await add(engine, RULES)
    other = "Everything about the ferries of the sound, their captains and their timetables."
    await engine.documents.replace(HOME, document.handle, source(other), other.encode())

    assert await engine.versions.like(HOME, source(LATER)) is None
    assert await engine.versions.like(HOME, source(f"{other} And more."))


async def test_a_bundled_document_is_found_while_it_is_shown_and_own_ones_go_first(
    tmp_path: Path,
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "rules.txt").write_text(RULES)
    settings = Settings(semantic="off", database=tmp_path / "library.db", corpus=corpus)
    async with open_engine(settings) as engine:
        found = await engine.versions.like(HOME, source(LATER))
        assert found
        assert found.document.guild_id == BUNDLED

        await engine.library.guilds.show_bundled(HOME, shown=False)
        assert await engine.versions.like(HOME, source(LATER)) is None

        await engine.library.guilds.show_bundled(HOME, shown=True)
        own = await add(engine, RULES.replace("Dogs", "Dogs, cats and parrots"))
        found = await engine.versions.like(HOME, source(LATER))
        assert found
        assert found.document == own


async def test_documents_of_a_release_without_sketches_are_found(
    engine: Engine, bare_settings: Settings
) -> None:
    await add(engine, RULES)
    async with engine.library.curator._db.write() as db:
        await db.execute("DELETE FROM sketch")

    async with open_engine(bare_settings) as later:
        assert await later.versions.like(HOME, source(LATER))


async def test_what_changed_between_versions_is_a_diff_of_their_texts(engine: Engine) -> None:
    document = await add(engine, RULES)
    await engine.documents.replace(HOME, document.handle, source(LATER), LATER.encode())

    found = await engine.versions.between(HOME, document.handle, 1, 2)

    assert (found.old, found.new) == (RULES, LATER)
    assert [found.pieces[at].new.of(LATER) for at in found.changes()] == ["ten ", ""]
    for guild_id, version in ((AWAY, 1), (HOME, 3)):
        with pytest.raises(DocumentNotFound):
            await engine.versions.between(guild_id, document.handle, 2, version)


async def test_a_quote_of_an_old_version_leads_to_its_new_wording(engine: Engine) -> None:
    document = await add(engine, RULES)
    gate = QuoteId(document.handle, 1, Span(22, 22 + len(GATE)))
    dogs = QuoteId(document.handle, 1, Span(len(RULES) - 29, len(RULES)))
    assert await engine.versions.newer(HOME, gate) is None

    await engine.documents.replace(HOME, document.handle, source(LATER), LATER.encode())

    newer = await engine.versions.newer(HOME, gate)
    assert newer
    assert newer.passage
    assert newer.passage.text == GATE.replace("nine", "ten")
    assert newer.passage.text == newer.passage.span.of(LATER)
    assert (newer.version, newer.passage.version, newer.document.version) == (1, 2, 2)
    versions = await engine.versions.list(HOME, document.handle)
    assert newer.replaced_at == versions[1].added_at
    gone = await engine.versions.newer(HOME, dogs)
    assert gone
    assert gone.passage is None
    with pytest.raises(DocumentNotFound):
        await engine.versions.newer(AWAY, gate)


async def test_two_replacements_at_once_are_two_versions(engine: Engine) -> None:
    document = await add(engine, RULES)

    await asyncio.gather(
        *(
            engine.documents.replace(HOME, document.handle, source(f"{RULES} {n}"), b"%d" % n)
            for n in range(5)
        )
    )

    versions = await engine.versions.list(HOME, document.handle)
    assert [each.number for each in versions] == [1, 2, 3, 4, 5, 6]
    (whole,) = await engine.library.catalogue.whole_documents(HOME)
    assert whole.text == await engine.library.catalogue.text(
        await engine.library.catalogue.document(HOME, document.handle)
    )


async def test_a_new_version_keeps_the_documents_embargo_or_brings_its_own(engine: Engine) -> None:
    document = await add(engine, RULES)
    quote_id = QuoteId(document.handle, 1, Span(0, 5))
    embargo = Schedule(embargo=engine.clock() + timedelta(days=1))
    draft = await engine.library.drafts.keep(HOME, MODERATOR, source(LATER), LATER.encode())
    draft = await engine.library.drafts.reschedule(draft, embargo)

    second = await engine.documents.publish(draft, document.handle)
    third = await engine.documents.replace(HOME, document.handle, source(FERRY), FERRY.encode())

    assert second.schedule == third.schedule == embargo
    for hidden in (
        engine.versions.newer(HOME, quote_id),
        engine.versions.between(HOME, document.handle, 1, 2),
        engine.versions.list(HOME, document.handle),
    ):
        with pytest.raises(DocumentNotFound):
            await hidden
    found = await engine.versions.like(HOME, source(FERRY))
    assert found
    assert found.document == third
