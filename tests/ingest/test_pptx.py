from __future__ import annotations

import io
import zipfile

from bot.errors import NoText, Problem
from bot.ingest.office import pptx
from tests.ingest.packages import A, relations, slides, sp, zipped
from tests.refusals import refused


def test_slides_stand_in_the_order_of_the_presentation() -> None:
    data = slides(sp("Second", kind="title"), sp("First", kind="ctrTitle"), order=[1, 0])
    reading = pptx.read_pptx(data)

    assert reading.text == "First\n\nSecond"
    assert [(mark.start, mark.label) for mark in reading.landmarks] == [
        (0, "slide 1, First"),
        (7, "slide 2, Second"),
    ]
    assert reading.title == "First"


def test_hidden_slides_are_left_out_and_keep_their_number() -> None:
    reading = pptx.read_pptx(slides(sp("a"), sp("b"), sp("c"), hidden=frozenset({1})))

    assert reading.text == "a\n\nc"
    assert [mark.label for mark in reading.landmarks] == ["slide 1", "slide 3"]


def test_the_title_comes_first_and_what_every_slide_has_is_left_out() -> None:
    shapes = sp("Point", "Point two", kind="body") + sp("Title", kind="title")
    shapes += sp("7", kind="sldNum") + sp("Footer", kind="ftr") + sp("1 May", kind="dt")

    assert pptx.read_pptx(slides(shapes)).text == "Title\n\nPoint\nPoint two"


def test_groups_breaks_and_fields_are_read() -> None:
    inside = (
        "<p:sp><p:txBody><a:p><a:r><a:t>One</a:t></a:r><a:br/><a:fld type='datetime1'>"
        "<a:t>May</a:t></a:fld><a:fld type='slidenum'><a:t>3</a:t></a:fld></a:p></p:txBody></p:sp>"
    )

    assert (
        pptx.read_pptx(slides(f"<p:grpSp><p:grpSp>{inside}</p:grpSp></p:grpSp>")).text == "One\nMay"
    )


def test_tables_are_read_out() -> None:
    def row(*texts: str) -> str:
        cells = (
            f"<a:tc><a:txBody><a:p><a:r><a:t>{t}</a:t></a:r></a:p></a:txBody></a:tc>" for t in texts
        )
        return f"<a:tr>{''.join(cells)}</a:tr>"

    frame = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow='1'/>"
        f"{row('Country', 'Capital')}{row('Latvia', 'Riga')}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )

    assert (
        pptx.read_pptx(slides(frame)).text == "Country\tCapital\n\nCountry: Latvia; Capital: Riga"
    )


def test_diagrams_are_read_from_their_own_part() -> None:
    frame = (
        "<p:graphicFrame><a:graphic><a:graphicData><d:relIds xmlns:d='d' r:dm='d1'/>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    with zipfile.ZipFile(io.BytesIO(slides(frame))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["ppt/slides/_rels/slide0.xml.rels"] = relations({"d1": ("diagramData", "../d.xml")})
    parts["ppt/d.xml"] = (
        f"<d:dataModel xmlns:d='d' xmlns:a='{A}'><d:ptLst><d:pt><d:t><a:p><a:r><a:t>Step one</a:t>"
        "</a:r></a:p></d:t></d:pt><d:pt/></d:ptLst></d:dataModel>"
    )

    assert pptx.read_pptx(zipped(parts)).text == "Step one"


def test_slides_without_text_say_so() -> None:
    with refused(NoText, Problem.ONLY_PICTURES):
        pptx.read_pptx(slides("<p:pic/>"))
