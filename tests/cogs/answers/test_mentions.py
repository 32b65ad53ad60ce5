from __future__ import annotations

import discord
import pytest
import simcord
from simcord.backend.models import AllowedMentions

from bot.cogs.answers.asking import QUESTION as MOST
from bot.cogs.ui import custom_ids
from bot.cogs.ui.guard import QUESTIONS
from bot.model import BUNDLED, UserId
from tests.cogs.world import QUESTION, World, buttons, message, press, text, texts

TRUST = "Harbour Trust"


def last(world: World) -> discord.Message:
    found = world.channel.last_message
    assert found
    return found


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(world: World) -> None:
    await world.add()

    asked = await world.ann.send(world.channel, f"{world.mention} {QUESTION}?")

    answer = last(world)
    assert TRUST in text(answer)
    assert answer.reference
    assert answer.reference.message_id == asked.id
    assert not world.pings(answer)
    assert any(entry.path.endswith("/typing") for entry in world.env.http_requests)


async def test_the_mention_is_no_part_of_the_question(world: World) -> None:
    await world.add()

    await world.ann.send(
        world.channel, f"{QUESTION} <:ferry:12> {world.mention} {world.ben.mention}"
    )

    assert texts(last(world))[0] == f"-# “\u2068{QUESTION}\u2069”"


async def test_a_mention_without_a_question_gets_a_hint(world: World) -> None:
    await world.ann.send(world.channel, f" {world.mention} ")

    assert text(last(world)) == (
        "Mention me with a question, or use `/ask`: I answer with passages of this server's"
        " library, word for word. `/help` has examples that it answers, `/sources` shows what it"
        " holds."
    )


async def test_what_is_not_meant_for_the_bot_is_left_alone(world: World) -> None:
    await world.add()
    role = world.guild.create_role("Verbatims")
    hook = world.guild.create_webhook(world.channel)

    await world.ann.send(world.channel, QUESTION)
    await world.moderator.send(world.channel, f"@everyone {QUESTION}")
    await world.ann.send(world.channel, f"{role.mention} {QUESTION}")
    await world.ann.send(world.channel, f"{world.ben.mention} {QUESTION}")
    await hook.send(f"{world.mention} {QUESTION}")

    assert all(message.author != world.bot.user for message in world.channel.history())


async def test_a_reply_to_an_answer_follows_it_up(world: World) -> None:
    await world.add()
    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    await world.ben.send(world.channel, "when is the next planned?", reply_to=last(world))

    shown = last(world)
    assert "spring of 2027" in texts(shown)[1]
    guild_id = world.guild_id
    given = await world.engine.library.answers.given_in(guild_id, shown.id)
    assert given
    assert given.earlier == QUESTION
    assert given.user_id == world.ben.id


async def test_thanks_for_an_answer_are_not_answered(world: World) -> None:
    await world.add()
    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")
    answer = last(world)

    for thanks in ("Thanks!", "merci beaucoup", "ok \N{THUMBS UP SIGN}"):
        sent = await world.ann.send(world.channel, thanks, reply_to=answer)
        assert last(world).id == sent.id


async def test_a_follow_up_stays_with_the_document_that_was_asked(world: World) -> None:
    await world.add()
    await world.add("Tides\n\nThe next seminar is planned by the moon.\n", "tides.txt")
    for number, words in (("1", "spring of 2027"), ("2", "by the moon")):
        shown = await world.ask(document=number)
        await world.ben.send(
            world.channel, f"{world.mention} when is the next planned?", reply_to=message(shown)
        )

        assert words in text(last(world))
        assert f"`{number}.1." in text(last(world))


async def test_a_follow_up_is_about_what_was_asked_before(world: World) -> None:
    for name in ("workshop", "seminar", "festival"):
        await world.add(
            f"The {name} of Arven\n\nThe {name} took place in the {name} house on Friday.\n",
            f"{name}.txt",
        )
        await world.add(f"More\n\nThe {name} was funded by the {name} trust.\n", f"{name}2.txt")
    for name in ("workshop", "seminar", "festival"):
        await world.ann.send(world.channel, f"{world.mention} who funded the {name}")
        await world.ben.send(world.channel, "where did it take place?", reply_to=last(world))

        assert f"{name} house" in texts(last(world))[1].replace("**", "")


async def test_a_reply_that_pings_nobody_is_left_alone(world: World) -> None:
    await world.add()
    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")
    answer = last(world)

    world.env.backend.create_message(
        world.channel.id,
        world.ann.id,
        "thank you",
        reference={"channel_id": str(world.channel.id), "message_id": str(answer.id)},
        allowed_mentions=AllowedMentions(replied_user=False),
    )
    await world.env.settle()

    assert last(world).author.id == world.ann.id


