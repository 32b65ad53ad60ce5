"""What belongs together on a page, and what does not."""

from __future__ import annotations

import pytest

from bot.ingest import pdf
from tests.ingest.test_pdf import PARAGRAPH, PROSE, SECOND, SECOND_PARAGRAPH, paragraphs
from tests.ingest.test_pdf_paper import Print, column, written

LEFT = (
    "The council met on Monday,",
    "to discuss the old bridge.",
    "which had been closed for",
    "years since the flood and",
    "was feared to be so weak",
)
RIGHT = (
    "Fishermen asked for money",
    "because of the long work.",
    "and said that the mayor of",
    "the town had promised it to",
    "them in the spring, before",
)


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_short_columns_that_are_painted_across_are_read_one_after_the_other(count: int) -> None:
    left = [*LEFT[: count - 1], "and that was all of it."]
    right = [*RIGHT[: count - 1], "and got none of it."]
    page = [Print(50, 730, "Two notices of the council of the valley for all residents")]
    page += [each for row in zip(column(*left), column(*right, x=240), strict=True) for each in row]

    text = pdf.read_pdf(written(page)).text.replace("\n\n", " ")

    assert text.endswith(f"{' '.join(left)} {' '.join(right)}")


def test_cells_with_a_few_words_are_no_columns() -> None:
    rows = [("Boats of the old council", "Forty of them in May"), ("Carts of the new town", "Six")]
    page = [
        each
        for place, (left, right) in enumerate(rows * 2)
        for each in (Print(50, 700 - 12 * place, left), Print(240, 700 - 12 * place, right))
    ]

    text = pdf.read_pdf(written(page)).text

    assert text == "\n".join(f"{left} {right}" for left, right in rows * 2)


@pytest.mark.parametrize("pitch", [20, 34])
def test_names_and_labels_with_room_between_them_stand_alone(pitch: int) -> None:
    names = ("Signature of the applicant", "Maria Lind, head of school", "Place and date")

    assert paragraphs(column(*names, pitch=pitch)) == list(names)


def test_prose_with_room_between_its_lines_is_one_paragraph() -> None:
    assert paragraphs(column(*PROSE, pitch=23)) == [PARAGRAPH]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The path leads to the mill (see the plan on page", "3) and from there to the ferry."),
        ("We pay for 1) the new bridge, 2) the harbour and", "3) the ferry."),
        ("The mayor spoke at length (as told by Anna Berg in", "b) of her report."),
    ],
)
def test_a_number_within_a_sentence_begins_no_item(first: str, second: str) -> None:
    page = [*column(*SECOND, y=760), *column(first, second)]

    assert paragraphs(page) == [SECOND_PARAGRAPH, f"{first} {second}"]


def test_items_of_a_list_still_begin_one() -> None:
    items = ("1) The new bridge.", "2) The harbour.", "3) The ferry.")

    assert paragraphs(column(*items)) == list(items)


@pytest.mark.parametrize("last", [True, False], ids=["painted last", "painted first"])
@pytest.mark.parametrize(
    ("letter", "rest", "word"),
    [
        ("T", "wo hundred people", "Two hundred people"),
        ("A", "mayor is old and", "A mayor is old and"),
        ("A", "nother bridge was", "Another bridge was"),
        ("I", "n the town of Lynd", "In the town of Lynd"),
    ],
)
def test_an_initial_belongs_to_its_word(letter: str, rest: str, word: str, last: bool) -> None:
    initial = Print(50, 680, letter, 30)
    lines = [
        *column(f"{rest} came to the opening on", "Monday, and it was a mayor who had asked", x=72),
        *column("all of them to stay until the evening, when the", "boats were lit.", y=676),
    ]

    (text,) = paragraphs([*lines, initial] if last else [initial, *lines])

    assert text.startswith(f"{word} came to the opening on Monday, and it was")


def test_a_large_letter_that_no_text_stands_beside_stays_where_it_is() -> None:
    assert paragraphs([Print(50, 740, "B", 30), *column(*PROSE)]) == ["B", PARAGRAPH]


@pytest.mark.parametrize("first", [True, False], ids=["painted before", "painted after"])
def test_the_sign_of_a_note_that_is_painted_by_itself_tears_no_sentence(first: bool) -> None:
    lines = [
        Print(50, 700, "The bridge had been closed for four years since the"),
        Print(50, 688, "flood"),
        Print(78, 688, ", so that many children of the village went"),
        Print(50, 676, "to school by boat, as the council had advised them."),
    ]
    signs = [Print(75, 692, "3", 6), Print(305, 680, "14", 6)]

    assert paragraphs([*signs, *lines] if first else [*lines, *signs]) == [
        "The bridge had been closed for four years since the flood³, so that many children of the"
        " village went to school by boat, as the council had advised them.¹⁴"
    ]


def test_a_number_that_stands_by_itself_is_no_sign() -> None:
    page = [*column(*PROSE), Print(50, 640, "3", 6)]

    assert paragraphs(page) == [PARAGRAPH, "3"]


def test_lines_beside_a_picture_go_on_where_they_get_longer() -> None:
    page = column(
        "Boats may pass below the bridge at",
        "night only, and have to carry lamp",
        "and bell. Every spring the ice was",
        "broken by the men of the province.",
        "Whoever finds a plank on the shore may keep it, if nobody asks",
        "for it within seven days.",
    )

    (text,) = paragraphs(page)

    assert text.endswith(
        "of the province. Whoever finds a plank on the shore may keep it, if nobody"
        " asks for it within seven days."
    )


def test_a_paragraph_after_one_that_ends_early_is_one_beside_a_picture_too() -> None:
    page = column(
        "Boats may pass below the bridge at",
        "night only, and have to carry lamp",
        "and bell. The ice came.",
        "Whoever finds a plank on the shore may keep it, if nobody asks",
        "for it within seven days.",
    )

    assert len(paragraphs(page)) == 2


def test_labels_side_by_side_in_a_figure_do_not_tear_a_paragraph_over_two_pages() -> None:
    start = column(*PROSE[:-1], y=400)
    labels = ((50, "The first ten years"), (240, "The years after the flood"))
    figure = [Print(x, 200, label, 10.5) for x, label in labels]
    rest = column(PROSE[-1], *SECOND, y=760)

    text = pdf.read_pdf(written([*start, *figure], rest)).text

    assert " ".join(PROSE[:-1]) + " " + PROSE[-1] in text
