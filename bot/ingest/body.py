"""A text under way: paragraphs, headings and places, one after the other."""

from __future__ import annotations

from bot.errors import TooLarge
from bot.ingest.decode import tidy
from bot.ingest.headings import headings
from bot.ingest.lines import is_prose
from bot.model import Landmark

MAX_CHARACTERS = 8_000_000
"""Code points; what is longer is refused while it grows, before it fills the memory."""


class Body:
    """Collects the text that will be stored, and the landmarks in it."""

    def __init__(self) -> None:
        self.landmarks: list[Landmark] = []
        self.removed: list[str] = []
        self.length = 0
        self._pieces: list[str] = []
        self._place = ""

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._pieces)

    def paragraph(self, text: str, *, adjoining: bool = False) -> None:
        """Add a paragraph; one that is ``adjoining`` stands on the line right below the last."""
        text = tidy(text).strip()
        if not text:
            return
        between = "" if not self._pieces else "\n" if adjoining else "\n\n"
        start = self.length + len(between)
        if self._place:
            self.landmarks.append(Landmark(start, self._place))
            self._place = ""
        self._pieces.append(between + text)
        self.length = start + len(text)
        if self.length > MAX_CHARACTERS:
            message = (
                f"This document has more than {MAX_CHARACTERS:,} characters, which is the limit."
                " Split it and add the parts."
            )
            raise TooLarge(message)

    def heading(self, text: str) -> None:
        """Add a paragraph that is a landmark, unless it is prose: leads are set as headings too."""
        before = self.length
        self.paragraph(text)
        label = " ".join(tidy(text).split())
        if self.length > before and any(map(str.isalnum, label)) and not is_prose(label):
            self.landmarks.append(Landmark(before + 2 * (before > 0), label))

    def place(self, label: str) -> None:
        """Make the next paragraph a landmark with a label of its own: a slide, a sheet."""
        self._place = " ".join(tidy(label).split())

    def remove(self, text: str) -> None:
        """Note a line that is left out."""
        if line := " ".join(tidy(text).split()):
            self.removed.append(line)

    def guess_headings(self) -> None:
        """Look for headings as in a plain text, if the document marks none."""
        if not self.landmarks:
            self.landmarks.extend(headings(self.text))
