from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord

from bot.cogs.documents.previews import draft_layout
from bot.cogs.ui.failures import MODERATORS_ONLY
from bot.cogs.ui.phrases import day_words
from bot.ingest.extract import extract
from bot.ingest.passages import Sample, passages
from bot.model import Note, NoteKind, UserId
from tests.cogs.documents.test_drafts import edit
from tests.cogs.rendering import shows
from tests.cogs.samples import assert_within_limits
from tests.cogs.world import RELEASE, World, buttons, message, press, quotes, text

NAVIGATION = "- Skip to main content\n- Home\n- News\n- About us\n- Contact\n- Search\n\n" + RELEASE


async def add(world: World, name: str, data: bytes) -> simcord.InteractionResult:
    shown = await world.moderator.slash(world.channel, "library add", file=(name, data))
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def test_a_moderator_adds_a_release_and_a_member_gets_it_quoted(world: World) -> None:
    draft = await add(world, "harbour.txt", RELEASE.encode())
    assert draft.ephemeral
    assert list(buttons(draft)) == ["Publish", "Edit", "Embargo and expiry", "Cancel"]
    assert "Nothing in the library answers that." in text(await world.ask())

    published = await press(world.moderator, draft, "Publish")
    shown = await world.ask()

    assert text(message(published)).startswith(
        "Published as document 1, “\u2068Harbour seminar looks at the old ferries\u2069”, with 4"
        " passages."
    )
    assert list(buttons(published)) == ["Undo"]
    assert "Harbour Trust" in quotes(shown)[0]


