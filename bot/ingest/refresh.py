"""Pages that only send their readers on: ``<meta http-equiv="refresh" content="0; url=…">``."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from bot.errors import Moved, Problem
from bot.ingest.lines import words
from bot.ingest.looks import Element
from bot.ingest.page import visible_lines

_CONTENT = re.compile(
    r"\s*(?P<seconds>\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?(?P<address>.*)", re.IGNORECASE
)

_SECONDS = 10
"""Longer than that a page is meant to be read, or is one that shows itself anew."""

_WORDS = 50
"""Words that say no more than where a page has gone."""

_LONGEST = 2000
"""Characters of an address."""


def refuse_moved(tree: Element) -> None:
    """Raise :class:`~bot.errors.Moved` for a page with hardly a word that leads to another."""
    address = onward(tree)
    if address and sum(words(line.text) for line in visible_lines(tree)) < _WORDS:
        raise Moved(Problem.PAGE_MOVED, address=address)


def onward(tree: Element) -> str:
    """Return where a page sends its readers, as it is written there, or ``""``."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = _CONTENT.match(meta.get("content") or "")
        if not match or int(match["seconds"][:9] or 0) > _SECONDS:
            continue
        if next(meta.iterancestors("noscript"), None) is not None:  # browsers run scripts
            continue
        address = _unquoted(match["address"].strip())
        base = next((each.get("href") or "" for each in tree.iter("base")), "")
        if address and len(address) <= _LONGEST:
            return urljoin(base, address)
    return ""


def _unquoted(address: str) -> str:
    quote = address[:1]
    return address[1:].partition(quote)[0] if quote in {'"', "'"} else address
