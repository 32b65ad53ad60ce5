from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta

import aiosqlite
import pytest

from bot.errors import DocumentNotFound, DuplicateDocument
from bot.library.catalogue import Catalogue
from bot.library.curator import KEPT_FOR, Changes, Curator
from bot.library.database import Database
from bot.library.guilds import Guilds
from bot.model import BUNDLED, Handle, Landmark, Origin, QuoteId, Source, Span
from tests.clocks import HOUR, START, SetClock
from tests.library.storing import AWAY, HOME, MODERATOR, store


async def test_a_document_is_stored_with_all_that_is_known_of_it(
    catalogue: Catalogue, curator: Curator
) -> None:
    source = Source(
        filename="r.txt",
        text="Heading\n\nBody.",
        title="R",
        publisher="P",
        date="2020-01-31",
        url="https://example.org/r",
        language="en",
        landmarks=(Landmark(0, "Heading"),),
        removed=("Menu", "Home"),
    )

    added = await curator.add(HOME, source, [Span(9, 14)], b"raw bytes", user_id=MODERATOR)

    document = await catalogue.document(HOME, Handle(1))
    assert document == added
    assert (document.title, document.publisher, document.date) == ("R", "P", "2020-01-31")
    assert (document.url, document.language, document.filename) == (
        "https://example.org/r",
        "en",
        "r.txt",
    )
    assert (document.version, document.characters, document.passages) == (1, 14, 1)
    assert document.sha256 == hashlib.sha256(b"raw bytes").hexdigest()
    assert document.added_by == MODERATOR
    assert document.added_at == START
    assert await catalogue.cut_lines(document) == ["Menu", "Home"]
    (passage,) = await catalogue.passages_of(document, 9)
    assert (passage.text, passage.landmark) == ("Body.", "Heading")


async def test_an_addition_that_fails_leaves_nothing_and_spares_the_others(
    catalogue: Catalogue, curator: Curator
) -> None:
    outcomes = await asyncio.gather(
        store(curator, "good"),
        store(curator, "bad", Span(0, 2), Span(3, 3)),
        store(curator, "also good"),
        return_exceptions=True,
    )

    assert isinstance(outcomes[1], aiosqlite.IntegrityError)
    assert [each.text for each in await catalogue.whole_documents(HOME)] == ["good", "also good"]
    assert [str(each.handle) for each in await catalogue.documents(HOME)] == ["2", "1"]


async def test_the_same_bytes_are_refused_with_who_and_when(curator: Curator) -> None:
    first = await store(curator, "twice", title="First")

    with pytest.raises(DuplicateDocument) as refusal:
        await store(curator, "twice", title="Second")

    assert refusal.value.document == first
    assert first.added_by == MODERATOR
    await store(curator, "twice", guild_id=AWAY)


async def test_a_removed_document_is_not_found_until_it_is_restored(
    catalogue: Catalogue, curator: Curator
) -> None:
    document = await store(curator, "here today")
    quote_id = QuoteId(document.handle, 1, Span(0, 4))

    await curator.remove(HOME, document.handle, user_id=MODERATOR)

    assert await catalogue.whole_documents(HOME) == []
    assert await catalogue.count(HOME) == 0
    assert [each.id for each in await catalogue.documents(HOME, removed=True)] == [document.id]
    with pytest.raises(DocumentNotFound):
        await catalogue.excerpt(HOME, quote_id)
    with pytest.raises(DocumentNotFound):
        await curator.remove(HOME, document.handle, user_id=MODERATOR)

    await curator.restore(HOME, document.handle, user_id=MODERATOR)

    assert (await catalogue.excerpt(HOME, quote_id)).text == "here"


async def test_a_removed_document_is_not_restored_beside_its_own_copy(curator: Curator) -> None:
    document = await store(curator, "again")
    await curator.remove(HOME, document.handle, user_id=None)
    await store(curator, "again")

    with pytest.raises(DuplicateDocument):
        await curator.restore(HOME, document.handle, user_id=None)


async def test_only_the_owning_guild_can_change_a_document(curator: Curator) -> None:
    await store(curator, "ours", guild_id=HOME)
    await store(curator, "for all", guild_id=BUNDLED, corpus_path="a.md")

    for handle in (Handle(1), Handle(1, bundled=True)):
        with pytest.raises(DocumentNotFound):
            await curator.remove(AWAY, handle, user_id=MODERATOR)
        with pytest.raises(DocumentNotFound):
            await curator.edit(AWAY, handle, Changes(title="mine"), user_id=MODERATOR)


