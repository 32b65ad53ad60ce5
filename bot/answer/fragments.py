"""How a link names a sentence, so that a browser opens the page there and marks it.

A text fragment (https://wicg.github.io/scroll-to-text-fragment/) names the first and the last words
of a passage. The browser takes the first place on the page that begins so; where the same words
stand elsewhere too, those before the sentence tell which is meant. Chromium looks for either end
within one block of the page (a paragraph, an item, the cell of a row, what a ``<br>`` ends), and
only for whole words; case, accents, and whether a figure is raised do not matter. So the ends are
whole words of the first and of the last line or cell, the second begins where the first has ended,
and its words stand nowhere between the two.

Chinese, Japanese and Thai have no blanks. Browsers know their words from dictionaries; here a text
is only parted where these agree nearly always: at punctuation, between letters of different
scripts, and at the words of :data:`_PARTED`. A Japanese page may have readings above its
characters, of which the stored text has none, and then no words with such a character are found. So
a link to Japanese also names less of it, and words in kana alone: a browser goes to the first
fragment that it finds.

Of links to 140 sentences, items and rows in fifteen languages Chromium 156 found 139, and marked
just the sentence for 138 (``python -m tests.measure_links``). It found 94 when the ends were as
many code points as fitted, wherever that parted a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from bot.model import Span
from bot.search.analysis import UNSPACED


class _Name(NamedTuple):
    """How long one end of a passage is: ``words`` at the least, code points at the ``most``."""

    words: int
    most: int


_NAMES = (_Name(6, 80), _Name(4, 40), _Name(3, 24), _Name(2, 14))
"""How either end of a passage is named, best first; a letter of Thai takes nine characters."""

_BEFORE = 3
"""Words before a passage, at the least, that tell it from another one that begins alike."""

_LETTERS_OF_A_WORD = 2
"""Letters of a script without blanks that tell as much as a word."""

_KANA_ALONE = (4, 14)
"""Letters of words in kana alone that are named, at the least and at the most."""

_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\U00020000-\U0003134f"
_CLOSING = "、。，；：？！）」』】》〉”’…"
_OPENING = "（「『【《〈“‘"


def _parts(before: str = "", after: str = "", *others: str) -> re.Pattern[str]:
    """Return the pattern of the places at which a text without blanks is parted."""
    return re.compile(
        "|".join(
            (
                f"(?<=[{_CLOSING}])(?![{_CLOSING}])",
                f"(?=[{_OPENING}])(?<![{_OPENING}])",
                f"(?<=[0-9A-Za-z])(?=[{UNSPACED}])",
                f"(?<=[{UNSPACED}])(?=[0-9A-Za-z])",
                *(f"(?={word})" for word in before.split()),
                *(f"(?<={word})" for word in after.split()),
                *others,
            )
        )
    )


_PARTED = {
    "Chinese": _parts(
        "或 这 這 因为 因為 由于 由於 以及 通过 通過 他们 他們 我们 我們",
        "的 了 和 与 與 于 於 可以 没有 沒有",
    ),
    "Japanese": _parts(
        "を から まで", "を から まで など として", f"(?<=[はがの])(?=[{_HAN}ァ-ヺ])"
    ),
    "Thai": _parts(
        "และ ของ เพื่อ สำหรับ หรือ เมื่อ ถูก สามารถ ผู้ ซึ่ง โดย ไม่ จะ อยู่ แล้ว ต้อง นี้",
        "และ ของ เพื่อ สำหรับ หรือ เมื่อ ถูก จาก แล้ว ด้วย ใน นี้",
    ),
}
"""At which words a text without blanks is parted: before some of them, after others.

