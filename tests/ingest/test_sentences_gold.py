"""Sentences in our own words, one a line, that must be found again when they are run together.

Each file is read in its own order and in two others: whether a dot ends a sentence depends on what
the next one begins with.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.ingest.sentences import sentences
from bot.model import Span

FOLDER = Path(__file__).parents[1] / "data" / "sentences"
UNSPACED = {"zh"}


def paragraphs(language: str) -> list[list[str]]:
    text = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    own = [block.split("\n") for block in text.strip().split("\n\n")]
    running = [line for block in own for line in block if not line[0].isdigit()]
    for seed in (1, 2):
        random.Random(seed).shuffle(running)
        own.append(list(running))
    return own


def run_together(block: list[str], language: str) -> str:
    if block[0][0].isdigit():  # a list
        return "\n".join(block)
    return ("" if language in UNSPACED else " ").join(block)


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "ru", "zh"])
def test_the_ends_of_sentences_are_found(language: str) -> None:
    blocks = paragraphs(language)
    text = "\n\n".join(run_together(block, language) for block in blocks)
    ends = set()
    place = 0
    for sentence in (sentence for block in blocks for sentence in block):
        place = text.index(sentence, place) + len(sentence)
        ends.add(place)

    found = {span.end for span in sentences(text, Span(0, len(text)))}

    assert len(ends) >= 120
    wrong = sorted(text[max(0, end - 30) : end + 10] for end in found ^ ends)
    assert 2 * len(found & ends) / (len(found) + len(ends)) >= 0.98, wrong
