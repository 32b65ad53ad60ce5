"""Long reports, for tests of work that takes a while: each page says something of its own."""

from __future__ import annotations

import random
import re
import textwrap

from tests.ingest.test_pdf_paper import Print, column, written

_WORDS = re.findall(
    r"\w+",
    "harbour ferry council bridge school river village market teacher summer winter report money"
    " travel season captain island village forest doctor garden letter minister office paper"
    " question region service street ticket traffic visitor weather worker season budget company",
)
_SYLLABLES = ("bar", "den", "fel", "gor", "hul", "kim", "lor", "mav", "nes", "pol", "rud", "sten")


def lighthouse(page: int) -> str:
    """Return the name of the lighthouse that a page is about."""
    first, rest = divmod(page, len(_SYLLABLES) ** 2)
    second, third = divmod(rest, len(_SYLLABLES))
    return "".join(_SYLLABLES[place] for place in (first, second, third)).capitalize()


def keeper(page: int) -> str:
    """Return the sentence that only this page has."""
    return f"The lighthouse of {lighthouse(page)} was kept by {page + 3} families."


def report(pages: int, paragraphs: int = 5) -> bytes:
    """Return a PDF of prose, as long as a report's: 40 lines on a page of five paragraphs."""
    chance = random.Random(pages)
    return written(*(_page(number, paragraphs, chance) for number in range(1, pages + 1)))


def _page(number: int, paragraphs: int, chance: random.Random) -> list[Print]:
    prints: list[Print] = []
    for place in range(paragraphs):
        words = [chance.choice(_WORDS) for _ in range(75)]
        sentences = " ".join(
            " ".join(words[start : start + 15]).capitalize() + "." for start in range(0, 75, 15)
        )
        if place == 1:
            sentences = f"{keeper(number)} {sentences}"
        prints += column(*textwrap.wrap(sentences, 85), y=750 - 130 * place)
    return prints
