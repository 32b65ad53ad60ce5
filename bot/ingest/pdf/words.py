"""Letters to words, each with its box on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.boxes import Word
from bot.ingest.pdf.pdfium import Glyph

_NO_TEXT = re.compile("[\x00\x01\x03-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\ufeff\uffff]")
_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\s{_UNSPACED}]+")
"""Chinese and Japanese have no blanks; what stands between letters of another script is a word
here, all of whose characters are as wide."""


def words(letters: str, glyphs: Sequence[Glyph]) -> tuple[str, tuple[Word, ...]]:
    """Return the text of letters with one blank between two words, and where the words stand.

    ``glyphs`` are the characters on the page, one for each letter.
    """
    if _NO_TEXT.search(letters):
        places = [place for place, letter in enumerate(letters) if not _NO_TEXT.match(letter)]
        letters = "".join([letters[place] for place in places])
        glyphs = [glyphs[place] for place in places]
    text = ""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(letters):
        text += " " if text and match.start() > end else ""
        start, end = len(text), match.end()
        text += match[0]
        ink = [glyph for glyph in glyphs[match.start() : end] if glyph[4] > glyph[2]]
        if ink:
            _, _, lefts, bottoms, rights, tops = zip(*ink, strict=True)
            box = min(lefts), min(bottoms), max(rights), max(tops)
            found.append(Word(start, len(text), *box))
    return text, tuple(found)
