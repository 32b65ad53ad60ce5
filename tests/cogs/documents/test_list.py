from __future__ import annotations

from datetime import timedelta

import discord
import pytest
import simcord

from bot.library.curator import Changes
from bot.model import BUNDLED, Schedule
from tests.cogs.samples import assert_within_limits
from tests.cogs.world import (
    RELEASE,
    World,
    buttons,
    choices,
    items,
    message,
    press,
    quotes,
    store,
    text,
    texts,
)

FERRIES = "document 1, “\u2068Harbour seminar looks at the old ferries\u2069”"


async def library(world: World, command: str, **options: object) -> simcord.InteractionResult:
    shown = await world.moderator.slash(world.channel, f"library {command}", **options)
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def fill(world: World, number: int) -> None:
    for at in range(1, number + 1):
        front = f"---\ntitle: Tides {at}\n---\n"
        await world.add(f"{front}\nThe tide number {at} is high.\n", f"tides{at}.md")


async def test_the_list_shows_own_documents_first_and_turns_its_pages(bundled: World) -> None:
    await fill(bundled, 12)

    first = await library(bundled, "list")
    assert first.ephemeral
    head, *rows = texts(first)
    assert head == "**13 documents** · page 1 of 2"
    assert rows[0] == "**12** · \u2068Tides 12\u2069\n-# 1 passage"
    assert len(rows) == 10

    second = await press(bundled.moderator, first, "Next")
    assert message(second).id == message(first).id
    rows = texts(second)[1:]
    assert rows[-1].startswith("**b1** · \u2068Harbour seminar looks at the old ferries\u2069\n-#")
    assert len(rows) == 3
    assert texts(await press(bundled.moderator, second, "Previous"))[1].startswith("**12**")


async def test_pages_cannot_be_turned_over_the_ends(world: World) -> None:
    await fill(world, 11)
    shown = await library(world, "list")

    def disabled(of: simcord.InteractionResult) -> list[str]:
        found = [item for item in items(of) if isinstance(item, discord.ui.Button)]
        return [str(item.label) for item in found if item.disabled]

    assert disabled(shown) == ["Previous"]
    assert disabled(await press(world.moderator, shown, "Next")) == ["Next"]


async def test_a_page_that_is_empty_by_now_shows_the_last_one(world: World) -> None:
    await fill(world, 11)
    shown = await library(world, "list")
    await library(world, "remove", document="3")

    turned = await press(world.moderator, shown, "Next")

    assert texts(turned)[0] == "**10 documents**"
    assert len(texts(turned)) == 11
    assert not buttons(turned)


async def test_the_list_can_be_searched(world: World) -> None:
    await fill(world, 11)
    await world.add()

    found = await library(world, "list", search="tides")
    assert texts(found)[0] == "**11 documents** matching “\u2068tides\u2069” · page 1 of 2"
    turned = await press(world.moderator, found, "Next")
    assert texts(turned)[0].startswith("**11 documents** matching")
    assert texts(turned)[1].startswith("**1** · \u2068Tides 1\u2069")
    assert texts(await library(world, "list", search="*no*"))[0] == (
        "**0 documents** matching “\u2068\\*no\\*\u2069”"
    )


async def test_no_list_is_too_long_for_a_message(world: World) -> None:
    for number in range(10):
        source = f"---\ntitle: {'*' * 190}{number}\npublisher: {'_' * 300}\ndate: 2025-03-04\n---\n"
        document = await world.add(f"{source}\n{RELEASE}{number}", f"{number}.md")
        at = world.engine.clock() + timedelta(days=1)
        changes = Changes(schedule=Schedule(at, at + timedelta(days=1)))
        await world.engine.documents.edit(world.guild_id, document.handle, changes)

    shown = await library(world, "list")

    assert_within_limits(discord.ui.LayoutView.from_message(message(shown)))
    assert len(texts(shown)) == 11


async def test_a_document_is_shown_with_all_that_is_known_of_it(world: World) -> None:
    front = (
        "---\ntitle: Old ferries\npublisher: The Trust\ndate: 2025-03-05\n"
        "source: https://arven.example/a_b\nlanguage: en\n---\n\n"
    )
    document = await world.add(front + RELEASE.split("\n", 2)[2], "ferries.md")

    shown = await library(world, "show", document="1")

    assert shown.ephemeral
    said = text(shown)
    assert "### 1 · \u2068Old ferries\u2069" in said
    assert "-# \u2068The Trust\u2069 · 5 March 2025" in said
    assert r"-# " + "\u2068https\\://arven.example/a\\_b\u2069" in said
    assert "English · 4 passages · " in said
    assert f"added by {world.moderator.mention} <t:" in said
    assert document.sha256 not in said
    assert len(quotes(shown)) == 3
    assert not world.pings(message(shown))


