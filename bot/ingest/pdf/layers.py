"""Layers (optional content) that a file has switched off, so that no viewer shows them.

What stands on a layer says so where it is painted, and PDFium gives the name of the layer. It does
not if several layers decide together (a membership), and says nothing of forms that belong to a
layer. So such a file gets an update at its end, as editors write them: memberships that are hidden
have a name then, and forms that are hidden are empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from bot.ingest.pdf.parsed import objects

_HIDDEN = "\x00hidden"
"""The name that hidden memberships get."""

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

_MEMBERSHIP = re.compile(rb"/Type\s*/OCMD\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_BELONGS = re.compile(rb"/OC\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_POLICY = re.compile(rb"/P\s*/(AllOn|AnyOn|AnyOff|AllOff)\b")
_EXPRESSION = re.compile(rb"/VE\s*(?:(\d{1,10})\s+\d{1,5}\s+R\b|(?=\[))")
_TOKEN = re.compile(rb"\[|\]|/(And|Or|Not)\b|(\d{1,10})\s+\d{1,5}\s+R\b")
_START = re.compile(rb"startxref\s+(\d{1,12})")
_ROOT = re.compile(rb"/Root\s+(\d{1,10}\s+\d{1,5}\s+R)\b")

_DEEPEST = 40
"""Expressions in expressions."""

_EMPTY = b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 0 >>\nstream\n\nendstream"


class Hidden(NamedTuple):
    """What a file hides: the ``names`` of layers, and an ``update`` of it, ``b""`` for none."""

    names: frozenset[str] = frozenset()
    update: bytes = b""


def hidden(data: bytes) -> Hidden:
    """Return the layers that a file has switched off; none that another layer shares its name with.

    The update is the whole file with what says that forms and memberships are hidden. A file that
    is encrypted must be decrypted first.
    """
    if b"OCProperties" not in data and b"ObjStm" not in data:
        return Hidden()
    layers = _Layers({number: text for number, text, _ in objects(data)})
    if not layers.off:
        return Hidden()
    names = {name for number in layers.off for name in _names(layers.texts.get(number, b""))}
    shown = layers.all - layers.off
    names -= {name for number in shown for name in _names(layers.texts.get(number, b""))}
    update = _updated(data, layers)
    return Hidden(frozenset({*names, _HIDDEN} if update else names), update)


def _updated(data: bytes, layers: _Layers) -> bytes:
    start, root = _START.findall(data), _ROOT.findall(data)
    name = b"<< /Type /OCMD /Name <%s> >>" % (_UTF_16 + _HIDDEN.encode("utf-16-be")).hex().encode()
    found = dict.fromkeys(layers.hidden_memberships, name)
    found |= dict.fromkeys(layers.hidden_forms, _EMPTY)
    if not (found and root and start):
        return b""
    end = data + b"\n"
    table = b""
    for number, text in found.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(end))
        end += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    trailer = b"<< /Size %d /Root %s /Prev %s >>" % (max(layers.texts) + 1, root[-1], start[-1])
    return end + b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, len(end))


class _Layers:
    """The objects of a file by number, and which of them are layers and switched off."""

    def __init__(self, texts: Mapping[int, bytes]) -> None:
        self.texts = texts
        self.all: set[int] = set()
        self.off: set[int] = set()
        for text in texts.values():
            if stated := _PROPERTIES.search(text):
                properties = _dictionary(stated, text, texts)
                off = set(_off(properties, texts))
                self.all |= set(_listed(b"OCGs", properties, texts))
                self.off |= off

    @cached_property
    def hidden_memberships(self) -> frozenset[int]:
        """The numbers of the memberships that are hidden."""
        return frozenset(
            number
            for number, text in self.texts.items()
            if _MEMBERSHIP.search(text)
            and _MEMBERSHIP.search(_outermost(text))
            and not self._is_shown(text)
        )

    @property
    def hidden_forms(self) -> Iterator[int]:
        """The numbers of the forms that belong to a layer or membership that is hidden."""
        away = self.off | self.hidden_memberships
        for number, text in self.texts.items():
            stated = _BELONGS.search(_outermost(text)) if _FORM.search(text) else None
            if stated and int(stated[1]) in away:
                yield number

    def _is_shown(self, text: bytes) -> bool:
        """Tell whether a membership is: its expression counts before its policy."""
        if stated := _EXPRESSION.search(text):
            expression = self.texts.get(int(stated[1]), b"") if stated[1] else text[stated.end() :]
            shown = self._value(iter(_TOKEN.finditer(expression)))
            return shown is not False
        found = re.search(rb"/OCGs\s*(\d{1,10})\s+\d{1,5}\s+R\b", text)
        single = {int(found[1])} if found and int(found[1]) in self.all else set()
        off = [number in self.off for number in single or _listed(b"OCGs", text, self.texts)]
        stated = _POLICY.search(text)
        policy = stated[1] if stated else b"AnyOn"
        if not off:
            return True
        return {
            b"AllOn": not any(off),
            b"AnyOn": not all(off),
            b"AnyOff": any(off),
            b"AllOff": all(off),
        }[policy]

    def _value(self, tokens: Iterator[re.Match[bytes]], depth: int = 0) -> bool | None:
        """Return whether an expression holds, ``None`` for its end and for one that is none."""
        token = next(tokens, None)
        if token is None or token[0] == b"]" or depth > _DEEPEST:
            return None
        if token[2]:
            return self._named(int(token[2]), depth)
        operator = next(tokens, None) if token[0] == b"[" else None
        if operator is None or not operator[1]:
            return None
        values: list[bool] = []
        while (value := self._value(tokens, depth + 1)) is not None:
            values.append(value)
        if operator[1] == b"Not":
            return not any(values)
        return all(values) if operator[1] == b"And" else any(values)

    def _named(self, number: int, depth: int) -> bool | None:
        """Return whether a layer is on, or an expression that stands elsewhere holds."""
        if number in self.all:
            return number not in self.off
        return self._value(iter(_TOKEN.finditer(self.texts.get(number, b""))), depth + 1)


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


def _outermost(text: bytes) -> bytes:
    """Return what stands in a dictionary itself, and not in those within it."""
    found, depth, start = b"", 0, 0
    for bracket in _BRACKETS.finditer(text):
        if depth == 1:
            found += text[start : bracket.start()]
        depth += 1 if bracket[0] == b"<<" else -1
        start = bracket.end()
    return found


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
