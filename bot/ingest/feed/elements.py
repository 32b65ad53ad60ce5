"""XML from strangers: no entities, no network, and broken markup read as far as it goes."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml.etree import _Element as Element

_PROLOGUE = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|^\s*<\?xml[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?!#[0-9]{1,7};|#x[0-9a-f]{1,6};)([a-z][a-z0-9]*;)?",
    re.DOTALL | re.IGNORECASE,
)


def parse(text: str, url: str) -> Element | None:
    """Return the root of an XML file that stood at ``url``, or ``None`` for what is no XML.

    What a file declares is cut away with all the entities that it defines: ten of them can make a
    gigabyte, or name a file of ours. Those of HTML are read, as feeds use them without declaring
    them, and so is a bare ``&``.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    plain = _REFERENCE.sub(_readable, _PROLOGUE.sub("", text, count=1)).strip()
    try:
        return etree.fromstring(plain.encode(errors="replace"), parser, base_url=url)
    except etree.XMLSyntaxError:
        return None


def text_of(element: Element | None) -> str:
    """Return all text of an element."""
    if element is None:
        return ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _readable(match: re.Match[str]) -> str:
    """Return a reference by number: after its first mistake libxml2 drops even ``&amp;``."""
    if match[0].startswith("<"):
        return match[0]
    characters = html.unescape(match[0]) if match[1] else "&"
    known = characters != match[0] or not match[1]
    return "".join(f"&#{ord(each)};" for each in characters) if known else ""
