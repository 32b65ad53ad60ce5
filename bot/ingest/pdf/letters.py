"""What the characters of lines stand for: letters, raised figures, symbols and blanks."""

from __future__ import annotations

import numpy as np

from bot.ingest.pdf.glyphs import BLANK, GUESSED, Codes, Glyphs, Kind, Mask, Points, medians
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
    for place in np.flatnonzero(_SYMBOL(found)).tolist():
        found[place] = ord(_SYMBOLS[int(found[place])])
    for place in raised.tolist():
        found[place] = SUPERSCRIPT[int(found[place])]
    return found


def raised(glyphs: Glyphs, ink: Codes, page: Page) -> Codes:
    """Return where the figures stand that are set smaller and higher than their line.

    The box does not tell: figures of another font are as large on the same baseline.
    """
    part, bottom = glyphs.part[ink], glyphs.bottom[ink]
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    lowest = np.repeat(np.minimum.reduceat(bottom, starts), np.diff(starts, append=len(ink)))
    higher = _FIGURE(glyphs.code[ink]) & (bottom > lowest)
    found: list[int] = []
    for number in np.unique(part[higher]).tolist():
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
    ink, is_guessed = glyphs.ink, glyphs.code == GUESSED
    is_painted = BLANK(glyphs.code) & ~is_guessed
    pairs = np.flatnonzero(glyphs.part[ink[1:]] == glyphs.part[ink[:-1]])
    before, after = ink[pairs], ink[pairs + 1]
    part, gaps = glyphs.part[before], glyphs.left[after] - glyphs.right[before]
    height = _medians((glyphs.top - glyphs.bottom)[ink], glyphs.part[ink], len(wide))
    least, sure = NARROW * height, np.where(wide, np.inf, 0.0)
    loose = np.bincount(part[gaps > least[part]], minlength=len(wide)) > 0
    least += np.maximum(0.0, _medians(gaps[loose[part]], part[loose[part]], len(wide)))
    if wide.any():
        painted = np.bincount(glyphs.part[is_painted], minlength=len(wide)) > 0
        usual = _medians(gaps[wide[part]], part[wide[part]], len(wide))
        least[wide] = np.where(painted, np.inf, _BLANK_IN_WIDE * usual)[wide]
    if recognised:
        own = np.cumsum(~is_guessed)
        is_blank = (own[after] - own[before] > 1) & (gaps > 0)
        usual = _SURE * _medians(gaps[is_blank], part[is_blank], len(wide))
        sure = np.maximum(sure, usual)
        least = np.where(usual > 0, sure, least)
    first, second = glyphs.code[before], glyphs.code[after]
    stretched = (gaps < _AROUND * height[part]) & _WIDE_SCRIPT(first) & _WIDE_SCRIPT(second)
    apart = is_guessed[after - 1] & ((sure[part] == 0) | (gaps >= sure[part])) & ~stretched
    apart |= (gaps > least[part]) & ~_UNSPACED(first) & ~_UNSPACED(second)
    blanks = np.cumsum(is_painted)
    here = after[apart & (blanks[after] == blanks[before])]
    kept = ~is_guessed
    return glyphs[kept].with_blanks(np.cumsum(kept)[here] - 1, glyphs.place[here], _SPACE)


def set_wide(glyphs: Glyphs) -> Mask:
    """Tell in which parts letters stand apart, and not only words and the dots of a leader."""
    count = int(glyphs.part[-1]) + 1
    guessed = np.bincount(glyphs.part[glyphs.code == GUESSED], minlength=count)
    found = np.zeros(count, np.bool_)
    if guessed.max() < _FEWEST // 2:
        return found
    apart, between = _gaps(glyphs, count)
    starts = np.searchsorted(glyphs.part, np.arange(count + 1)).tolist()
    wide = False
    for part in range(count):
        fewest = _FEWEST_AFTER if wide else _FEWEST
        likely = guessed[part] >= fewest // 2 and apart[part] >= max(
            fewest, _SET_WIDE * between[part]
        )
        wide = bool(likely) and _is_set_wide(glyphs[starts[part] : starts[part + 1]], fewest)
        found[part] = wide
    return found


def _gaps(glyphs: Glyphs, count: int) -> tuple[Codes, Codes]:
    """Return how many letters of each part stand apart from the one before at most, and may."""
    ink = glyphs.ink
    height = np.full(count, np.inf)
    np.minimum.at(height, glyphs.part[ink], (glyphs.top - glyphs.bottom)[ink])
    before, after = ink[:-1], ink[1:]
    pairs = (glyphs.part[after] == glyphs.part[before]) & _ALPHABETIC(glyphs.code[before])
    pairs &= _ALPHABETIC(glyphs.code[after])
    part, gap = glyphs.part[before][pairs], (glyphs.left[after] - glyphs.right[before])[pairs]
    apart = np.bincount(part[gap > NARROW * height[part]], minlength=count)
    return apart, np.bincount(part, minlength=count)


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
        found[part[np.flatnonzero(np.diff(part, prepend=-1))]] = medians(values, part)
    return found
