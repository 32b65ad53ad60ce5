from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
import simcord

from bot.cogs.ui import custom_ids
from bot.engine.engine import open_engine
from bot.settings import Settings
from tests.clocks import HOUR, START, SetClock
from tests.cogs.conftest import opened
from tests.cogs.world import FUNDED, World, press, text, token_of

LATER = "2026-12-01 14:30 Europe/Brussels"
HIDDEN = "🔒 under embargo until <t:1796131800:F> (2026-12-01 13:30 UTC)"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def timed(bare_settings: Settings, clock: SetClock) -> AsyncGenerator[World, None]:
    """A server whose bot goes by the test's clock."""
    async with open_engine(bare_settings, clock=clock) as engine, opened(engine) as world:
        yield world


async def library(world: World, command: str, **options: object) -> simcord.InteractionResult:
    shown = await world.moderator.slash(world.channel, f"library {command}", **options)
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def test_a_document_under_embargo_is_seen_by_moderators_only_until_the_moment_comes(
    timed: World, clock: SetClock
) -> None:
    await timed.add()

    set_to = await library(timed, "schedule", document="1", embargo=LATER)

    assert set_to.ephemeral
    assert HIDDEN.removeprefix("🔒 ") in text(set_to)
    assert "The library is empty" in text(await timed.ask())
    assert "There is no document 1" in text(await timed.ask(document="1"))
    for command in ("list", "show"):
        options = {"document": "1"} if command == "show" else {}
        assert HIDDEN.partition("F>")[0] in text(await library(timed, command, **options))

    clock.at = START + 2 * HOUR

    assert FUNDED.split()[-1] in text(await timed.ask())
    assert "embargo" not in text(await library(timed, "list"))


async def test_an_old_answers_buttons_say_that_the_document_has_expired(
    timed: World, clock: SetClock
) -> None:
    await timed.add()
    await library(timed, "schedule", document="1", expires="2026-12-01 13:00")
    asked = await timed.ask()

    clock.at = START + HOUR

    for label in ("More context", "Copy exact text"):
        pressed = await press(timed.ben, asked, label)
        assert "Document 1 expired on 1 December 2026. It is not quoted any more." in text(pressed)
    forged = await timed.forge(timed.channel, custom_ids.NEXT.of(token_of(asked), 0))
    assert "There are no more passages" in text(await press(timed.ben, forged, "Forged"))
    assert "🔒 expired <t:" in text(await library(timed, "list"))
    await library(timed, "remove", document="1")
    restored = await library(timed, "restore", document="1")
    assert "It is not quoted now: expired <t:" in text(restored)


async def test_a_draft_is_published_with_the_embargo_that_its_form_sets(timed: World) -> None:
    draft = await timed.draft()

    form = await press(timed.moderator, draft, "Embargo and expiry")
    shown = await timed.moderator.submit_modal(form, {"embargo": LATER, "expires": "2026-12-31"})

    assert f"-# {HIDDEN}" in text(shown)
    assert "expires <t:1798761600:F> (2027-01-01 00:00 UTC)" in text(shown)
    again = await press(timed.moderator, shown, "Embargo and expiry")
    assert again.modal
    values = [label["component"].get("value") for label in again.modal["components"]]
    assert values == ["2026-12-01 13:30 UTC", "2027-01-01 00:00 UTC"]

    published = await press(timed.moderator, shown, "Publish")

    assert HIDDEN.removeprefix("🔒 ") in text(published)
    assert "The library is empty" in text(await timed.ask())


async def test_a_text_that_is_pasted_gets_the_embargo_of_the_command(timed: World) -> None:
    form = await library(timed, "add", embargo=LATER, expires="none")

    typed = {"title": "", "publisher": "", "date": "", "url": "", "text": "A secret of Arven."}
    shown = await timed.moderator.submit_modal(form, typed)

    assert HIDDEN in text(shown)
    assert "expires" not in text(shown)


async def test_a_form_shows_what_is_set_and_empty_fields_take_it_away(timed: World) -> None:
    await timed.add()
    await library(timed, "schedule", document="1", embargo=LATER, expires="2026-12-31")

    form = await library(timed, "schedule", document="1")
    shown = await timed.moderator.submit_modal(form, {"embargo": "", "expires": ""})

    assert "no embargo, and no date when it expires" in text(shown)
    assert FUNDED.split()[-1] in text(await timed.ask())


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"embargo": "soon"}, "“soon” is not a moment that I can read."),
        ({"embargo": "2027-01-01", "expires": "2026-12-01"}, "Nothing was changed."),
    ],
)
async def test_what_is_no_schedule_is_refused_with_a_sentence(
    timed: World, options: dict[str, str], refusal: str
) -> None:
    document = await timed.add()

    for command in ({"document": "1"}, {}):
        name = "schedule" if command else "add"
        refused = await library(timed, name, **command, **options)
        assert refused.ephemeral
        assert refusal in text(refused)
    assert (
        await timed.engine.library.catalogue.document(timed.guild_id, document.handle) == document
    )


async def test_a_schedule_that_is_none_is_there_to_be_corrected(timed: World) -> None:
    await timed.add()
    form = await library(timed, "schedule", document="1")
    refused = await timed.moderator.submit_modal(form, {"embargo": "soon", "expires": "2027-01-01"})
    assert text(refused).startswith("“soon” is not a moment that I can read.")

    again = await press(timed.moderator, refused, "Correct it")
    assert again.modal
    typed = [label["component"]["value"] for label in again.modal["components"]]
    shown = await timed.moderator.submit_modal(again, {"embargo": "", "expires": "2027-01-01"})

    assert typed == ["soon", "2027-01-01"]
    assert "expires <t:" in text(shown)


async def test_members_are_refused_and_the_log_channel_is_not_told_the_title(
    timed: World,
) -> None:
    told = timed.guild.create_text_channel("log")
    await library(timed, "log", channel=told)
    draft = await timed.draft()
    form = await press(timed.moderator, draft, "Embargo and expiry")
    shown = await timed.moderator.submit_modal(form, {"embargo": LATER, "expires": ""})

    refused = await press(timed.ann, draft, "Embargo and expiry")
    await press(timed.moderator, shown, "Publish")
    await library(timed, "schedule", document="1", expires="2027-01-01")

    assert "Only moderators" in text(refused)
    said = [text(entry) for entry in told.history()]
    assert len(said) == 3
    assert "added document 1, which is under embargo (4 passages)." in said[1]
    assert not [line for line in said if "Harbour" in line]


async def test_autocomplete_offers_members_only_what_they_can_ask(
    timed: World, clock: SetClock
) -> None:
    await timed.add()
    await library(timed, "schedule", document="1", embargo=LATER)

    async def offered(actor: simcord.MemberActor, command: str) -> list[str]:
        found = await actor.autocomplete(timed.channel, command, "document", "")
        return [str(choice["value"]) for choice in found]

    assert await offered(timed.ann, "ask") == []
    assert await offered(timed.moderator, "ask") == []
    for command in ("show", "edit", "schedule", "remove"):
        assert await offered(timed.moderator, f"library {command}") == ["1"]

    clock.at = START + 2 * HOUR
    assert await offered(timed.ann, "ask") == ["1"]
