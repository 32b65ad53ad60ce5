"""What recurs on pages: heads and feet go, and what the pages say stays."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from tests.ingest.test_pdf import PARAGRAPH, PROSE, SECOND, SECOND_PARAGRAPH
from tests.ingest.test_pdf_paper import Print, column, written

TEXTS = (
    ("Boats may pass below the bridge by night only,", "and have to carry a lamp at the bow."),
    (
        "Every spring the ice drifts from the lake",
        "and breaks the poles of the old pier.",
    ),
    ("A ferryman who is ill is paid by the parish for", "a month, and his son takes the oar."),
    ("Nets must not be wider than a third of the river", "between the mill and the old tannery."),
    (
        "Cattle cross at the ford, when the water is low",
        "from June until the first rain.",
    ),
    ("Whoever finds a plank on the shore may keep it if", "nobody asks for it within seven days."),
)


def texts(*pages: list[Print]) -> list[str]:
    """Return the paragraphs of pages of which no line was cut."""
    reading = pdf.read_pdf(written(*pages))
    assert reading.removed == ()
    return reading.text.split("\n\n")


def bulletin(number: int, days: int, mean: int) -> list[Print]:
    return [
        *column(f"The limit was exceeded on {days} days, and the mean was {mean}.", y=750),
        *column(
            "Keep the windows closed in the evening until the end",
            f"of week {number}, the office says, because of the smoke.",
            y=726,
        ),
    ]


@pytest.mark.parametrize("count", [2, 5])
@pytest.mark.parametrize("figures", [(3, 11), (0, 0)], ids=["other figures", "the same"])
def test_a_bulletin_on_each_page_keeps_its_words(count: int, figures: tuple[int, int]) -> None:
    numbers = [(figures[0] * page + 2, figures[1] * page + 7) for page in range(count)]
    found = texts(*(bulletin(page, *each) for page, each in enumerate(numbers, 20)))

    assert found == [
        paragraph
        for page, (days, mean) in enumerate(numbers, 20)
        for paragraph in (
            f"The limit was exceeded on {days} days, and the mean was {mean}.",
            "Keep the windows closed in the evening until the end of week"
            f" {page}, the office says, because of the smoke.",
        )
    ]


def test_a_title_that_counts_the_bulletins_stays() -> None:
    pages = [
        [Print(50, 750, f"Bulletin {number}", 16), *column(*text, y=600)]
        for number, text in enumerate(TEXTS[:4], 14)
    ]

    assert texts(*pages)[::2] == ["Bulletin 14", "Bulletin 15", "Bulletin 16", "Bulletin 17"]


def letter(name: str, price: int) -> list[Print]:
    return [
        *column(f"Dear {name},", y=760),
        *column(
            f"your meter was read on the third of May. Pay {price} euros by",
            "the end of June. The board thanks you for your patience while",
            "the pipes were renewed and the road was closed for weeks",
            y=736,
        ),
        *column("The Water Board", y=660),
    ]


def test_each_form_letter_keeps_its_own_words() -> None:
    names = ("Ann Smith", "Ben Jones", "Cleo Berg")
    found = texts(*(letter(name, 88 + 31 * place) for place, name in enumerate(names)))

    assert found == [
        part
        for place, name in enumerate(names)
        for part in (
            f"Dear {name},",
            f"your meter was read on the third of May. Pay {88 + 31 * place} euros by the end of"
            " June. The board thanks you for your patience while the pipes were renewed and the"
            " road was closed for weeks",
            "The Water Board",
        )
    ]


def test_lines_of_a_list_that_differ_in_figures_stay() -> None:
    rows = [f"Parcel {number} measures {number * 37 % 911} metres." for number in range(1, 181)]
    pages = [column(*rows[start : start + 60], y=780) for start in range(0, 180, 60)]

    assert " ".join(texts(*pages)).split() == " ".join(rows).split()


def test_the_first_line_of_a_text_that_another_page_begins_with_stays() -> None:
    first = "Whoever lives by the river knows this:"
    pages = [column(first, *text, y=760) for text in TEXTS[:2]]

    assert sum(each.startswith(first) for each in texts(*pages)) == 2


def test_years_and_sums_that_head_pages_are_no_page_numbers() -> None:
    pages = [
        [Print(50, 760, head), *column(*text, y=600)]
        for head, text in zip(("2023", "2024", "€ 500", "12%"), TEXTS, strict=False)
    ]

    assert texts(*pages)[::2] == ["2023", "2024", "€ 500", "12%"]


def head(number: int) -> Print:
    return Print(50, 770, f"{number} THE RIVER" if number % 2 else f"THE TOWN {number}", 8)


def test_the_number_at_the_foot_of_a_first_page_counts_with_those_in_the_heads() -> None:
    pages = [
        [Print(300, 30, "31"), *column(*PROSE, y=500)],
        *([head(number), *column(*TEXTS[number - 32], y=500)] for number in range(32, 38)),
    ]

    reading = pdf.read_pdf(written(*pages))

    assert reading.text == "\n\n".join([PARAGRAPH, *(" ".join(text) for text in TEXTS)])
    assert reading.removed[0] == "31"


def test_a_page_by_itself_has_a_page_number_too() -> None:
    reading = pdf.read_pdf(written([*column(*PROSE), Print(300, 30, "- 347 -")]))

    assert (reading.text, reading.removed) == (PARAGRAPH, ("- 347 -",))


def test_a_head_close_to_the_text_is_one_if_many_pages_have_it() -> None:
    pages = [column("River Council", *text, y=770) for text in TEXTS]

    reading = pdf.read_pdf(written(*pages))

    assert reading.removed == ("River Council",) * len(TEXTS)


def test_a_sentence_goes_on_from_the_foot_of_a_page_but_not_from_its_middle() -> None:
    torn = PROSE[:2]
    whole = pdf.read_pdf(written(column(*torn, y=90), column(*PROSE[2:])))
    apart = pdf.read_pdf(
        written([*column(*torn, y=300), *column(*SECOND, y=250)], column(*PROSE[2:]))
    )

    assert whole.text == PARAGRAPH
    assert apart.text == f"{' '.join(torn)}\n\n{SECOND_PARAGRAPH}\n\n{' '.join(PROSE[2:])}"