async def test_the_preview_shows_what_will_be_quoted_and_what_will_be_left_out(
    world: World,
) -> None:
    source = extract("dump.txt", NAVIGATION.encode())
    spans = passages(source.text, source.landmarks)

    draft = await add(world, "dump.txt", NAVIGATION.encode())

    said = text(draft)
    assert "-# Preview, for you only. Nothing is published yet." in said
    assert "### \u2068Harbour seminar looks at the old ferries\u2069" in said
    assert "-# no publisher · no date · no source address" in said
    assert f"English · {len(spans)} passages · {len(source.text)} characters · " in said
    assert "dump.txt" in said
    assert (
        "1 line will be left out, as navigation or running heads:\n"
        "-# “\u2068\\- Skip to main content\u2069”"
    ) in said
    chosen = spans[0], spans[len(spans) // 2], spans[-1]
    assert [shows(quote) for quote in quotes(draft)] == [span.of(source.text) for span in chosen]


async def test_a_large_file_is_refused_before_it_is_fetched(world: World) -> None:
    data = b"x" * (world.engine.settings.max_file_size + 1)

    refused = await add(world, "huge.txt", data)

    assert refused.ephemeral
    assert text(refused).startswith(
        "huge.txt is 26,214,401 bytes in size, and the limit is 26,214,400 bytes."
    )
    answer = world.env.http_requests[-1].json
    assert answer
    assert answer["type"] == 4, "it was refused at once, by its declared size"


async def test_a_file_that_cannot_be_read_gets_the_readers_sentence(world: World) -> None:
    refused = await add(world, "*scan*.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))

    assert refused.ephemeral
    assert text(refused).startswith(r"\*scan\*.png is a picture")
    assert await world.engine.library.catalogue.count(world.guild_id) == 0


async def test_a_file_that_is_there_already_is_refused_with_who_and_when(world: World) -> None:
    await world.add()

    refused = await add(world, "again.txt", RELEASE.encode())

    assert text(refused).startswith(
        "again.txt is already in the library: document 1, “Harbour seminar looks at the old"
        f" ferries”, added by {world.moderator.mention} on "
    )
    assert not world.pings(message(refused))


async def test_a_file_that_discord_does_not_hand_out_gets_a_sentence(world: World) -> None:
    posted = await world.ben.send(world.channel, "", attachments=[("a.txt", RELEASE.encode())])
    world.env.backend.cdn._blobs.clear()

    refused = await world.moderator.context_menu(world.channel, "Add to library", posted)

    assert text(refused) == "a.txt could not be fetched from Discord. Try again."


async def paste(
    world: World, **typed: str
) -> tuple[simcord.InteractionResult, simcord.InteractionResult]:
    form = await world.moderator.slash(world.channel, "library add")
    assert isinstance(form, simcord.InteractionResult)
    blank = {"title": "", "publisher": "", "date": "", "url": ""}
    shown = await world.moderator.submit_modal(form, blank | {"text": RELEASE} | typed)
    return form, shown


async def test_a_text_can_be_pasted_with_its_description(world: World) -> None:
    form, draft = await paste(
        world,
        title="Ferries",
        publisher="Harbour *Office*",
        date="2025-03-05",
        url="https://arven.example/ferries",
    )

    assert form.modal
    assert form.modal["title"] == "Add a text"
    assert draft.ephemeral
    assert "### \u2068Ferries\u2069" in text(draft)
    assert "\u2068Harbour \\*Office\\*\u2069 · 5 March 2025" in text(draft)
    assert r"https\://arven.example/ferries" in text(draft)
    await press(world.moderator, draft, "Publish")
    opened = await press(world.ann, await world.ask(), "Open at the quote")
    assert buttons(opened)["Open at the quote"].startswith("https://arven.example/ferries#:~:text=")


async def test_whatever_is_known_of_a_draft_is_kept_in_one_write(world: World) -> None:
    async with world.engine.library.drafts._db.write() as db:
        await db.execute(
            """CREATE TRIGGER once BEFORE UPDATE ON draft
               BEGIN SELECT raise(ABORT, 'the draft is written twice'); END"""
        )
    form = await world.moderator.slash(
        world.channel, "library add", embargo="2100-01-01", expires="2100-02-01"
    )
    assert isinstance(form, simcord.InteractionResult)
    typed = {"title": "Ferries", "publisher": "", "date": "2025-03-05", "url": ""}
    pasted = await world.moderator.submit_modal(form, typed | {"text": RELEASE})
    posted = await world.ben.send(world.channel, RELEASE)
    forwarded = await world.moderator.context_menu(world.channel, "Add to library", posted)
    attached = await world.moderator.slash(
        world.channel,
        "library add",
        file=("a.txt", RELEASE.encode()),
        embargo="2100-01-01",
    )

    for draft in (pasted, forwarded, attached):
        assert "Publish" in buttons(draft)
    kept = await world.engine.library.drafts._db.read(
        "SELECT edited, substr(embargo, 1, 10), substr(expires, 1, 10) FROM draft"
        " ORDER BY edited, embargo"
    )
    assert [tuple(row) for row in kept] == [
        ("", "", ""),
        ("", "2100-01-01", ""),
        ("title date", "2100-01-01", "2100-02-02"),
    ]


async def test_a_pasted_text_finds_its_title_by_itself(world: World) -> None:
    _, draft = await paste(world)

    assert "### \u2068Harbour seminar looks at the old ferries\u2069" in text(draft)


async def test_a_wrong_day_or_address_does_not_lose_the_pasted_text(world: World) -> None:
    _, draft = await paste(world, date="yesterday", url="arven.example")

    assert (
        "“\u2068yesterday\u2069” was left out, because it is not a day like 2025-03-31. You can add"
        " it with Edit."
        " “\u2068arven.example\u2069” was left out, because it is not a web address. You can"
        " add it with Edit."
    ) in text(draft)
    assert "no publisher · no date · no source address" in text(draft)


async def test_a_text_without_words_is_refused(world: World) -> None:
    _, refused = await paste(world, text="-- ** --")

    assert "has no words to quote" in text(refused)


async def test_a_text_that_cannot_be_read_is_there_to_be_corrected(world: World) -> None:
    _, refused = await paste(world, title="Tides", text="-- ** --")

    again = await press(world.moderator, refused, "Correct it")
    assert again.modal
    typed = {
        label["component"]["custom_id"]: label["component"].get("value", "")
        for label in again.modal["components"]
    }
    drafted = await world.moderator.submit_modal(again, typed | {"text": "The tide is high."})

    assert (typed["title"], typed["text"]) == ("Tides", "-- ** --")
    assert "### \u2068Tides\u2069" in text(drafted)


async def test_a_message_is_added_with_its_address(world: World) -> None:
    posted = await world.ben.send(world.channel, RELEASE)

    draft = await world.moderator.context_menu(world.channel, "Add to library", posted)

    assert draft.ephemeral
    assert posted.jump_url.replace("https:", r"https\:") in text(draft).replace("\u2068", "")
    await press(world.moderator, draft, "Publish")
    assert "Harbour Trust" in quotes(await world.ask())[0]


async def test_a_message_carries_its_author_day_and_link_unless_a_file_names_its_own(
    world: World,
) -> None:
    posted = await world.ben.send(world.channel, RELEASE)
    dated = "---\ntitle: Tides\npublisher: The moon\ndate: 2020-02-03\n---\n\nIt rises.\n"
    file = await world.ben.send(world.channel, "", attachments=[("t.md", dated.encode())])

    of_text = await world.moderator.context_menu(world.channel, "Add to library", posted)
    of_file = await world.moderator.context_menu(world.channel, "Add to library", file)

    written, read = (
        text(shown).replace("\u2068", "").replace("\u2069", "") for shown in (of_text, of_file)
    )
    link = "https\\://discord.com/channels/"
    assert f"-# ben · {day_words(posted.created_at)} · {link}" in written
    assert f"-# The moon · 3 February 2020 · {link}" in read


async def test_all_files_of_a_message_that_can_be_read_are_drafted_together(world: World) -> None:
    files = [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("b.dat", bytes(range(32)) * 9),
        ("c.pdf", b"%PDF-1.7 damaged"),
        ("harbour.txt", RELEASE.encode()),
        ("tides.txt", b"The tides of Arven\n\nThe tide is high in autumn.\n"),
    ]
    posted = await world.ben.send(world.channel, "five files", attachments=files)

    drafted = await world.moderator.context_menu(world.channel, "Add to library", posted)

    first, second = drafted.response, drafted.followups[-1]
    assert first
    assert "harbour.txt" in text(first)
    for refused in ("a.png is a picture", "b.dat", "c.pdf"):
        assert f"⚠️ {refused}" in text(first)
    assert "tides.txt" in text(second)
    assert second.ephemeral
    for draft in (first, second):
        await press(world.moderator, draft, "Publish")
    assert await world.engine.library.catalogue.count(world.guild_id) == 2


async def test_a_message_whose_files_cannot_be_read_says_why(world: World) -> None:
    posted = await world.ben.send(world.channel, "", attachments=[("a.png", b"\x89PNG\r\n\x1a\n")])

    refused = await world.moderator.context_menu(world.channel, "Add to library", posted)

    assert text(refused).startswith("a.png is a picture")


async def test_a_message_without_anything_is_refused(world: World) -> None:
    hook = world.guild.create_webhook(world.channel)
    posted = await hook.send("", embeds=[discord.Embed()])

    refused = await world.moderator.context_menu(world.channel, "Add to library", posted)

    assert text(refused) == "That message has no file and no text that I could add."


async def test_no_draft_is_too_large_for_a_message(world: World) -> None:
    nasty = "\n\n".join(f"*{number}* " + "_*`~|<" * 150 for number in range(9))
    view = discord.ui.LayoutView.from_message(await world.draft(nasty, "*" * 90 + ".txt"))

    assert_within_limits(view)


@pytest.mark.parametrize("name", ["library add", "library list"])
async def test_members_are_not_offered_the_moderators_commands(world: World, name: str) -> None:
    with pytest.raises(simcord.SetupError):
        await world.ann.slash(world.channel, name)


async def test_no_remark_on_what_could_not_be_read_makes_a_draft_too_large(world: World) -> None:
    source = replace(
        extract("a.txt", RELEASE.encode()), notes=(Note(NoteKind.SENTENCE, text="*" * 3000),) * 9
    )
    owner = UserId(world.moderator.id)
    draft = await world.engine.library.drafts.keep(world.guild_id, owner, source, b"")

    view = draft_layout(draft, Sample.of(source.text, source.landmarks), world.engine.clock())

    assert_within_limits(view)


async def test_lines_that_were_left_out_can_be_put_back_before_publishing(world: World) -> None:
    draft = await add(world, "dump.txt", NAVIGATION.encode())
    await edit(world, message(draft), title="Typed by hand")

    whole = await press(world.moderator, draft, "Put the lines back")

    assert message(whole).id == message(draft).id
    assert "will be left out" not in text(whole)
    assert "### \u2068Typed by hand\u2069" in text(whole)
    assert "Put the lines back" not in buttons(whole)
    await press(world.moderator, whole, "Publish")
    (stored,) = await world.engine.library.catalogue.documents(world.guild_id)
    assert "Skip to main content" in await world.engine.library.catalogue.text(stored)


async def test_only_moderators_put_lines_back(world: World) -> None:
    draft = await add(world, "dump.txt", NAVIGATION.encode())
    forged = await world.forge(world.channel, buttons(draft)["Put the lines back"])

    refused = await press(world.ann, forged, "Forged")

    assert text(refused) == MODERATORS_ONLY
