"""Names of those who signed side by side are not read across."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from tests.ingest.test_pdf import PARAGRAPH, PROSE, paragraphs
from tests.ingest.test_pdf_paper import Print, column, written


def across(*rows: tuple[str, ...], y: float = 480) -> list[Print]:
    return [
        Print(50 + 250 * place, y - 14 * number, text)
        for number, row in enumerate(rows)
        for place, text in enumerate(row)
    ]


def drawn(y: float, *lefts: float) -> bytes:
    return b"\n".join(b"%g %g m %g %g l S" % (left, y, left + 130, y) for left in lefts)


ROWS = (("Anna Berg", "Peter Holm"), ("For the town", "For the builders"))


def test_each_who_signed_below_a_line_stands_with_the_office() -> None:
    page = [*column(*PROSE), *across(*ROWS)]

    text = pdf.read_pdf(written([drawn(492, 50, 300), *page])).text

    assert text == f"{PARAGRAPH}\n\nAnna Berg For the town\n\nPeter Holm For the builders"


@pytest.mark.parametrize(
    "rows",
    [
        (("Boats", "Carts"), ("40", "12")),
        (("the old bridge over the river", "and the new one"), ("was weak", "is not")),
    ],
    ids=["figures", "prose"],
)
def test_what_is_no_name_below_two_lines_is_read_across(rows: tuple[tuple[str, str], ...]) -> None:
    page = [*column(*PROSE), *across(*rows)]

    assert (
        pdf.read_pdf(written([*page, drawn(492, 50, 300)])).text == pdf.read_pdf(written(page)).text
    )


def test_the_head_of_a_table_with_a_line_right_below_is_read_across() -> None:
    page = [*column(*PROSE), *across(("Early", "Late"), y=494), *across(*ROWS)]
    text = pdf.read_pdf(written([*page, drawn(492, 50, 300)])).text

    assert text.endswith("Anna Berg Peter Holm\nFor the town For the builders")


def test_two_names_far_apart_on_one_line_are_two() -> None:
    page = [*column(*PROSE), *across(("Anna Berg, Mayor", "Peter Holm, Secretary"))]

    assert paragraphs(page) == [PARAGRAPH, "Anna Berg, Mayor", "Peter Holm, Secretary"]


def test_rows_of_names_and_offices_stay_rows() -> None:
    rows = (("Anna Berg, Riverton", "Mayor, since May"), ("Peter Holm, Tarn", "Clerk, since June"))
    page = [*column(*PROSE), *across(*rows)]

    text = pdf.read_pdf(written(page)).text

    assert text.endswith("\n".join(" ".join(row) for row in rows))
