"""Letters to words, each with its box on the page."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from bot.ingest.boxes import Words
from bot.ingest.pdf.glyphs import Codes, Glyphs, Kind, decoded, turned_back

_NO_TEXT = Kind.of("[\x00\x01\x03-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\ufeff\uffff]")
_SPACE = Kind(str.isspace)
_UNSPACED = Kind.of("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Chinese and Japanese have no blanks; what stands between letters of another script is a word
here, all of whose characters are as wide."""

Text = tuple[str, Words]


def texts(
    letters: Codes, glyphs: Glyphs, count: int, turn: int, size: tuple[float, float]
) -> list[Text]:
    """Return the texts of parts with one blank between two words, and where the words stand.

    ``letters`` has the code of one for each of the characters, which stand on a page of a ``size``
    in points that is turned; the words stand on it as it is.
    """
    is_text = ~_NO_TEXT(letters)
    if not is_text.all():
        letters, glyphs = letters[is_text], glyphs[is_text]
    whole = decoded(letters)
    ends = np.searchsorted(glyphs.part, np.arange(count + 1)).tolist()
    found = [" ".join(whole[start:end].split()) for start, end in pairwise(ends)]
    placed, parts = _words(letters, glyphs, turn, size)
    ends = np.searchsorted(parts, np.arange(count + 1)).tolist()
    words = [placed[start:end] for start, end in pairwise(ends)]
    return list(zip(found, words, strict=True))


def _words(
    letters: Codes, glyphs: Glyphs, turn: int, size: tuple[float, float]
) -> tuple[Words, Codes]:
    """Return the words of all parts, and the number of the part that each is in."""
    is_solid = ~_SPACE(letters)
    goes_on = np.zeros(len(letters), np.bool_)
    goes_on[1:] = (glyphs.part[1:] == glyphs.part[:-1]) & is_solid[:-1]
    is_other = np.zeros(len(letters), np.bool_)
    is_unspaced = _UNSPACED(letters)
    np.not_equal(is_unspaced[1:], is_unspaced[:-1], out=is_other[1:])
    begins = (is_solid & (is_other | ~goes_on)).nonzero()[0]
    if not len(begins):
        return Words.of(()), begins
    part = glyphs.part[begins]
    first = np.searchsorted(part, part)  # of the words of the same part
    before: Codes = np.cumsum(is_solid) - is_solid
    blanks = np.cumsum(~goes_on[begins])
    start = before[begins] - before[begins][first] + blanks - blanks[first]
    end = start + np.append(before[begins[1:]], np.count_nonzero(is_solid)) - before[begins]
    has_box = is_solid & (glyphs.right > glyphs.left)
    lowest = (np.where(has_box, edge, np.inf) for edge in (glyphs.left, glyphs.bottom))
    highest = (np.where(has_box, edge, -np.inf) for edge in (glyphs.right, glyphs.top))
    left, bottom = (np.minimum.reduceat(edge, begins) for edge in lowest)
    right, top = (np.maximum.reduceat(edge, begins) for edge in highest)
    shown = left < np.inf
    box = turned_back((left, bottom, right, top), turn, *size)
    return Words(np.column_stack((start, end, *box))[shown]), part[shown]
