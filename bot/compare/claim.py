"""Whether a text says what somebody claims that it says, word for word.

What is compared are words, whatever their capitals and whatever marks stand between them: a quote
that was copied into a message has other quotation marks, and begins in the middle of a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.compare.diff import Diff, diff
from bot.compare.words import units
from bot.model import Span

_SAID = 0.6
"""The least share of the claim's words that the text has in the same order."""

_FEWEST = 3
"""The fewest such words; what has less is said by any text."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number or name that differs: as the text has it, and as it was claimed, or ``""``."""

    text: str
    claim: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim beside the part of a text that comes nearest to it."""

    span: Span
    """That part of the text."""
    diff: Diff
    """From it to the claim."""

    @property
    def share(self) -> float:
        """Return the share of the claim's words that the text has in the same order."""
        return self.diff.kept / max(self.diff.words[1], 1)

    @property
    def verbatim(self) -> bool:
        """Tell whether the words are the same."""
        return _words(self.diff.old) == _words(self.diff.new)

    @property
    def differences(self) -> list[Difference]:
        """Return the numbers and names that differ, in order."""
        found = []
        for place in self.diff.changes():
            piece = self.diff.pieces[place]
            ours = _telling(piece.old.of(self.diff.old))
            theirs = _telling(piece.new.of(self.diff.new))
            if ours != theirs:
                found.append(Difference(ours, theirs))
        return found


def compared(text: str, claim: str) -> Compared | None:
    """Return the part of a text that comes nearest to a claim; ``None`` if none comes near."""
    whole = diff(text, claim)
    same = [
        piece.old
        for piece in whole.pieces
        if piece.same and any(map(str.isalnum, piece.old.of(text)))
    ]
    if not same or whole.kept < min(_FEWEST, whole.words[1]) or not whole.words[1]:
        return None
    span = _grown(text, Span(same[0].start, same[-1].end), whole)
    inside = units(span.of(text))
    ends = inside.ends[inside.words]
    starts = inside.starts[inside.words]
    end = span.start + int(ends[-1])
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1  # the marks behind the last word
    span = Span(span.start + int(starts[0]), end)
    found = Compared(span, diff(span.of(text), claim))
    return found if found.share >= _SAID or found.verbatim else None


def _grown(text: str, span: Span, whole: Diff) -> Span:
    """Let the part begin and end with as many words as the claim has there in their place."""
    first, last = whole.pieces[0], whole.pieces[-1]
    start, end = span
    if not first.same and (count := len(_words(first.new.of(whole.new)))):
        before = units(text[:start])
        starts = before.starts[before.words]
        start = int(starts[-count]) if len(starts) >= count else 0
    if not last.same and (count := len(_words(last.new.of(whole.new)))):
        behind = units(text[end:])
        ends = behind.ends[behind.words]
        end += int(ends[count - 1]) if len(ends) >= count else len(text) - end
    return Span(start, end)


def _words(text: str) -> list[str]:
    found = units(text)
    return [key.casefold() for key, is_word in zip(found.keys, found.words, strict=True) if is_word]


def _telling(text: str) -> str:
    """Return the numbers and names of a text."""
    found = units(text)
    return " ".join(
        key
        for key, is_word in zip(found.keys, found.words, strict=True)
        if is_word and (key[0].isupper() or any(map(str.isdigit, key)))
    )
