from __future__ import annotations

import discord

from bot.model import GuildId
from tests.cogs.samples import assert_within_limits
from tests.cogs.world import FUNDED, RELEASE, World, quotes, store, text


async def test_a_quote_that_the_library_has_is_confirmed_with_its_source(world: World) -> None:
    await world.add()

    checked = await world.ann.slash(world.channel, "check", quote=f"“{FUNDED}”")

    assert checked.ephemeral
    assert "**The library says this, word for word:**" in text(checked)
    assert quotes(checked) == [f"> {FUNDED}"]
    assert "`1.1." in text(checked)


async def test_numbers_and_names_that_differ_are_told_first(world: World) -> None:
    await world.add()
    said = "The oldest ferry still in service was built in 1913."
    posted = await world.ben.send(world.channel, said)

    checked = await world.ann.context_menu(world.channel, "Check this quote", posted)

    assert "**The library does not say exactly this.**" in text(checked)
    assert "- “\u20681913\u2069” here, “\u20681931\u2069” in the library" in text(checked)
    assert "~~1931~~ **1913**" in text(checked)


async def test_what_nothing_says_or_only_another_server_says_is_not_said(world: World) -> None:
    await store(world.engine, GuildId(world.guild_id + 1), RELEASE, "harbour.txt", 5)
    for quote in (FUNDED, "Nobody has ever seen a whale in the sound of Selby."):
        checked = await world.ann.slash(world.channel, "check", quote=quote)
        assert "**The library does not say this**" in text(checked)
        assert "Harbour Trust" not in text(checked).replace(FUNDED, "")
    short = await world.ann.slash(world.channel, "check", quote="the sound")
    assert text(short) == "That is too short to be checked. Give at least three words."


async def test_nothing_of_an_embargoed_document_is_said(world: World) -> None:
    await world.add()
    await world.moderator.slash(
        world.channel, "library schedule", document="1", embargo="2100-01-01"
    )

    checked = await world.ann.slash(world.channel, "check", quote=FUNDED.replace("ferry", "bus"))

    assert "**The library does not say this**" in text(checked)


async def test_a_long_check_fits_into_a_message_and_nothing_of_it_is_stored(world: World) -> None:
    long = " ".join(f"Captain *{number}*_of_ Arven paid {number} crowns." for number in range(60))
    await world.add(f"Crowns\n\n{long}\n", "crowns.txt")
    for quote in (long[:1900], long[:1900].replace("crowns", "pounds", 9).replace("7", "8")):
        checked = await world.ann.slash(world.channel, "check", quote=quote)
        assert "library" in text(checked)
        assert checked.response
        view = discord.ui.LayoutView.from_message(checked.response.message)
        assert_within_limits(view)
    assert await world.engine.library.answers._db.read("SELECT token FROM answer") == []
