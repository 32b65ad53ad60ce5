"""What moderators do where they look at a document, and what was done before."""

from __future__ import annotations

import pytest
import simcord

from bot.cogs.documents.history import _DONE, PAGE, history_layout
from bot.library.guilds import AuditEntry
from bot.model import GuildId, Handle, UserId
from tests.clocks import START
from tests.cogs.samples import assert_within_limits
from tests.cogs.world import RELEASE, World, buttons, message, press, quotes, store, text


async def show(world: World, document: str = "1") -> simcord.InteractionResult:
    shown = await world.moderator.slash(world.channel, "library show", document=document)
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def test_a_document_is_changed_where_it_is_looked_at(world: World) -> None:
    await world.add()
    shown = await show(world)
    assert list(buttons(shown)) == [
        *("Edit", "Replace", "Embargo and expiry", "Remove", "Download", "History")
    ]

    form = await press(world.moderator, shown, "Edit")
    typed = {"title": "Old ferries", "publisher": "", "date": "", "url": ""}
    edited = await world.moderator.submit_modal(form, typed)
    assert text(edited).startswith("Changed the title of document 1")
    form = await press(world.moderator, shown, "Embargo and expiry")
    scheduled = await world.moderator.submit_modal(form, {"embargo": "", "expires": "2100-01-01"})
    assert "expires <t:" in text(scheduled)
    form = await press(world.moderator, shown, "Replace")
    later = {"url": "", "text": RELEASE.replace("1931", "1930")}
    offered = await world.moderator.submit_modal(form, later)
    assert "To be version 2 of document 1" in text(offered)
    await press(world.moderator, offered, "Replace as new version")
    removed = await press(world.moderator, shown, "Remove")
    assert text(removed).startswith("Removed document 1, “\u2068Old ferries\u2069”")
    assert not quotes(await world.ask())
    await press(world.moderator, removed, "Undo")

    history = await press(world.moderator, shown, "History")
    assert [line for line in text(history).splitlines() if "-#" not in line] == [
        "**6 changes** of document 1",
        *(
            f"{world.moderator.mention} {done} document 1, “\u2068Old ferries\u2069”{by}"
            for done, by in (
                ("restored", ""),
                ("removed", ""),
                ("replaced", " by version 2"),
                ("changed embargo or expiry of", ""),
                ("changed the title of", ""),
            )
        ),
        f"{world.moderator.mention} added document 1,"
        " “\u2068Harbour seminar looks at the old ferries\u2069”",
    ]


async def test_replacing_without_anything_fetches_the_documents_own_address(world: World) -> None:
    await world.add()
    form = await press(world.moderator, await show(world), "Replace")

    refused = await world.moderator.submit_modal(form, {"url": "", "text": ""})

    assert "Document 1 has no address to fetch again." in text(refused)


async def test_the_file_and_the_whole_text_are_downloaded(world: World) -> None:
    document = await world.add()

    given = await press(world.moderator, await show(world), "Download")

    assert given.ephemeral
    file, whole = message(given).attachments
    assert (file.filename, whole.filename) == ("harbour.txt", "document-1.txt")
    assert (await file.read()).decode() == RELEASE
    stored = await world.engine.library.catalogue.text(document)
    assert (await whole.read()).decode() == stored


async def test_a_bundled_document_can_be_downloaded_but_not_changed(bundled: World) -> None:
    shown = await show(bundled, "b1")
    assert list(buttons(shown)) == ["Download"]
    handle = Handle(1, bundled=True)
    for custom_id in (f"edit:{handle}", f"schedule:{handle}", f"take-out:{handle}"):
        forged = await bundled.forge(bundled.channel, custom_id)
        refused = text(await press(bundled.moderator, forged, "Forged"))
        assert "is bundled with Verbatim" in refused


@pytest.mark.parametrize("label", ["Edit", "Replace", "Remove", "Download", "History"])
async def test_none_of_it_is_for_members(world: World, label: str) -> None:
    await world.add()
    forged = await world.forge(world.channel, buttons(await show(world))[label])

    refused = await press(world.ann, forged, "Forged")

    assert text(refused) == "Only moderators, who may manage messages here, can do that."


async def test_nothing_of_another_servers_history_or_documents_is_shown(world: World) -> None:
    other = GuildId(world.guild_id + 1)
    await store(world.engine, other, RELEASE, "harbour.txt", 5)
    for custom_id in ("open-history:1", "history:1:0", "history::0"):
        forged = await world.forge(world.channel, custom_id)
        assert text(await press(world.moderator, forged, "Forged")).startswith("**0 changes**")
    for custom_id in ("download:1", "edit:1", "take-out:1", "schedule:1"):
        forged = await world.forge(world.channel, custom_id)
        refused = text(await press(world.moderator, forged, "Forged"))
        assert refused == "There is no document 1 in this library."


async def test_a_long_history_is_turned(world: World) -> None:
    for number in range(PAGE + 2):
        await world.engine.library.guilds.set_log_channel(
            world.guild_id, number + 1, user_id=UserId(5)
        )
    await world.engine.library.guilds.set_log_channel(world.guild_id, None, user_id=UserId(5))

    shown = await world.moderator.slash(world.channel, "library history")
    assert text(shown).startswith(f"**{PAGE + 3} changes** · page 1 of 2")
    assert "<@5> unset the log channel" in text(shown)
    turned = await press(world.moderator, shown, "Next")

    assert "<@5> chose <#1> to tell changes in" in text(turned)
    assert message(turned).id == message(shown).id


@pytest.mark.parametrize("action", [*_DONE, "something"])
def test_a_page_of_the_history_fits_into_a_message(action: str) -> None:
    detail = {"title": "x", "url": "y", "version": "9999", "channel": str(10**19)}
    entry = AuditEntry(START, UserId(10**19), action, "9999999999", "*_{" * 100, detail)

    assert_within_limits(history_layout([entry] * PAGE, PAGE * 3, 1, Handle(10**9)))


async def test_a_document_is_opened_from_the_list(world: World) -> None:
    await world.add()
    listed = await world.moderator.slash(world.channel, "library list")

    opened = await press(world.moderator, listed, "1 · Harbour seminar looks at the old ferries")

    assert opened.ephemeral
    assert "History" in buttons(opened)
    forged = await world.forge_menu(world.channel, "open", "1")
    refused = await press(world.ann, forged, "Forged")
    assert text(refused) == "Only moderators, who may manage messages here, can do that."
