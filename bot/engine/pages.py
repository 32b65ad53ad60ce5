"""Quotes in their originals: the page of a PDF with the quote marked on it, and where to open it.

A page is drawn in a child process of its own: a file that is being read does not hold it up. Of 133
pages of four files, on two busy cores, half took 54 ms at the most and 19 in 20 took 123 ms; the
first took .7 seconds, in which the child starts, and the first of a file of 24 MB .4 seconds.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.answer.links import link_to
from bot.errors import NoPages
from bot.library.catalogue import Excerpt
from bot.library.originals import Originals, Place
from bot.model import Document, Picture, Quote, Span, VersionId
from bot.settings import Settings
from bot.worker.jobs import Painter

SECONDS = 10.0
"""How long a page may take; the slowest of the real ones takes .2 seconds."""

_KEPT = 16
"""Pictures that are kept, for those who press after each other; each has about 50 KB."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page, from 1 on, with a quote on it; ``others`` are those on which more of it stands."""

    page: int
    others: tuple[int, ...]
    picture: Picture


class Pages:
    """Shows what was found in the catalogue, for a guild; make one with :func:`open_pages`."""

    def __init__(self, originals: Originals, painter: Painter) -> None:
        self._originals = originals
        self._painter = painter
        self._pictures: OrderedDict[tuple[VersionId, Span, int], Picture] = OrderedDict()

    async def show(self, excerpt: Excerpt, page: int | Span = 0) -> PageView:
        """Return a page on which a quote stands: this one, or else the one with most of it.

        A span is that of a sentence within the quote, whose page is meant. Raises
        :class:`~bot.errors.NoPages` if the document is no PDF and a
        :class:`~bot.errors.SourceError` for a page that cannot be drawn.
        """
        if isinstance(page, Span):
            start = excerpt.span.start + page.start
            page = await self._originals.page(excerpt.document, start)
        places = await self._originals.places(excerpt.document, excerpt.span)
        if not places:
            raise NoPages(excerpt.document.handle)
        if page not in {place.page for place in places}:
            page = _fullest(places)
        here = [place for place in places if place.page == page]
        others = sorted({place.page for place in places} - {page})
        return PageView(page, tuple(others), await self._picture(excerpt, page, here))

    async def _picture(self, excerpt: Excerpt, page: int, here: Sequence[Place]) -> Picture:
        key = excerpt.document.version_id, excerpt.span, page
        if key not in self._pictures:
            document = excerpt.document
            self._pictures[key] = await self._painter.draw(
                document,
                lambda: self._originals.original(document),
                page,
                [box for place in here for box in place.boxes],
                "".join(place.part.shift(-excerpt.span.start).of(excerpt.text) for place in here),
            )
        self._pictures.move_to_end(key)
        picture = self._pictures[key]
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return picture

    async def located(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return quotes that know their page, and the link that opens their sentence."""
        texts: dict[VersionId, str] = {}
        return tuple([await self._located(quote, texts) for quote in quotes])

    async def _located(self, quote: Quote, texts: dict[VersionId, str]) -> Quote:
        """Locate a quote; ``texts`` are those that were read for the quotes before it."""
        document = quote.document
        sentence = quote.sentence.shift(quote.span.start)
        page = await self._originals.page(document, sentence.start)
        landmark = _on_page(quote.landmark, page) if page else quote.landmark
        link = await self._link(document, sentence, page, texts)
        return replace(quote, page=page, landmark=landmark, link=link)

    async def link(self, document: Document, sentence: Span) -> str:
        """Return the link that opens a document at a sentence; ``""`` without an address."""
        page = await self._originals.page(document, sentence.start)
        return await self._link(document, sentence, page, {})

    async def _link(
        self, document: Document, sentence: Span, page: int, texts: dict[VersionId, str]
    ) -> str:
        if page or not document.url:
            return link_to(document.url, page)
        text = texts.get(document.version_id)
        if text is None:
            text = texts[document.version_id] = await self._originals.text(document)
        return await asyncio.to_thread(_link_to, document.url, text, sentence)


@asynccontextmanager
async def open_pages(originals: Originals, settings: Settings) -> AsyncGenerator[Pages, None]:
    """Make pages whose child is limited as the one that reads files."""
    seconds = min(settings.reader_seconds, SECONDS)
    painter = Painter(memory_bytes=settings.reader_memory, seconds=seconds)
    try:
        yield Pages(originals, painter)
    finally:
        await painter.close()


def _on_page(landmark: str, page: int) -> str:
    from bot.ingest.headings import on_page  # noqa: PLC0415 (only PDFs have pages)

    return on_page(landmark, page)


def _link_to(url: str, text: str, sentence: Span) -> str:
    """Return the link that opens a web page at a sentence of its text."""
    # .02 seconds of computing to import, which answers from other documents save.
    from bot.answer.fragments import fragments  # noqa: PLC0415

    return link_to(url, fragments=fragments(text, sentence))


def _fullest(places: Iterable[Place]) -> int:
    """Return the page with most of a quote, the first of several."""
    sizes: dict[int, int] = {}
    for place in places:
        sizes[place.page] = sizes.get(place.page, 0) + place.part.end - place.part.start
    return max(sizes, key=lambda page: sizes[page])
