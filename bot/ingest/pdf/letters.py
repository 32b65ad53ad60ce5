"""What the characters of a line stand for: letters, raised figures, symbols and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bot.ingest.pdf.pdfium import GUESSED, Glyph, Page

HYPHEN = "\x02"
"""PDFium's mark of a hyphen at a line end, which may or may not belong to the word."""

NARROW = 0.15
"""Heights of the narrowest blank, in lines that are set tight; letters stand .08 apart at most."""

_AROUND = 0.4
"""Heights of the gaps in Chinese and Japanese that are no blanks: lines are set to one width."""

_SET_WIDE = 0.6
"""Share of the letters with a gap before them from which on a line is set wide."""

_FEWEST = 6
"""Gaps of a line that is set wide; with fewer it may be a row of signs, if not the next of one."""

_BLANK_IN_WIDE = 1.6
"""Usual gaps of a line that is set wide, from which on a gap is a blank."""

_SURE = 0.5
"""Widths of a blank that the page paints, from which on a gap may be one too; scans that were
recognised have narrower ones in words."""

_RAISED, _SMALLER = 0.15, 0.95
"""Sizes of the type that raised figures stand higher at least, and that they are large at most:
browsers set them at .83 and raise them by .3, ReportLab by .5, printers at .6 and by .3."""

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits to raised ones, so that the number of a note is no part of the word before it."""
_SPACE = 0x20
_UNSPACED = re.compile("[\u0590-\u08ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufeff\uff00-\uffef]")
_FIGURES = frozenset("0123456789")
_BLANKS = frozenset((0x09, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000))
_SYMBOLS = {
    0x02: HYPHEN,
    0xFFFE: HYPHEN,
    0xF02D: "-",
    0xF06C: "●",
    0xF06E: "■",
    0xF075: "◆",
    0xF076: "❖",
    0xF0A7: "▪",
    0xF0A8: "◻",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
}
"""What the private codes of the fonts Symbol and Wingdings show: without them lists have boxes."""


_WIDE_SCRIPT = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{2}")
"""Chinese and Japanese."""


def is_ink(glyph: Glyph) -> bool:
    """Tell whether a character shows anything."""
    return glyph.right > glyph.left and glyph.code not in _BLANKS


def letters(part: Sequence[Glyph], high: frozenset[int]) -> str:
    """Return what the characters stand for, one letter for each.

    ``high`` are the places of figures that are raised.
    """
    found = []
    for glyph in part:
        letter = _SYMBOLS.get(glyph.code) or chr(glyph.code)
        if glyph.place in high:
            letter = letter.translate(SUPERSCRIPT)
        found.append(" " if glyph.code in _BLANKS else letter)
    return "".join(found)


def raised(ink: Sequence[Glyph], page: Page) -> frozenset[int]:
    """Return the places of the figures that are set smaller and stand higher than the line.

    The box does not tell: figures of another font are as large on the same baseline.
    """
    usual = sorted(ink, key=lambda glyph: glyph.bottom)[(len(ink) - 1) // 2]
    figures = [
        glyph
        for glyph in ink
        if chr(glyph.code) in _FIGURES and glyph.bottom > usual.bottom and glyph.top > usual.bottom
    ]
    if not figures:
        return frozenset()
    base, size = page.baseline(usual.place)
    found = set()
    for glyph in figures:
        height, own = page.baseline(glyph.place)
        if height - base > _RAISED * size and own < _SMALLER * size:
            found.add(glyph.place)
    return frozenset(found)


def spaced(
    part: Sequence[Glyph], *, wide: bool = False, recognised: bool = False
) -> Iterator[Glyph]:
    """Yield the characters with the blanks that stand between words.

    PDFium guesses some from gaps: between all letters of a line that is set ``wide``, in Chinese
    that is set to a width, and in words that were ``recognised`` on a scan and do not fit it, but
    not where lines are set tight.
    """
    ink = [glyph for glyph in part if is_ink(glyph)]
    height = median([glyph.top - glyph.bottom for glyph in ink] or [0.0])
    gaps = [after.left - before.right for before, after in pairwise(ink)]
    least = NARROW * height
    if wide:
        painted = any(glyph.code in _BLANKS and glyph.code != GUESSED for glyph in part)
        least = float("inf") if painted or not gaps else _BLANK_IN_WIDE * median(gaps)
    elif any(gap > least for gap in gaps):
        least += max(0.0, median(gaps))
    sure = float("inf") if wide else 0.0
    if recognised and (painted_gaps := _painted_gaps(part)):
        least = sure = max(sure, _SURE * median(painted_gaps))
    yield from _with_blanks(part, least, height, sure=sure)


def is_set_wide(run: Sequence[Glyph], fewest: int = _FEWEST) -> bool:
    """Tell whether letters stand apart, and not only words and the dots of a leader.

    ``fewest`` is the number of gaps from which on it can be told.
    """
    if sum(glyph.code == GUESSED for glyph in run) < fewest // 2:
        return False
    ink = [glyph for glyph in run if is_ink(glyph)]
    heights = sorted(glyph.top - glyph.bottom for glyph in ink)
    least = NARROW * heights[-1 - len(heights) // 8] if heights else 0.0  # some may be tight
    between = [
        after.left - before.right
        for before, after in pairwise(ink)
        if chr(before.code).isalpha() and chr(after.code).isalpha()
    ]
    return sum(gap > least for gap in between) >= max(fewest, _SET_WIDE * len(between))


def _painted_gaps(part: Sequence[Glyph]) -> list[float]:
    """Return how wide the blanks are that the page paints."""
    gaps = []
    before: Glyph | None = None
    painted = False
    for glyph in part:
        if is_ink(glyph):
            if before and painted and glyph.left > before.right:
                gaps.append(glyph.left - before.right)
            before, painted = glyph, False
        elif glyph.code != GUESSED:
            painted = True
    return gaps


def _with_blanks(
    part: Sequence[Glyph], least: float, height: float, *, sure: float
) -> Iterator[Glyph]:
    """Yield the characters with a blank for gaps over ``least``, guessed ones for ``sure`` ones."""
    before: Glyph | None = None
    guessed: Glyph | None = None
    blank = False
    for glyph in part:
        if glyph.code == GUESSED:
            guessed = glyph
            continue
        if not is_ink(glyph):
            blank, guessed = blank or glyph.code in _BLANKS, None
            yield glyph
            continue
        if before and not blank:
            gap = glyph.left - before.right
            both = chr(before.code) + chr(glyph.code)
            stretched = gap < _AROUND * height and _WIDE_SCRIPT.fullmatch(both)
            if guessed and (not sure or gap >= sure) and not stretched:
                yield guessed
            elif gap > least and not _UNSPACED.search(both):
                yield Glyph(glyph.place, _SPACE, 0.0, 0.0, 0.0, 0.0)
        yield glyph
        before, guessed, blank = glyph, None, False
