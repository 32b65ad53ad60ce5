"""Addresses: which can be linked, and the link that opens a page at the quoted sentence.

A text fragment (https://wicg.github.io/scroll-to-text-fragment/) names the first and the last words
of a passage; browsers scroll to it and mark it, and those that know nothing of it open the page.
A PDF is opened at its page, which all viewers understand.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit, urlunsplit

from bot.cogs.limits import BUTTON_URL, units

_NAMES = ((6, 80), (3, 24), (2, 8))
"""How either end of a passage is named, best first: by words, and code points at the most.

One letter of Chinese takes nine characters of a link.
"""

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_DIRECTIVE = ":~:"
_PAGE = re.compile(r"page (\d+)")
"""How the landmarks of a PDF begin."""


def web_address(text: str) -> str:
    """Return a web address as Discord takes it on a button, or ``""`` for anything else."""
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    rest = (percent_encoded(part, safe=_KEPT) for part in parts[2:])
    return urlunsplit((parts.scheme, host + port, *rest))


def link_to(url: str, sentence: str, landmark: str = "") -> str:
    """Return a link to the sentence or the PDF's page, else to the document, else ``""``."""
    address = web_address(url)
    page, _, fragment = address.partition("#")
    numbered = _PAGE.match(landmark)
    if numbered and urlsplit(page).path.lower().endswith(".pdf"):
        link = f"{page}#page={numbered[1]}"
        return link if units(link) <= BUTTON_URL else ""
    fragment = fragment.partition(_DIRECTIVE)[0]
    for words, characters in _NAMES:
        directive = _directive(sentence, words, characters)
        link = f"{page}#{fragment}{_DIRECTIVE}text={directive}"
        if address and directive and units(link) <= BUTTON_URL:
            return link
    return address if units(address) <= BUTTON_URL else ""


def _directive(sentence: str, words: int, characters: int) -> str:
    lines = [" ".join(line.split()) for line in sentence.split("\n") if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and len(lines[0]) <= characters:
        return _encoded(lines[0])
    first = " ".join(lines[0].split()[:words])[:characters]
    last = " ".join(lines[-1].split()[-words:])[-characters:]
    return f"{_encoded(first)},{_encoded(last)}"


def _encoded(text: str) -> str:
    # The minus separates prefix and suffix; quote() leaves it as it is.
    return percent_encoded(text, safe="").replace("-", "%2D")
