"""Signs of which a font does not say which letters they show; PDFium gives their numbers.

Fonts of old programs number letters as ASCII does, so that the numbers are letters; in fonts of
formulas and of a part of a font they are anything. Words tell: a font is read if its words are
those of a language, or stand elsewhere on the page. The names of glyphs may tell what they show.
One sign in a word that is known but for it is a ligature: the word tells which, for all words with
the sign, or for itself if only one ligature makes it a word. What is left is U+FFFD.

Words are known from the document, and from the 30,000 of its language that are used most. Of 16
words with ligatures that made files lose, the names give 16 instead of 12, the lists 11 instead of
9 where glyphs have no names, and 8 instead of none where the font says U+0000 of all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from bot.ingest.boxes import Word, Words
from bot.ingest.language import guess
from bot.ingest.pdf.glyph_names import GlyphNames
from bot.ingest.pdf.ligatures import FREQUENT
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.mistaken import LIGATURES, as_meant, ligatures
from bot.ingest.pdf.pdfium import UNNAMED, Unnamed
from bot.search.frequencies import zipf

_SIGNS = "\U000f0000-\U000ffffd"
_SIGN = re.compile(f"[{_SIGNS}]")
_UNCLEAR = re.compile(f"[{_SIGNS}\ufffd]")
_NOTHING = re.compile(f"[\ufffd\ue000-\uf8ff{_SIGNS}]")
_STRETCH = re.compile(f"[{_SIGNS}]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TORN = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}¢¤…‡†£¥§¶®©¨≠∞±¬])+")
"""A word with signs in it, or with symbols that other fonts have instead of ligatures."""

_ODD = re.compile(r"[¢¤…‡†£¥§¶®©¨≠∞±¬]|(?![A-Z])[^\W\d_a-zà-öø-ÿœßāēīōūąčďęėěģįķļņňřšťůųžćłńóśźż]")
_ALONE = re.compile(f"[{_SIGNS}](?: |$)")
_BULLET = "•"
_HIGH = re.compile("[\u2e80-\uffef]")
_ENDING_IN_ZERO = "".join(chr(code) for code in range(0x6100, 0xD700, 0x100))
_SWAPPED = re.compile(f"(?<=[a-z])[{_ENDING_IN_ZERO}]+|[{_ENDING_IN_ZERO}]+(?=[a-z])")
_SCRIPTS = "\u0530-\u10ff\u1780-\u17ff"
_FOREIGN = "\u2e80-\u2fff\u3130-\ua63f\ua960-\ufaff"
_AMID = re.compile(f"(?<=[{_SCRIPTS}])[{_FOREIGN}]+|[{_FOREIGN}]+(?=[{_SCRIPTS}])")
"""Chinese or Korean in a word of a script that nobody mixes it with, from Armenian to Khmer."""

_LETTERS = range(0x20, 0x7F)
_SHARE = 0.5
"""Of the words of a font, those that stand elsewhere on the page."""

_BAD = 0.3
"""Of the letters of a line, those that stand for nothing, from which on it is left out."""

_IN_WORD = re.compile(r"[^\W\d_][¡¦¯´¸¼½¾¿]")
_ODD_WORD = re.compile(r"[^\W\d_](?:[<>=?@]\w|\d+[^\W\d_])|\w[<>=?@]+[^\W\d_]")
"""A word with a sign or a figure in it, as those that lost a byte of each letter."""

_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
_NOT_LATIN = re.compile("[\u0250-\u1fff\u2070-\U0010ffff]")
_ALPHABETS = frozenset(("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "ARABIC", "GEORGIAN"))
_MIXED, _FEWEST = 0.4, 3
"""Share and number of such words from which on a line is none of a language."""

_KNOWN = 4
_LONG = re.compile(rf"[^\W\d_]{{{_KNOWN},}}")
"""Letters of a word that tells which ligature it lacks."""

_MEANT = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}\ufffd])+")


def named(found: Sequence[Line], signs: Sequence[Unnamed], names: GlyphNames) -> list[Line]:
    """Return the lines with the numbers of fonts that can be read as the letters that they are."""
    found = [as_meant(_without_halves(line)) for line in found]
    stretches: dict[bytes, list[str]] = defaultdict(list)
    for line in found:
        for stretch in _STRETCH.findall(line.text):
            font = signs[ord(stretch[0]) - UNNAMED].font
            stretches[font].append("".join(_letter(sign, signs) for sign in stretch))
    if not stretches:
        return list(found)
    there = {word.lower() for line in found for word in _WORD.findall(_SIGN.sub("\x00", line.text))}
    read = {font for font, texts in stretches.items() if _is_read(texts, there)}
    table = {
        sign: meant
        for sign in {sign for line in found for sign in _SIGN.findall(line.text)}
        if (meant := _meant(signs[ord(sign) - UNNAMED], read, names))
    }
    lines = [_with(line, table) for line in found]
    return [_with_bullet(line) if _is_first(line, lines) else line for line in lines]


def _meant(sign: Unnamed, read: set[bytes], names: GlyphNames) -> str:
    if sign.font in read and sign.number in _LETTERS:
        return chr(sign.number)
    return names.get(sign.font, sign.number)


def bad(found: Sequence[Line]) -> list[Line]:
    """Return the lines too many of whose letters stand for nothing: unknown ones, private codes.

    What stands beside another line stays: the sentence would read on without it.
    """
    wrong = [line for line in found if _is_bad(line)]
    good = [line for line in found if line not in wrong] if wrong else []
    return [line for line in wrong if not any(line.beside(other) for other in good)]


def _is_bad(line: Line) -> bool:
    if line.text.isascii():
        return False
    if (_IN_WORD.search(line.text) or _NOT_LATIN.search(line.text)) and _is_mixed(line.text):
        return True
    return len(_NOTHING.findall(line.text)) > _BAD * (len(line.text) - line.text.count(" "))


def filled(pages: Iterable[Sequence[Line]]) -> list[tuple[Line, ...]]:
    """Return the lines of all pages with the ligatures that words tell, and U+FFFD for the rest."""
    lines = [tuple(page) for page in pages]
    texts = [line.text for page in lines for line in page]
    torn = _torn(texts)
    if not torn and not any(map(_UNCLEAR.search, texts)):
        return lines
    known = _known(texts)
    table = {
        sign: meant for sign, words in torn.items() if (meant := _ligature(sign, words, known))
    }
    lines = [tuple(_with(line, table) for line in page) for page in lines] if table else lines
    if not any(_UNCLEAR.search(line.text) for page in lines for line in page):
        return lines
    language = guess("\n".join(line.text for page in lines for line in page))
    vocabulary = _Vocabulary(known, language)
    return [tuple(_with_words(line, vocabulary) for line in page) for page in lines]


def with_ligatures(pages: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Return the lines of a file that Ghostscript wrote, whose ligatures are other letters."""
    texts = [line.text for page in pages for line in page]
    language = guess("\n".join(texts))
    table = ligatures(texts, language) if language else {}
    return [tuple(_with(line, table) for line in page) for page in pages] if table else [*pages]


