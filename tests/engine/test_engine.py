from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from attrs import evolve

from bot.engine.engine import Engine, open_engine
from bot.engine.sources import LONG
from bot.errors import (
    AnswerGone,
    BundledDocument,
    DocumentNotFound,
    DraftGone,
    Problem,
    TooLarge,
    UnsupportedFormat,
)
from bot.ingest.extract import extract
from bot.ingest.passages import Sample
from bot.library.answers import ANSWERS_KEPT_FOR, FORGOTTEN
from bot.library.curator import KEPT_FOR, Changes
from bot.model import Abstention, Answer, GuildId, Handle, Quote, QuoteId, Reason, Schedule, UserId
from bot.settings import Settings
from tests.adding import add, put
from tests.clocks import HOUR, START, SetClock
from tests.refusals import refused

HOME, AWAY = GuildId(10**17), GuildId(10**17 + 1)
MODERATOR = UserId(7)
RULES = b"The gate of the harbour closes at nine in the evening.\n"
PRICES = b"A ticket for the ferry costs four euros for everybody.\n"
QUESTION = "When does the gate of the harbour close?"


async def first(engine: Engine, question: str, guild_id: GuildId = HOME) -> Quote:
    reply = await engine.asking.ask(guild_id, question)
    assert isinstance(reply, Answer), reply
    return reply.quotes[0]


async def test_a_question_is_answered_with_the_words_of_the_document(engine: Engine) -> None:
    document = await add(engine, HOME, "rules.txt", RULES, user_id=MODERATOR)

    quote = await first(engine, QUESTION)

    assert quote.text == "The gate of the harbour closes at nine in the evening."
    assert quote.document == document
    assert quote.text == quote.span.of(await engine.library.catalogue.text(document))


async def test_a_guild_never_sees_the_documents_of_another(engine: Engine) -> None:
    await put(engine, HOME, "rules.txt", RULES)

    assert await engine.asking.ask(AWAY, QUESTION) == Abstention(QUESTION, Reason.EMPTY_LIBRARY)
    assert await engine.asking.further(AWAY, QUESTION, skip=0) == ()
    with pytest.raises(DocumentNotFound):
        await engine.asking.ask(AWAY, QUESTION, handle=Handle(1))


async def test_a_document_added_after_the_first_question_answers_the_next(engine: Engine) -> None:
    await put(engine, HOME, "rules.txt", RULES)
    assert isinstance(await engine.asking.ask(HOME, "what does the ferry cost"), Abstention)

    await put(engine, HOME, "prices.txt", PRICES)

    assert "four euros" in (await first(engine, "what does the ferry cost")).text


async def test_a_removed_document_answers_nothing_until_it_is_restored(engine: Engine) -> None:
    document = await put(engine, HOME, "rules.txt", RULES)
    await put(engine, HOME, "prices.txt", PRICES)
    await first(engine, QUESTION)

    await engine.documents.remove(HOME, document.handle)
    assert isinstance(await engine.asking.ask(HOME, QUESTION), Abstention)

    await engine.documents.restore(HOME, document.handle)
    assert (await first(engine, QUESTION)).document.handle == document.handle


async def test_a_changed_title_is_searched_from_then_on(engine: Engine) -> None:
    document = await put(engine, HOME, "rules.txt", RULES)
    await put(engine, HOME, "prices.txt", PRICES)
    assert isinstance(await engine.asking.ask(HOME, "zanzibar"), Abstention)

    await engine.documents.edit(HOME, document.handle, Changes(title="Zanzibar"))

    assert (await first(engine, "zanzibar")).document.title == "Zanzibar"


async def test_changes_of_another_process_are_seen(engine: Engine, bare_settings: Settings) -> None:
    await put(engine, HOME, "rules.txt", RULES)
    await first(engine, QUESTION)

    async with open_engine(bare_settings) as other:
        await put(other, HOME, "prices.txt", PRICES)
        await first(other, "what does the ferry cost")
        await engine.documents.remove(HOME, Handle(2))
        assert isinstance(await other.asking.ask(HOME, "what does the ferry cost"), Abstention)

    assert isinstance(await engine.asking.ask(HOME, "what does the ferry cost"), Abstention)


async def test_one_document_can_be_asked_alone(engine: Engine) -> None:
    for n in range(3):
        await put(engine, HOME, f"{n}.txt", f"The harbour has {n} cranes.\n".encode())

    reply = await engine.asking.ask(HOME, "how many cranes has the harbour", handle=Handle(2))

    assert isinstance(reply, Answer)
    assert [quote.text for quote in reply.quotes] == ["The harbour has 1 cranes."]


