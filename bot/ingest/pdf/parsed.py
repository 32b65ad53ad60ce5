"""The objects of a file, as far as they can be found without its tables: all versions of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ingest.pdf.streams import content, unescaped

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
_END = re.compile(rb"endobj|\bobj\b|(?<!end)(stream)\r?\n")
_PACKED_OBJECTS = re.compile(rb"/ObjStm\b")


def objects(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Yield number and dictionary of each object, and what is packed in it if it is a stream.

    Those that are packed in a stream follow it.
    """
    for number, text, packed in _found(data):
        yield number, text, packed
        if packed and _PACKED_OBJECTS.search(text):
            for inner, packed_text in _unpacked(content(text, packed)):
                yield inner, packed_text, None


def _found(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Yield number and dictionary of each object, and what is packed in it if it is a stream."""
    after = 0
    while match := _OBJECT.search(data, after):
        after = match.end()
        end = _END.search(data, after)
        if not end:
            return
        packed = None
        if end[1]:  # what is packed, most of a file, is not looked through
            after = data.find(b"endstream", end.end())
            after = len(data) if after < 0 else after
            packed = data[end.end() : after]
        yield int(match[1]), unescaped(data[match.end() : end.start()]), packed


def _unpacked(text: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects in a stream that begins with the number and place of each."""
    table = re.match(rb"[\d\s]*", text)
    numbers = [int(each) for each in table[0].split()] if table else []
    start = len(table[0]) if table else 0
    places = [start + place for place in numbers[1::2]]
    for number, place, end in zip(numbers[::2], places, [*places[1:], len(text)], strict=False):
        yield number, unescaped(text[place:end])
