from __future__ import annotations

from bot.errors import NoText, Problem, UnreadableFile
from bot.ingest.extract import extract
from bot.model import Landmark
from tests.ingest.packages import zipped
from tests.refusals import refused

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{name}="{_OASIS}:{space}:1.0"'
    for name, space in (
        *((each, each) for each in ("office", "draw", "text", "presentation", "style", "table")),
        ("fo", "xsl-fo-compatible"),
    )
)
HIDDEN = (
    '<style:style style:name="gone" style:family="drawing-page">'
    '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)


def presentation(*pages: str, manifest: str = "", styles: str = "", master: str = "") -> bytes:
    body = f"<office:presentation>{''.join(pages)}</office:presentation>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.presentation",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{HIDDEN}"
            f"{styles}</office:automatic-styles><office:body>{body}</office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}><office:master-styles>"
            f'<style:master-page style:name="M">{master}</style:master-page>'
            "</office:master-styles></office:document-styles>",
        }
    )


def slide(*shapes: str, style: str = "") -> str:
    return f'<draw:page draw:style-name="{style}">{"".join(shapes)}</draw:page>'


def frame(text: str, kind: str = "outline") -> str:
    return (
        f'<draw:frame presentation:class="{kind}"><draw:text-box><text:p>{text}</text:p>'
        "</draw:text-box></draw:frame>"
    )


def test_each_slide_is_a_landmark_and_its_title_stands_on_top() -> None:
    notes = f"<presentation:notes>{frame('Say hello', 'notes')}</presentation:notes>"
    first = slide(frame("Two people came."), frame("The ferry", "title"), notes)
    hidden = slide(frame("Nobody sees this."), style="gone")
    grouped = slide(f"<draw:g>{frame('It runs.')}</draw:g>", frame("9", "page-number"))

    source = extract("x.odp", presentation(first, hidden, grouped))

    assert source.text == "The ferry\n\nTwo people came.\n\nIt runs."
    assert source.title == "The ferry"
    assert source.landmarks == (Landmark(0, "slide 1, The ferry"), Landmark(29, "slide 3"))


def test_what_cannot_be_read_is_told() -> None:
    with refused(NoText, Problem.ONLY_PICTURES):
        extract("x.odp", presentation(slide()))
    with refused(UnreadableFile, Problem.PASSWORD):
        extract("x.odp", presentation(slide(frame("x")), manifest="<encryption-data/>"))
