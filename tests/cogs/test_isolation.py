from __future__ import annotations

from dataclasses import replace

import discord
import pytest

from bot.cogs.ui import custom_ids
from bot.model import GuildId
from tests.adding import put
from tests.cogs.world import QUESTION, World, buttons, choices, press, quotes, store, text, token_of

SECRET = """Secret seminar of the pirates

The seminar of the pirates was funded by the treasure of Captain Redbeard and by nobody else at all.
"""


@pytest.fixture
async def away(world: World) -> World:
    """Another server with one document of its own, seen by its moderator and a member."""
    await world.add()
    guild = world.env.create_guild("Pirates")
    channel = guild.create_text_channel("deck")
    roles = [guild.create_role("Captains", permissions=discord.Permissions(manage_messages=True))]
    other = replace(
        world,
        guild=guild,
        channel=channel,
        moderator=guild.add_member(world.env.create_user("red"), roles=roles),
        ann=guild.add_member(world.ann.user),
        ben=guild.add_member(world.ben.user),
    )
    await world.env.settle()
    await store(world.engine, GuildId(guild.id), SECRET, "secret.txt", other.moderator.id)
    return other


async def test_each_server_is_answered_from_its_own_library(world: World, away: World) -> None:
    here, there = await world.ask(), await away.ask()

    assert "Harbour Trust" in text(here)
    assert "Redbeard" not in text(here)
    assert "Redbeard" in text(there)
    assert "Harbour Trust" not in text(there)


@pytest.mark.parametrize(
    "kind", [custom_ids.NEXT, custom_ids.HELPFUL, custom_ids.NOT_THIS, custom_ids.AS_TYPED]
)
async def test_a_button_of_one_server_is_worth_nothing_in_another(
    world: World, away: World, kind: custom_ids.CustomId
) -> None:
    state = (token_of(await away.ask()), 0)[: len(kind.parts)]
    forged = await world.forge(world.channel, kind.of(*state))

    shown = await press(world.ann, forged, "Forged")

    assert "Redbeard" not in text(shown)
    assert text(shown) == "This answer is too old for its buttons. Ask the question again."


@pytest.mark.parametrize("label", ["More context", "Copy exact text", "Quote id"])
async def test_a_menu_of_one_server_is_worth_nothing_in_another(
    world: World, away: World, label: str
) -> None:
    forged = await world.forge_menu(world.channel, *choices(await away.ask())[label])

    shown = await press(world.ann, forged, "Forged")

    assert text(shown) == "This answer is too old for its buttons. Ask the question again."


@pytest.mark.parametrize("label", ["More context", "Copy exact text"])
async def test_a_quote_id_means_the_own_document_everywhere(
    world: World, away: World, label: str
) -> None:
    token = token_of(await world.ask())
    custom_id, value = choices(await away.ask())[label]
    name, _, *quote = custom_id.split(":")
    forged = await world.forge_menu(world.channel, ":".join((name, token, *quote)), value)

    shown = await press(world.ann, forged, "Forged")

    assert "Redbeard" not in text(shown)
    assert "Harbour" in text(shown)


async def test_a_form_of_one_server_is_worth_nothing_in_another(world: World, away: World) -> None:
    token = buttons(await away.ask())["Follow up"].partition(":")[2]
    forged = await world.forge(world.channel, custom_ids.FOLLOW_UP.of(token))
    form = await press(world.ann, forged, "Forged")

    shown = await world.ann.submit_modal(form, {"question": QUESTION})

    assert text(shown) == "This answer is too old for its buttons. Ask the question again."


async def test_a_reply_in_one_server_follows_up_nothing_of_another(
    world: World, away: World
) -> None:
    await away.ask()
    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    answer = world.channel.last_message
    assert answer
    assert await world.engine.library.answers.given_in(GuildId(away.guild.id), answer.id) is None
    assert await world.engine.library.answers.given_in(world.guild_id, answer.id)


async def test_only_own_documents_are_offered(world: World, away: World) -> None:
    for command in ("ask", "library show", "library edit", "library remove"):
        offered = await world.moderator.autocomplete(world.channel, command, "document", "")
        assert [choice["name"] for choice in offered] == [
            "1 · Harbour seminar looks at the old ferries"
        ]
        assert not await world.moderator.autocomplete(world.channel, command, "document", "pirates")
    await away.moderator.slash(away.channel, "library remove", document="1")
    assert not await world.moderator.autocomplete(world.channel, "library restore", "document", "")


async def test_lists_and_numbers_tell_nothing_of_other_servers(world: World, away: World) -> None:
    await put(away.engine, GuildId(away.guild.id), "b.txt", b"More\n\nMore of the treasure.\n")

    shown = await world.moderator.slash(world.channel, "library list")
    assert "**1 document**" in text(shown)
    assert "pirates" not in text(shown)

    missing = await world.moderator.slash(world.channel, "library show", document="2")
    assert text(missing) == "There is no document 2 in this library."
    added = await world.add("Tides\n\nThe tides are high in autumn.\n", "tides.txt")
    assert str(added.handle) == "2"


@pytest.mark.parametrize("command", ["show", "edit", "remove"])
async def test_a_title_of_another_server_leads_nowhere(
    world: World, away: World, command: str
) -> None:
    shown = await world.moderator.slash(
        world.channel, f"library {command}", document="Secret seminar of the pirates"
    )

    assert "There is no document" in text(shown)
    assert quotes(await away.ask())


async def test_a_draft_of_one_server_cannot_be_published_in_another(
    world: World, away: World
) -> None:
    draft = await world.draft("Tides\n\nThe tides are high in autumn.\n", "tides.txt")
    forged = await away.forge(away.channel, buttons(draft)["Publish"])

    shown = await press(away.moderator, forged, "Forged")

    assert text(shown).startswith("This draft was published, was cancelled, or is too old.")
    assert await world.engine.library.catalogue.count(world.guild_id) == 1


async def test_a_moderator_here_is_a_member_there(world: World, away: World) -> None:
    mo = away.guild.add_member(world.moderator.user)
    forged = await away.forge(away.channel, custom_ids.UNDO.of("1", 10**9))

    shown = await press(mo, forged, "Forged")

    assert text(shown) == "Only moderators, who may manage messages here, can do that."


async def test_nothing_of_a_server_is_found_in_direct_messages(world: World, away: World) -> None:
    assert away.guild_id != world.guild_id
    user = world.ann.user
    forged = await world.forge_directly(user, custom_ids.NEXT.of(token_of(await world.ask()), 0))

    shown = await press(user, forged, "Forged")
    await user.send_dm(QUESTION)

    assert text(shown) == "This answer is too old for its buttons. Ask the question again."
    answer = user.dm_channel.last_message
    assert answer
    assert "Nothing in the library answers that." in text(answer)
    assert "Harbour" not in text(answer)
