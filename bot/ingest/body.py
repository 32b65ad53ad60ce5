"""A text under way: paragraphs, headings and places, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.errors import Problem, TooLarge
from bot.ingest.decode import tidy
from bot.ingest.headings import LONGEST, is_date
from bot.ingest.lines import is_contact, is_prose
from bot.model import Landmark

MAX_CHARACTERS = 8_000_000
"""Code points; what is longer is refused while it grows, before it fills the memory."""

_ENOUGH = 3
"""Headings that a document marks if it marks them at all, and not only its title page."""

_BOLD_SHARE = 0.3
"""Of the letters; where more are bold, bold means nothing."""

_IN_A_ROW = 3
"""Title, subtitle, first heading."""

_LETTER = re.compile(r"[^\W\d_]")
_MARK = re.compile(r"[-–—•*·▪◦‣+>»|☐☑☒]")

_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?] ")
"""The end of a sentence with another one after it."""


_SUPERSCRIPT = str.maketrans("0123456789ivxlcdm", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐ")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table row of a word processor's document as it is shown, and what it is.

    ``titles`` is that of the document's title; ``contents`` a line of a table of contents;
    ``level`` that of a heading, from 0 for the highest, if it has one.
    """

    text: str
    heads: bool = False
    titles: bool = False
    listed: bool = False
    contents: bool = False
    bold: bool = False
    level: int | None = None


def superscript(mark: str) -> str:
    """Return the mark of a note as it stands in a text: small and high."""
    return mark.translate(_SUPERSCRIPT)


def limit(characters: int) -> None:
    """Raise :class:`~bot.errors.TooLarge` for a text with so many characters, if it is one."""
    if characters > MAX_CHARACTERS:
        raise TooLarge(Problem.TEXT_TOO_LONG, limit=MAX_CHARACTERS)


class Body:
    """Collects the text that will be stored, and the landmarks in it.

    Tables of contents are left out unless it is to be ``whole``.
    """

    def __init__(self, whole: bool = False) -> None:
        self._whole = whole
        self.landmarks: list[Landmark] = []
        self.removed: list[str] = []
        self.title = ""
        """What is set as the title of the document."""
        self.length = 0
        self._tops: list[tuple[int, str]] = []  # headings above the text, with their levels
        self._titling = False
        self._begun = False
        self._pieces: list[str] = []
        self._lines: list[tuple[int, str, bool]] = []
        self._place = ""

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._pieces)

    def add(self, blocks: Iterable[Block]) -> None:
        """Add the paragraphs of a document; short items of a list stand on lines of one paragraph.

        Lines of a table of contents are noted as removed: they would be found in place of what they
        point to.
        """
        below_item = False
        for block in blocks:
            item = block.listed and not is_prose(block.text)
            self._note_title(block)
            if block.contents and not self._whole:
                self.remove(block.text)
            elif block.heads:
                self.heading(block.text)
            else:
                self.paragraph(block.text, adjoining=item and below_item, bold=block.bold)
            below_item = item

    @property
    def top(self) -> str:
        """Return the heading above all text that is alone on the highest level, or ``""``."""
        highest = min((level for level, _ in self._tops), default=0)
        found = [label for level, label in self._tops if level == highest]
        return found[0] if len(found) == 1 and len(self._tops) > 1 else ""

    def _note_title(self, block: Block) -> None:
        text = " ".join(tidy(block.text).split())
        if not text or block.contents:
            return
        if block.titles and (self._titling or not self.title):
            self.title = f"{self.title} {text}".strip()  # it may take two paragraphs
        self._titling = block.titles
        if block.heads and block.level is not None and not self._begun:
            self._tops.append((block.level, text))
        self._begun = self._begun or (not block.heads and is_prose(text))

    def add_notes(self, label: str, notes: Iterable[tuple[str, str]]) -> None:
        """Add the notes of a document, each with its mark, under a landmark of their own."""
        self.place(label)
        for mark, text in notes:
            if text.strip():
                self.paragraph(f"{mark} {text.strip()}".strip())
        self.place("")

    def paragraph(self, text: str, *, adjoining: bool = False, bold: bool = False) -> None:
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
        if adjoining and self._lines:  # a list all in bold has no headings
            self._lines[-1] = (self._lines[-1][0], "", False)
            bold = False
        self._lines.append((start, " ".join(text.split()) if bold else "", bold))
        self.length = start + len(text)
        limit(self.length)

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

    def remove_all(self, texts: Iterable[str]) -> None:
        """Note texts that are left out, what is struck out say."""
        for text in texts:
            self.remove(text)

    def settle_headings(self) -> None:
        """Take short bold paragraphs for headings, if the document marks hardly any.

        Half of the test documents have no heading's style anywhere. As in a plain text, a false
        heading is worse than a missed one: text must follow, after two more at most.
        """
        bold = sum(len(label) for _, label, is_bold in self._lines if is_bold)
        if bold > _BOLD_SHARE * self.length:
            return
        guessed = list(self._guessed())
        if len(self.landmarks) < max(_ENOUGH, len(guessed) / 2):
            marked = {each.start for each in self.landmarks}
            self.landmarks += (each for each in guessed if each.start not in marked)
            self.landmarks.sort(key=lambda each: each.start)

    def _guessed(self) -> Iterator[Landmark]:
        """Yield the bold paragraphs that text follows, last first."""
        credit = 0
        for start, label, is_bold in reversed(self._lines):
            if not is_bold or not _may_be_heading(label):
                credit = _IN_A_ROW
            elif credit:
                credit -= 1
                yield Landmark(start, label)


def _may_be_heading(label: str) -> bool:
    return (
        len(label) <= LONGEST
        and len(_LETTER.findall(label)) >= 2
        and not label.endswith((":", "：", ",", "،", ";"))
        and not _MARK.match(label)
        and not _SENTENCES.search(label)
        and not (is_prose(label) or is_date(label) or is_contact(label))
    )
