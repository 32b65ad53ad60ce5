"""The terms of an index with their rows.

Terms that an index starts with are found by their hash in an array, those that join it later in a
dictionary. A dictionary alone took 120 bytes a term: half a megabyte for a guild of 500 passages,
of which hundreds are held at a time; the arrays take 17.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np

from bot.search.forward import Hashes, Ints, Mask, hash_of, lines_of
from bot.search.inverted import Inverted
from bot.search.spelling import Lexicon, slips_allowed

_REMEMBERED = 256
"""Looked-up terms that are kept at the least; a question looks up some fifty, each a few times."""

_LARGE = 50_000
"""Terms from which on what one asks for near ones is kept: among 345,000 an unknown word takes 3 ms
with it and 13 without, and 1 among the 10,000 of a guild, of which hundreds are held."""


class Vocabulary:
    """Distinct terms, numbered from 0 on."""

    def __init__(self) -> None:
        self._hashes: Hashes = np.empty(0, np.uint64)  # ascending: the row of a term is its place
        self._text = b""
        self._added: dict[str, int] = {}
        self._looked_up: dict[str, int] = {}
        self._lexicons: dict[str, tuple[list[int], Lexicon]] = {}

    def __len__(self) -> int:
        return len(self._hashes) + len(self._added)

    def __iter__(self) -> Iterator[str]:
        yield from _terms(self._text)
        yield from self._added

    def __contains__(self, term: str) -> bool:
        return self.get(term) is not None

    def get(self, term: str) -> int | None:
        """Return the row of a term, if it has one."""
        row = self._looked_up.get(term)
        if row is None:
            if len(self._looked_up) >= max(len(self) >> 4, _REMEMBERED):
                self._looked_up.clear()
            row = self._looked_up[term] = self._find(term)
        return None if row < 0 else row

    def rows(self, inverted: Inverted) -> Ints:
        """Return the row of each term of an index, new ones for terms that have none."""
        if not len(self):
            return self._start(inverted.hashes, inverted.text)
        rows, found = self._places(inverted.hashes)
        if not found.all():
            self._forget()
            terms, added, known = _terms(inverted.text), self._added, len(self._hashes)
            for place in np.flatnonzero(~found).tolist():
                rows[place] = added.setdefault(terms[place], known + len(added))
        return rows

    def known(self, terms: Iterable[str]) -> dict[str, int]:
        """Return those of many terms that are here, with their rows."""
        terms = list(terms)
        hashes = np.fromiter(map(hash_of, terms), np.uint64, len(terms))
        rows, found = self._places(hashes)
        known = {terms[place]: int(rows[place]) for place in np.flatnonzero(found).tolist()}
        return known | {term: self._added[term] for term in terms if term in self._added}

    def near(self, term: str) -> Iterator[tuple[int, int, str]]:
        """Yield how many slips away each term near enough is, its row, and the term itself."""
        if not slips_allowed(term):
            return
        rows, lexicon = self._lexicons.get(term[:1]) or self._lexicon(term[:1])
        for slips, place, other in lexicon.near(term):
            yield slips, rows[place], other

    def around(self, part: str) -> Iterator[tuple[str, int]]:
        """Yield the longer terms that begin or end with another, and their rows."""
        wanted = part.encode()
        at = self._text.find(wanted)
        while at >= 0:
            start, end = self._text.rfind(b"\n", 0, at) + 1, self._text.find(b"\n", at)
            if (start == at) != (end == at + len(wanted)):
                term = self._text[start:end].decode()
                yield term, self._find(term)
            at = self._text.find(wanted, end)
        for term, row in self._added.items():
            if term != part and (term.startswith(part) or term.endswith(part)):
                yield term, row

    def keep(self, mask: Mask) -> None:
        """Forget the terms whose row is not in ``mask``, and number the others from 0 on."""
        frozen = mask[: len(self._hashes)]
        self._hashes = self._hashes[frozen]
        self._text = lines_of(self._text, np.flatnonzero(frozen))
        added = (term for term, row in self._added.items() if mask[row])
        self._added = {term: row for row, term in enumerate(added, start=len(self._hashes))}
        self._forget()

    def _start(self, hashes: Hashes, text: bytes) -> Ints:
        self._hashes, self._text = hashes, text
        self._forget()
        return np.arange(len(hashes), dtype=np.int32)

    def _forget(self) -> None:
        """Forget what was found in other terms."""
        self._looked_up.clear()
        self._lexicons.clear()

    def _lexicon(self, letter: str) -> tuple[list[int], Lexicon]:
        """Return the terms that begin with a letter, and their rows."""
        letters = np.frombuffer(self._text, np.uint8)
        ends = np.flatnonzero(letters == ord("\n")) + 1
        starts = np.concatenate(([0], ends))
        rows = np.arange(len(ends))
        for place, byte in enumerate(letter.encode()):
            rows = rows[letters[starts[rows] + place] == byte]
        added = {term: row for term, row in self._added.items() if term.startswith(letter)}
        terms = [*_terms(lines_of(self._text, rows)), *added]
        found = [*rows.tolist(), *added.values()], Lexicon(terms)
        if len(self) > _LARGE:
            self._lexicons[letter] = found
        return found

    def _places(self, hashes: Hashes) -> tuple[Ints, Mask]:
        """Return where hashes stand among those of the start, and which do."""
        if not len(self._hashes):
            return np.zeros(len(hashes), np.int32), np.zeros(len(hashes), np.bool_)
        places = np.searchsorted(self._hashes, hashes).astype(np.int32)
        places[places == len(self._hashes)] = 0
        return places, self._hashes[places] == hashes

    def _find(self, term: str) -> int:
        """Return the row of a term, or −1."""
        row = self._added.get(term)
        if row is not None:
            return row
        wanted = hash_of(term)
        hashes = self._hashes.data
        place = bisect_left(hashes, wanted)
        return place if place < len(hashes) and hashes[place] == wanted else -1


def _terms(text: bytes) -> list[str]:
    return text.decode().split("\n")[:-1]
