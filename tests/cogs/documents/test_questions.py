from __future__ import annotations

from datetime import UTC, datetime

import pytest
import simcord
from discord import ui

from bot.cogs.documents.questions import PAGE, questions_layout
from bot.cogs.ui import custom_ids
from bot.library.questions import AskedQuestion, Gap
from bot.model import Abstention, GuildId, Handle, Reason, UserId
from tests.cogs.samples import assert_within_limits
from tests.cogs.world import World, buttons, message, press, text, texts, token_of


async def listed(
    world: World, actor: simcord.MemberActor, **options: str
) -> simcord.InteractionResult:
    shown = await actor.slash(world.channel, "library questions", **options)
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def test_moderators_see_what_nobody_could_answer_and_not_who_asked(world: World) -> None:
    await world.add()
    await world.ask("does the aquarium sell penguins")
    asked = await world.ask("Does the aquarium sell penguins?")
    await world.ask("who keeps the zebras", private=True)

    shown = await listed(world, world.moderator)

    assert shown.ephemeral
    said = text(shown)
    assert said.startswith("**1 question** that nothing in the library answered")
    assert "“\u2068Does the aquarium sell penguins?\u2069”\n-# asked 2 times · last <t:" in said
    assert f"/{world.guild_id}/{world.channel.id}/{message(asked).id})" in said
    assert "zebras" not in said
    assert str(world.ann.id) not in said


async def test_answers_that_did_not_help_are_a_press_away(world: World) -> None:
    await world.add()
    asked = await world.ask()
    for person in (world.ann, world.ann, world.ben):  # pressed twice, it says no
        await person.click(message(asked), custom_id=custom_ids.HELPFUL.of(token_of(asked)))
    empty = await listed(world, world.moderator)
    assert "Every question of the last 90 days was answered" in text(empty)

    shown = await press(world.moderator, empty, "Answers that did not help")

    assert message(shown).id == message(empty).id
    assert "no help to 1; it helped 1" in text(shown)
    assert text(await listed(world, world.moderator, list="unhelpful")) == text(shown)


async def test_the_pages_are_turned_and_members_are_refused(world: World) -> None:
    for number in range(PAGE + 1):
        question = f"question number {number}"
        reply = Abstention(question, Reason.NOTHING_CLOSE)
        await world.engine.library.answers.give(
            world.guild_id, UserId(world.ann.id), question, reply=reply
        )

    first = await listed(world, world.moderator)
    second = await press(world.moderator, first, "Next")
    forged = await world.forge(world.channel, custom_ids.QUESTIONS.of("unanswered", 0))
    refused = await press(world.ann, forged, "Forged")

    assert "page 2 of 2" in text(second)
    assert len(texts(second)) == 2
    assert list(buttons(second)) == ["Previous", "Next", "Answers that did not help"]
    assert "Only moderators" in text(refused)


@pytest.mark.parametrize("gap", Gap)
def test_a_page_fits_into_a_message_whatever_was_asked(gap: Gap) -> None:
    asked = AskedQuestion(
        question="*" * 500,
        earlier="_" * 500,
        handle=Handle(10**10 - 1, bundled=True),
        count=10**6,
        helped=10**6,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        reason=Reason.NOTHING_CLOSE if gap is Gap.UNANSWERED else None,
        channel_id=10**19,
        message_id=10**19,
    )

    view = questions_layout(GuildId(10**19), gap, [asked] * (PAGE * 3), 1, 90)

    assert isinstance(view, ui.LayoutView)
    assert_within_limits(view)