async def test_follow_ups_remember_so_much_and_no_more(world: World) -> None:
    await world.add()
    await world.ann.send(world.channel, f"{world.mention} {'seminar ' * 70}")
    for _ in range(2):
        await world.ann.send(world.channel, "who funded it? " * 30, reply_to=last(world))

    given = await world.engine.library.answers.given_in(world.guild_id, last(world).id)
    assert given
    assert len(given.question) <= MOST
    assert 400 < len(given.earlier) <= 500
    assert given.earlier.startswith(("seminar ", "who ", "funded ", "it? "))
    assert given.question.endswith(("who", "funded", "it?"))


async def test_a_reply_to_something_else_that_the_bot_said_is_left_alone(world: World) -> None:
    await world.ann.send(world.channel, f"{world.mention}")
    hint = last(world)

    thanks = await world.ann.send(world.channel, "thank you", reply_to=hint)

    assert last(world).id == thanks.id


async def test_a_mention_under_a_message_that_can_be_read_looks_for_that(world: World) -> None:
    await world.add()
    asked = await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    await world.ben.send(world.channel, world.mention, reply_to=asked)

    assert texts(last(world))[0] == f"-# “\u2068{QUESTION}\u2069”"


async def test_a_mention_under_a_message_that_cannot_be_read_gets_a_hint(world: World) -> None:
    await world.add()
    rumour = await world.ann.send(world.channel, QUESTION)

    await world.ben.send(world.channel, world.mention, reply_to=rumour)

    assert text(last(world)).startswith("Mention me with a question")


async def test_a_channel_in_which_the_bot_may_not_speak_stays_silent(world: World) -> None:
    await world.add()
    deny = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.me or world.guild.default_role: deny}
    )
    talker = world.guild.create_role("Talkers", permissions=discord.Permissions(administrator=True))
    owner = world.guild.add_member(world.env.create_user("owner"), roles=[talker])

    asked = await owner.send(channel, f"{world.mention} {QUESTION}")

    assert channel.last_message
    assert channel.last_message.id == asked.id


async def test_an_answer_goes_out_though_the_question_was_deleted(world: World) -> None:
    await world.add()

    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    reply = [entry for entry in world.env.http_requests if entry.path.endswith("/messages")][-1]
    assert reply.json
    assert reply.json["message_reference"]["fail_if_not_exists"] is False


async def test_an_answer_that_discord_refuses_is_told_with_a_reference(world: World) -> None:
    await world.add()
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035)

    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    assert text(last(world)).startswith("Something went wrong on my side (reference ")


async def test_where_not_even_that_can_be_told_nothing_breaks(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, times=2)

    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")
    await world.ann.send(world.channel, f"{world.mention}")

    assert text(last(world)).startswith("Mention me")


@pytest.mark.parametrize("status", [403, 429, 503])
async def test_an_answer_does_not_depend_on_whether_typing_can_be_shown(
    world: World, status: int
) -> None:
    await world.add()
    world.env.inject_error("POST", "/channels/*/typing", status=status, times=9)

    await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    assert TRUST in text(last(world))


async def test_an_answer_does_not_wait_for_typing(world: World) -> None:
    await world.add()
    with world.dropping("POST", "/typing"):
        await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    assert TRUST in text(last(world))


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (403, 50001), (400, 50083)])
async def test_where_it_may_not_write_who_asked_is_answered_directly(
    world: World, status: int, code: int
) -> None:
    await world.add()
    here = f"/channels/{world.channel.id}/messages"
    world.env.inject_error("POST", here, status=status, code=code, times=None)

    sent = await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    told, answer = world.ann.user.dm_channel.history(viewer=world.ann.user)[-2:]
    assert text(told) == (
        f"I may not send messages in {world.channel.mention}, so I answer here. `/ask` works there"
        " all the same; a moderator can let me send messages."
    )
    assert TRUST in text(answer)
    assert not buttons(answer)
    assert last(world).id == sent.id


async def test_who_takes_no_direct_messages_gets_a_reaction(world: World) -> None:
    await world.add()
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)

    sent = await world.ann.send(world.channel, f"{world.mention} {QUESTION}")
    assert [str(each.emoji) for each in last(world).reactions] == [
        "\N{SPEAKER WITH CANCELLATION STROKE}"
    ]
    assert last(world).id == sent.id

    world.env.inject_error("PUT", "/channels/*/reactions/*", status=403, code=50013)
    await world.ann.send(world.channel, world.mention)
    assert not last(world).reactions


async def test_a_long_message_is_searched_by_its_beginning(world: World) -> None:
    await world.add()

    await world.ann.send(world.channel, f"{world.mention} {QUESTION} {'because ' * 150}")

    given = await world.engine.library.answers.given_in(world.guild_id, last(world).id)
    assert given
    assert MOST - len("because ") <= len(given.question) <= MOST
    assert given.question.endswith(" because")


