"""The places where two texts differ, each with a few words of what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.compare.diff import Diff

CONTEXT = 60
"""Code points shown before and after a change, up to the end of a paragraph."""

ELLIPSIS = "…"


class Kind(Enum):
    """What is with a part of a place."""

    SAME = "same"
    TAKEN = "taken"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and whether they stand in both texts, in the old or in the new one only."""

    kind: Kind
    text: str


def places(diff: Diff) -> list[tuple[Part, ...]]:
    """Return the places, in order; changes closer than their contexts are one place.

    Where only blanks changed, the new ones count as the same.
    """
    found: list[tuple[Part, ...]] = []
    place: list[Part] = []
    parts = _parts(diff)
    for number, part in enumerate(parts):
        if part.kind is not Kind.SAME:
            place.append(part)
            continue
        head, tail = _head(part.text), _tail(part.text)
        last = number + 1 == len(parts)
        if place and not last and len(part.text) <= len(head) + len(tail):
            place.append(part)
            continue
        if place:
            found.append((*place, Part(Kind.SAME, head)) if head else tuple(place))
        place = [Part(Kind.SAME, tail)] if tail else []
    if any(part.kind is not Kind.SAME for part in place):
        found.append(tuple(place))
    return found


def plain(place: Sequence[Part]) -> str:
    """Return a place as text: ``[-taken-]`` and ``{+added+}``, as ``git diff --word-diff`` does."""
    marks = {Kind.SAME: "{}", Kind.TAKEN: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in place)


def _parts(diff: Diff) -> list[Part]:
    """Return what the pieces say, neighbours of a kind as one, none empty."""
    changed = frozenset(diff.changes())
    parts: list[Part] = []
    for number, piece in enumerate(diff.pieces):
        old, new = piece.old.of(diff.old), piece.new.of(diff.new)
        if number not in changed:
            _append(parts, Kind.SAME, new)
            continue
        taken, added = (
            text.rstrip() if old.strip() and new.strip() else text for text in (old, new)
        )
        _append(parts, Kind.TAKEN, taken)
        _append(parts, Kind.ADDED, added)
        _append(parts, Kind.SAME, new[len(added) :])
    return parts


def _append(parts: list[Part], kind: Kind, text: str) -> None:
    if text and parts and parts[-1].kind is kind:
        parts[-1] = Part(kind, parts[-1].text + text)
    elif text:
        parts.append(Part(kind, text))


def _head(text: str) -> str:
    """Return the first words of a text, up to the end of its line."""
    first, newline, _ = text.partition("\n")
    if len(first) <= CONTEXT:
        return first.rstrip() if newline else first
    return first[: max(first.rfind(" ", 0, CONTEXT), 0) or CONTEXT].rstrip() + ELLIPSIS


def _tail(text: str) -> str:
    """Return the last words of a text, from the beginning of its line."""
    last = text.rpartition("\n")[2]
    if len(last) <= CONTEXT:
        return last
    start = len(last) - CONTEXT
    blank = last.find(" ", start)
    return ELLIPSIS + (last[blank + 1 :] if 0 <= blank < len(last) - 1 else last[start:])
