"""New versions in Discord: found, replaced, kept beside, compared, told under old answers."""

from __future__ import annotations

import pytest
import simcord

from bot.cogs.ui import custom_ids
from bot.ingest.extract import extract
from bot.library.curator import Changes
from bot.model import GuildId, Handle, UserId
from tests.cogs.rendering import render, shows, unquote
from tests.cogs.world import (
    FUNDED,
    RELEASE,
    World,
    buttons,
    message,
    press,
    quotes,
    store,
    text,
    texts,
)

LATER = RELEASE.replace("Harbour Trust of Arven", "Lighthouse Trust of Arven").replace(
    "The next seminar is planned for the spring of 2027. It will look at the lighthouses of the"
    " coast and at the people who kept them before the lamps were made to work alone.\n",
    "",
)
NEAR = (
    "⚠️ Nearly the same as document 1, “\u2068Harbour seminar looks at the old ferries\u2069”: 7 of"
    " 10 words are the same.\n"
    "-# Replacing keeps its number and description; what you edit is taken over."
)
REPLACED = (
    "Published as version 2 of document 1, “\u2068Harbour seminar looks at the old ferries\u2069”,"
    " with 3 passages."
)


async def draft(world: World, body: str = LATER) -> simcord.InteractionResult:
    shown = await world.moderator.slash(
        world.channel, "library add", file=("later.txt", body.encode())
    )
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def replaced(world: World, body: str = LATER) -> None:
    """Replace document 1 without the process that reads files."""
    data = body.encode()
    kept = await world.engine.library.drafts.keep(
        world.guild_id, UserId(world.moderator.id), extract("later.txt", data), data
    )
    await world.engine.documents.publish(kept, Handle(1))


async def test_a_near_copy_can_replace_the_document_and_says_what_changed(world: World) -> None:
    await world.add()
    await world.moderator.slash(world.channel, "library log", channel=world.channel)

    shown = await draft(world)

    assert NEAR in text(shown)
    assert list(buttons(shown)) == [
        "Replace as new version",
        "Keep both",
        "What changed",
        "Edit",
        "Embargo and expiry",
        "Cancel",
    ]
    changed = await press(world.moderator, shown, "What changed")
    assert changed.ephemeral
    first, second = quotes(changed)
    marks = render(unquote(first))
    assert (marks.struck, marks.bold) == (["Harbour"], ["Lighthouse"])
    assert shows(first) == (
        "The seminar was co-funded by the Harbour Lighthouse Trust of Arven and the ferry line. It"
        " took place on 4…"
    )
    assert render(unquote(second)).struck[0].startswith("The next seminar is planned")

    done = await press(world.moderator, shown, "Replace as new version")

    assert text(done).startswith(REPLACED)
    assert message(done).id == message(shown).id
    told = world.channel.last_message
    assert told
    assert "replaced document 1, “" in told.content
    assert "Lighthouse Trust" in quotes(await world.ask())[0]
    assert await world.engine.library.catalogue.count(world.guild_id) == 1
    changed = await press(world.moderator, done, "What changed")
    assert "from version 1 to version 2:** 2 places" in text(changed)


async def test_both_can_be_kept(world: World) -> None:
    await world.add()
    shown = await draft(world)

    done = await press(world.moderator, shown, "Keep both")

    assert text(done).startswith("Published as document 2,")
    assert [
        each.version for each in await world.engine.library.catalogue.documents(world.guild_id)
    ] == [
        1,
        1,
    ]


async def test_a_cancelled_near_copy_changes_nothing(world: World) -> None:
    await world.add()
    shown = await draft(world)
    replace = buttons(shown)["Replace as new version"]

    assert text(await press(world.moderator, shown, "Cancel")).startswith("Cancelled.")

    forged = await world.forge(world.channel, replace)
    assert "too old" in text(await press(world.moderator, forged, "Forged"))
    assert quotes(await world.ask())[0].count("Harbour Trust")


async def test_an_edited_near_copy_is_still_told_and_takes_what_was_typed(world: World) -> None:
    await world.add()
    shown = await draft(world)
    form = await press(world.moderator, shown, "Edit")
    typed = {"title": "Lighthouses", "publisher": "", "date": "2026-05-04", "url": ""}

    edited = await world.moderator.submit_modal(form, typed)

    assert "Replacing keeps its number and description except for the day, 4 May 2026" in (
        text(edited)
    )
    await press(world.moderator, edited, "Replace as new version")
    (document,) = await world.engine.library.catalogue.documents(world.guild_id)
    assert (document.title, document.date, document.version) == ("Lighthouses", "2026-05-04", 2)


