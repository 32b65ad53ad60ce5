"""What is stored of a person: seen, deleted, and not stored at all."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.library.answers import ASKERS_KEPT_FOR, ERASED
from bot.model import GuildId, Handle, UserId
from tests.cogs.world import (
    FUNDED,
    QUESTION,
    RELEASE,
    World,
    buttons,
    message,
    press,
    quotes,
    store,
    text,
)

GAP = "how many giraffes live in the zoo"


async def privacy(
    actor: simcord.MemberActor | simcord.UserHandle, where: simcord.ChannelHandle | None = None
) -> simcord.InteractionResult:
    if isinstance(actor, simcord.MemberActor):
        assert where
        shown = await actor.slash(where, "privacy")
    else:
        shown = await actor.slash("privacy")
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def file(actor: simcord.MemberActor, shown: simcord.InteractionResult) -> dict[str, Any]:
    """Return what the file says that [Show as a file] gives."""
    (attachment,) = message(await press(actor, shown, "Show as a file")).attachments
    found: dict[str, Any] = json.loads(await attachment.read())
    return found


def contents(path: str) -> bytes:
    """Return what stands in the library's file, and beside it."""
    return b"".join(each.read_bytes() for each in Path(path).parent.glob("library.db*"))


async def test_everybody_sees_what_is_stored_of_them_and_nobody_elses(world: World) -> None:
    await world.add()
    asked = await world.ask()
    await press(world.ben, asked, "Helpful?")

    of_ann, of_ben = (
        await privacy(world.ann, world.channel),
        await privacy(world.ben, world.channel),
    )

    assert of_ann.ephemeral
    assert "Stored of you in this server: 1 question." in text(of_ann)
    assert "Stored of you in this server: 1 rating." in text(of_ben)
    told = await file(world.ann, of_ann)
    assert [each["question"] for each in told["questions"]] == [QUESTION]
    assert told["ratings"] == []
    assert told["stored"] is True
    rated = await file(world.ben, of_ben)
    assert [(each["question"], each["helpful"]) for each in rated["ratings"]] == [(QUESTION, 1)]
    forged = await world.forge(world.channel, buttons(of_ann)["Show as a file"])
    (attachment,) = message(await press(world.ben, forged, "Forged")).attachments
    assert json.loads(await attachment.read())["questions"] == []


async def test_what_was_done_in_one_server_is_not_shown_in_another(world: World) -> None:
    other = world.env.create_guild("Other")
    channel = other.create_text_channel("ask")
    ann = other.add_member(world.ann.user)
    await world.env.settle()
    await world.add()
    await world.ask()

    there = await privacy(ann, channel)
    directly = await privacy(world.ann.user)

    assert "Stored of you in this server: nothing." in text(there)
    assert list(buttons(there)) == ["Store nothing of me"]
    assert "Stored of you in all servers: 1 question." in text(directly)


async def test_what_is_deleted_is_gone_and_the_answer_can_still_be_corrected(world: World) -> None:
    await world.add()
    await world.ask()
    await world.ask(GAP, private=True)
    await world.ask(GAP)
    shown = await privacy(world.ann, world.channel)

    deleted = await press(world.ann, shown, "Delete it")

    assert text(deleted).startswith("**Deleted.**\nStored of you in this server: nothing.")
    database = world.engine.library.answers._db
    rows = await database.read("SELECT user_id, question, private FROM answer")
    assert [tuple(row) for row in rows] == [(0, ERASED, 0)] * 2
    listed = await world.moderator.slash(world.channel, "library questions")
    assert "was answered, or nobody asked" in text(listed)
    await world.engine.documents.remove(world.guild_id, Handle(1))
    found, _ = await world.engine.library.answers.outdated(9)
    assert len(found[world.guild_id]) == 1


async def test_a_moderators_name_is_taken_off_what_stays(world: World) -> None:
    await world.moderator.slash(world.channel, "library add", file=("a.txt", RELEASE.encode()))
    await press(world.moderator, await world.draft(), "Publish")
    shown = await privacy(world.moderator, world.channel)
    assert "1 draft, 1 version of a document that you added, 1 change of the library" in text(shown)

    await press(world.moderator, shown, "Delete it")

    assert quotes(await world.ask())
    described = text(await world.moderator.slash(world.channel, "library show", document="1"))
    assert world.moderator.mention not in described
    assert "added <t:" in described
    (entry,) = await world.engine.library.guilds.audit_entries(world.guild_id)
    assert (entry.action, entry.user_id) == ("add", None)