Of all places where they stand in 2,500 clauses of Chinese, 3,000 of Japanese and 3,000 of Thai,
.98 and more are ends of words to ICU, which browsers use.
"""

_TOKEN = re.compile(r"\S+")
_CELL = re.compile(r"[^\t\n]*[^\s][^\t\n]*")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LETTER = re.compile(r"[^\W_]")
_LEADING = re.compile(r"[\s•·▪◦‣*–—-]+(?=\w)")
"""What marks the item of a list: on a page it is no text."""
_ACCENT = re.compile("[\u0300-\u036f]")
_READ = re.compile(f"[{_HAN}]+")
"""Characters that may have readings above them."""
_KANA_RUN = re.compile(f"(?:^|(?<=[、。])|(?=[をはがにのとでもへ])(?<![{_KANA}]))[{_KANA}、]+。?")
_POLITE = re.compile(r"(?:です|でした|ます|ました|ません)。?$")
"""How sentences end in words that are written in kana, and that browsers take for words."""


def fragments(text: str, sentence: Span) -> Iterator[str]:
    """Yield what may stand after ``text=`` in a link to a sentence, the best first, encoded."""
    cells = list(_cells(text, sentence))
    if not cells:
        return
    page = _Page(text, _flat(text))
    more = [f"&text={each}" for each in page.beside_readings(cells)]
    seen = set()
    for named in page.names(cells):
        for count in range(len(more), -1, -1):
            each = named + "".join(more[:count])
            if named and each not in seen:
                seen.add(each)
                yield each


@dataclass(frozen=True, slots=True)
class _Page:
    """A text, and the same as a browser compares it."""

    text: str
    flat: str

    def names(self, cells: Sequence[Span]) -> Iterator[str]:
        """Yield names of a passage, the best first; ``""`` where one is not possible."""
        for head in _NAMES:
            for tail in (head, _NAMES[-1]):
                yield self._encoded(self._ends(cells, head, tail), head.most)
        yield self.beginning(cells)

    def beginning(self, cells: Sequence[Span]) -> str:
        """Name only the first words of a passage, as few as can be."""
        least = _Name(_NAMES[-1].words, _NAMES[0].most)
        heads = self._by_use(_grown(self.text, _words(self.text, cells[0]), least))
        return self._encoded(heads[:1], _NAMES[1].most)

    def _encoded(self, ends: Sequence[Span], most: int) -> str:
        if not ends:
            return ""
        prefix = "" if self._is_unique(ends[0]) else self._prefix(ends[0], most)
        named = [_encoded(end.of(self.text)) for end in ends]
        return ",".join([f"{_encoded(prefix)}-", *named] if prefix else named)

    def beside_readings(self, cells: Sequence[Span]) -> list[str]:
        """Name Japanese words so that a browser finds them where readings stand above characters.

        To it the reading follows its characters in the text: what is named may end with them, as if
        they shared one reading or each had its own, or has none at all.
        """
        cell = cells[0]
        sentence = cell.of(self.text)
        first = _READ.search(sentence)
        if not first or not re.search(f"[{_KANA}]", sentence):
            return []
        heads = [
            Span(cell.start, cell.start + end)
            for end in dict.fromkeys((first.end(), first.start() + 1))
        ]
        runs = [Span(*run.span()).shift(cell.start) for run in _KANA_RUN.finditer(sentence)]
        kana = [run for run in runs if _KANA_ALONE[0] <= run.end - run.start <= _KANA_ALONE[1]]
        polite = _POLITE.search(cells[-1].of(self.text))
        end = f",{_encoded(polite[0])}" if polite else ""
        named = [f"{_encoded(each.of(self.text))}{end}" for each in heads if self._is_unique(each)]
        alone = (_encoded(each.of(self.text)) for each in kana if self._is_unique(each))
        return [*named, *list(alone)[:1]]

    def _ends(self, cells: Sequence[Span], head: _Name, tail: _Name) -> tuple[Span, ...]:
        """Return a short passage of one cell as it is, of others the first and the last words."""
        first = cells[0]
        if len(cells) == 1 and first.end - first.start <= head.most:
            return (first,)
        heads = self._by_use(_grown(self.text, _words(self.text, first), head))
        tails = [
            found
            for cell in (cells if len(cells) == 1 else cells[:0:-1])
            for found in _grown(self.text, _words(self.text, cell)[::-1], tail)
        ]
        pairs = (
            pair
            for pair in product(heads, tails)
            if pair[0].end <= pair[1].start and not self._stands_between(*pair)
        )
        return next(pairs, ())

    def _by_use(self, heads: Iterable[Span]) -> list[Span]:
        """Return the shortest of the first words that stand on a page once, then those that may."""
        found = list(heads)
        unique = next(filter(self._is_unique, found), None)
        return [unique, *found[:1]] if unique else found[:1]

    def _stands_between(self, head: Span, tail: Span) -> bool:
        """Tell whether the last words stand earlier in the passage, too."""
        between = Span(head.end, tail.end - 1)
        return _flat(tail.of(self.text)) in _flat(between.of(self.text))

    def _is_unique(self, span: Span) -> bool:
        return self._count(span.of(self.text)) < 2

    def _count(self, words: str) -> int:
        return self.flat.count(_flat(words))

    def _prefix(self, first: Span, most: int) -> str:
        """Return the words before a passage that tell it from another one, as few as do.

        They are words of one line or cell: a browser looks for them within one block. Where none
        tell, they are as few as can be.
        """
        before = self.text[: first.start].rstrip()
        start = max(before.rfind("\n"), before.rfind("\t")) + 1
        cell = next(_cells(before, Span(start, len(before))), None)
        if not cell:
            return ""
        blank = " " * (len(before) < first.start)
        grown = list(_grown(before, _words(before, cell)[::-1], _Name(_BEFORE, most)))
        after = blank + first.of(self.text)
        telling = (each for each in grown if self._count(each.of(before) + after) < 2)
        return next(telling, grown[0]).of(before) if grown else ""


def _grown(text: str, words: Iterable[Span], name: _Name) -> Iterator[Span]:
    """Yield the first of the words together, ever more of them, as long as a name may be.

    They are in order or the other way round. If they are fewer than a name has, all are yielded.
    """
    grown: Span | None = None
    told, last = 0.0, None
    for word in words:
        grown = Span(min(grown.start, word.start), max(grown.end, word.end)) if grown else word
        if grown.end - grown.start > name.most:
            break
        told += _weight(word.of(text))
        if told >= name.words:
            yield grown
        last = grown
    if last and 0 < told < name.words:
        yield last


def _weight(word: str) -> float:
    letters = len(_UNSPACED.findall(word))
    return letters / _LETTERS_OF_A_WORD or float(bool(_LETTER.search(word)))


def _cells(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a span, and the cells of rows, without blanks and list marks around."""
    for found in _CELL.finditer(text, *span):
        start, end = found.start(), found.start() + len(found[0].rstrip())
        marks = _LEADING.match(text, start, end)
        yield Span(marks.end() if marks else start, end)


def _words(text: str, cell: Span) -> list[Span]:
    """Return the words of a cell; in scripts without blanks, pieces of whole words."""
    found: list[Span] = []
    part = _PARTED["Japanese" if re.search(f"[{_KANA}]", cell.of(text)) else "Chinese"]
    for token in _TOKEN.finditer(text, *cell):
        if not _UNSPACED.search(token[0]):
            found.append(Span(*token.span()))
            continue
        parting = _PARTED["Thai"] if re.search("[\u0e00-\u0e7f]", token[0]) else part
        cuts = {at.start() for at in parting.finditer(text, *token.span())}
        ends = sorted({*cuts, *token.span()})
        found += [Span(start, end) for start, end in pairwise(ends)]
    return found


def _flat(text: str) -> str:
    """Return a text as a browser compares it, without case, accents and kinds of blanks."""
    folded = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(folded.split())


def _encoded(text: str) -> str:
    # The minus ends a prefix; quote() leaves it as it is.
    return percent_encoded(" ".join(text.split()), safe="").replace("-", "%2D")
