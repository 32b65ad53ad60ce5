from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import DocumentExpired, DocumentNotFound
from bot.library.catalogue import Catalogue
from bot.library.curator import Changes, Curator
from bot.library.database import Database
from bot.library.guilds import Guilds
from bot.library.rows import digest
from bot.model import BUNDLED, GuildId, Handle, PassageId, QuoteId, Schedule, Span
from bot.moments import utc_now
from tests.clocks import HOUR, START, SetClock
from tests.library.storing import AWAY, HOME, MODERATOR, store

NASTY = (
    "\N{GRINNING FACE} e\N{COMBINING ACUTE ACCENT} 中文 <@1> `**x**`\N{RIGHT-TO-LEFT OVERRIDE}cba\n"
)

GUILDS = itertools.count(2 * 10**17)


@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    data=st.data(),
)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
async def test_a_passage_and_an_excerpt_are_slices_of_the_stored_text(
    catalogue: Catalogue, curator: Curator, text: str, data: st.DataObject
) -> None:
    text += NASTY
    places = st.sets(st.integers(0, len(text)), min_size=2, max_size=2)
    pairs = data.draw(st.lists(places, min_size=1, max_size=6))
    spans = sorted(Span(min(pair), max(pair)) for pair in pairs)
    guild_id = GuildId(next(GUILDS))
    document = await store(curator, text, *spans, guild_id=guild_id)

    stored = await catalogue.text(document)
    assert stored == text
    assert [passage.text for passage in await catalogue.passages_of(document, 99)] == [
        span.of(stored) for span in spans
    ]
    wanted = spans[0]
    around = data.draw(st.integers(0, 20))
    excerpt = await catalogue.excerpt(guild_id, QuoteId(document.handle, 1, wanted), around=around)
    assert excerpt.text == excerpt.span.of(stored)
    assert excerpt.span == Span(max(wanted.start - around, 0), min(wanted.end + around, len(text)))


async def test_nothing_of_one_guild_is_found_in_another(
    catalogue: Catalogue, curator: Curator
) -> None:
    document = await store(curator, "Ours alone.", guild_id=HOME, title="Ours")
    (passage,) = await catalogue.passages_of(document, 1)

    with pytest.raises(DocumentNotFound):
        await catalogue.document(AWAY, document.handle)
    with pytest.raises(DocumentNotFound):
        await catalogue.excerpt(AWAY, QuoteId(document.handle, 1, Span(0, 4)))
    assert (await catalogue.passages(AWAY, [passage.id]))[1] == {}
    assert await catalogue.documents(AWAY) == []
    assert await catalogue.documents(AWAY, matching="Ours") == []
    assert await catalogue.count(AWAY) == 0
    assert await catalogue.whole_documents(AWAY) == []
    assert await catalogue.whole_documents(AWAY, document.id) == []
    assert await catalogue.duplicate(AWAY, digest(b"Ours alone.")) is None


async def test_numbers_are_counted_in_each_guild_apart(
    catalogue: Catalogue, curator: Curator
) -> None:
    for text in ("one", "two", "three"):
        await store(curator, text, guild_id=HOME)

    other = await store(curator, "one", guild_id=AWAY)

    assert str(other.handle) == "1"
    assert [str(each.handle) for each in await catalogue.documents(HOME)] == ["3", "2", "1"]


async def test_bundled_documents_are_found_in_every_guild_that_has_not_switched_them_off(
    catalogue: Catalogue, curator: Curator, guilds: Guilds
) -> None:
    bundled = await store(curator, "For all.", guild_id=BUNDLED, corpus_path="a.md")
    before = await catalogue.revision(AWAY)

    await guilds.show_bundled(AWAY, shown=False, user_id=None)

    assert await catalogue.revision(AWAY) != before
    assert (await catalogue.document(HOME, Handle(1, bundled=True))).id == bundled.id
    assert await catalogue.count(HOME) == 1
    assert await catalogue.count(AWAY) == 0
    with pytest.raises(DocumentNotFound):
        await catalogue.document(AWAY, Handle(1, bundled=True))
    with pytest.raises(DocumentNotFound):
        await catalogue.excerpt(AWAY, QuoteId(Handle(1, bundled=True), 1, Span(0, 3)))

    await guilds.show_bundled(AWAY, shown=True, user_id=None)

    assert await catalogue.revision(AWAY) == before
    assert await catalogue.count(AWAY) == 1


