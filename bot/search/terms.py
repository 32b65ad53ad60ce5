"""Which terms the passages of a document are found by.

Those of its text and, once in each passage, those of its title. The title took 115 press questions
from 47.0 to 57.4 % at rank 1: the passage that names the funder of a seminar need not have the word
"seminar". So are those of the headings above it, which stand in no passage: what only a heading
says is found, and not said to be in no document.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

import Stemmer

from bot.model import Span
from bot.search.analysis import Analysis
from bot.search.forward import Forward

VERSION = 5
"""Counted up with each change of what the terms of a text are; a test notices one."""


def analysis_name() -> str:
    """Return what stored terms depend on beside the document: with another they are made anew."""
    return f"{VERSION} {Stemmer.version()} {unicodedata.unidata_version}"


def forward_of(
    title: str,
    language: str,
    texts: Iterable[str],
    analysis: Analysis,
    headings: Iterable[str] = (),
) -> Forward:
    """Make the terms of a document's passages, given as their texts: some 4,000 a second.

    ``headings`` are those above each passage, if there are any.
    """
    of_title = analysis.terms(title, language)

    def above(heading: str) -> list[str]:
        return [term for term in analysis.terms(heading, language) if term not in of_title]

    return Forward.of(
        [*of_title, *above(heading), *analysis.terms(text, language)]
        for text, heading in zip(texts, chain(headings, repeat("")), strict=False)
    )


def headings_above(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Yield for each passage of a text the headings above it, which stand in no passage."""
    heading, end = "", 0
    for span in spans:
        heading = text[end : span.start].strip() or heading
        yield heading
        end = span.end
