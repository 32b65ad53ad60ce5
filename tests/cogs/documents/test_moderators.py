from __future__ import annotations

import discord
import pytest

from bot.cogs.ui import custom_ids
from tests.cogs.world import RELEASE, World, buttons, press, text

REFUSED = "Only moderators, who may manage messages here, can do that."


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("add", {}),
        ("add", {"file": ("a.txt", RELEASE.encode())}),
        ("list", {}),
        ("show", {"document": "1"}),
        ("edit", {"document": "1"}),
        ("remove", {"document": "1"}),
        ("restore", {"document": "1"}),
        ("bundled", {"state": "off"}),
        ("log", {}),
    ],
)
async def test_no_command_of_the_library_trusts_discords_gate(
    world: World, command: str, options: dict[str, object]
) -> None:
    await world.add()
    guest = world.guest()

    shown = await guest.slash(world.channel, f"library {command}", **options)

    assert text(shown) == REFUSED
    assert await world.engine.library.catalogue.count(world.guild_id) == 1
    assert await world.engine.library.guilds.bundled_shown(world.guild_id)


async def test_adding_a_message_does_not_trust_discords_gate(world: World) -> None:
    posted = await world.ben.send(world.channel, RELEASE)

    shown = await world.guest().context_menu(world.channel, "Add to library", posted)

    assert text(shown) == REFUSED


@pytest.mark.parametrize("command", ["show", "edit", "remove", "restore"])
async def test_nothing_is_offered_to_who_is_no_moderator(world: World, command: str) -> None:
    await world.add()
    await world.add("Tides\n\nThe tides are high in autumn.\n", "tides.txt")
    await world.engine.documents.remove(
        world.guild_id, (await world.add("A\n\nB c d.\n", "a.txt")).handle
    )

    offered = await world.guest().autocomplete(world.channel, f"library {command}", "document", "")

    assert offered == []


async def test_no_button_of_the_library_works_for_a_member(world: World) -> None:
    await world.add()
    draft = await world.draft("Tides\n\nThe tides are high in autumn.\n", "tides.txt")
    forged = [
        buttons(draft)["Publish"],
        buttons(draft)["Edit"],
        buttons(draft)["Cancel"],
        custom_ids.PAGE.of(0, ""),
        custom_ids.CUT_LINES.of("1"),
        custom_ids.UNDO.of("1", 2 * 10**9),
    ]
    for custom_id in forged:
        sent = await world.forge(world.channel, custom_id)
        shown = await press(world.ben, sent, "Forged")
        assert shown.ephemeral
        assert text(shown) == REFUSED, custom_id


async def test_no_form_of_the_library_works_for_who_lost_the_right(world: World) -> None:
    await world.add()
    draft = await world.draft("Tides\n\nThe tides are high in autumn.\n", "tides.txt")
    description = {"title": "Stolen", "publisher": "", "date": "", "url": ""}
    forms = [
        (await world.moderator.slash(world.channel, "library add"), {"text": RELEASE}),
        (await world.moderator.slash(world.channel, "library edit", document="1"), {}),
        (await press(world.moderator, draft, "Edit"), {}),
    ]
    role = world.guild.roles["Moderators"]
    world.env.backend.remove_member_role(world.guild.id, world.moderator.id, role.id)
    await world.env.settle()

    for form, more in forms:
        shown = await world.moderator.submit_modal(form, description | more)
        assert text(shown) == REFUSED
    (document,) = await world.engine.library.catalogue.documents(world.guild_id)
    assert document.title != "Stolen"


async def test_rights_are_those_of_the_whole_server_not_of_a_channel(world: World) -> None:
    manage = discord.PermissionOverwrite(manage_messages=True)
    deny = discord.PermissionOverwrite(manage_messages=False)
    here = world.guild.create_text_channel(
        "here", overwrites={world.ann: manage, world.moderator: deny}
    )
    await world.env.settle()
    await world.add()

    listed = await world.ann.slash(here, "library list")
    forged = await world.forge(here, custom_ids.PAGE.of(0, ""))

    assert text(listed) == REFUSED
    assert text(await press(world.ann, forged, "Forged")) == REFUSED
    assert "**1** ·" in text(await press(world.moderator, forged, "Forged"))