async def test_an_operator_without_the_corpus_sees_no_bundled_document(
    database: Database, curator: Curator
) -> None:
    await store(curator, "For all.", guild_id=BUNDLED, corpus_path="a.md")
    await store(curator, "Ours.", guild_id=HOME)
    catalogue = Catalogue(database, utc_now, bundled=False)

    assert [each.handle for each in await catalogue.documents(HOME)] == [Handle(1)]
    assert await catalogue.documents(BUNDLED) == []


@pytest.mark.parametrize(
    ("matching", "found"),
    [
        ("", ["4", "3", "2", "1"]),
        ("HARBOUR", ["2"]),
        ("порт", ["4"]),
        ("ПОРТ", ["4"]),
        ("100%", ["1"]),
        ("_", ["3"]),
        ("2", ["2"]),
        ("b2", []),
        ("'; DROP TABLE document; --", []),
    ],
)
async def test_a_list_matches_titles_and_handles_and_takes_no_wildcards(
    catalogue: Catalogue, curator: Curator, matching: str, found: list[str]
) -> None:
    for title in ("100% cotton", "The harbour", "snake_case", "Портовый семинар"):
        await store(curator, title, title=title)

    assert [str(each.handle) for each in await catalogue.documents(HOME, matching=matching)] == (
        found
    )
    assert await catalogue.count(HOME, matching=matching) == len(found)


async def test_a_place_past_the_end_of_a_text_is_not_found(
    catalogue: Catalogue, curator: Curator
) -> None:
    document = await store(curator, "Short.")

    with pytest.raises(DocumentNotFound):
        await catalogue.excerpt(HOME, QuoteId(document.handle, 1, Span(6, 9)))
    with pytest.raises(DocumentNotFound):
        await catalogue.excerpt(HOME, QuoteId(document.handle, 2, Span(0, 3)))


async def test_passages_that_nobody_has_are_left_out(catalogue: Catalogue) -> None:
    assert (await catalogue.passages(HOME, [PassageId(1), PassageId(-1)]))[1] == {}
    assert (await catalogue.passages(HOME, []))[1] == {}


@pytest.mark.parametrize(
    ("schedule", "refusal"),
    [
        (Schedule(embargo=START + HOUR), DocumentNotFound),
        (Schedule(expires=START), DocumentExpired),
        (Schedule(START + HOUR, START + 2 * HOUR), DocumentNotFound),
    ],
)
async def test_a_closed_document_is_in_nothing_that_members_see(
    database: Database, curator: Curator, schedule: Schedule, refusal: type[DocumentNotFound]
) -> None:
    catalogue = Catalogue(database, SetClock())
    document = await store(curator, "Not yet, or not any more.", title="Secret")
    (passage,) = await catalogue.passages_of(document, 1)
    quote_id = QuoteId(document.handle, 1, Span(0, 3))

    document = await curator.edit(
        HOME, document.handle, Changes(schedule=schedule), user_id=MODERATOR
    )

    assert document.schedule == schedule
    assert await catalogue.whole_documents(HOME) == []
    assert await catalogue.entries(HOME) == []
    assert (await catalogue.passages(HOME, [passage.id]))[1] == {}
    assert await catalogue.documents(HOME, matching="Secret") == []
    assert await catalogue.count(HOME) == 0
    for looked_up in (
        catalogue.document(HOME, document.handle),
        catalogue.excerpt(HOME, quote_id),
    ):
        with pytest.raises(DocumentNotFound) as caught:
            await looked_up
        assert type(caught.value) is refusal
    with pytest.raises(DocumentNotFound):
        await catalogue.document(AWAY, document.handle)

    assert await catalogue.document(HOME, document.handle, closed=True) == document
    assert await catalogue.documents(HOME, closed=True) == [document]
    assert await catalogue.count(HOME, closed=True) == 1
    assert (await catalogue.excerpt(HOME, quote_id, closed=True)).text == "Not"
    assert await catalogue.duplicate(HOME, digest(b"Not yet, or not any more.")) == document


async def test_a_document_is_found_from_its_embargo_to_its_expiry_exactly(
    database: Database, curator: Curator
) -> None:
    clock = SetClock()
    catalogue = Catalogue(database, clock)
    document = await store(curator, "For an hour.")
    changes = Changes(schedule=Schedule(START, START + HOUR))
    await curator.edit(HOME, document.handle, changes, user_id=MODERATOR)
    moment = timedelta(microseconds=1)

    for at, found, change in (
        (START - moment, set(), START),
        (START, {document.id}, START + HOUR),
        (START + HOUR - moment, {document.id}, START + HOUR),
        (START + HOUR, set(), None),
    ):
        clock.at = at
        assert {each.id for each in await catalogue.entries(HOME)} == found
        assert await catalogue.next_change(HOME) == change
        assert await catalogue.next_change(AWAY) is None
