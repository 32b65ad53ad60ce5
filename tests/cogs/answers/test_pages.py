"""[Show the page], and links that open at the quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cogs.ui import custom_ids
from bot.ingest.extract import extract
from bot.model import Document, GuildId, UserId
from tests.cogs.test_isolation import away
from tests.cogs.world import (
    QUESTION,
    World,
    buttons,
    choices,
    message,
    press,
    text,
    texts,
    token_of,
)
from tests.drawing.paper import Ink, printed

__all__ = ["away"]

FUNDED = (
    "The seminar was funded by the Harbour Trust of Arven and by the old ferry line, which lent the"
    " ship on which the guests crossed the sound, at no cost to any of them."
)
HELD = (
    "The seminar took place in the old customs house, and forty captains of the coast took part in"
    " it, together with the engineers who look after the oldest of the ferries."
)
LONG = "The seminar was funded by the trust, " + "and by the friends of the ferry, " * 40
GONE = "This answer is too old for its buttons. Ask the question again."


def line(text: str) -> Ink:
    """Print a passage on one line, small."""
    return Ink(60, 700, text, 6)


async def store(
    world: World, *pages: list[Ink], url: str = "", guild_id: GuildId | None = None
) -> Document:
    """Put a PDF into a library without the process that reads files."""
    data = printed(*pages)
    source = replace(extract("seminar.pdf", data), url=url)
    return await world.engine.documents.add(
        guild_id or world.guild_id, source, data, user_id=UserId(world.moderator.id)
    )


async def test_the_page_is_shown_with_the_quote_as_its_alt_text(world: World) -> None:
    await store(world, [line(HELD)], [line(FUNDED)])
    shown = await world.ask()

    page = await press(world.ben, shown, "Show the page")

    assert page.ephemeral
    (file,) = message(page).attachments
    assert file.filename == "page-2.png"
    assert file.description == FUNDED
    assert (await file.read()).startswith(b"\x89PNG")
    assert "page 2 of 2" in text(page)
    assert "\n" not in text(page)


async def test_a_long_quote_is_cut_in_the_alt_text_and_pings_nobody(world: World) -> None:
    lines = [LONG[start : start + 80] for start in range(0, len(LONG), 80)]
    await store(world, [Ink(60, 760 - 14 * at, line) for at, line in enumerate(lines)])
    shown = await world.ask()
    token = token_of(shown)
    forged = await world.forge(world.channel, custom_ids.SHOW_PAGE.of(token, "1.1.0-1300", 1))

    page = await press(world.ann, forged, "Forged")

    (file,) = message(page).attachments
    assert len(file.description or "") == 1024
    assert (file.description or "").endswith("…")
    assert "funded by the trust" in (file.description or "")


async def test_of_a_quote_over_two_pages_that_of_the_answering_sentence_is_shown(
    world: World,
) -> None:
    rules = "The rules of the seminar were printed by the harbour office in a small book."
    await store(world, [line(rules)], [line("It was funded by the trust of Arven.")])

    shown = await world.ask("who funded the seminar?")

    page = await press(world.ann, shown, "Show the page")

    assert "page 2 of 2" in text(page)
    assert "page 2" in texts(shown)[2]  # and not that on which the quote begins


async def test_a_quote_over_two_pages_says_where_the_rest_is(world: World) -> None:
    await store(
        world,
        [Ink(60, 60, "The seminar was funded by the Harbour Trust of Arven, which has been")],
        [Ink(60, 700, "there since the war, and by the old ferry line.")],
    )
    page = await press(world.ann, await world.ask(), "Show the page")

    assert "page 1 of 2" in text(page)
    assert text(page).endswith("\nMore of the quote stands on page 2.")


async def test_the_button_works_after_a_restart(world: World) -> None:
    await store(world, [line(FUNDED)])
    shown = await world.ask()
    await world.restart()

    assert message(await press(world.ben, shown, "Show the page")).attachments


async def test_documents_without_pages_have_no_such_button(world: World) -> None:
    await world.add()
    shown = await world.ask()

    assert "Show the page" not in choices(shown)
    custom_id, _ = choices(shown)["More context"]
    page = await press(
        world.ann, await world.forge_menu(world.channel, custom_id, "page"), "Forged"
    )
    assert text(page) == "Document 1 has no pages to show: only PDFs do."


async def test_a_page_that_is_gone_by_now_ends_in_a_sentence(world: World) -> None:
    document = await store(world, [line(FUNDED)])
    shown = await world.ask()
    await world.engine.documents.remove(world.guild_id, document.handle)

    assert text(await press(world.ann, shown, "Show the page")) == (
        "There is no document 1 in this library."
    )


async def test_a_button_of_one_server_is_worth_nothing_in_another(
    world: World, away: World
) -> None:
    await store(world, [line(FUNDED)], guild_id=GuildId(away.guild.id))
    shown = await away.ask(QUESTION, document="2")
    custom_id, value = choices(shown)["Show the page"]

    forged = await world.forge_menu(world.channel, custom_id, value)
    assert text(await press(world.ann, forged, "Forged")) == GONE

    token = token_of(await world.ask())
    quote = custom_id.split(":")[2]
    forged = await world.forge(world.channel, custom_ids.SHOW_PAGE.of(token, quote, 1))
    refused = await press(world.ann, forged, "Forged")
    assert text(refused) == "There is no document 2 in this library."
    assert not message(refused).attachments


async def test_a_picture_that_one_server_has_seen_is_not_shown_to_another(
    world: World, away: World
) -> None:
    """The same number of another document there, after the picture was kept."""
    await store(world, [line(FUNDED)], guild_id=GuildId(away.guild.id))
    seen = await press(away.ann, await away.ask(document="2"), "Show the page")
    await store(world, [line(HELD)])
    shown = await world.ask("where did the seminar take place", document="2")

    own = await press(world.ann, shown, "Show the page")

    assert message(own).attachments[0].description == HELD
    pictures = [await message(each).attachments[0].read() for each in (seen, own)]
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("page", [1, 2])
async def test_a_link_to_a_pdf_opens_the_page_on_which_the_sentence_begins(
    world: World, page: int
) -> None:
    pages = [[line(HELD)]] * (page - 1)
    await store(world, *pages, [line(FUNDED)], url="https://a.org/s.pdf")

    opened = await press(world.ann, await world.ask(), "Open at the quote")

    assert buttons(opened)["Open at the quote"] == f"https://a.org/s.pdf#page={page}"


async def test_a_link_to_a_web_page_names_words_that_stand_there_once(world: World) -> None:
    body = "Before the war {}\n\nThe seminar was funded by {}"
    data = body.format("the seminar was funded by the brewery of the town.", FUNDED[26:]).encode()
    source = replace(extract("seminar.txt", data), url="https://a.org/s")
    await world.engine.documents.add(world.guild_id, source, data, user_id=None)

    shown = await world.ask("did the Harbour Trust fund the seminar")
    opened = await press(world.ann, shown, "Open at the quote")

    link = buttons(opened)["Open at the quote"]
    assert link.startswith("https://a.org/s#:~:text=The%20seminar%20was%20funded%20by%20the%20Har")
