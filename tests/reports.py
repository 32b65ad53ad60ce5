"""Long reports, for tests of work that takes a while: each page says something of its own."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator, Sequence

from tests.ingest.test_pdf_paper import Print, column, written

_WORDS = re.findall(
    r"\w+",
    "harbour ferry council bridge school river village market teacher summer winter report money"
    " travel season captain island village forest doctor garden letter minister office paper"
    " question region service street ticket traffic visitor weather worker season budget company",
)
PARAGRAPHS = 5
_SYLLABLES = ("bar", "den", "fel", "gor", "hul", "kim", "lor", "mav", "nes", "pol", "rud", "sten")


def lighthouse(page: int) -> str:
    """Return the name of the lighthouse that a page is about."""
    first, rest = divmod(page, len(_SYLLABLES) ** 2)
    second, third = divmod(rest, len(_SYLLABLES))
    return "".join(_SYLLABLES[place] for place in (first, second, third)).capitalize()


def keeper(page: int) -> str:
    """Return the sentence that only this page has."""
    return f"The lighthouse of {lighthouse(page)} was kept by {page + 3} families."


def report(pages: int, paragraphs: int = PARAGRAPHS) -> bytes:
    """Return a PDF of prose; five paragraphs fill a page, with 40 lines."""
    return written(*(_page(page) for page in _pages(pages, paragraphs)))


def paragraphs(pages: int) -> list[str]:
    """Return the paragraphs of a :func:`report`."""
    return [paragraph for page in _pages(pages, PARAGRAPHS) for paragraph in page]


def _pages(pages: int, paragraphs: int) -> Iterator[list[str]]:
    chance = random.Random(pages)
    for number in range(1, pages + 1):
        page = [_paragraph(chance) for _ in range(paragraphs)]
        page[1] = f"{keeper(number)} {page[1]}"
        yield page


def _paragraph(chance: random.Random) -> str:
    sentences = (" ".join(chance.choices(_WORDS, k=15)).capitalize() for _ in range(5))
    return " ".join(f"{sentence}." for sentence in sentences)


def _page(paragraphs: Sequence[str]) -> list[Print]:
    return [
        print_
        for place, paragraph in enumerate(paragraphs)
        for print_ in column(*textwrap.wrap(paragraph, 85), y=750 - 130 * place)
    ]