async def test_a_document_that_changed_while_its_new_version_was_looked_at_is_told(
    world: World,
) -> None:
    await world.add()
    shown = await draft(world)
    stale = buttons(shown)["Replace as new version"]
    data = RELEASE.replace("1931", "1930").encode()
    source = extract("harbour.txt", data)
    await world.engine.documents.replace(world.guild_id, Handle(1), source, data)

    refused = await press(world.moderator, shown, "Replace as new version")

    assert "Document 1 has changed meanwhile: it has version 2 now." in text(refused)
    assert "To be version 3 of document 1" in text(refused) or "Nearly the same" in text(refused)
    assert buttons(refused)["Replace as new version"] != stale
    done = await press(world.moderator, refused, "Replace as new version")
    assert text(done).startswith("Published as version 3 of document 1")


async def test_replacing_can_be_undone_with_the_description_and_schedule_of_before(
    world: World,
) -> None:
    before = await world.add()
    shown = await draft(world)
    form = await press(world.moderator, shown, "Edit")
    typed = {"title": "Changed", "publisher": "P", "date": "2026-01-02", "url": ""}
    edited = await world.moderator.submit_modal(form, typed)
    done = await press(world.moderator, edited, "Replace as new version")
    assert list(buttons(done)) == ["What changed", "Undo"]
    undo = buttons(done)["Undo"]
    catalogue = world.engine.library.catalogue
    assert (await catalogue.document(world.guild_id, Handle(1))).title == "Changed"

    undone = await press(world.moderator, done, "Undo")

    assert text(undone).startswith("Undone: document 1, “")
    assert text(undone).endswith("has its earlier text and description again, as version 3.")
    after = await catalogue.document(world.guild_id, Handle(1))
    same = ("handle", "title", "publisher", "date", "url", "filename", "sha256", "passages")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert await catalogue.text(after) == await world.engine.library.history.text(
        world.guild_id, Handle(1), 1
    )
    assert "spring of 2027" in text(await world.ask("when is the next seminar planned"))
    forged = await world.forge(world.channel, undo)
    late = await press(world.moderator, forged, "Forged")
    assert "Document 1 has changed meanwhile: it has version 3 now." in text(late)


async def test_a_bundled_near_copy_is_told_and_cannot_be_replaced(bundled: World) -> None:
    shown = await draft(bundled)

    assert "Nearly the same as the bundled document b1, “" in text(shown)
    assert "That one cannot be replaced." in text(shown)
    assert list(buttons(shown))[:2] == ["Keep both", "What changed"]
    token = buttons(shown)["Keep both"].partition(":")[2]
    forged = await bundled.forge(bundled.channel, custom_ids.REPLACE.of(token, "b1", 1))
    refused = await press(bundled.moderator, forged, "Forged")
    assert "Document b1 is bundled with Verbatim" in text(refused)


async def test_a_document_is_replaced_on_purpose_by_whatever_file(world: World) -> None:
    await world.add()
    await replaced(world)

    shown = await world.moderator.slash(
        world.channel,
        "library replace",
        document="1",
        file=("tides.txt", b"Tides\n\nThe tides are high in autumn."),
    )

    assert "To be version 3 of document 1, “" in text(shown)
    assert "hardly 1 of 10 words is the same" in text(shown)
    assert list(buttons(shown))[:2] == ["Replace as new version", "What changed"]
    done = await press(world.moderator, shown, "Replace as new version")
    assert text(done).startswith("Published as version 3 of document 1")
    assert "autumn" in quotes(await world.ask("when are the tides high"))[0]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Document 1 has no address to fetch again. Give a file or an address."),
        (
            {"url": "https://a.org/", "file": ("a.txt", b"a")},
            "That is a file and an address. Give only one of them.",
        ),
        ({"file": ("r.txt", RELEASE.encode())}, "r.txt is already in the library: document 1"),
        ({"document": "b1"}, "Document b1 is bundled"),
        ({"document": "7"}, "There is no document 7 in this library."),
    ],
)
async def test_what_cannot_replace_a_document_gets_a_sentence(
    world: World, options: dict[str, object], sentence: str
) -> None:
    await world.add()

    shown = await world.moderator.slash(
        world.channel, "library replace", **{"document": "1", **options}
    )

    assert text(shown).startswith(sentence)
    (document,) = await world.engine.library.catalogue.documents(world.guild_id)
    assert document.version == 1


async def test_an_old_answer_tells_the_new_wording(world: World) -> None:
    await world.add()
    shown = await world.ask()
    await replaced(world)

    context = await press(world.ben, shown, "More context")

    old, new = quotes(context)
    assert FUNDED in shows(old)
    assert FUNDED.replace("Harbour", "Lighthouse") in shows(new)
    assert "This is from version 1 of document 1, “" in text(context)
    assert "by version 2. Version 2, the current one, says:" in text(context)
    ids = [line.rpartition("`")[0].rpartition("`")[2] for line in texts(context) if "`" in line]
    assert [each.split(".")[1] for each in ids] == ["1", "2"]
    span = slice(*map(int, ids[1].split(".")[2].split("-")))
    stored = await world.engine.library.catalogue.text(
        await world.engine.library.catalogue.document(world.guild_id, Handle(1))
    )
    assert shows(new) == stored[span]


