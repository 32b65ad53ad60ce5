from __future__ import annotations

import pytest
import simcord

from bot.cogs.ui.guard import QUESTIONS, SECONDS
from bot.cogs.ui.limits import CHOICE, CHOICES, units
from bot.model import Handle
from tests.cogs.rendering import ended, shows
from tests.cogs.world import FUNDED, QUESTION, RELEASE, World, buttons, message, quotes, text, texts


async def test_a_question_is_answered_by_a_quote_with_its_source(world: World) -> None:
    await world.add()

    shown = await world.ask()

    assert not shown.ephemeral
    question, quote, source = texts(shown)
    assert question == "-# “\u2068who funded the seminar\u2069”"
    assert quote.replace("**", "").replace("__", "").startswith(f"> {FUNDED}")
    assert source == "-# **\u2068Harbour seminar looks at the old ferries\u2069** · `1.1.42-223`"
    assert [*buttons(shown)][-1] == "Remove"


async def test_the_question_is_acknowledged_before_anything_else(world: World) -> None:
    await world.add()

    await world.ask()

    first, second = world.env.http_requests[-2:]
    assert first.path.endswith("/callback")
    assert first.json
    assert first.json["type"] == 5
    assert second.path.endswith("/messages/@original")


async def test_a_private_answer_shows_to_the_asker_only(world: World) -> None:
    await world.add()

    shown = await world.ask(private=True)

    assert shown.ephemeral
    assert [*buttons(shown)][-1] == "Post here"
    assert not world.channel.history(viewer=world.ben)


async def test_a_question_can_be_limited_to_one_document(world: World) -> None:
    await world.add()
    await world.add("Tides\n\nThe seminar on tides was funded by the lighthouse.\n", "tides.txt")

    for chosen in ("1", "harbour SEMINAR"):
        shown = await world.ask(document=chosen)
        assert "Harbour Trust" in text(shown)
        assert "`2.1." not in text(shown)
    for chosen in ("2", "#2", "tides"):
        shown = await world.ask(document=chosen)
        assert "lighthouse" in text(shown)
        assert "`1.1." not in text(shown)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7", "There is no document 7 in this library."),
        ("b1", "There is no document b1 in this library."),
        ("nothing", "There is no document “nothing”. Choose one of those that are offered."),
        ("e", "Several documents fit “e”. Choose one of those that are offered."),
        ("*#*", r"There is no document “\*#\*”. Choose one of those that are offered."),
    ],
)
async def test_a_document_that_is_not_there_gets_a_sentence(
    world: World, typed: str, sentence: str
) -> None:
    await world.add()
    await world.add("Tides\n\nThe tides are high in autumn.\n", "tides.txt")

    assert text(await world.ask(document=typed)) == sentence


async def test_documents_are_offered_while_typing(world: World) -> None:
    await world.add()
    for number in range(CHOICES + 3):
        await world.add(
            f"{'🙂' * 90} {number}\n\nParagraph number {number} of this.", f"{number}.txt"
        )

    offered = await world.ann.autocomplete(world.channel, "ask", "document", "")
    found = await world.ann.autocomplete(world.channel, "ask", "document", "harbour")

    assert len(offered) == CHOICES
    assert all(1 <= units(choice["name"]) <= CHOICE for choice in offered)
    assert all(Handle.parse(choice["value"]) for choice in offered)
    assert found == [{"name": "1 · Harbour seminar looks at the old ferries", "value": "1"}]


async def test_an_empty_library_says_how_it_is_filled(world: World) -> None:
    shown = await world.ask()

    assert "The library is empty. Moderators add documents with `/library add`." in text(shown)


async def test_a_question_about_something_else_is_not_answered(world: World) -> None:
    await world.add()

    shown = await world.ask("who bred the zebras of Tanganyika")

    assert "**Nothing in the library answers that.**" in text(shown)
    assert "“\u2068zebras\u2069”" in text(shown)


async def test_the_source_of_a_message_can_be_found(world: World) -> None:
    await world.add()
    rumour = await world.ben.send(world.channel, "the ferry line and the Harbour Trust co-funded")

    shown = await world.ann.context_menu(world.channel, "Find the source", rumour)

    assert shown.ephemeral
    assert FUNDED in quotes(shown)[0].replace("**", "").replace("__", "")


async def test_the_source_of_a_long_message_is_found_by_its_beginning(world: World) -> None:
    await world.add()
    rumour = await world.ben.send(world.channel, f"{FUNDED} {'and so on ' * 190}")

    shown = await world.ann.context_menu(world.channel, "Find the source", rumour)

    assert FUNDED in quotes(shown)[0].replace("**", "").replace("__", "")


async def test_a_message_without_text_has_no_source(world: World) -> None:
    picture = await world.ben.send(world.channel, "<:ferry:123>", attachments=[("a.png", b"x")])

    shown = await world.ann.context_menu(world.channel, "Find the source", picture)

    assert shown.ephemeral
    assert text(shown) == "That message has no text that I could look for."


async def test_who_asks_too_fast_is_held_back_for_a_while(world: World) -> None:
    await world.add()
    for _ in range(QUESTIONS):
        assert "Harbour Trust" in text(await world.ask())

    refused = await world.ask()

    assert refused.ephemeral
    assert text(refused) == ("That was more than 5 questions in 20 seconds. Ask again in 20 s.")
    other = await world.ben.slash(world.channel, "ask", question=QUESTION)
    assert isinstance(other, simcord.InteractionResult)
    assert not other.ephemeral
    await world.env.advance_time(SECONDS + 1)
    assert "Harbour Trust" in text(await world.ask())


async def test_moderators_are_not_held_back(world: World) -> None:
    await world.add()

    for _ in range(QUESTIONS + 2):
        shown = await world.moderator.slash(world.channel, "ask", question=QUESTION)
        assert "Harbour Trust" in text(shown)


NASTY = (
    "# <@1> *and* __others__\n\n- The gate `opens` at ~~six~~ ||nine|| [here](https://a.example)"
    " <t:1:R> @everyone \\o/ :smile: https://a.example/b_c\n> \u202ereversed cafe\u0301\n"
    "2. <:x:1> <#2> ```code```"
)


async def test_a_document_full_of_markup_is_quoted_word_for_word(world: World) -> None:
    document = await world.add(f"Gates and markup\n\n{NASTY}\n\n{RELEASE}", "nasty.txt")

    shown = await world.ask("when does the gate open?")

    stored = await world.engine.library.catalogue.passages_of(document, 20)
    passage = next(passage for passage in stored if "gate" in passage.text)
    assert shows(quotes(shown)[0]) == ended(passage.text)
    assert not message(shown).mentions
    assert not message(shown).mention_everyone


@pytest.mark.parametrize(
    "written",
    [
        "<@123456789> who funded the seminar",
        "<t:1700000000:R> who funded the <#42> seminar <a:wave:77>",
        "```py\nwho funded the seminar\n```",
        "</library add:99> who funded the seminar",
        "@everyone who funded the seminar @here",
    ],
)
async def test_what_only_discord_understands_is_no_part_of_a_question(
    world: World, written: str
) -> None:
    await world.add()

    assert FUNDED in "".join(quotes(await world.ask(written))).replace("**", "").replace("__", "")