async def test_who_asks_too_fast_is_told_once_and_then_not_answered(world: World) -> None:
    await world.add()
    for _ in range(QUESTIONS + 3):
        await world.ann.send(world.channel, f"{world.mention} {QUESTION}")

    said = [
        text(message) for message in world.channel.history() if message.author == world.bot.user
    ]
    assert len(said) == QUESTIONS + 1
    assert sum("more than 5 questions" in sentence for sentence in said) == 1


async def test_moderators_may_mention_as_often_as_they_like(world: World) -> None:
    await world.add()
    for _ in range(QUESTIONS + 2):
        await world.moderator.send(world.channel, f"{world.mention} {QUESTION}")
        assert TRUST in text(last(world))


def dm(user: simcord.UserHandle) -> discord.Message:
    found = user.dm_channel.last_message
    assert found
    return found


async def test_a_direct_message_is_answered_from_the_bundled_documents(bundled: World) -> None:
    ann = bundled.ann.user
    await bundled.add("Tides\n\nThe seminar on tides was funded by the moon.\n", "tides.txt")

    await ann.send_dm(QUESTION)
    assert TRUST in text(dm(ann))
    assert "moon" not in text(dm(ann))
    assert "`b1.1.42-223`" in text(dm(ann))

    await ann.send_dm("who painted the zebras of Zanzibar")
    assert text(dm(ann)).count("In direct messages I search only the bundled documents") == 1


async def test_a_command_in_a_direct_message_finds_the_bundled_documents_only(
    bundled: World,
) -> None:
    ann = bundled.ann.user
    await bundled.add("Tides\n\nThe seminar on tides was funded by the moon.\n", "tides.txt")

    shown = await ann.slash("ask", question=QUESTION)
    offered = await ann.autocomplete("ask", "document", "")

    assert TRUST in text(shown)
    assert "moon" not in text(shown)
    assert [choice["value"] for choice in offered] == ["b1"]


async def test_a_follow_up_works_in_direct_messages(bundled: World) -> None:
    ann = bundled.ann.user
    await ann.send_dm(QUESTION)
    answer = dm(ann)

    await ann.send_dm(
        "when is the next planned?",
        reference={"channel_id": str(ann.dm_channel.id), "message_id": str(answer.id)},
    )
    given = await bundled.engine.library.answers.given_in(BUNDLED, dm(ann).id)
    assert given
    assert given.earlier == QUESTION

    form = await press(ann, answer, "Follow up")
    shown = await ann.submit_modal(form, {"question": "when is the next planned?"})
    assert "spring of 2027" in text(shown)


async def test_an_empty_direct_message_gets_a_hint(bundled: World) -> None:
    ann = bundled.ann.user

    await ann.send_dm("<:ferry:12>")

    assert text(dm(ann)).startswith("Send me a question")


async def test_someone_elses_answer_in_direct_messages_is_no_ones_else(bundled: World) -> None:
    given = await bundled.engine.library.answers.give(BUNDLED, UserId(bundled.ann.id), QUESTION)
    next_passages = custom_ids.NEXT.of(given.token, 0)
    forged = await bundled.forge_directly(bundled.ben.user, next_passages)

    shown = await press(bundled.ben.user, forged, "Forged")

    assert text(shown) == "This answer is somebody else's. Ask the question yourself."


async def test_a_thread_is_answered_like_a_channel(world: World) -> None:
    await world.add()
    world.env.backend.create_thread(world.channel.id, "Ferries", owner_id=world.ann.id)
    await world.env.settle()
    (thread,) = world.channel.threads

    await world.ann.send(thread, f"{world.mention} {QUESTION}")
    assert thread.last_message
    assert TRUST in text(thread.last_message)

    shown = await world.ann.slash(thread, "ask", question=QUESTION, private=True)
    assert "Posted" in buttons(await press(world.ann, shown, "Post here"))
    assert "Posted by" in text(thread.history(viewer=world.ben)[-1])


@pytest.mark.parametrize("greeting", ["hello!", "\N{SHIP}", "thank you"])
async def test_a_greeting_is_answered_privately_with_how_to_ask(
    bundled: World, greeting: str
) -> None:
    asked = await bundled.ann.send(bundled.channel, f"{bundled.mention} {greeting}")

    how_to = text(dm(bundled.ann.user))
    assert how_to.startswith("Mention me with a question")
    assert last(bundled).id == asked.id
    by_command = await bundled.ask(greeting)
    assert by_command.ephemeral
    assert text(by_command) == how_to
    await bundled.ann.user.send_dm(greeting)
    assert text(dm(bundled.ann.user)).startswith("Send me a question")


async def test_who_takes_no_direct_messages_is_told_in_the_channel(world: World) -> None:
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)

    await world.ann.send(world.channel, f"{world.mention} hello!")

    assert text(last(world)).startswith("Mention me with a question")


async def test_help_is_given_where_it_is_asked_for(world: World) -> None:
    await world.ann.send(world.channel, f"{world.mention} help")

    assert text(last(world)).startswith("Mention me with a question")
