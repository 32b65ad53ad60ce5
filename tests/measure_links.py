"""What links to quotes mark in a real Chromium, sentence by sentence.

    python -m tests.measure_links [PAGE.html…]

opens a link to each sentence of the pages of :mod:`tests.linked_pages`, or of files, and compares
what is marked with the sentence. Links that mark something else are printed.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from bot.answer.fragments import fragments
from bot.answer.links import link_to
from bot.ingest.extract import extract
from bot.ingest.passages import passages
from bot.ingest.sentences import sentences
from bot.model import Span
from tests.browser import STYLE, Browser, Marked, open_browser, serve
from tests.linked_pages import PARAGRAPHS, page

ADDRESS = "https://news.example.org/2026/11/press-releases/the-harbour-of-arven.html"
"""What links are made for: one of the usual length, which leaves less room than a short one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a sentence, and the sentence without its blanks."""

    fragment: str
    letters: str
    start: int
    """How many letters of the text stand before it."""


def links(data: bytes) -> Iterator[Link]:
    """Yield the links to the sentences of a web page."""
    source = extract("page.html", data)
    for passage in passages(source.text, source.landmarks):
        for sentence in sentences(source.text, passage):
            link = link_to(ADDRESS, fragments=fragments(source.text, sentence))
            before = Span(0, sentence.start).of(source.text)
            yield Link(
                link.partition("#")[2], _solid(sentence.of(source.text)), len(_solid(before))
            )


def served(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return pages that show what is marked."""
    return {name: data + f"<style>{STYLE}</style>".encode() for name, data in pages.items()}


def agrees(link: Link, marked: Marked, *, whole: bool) -> bool:
    """Tell whether the sentence is marked, and in its place where the ``whole`` page was read."""
    found = marked.text
    if whole and marked.start != link.start:
        return False
    return normalize("NFKC", found) == normalize("NFKC", link.letters)


async def measure(pages: Mapping[str, bytes], browser: Browser, base: str, *, whole: bool) -> None:
    """Print for each page how many links find something, and how many mark their sentence."""
    total = found = right = 0
    for name, data in pages.items():
        counts = [0, 0, 0]
        for link in links(data):
            marked = await browser.marked(f"{base}{name}#{link.fragment}")
            good = agrees(link, marked, whole=whole)
            for at, counted in enumerate((True, bool(marked.text), good)):
                counts[at] += counted
            if not good:
                print(f"  {link.letters}\n  {marked.text}\n  {unquote(link.fragment)}\n")
        print(f"{name}: {counts[0]} links, {counts[1]} find something, {counts[2]} the sentence")
        total, found, right = total + counts[0], found + counts[1], right + counts[2]
    print(f"all: {total} links, {found} find something, {right} mark the very sentence")


def _solid(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())


async def _run(pages: Mapping[str, bytes], *, whole: bool) -> None:
    async with serve(served(pages)) as base, open_browser() as browser:
        await measure(pages, browser, base, whole=whole)


def main(names: list[str]) -> None:
    """Measure the links of some files, or of the pages of the tests."""
    files = {f"{at}.html": Path(name).read_bytes() for at, name in enumerate(names)}
    pages = files or {language: page(language) for language in PARAGRAPHS}
    asyncio.run(_run(pages, whole=not names))


if __name__ == "__main__":
    main(sys.argv[1:])
