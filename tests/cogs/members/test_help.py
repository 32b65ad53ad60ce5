"""What explains the bot to members, and where it greets."""

from __future__ import annotations

import re
from datetime import timedelta

import discord
import pytest
import simcord
from simcord.backend.serializers import guild_create_payload

from bot.library.curator import Changes
from bot.model import Answer, GuildId, Handle, Schedule
from tests.cogs.world import RELEASE, World, buttons, press, store, text

RULES = """# Rules of the harbour

## Fishing from the quay

The office was led by Mara Quill. The office opens at nine. Nobody may fish from the quay at night.

## Opening hours of the gates

The gates were built in 1902 by two brothers. The gates close at ten in the evening.
"""


def examples(shown: simcord.InteractionResult | discord.Message) -> list[str]:
    return re.findall(r"^- \u2068(.+\?)\u2069$", text(shown), re.MULTILINE)


async def answered(world: World, question: str) -> list[Handle]:
    """Return the document that answers a question first, or nothing."""
    reply = await world.engine.asking.ask(world.guild_id, question)
    return [reply.quotes[0].document.handle] if isinstance(reply, Answer) else []


async def test_help_has_examples_that_this_library_answers(world: World) -> None:
    await world.add(RULES, "rules.md")
    await world.add()

    shown = await world.ann.slash(world.channel, "help")

    assert shown.ephemeral
    assert "`/ask`" in text(shown)
    assert "`/library add`" not in text(shown)
    asked = examples(shown)
    assert len(asked) == 2
    for question in asked:
        assert await answered(world, question), question
    assert "`/library add`" in text(await world.moderator.slash(world.channel, "help"))


async def test_help_in_an_empty_library_tells_how_to_add(world: World) -> None:
    shown = await world.ann.slash(world.channel, "help")

    assert "The library is empty still" in text(shown)
    assert "`/library add`" in text(shown)
    assert examples(shown) == []


async def test_about_counts_what_can_be_found_only(bundled: World) -> None:
    await store(bundled.engine, bundled.guild_id, RULES, "rules.md", 5)
    await store(bundled.engine, GuildId(bundled.guild_id + 1), RELEASE + "x", "other.txt", 5)
    later = bundled.engine.clock() + timedelta(days=1)
    hidden = await store(bundled.engine, bundled.guild_id, RELEASE + "y", "secret.txt", 5)
    await bundled.engine.documents.edit(
        bundled.guild_id, hidden.handle, Changes(schedule=Schedule(embargo=later))
    )

    shown = await bundled.ann.slash(bundled.channel, "about")

    assert "It can quote 2 documents here, 1 of this server and 1 bundled" in text(shown)
    assert "Languages: English (2)." in text(shown)
    assert "Questions are kept for 90 days, and who asked for 1 day." in text(shown)


async def test_a_document_opens_with_its_headings_and_questions_that_it_answers(
    world: World,
) -> None:
    await world.add()
    await world.add(RULES, "rules.md")

    shown = await world.ann.slash(world.channel, "sources", document="2")

    assert shown.ephemeral
    assert "- \u2068Fishing from the quay\u2069" in text(shown)
    asked = examples(shown)
    assert 3 <= len(asked) <= 5
    assert "Who led the office?" in asked
    for question in asked:
        assert await answered(world, question) == [Handle(2)], question


async def test_sources_are_searched_and_turned_and_embargoed_ones_are_not_there(
    world: World,
) -> None:
    for number in range(12):
        await world.add(f"# Tides {number}\n\nThe tide of day {number} was high.\n", f"{number}.md")
    later = world.engine.clock() + timedelta(days=1)
    await world.engine.documents.edit(
        world.guild_id, Handle(12), Changes(schedule=Schedule(embargo=later), publisher="Moon")
    )
    await world.engine.documents.edit(world.guild_id, Handle(3), Changes(publisher="The harbour"))

    shown = await world.ann.slash(world.channel, "sources")
    assert text(shown).startswith("**11 documents** can be asked about · page 1 of 2\n")
    assert "Published by \u2068The harbour\u2069 (1)" in text(shown)
    assert "Moon" not in text(shown)
    turned = await press(world.ann, shown, "Next")
    assert "**1** · \u2068Tides 0\u2069" in text(turned)
    found = await world.ann.slash(world.channel, "sources", search="harbour")
    assert "**1 document** matching “\u2068harbour\u2069”" in text(found)
    assert not buttons(found)
    refused = await world.ann.slash(world.channel, "sources", document="12")
    assert text(refused) == "There is no document 12 in this library."
    offered = await world.ann.autocomplete(world.channel, "sources", "document", "Tides")
    assert "12" not in [choice["value"] for choice in offered]


@pytest.mark.parametrize("allowed", [True, False])
async def test_where_it_was_just_invited_it_greets_in_the_system_channel_or_nowhere(
    world: World, *, allowed: bool
) -> None:
    backend = world.env.backend
    guild = world.env.create_guild("New")
    speak = discord.PermissionOverwrite(send_messages=allowed)
    channel = guild.create_text_channel("hello", overwrites={guild.default_role: speak})
    await world.env.settle()
    await world.leave()
    await store(world.engine, GuildId(guild.id), RELEASE, "harbour.txt", 5)
    payload = guild_create_payload(backend, backend.get_guild(guild.id))
    del payload["unavailable"]  # an outage has ended where it is there
    backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await world.env.settle()

    backend.emit("GUILD_CREATE", payload | {"system_channel_id": str(channel.id)})
    await world.env.settle()

    greetings = [message for message in channel.history() if message.author == world.bot.user]
    assert len(greetings) == allowed
    for greeting in greetings:
        assert "`/library add`" in text(greeting)
        assert examples(greeting)
        assert not world.pings(greeting)


async def test_a_source_is_opened_from_the_list_but_no_other(world: World) -> None:
    await world.add(RULES, "rules.md")
    later = world.engine.clock() + timedelta(days=1)
    hidden = await world.add()
    await world.engine.documents.edit(
        world.guild_id, hidden.handle, Changes(schedule=Schedule(embargo=later))
    )
    listed = await world.ann.slash(world.channel, "sources")

    opened = await press(world.ann, listed, "1 · Rules of the harbour")

    assert opened.ephemeral
    assert "Fishing from the quay" in text(opened)
    forged = await world.forge_menu(world.channel, "open-source", "2")
    assert text(await press(world.ann, forged, "Forged")) == (
        "There is no document 2 in this library."
    )
