"""Quotes as references: a line of text, BibTeX and CSL-JSON. Pure.

BibTeX is written by hand: of a field only ten characters have to be escaped, and a title in braces
keeps its capitals.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from bot.model import Document, QuoteId

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


OLD = 2
"""Years from which on a source is called old: what a release announces is then over."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What refers to a quote: its source, its id, and the SHA-256 of its text in UTF-8."""

    document: Document
    quote_id: QuoteId
    sha256: str


def as_text(reference: Reference) -> str:
    """Return a reference on one line."""
    document = reference.document
    parts = (document.title, document.publisher, document.date, document.url)
    named = ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
    return f"{named}. Quote {_note(reference)}."


def as_bibtex(reference: Reference) -> str:
    """Return a reference as an entry of BibTeX, in UTF-8."""
    document = reference.document
    fields = {
        "title": f"{{{_escaped(document.title)}}}",
        "author": f"{{{_escaped(document.publisher)}}}" if document.publisher.strip() else "",
        "year": document.date[:4],
        "date": document.date,
        "url": document.url.translate({ord("{"): "%7B", ord("}"): "%7D"}),
        "langid": document.language,
        "note": _escaped(f"Quote {_note(reference)}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{_key(reference.quote_id)},", *lines, "}\n"))


def as_csl(reference: Reference) -> str:
    """Return a reference as CSL-JSON: a list of one item."""
    document = reference.document
    found = _ISO.fullmatch(document.date)
    issued = [int(part) for part in found.groups() if part] if found else []
    item = {
        "id": _key(reference.quote_id),
        "type": "document",
        "title": document.title,
        "publisher": document.publisher,
        "issued": {"date-parts": [issued]} if issued else None,
        "URL": document.url,
        "language": document.language,
        "version": str(reference.quote_id.version),
        "note": f"Quote {_note(reference)}",
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


def years_old(document: Document, today: date) -> int:
    """Return how many whole years ago a document was published; 0 where that is not known."""
    found = _ISO.fullmatch(document.date)
    if not found:
        return 0
    year, month, day = (int(part or 1) for part in found.groups())
    return max(today.year - year - ((today.month, today.day) < (month, day)), 0)


def _key(quote_id: QuoteId) -> str:
    return f"verbatim-{quote_id}".replace(".", "-")


def _note(reference: Reference) -> str:
    return f"{reference.quote_id}, SHA-256 {reference.sha256}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_BIBTEX)
