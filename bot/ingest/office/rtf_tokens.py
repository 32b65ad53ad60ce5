"""RTF to its words: groups, control words, and the bytes of the text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-fA-F]{2})|(.))"
    rb"|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_BRACKET = re.compile(rb"[{}]|\\bin([0-9]{1,10}) ?|\\[\\{}]")
_ESCAPED = frozenset((b"\\", b"{", b"}"))
_BREAKS = frozenset((b"\r", b"\n"))


class Token(NamedTuple):
    """A control word with its number, a bracket or symbol as a word, or bytes of text.

    Bytes that are escaped stand alone, and count as one character of text.
    """

    word: str
    number: int | None = None
    text: bytes = b""


class Tokens:
    """The tokens of a file, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        """Yield the tokens, to the end or to a backslash that nothing follows."""
        while match := _TOKEN.match(self._data, self._at):
            self._at = match.end()
            word, number, code, symbol, bracket, text = match.groups()
            if text or code:
                yield Token("", None, text or bytes.fromhex(code.decode()))
            elif word == b"bin":
                self._at += max(int(number or 0), 0)
            elif word:
                yield Token(word.decode(), int(number) if number else None)
            elif bracket:
                yield Token(bracket.decode())
            elif symbol in _ESCAPED:
                yield Token("", None, symbol)
            elif symbol:
                yield Token("par" if symbol in _BREAKS else symbol.decode("latin-1"))

    def leave_group(self) -> None:
        """Go on at the bracket that closes the group, whatever stands before it."""
        depth = 0
        while match := _BRACKET.search(self._data, self._at):
            bracket = match[0]
            if bracket == b"}" and not depth:
                self._at = match.start()
                return
            depth += {b"{": 1, b"}": -1}.get(bracket, 0)
            self._at = match.end() + int(match[1] or 0)
        self._at = len(self._data)
