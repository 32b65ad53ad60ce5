from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
import simcord
from aiohttp import web

from bot.engine.engine import open_engine
from bot.settings import Settings
from tests.cogs.conftest import opened
from tests.cogs.world import RELEASE, World, buttons, message, press, quotes, text
from tests.serving import fetching, page, serving

URL = "https://harbour.example/rules"
SERVED = "http://harbour.example/rules"


@pytest.fixture
async def local(bare_settings: Settings) -> AsyncGenerator[World, None]:
    """A server of Discord whose bot takes this machine for the internet."""

    async def answer(request: web.BaseRequest) -> web.Response:
        if request.path == "/moved":
            raise web.HTTPFound("/rules#hours")
        if request.path == "/*scan*.png":
            return web.Response(body=b"\x89PNG", content_type="image/png")
        return await page(request)

    async with (
        serving(answer) as port,
        fetching(port) as (fetcher, _),
        open_engine(bare_settings, fetcher=fetcher) as engine,
        opened(engine) as world,
    ):
        yield world


async def add(world: World, **options: object) -> simcord.InteractionResult:
    shown = await world.moderator.slash(world.channel, "library add", **options)
    assert isinstance(shown, simcord.InteractionResult)
    return shown


async def test_a_moderator_adds_a_page_by_its_address_and_it_is_quoted_with_its_link(
    local: World,
) -> None:
    draft = await add(local, url="http://harbour.example/moved")

    assert draft.ephemeral
    assert list(buttons(draft)) == ["Publish", "Edit", "Embargo and expiry", "Cancel"]
    said = text(draft)
    assert "### \u2068Rules of the harbour\u2069" in said
    assert SERVED.replace("http:", r"http\:") in said
    assert "rules.html" in said
    assert await local.engine.library.catalogue.count(local.guild_id) == 0

    await press(local.moderator, draft, "Publish")
    shown = await local.ask("when does the gate close")

    assert "closes at nine" in quotes(shown)[0].replace("**", "")
    opened = await press(local.ann, shown, "Open at the quote")
    assert buttons(opened)["Open at the quote"].startswith(f"{SERVED}#:~:text=")


async def test_an_address_of_what_is_not_read_gets_a_sentence(local: World) -> None:
    refused = await add(local, url="http://harbour.example/*scan*.png")

    assert refused.ephemeral
    assert text(refused).startswith("harbour.example sends image/png, which Verbatim cannot read.")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost:8080/", "http://[::1]/"])
async def test_an_address_of_the_bots_own_machine_is_refused(world: World, url: str) -> None:
    refused = await add(world, url=url)

    assert refused.ephemeral
    assert "is not a public address, so I do not open it. You can save the page" in text(refused)
    assert not buttons(message(refused))
    assert await world.engine.library.catalogue.count(world.guild_id) == 0


async def test_what_is_no_address_gets_a_sentence(world: World) -> None:
    refused = await add(world, url="the *rules* of the harbour")

    assert text(refused).startswith(
        r"“the \*rules\* of the harbour” is not a web address that I can open. Give one that begins"
    )


async def test_a_file_and_an_address_together_are_refused(world: World) -> None:
    refused = await add(world, file=("harbour.txt", RELEASE.encode()), url=URL)

    assert refused.ephemeral
    assert text(refused) == ("That is a file and an address. Give only one of them.")
