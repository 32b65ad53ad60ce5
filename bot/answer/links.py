"""Addresses: which can be linked, and the link that opens a document at the quote.

Text fragments open a page at the quoted sentence (:mod:`bot.answer.fragments`); browsers that know
nothing of them open the page. A PDF is opened at its page, which all viewers understand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit, urlunsplit

LONGEST = 512
"""Characters of a link: a button in Discord holds so many, a browser far more."""

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_DIRECTIVE = ":~:"


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


def link_to(url: str, page: int = 0, fragments: Iterable[str] = ()) -> str:
    """Return a link to the page of a PDF or to a text fragment, else to the document, else ``""``.

    ``page`` is counted from 1; of ``fragments`` the first that fits into a link is taken.
    """
    address = web_address(url)
    document, _, fragment = address.partition("#")
    fragment = fragment.partition(_DIRECTIVE)[0]
    opened = (
        iter([f"{document}#page={page}"])
        if page
        else (f"{document}#{fragment}{_DIRECTIVE}text={named}" for named in fragments)
    )
    links = chain(opened, [address])
    fitting = (link for link in links if len(link) <= LONGEST)
    return next(fitting, "") if address else ""
