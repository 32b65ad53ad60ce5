"""Refuse pages that draw far more than they hold: forms in forms, again and again.

PDFium walks a form each time that it is drawn, 40 forms deep: 31 forms of 15 bytes, each of which
draws the next one twice, took the 1.2 GB that a reader has within 3 seconds, as did one that draws
itself twice. So the instructions of a page are counted here first with those of its forms, which
takes at most .12 seconds for the test documents. What cannot be unpacked is not counted; the limits
of the process that reads files hold for it. An encrypted file is counted once PDFium has decrypted
it, which walks no form.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.errors import Problem, TooLarge
from bot.ingest.pdf.parsed import objects
from bot.ingest.pdf.streams import MAX_INSTRUCTIONS, content, unescaped

_DEEPEST = 40
"""Forms in forms that PDFium draws."""

_COST = 20
"""Bytes of instructions that take as much memory as to draw an empty form, 2 KB."""

_FORM = re.compile(rb"/Form\b")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*|\d+\s+\d+\s+R\b)")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,10})\s+\d+\s+R\b")
_PARENT = re.compile(rb"/Parent\s+(\d{1,10})\s+\d+\s+R\b")
_NAMES = re.compile(rb"/XObject\s*(?:<<([^>]*)|(\d{1,10})\s+\d+\s+R\b)")
_NAMED = re.compile(rb"/([^\s/<>()\[\]]+)\s+(\d{1,10})\s+\d+\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s*(?:%[^\r\n]{0,99}[\r\n]\s*){0,9}Do\b")


class _Stream(NamedTuple):
    dictionary: bytes
    packed: bytes


class _Drawing(NamedTuple):
    """What a form or page does itself, and how often it draws the forms of which numbers."""

    size: int
    draws: Mapping[int, int]


def refuse_nests(data: bytes) -> None:
    """Raise :class:`~bot.errors.TooLarge` for a file with a page that draws too much."""
    if not _FORM.search(unescaped(data)):
        return
    sizes: dict[int, int] = {}
    drawings = _Objects(data).drawings()
    for _ in range(_DEEPEST):
        grown = {number: max(_size(each, sizes) for each in same) for number, same in drawings}
        if max(grown.values(), default=0) > MAX_INSTRUCTIONS:
            raise TooLarge(Problem.PAGE_REPEATS_FORMS)
        if grown == sizes:
            return
        sizes = grown


def _size(drawing: _Drawing, sizes: Mapping[int, int]) -> int:
    return drawing.size + sum(
        times * (_COST + sizes.get(number, 0)) for number, times in drawing.draws.items()
    )


class _Objects:
    """The objects of a file by number, all versions of each: only its tables tell which counts."""

    def __init__(self, data: bytes) -> None:
        texts: dict[int, list[bytes]] = defaultdict(list)
        self._streams: dict[int, list[_Stream]] = defaultdict(list)
        for number, text, packed in objects(data):
            texts[number].append(text)
            if packed is not None:
                self._streams[number].append(_Stream(text, packed))
        self._texts = {number: b"\n".join(same) for number, same in texts.items()}
        self._listed: dict[int, Mapping[bytes, int]] = {}
        self._anywhere: dict[bytes, set[int]] = defaultdict(set)
        for text in self._texts.values():
            for name, number in self._names(text).items():
                self._anywhere[name].add(number)

    def drawings(self) -> list[tuple[int, list[_Drawing]]]:
        """Return what each form and page draws."""
        found = defaultdict(list)
        for number, same in self._streams.items():
            for stream in same:
                if _FORM.search(stream.dictionary):
                    found[number].append(self._drawing([stream], self._names(stream.dictionary)))
        for number, text in self._texts.items():
            if contents := self._contents(text):
                found[number].append(self._drawing(contents, self._inherited(text)))
        return list(found.items())

    def _drawing(self, streams: Iterable[_Stream], names: Mapping[bytes, int]) -> _Drawing:
        size, draws = 0, Counter[int]()
        for stream in streams:
            instructions = content(stream.dictionary, stream.packed)
            size += len(instructions)
            for name, times in Counter(_DRAWN.findall(instructions)).items():
                own = names.get(unescaped(name))
                for number in self._anywhere[unescaped(name)] if own is None else {own}:
                    draws[number] += times
        return _Drawing(size, draws)

    def _contents(self, text: bytes) -> list[_Stream]:
        """Return the streams of a page, in order; none of what is no page."""
        stated = _CONTENTS.search(text)
        numbers = [int(each) for each in _REFERENCE.findall(stated[1])] if stated else []
        if len(numbers) == 1 and numbers[0] not in self._streams:
            numbers = [int(each) for each in _REFERENCE.findall(self._text(numbers[0]))]
        return [stream for number in numbers for stream in self._streams.get(number, ())[-1:]]

    def _inherited(self, text: bytes) -> Mapping[bytes, int]:
        """Return the names of a page, which it may have from what it is a part of."""
        for _ in range(_DEEPEST):
            parent = _PARENT.search(text)
            if (names := self._names(text)) or not parent:
                return names
            text = self._text(int(parent[1]))
        return {}

    def _names(self, text: bytes) -> dict[bytes, int]:
        """Return the objects that the resources in a dictionary, or that it leads to, name."""
        found: dict[bytes, int] = {}
        for reference in _RESOURCES.findall(text):
            number = int(reference)
            if number not in self._listed:
                self._listed[number] = self._own(self._text(number))
            found |= self._listed[number]
        return found | self._own(text)

    def _own(self, text: bytes) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        for inside, number in _NAMES.findall(text):
            listed = _NAMED.findall(self._text(int(number)) if number else inside)
            found |= {name: int(each) for name, each in listed}
        return found

    def _text(self, number: int) -> bytes:
        return self._texts.get(number, b"")