def _torn(texts: Iterable[str]) -> dict[str, set[str]]:
    """Return the words that have one odd sign in them, by that sign."""
    torn: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in () if text.isascii() else _TORN.findall(text):
            odd = _odd(word)
            if len(odd) == 1 and len(word) >= _KNOWN:
                torn[odd.pop()].add(word.lower() if word[:1].isupper() else word)
    return torn


def _odd(word: str) -> set[str]:
    return set() if word.isascii() else {*_SIGN.findall(word), *_ODD.findall(word)}


def _known(texts: Sequence[str]) -> set[str]:
    """Return the words that have none, and those that are frequent."""
    plain = "\n".join(text for text in texts if text.isascii())
    known = {*FREQUENT, *_LONG.findall(plain.lower())}
    for text in texts:
        for word in () if text.isascii() else _TORN.findall(text):
            if len(word) >= _KNOWN and not _odd(word):
                known.add(word.lower())
    return known


class _Vocabulary:
    """The words of a document and of its language."""

    def __init__(self, known: Container[str], language: str) -> None:
        self._known, self._language = known, language

    def whole(self, word: str) -> str:
        """Return a word that lacks a ligature as it is meant, ``""`` if that cannot be told.

        What is a word without one may stand after a quotation mark that is unknown, or before it.
        """
        rest = _UNCLEAR.sub("", word)
        if len(rest) != len(word) - 1 or len(rest) < _FEWEST or self._has(rest):
            return ""
        found = [
            whole
            for ligature in LIGATURES
            if ligature.islower() or _UNCLEAR.match(word)
            if self._has(whole := _UNCLEAR.sub(ligature, word))
        ]
        return found[0] if len(found) == 1 else ""

    def _has(self, word: str) -> bool:
        return word.lower() in self._known or bool(zipf(word, self._language))


