from __future__ import annotations

import discord
import pytest
import simcord

from bot.cogs.documents.drafts import DraftPreviews
from bot.cogs.ui.announcer import Announcer
from bot.cogs.ui.progress import LongWork
from bot.library.promises import Unfinished
from bot.model import UserId
from tests.cogs.samples import displays, view_buttons
from tests.cogs.world import World, buttons, message, press, quotes, text, until

GONE = "This draft was published, was cancelled, or is too old. Add the document again."


def now(world: World) -> discord.Message:
    """Return the first message of the channel as it stands by now."""
    return world.channel.history(viewer=world.moderator)[0]


def filled_in(form: simcord.InteractionResult) -> dict[str, str]:
    """Return what stands in the inputs of a form."""
    assert form.modal
    inputs = [label["component"] for label in form.modal["components"]]
    return {field["custom_id"]: field.get("value", "") for field in inputs}


async def edit(
    world: World, draft: discord.Message, **typed: str
) -> tuple[dict[str, str], simcord.InteractionResult]:
    """Edit a draft; return how the form was filled in and what came of it."""
    form = await press(world.moderator, draft, "Edit")
    filled = filled_in(form)
    return filled, await world.moderator.submit_modal(form, filled | typed)


async def test_a_draft_is_published_once(world: World) -> None:
    draft = await world.draft()

    published = await press(world.moderator, draft, "Publish")

    assert message(published).id == draft.id
    assert text(published).startswith("Published as document 1, “")
    assert list(buttons(published)) == ["Undo"]
    assert "Harbour Trust" in quotes(await world.ask())[0]
    forged = await world.forge(world.channel, buttons(draft)["Publish"])
    assert text(await press(world.moderator, forged, "Forged")) == GONE


async def test_a_draft_is_edited_before_it_is_published(world: World) -> None:
    draft = await world.draft()

    filled, shown = await edit(
        world, draft, title="Old *ferries*", publisher="The Trust", date="2025-03-05"
    )

    assert filled == {
        "title": "Harbour seminar looks at the old ferries",
        "publisher": "",
        "date": "",
        "url": "",
    }
    edited = message(shown)
    assert edited.id == draft.id
    assert "### \u2068Old \\*ferries\\*\u2069" in text(edited)
    assert "\u2068The Trust\u2069 · 5 March 2025" in text(edited)
    await press(world.moderator, edited, "Publish")
    source = text(await world.ask())
    assert "**\u2068Old \\*ferries\\*\u2069** · \u2068The Trust\u2069" in source
    assert "5 March 2025" in source


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"date": "5 March"},
            "“5 March” is not a day. Write it like 2025-03-31. Nothing was changed.",
        ),
        (
            {"date": "2025-02-30"},
            "“2025-02-30” is not a day. Write it like 2025-03-31. Nothing was changed.",
        ),
        (
            {"url": "ftp://a.org/"},
            r"“ftp://a.org/” is not a web address like https\://example.org/. Nothing was changed.",
        ),
        ({"title": "\u200b \u3000"}, "The title is blank. Nothing was changed."),
    ],
)
async def test_a_wrong_description_gets_a_sentence_and_changes_nothing(
    world: World, typed: dict[str, str], sentence: str
) -> None:
    draft = await world.draft()

    _, refused = await edit(world, draft, **({"title": "Changed"} | typed))

    assert text(refused) == sentence
    filled, _ = await edit(world, draft)
    assert filled["title"] == "Harbour seminar looks at the old ferries"


async def test_what_was_typed_beside_a_wrong_field_is_there_to_be_corrected_by_who_typed_it(
    world: World,
) -> None:
    draft = await world.draft()
    _, refused = await edit(world, draft, title="Old ferries", publisher="The Trust", date="May")
    correct = buttons(refused)["Correct it"]
    await world.restart()

    forged = await world.forge(world.channel, correct)
    form = await press(world.moderator, forged, "Forged")
    again = filled_in(form)
    done = await world.moderator.submit_modal(form, again | {"date": "2025-05-01"})

    assert again == {"title": "Old ferries", "publisher": "The Trust", "date": "May", "url": ""}
    assert "\u2068Old ferries\u2069" in text(done)
    assert "\u2068The Trust\u2069 · 1 May 2025" in text(done)
    forged = await world.forge(world.channel, correct)
    assert text(await press(world.ann, forged, "Forged")) == (
        "What was typed is not kept any more. Fill in the form again."
    )


async def test_the_buttons_are_gone_while_a_draft_is_published(world: World) -> None:
    draft = await world.draft()
    with world.without_waiting():
        async with world.engine.documents._indexes.changing(world.guild_id):
            await press(world.moderator, draft, "Publish")
            await until(lambda: "Publishing" in text(now(world)))
            assert list(buttons(now(world))) == ["Cancel"]
            again = await world.forge(world.channel, buttons(draft)["Publish"])
            twice = await press(world.moderator, again, "Forged")
            await until(lambda: bool(twice.response))
    await world.env.settle()

    assert text(twice) == "This draft is being published already."
    assert text(now(world)).startswith("Published as document 1, “")


async def test_publishing_can_be_cancelled_until_it_is_stored_and_the_draft_is_kept(
    world: World,
) -> None:
    draft = await world.draft()
    with world.without_waiting():
        async with world.engine.documents._indexes.changing(world.guild_id):
            await press(world.moderator, draft, "Publish")
            await until(lambda: "Publishing" in text(now(world)))
            await press(world.moderator, now(world), "Cancel")
    await world.env.settle()

    assert "Cancelled. Nothing was published." in text(now(world))
    assert await world.engine.library.catalogue.count(world.guild_id) == 0
    published = await press(world.moderator, now(world), "Publish")
    assert text(published).startswith("Published as document 1, “")


