"""What a line is: a list item, a contact, prose; and which line ends mean something.

A line end is soft where the text was wrapped to a width, and hard in lists, poems, tables and
texts of one paragraph a line. In wrapped text the next word would not have fitted on the line; that
holds for nearly every line of a wrapped paragraph, and seldom for two lines of a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.model import Span

BULLET = re.compile(r"\s*(?:[-–—•*·▪◦‣+>»]|\(?(?:\d{1,2}|[a-z])[.)])(?:\s+|$)")
"""The mark of a list item at the start of a line."""

_NUMBERED = re.compile(r"\s*\d{1,2}\.\s")
_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w|\bhttps?://|\+\s?\d[\d ().-]{6,}"
    r"|(?<!\w)(?:tel|phone|fax|tél|téléphone|telefon|teléfono|тел|телефон|e-?mail|contact|contacts"
    r"|contacto|kontakt|контакты?|هاتف|للتواصل|电话|電話|联系)\b\.?",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…。！？؟۔।:;：；][\"'”’»›)\]」』）]*$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»›)\]」』）]*(?:\s|$)|[。！？]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_HAN_PER_WORD = 1.7
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

_NARROWEST, _WIDEST = 40, 120
"""Columns that people and programs wrap prose at; e-mail has 72, a poem's lines are shorter."""


def han(text: str) -> int:
    """Return the number of Chinese and Japanese characters."""
    return len(_HAN.findall(text))


def words(line: str) -> float:
    """Return the number of words; Chinese and Japanese characters count as 1/1.7 of a word."""
    characters = 0 if line.isascii() else han(line)
    rest = _HAN.sub(" ", line) if characters else line
    return len(_WORD.findall(rest)) + characters / _HAN_PER_WORD


def is_prose(line: str) -> bool:
    """Tell whether the line is a paragraph: a sentence of 14 words, or 28 words without an end.

    The longest headlines of the test documents have 18 words, and full stops only in capitals:
    ``SENS. WARNER, ALLEN ANNOUNCE …``.
    """
    count = words(line)
    ended = _SENTENCE_END.search(line) is not None and not line.isupper()
    return count >= 28 or (count >= 14 and ended)


def ends_sentence(line: str) -> bool:
    """Tell whether the line closes with a full stop, a question mark, a colon or the like."""
    return _END.search(line.rstrip()) is not None


def is_contact(line: str) -> bool:
    """Tell whether the line holds an address or a telephone number, or announces one."""
    return _CONTACT.search(line) is not None


def letters(text: str) -> str:
    """Return the letters and digits of a text, in one form and case, for comparing."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def trimmed(text: str, span: Span) -> Span:
    """Return the span without the white space at its ends; it may be empty."""
    part = span.of(text)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))


def blocks(text: str, span: Span) -> Iterator[Span]:
    """Yield what stands between blank lines, without the white space around it."""
    start = span.start
    for gap in _BLANK_LINE.finditer(text, span.start, span.end):
        if (block := trimmed(text, Span(start, gap.start()))).of(text):
            yield block
        start = gap.end()
    if (block := trimmed(text, Span(start, span.end))).of(text):
        yield block


def lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines that are not blank, without the white space around them."""
    start = span.start
    for line in span.of(text).split("\n"):
        if (trim := trimmed(text, Span(start, start + len(line)))).of(text):
            yield trim
        start += len(line) + 1


def is_wrapped(block: Sequence[str]) -> bool:
    """Tell whether the lines of a block are one paragraph that was wrapped to a width."""
    width = max(map(_columns, block), default=0)
    if len(block) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    full = sum(_is_full(line, following, width) for line, following in pairwise(block))
    return full >= 0.75 * (len(block) - 1)


def starts_wrapped(block: Sequence[str]) -> bool:
    """Tell whether wrapped lines follow the first, which ends before its words need."""
    if len(block) < 3 or not is_wrapped(block[1:]):
        return False
    return not _is_full(block[0], block[1], max(map(_columns, block)))


def first_prose(text: str) -> int | None:
    """Return where the first paragraph starts that is prose, be it one line or wrapped ones."""
    for block in blocks(text, Span(0, len(text))):
        parts = list(lines(text, block))
        listed = [part.of(text) for part in parts]
        titled = starts_wrapped(listed)
        if is_wrapped(listed[titled:]) and is_prose(" ".join(listed)):
            return parts[titled].start
        for part in parts:
            if is_prose(part.of(text)):
                return part.start
    return None


def stretches(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts that no sentence crosses: list items, lines that were not wrapped, blocks."""
    for block in blocks(text, span):
        parts = list(lines(text, block))
        wrapped = is_wrapped([part.of(text) for part in parts])
        start = block.start
        for before, part in pairwise(parts):
            if _starts_anew(before.of(text), part.of(text), wrapped=wrapped):
                yield Span(start, before.end)
                start = part.start
        yield Span(start, block.end)


def _starts_anew(before: str, line: str, *, wrapped: bool) -> bool:
    if wrapped and _NUMBERED.match(line):  # a number that the wrapping put first
        return ends_sentence(before)
    return BULLET.match(line) is not None or not (wrapped or line[0].islower())


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the next word would not have fitted; Chinese breaks before any character."""
    word = following[0] if han(following[0]) else following.split(None, 1)[0]
    return _columns(line) + 1 + _columns(word) >= 0.9 * width


def _columns(line: str) -> int:
    return len(line) + han(line)
