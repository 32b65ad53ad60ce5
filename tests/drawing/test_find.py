from __future__ import annotations

from bot.drawing.find import find
from bot.ingest.boxes import Box
from bot.ingest.pdf.pdfium import opened
from tests.drawing.paper import Ink, printed


def found(lines: list[Ink], quote: str) -> list[Box]:
    with opened(printed(lines)) as pages, pages.page(1) as page:
        assert page
        return find(page, quote)


PAGE = [
    Ink(60, 700, "The mayor of Arven-on-Sea opened the new town-"),
    Ink(60, 684, "ship hall before two hundred people"),
    Ink(60, 600, "1 A note stands here."),
    Ink(60, 500, "and gave a speech about the winter flood."),
]


def tops(boxes: list[Box]) -> list[int]:
    return [10 * round((box.top + box.bottom) / 20) for box in boxes]


def test_blanks_hyphens_and_case_do_not_matter() -> None:
    boxes = found(PAGE, "opened the new township hall before TWO hundred people")

    assert tops(boxes) == [700, 690]


def test_the_beginning_and_the_end_are_found_around_what_stands_between() -> None:
    boxes = found(PAGE, "hall before two hundred people and gave a speech about the winter flood.")

    assert tops(boxes) == [690, 500]


def test_a_quote_that_goes_on_on_the_next_page_is_found_as_far_as_the_page_goes() -> None:
    boxes = found(PAGE, "gave a speech about the winter flood. What followed stands overleaf.")

    assert tops(boxes) == [500]


def test_what_is_not_there_is_not_found() -> None:
    assert found(PAGE, "Nothing of the kind was said by the mayor.") == []
    assert found(PAGE, "…") == []
