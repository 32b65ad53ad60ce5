"""OpenDocument texts: the text as it reads with all tracked changes accepted.

Foot- and endnotes stand at the end, each with its mark. Left out are comments, headers and footers,
hidden text and tables of contents. Lists and headings have the bullets and numbers that a person
sees.
"""

from __future__ import annotations

from bot.ingest.body import Body
from bot.ingest.markup import child, children
from bot.ingest.office.odt_styles import Styles
from bot.ingest.office.odt_text import Document, refuse_encrypted, stated
from bot.ingest.office.ooxml import title
from bot.ingest.office.package import open_package
from bot.ingest.reading import Reading, faint_note, told
from bot.progress import Report, Unit, untold


def read_odt(data: bytes, report: Report = untold, whole: bool = False) -> Reading:
    """Return the text of a document, with its headings as landmarks.

    A table of contents is left out unless it is to be ``whole``.

    Raises :class:`~bot.errors.UnreadableFile` for a broken or encrypted one and
    :class:`~bot.errors.TooLarge` for one that unpacks to more than a document holds.
    """
    package = open_package(data)
    refuse_encrypted(package)
    root = package.xml("content.xml")
    document = Document(Styles([root, package.xml_if_any("styles.xml")]))
    body = Body(whole)
    text = child(root, "body", "text")
    paragraphs = list(children(text))
    body.add(document.blocks(told(paragraphs, Unit.PARAGRAPH, report)))
    body.settle_headings()
    body.add_notes("Footnotes", document.notes("footnote"))
    body.add_notes("Endnotes", document.notes("endnote"))
    document.keep_deleted(child(text, "tracked-changes"))
    body.remove_all(document.struck)
    named = stated(package)
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=body.title or title(named.get("title", ""), body.text, body.landmarks, body.top),
        language=named.get("language", ""),
        notes=faint_note(document.faint),
    )
