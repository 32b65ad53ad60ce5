"""Title, day and publisher from what a PDF states of itself, as far as that can be believed.

Of the 15 real reports 4 state a title, which is the document's in 3 and in none of the others where
a program filled it in (``PowerPoint Presentation``, ``Adobe Photoshop PDF``); all state when the
file was made, which for 6 of them is years after the document. So a day is believed only if the
text names its year, and a title only if it looks like one or the text has its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import takewhile

from bot.ingest.lines import is_prose, words
from bot.ingest.pdf.compose import Heading
from bot.ingest.title import LONGEST

_MADE_BY_PROGRAM = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|word document|powerpoint presentation"
    r"|powerpoint-präsentation|présentation powerpoint|presentación de powerpoint|slide \d"
    r"|adobe|untitled|unbenannt|sans titre|sin título|без названия|created (?:with|by)|layout \d"
    r"|about:blank|https?:)",
    re.IGNORECASE,
)
_FILENAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|qxp|pptx?|xlsx?|odt|rtf|tex|dvi|ps|html?|pub|p65)\b"
)
_DATE = re.compile(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)")
_PUBLISHER = re.compile(
    rb"<dc:publisher>[^<]{0,99}<rdf:\w+>[^<]{0,99}<rdf:li[^>]{0,99}>([^<]{1,300})<"
    rb"|<pdfx:Company>([^<]{1,300})<"
)
"""In the XMP of a file, which is hardly ever packed."""

_FIRST = 2
"""Pages on which a title stands: a cover may be a picture."""

_START = 3000
"""Code points from the start of the text, in which a document names its title and day."""


def title(stated: str, text: str, headings: Sequence[Heading]) -> str:
    """Return the stated title, else the largest heading on top of the text, or ``""``."""
    line = " ".join(stated.split())
    if _is_title(line) and _is_named(line, text):
        return line
    on_top = takewhile(lambda block: not is_prose(block), text.split("\n\n"))
    names = set(on_top)
    above = [
        heading
        for heading in headings
        if heading.page <= _FIRST and heading.text in names and words(heading.text) >= 2
    ]
    return max(above, key=lambda heading: heading.size).text if above else ""


def day(stated: str, text: str) -> str:
    """Return the ISO 8601 day on which the file was made if the text names its year, or ``""``."""
    match = _DATE.match(stated)
    if not match or not re.search(rf"(?<!\d){match[1]}(?!\d)", text[:_START] + text[-_START:]):
        return ""
    year, month, of_month = match.groups()
    return (
        f"{year}-{month}-{of_month}" if "01" <= month <= "12" and "01" <= of_month <= "31" else ""
    )


def names(data: bytes) -> list[str]:
    """Return the publishers and companies that a file states."""
    found = _PUBLISHER.finditer(data)
    return [unescape((each[1] or each[2]).decode("utf-8", "replace")) for each in found]


def _is_title(line: str) -> bool:
    return (
        0 < len(line) <= LONGEST
        and words(line) >= 2
        and not _MADE_BY_PROGRAM.match(line)
        and not _FILENAME.search(line.lower())
        and "_" not in line
    )


def _is_named(line: str, text: str) -> bool:
    """Tell whether the text begins with most of the title's words, and does not go on with it.

    Word takes a document's first words, up to a full stop, for its title.
    """
    if re.search(rf"^{re.escape(line)}\.? ?\S", text[:_START], re.MULTILINE):
        return False
    start = text[:_START].casefold()
    parts = re.findall(r"\w+", line.casefold())
    return 2 * sum(part in start for part in parts) > len(parts)