async def test_a_follow_up_is_about_what_was_asked_before(engine: Engine) -> None:
    await put(engine, HOME, "rules.txt", RULES)
    await put(engine, HOME, "prices.txt", PRICES)

    for question in ("and at what hour in the evening?", "and when is that?"):
        reply = await engine.asking.ask(HOME, question, earlier=QUESTION)
        assert isinstance(reply, Answer)
        assert "nine" in reply.quotes[0].text


async def test_thanks_after_an_answer_are_no_question(engine: Engine) -> None:
    await put(engine, HOME, "rules.txt", RULES)

    reply = await engine.asking.ask(HOME, "thanks!", earlier=QUESTION)

    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NO_TERMS


async def test_a_draft_is_published_once_and_only_then_answers(engine: Engine) -> None:
    draft = await engine.documents.draft(HOME, MODERATOR, "rules.txt", RULES)
    assert await engine.asking.ask(HOME, QUESTION) == Abstention(QUESTION, Reason.EMPTY_LIBRARY)
    sample = Sample.of(draft.source.text, draft.source.landmarks)
    assert sample.passages == 1
    assert [span.of(draft.source.text) for span in sample.shown] == [
        "The gate of the harbour closes at nine in the evening."
    ]

    document = await engine.documents.publish(draft)

    assert (await first(engine, QUESTION)).document == document
    with pytest.raises(DraftGone):
        await engine.documents.publish(draft)
    with pytest.raises(DraftGone):
        await engine.library.drafts.get(HOME, MODERATOR, draft.token)


async def test_what_cannot_be_read_is_refused_and_nothing_is_stored(engine: Engine) -> None:
    with pytest.raises(UnsupportedFormat):
        await engine.documents.draft(HOME, MODERATOR, "p.png", b"\x89PNG\r\n\x1a\n" + bytes(99))
    with refused(
        TooLarge,
        Problem.FILE_TOO_LARGE,
        name="big.txt",
        size=engine.settings.max_file_size + 1,
        largest=engine.settings.max_file_size,
    ):
        await add(engine, HOME, "big.txt", b"x" * (engine.settings.max_file_size + 1))

    assert await engine.library.catalogue.count(HOME) == 0
    assert await engine.library.guilds.audit_entries(HOME) == []


async def test_bundled_documents_cannot_be_changed_from_a_guild(engine: Engine) -> None:
    bundled = Handle(1, bundled=True)

    for change in (
        engine.documents.remove(HOME, bundled),
        engine.documents.restore(HOME, bundled),
        engine.documents.edit(HOME, bundled, Changes(title="x")),
    ):
        with pytest.raises(BundledDocument):
            await change


async def test_a_quote_is_shown_with_what_stands_around_it(engine: Engine) -> None:
    text = " ".join(f"Sentence number {n} says nothing at all." for n in range(99))
    document = await put(engine, HOME, "long.txt", text.encode())
    quote = await first(engine, "what does sentence number 50 say")

    excerpt = await engine.asking.context(HOME, QuoteId(document.handle, 1, quote.span))

    assert quote.text in excerpt.text
    assert len(excerpt.text) > len(quote.text)
    assert excerpt.text == excerpt.span.of(text)


async def test_questions_and_changes_at_once_leave_the_index_exact(engine: Engine) -> None:
    async def change(n: int) -> None:
        await put(engine, HOME, f"{n}.txt", f"The harbour has crane{n}.\n".encode())

    async def ask(n: int) -> None:
        await asyncio.sleep(n / 1000)
        await engine.asking.ask(HOME, "what has the harbour")

    await asyncio.gather(*map(change, range(12)), *map(ask, range(30)))
    await asyncio.gather(
        *(engine.documents.remove(HOME, Handle(n)) for n in range(1, 12, 2)), ask(0)
    )

    kept = {whole.text for whole in await engine.library.catalogue.whole_documents(HOME)}
    for n in range(12):
        reply = await engine.asking.ask(HOME, f"crane{n}")
        found = isinstance(reply, Answer) and reply.quotes[0].text
        assert found == (
            f"The harbour has crane{n}." if any(f"crane{n}." in t for t in kept) else 0
        )
    assert len(kept) == 6


async def test_a_document_answers_from_its_embargo_to_its_expiry_and_leaks_nothing_else(
    bare_settings: Settings,
) -> None:
    clock = SetClock()
    async with open_engine(bare_settings, clock=clock) as engine:
        await put(engine, HOME, "prices.txt", PRICES)
        schedule = Schedule(START + HOUR, START + 2 * HOUR)
        document = await put(engine, HOME, "rules.txt", RULES, schedule=schedule)
        for hours, answered in ((0, False), (1, True), (2, False), (0, False)):
            clock.at = START + hours * HOUR

            reply = await engine.asking.ask(HOME, QUESTION)
            misspelt = await engine.asking.ask(HOME, "When does the harbuor close its gate?")
            word = await engine.asking.ask(HOME, "harbour")

            assert isinstance(reply, Answer) == answered
            assert isinstance(misspelt, Answer) == answered
            if not answered:
                assert isinstance(word, Abstention)
                assert word.unknown == ("harbour",)
                assert await engine.asking.further(HOME, QUESTION, skip=0) == ()
                with pytest.raises(DocumentNotFound):
                    await engine.asking.ask(HOME, QUESTION, handle=document.handle)