def _with_words(line: Line, vocabulary: _Vocabulary) -> Line:
    """Return a line with the words that are whole if one ligature is put in, U+FFFD elsewhere."""
    if not _UNCLEAR.search(line.text):
        return line
    texts = list(line.text)
    for match in _MEANT.finditer(line.text):
        if (unclear := _UNCLEAR.search(match[0])) and (whole := vocabulary.whole(match[0])):
            rest = len(match[0]) - unclear.end()
            texts[match.start() + unclear.start()] = whole[unclear.start() : len(whole) - rest]
    return _with_texts(line, [_SIGN.sub("\ufffd", text) for text in texts])


def _is_mixed(text: str) -> bool:
    """Tell whether words have symbols in them, or letters of two scripts, as no language does."""
    found = [word for word in text.split() if sum(map(str.isalpha, word)) > 1]
    mixed = sum(
        _IN_WORD.search(word) is not None or _in_two_scripts(word) or _is_holed(word)
        for word in found
    )
    odd = sum(_ODD_WORD.search(word) is not None for word in found) if mixed else 0
    return max(mixed, odd) >= max(_FEWEST, _MIXED * len(found))


def _is_holed(word: str) -> bool:
    """Tell whether a word of Arabic or Hebrew lacks letters: its others may be wrong then."""
    return "\ufffd" in word and _FROM_RIGHT.search(word) is not None


def _in_two_scripts(word: str) -> bool:
    """Tell whether a word has letters of two alphabets."""
    if word.isascii():
        return False
    return len({_alphabet(letter) for letter in word if letter.isalpha()} - {""}) > 1


def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in _ALPHABETS else ""


def _is_first(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a line begins with a sign by itself, and nothing stands to its left."""
    return _ALONE.match(line.text) is not None and not any(
        other.left < line.left and other.beside(line) and line.left - other.right < 3 * line.size
        for other in lines
    )


def _with_bullet(line: Line) -> Line:
    return replace(line, text=_BULLET + line.text[1:])


def _without_halves(line: Line) -> Line:
    """Return the line with letters whose halves were swapped as they are meant.

    Ghostscript swaps the bytes of what a glyph for several letters stands for: ``fi`` becomes two
    Chinese characters. In scripts of other blocks it loses some of them, and they are U+FFFD.
    """
    if not _HIGH.search(line.text):
        return line
    text = _SWAPPED.sub(lambda match: "".join(map(_swapped, match[0])), line.text)
    return replace(line, text=_AMID.sub(lambda match: "\ufffd" * len(match[0]), text))


def _swapped(letter: str) -> str:
    meant = chr(ord(letter) >> 8)
    return meant if "a" <= meant <= "z" else "\ufffd"


def _letter(sign: str, signs: Sequence[Unnamed]) -> str:
    number = signs[ord(sign) - UNNAMED].number
    return chr(number) if number in _LETTERS else ""


def _is_read(stretches: Sequence[str], there: set[str]) -> bool:
    """Tell whether what a font shows is words, or numbers of several figures."""
    text = " ".join(stretches)
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        numbers = [each for each in stretches if len(set(each)) > 1]
        return bool(numbers) and not re.search(r"[^\d\s.,%+()-]", text)
    if guess(text):
        return True
    return sum(word in there or word in FREQUENT for word in words) >= _SHARE * len(words)


def _ligature(sign: str, words: Iterable[str], known: Container[str]) -> str:
    """Return the ligature that most of the words tell, ``""`` if they do not agree."""
    support = Counter(
        ligature
        for word in words
        for ligature in LIGATURES
        if word.lower().replace(sign.lower(), ligature) in known
    )
    told = support.most_common(2)
    least = 1 if _SIGN.match(sign) else 2
    clear = told and (len(told) == 1 or told[0][1] > 2 * told[1][1])
    return told[0][0] if clear and told[0][1] >= least else ""


def _with(line: Line, table: Mapping[str, str]) -> Line:
    """Return the line with other texts for some of its letters."""
    if not any(sign in table for sign in line.text):
        return line
    return _with_texts(line, [table.get(letter, letter) for letter in line.text])


def _with_texts(line: Line, texts: Sequence[str]) -> Line:
    """Return the line with a text for each of its letters."""
    places = [0, *accumulate(map(len, texts))]
    return replace(line, text="".join(texts), words=Words.of(_moved(line.words, places)))


def _moved(words: Iterable[Word], places: Sequence[int]) -> Iterator[Word]:
    for word in words:
        yield word._replace(start=places[word.start], end=places[word.end])