async def test_the_exact_text_of_an_old_answer_comes_with_the_new_wording(world: World) -> None:
    await world.add()
    shown = await world.ask()
    await replaced(world)

    copied = await press(world.ben, shown, "Copy exact text")

    (file,) = message(copied).attachments
    assert await file.read() == RELEASE.split("\n\n")[1].encode()
    assert f"> {FUNDED.replace('Harbour', 'Lighthouse')}" in text(copied)


async def test_a_long_exact_text_is_followed_by_the_new_wording(world: World) -> None:
    old = "Gates\n\n" + ", and ".join(["the gate of the harbour closes when the bell rings"] * 19)
    await world.add(old, "gates.txt")
    shown = await world.ask("when does the gate of the harbour close")
    await replaced(world, old.replace("rings", "has rung"))

    copied = await press(world.ben, shown, "Copy exact text")

    assert copied.response
    assert message(copied.response).attachments
    assert "the bell has rung" in quotes(copied)[0]


async def test_an_old_answer_whose_passage_is_gone_says_so(world: World) -> None:
    await world.add()
    shown = await world.ask("when is the next seminar planned")
    await replaced(world)

    context = await press(world.ben, shown, "More context")

    assert "spring of 2027" in quotes(context)[0]
    assert "by version 2. The passage is no longer in it." in text(context)


async def test_the_versions_are_listed_and_compared(world: World) -> None:
    await world.add()
    await replaced(world)
    await replaced(world, LATER + "\nIt closes in May.\n")

    shown = await world.moderator.slash(world.channel, "library show", document="1")
    assert text(shown).count(f"by <@{world.moderator.id}>") == 4
    assert "-# version 3, added <t:" in text(shown)
    pressed = await press(world.moderator, shown, "What changed")
    assert "from version 2 to version 3:** 1 place" in text(pressed)

    changes = await world.moderator.slash(world.channel, "library changes", document="1", old=1)
    assert "from version 1 to version 3:** 2 places" in text(changes)


async def test_what_cannot_be_compared_gets_a_sentence(world: World) -> None:
    await world.add()
    once = await world.moderator.slash(world.channel, "library changes", document="1")
    assert text(once).startswith("There is only one version of document 1, “")

    await replaced(world, RELEASE.replace("\n\n", "\n\n\n"))
    await world.engine.documents.edit(world.guild_id, Handle(1), Changes(title="{0} ferries {"))
    same = await world.moderator.slash(world.channel, "library changes", document="1")
    assert "not a word, at most blanks and line ends." in text(same)
    missing = await world.moderator.slash(world.channel, "library changes", document="1", old=9)
    assert text(missing) == (
        "There is no version 9 of document 1, “\u2068{0} ferries {\u2069”; there are 1 to 2."
    )


async def test_a_long_comparison_fits_and_comes_whole_as_a_file(world: World) -> None:
    lines = [f"Line {n} *says* what it says about ship{n} and the sea." for n in range(99)]
    await world.add("\n\n".join(lines), "lines.txt")
    await replaced(world, "\n\n".join(line.replace("ship", "*boat*") for line in lines))

    changes = await world.moderator.slash(world.channel, "library changes", document="1")

    whole, file = changes.response or changes.followups[0], changes.followups[-1]
    assert len(quotes(whole)) == 12
    assert "-# … 87 more places" in text(whole)
    attached = (await message(file).attachments[0].read()).decode()
    assert attached.count("[-ship") == 99


async def test_only_moderators_of_the_guild_compare_and_replace(world: World) -> None:
    await world.add()
    shown = await draft(world)
    await replaced(world)
    for custom_id in (
        buttons(shown)["Replace as new version"],
        buttons(shown)["What changed"],
        custom_ids.CHANGES.of(1, 1, 2),
    ):
        forged = await world.forge(world.channel, custom_id)
        refused = await press(world.ann, forged, "Forged")
        assert text(refused) == "Only moderators, who may manage messages here, can do that."


async def test_nothing_of_another_server_is_found_replaced_or_compared(world: World) -> None:
    guild = world.env.create_guild("Pirates")
    other = guild.id
    await store(world.engine, GuildId(other), RELEASE, "r.txt", world.moderator.id)

    shown = await draft(world)

    assert "Publish" in buttons(shown)
    token = buttons(shown)["Publish"].partition(":")[2]
    for custom_id in (
        custom_ids.REPLACE.of(token, 1, 1),
        custom_ids.DRAFT_CHANGES.of(token, 1),
        custom_ids.CHANGES.of(1, 1, 2),
    ):
        forged = await world.forge(world.channel, custom_id)
        refused = await press(world.moderator, forged, "Forged")
        assert "There is no document 1 in this library." in text(refused)
