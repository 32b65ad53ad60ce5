from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import pytest
import pytest_asyncio
from aiohttp import web

from bot.engine.watching import feeds
from bot.engine.watching.feeds import Feeds, FoundFeed
from bot.errors import (
    ForbiddenAddress,
    Problem,
    SourceError,
    TooLarge,
    Unreachable,
    UnsupportedFormat,
)
from bot.model import Origin
from bot.worker.jobs import Reader, open_reader
from tests.refusals import refused
from tests.serving import Handler, fetching, serving
from tests.site import FEED, HOST, Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

Find: TypeAlias = Callable[..., Awaitable[FoundFeed]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncGenerator[Reader, None]:
    """One process for all tests: it takes a second to start."""
    async with open_reader() as reader:
        yield reader


@asynccontextmanager
async def reading(handler: Handler, reader: Reader) -> AsyncGenerator[Feeds, None]:
    async with serving(handler) as port, fetching(port) as (fetcher, _):
        yield Feeds(fetcher, reader)


@pytest.fixture
def found(reader: Reader) -> Find:
    """Return the feed at an address, newly fetched."""

    async def found(handler: Handler, url: str = FEED) -> FoundFeed:
        async with reading(handler, reader) as feeds:
            found = await feeds.find(Origin(url))
        assert found
        return found

    return found


def sitemap(*paths: str) -> str:
    return (
        "<urlset>" + "".join(f"<url><loc>{HOST}{path}</loc></url>" for path in paths) + "</urlset>"
    )


async def test_a_feed_is_found_at_its_address_and_asked_for_what_is_newer(reader: Reader) -> None:
    site = Site(marked=True)
    site.feed(["Two", "One"])
    async with reading(site, reader) as feeds:
        first = await feeds.find(Origin(FEED))
        assert first
        again = await feeds.find(first.origin)
        site.feed(["Three", "Two", "One"])
        newer = await feeds.find(first.origin)

    assert [entry.url for entry in first.feed.entries] == [f"{HOST}/two", f"{HOST}/one"]
    assert first.feed.title == "Harbour news"
    assert again is None
    assert newer
    assert len(newer.feed.entries) == 3


async def test_a_page_leads_to_its_feed_which_is_asked_directly_from_then_on(found: Find) -> None:
    site = Site()
    site.feed(["One"])
    link = '<link rel="alternate" type="application/rss+xml" href="feed.xml">'
    site.put("/", f"<!doctype html><html><head>{link}</head></html>")

    leads = await found(site, HOST)

    assert leads.origin.url == FEED
    assert [entry.title for entry in leads.feed.entries] == ["One"]


async def test_an_index_leads_to_what_its_sitemaps_name(found: Find) -> None:
    site = Site(marked=True)
    numbers = range(feeds.SITEMAPS + 5)
    listed = "".join(f"<sitemap><loc>{HOST}/{n}.xml.gz</loc></sitemap>" for n in numbers)
    site.put("/sitemap.xml", f"<sitemapindex>{listed}</sitemapindex>", "text/xml")
    for number in numbers:
        packed = gzip.compress(sitemap(f"/page{number}", "/both").encode())
        site.put(f"/{number}.xml.gz", packed, "application/x-gzip")
    site.fail("/3.xml.gz", 500)

    index = await found(site, f"{HOST}/sitemap.xml")

    assert len(index.feed.entries) == feeds.SITEMAPS - 1 + 1
    assert len(site.asked) == 1 + feeds.SITEMAPS
    assert index.origin == Origin(f"{HOST}/sitemap.xml")


async def test_an_index_of_which_nothing_can_be_had_is_told(found: Find) -> None:
    site = Site()
    site.put(
        "/feed.xml",
        f"<sitemapindex><sitemap><loc>{HOST}/1.xml</loc></sitemap></sitemapindex>",
        "text/xml",
    )

    with refused(Unreachable, Problem.NOTHING_THERE):
        await found(site)


async def test_a_feed_that_names_an_address_of_ours_is_not_followed_there(found: Find) -> None:
    site = Site()
    locations = "".join(
        f"<sitemap><loc>{url}</loc></sitemap>"
        for url in ("http://127.0.0.2/", "http://localhost/", "file:///etc/passwd")
    )
    site.put("/feed.xml", f"<sitemapindex>{locations}</sitemapindex>", "text/xml")

    with pytest.raises(ForbiddenAddress):
        await found(site)


async def test_a_page_that_has_moved_leads_to_its_feed(found: Find) -> None:
    site = Site()
    site.feed(["One"])
    site.put("/old", '<html><head><meta http-equiv="refresh" content="0;url=/new"></head></html>')
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.put("/new", f"<html><head>{link}</head></html>")

    assert (await found(site, f"{HOST}/old")).origin == Origin(FEED)


async def test_pages_that_name_each_other_as_feeds_come_to_an_end(found: Find) -> None:
    site = Site()
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.put("/feed.xml", f"<!doctype html><html><head>{link}</head></html>")

    with refused(UnsupportedFormat, Problem.NAMED_FEED_IS_NONE):
        await found(site)
    assert len(site.asked) == 3


async def test_a_feed_without_end_is_left(found: Find) -> None:
    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
        await response.prepare(request)
        try:
            while True:
                await response.write(b"<item><title>more</title></item>" * 1000)
        except ConnectionError:
            return response

    with pytest.raises(TooLarge):
        await found(endless)


async def test_a_feed_that_takes_too_long_in_all_is_left(
    found: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SECONDS", 0.05)

    async def slow(_: web.BaseRequest) -> web.Response:
        await asyncio.sleep(0.5)
        return web.Response()

    with refused(Unreachable, Problem.FEED_SLOW, seconds=0.05):
        await found(slow)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", "<html><body><p>Not found, sorry.</p></body></html>"),
        ("application/xml", "<svg><path/></svg>"),
        ("application/pdf", "%PDF-1.7"),
        ("image/png", "x"),
    ],
)
async def test_what_is_no_feed_gets_a_sentence(found: Find, kind: str, body: str) -> None:
    site = Site()
    site.put("/feed.xml", body, kind)

    with pytest.raises(SourceError, match="feed"):
        await found(site)
