"""Readings (ruby) of Chinese and Japanese: how letters are read, written small beside them.

They stand above a line, or to the right of a column. Programs paint them before or after their
letters, so that they stand in the sentence, and tear it. As in all formats they are no text of the
document; they are listed with what was cut. Of six made files with eight readings each (Chromium,
LibreOffice, Typst; lines and columns) all are read whole, before none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.pdf.line import Line

_KANA = re.compile("[\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u02c7\u02ca\u02cb\u02d9]+")
"""Kana, and bopomofo with its tones."""

_PINYIN = re.compile("[a-zü\u0300-\u030c\u00e0-\u01dc'’]+")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_SMALL = 0.67
"""Sizes of the letters; readings are set in half of it."""

_APART = -0.5, 0.5
"""Sizes of the letters that a reading stands above the top of their line, at least and at most."""

_BESIDE = 1.0
"""Sizes of the letters that a reading may be wider than they are."""


def without_readings(found: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page, and apart from them those that are readings of others."""
    han = [line for line in found if _HAN.search(line.text)]
    if not han:
        return list(found), []
    small = max(line.size for line in han) * _SMALL
    readings = {
        line
        for line in found
        if line.size <= small and _is_reading(line, [base for base in han if _is_of(line, base)])
    }
    kept = [line for line in found if line not in readings]
    return kept, [line for line in found if line in readings]


def _is_of(line: Line, base: Line) -> bool:
    """Tell whether a small line stands right above a part of a line."""
    size = base.size
    return (
        line.size <= _SMALL * size
        and _APART[0] * size <= line.bottom - base.top <= _APART[1] * size
        and line.left >= base.left - _BESIDE * size
        and line.right <= base.right + _BESIDE * size
        and line.turn == base.turn
    )


def _is_reading(line: Line, bases: Sequence[Line]) -> bool:
    syllables = line.text.split()
    written = all(map(_KANA.fullmatch, syllables)) or (
        all(map(_PINYIN.fullmatch, syllables)) and _TONE.search(line.text) is not None
    )
    return written and bool(bases)