async def test_what_is_being_stored_is_not_cancelled_but_can_be_undone(world: World) -> None:
    draft = await world.draft()
    database = world.engine.library.answers._db
    changing = world.engine.documents._indexes.changing(world.guild_id)
    with world.without_waiting():
        await changing.acquire()
        await press(world.moderator, draft, "Publish")
        await until(lambda: "Publishing" in text(now(world)))
        async with database.write():
            changing.release()
            await until(lambda: bool(database._lock._waiters))
            late = await press(world.moderator, now(world), "Cancel")
            await until(lambda: bool(late.response))
    await world.env.settle()

    assert text(late).startswith("That is being stored already, so it cannot be cancelled.")
    undone = await press(world.moderator, now(world), "Undo")
    assert text(undone).startswith("Undone: document 1, “")
    assert not quotes(await world.ask())


async def test_a_draft_that_a_killed_process_was_publishing_is_shown_again(world: World) -> None:
    draft = await world.draft()
    publish = buttons(draft)["Publish"].partition(":")[2]
    mo = UserId(world.moderator.id)
    promises = world.engine.library.promises
    for token in (publish, "published"):
        unfinished = Unfinished(f"interaction-{token}", world.guild_id, mo, token)
        await promises.publishing(world.bot.application_id or 0, unfinished)
    announcer = Announcer(world.bot, world.engine.library.guilds)
    previews = DraftPreviews(world.engine, announcer, LongWork())

    views = [
        await previews._resumed(each)
        for each in await promises.unfinished(world.bot.application_id or 0)
    ]

    again, done = sorted(views, key=lambda view: len(view_buttons(view)), reverse=True)
    assert displays(again)[0].splitlines()[1] == (
        "I was restarted before this was published. Nothing was stored yet."
    )
    assert "Publish" in view_buttons(again)
    assert displays(done)[0].startswith("I was restarted when this had been published.")
    await previews.resume(world.bot)
    assert await promises.unfinished(world.bot.application_id or 0) == []


async def test_a_document_and_the_end_of_its_draft_are_stored_together(world: World) -> None:
    draft = await world.draft()
    database = world.engine.library.answers._db
    async with database.write() as db:
        await db.execute(
            "CREATE TRIGGER stuck BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )

    failed = await press(world.moderator, draft, "Publish")

    assert "Something went wrong on my side (reference " in text(failed)
    assert "Publish" in buttons(failed)
    assert await database.read("SELECT count(*) FROM draft") == [(1,)]
    async with database.write() as db:
        await db.execute("DROP TRIGGER stuck")
    await press(world.moderator, failed, "Publish")
    assert await database.read("SELECT count(*) FROM draft") == [(0,)]


async def test_publishing_can_be_undone_for_ten_minutes(world: World) -> None:
    published = await press(world.moderator, await world.draft(), "Publish")
    guest = world.guest()
    forged = await world.forge(world.channel, buttons(published)["Undo"])
    assert "Only moderators" in text(await press(guest, forged, "Forged"))

    await world.env.advance_time(601)

    late = await press(world.moderator, published, "Undo")
    assert text(late) == (
        "Undo works for ten minutes. Use /library remove to take the document out."
    )
    assert quotes(await world.ask())


async def test_a_cancelled_draft_is_gone(world: World) -> None:
    draft = await world.draft()

    cancelled = await press(world.moderator, draft, "Cancel")

    assert text(cancelled) == "Cancelled. Nothing was published."
    forged = await world.forge(world.channel, buttons(draft)["Publish"])
    assert text(await press(world.moderator, forged, "Forged")) == GONE
    assert await world.engine.library.catalogue.count(world.guild_id) == 0


@pytest.mark.parametrize("label", ["Publish", "Edit", "Embargo and expiry", "Cancel"])
async def test_a_draft_is_its_own_moderators_only(world: World, label: str) -> None:
    draft = await world.draft()
    other = world.guild.add_member(
        world.env.create_user("max"), roles=[world.guild.roles["Moderators"]]
    )

    assert text(await press(other, draft, label)) == GONE
    assert await world.engine.library.catalogue.count(world.guild_id) == 0


async def test_who_is_no_moderator_any_more_cannot_publish(world: World) -> None:
    draft = await world.draft()
    world.env.backend.remove_member_role(
        world.guild.id, world.moderator.id, world.guild.roles["Moderators"].id
    )
    await world.env.settle()

    for label in ("Publish", "Edit", "Embargo and expiry", "Cancel"):
        assert text(await press(world.moderator, draft, label)) == (
            "Only moderators, who may manage messages here, can do that."
        )


async def test_the_same_file_published_meanwhile_is_refused(world: World) -> None:
    draft = await world.draft()
    await world.add()

    refused = await press(world.moderator, draft, "Publish")

    assert "⚠️ harbour.txt is already in the library: document 1, “" in text(refused)
    assert "Cancel" in buttons(refused)


async def test_a_draft_outlives_a_restart(world: World) -> None:
    draft = await world.draft()
    form = await press(world.moderator, draft, "Edit")

    await world.restart()

    await world.moderator.submit_modal(
        form, {"title": "Ferries", "publisher": "", "date": "", "url": ""}
    )
    await press(world.moderator, draft, "Publish")
    assert "\u2068Ferries\u2069" in text(await world.ask())
