"""Layers (optional content) that a file has switched off, so that no viewer shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.ingest.pdf.parsed import objects

_PROPERTIES = re.compile(rb"/OCProperties\s*(?:(\d{1,10})\s+\d{1,5}\s+R\b|(?=<<))")
_DEFAULT = re.compile(rb"/D\s*(?:(\d{1,10})\s+\d{1,5}\s+R\b|(?=<<))")
_OFF_AT_FIRST = re.compile(rb"/BaseState\s*/OFF\b")
_LISTED = {
    name: re.compile(rb"/%s\s*(?:\[([^\]]*)\]|(\d{1,10})\s+\d{1,5}\s+R\b)" % name)
    for name in (b"OCGs", b"ON", b"OFF")
}
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_BRACKETS = re.compile(rb"<<|>>")
_NAME = re.compile(rb"/Name\s*(?:\(((?:[^\\()]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_UTF_16 = b"\xfe\xff"


def hidden(data: bytes) -> frozenset[str]:
    """Return the names of the layers that are switched off; none that another layer shares."""
    if b"OCProperties" not in data and b"ObjStm" not in data:
        return frozenset()
    texts = {number: text for number, text, _ in objects(data)}
    found: set[str] = set()
    shown: set[str] = set()
    for text in texts.values():
        if stated := _PROPERTIES.search(text):
            properties = _dictionary(stated, text, texts)
            off = set(_off(properties, texts))
            for number in _listed(b"OCGs", properties, texts):
                (found if number in off else shown).update(_names(texts.get(number, b"")))
    return frozenset(found - shown)


def _off(properties: bytes, texts: Mapping[int, bytes]) -> Iterable[int]:
    """Return the numbers of the layers that the default configuration switches off."""
    stated = _DEFAULT.search(properties)
    default = _dictionary(stated, properties, texts) if stated else b""
    off = set(_listed(b"OFF", default, texts))
    if _OFF_AT_FIRST.search(default):
        off |= set(_listed(b"OCGs", properties, texts)) - set(_listed(b"ON", default, texts))
    return off


def _dictionary(stated: re.Match[bytes], text: bytes, texts: Mapping[int, bytes]) -> bytes:
    """Return a dictionary that stands after its name, or elsewhere."""
    if stated[1]:
        return texts.get(int(stated[1]), b"")
    depth = 0
    for bracket in _BRACKETS.finditer(text, stated.end()):
        depth += 1 if bracket[0] == b"<<" else -1
        if depth <= 0:
            return text[stated.end() : bracket.end()]
    return text[stated.end() :]


def _listed(name: bytes, text: bytes, texts: Mapping[int, bytes]) -> Iterator[int]:
    if stated := _LISTED[name].search(text):
        listed = texts.get(int(stated[2]), b"") if stated[2] else stated[1]
        yield from (int(number) for number in _REFERENCE.findall(listed))


def _names(text: bytes) -> Iterator[str]:
    for literal, hexadecimal in _NAME.findall(text):
        if hexadecimal:
            digits = b"".join(hexadecimal.split())
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        else:
            value = _ESCAPED.sub(_unescaped, literal)
        if value.startswith(_UTF_16):
            yield value[2:].decode("utf-16-be", "replace")
        else:
            yield value.decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 0xFF]) if match[1].isdigit() else match[1]
