"""Letters that a program says are others than those that it shows.

Fonts of Chinese and Japanese draw some radicals and letters with one glyph, and programs name the
radical (Chromium): a search for the letter finds nothing then. Ghostscript keeps one byte of what
letters of other fonts mean: an Arabic figure becomes ``ø``, a ligature ``û``. What nobody writes
within a word is U+FFFD, so that it is told; ligatures are put back where words tell them for sure.
Of 28 known texts that Ghostscript wrote anew from files of Chromium, 9 were read wrong without a
note, now one: its small capitals are capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.ingest.pdf.line import Line
from bot.search.frequencies import zipf

LIGATURES = ("ffi", "ffl", "ff", "fi", "fl", "ffj", "fj", "ft", "tf", "ti", "tt", "tti", "Th")
"""What fonts draw as one; ``ti`` and ``tt`` in those of office programs, ``Th`` in books."""

_WHOLE = dict(
    zip(
        "⺎⺒⺓⺛⺞⺟⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "兀巳幺旡歺母民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Radicals that fonts such as Noto Sans CJK draw as the letter; Unicode says it of the others."""

_HAN = "\u3041-\u30ff\u3400-\u9fff"
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_AMID_HAN = re.compile(f"(?<=[{_HAN}])[\u2e80-\u2fd5]+|[\u2e80-\u2fd5]+(?=[{_HAN}])")

_RIGHT = "\u0590-\u08ff"
_OTHERS = "\u0900-\u109f\u1100-\u11ff\u1780-\u17d9\uac00-\ud7a3"
_BYTES = "ÐÝÞßðø÷ýþÿĀ"
_HIGH = re.compile("[\u0590-\uffff]")
_WRONG = (
    f"(?:(?<=[{_RIGHT}])|(?<=[{_RIGHT}]\u200c))[{_OTHERS}{_BYTES}öûüúù]+",
    f"[{_OTHERS}{_BYTES}öûüúù]+(?=\u200c?[{_RIGHT}])",
    f"(?<=[{_OTHERS}])[{_BYTES}]+|[{_BYTES}]+(?=[{_OTHERS}])",
    f"(?<=[{_HAN}])[{_BYTES}]+|[{_BYTES}]+(?=[{_HAN}])",
)
_AMID = re.compile("|".join(_WRONG))
"""Letters of another script, and bytes, within a word of Arabic, Indic or Korean, or in Chinese."""

_FORMULA = re.compile("[\u2200-\u22ff\u2100-\u214f]")
_VARIABLE = re.compile(rf"(?<![^\W\d_])[{_BYTES}](?![^\W\d_])")
"""A letter that is none of a formula, where one has to be."""

_LATIN = re.compile(r"[^\W\d_]*[ß-ÿ][^\W\d_]*")
_SURE = 2
"""Words that have to tell a ligature; one does once another ligature is told."""


def as_meant(line: Line) -> Line:
    """Return a line with whole letters for radicals, and U+FFFD for what it cannot say."""
    text = line.text
    if text.isascii() or not _HIGH.search(text):
        return line
    if _RADICAL.search(text):
        text = _AMID_HAN.sub(_whole, text)
    text = _AMID.sub(_unknown, text)
    if _FORMULA.search(text):
        text = _VARIABLE.sub(_unknown, text)
    return replace(line, text=text) if text != line.text else line


def ligatures(texts: Iterable[str], language: str) -> Mapping[str, str]:
    """Return which letters of a text stand for which ligatures: no word has them as they are.

    ``language`` is an ISO 639-1 code.
    """
    words: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in () if text.isascii() else _LATIN.findall(text):
            for letter in set(re.findall("[ß-ÿ]", word)):
                words[letter].add(word.lower())
    suspects = {
        letter: those
        for letter, those in words.items()
        if not any(zipf(word, language) for word in those)
    }
    table: dict[str, str] = {}
    while found := _told(suspects, table, language):
        table |= found
    return table


def _told(
    suspects: Mapping[str, Iterable[str]], table: Mapping[str, str], language: str
) -> Mapping[str, str]:
    """Return what further letters stand for, once those in a table are known."""
    found = {}
    known = {ord(each): text for each, text in table.items()}
    for letter, those in suspects.items():
        if letter in table:
            continue
        whole = [word.translate(known) for word in those]
        clear = [word for word in whole if set(re.findall("[ß-ÿ]", word)) == {letter}]
        support = {
            ligature: sum(zipf(word.replace(letter, ligature), language) > 0 for word in clear)
            for ligature in LIGATURES
        }
        best = max(support, key=lambda ligature: support[ligature])
        enough = support[best] >= (1 if table else _SURE)
        alone = sum(count == support[best] for count in support.values()) == 1
        if enough and alone and 2 * support[best] > len(clear):
            found[letter] = best
    return found


def _whole(match: re.Match[str]) -> str:
    return "".join(
        _WHOLE.get(letter) or unicodedata.normalize("NFKC", letter) for letter in match[0]
    )


def _unknown(match: re.Match[str]) -> str:
    return "\ufffd" * len(match[0])
