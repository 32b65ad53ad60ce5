"""What the characters of lines stand for: letters, raised figures, symbols and blanks."""

from __future__ import annotations

import numpy as np

from bot.ingest.pdf.glyphs import (
    BLANK,
    GUESSED,
    Codes,
    Glyphs,
    Kind,
    Mask,
    Pairs,
    Points,
    medians,
    starts,
)
from bot.ingest.pdf.pdfium import Page

HYPHEN = "\x02"
"""PDFium's mark of a hyphen at a line end, which may or may not belong to the word."""

NARROW = 0.15
"""Heights of the narrowest blank, in lines that are set tight; letters stand .08 apart at most."""

_AROUND = 0.4
"""Heights of the gaps in Chinese and Japanese that are no blanks: lines are set to one width."""

_SET_WIDE = 0.6
"""Share of the letters with a gap before them from which on a line is set wide."""

_FEWEST, _FEWEST_AFTER = 6, 2
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
_UNSPACED = Kind.of("[\u0590-\u08ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufeff\uff00-\uffef]")
_ALPHABETIC = Kind(str.isalpha)
_FIGURE = Kind.of("[0-9]")
_SYMBOLS = {
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

_SYMBOL = Kind(lambda letter: ord(letter) in _SYMBOLS)
_WIDE_SCRIPT = Kind.of("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Chinese and Japanese."""


def letters(glyphs: Glyphs, raised: Codes) -> Codes:
    """Return what the characters stand for, the code of a letter for each.

    ``raised`` says where figures stand that are raised.
    """
    found = np.where(BLANK(glyphs.code), _SPACE, glyphs.code)
    for place in _SYMBOL(found).nonzero()[0].tolist():
        found[place] = ord(_SYMBOLS[int(found[place])])
    for place in raised.tolist():
        found[place] = SUPERSCRIPT[int(found[place])]
    return found


def raised(glyphs: Glyphs, ink: Codes, page: Page) -> Codes:
    """Return where the figures stand that are set smaller and higher than their line.

    The box does not tell: figures of another font are as large on the same baseline.
    """
    part, bottom = glyphs.part[ink], glyphs.bottom[ink]
    figures = _FIGURE(glyphs.code[ink])
    if not figures.any():
        return np.zeros(0, np.int64)
    begins = starts(part)
    lowest = np.zeros(int(part[-1]) + 1)
    lowest[part[begins]] = np.minimum.reduceat(bottom, begins)
    higher = figures & (bottom > lowest[part])
    found: list[int] = []
    for number in sorted(set(part[higher].tolist())):
        own = ink[np.searchsorted(part, number) : np.searchsorted(part, number, "right")]
        found += _raised(glyphs, own, page)
    return np.array(found, np.int64)


def _raised(glyphs: Glyphs, ink: Codes, page: Page) -> list[int]:
    bottom, top = glyphs.bottom[ink], glyphs.top[ink]
    usual = np.argsort(bottom, kind="stable")[(len(ink) - 1) // 2]
    level = bottom[usual]
    figures = ink[_FIGURE(glyphs.code[ink]) & (bottom > level) & (top > level)].tolist()
    if not figures:
        return []
    base, size = page.baseline(int(glyphs.place[ink[usual]]))
    found = []
    for figure in figures:
        height, own = page.baseline(int(glyphs.place[figure]))
        if height - base > _RAISED * size and own < _SMALLER * size:
            found.append(figure)
    return found


def spaced(glyphs: Glyphs, wide: Mask, *, recognised: bool = False) -> Glyphs:
    """Return the characters with the blanks that stand between words.

    PDFium guesses some from gaps: between all letters of parts that are set ``wide``, in Chinese
    that is set to a width, and in words that were ``recognised`` on a scan and do not fit it, but
    not where lines are set tight.
    """
    is_guessed = glyphs.code == GUESSED
    is_painted = BLANK(glyphs.code) & ~is_guessed
    ink = glyphs.ink
    pairs = glyphs.pairs(ink)
    painted = np.cumsum(is_painted)
    guessed = is_guessed[pairs.after - 1]
    may_be = guessed | wide[pairs.part] | recognised
    may_be |= pairs.gap > NARROW * _lowest(glyphs, ink, len(wide))[pairs.part]
    may_be &= painted[pairs.after] == painted[pairs.before]
    open_, guessed = pairs.of(may_be), guessed[may_be]
    first, second = glyphs.code[open_.before], glyphs.code[open_.after]
    han, part = _WIDE_SCRIPT(first) & _WIDE_SCRIPT(second), open_.part
    doubtful = np.zeros(len(wide), np.bool_)
    doubtful[part[~guessed | han | wide[part] | recognised]] = True
    limits = _Limits(len(wide))
    if doubtful.any():
        limits.find(glyphs, ink, pairs, doubtful, wide)
    if recognised:
        limits.recognise(pairs, is_guessed)
    sure = limits.sure[part]
    apart = guessed & ((sure == 0) | (open_.gap >= sure))
    apart &= ~(han & (open_.gap < _AROUND * limits.height[part]))
    apart |= (open_.gap > limits.least[part]) & ~_UNSPACED(first) & ~_UNSPACED(second)
    kept, here = ~is_guessed, open_.after[apart]
    return glyphs[kept].with_blanks(np.cumsum(kept)[here] - 1, glyphs.place[here], _SPACE)


class _Limits:
    """From which gaps on a blank stands in each part, in points, and how high its letters are.

    ``sure`` are those from which on it is one that PDFium has guessed, too.
    """

    def __init__(self, count: int) -> None:
        self.least, self.height = np.full(count, np.inf), np.zeros(count)
        self.sure = np.zeros(count)

    def find(self, glyphs: Glyphs, ink: Codes, pairs: Pairs, chosen: Mask, wide: Mask) -> None:
        """Look at the gaps of some parts."""
        count, ink, pairs = len(chosen), ink[chosen[glyphs.part[ink]]], pairs.of(chosen[pairs.part])
        self.height = _medians((glyphs.top - glyphs.bottom)[ink], glyphs.part[ink], count)
        self.least = NARROW * self.height
        usual = _medians(pairs.gap, pairs.part, count)
        loose = np.bincount(pairs.part[pairs.gap > self.least[pairs.part]], minlength=count) > 0
        self.least[loose] += np.maximum(0.0, usual[loose])
        is_painted = BLANK(glyphs.code) & (glyphs.code != GUESSED)
        painted = np.bincount(glyphs.part[is_painted], minlength=count) > 0
        self.least[wide] = np.where(painted, np.inf, _BLANK_IN_WIDE * usual)[wide]
        self.sure[wide] = np.inf

    def recognise(self, pairs: Pairs, is_guessed: Mask) -> None:
        """Look at the blanks that stand on a scan."""
        own = np.cumsum(~is_guessed)
        blanks = pairs.of((own[pairs.after] - own[pairs.before] > 1) & (pairs.gap > 0))
        usual = _SURE * _medians(blanks.gap, blanks.part, len(self.sure))
        self.sure = np.maximum(self.sure, usual)
        self.least = np.where(usual > 0, self.sure, self.least)


def set_wide(glyphs: Glyphs) -> Mask:
    """Tell in which parts letters stand apart, and not only words and the dots of a leader."""
    count = int(glyphs.part[-1]) + 1
    found = np.zeros(count, np.bool_)
    guessed = np.bincount(glyphs.part[glyphs.code == GUESSED], minlength=count)
    if guessed.max() < _FEWEST // 2:
        return found
    ink = glyphs.ink
    pairs = glyphs.pairs(ink)
    is_letter = _ALPHABETIC(glyphs.code)
    pairs = pairs.of(is_letter[pairs.before] & is_letter[pairs.after])
    apart = pairs.gap > NARROW * _lowest(glyphs, ink, count)[pairs.part]
    most = np.bincount(pairs.part[apart], minlength=count)
    likely = (guessed > 0) & (most >= _SET_WIDE * np.bincount(pairs.part, minlength=count))
    for part in np.flatnonzero(likely & (most >= _FEWEST_AFTER)).tolist():
        fewest = _FEWEST_AFTER if part and found[part - 1] else _FEWEST
        if guessed[part] >= fewest // 2 and most[part] >= fewest:
            found[part] = _is_set_wide(glyphs[glyphs.part == part], fewest)
    return found


def _lowest(glyphs: Glyphs, ink: Codes, count: int) -> Points:
    """Return how high the lowest character of each part is, in points."""
    part = glyphs.part[ink]
    found = np.zeros(count)
    if len(ink):
        begins = starts(part)
        found[part[begins]] = np.minimum.reduceat((glyphs.top - glyphs.bottom)[ink], begins)
    return found


def _is_set_wide(part: Glyphs, fewest: int) -> bool:
    """Tell whether letters stand apart; some may be tight, so that they are lower than most."""
    ink = part[part.ink]
    heights = np.sort(ink.top - ink.bottom)
    least = NARROW * heights[-1 - len(heights) // 8]
    is_letter = _ALPHABETIC(ink.code)
    between = (ink.left[1:] - ink.right[:-1])[is_letter[1:] & is_letter[:-1]]
    return int((between > least).sum()) >= max(fewest, _SET_WIDE * len(between))


def _medians(values: Points, part: Codes, count: int) -> Points:
    """Return the median of the values of each part, 0 of one that has none."""
    found = np.zeros(count)
    if len(values):
        found[part[starts(part)]] = medians(values, part)
    return found
