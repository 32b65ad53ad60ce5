"""What changed between two texts, word for word.

A diff is a list of pieces that, put together, give both texts exactly. The longest common
subsequence also matches the "the" and the comma of two sentences that have nothing to do with each
other; such crumbs between two changes are part of the change. What was added or taken away and
could begin at several places begins where a line or a sentence does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.compare.matching import Block, matches
from bot.compare.words import Numbers, Units, numbered, units
from bot.model import Span

_CRUMB = 6
"""Units of the longest match that may be left out; a longer one is no chance."""

_FARTHEST = 100
"""Units by which a change may begin earlier or later."""

_TERMINATORS = frozenset(".!?…。！？؟۔।॥")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts: ``same`` character for character, or changed.

    What was added has an empty span of the old text, where it was added; what was taken away has an
    empty span of the new text.
    """

    old: Span
    new: Span
    same: bool


@dataclass(frozen=True, slots=True)
class Diff:
    """Two texts and the pieces that they consist of, in order."""

    old: str
    new: str
    pieces: tuple[Piece, ...]
    kept: int
    """Words that stand in both, in the same order."""
    words: tuple[int, int]
    """Words of the old and of the new text."""

    @property
    def alike(self) -> float:
        """Return the share of the longer text's words that the other has too, 0 to 1."""
        return self.kept / max(*self.words, 1)

    def changes(self) -> list[int]:
        """Return the places, in ``pieces``, of those in which more than blanks changed."""
        return [
            place
            for place, piece in enumerate(self.pieces)
            if not piece.same and (piece.old.of(self.old).strip() or piece.new.of(self.new).strip())
        ]


def diff(old: str, new: str) -> Diff:
    """Compare two texts, in a thread: two books of 107,000 words take 0.5 to 1.8 seconds."""
    ours, theirs = units(old), units(new)
    blocks = _without_crumbs(matches(*numbered(ours.keys, theirs.keys)), ours, theirs)
    blocks = _placed(blocks, _Side(old, ours), _Side(new, theirs))
    return Diff(
        old=old,
        new=new,
        pieces=tuple(_pieces(blocks, _Side(old, ours), _Side(new, theirs))),
        kept=sum(int(ours.words[at : at + length].sum()) for at, _, length in blocks),
        words=(int(ours.words.sum()), int(theirs.words.sum())),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two texts."""

    text: str
    units: Units

    def start(self, place: int) -> int:
        """Return where a unit begins; the text's end behind the last one."""
        return int(self.units.starts[place]) if place < len(self.units) else len(self.text)

    def blank(self, place: int) -> str:
        """Return what stands between a unit and the next one."""
        return self.text[self.units.ends[place] : self.start(place + 1)]

    def begins(self, place: int) -> bool:
        """Tell whether a line or a sentence begins with a unit."""
        before = place - 1
        return before < 0 or self.units.keys[before] in _TERMINATORS or "\n" in self.blank(before)


def _without_crumbs(blocks: Sequence[Block], old: Units, new: Units) -> list[Block]:
    """Leave out short blocks that are shorter than what changed around them, in words."""
    counts = old.counts(), new.counts()
    kept: list[Block] = []
    for block, following in pairwise((*blocks, Block(len(old), len(new), 0))):
        kept.append(block)
        while kept and _is_crumb(kept, following, *counts):
            kept.pop()
    return kept


def _is_crumb(kept: Sequence[Block], following: Block, old: Numbers, new: Numbers) -> bool:
    block = kept[-1]
    before = _changed(kept[-2] if len(kept) > 1 else Block(0, 0, 0), block, old, new)
    after = _changed(block, following, old, new)
    by_chance = block.length <= 2 and 3 * block.length <= before + after
    short = block.length < min(before, after, _CRUMB + 1)
    return bool(before and after) and (by_chance or short)


def _changed(block: Block, following: Block, old: Numbers, new: Numbers) -> int:
    """Return how many words stand between two blocks, where there are more."""
    taken = old[following.old] - old[block.old + block.length]
    added = new[following.new] - new[block.new + block.length]
    return int(max(taken, added))


def _placed(blocks: Sequence[Block], old: _Side, new: _Side) -> list[Block]:
    """Let what was added or taken away begin where a line or a sentence does, if it can."""
    placed = list(blocks)
    for number in range(len(placed) - 1):
        block, following = placed[number : number + 2]
        if block.old + block.length == following.old:
            by = _shift(new, block.new + block.length, following.new, block, following)
        elif block.new + block.length == following.new:
            by = _shift(old, block.old + block.length, following.old, block, following)
        else:
            continue
        placed[number] = block._replace(length=block.length + by)
        placed[number + 1] = Block(following.old + by, following.new + by, following.length - by)
    return [block for block in placed if block.length]


def _shift(side: _Side, start: int, end: int, block: Block, following: Block) -> int:
    """Return by how many units the change from ``start`` to ``end`` is to begin later, or earlier.

    That makes no difference to the texts as long as it begins with what comes behind it, or ends
    with what comes before it.
    """
    keys = side.units.keys
    for by in range(min(following.length, _FARTHEST) + 1):
        if side.begins(start + by):
            return by
        if by == following.length or keys[start + by] != keys[end + by]:
            break
    for by in range(1, min(block.length, _FARTHEST) + 1):
        if keys[start - by] != keys[end - by]:
            break
        if side.begins(start - by):
            return -by
    return 0


def _pieces(blocks: Sequence[Block], old: _Side, new: _Side) -> Iterator[Piece]:
    at = to = 0
    for block in blocks:
        for ours, theirs in _verbatim(block, old, new):
            if ours.start > at or theirs.start > to:
                yield Piece(Span(at, ours.start), Span(to, theirs.start), same=False)
            yield Piece(ours, theirs, same=True)
            at, to = ours.end, theirs.end
    if at < len(old.text) or to < len(new.text):
        yield Piece(Span(at, len(old.text)), Span(to, len(new.text)), same=False)


def _verbatim(block: Block, old: _Side, new: _Side) -> Iterator[tuple[Span, Span]]:
    """Yield the stretches of a block that are the same with the blanks in and behind them."""
    at, to, length = block
    whole = (
        Span(old.start(at), old.start(at + length)),
        Span(new.start(to), new.start(to + length)),
    )
    if whole[0].of(old.text) == whole[1].of(new.text):
        yield whole
        return
    begin = 0
    for number in range(length):
        same = old.blank(at + number) == new.blank(to + number)
        if same and number + 1 < length:
            continue
        yield (
            Span(old.start(at + begin), _end(old, at + number, blank=same)),
            Span(new.start(to + begin), _end(new, to + number, blank=same)),
        )
        begin = number + 1


def _end(side: _Side, place: int, *, blank: bool) -> int:
    return side.start(place + 1) if blank else int(side.units.ends[place])
