"""The places where two texts differ, each with a few words of what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.compare.diff import Diff

CONTEXT = 60
"""Code points shown before and after a change, up to the end of a paragraph."""

ELLIPSIS = "…"


class Operation(Enum):
    """What makes the new text of the old one, as in any diff."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words, and whether they stand in both texts, in the old or in the new one only."""

    operation: Operation
    text: str


def places(diff: Diff) -> list[tuple[Segment, ...]]:
    """Return the places, in order; changes closer than their contexts are one place.

    Where only blanks changed, the new ones count as the same.
    """
    found: list[tuple[Segment, ...]] = []
    place: list[Segment] = []
    segments = _segments(diff)
    for number, segment in enumerate(segments):
        if segment.operation is not Operation.EQUAL:
            place.append(segment)
            continue
        head, tail = _head(segment.text), _tail(segment.text)
        last = number + 1 == len(segments)
        if place and not last and len(segment.text) <= len(head) + len(tail):
            place.append(segment)
            continue
        if place:
            found.append((*place, Segment(Operation.EQUAL, head)) if head else tuple(place))
        place = [Segment(Operation.EQUAL, tail)] if tail else []
    if any(segment.operation is not Operation.EQUAL for segment in place):
        found.append(tuple(place))
    return found


def plain(place: Sequence[Segment]) -> str:
    """Return a place as text: ``[-taken-]`` and ``{+added+}``, as ``git diff --word-diff`` does."""
    marks = {Operation.EQUAL: "{}", Operation.DELETE: "[-{}-]", Operation.INSERT: "{{+{}+}}"}
    return "".join(marks[segment.operation].format(segment.text) for segment in place)


def _segments(diff: Diff) -> list[Segment]:
    """Return what the pieces say, neighbours of one operation joined, none empty."""
    changed = frozenset(diff.changes())
    segments: list[Segment] = []
    for number, piece in enumerate(diff.pieces):
        old, new = piece.old.of(diff.old), piece.new.of(diff.new)
        if number not in changed:
            _append(segments, Operation.EQUAL, new)
            continue
        taken, added = (
            text.rstrip() if old.strip() and new.strip() else text for text in (old, new)
        )
        _append(segments, Operation.DELETE, taken)
        _append(segments, Operation.INSERT, added)
        _append(segments, Operation.EQUAL, new[len(added) :])
    return segments


def _append(segments: list[Segment], operation: Operation, text: str) -> None:
    if text and segments and segments[-1].operation is operation:
        segments[-1] = Segment(operation, segments[-1].text + text)
    elif text:
        segments.append(Segment(operation, text))


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
