"""What stands raised or lowered in a line, so that its figures are no digits of the number before.

All readers of formats that say it write figures so, as the reader of PDF does: ``25`` and the mark
of a note 2 are ``25²``. Letters stay as they are, for most of them end an ordinal or an
abbreviation: ``1st``, ``XXe``, ``Mme``; those that do not are powers and marks of notes.
"""

from __future__ import annotations

import re

_FIGURES = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_SIGNED = re.compile(r"(?<!\d)[+\-−–]?\d+(?:[+\-−](?!\w))?")
"""A figure with its sign, 10⁻⁶ or Ca²⁺; between two figures it is a dash."""

_WORDS = re.compile(r"[^\W\d_]{3}|[^\W\d_]\.")
_NOTED = re.compile(r"[a-zß-ÿ]{3}[.,;:)”\"]?$")
"""What the letter of a note stands after; those of abbreviations have fewer: ``Nr``."""

_LONGEST = 2_000
"""Code points that are put together of pieces; what is raised is shorter by far."""

_POWERS = frozenset("nxyki")
_TRADE_MARKS = {"tm": "™", "sm": "℠"}


def raised(text: str, before: str = "") -> str:
    """Return what stands raised after ``before``, as a text has it.

    Small print that is raised keeps its words and figures, and so does a reference in brackets.
    """
    bare = text.strip()
    if mark := _TRADE_MARKS.get(bare.lower()):
        return mark
    if len(bare) == 1 and (letter := _LETTERS.get(bare)):
        is_power = bare in _POWERS and not before[-2:-1].isalpha() and before[-1:].isalnum()
        return letter if is_power or _NOTED.search(before) else text
    if _WORDS.search(text) or bare.startswith("["):
        return text
    return _SIGNED.sub(_figure, text)


def lowered(text: str, before: str = "") -> str:
    """Return what stands lowered after ``before``, with its figures low after a digit: 16₂."""
    return text.translate(_LOWERED) if before[-1:].isdigit() else text


def _figure(match: re.Match[str]) -> str:
    return match[0].translate(_FIGURES)


class Written:
    """The text of a paragraph piece by piece, as programs keep letters that look alike together.

    What is struck out goes into ``struck``, and pieces of it that follow each other are one there;
    what nobody sees, for it is white or tiny, goes into ``faint`` as well.
    """

    def __init__(self, struck: list[str] | None = None, faint: list[str] | None = None) -> None:
        self.struck = [] if struck is None else struck
        self.faint = [] if faint is None else faint
        self.pieces: list[str] = []
        self._shifted = ""  # what the last piece was written from
        self._shift = ""
        self._cut = False  # the last piece was struck out
        self._fainted = False  # a piece was hard to see

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self.pieces)

    def add(self, text: str, shift: str = "", *, struck: bool = False, faint: bool = False) -> None:
        """Add text; ``shift`` is ``sup`` or ``sub`` where it stands off the line."""
        if faint and not struck:
            self.faint.append(text if self._fainted else f" {text}")
            self._fainted = True
        if struck:
            self._strike(text)
        elif text:
            if self._cut and text[0] == " " and self._ends_blank():
                text = text[1:]
            self._cut = False
            goes_on = bool(shift) and shift == self._shift and len(self._shifted) < _LONGEST
            self._shifted = self._shifted + text if goes_on else text
            before = self.pieces[-1 - goes_on] if len(self.pieces) > goes_on else ""
            self.pieces[len(self.pieces) - goes_on :] = [placed(self._shifted, shift, before)]
            self._shift = shift

    def _strike(self, text: str) -> None:
        if self._cut and len(self.struck[-1]) < _LONGEST:
            self.struck[-1] += text
        elif text.strip():
            self.struck.append(text)
            self._cut = True

    def _ends_blank(self) -> bool:
        return not self.pieces or self.pieces[-1][-1:].isspace()


def placed(text: str, shift: str, before: str) -> str:
    """Return text as it stands in a line: ``shift`` is ``sup``, ``sub`` or ``""``."""
    if shift == "sup":
        return raised(text, before)
    return lowered(text, before) if shift == "sub" else text