async def test_the_lines_that_were_left_out_can_be_seen(world: World) -> None:
    await world.add(f"- Skip to main content\n\n{RELEASE}")
    shown = await library(world, "show", document="1")

    lines = await press(world.moderator, shown, "Show removed lines")

    assert lines.ephemeral
    assert text(lines) == (
        "1 line of document 1, left out as navigation:\n> \\- Skip to main content"
    )
    (file,) = message(lines).attachments
    assert file.filename == "removed-lines-1.txt"
    assert await file.read() == b"- Skip to main content"


async def edit(world: World, **typed: str) -> tuple[dict[str, str], simcord.InteractionResult]:
    form = await library(world, "edit", document="1")
    assert form.modal
    assert form.modal["title"] == "Edit document 1"
    inputs = [label["component"] for label in form.modal["components"]]
    filled = {field["custom_id"]: field.get("value", "") for field in inputs}
    return filled, await world.moderator.submit_modal(form, filled | typed)


async def test_a_documents_description_is_changed(world: World) -> None:
    await world.add()

    filled, done = await edit(
        world, title="Old *ferries*", date="2025-03-05", url="https://arven.example/"
    )

    assert filled["title"] == "Harbour seminar looks at the old ferries"
    assert done.ephemeral
    assert text(done) == (
        "Changed the title, the day of publication, the source of document 1, “\u2068Old"
        " \\*ferries\\*\u2069”."
    )
    shown = await world.ask()
    assert "**\u2068Old \\*ferries\\*\u2069**" in text(shown)
    assert "Open at the quote" in choices(shown)


async def test_a_description_that_is_not_changed_says_so(world: World) -> None:
    await world.add()

    _, done = await edit(world)

    assert text(done) == f"Nothing was changed in {FERRIES}."


@pytest.mark.parametrize("typed", [{"date": "1.1.2025"}, {"url": "javascript:alert(1)"}])
async def test_a_wrong_description_changes_nothing(world: World, typed: dict[str, str]) -> None:
    await world.add()

    _, refused = await edit(world, title="Other", **typed)

    assert text(refused).endswith("Nothing was changed.")
    (document,) = await world.engine.library.catalogue.documents(world.guild_id)
    assert document.title == "Harbour seminar looks at the old ferries"


@pytest.mark.parametrize("command", ["edit", "remove", "restore"])
async def test_bundled_documents_cannot_be_changed(bundled: World, command: str) -> None:
    refused = await library(bundled, command, document="b1")

    assert text(refused).startswith("Document b1 is bundled with Verbatim and cannot be changed")
    assert not await bundled.moderator.autocomplete(
        bundled.channel, f"library {command}", "document", ""
    )


async def test_a_removed_document_is_not_quoted_until_it_is_undone(world: World) -> None:
    await world.add()

    removed = await library(world, "remove", document="1")
    assert removed.ephemeral
    assert text(removed) == (
        f"Removed {FERRIES}. It is not quoted any more, and my answers that quote it are edited;"
        " `/library restore` brings it back within 30 days."
    )
    assert not quotes(await world.ask())

    undone = await press(world.moderator, removed, "Undo")
    assert message(undone).id == message(removed).id
    assert text(undone) == f"Restored {FERRIES}. It can be quoted again."
    assert not buttons(undone)
    assert quotes(await world.ask())


async def test_undo_works_for_ten_minutes_and_restore_after_that(world: World) -> None:
    await world.add()
    removed = await library(world, "remove", document="1")

    await world.env.advance_time(601)
    late = await press(world.moderator, removed, "Undo")
    assert text(late) == (
        "Undo works for ten minutes. Within 30 days, /library restore brings the document back."
    )

    offered = await world.moderator.autocomplete(world.channel, "library restore", "document", "")
    assert [choice["value"] for choice in offered] == ["1"]
    restored = await library(world, "restore", document="1")
    assert text(restored) == f"Restored {FERRIES}. It can be quoted again."
    assert quotes(await world.ask())


async def test_a_document_that_was_added_again_is_not_restored(world: World) -> None:
    await world.add()
    await library(world, "remove", document="1")
    await world.add()

    refused = await library(world, "restore", document="1")

    assert "is already in the library: document 2, “Harbour seminar" in text(refused)