async def test_a_library_that_is_all_under_embargo_is_empty_to_who_asks(engine: Engine) -> None:
    await put(
        engine,
        HOME,
        "rules.txt",
        RULES,
        schedule=Schedule(embargo=engine.clock() + timedelta(days=1)),
    )

    assert await engine.asking.ask(HOME, QUESTION) == Abstention(QUESTION, Reason.EMPTY_LIBRARY)


async def test_a_draft_is_published_under_its_embargo(engine: Engine) -> None:
    draft = await engine.documents.draft(HOME, MODERATOR, "rules.txt", RULES)
    schedule = Schedule(embargo=engine.clock() + timedelta(days=1))
    await engine.library.drafts.reschedule(draft, schedule)

    kept = await engine.library.drafts.get(HOME, MODERATOR, draft.token)
    document = await engine.documents.publish(kept)

    assert kept.schedule == document.schedule == schedule
    assert await engine.asking.ask(HOME, QUESTION) == Abstention(QUESTION, Reason.EMPTY_LIBRARY)


async def test_a_change_waits_until_the_index_knows_of_the_one_before(engine: Engine) -> None:
    rules = (await put(engine, HOME, "rules.txt", RULES)).handle
    gone = await put(engine, HOME, "prices.txt", PRICES)
    await engine.documents.remove(HOME, gone.handle)
    source = extract("new.txt", b"The lighthouse is kept by nine families.")

    async with engine.asking._indexes.changing(HOME):
        revision = await engine.library.catalogue.revision(HOME)
        changes = [
            asyncio.create_task(change)
            for change in (
                engine.documents.add(HOME, source, b"new"),
                engine.documents.edit(HOME, rules, Changes(title="Rules")),
                engine.documents.restore(HOME, gone.handle),
            )
        ]
        await asyncio.wait(changes, timeout=0.3)
        assert await engine.library.catalogue.revision(HOME) == revision

    await asyncio.gather(*changes)
    assert (await first(engine, "how many families keep the lighthouse")).document.handle == Handle(
        3
    )


async def test_the_loop_turns_between_questions_that_are_asked_at_once(engine: Engine) -> None:
    await put(engine, HOME, "rules.txt", RULES)
    await first(engine, QUESTION)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    counting = asyncio.create_task(count())
    await asyncio.gather(*(engine.asking.ask(HOME, f"{QUESTION} {n}") for n in range(100)))
    counting.cancel()

    assert turns > 20


async def test_one_clock_dates_all_that_is_written_and_says_when_it_goes(
    bare_settings: Settings,
) -> None:
    clock = SetClock()
    async with open_engine(bare_settings, clock=clock) as engine:
        document = await put(engine, HOME, "rules.txt", RULES)
        given = await engine.library.answers.give(HOME, MODERATOR, QUESTION)
        await engine.documents.remove(HOME, document.handle)
        entries = await engine.library.guilds.audit_entries(HOME)
        assert {document.added_at, *(entry.at for entry in entries)} == {START}

        clock.at += KEPT_FOR + HOUR
        await engine.documents.purge()
        assert await engine.library.catalogue.documents(HOME, removed=True) == []
        kept = await engine.library.answers.given(HOME, given.token)
        assert kept == replace(given, user_id=FORGOTTEN)

        clock.at = START + ANSWERS_KEPT_FOR + HOUR
        await engine.documents.purge()
        with pytest.raises(AnswerGone):
            await engine.library.answers.given(HOME, given.token)


async def test_a_long_text_is_measured_by_a_process_or_here_if_that_breaks_a_limit(
    bare_settings: Settings,
) -> None:
    text = "\n\n".join(
        f"The ferry number {number} has a keeper." for number in range(1500)
    ).encode()
    assert len(text) >= LONG
    stored = []
    for seconds in (60.0, 1e-9):
        settings = evolve(bare_settings, reader_seconds=seconds)
        async with open_engine(settings) as engine:
            document = await put(engine, HOME, "ferries.txt", text)
            passages = await engine.library.catalogue.passages_of(document, 9)
            stored.append([(each.span, each.profile) for each in passages])
            await engine.documents.erase(HOME, document.handle, user_id=MODERATOR)
    by_the_process, here = stored
    assert by_the_process == here
    assert all(profile for _, profile in here)