async def test_nothing_is_stored_of_who_wants_that(world: World) -> None:
    await world.add()
    asked = await world.ask()
    shown = await press(world.ben, await privacy(world.ben, world.channel), "Store nothing of me")
    assert "Nothing of what you ask or rate is stored." in text(shown)

    rated = await press(world.ben, asked, "Helpful?")
    await world.ben.slash(world.channel, "ask", question=QUESTION)
    await world.ben.send(world.channel, f"{world.mention} {QUESTION}")

    assert text(rated).startswith("You asked that nothing of what you do is stored")
    answer = world.channel.last_message
    assert answer
    assert FUNDED in quotes(answer)[0].replace("**", "")
    assert not buttons(answer)
    database = world.engine.library.answers._db
    assert await database.read("SELECT count(*) FROM answer") == [(1,)]
    assert await database.read("SELECT count(*) FROM feedback") == [(0,)]
    again = await press(world.ben, shown, "Store it again")
    assert "Questions are kept for 90 days" in text(again)
    assert "Helpful?" in buttons(await world.ben.slash(world.channel, "ask", question=QUESTION))


async def test_who_asked_is_forgotten_after_a_day_and_the_answer_works_on(world: World) -> None:
    await world.add()
    asked = await world.ask(private=True)
    await press(world.ann, asked, "Post here")
    database = world.engine.library.answers._db
    old = (world.engine.clock() - ASKERS_KEPT_FOR).isoformat()
    async with database.write() as db:
        await db.execute("UPDATE answer SET at = ?", (old,))

    await world.engine.documents.purge()

    assert await database.read("SELECT user_id, question FROM answer") == [(0, QUESTION)] * 2
    assert str(world.ann.id) not in str(await database.read("SELECT * FROM answer"))
    assert quotes(await press(world.ann, asked, "More context"))


async def test_a_document_is_deleted_for_good_with_all_that_was_made_of_it(world: World) -> None:
    secret = "The kraken of Arven was 40 metres long and feared by all of the captains."
    await store(world.engine, world.guild_id, f"Kraken\n\n{secret}\n", "kraken.txt", 5)
    await world.add("x " * 200_000, "long.txt")
    await world.ask("how long was the kraken of Arven")
    other = GuildId(world.guild_id + 1)
    await store(world.engine, other, RELEASE, "harbour.txt", 5)
    database = world.engine.library.answers._db
    await database._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    (row,) = await database.read("SELECT file FROM pragma_database_list")
    before = contents(row[0])
    for number in ("1", "2"):
        asked = await world.moderator.slash(world.channel, "library erase", document=number)
        assert "for good? Its file, its text and all versions" in text(asked)
        done = await press(world.moderator, asked, "Delete for good")
        assert text(done) == f"Document {number} was deleted for good."

    after = contents(row[0])
    assert b"feared by all" in before
    assert b"feared by all" not in after
    assert len(after) < len(before) / 2
    with closing(sqlite3.connect(row[0])) as db:
        left = db.execute(
            "SELECT action, handle, title, detail FROM audit WHERE handle = '1' AND guild_id = ?",
            (world.guild_id,),
        )
        assert left.fetchall() == [("add", "1", "", "{}"), ("erase", "1", "", "{}")]
    found, _ = await world.engine.library.answers.outdated(9)
    assert len(found[world.guild_id]) == 1
    assert await world.engine.library.catalogue.count(other) == 1


async def test_a_removed_document_is_deleted_too_and_members_delete_nothing(world: World) -> None:
    await world.add()
    await world.engine.documents.remove(world.guild_id, Handle(1), user_id=UserId(5))
    offered = await world.moderator.autocomplete(world.channel, "library erase", "document", "")
    assert [choice["value"] for choice in offered] == ["1"]
    asked = await world.moderator.slash(world.channel, "library erase", document="1")
    forged = await world.forge(world.channel, buttons(asked)["Delete for good"])

    assert "Only moderators" in text(await press(world.guest(), forged, "Forged"))
    assert text(await press(world.moderator, forged, "Forged")) == (
        "Document 1 was deleted for good."
    )
    gone = await world.moderator.slash(world.channel, "library restore", document="1")
    assert text(gone) == "There is no document 1 in this library."


@pytest.mark.parametrize("handle", ["b1", "9"])
async def test_what_is_not_the_servers_own_is_not_deleted(bundled: World, handle: str) -> None:
    refused = await bundled.moderator.slash(bundled.channel, "library erase", document=handle)

    assert not buttons(refused)
    assert await bundled.engine.library.catalogue.count(bundled.guild_id) == 1
