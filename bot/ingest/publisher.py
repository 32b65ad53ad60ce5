"""Who published a document, from what its file states, as far as that can be believed.

Files name the company that a program was sold to, the person who wrote, or the program. So a name
is believed only if the text has it too where documents name their publisher, at its start or end;
what is stated of an author must also be called as organisations are. A name that is left out costs
its user a line; a wrong one may be published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.ingest.lines import words

_ENDS = 3_000
"""Code points at the start and end of a text in which its publisher is named."""

_LONGEST = 120
"""Code points of a name; longer ones are sentences."""

_NAMED = 6
"""Words of the name of an organisation at most; longer lines are titles with one in them."""

_MAKER = re.compile(
    r"(?i)(?:microsoft|adobe|apple|google|libreoffice|openoffice|canva|hp|hewlett|dell|lenovo|acer"
    r"|asus|toshiba|samsung|sony|windows|office|user|home|admin|administrator|unknown|company"
    r"|organi[sz]ation|private|privat|test|owner|author|the author)\b.{0,30}"
)
"""Who made a program or a computer, and what stands there before anybody fills it in."""

_ORGANISATION = re.compile(
    r"(?i)\b(?:ministry|ministère|ministerio|\w*ministerium|council|conseil|consejo|commission"
    r"|comisión|kommission|committee|comité|agency|agence|agencia|authority|association|asociación"
    r"|verband|verein|foundation|fondation|fundación|stiftung|institut|institute|instituto"
    r"|universit[yé]|universidad|universität|university|federation|fédération|federación|union"
    r"|united nations|nations unies|naciones unidas|organi[sz]ation|organización|department"
    r"|bureau|embassy|secretariat|alliance|society|museum|bundesamt|\w+amt|gmbh|ltd|limited|inc"
    r"|llc|plc|ngo|corporation)\b|\be\. ?V\.|министерство|комитет|агентство|фонд|союз|وزارة|منظمة"
    r"|委员会|协会|大学|部$"
)


def is_organisation(line: str) -> bool:
    """Tell whether a short line is called as organisations are."""
    return words(line) <= _NAMED and _ORGANISATION.search(line) is not None


def publisher(names: Iterable[str], authors: Iterable[str], text: str) -> str:
    """Return the first of the organisations that can be believed, or ``""``.

    ``names`` are stated of publishers and companies, ``authors`` of authors.
    """
    ends = " ".join(f"{text[:_ENDS]} {text[-_ENDS:]}".split())
    organisations = (name for name in authors if _ORGANISATION.search(name))
    for name in (" ".join(each.split()) for each in (*names, *organisations)):
        case = re.IGNORECASE if " " in name else re.NOFLAG  # short names may be words
        if _is_name(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ends, case):
            return name
    return ""


def _is_name(name: str) -> bool:
    return (
        2 <= len(name) <= _LONGEST
        and any(map(str.isalpha, name))
        and not re.search(r"://|[@;<>\\]|www\.", name)
        and not _MAKER.fullmatch(name)
    )
