"""OpenDocument presentations: each slide is a landmark, as those of PowerPoint are.

Left out are notes, hidden slides, and dates, footers and slide numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from bot.errors import NoText, Problem
from bot.ingest.body import Body
from bot.ingest.markup import attribute, child, children, local
from bot.ingest.office.odt_styles import Styles
from bot.ingest.office.odt_text import Document, refuse_encrypted, stated
from bot.ingest.office.ooxml import title
from bot.ingest.office.package import open_package
from bot.ingest.reading import Reading, faint_note, told
from bot.progress import Report, Unit, untold

_LEFT_OUT = frozenset({"header", "footer", "date-time", "page-number", "title"})
"""Classes of frames; the title is read first."""

_DRAWN = ("graphic", "presentation", "table-cell", "paragraph")
_PICTURES = frozenset({"image", "object", "plugin"})


def read_odp(data: bytes, report: Report = untold) -> Reading:
    """Return the text of a presentation, with its slides as landmarks.

    Raises :class:`~bot.errors.NoText` for slides without text, and what
    :func:`~bot.ingest.office.package.open_package` raises.
    """
    package = open_package(data)
    refuse_encrypted(package)
    root = package.xml("content.xml")
    styles = Styles([root, package.xml_if_any("styles.xml")])
    document = Document(styles)
    body = Body()
    first_title = ""
    slides = list(children(child(root, "body", "presentation"), "page"))
    for count, slide in enumerate(told(slides, Unit.SLIDE, report), 1):
        if styles.is_unseen(attribute(slide, "style-name")):
            continue
        document.on_ground = _has_ground(slide, styles)
        titles = (each for each in slide if attribute(each, "class") == "title")
        lines = (block.text for block in document.blocks(titles))
        heading = " ".join(" ".join(lines).split())
        first_title = first_title or heading
        body.place(f"slide {count}, {heading}" if heading else f"slide {count}")
        body.paragraph(heading)
        body.add(document.blocks(_shapes(slide)))
    body.remove_all(document.struck)
    if not body.length:
        raise NoText(Problem.ONLY_PICTURES)
    named = stated(package)
    return Reading(
        body.text,
        tuple(body.landmarks),
        tuple(body.removed),
        title=first_title or title(named.get("title", ""), body.text, []),
        language=named.get("language", ""),
        notes=faint_note(document.faint),
    )


def _has_ground(slide: Element, styles: Styles) -> bool:
    """Tell whether white letters may be seen: on a ground of the slide, a picture or a shape."""
    master = styles.master(attribute(slide, "master-page-name"))
    pages = [slide] if master is None else [slide, master]
    return any(
        styles.is_shaded("drawing-page", attribute(page, "style-name"))
        or any(_is_ground(each, styles) for each in page.iter("{*}*"))
        for page in pages
    )


def _is_ground(element: Element, styles: Styles) -> bool:
    style = attribute(element, "style-name")
    drawn = style and any(styles.is_shaded(family, style) for family in _DRAWN)
    return local(element) in _PICTURES or bool(drawn)


def _shapes(slide: Element) -> Iterator[Element]:
    """Yield what stands on a slide itself, but its title."""
    for each in slide:
        if local(each) != "notes" and attribute(each, "class") not in _LEFT_OUT:
            yield each
