"""Letters from where they stand to the order in which they are read.

A line of Arabic or Hebrew is painted in any order: from left to right, from right to left, word by
word. Where the letters stand says what is read: from right to left, but words of other scripts and
numbers from left to right (the Unicode bidirectional algorithm, UAX 9, backwards).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeVar

Placed = TypeVar("Placed")

_OPENING, _CLOSING = "([{«‹", ")]}»›"
_OTHER = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))


def kind(letter: str) -> str:
    """Return ``R`` or ``L`` for the way that a letter is read, ``N`` for digits, or ``""``."""
    found = unicodedata.bidirectional(letter)
    return {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}.get(found, "")


def is_mark(letter: str) -> bool:
    """Tell whether a letter is none by itself, but stands on, below or around another."""
    return unicodedata.category(letter) in {"Mn", "Me", "Mc"}


def in_order(seen: Sequence[Placed], letters: Sequence[str], *, from_right: bool) -> list[Placed]:
    """Return what is seen from left to right as it is read.

    ``letters`` has one for each; ``from_right`` says whether the line is read from the right.
    """
    kinds = _kinds(letters)
    if from_right:
        return [seen[place] for place in _from_right(range(len(seen)), kinds, letters)]
    order: list[int] = []
    for stretch, reads in _stretches(range(len(seen)), kinds):
        order += _from_right(stretch, kinds, letters) if reads == "R" else stretch
    return [seen[place] for place in order]


def _kinds(letters: Sequence[str]) -> list[str]:
    """Return how each letter is read; where no Arabic stands, ``%`` goes with its number."""
    kinds = [kind(letter) for letter in letters]
    if not any(unicodedata.bidirectional(letter) == "AL" for letter in letters):
        for place, letter in enumerate(letters):
            beside = kinds[max(place - 1, 0) : place + 2]
            if (unicodedata.bidirectional(letter) == "ET" and "N" in beside) or (
                unicodedata.bidirectional(letter) == "ES" and beside.count("N") == 2
            ):
                kinds[place] = "N"
    return kinds


def _from_right(places: Sequence[int], kinds: Sequence[str], letters: Sequence[str]) -> list[int]:
    """Return the places from right to left, words of other scripts and numbers from the left."""
    order: list[int] = []
    inner: list[int] = []  # from left to right, up to what is open
    waiting: list[int] = []  # behind it, from right to left
    for place in reversed(places):
        if kinds[place] in {"L", "N"}:
            if inner and not _joins(place, waiting, inner[0], kinds, letters):
                order += [*inner, *waiting]
                inner, waiting = [], []
            inner = [place, *reversed(waiting), *inner]
            waiting = []
        elif kinds[place] == "R":
            order += [*inner, *waiting, place]
            inner, waiting = [], []
        elif inner:
            waiting.append(place)
        else:
            order.append(place)
    return [*order, *inner, *waiting]


def _joins(
    left: int, between: Sequence[int], right: int, kinds: Sequence[str], letters: Sequence[str]
) -> bool:
    """Tell whether two letters or digits are read on from left to right."""
    if kinds[left] == "L" or not between:
        return True
    if kinds[right] == "L":
        return False
    separates = unicodedata.bidirectional(letters[between[0]])
    return len(between) == 1 and separates == "CS" and not letters[between[0]].isspace()


def _stretches(places: Sequence[int], kinds: Sequence[str]) -> Iterator[tuple[list[int], str]]:
    """Yield what is read from the right, from one of its letters to the last, and what is not."""
    stretch: list[int] = []
    reads, sure = "", 0
    for place in places:
        if kinds[place] in {"R", "L"} and kinds[place] != reads:
            if reads == "R":
                yield stretch[:sure], "R"
                stretch = stretch[sure:]
            elif stretch and kinds[place] == "R":
                yield stretch, "L"
                stretch = []
            reads = kinds[place]
        stretch.append(place)
        sure = len(stretch) if kinds[place] == "R" else sure if reads == "R" else 0
    if reads == "R":
        yield stretch[:sure], "R"
        stretch = stretch[sure:]
    yield stretch, "L"


def turned(text: str) -> str:
    """Return a text that is read from the right with its brackets turned as they are meant.

    Fonts say of a bracket how it looks or what it means, and PDFium turns all of them. Before a
    word one opens, after a word it closes.
    """
    letters = list(text)
    opened: list[str] = []
    for place, letter in enumerate(letters):
        if letter not in _OTHER:
            continue
        before = text[place - 1 : place].strip()
        after = text[place + 1 : place + 2].strip()
        opens = letter in _OPENING
        if bool(before) != bool(after):
            opens = bool(after)
        elif opened and opened[-1] in (letter, _OTHER[letter]):
            opens = False
        if opens is not (letter in _OPENING):
            letters[place] = _OTHER[letter]
        if opens:
            opened.append(letters[place])
        elif opened:
            opened.pop()
    return "".join(letters)
