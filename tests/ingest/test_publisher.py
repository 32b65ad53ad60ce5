from __future__ import annotations

import pytest

from bot.ingest import pdf
from bot.ingest.office import docx
from bot.ingest.publisher import publisher
from tests.ingest.packages import p, word
from tests.ingest.test_pdf_paper import column, written

TEXT = "River Council\n\nAnna Berg, who spoke for the River Council, met Microsoft on Monday."


@pytest.mark.parametrize(
    ("names", "authors", "expected"),
    [
        (["River Council"], [], "River Council"),
        ([" River\n Council "], [], "River Council"),
        ([], ["River Council"], "River Council"),
        (["RIVER COUNCIL"], [], "RIVER COUNCIL"),
        (["Harbour Board"], [], ""),
        (["Iver Counci"], [], ""),
        (["Microsoft"], ["Anna Berg"], ""),
        (["Hewlett-Packard Company", "", "https://river.example"], ["anna@river.example"], ""),
    ],
)
def test_an_organisation_that_the_text_names_is_believed(
    names: list[str], authors: list[str], expected: str
) -> None:
    assert publisher(names, authors, TEXT) == expected


def test_what_only_the_middle_of_a_text_names_is_not_believed() -> None:
    assert not publisher(["River Council"], [], f"{'x ' * 3000}River Council{' x' * 3000}")


def test_the_company_of_a_word_document_is_proposed() -> None:
    app = "<Properties><Company>River Council</Company></Properties>"

    assert docx.read_docx(word(p(TEXT), app=app)).publisher == "River Council"
    assert not docx.read_docx(word(p("Anna Berg met them."), app=app)).publisher


def test_the_author_or_publisher_of_a_pdf_is_proposed() -> None:
    page = column("River Council", "Anna Berg spoke of the opening of the bridge on Monday.")
    stated = b"<dc:publisher><rdf:Bag> <rdf:li>River Council</rdf:li></rdf:Bag></dc:publisher>"
    data = written(page)

    assert (
        pdf.read_pdf(written(page, stated={"Author": "River Council"})).publisher == "River Council"
    )
    assert not pdf.read_pdf(written(page, stated={"Author": "Anna Berg"})).publisher
    assert pdf.read_pdf(data + b"\n%" + stated).publisher == "River Council"