async def test_what_is_not_there_cannot_be_removed_or_restored(world: World) -> None:
    await world.add()

    for command in ("remove", "restore", "edit", "show"):
        shown = await library(world, command, document="4")
        assert text(shown) == "There is no document 4 in this library."
    kept = await library(world, "restore", document="1")
    assert text(kept) == "Document 1 is not removed, so there is nothing to restore."
    await library(world, "remove", document="1")
    for command in ("remove", "edit", "show", "changes"):
        shown = await library(world, command, document="1")
        assert text(shown) == (
            "Document 1 was removed. /library restore brings it back within 30 days."
        )


async def test_the_bundled_documents_are_switched_off_and_on(bundled: World) -> None:
    off = await library(bundled, "bundled", state="off")
    assert text(off).startswith("The bundled documents are left out in this server now, and my")
    assert not quotes(await bundled.ask())

    on = await library(bundled, "bundled", state="on")
    assert text(on) == "The bundled documents are searched in this server now."
    assert quotes(await bundled.ask())
    await store(bundled.engine, BUNDLED, "More\n\nMore of it.\n", "more.txt", 1)


async def test_to_switch_the_bundled_documents_off_twice_changes_and_tells_nothing(
    bundled: World,
) -> None:
    log = bundled.guild.create_text_channel("log")
    await bundled.env.settle()
    await library(bundled, "log", channel=log)
    await library(bundled, "bundled", state="off")
    before = len(log.history()), await bundled.engine.library.answers.stamp()

    again = await library(bundled, "bundled", state="off")

    assert text(again) == "The bundled documents are left out in this server already."
    assert (len(log.history()), await bundled.engine.library.answers.stamp()) == before


async def test_that_the_log_channel_is_broken_is_told_to_who_acts(world: World) -> None:
    await world.add()
    log = world.guild.create_text_channel("log")
    await world.env.settle()
    assert "told in no channel." in text(await library(world, "log"))
    await library(world, "log", channel=log)
    world.env.inject_error("POST", f"/channels/{log.id}/messages", status=403, code=50013)

    removed = await library(world, "remove", document="1")

    not_told = "This was not told there. `/library log` chooses another channel."
    assert text(removed) == f"Changes of the library are told in {log.mention}. {not_told}"
    world.env.backend.delete_channel(log.id)
    await world.env.settle()
    state = text(await library(world, "log"))
    assert state.startswith("The channel in which changes of the library were told is gone.\n")
    restored = await library(world, "restore", document="1")
    assert text(restored).endswith(f"is gone. {not_told}")


async def test_every_change_is_told_in_the_log_channel_without_a_ping(world: World) -> None:
    log = world.guild.create_text_channel("log")
    await world.env.settle()
    chosen = await library(world, "log", channel=log)
    assert text(chosen) == f"Changes of the library are told in {log.mention} now."

    await press(world.moderator, await world.draft(), "Publish")
    await edit(world, title="@everyone <@1>")
    removed = await library(world, "remove", document="1")
    await press(world.moderator, removed, "Undo")
    await library(world, "bundled", state="off")
    assert text(await library(world, "log")).startswith(
        f"Changes of the library are told in {log.mention}.\n"
    )
    off = await library(world, "log", state="off")
    assert text(off) == "Changes of the library are not told in a channel any more."
    await library(world, "bundled", state="on")

    mo, title = world.moderator.mention, "“\u2068\\@everyone \\<@1>\u2069”"
    assert [text(entry) for entry in log.history()] == [
        f"{mo} chose this channel to tell changes in.",
        f"{mo} added {FERRIES} (4 passages).",
        f"{mo} changed the title of document 1, {title}.",
        f"{mo} removed document 1, {title}.",
        f"{mo} restored document 1, {title}.",
        f"{mo} switched the bundled documents off.",
    ]
    assert not any(world.pings(entry) for entry in log.history())


async def test_a_log_channel_in_which_the_bot_may_not_speak_is_refused(world: World) -> None:
    deny = discord.PermissionOverwrite(send_messages=False)
    log = world.guild.create_text_channel("log", overwrites={world.guild.default_role: deny})
    await world.env.settle()

    refused = await library(world, "log", channel=log)

    assert text(refused) == "I may not send messages in #log. Let me, or choose another."
    assert await world.engine.library.guilds.log_channel(world.guild_id) is None