async def test_an_edit_changes_the_description_and_never_the_text(
    catalogue: Catalogue, curator: Curator
) -> None:
    document = await store(curator, "The text.")

    edited = await curator.edit(
        HOME, document.handle, Changes(title="New", url=""), user_id=MODERATOR
    )

    assert (edited.title, edited.url, edited.version) == ("New", "", 1)
    assert await catalogue.text(edited) == "The text."


async def test_a_new_version_is_current_and_the_old_one_can_still_be_quoted(
    catalogue: Catalogue, curator: Curator
) -> None:
    document = await store(curator, "Old words.", guild_id=BUNDLED, corpus_path="a.md")
    source = Source("a.md", "New words.", "A title")

    replaced = await curator.replace(document, source, [Span(0, 10)], b"new")

    assert (replaced.id, replaced.version) == (document.id, 2)
    assert [each.text for each in await catalogue.whole_documents(HOME)] == ["New words."]
    for version, text in ((1, "Old words."), (2, "New words.")):
        excerpt = await catalogue.excerpt(HOME, QuoteId(document.handle, version, Span(0, 10)))
        assert (excerpt.text, excerpt.version) == (text, version)


async def test_what_was_removed_long_ago_is_deleted_for_good(
    database: Database, catalogue: Catalogue, curator: Curator, clock: SetClock
) -> None:
    for text in ("kept", "recent", "ancient"):
        await store(curator, text)
    await curator.remove(HOME, Handle(3), user_id=None)
    clock.at += timedelta(minutes=1)
    await curator.remove(HOME, Handle(2), user_id=None)
    clock.at += KEPT_FOR

    assert await curator.purge() == 1

    assert [each.text for each in await catalogue.whole_documents(HOME)] == ["kept"]
    removed = await catalogue.documents(HOME, removed=True)
    assert [str(each.handle) for each in removed] == ["2"]
    for table, rows in (("version", 2), ("passage", 2)):
        assert await database.read_one(f"SELECT count(*) FROM {table}") == (rows,)


async def test_everything_is_dated_by_the_clock(
    database: Database, curator: Curator, guilds: Guilds, clock: SetClock
) -> None:
    document = await store(curator, "Dated.")
    assert document.added_at == START
    for change in (
        lambda: curator.replace(
            document,
            Source("f.txt", "New.", "New", origin=Origin("https://a.org/f.txt")),
            [Span(0, 4)],
            b"new",
        ),
        lambda: curator.edit(HOME, document.handle, Changes(title="T"), user_id=None),
        lambda: curator.remove(HOME, document.handle, user_id=None),
        lambda: curator.restore(HOME, document.handle, user_id=None),
        lambda: curator.remove(HOME, document.handle, user_id=None),
        lambda: guilds.set_log_channel(HOME, 5, user_id=MODERATOR),
        lambda: guilds.show_bundled(HOME, shown=False),
    ):
        clock.at += HOUR
        await change()

    entries = await guilds.audit_entries(HOME)
    assert [entry.at for entry in reversed(entries)] == [START + n * HOUR for n in range(8)]
    dates = await database.read_one(
        """SELECT max(v.added_at), max(checked_at), max(removed_at)
           FROM version v, origin, document"""
    )
    assert dates == tuple((START + hours * HOUR).isoformat() for hours in (1, 1, 5))


async def test_every_change_is_audited_and_counts_up_the_revision(
    catalogue: Catalogue, curator: Curator, guilds: Guilds
) -> None:
    revisions = [await catalogue.revision(HOME)]
    document = await store(curator, "audited", title="T")
    revisions.append(await catalogue.revision(HOME))
    await curator.edit(HOME, document.handle, Changes(title="U"), user_id=MODERATOR)
    revisions.append(await catalogue.revision(HOME))
    await curator.remove(HOME, document.handle, user_id=MODERATOR)
    revisions.append(await catalogue.revision(HOME))
    await curator.restore(HOME, document.handle, user_id=MODERATOR)
    revisions.append(await catalogue.revision(HOME))
    await guilds.show_bundled(HOME, shown=False, user_id=MODERATOR)

    entries = await guilds.audit_entries(HOME)
    assert [entry.action for entry in entries] == ["bundled", "restore", "remove", "edit", "add"]
    assert {entry.user_id for entry in entries} == {MODERATOR}
    assert entries[3].detail == {"title": "U"}
    assert [revision.own for revision in revisions] == [0, 1, 2, 3, 4]
    assert await guilds.audit_entries(AWAY) == []
