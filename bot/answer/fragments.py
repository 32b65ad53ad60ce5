"""How a link names a sentence, so that a browser opens the page there and marks it.

A text fragment (https://wicg.github.io/scroll-to-text-fragment/) names the first and the last words
of a passage. The browser takes the first place on the page that begins so; where the same words
stand elsewhere too, the words before the sentence tell which is meant.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded

from bot.model import Span

_NAMES = ((6, 80), (3, 24), (2, 8))
"""How either end of a passage is named, best first: by words, and code points at the most.

One letter of Chinese takes nine characters of a link.
"""

_BEFORE = (3, 6, 12)
"""Words before a sentence that tell it from another one that begins alike, as few as do."""


def fragments(text: str, sentence: Span) -> tuple[str, ...]:
    """Return what stands after ``text=`` in a link to a sentence, the best first, encoded."""
    found = []
    for words, characters in _NAMES:
        if ends := _ends(sentence.of(text), words, characters):
            prefix = _prefix(text, sentence.start, ends[0], characters)
            parts = [f"{_encoded(prefix)}-"] if prefix else []
            found.append(",".join([*parts, *map(_encoded, ends)]))
    return tuple(dict.fromkeys(found))


def _ends(sentence: str, words: int, characters: int) -> list[str]:
    """Return a short sentence on one line as it is, of others the first and the last words."""
    lines = [" ".join(line.split()) for line in sentence.split("\n") if line.strip()]
    if not lines or (len(lines) == 1 and len(lines[0]) <= characters):
        return lines
    first = " ".join(lines[0].split()[:words])[:characters]
    last = " ".join(lines[-1].split()[-words:])[-characters:]
    return [first.strip(), last.strip()]


def _prefix(text: str, start: int, first: str, characters: int) -> str:
    """Return the words before ``start``, if ``first`` stands elsewhere in the text as well.

    They are words of one line: a browser looks for them within one paragraph.
    """
    flat = " ".join(text.split())
    before = text[:start].rstrip()
    if not before or _count(flat, first) < 2:
        return ""
    blank = " " * (len(before) < start)
    line = " ".join(before.rpartition("\n")[2].split())
    prefix = ""
    for words in _BEFORE:
        prefix = " ".join(line.split()[-words:])[-characters:].strip()
        if _count(flat, prefix + blank + first) < 2:
            break
    return prefix


def _count(flat: str, words: str) -> int:
    return len(re.findall(re.escape(words), flat, re.IGNORECASE))


def _encoded(text: str) -> str:
    # The minus ends a prefix; quote() leaves it as it is.
    return percent_encoded(text, safe="").replace("-", "%2D")
