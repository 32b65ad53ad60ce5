r"""Stored text to Markdown that Discord's clients render as exactly these characters.

The clients take a backslash before a punctuation mark as "show the mark", and show no backslash; so
everything that can begin markup gets one. This is done when a message is made: what is stored stays
as it is. Four things need more than that rule:

* An address is a link up to the next blank, backslashes included, so none may stand in it. An
  address in which something has to be escaped is no link any more (``https\://…``) and is escaped
  like other text; any other stays a link.
* ``:name:`` becomes an emoji in messages of bots, too; the first colon is escaped.
* ``@everyone`` is shown as a mention even where it pings nobody (what pings is decided by
  ``allowed_mentions``); the ``@`` is escaped.
* Direction marks are kept, but one that is not ended on its line would turn what the client puts
  after it; the missing ends are added at the end of the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from bot.cogs.ui.limits import units
from bot.model import Span

_LEFT_OUT = 40
"""Units of the line that says how much is left out."""

_SPECIAL = re.compile(
    r"""
      ^[^\S\n]* (?: [#>+-] | \d+\. )     # heading, small text, quote, list; the last mark counts
    | [\\*_~`|<\[]
    | : (?=[\w+-]*:)
    | @ (?=everyone|here)
    """,
    re.VERBOSE | re.MULTILINE,
)
_SCHEME = re.compile(r"(?:https?|steam|discord)(:)//", re.IGNORECASE)
_LINK = re.compile(rf"{_SCHEME.pattern}\S+", re.IGNORECASE)
_HARMLESS_IN_LINKS = re.compile(r"(?<!://)(?<![_~])[_~](?![_~])")

_POP, _POP_ISOLATE = "\u202c", "\u2069"
_ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP),
    **dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE),
}
_FIRST_STRONG = "\u2068"
_DIRECTION = dict.fromkeys(map(ord, (*_ENDS, _POP, _POP_ISOLATE)))


def escape(text: str) -> str:
    """Return Markdown that shows the text, for a sentence of ours.

    Addresses are no links there: a link would run on into the marks that follow it.
    """
    return "\n".join(map(_closed, "".join(_pieces(text)).split("\n")))


def quoted(text: str, bold: Iterable[Span] = (), underlined: Iterable[Span] = ()) -> str:
    """Return a block quote that shows the text, with some of it marked.

    Without the ``> `` before each line, the marks and the escapes it is the text.
    """
    pieces = list(_pieces(text, links=True))
    outer = _parts(text, underlined, ())
    _mark(pieces, "**", _parts(text, bold, outer))
    _mark(pieces, "__", outer)
    return _block(pieces)


def beginning(text: str, most: int) -> str:
    """Return a block quote of the beginning of a text, and below it how much is left out."""
    markdown = quoted(text)
    if units(markdown) <= most:
        return markdown
    end = max(min(len(text), most), 1)
    while end > 1 and units(quoted(text[:end])) + _LEFT_OUT > most:
        end = end * 9 // 10
    end = max(text.rfind(" ", end * 3 // 4, end), 0) or whole(text, end)
    return f"{quoted(text[:end])}\n-# and {len(text) - end:,} more characters"


def compared(text: str, taken: Iterable[Span], added: Iterable[Span]) -> str:
    """Return a block quote in which what was taken away is struck through, what was added bold.

    Addresses are no links there, for a part of one may have changed.
    """
    pieces = list(_pieces(text))
    _mark(pieces, "~~", _parts(text, taken, (), links=False))
    _mark(pieces, "**", _parts(text, added, (), links=False))
    return _block(pieces)


def plain(title: str) -> str:
    """Return a title on one line, without direction marks."""
    return " ".join(title.translate(_DIRECTION).split())


def named(title: str, most: int | None = None) -> str:
    """Return Markdown for a title in a sentence of ours, isolated from what is around it.

    The title's own direction marks are left out: an isolate finds the direction by itself.
    """
    text = plain(title)
    if most and len(text) > most:
        text = text[: whole(text, most - 1)].rstrip() + "…"
    return f"{_FIRST_STRONG}{escape(text)}{_POP_ISOLATE}"


def has_direction_marks(text: str) -> bool:
    """Tell whether the text holds overrides, embeddings or isolates."""
    return any(ord(character) in _DIRECTION for character in text)


def whole(text: str, end: int) -> int:
    """Return the last place up to ``end`` that parts no character from its combining marks."""
    while 0 < end < len(text) and (_attached(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return end


def _attached(character: str) -> bool:
    return (
        unicodedata.category(character).startswith("M")
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # modifiers of skin colour
    )


def _closed(line: str) -> str:
    """Return the line with the ends of the direction marks that it leaves open."""
    ends: list[str] = []
    for character in line:
        if character in _ENDS:
            ends.append(_ENDS[character])
        elif character == _POP and ends[-1:] == [_POP]:
            ends.pop()
        elif character == _POP_ISOLATE and _POP_ISOLATE in ends:
            while ends.pop() != _POP_ISOLATE:
                pass  # the end of an isolate ends what was opened within it
    return line + "".join(reversed(ends))


def _pieces(text: str, *, links: bool = False) -> Iterator[str]:
    """Yield the Markdown of each character; without ``links`` no address stays a link."""
    escaped = {match.end() - 1 for match in _SPECIAL.finditer(text)}
    for link in _LINK.finditer(text):
        places = range(*link.span())
        harmless = {link.start() + at.start() for at in _HARMLESS_IN_LINKS.finditer(link[0])}
        if links and harmless.issuperset(escaped.intersection(places)):
            escaped -= harmless
        else:
            escaped |= {link.start() + at.start(1) for at in _SCHEME.finditer(link[0])}
    for at, character in enumerate(text):
        yield "\\" + character if at in escaped else character


def _mark(pieces: list[str], mark: str, spans: Iterable[Span]) -> None:
    for span in spans:
        pieces[span.start] = mark + pieces[span.start]
        pieces[span.end - 1] += mark


def _block(pieces: Iterable[str]) -> str:
    return "\n".join(f"> {_closed(line)}" for line in "".join(pieces).split("\n"))


def _parts(
    text: str, spans: Iterable[Span], apart: Sequence[Span], *, links: bool = True
) -> list[Span]:
    """Return what of the spans can be marked: whole characters, within one line, not in a link.

    Marks that cross would end each other, so spans are parted at the borders of ``apart``.
    """
    breaks = [at.start() for at in re.finditer("\n", text)]
    borders = {*breaks, *(at + 1 for at in breaks)}
    borders |= {border for span in apart for border in (span.start, span.end)}
    shown = [Span(*link.span()) for link in _LINK.finditer(text)] if links else []
    parts: list[Span] = []
    for span in _merged(text, spans):
        inner = sorted(border for border in borders if span.start < border < span.end)
        parts += map(Span, (span.start, *inner), (*inner, span.end))
    words = [_trimmed(text, part) for part in parts if part.of(text).strip()]
    return [part for part in words if not any(_cuts(part, link) for link in shown)]


def _trimmed(text: str, span: Span) -> Span:
    """Return the span without blanks at its ends: a mark may not stand right behind an address."""
    inside = span.of(text)
    start = span.end - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order; those that touch become one, for ``****`` would end nothing."""
    merged: list[Span] = []
    for span in sorted(spans):
        start, end = max(span.start, 0), min(span.end, len(text))
        while end < len(text) and _attached(text[end]):
            end += 1
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        elif start < end:
            merged.append(Span(start, end))
    return merged


def _cuts(part: Span, link: Span) -> bool:
    return link.start < part.start < link.end or link.start < part.end < link.end
