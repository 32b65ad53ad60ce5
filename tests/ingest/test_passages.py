from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import markdown, plain
from bot.ingest.headings import heading_span
from bot.ingest.passages import GOOD, MAX, MIN, passages
from bot.model import Landmark

DATA = Path(__file__).parents[1] / "data"
SENTENCE = "The council of the town has decided that the ferry will run every hour from the first. "


def cut(text: str, *landmarks: Landmark) -> list[str]:
    return [span.of(text) for span in passages(text, landmarks)]


def test_a_paragraph_of_good_length_is_a_passage() -> None:
    paragraphs = [f"{letter}. {SENTENCE * 3}".strip() for letter in "ABC"]

    assert cut("\n\n".join(paragraphs)) == paragraphs
    assert cut("\n".join(paragraphs)) == paragraphs


def test_a_hard_wrapped_paragraph_stays_whole() -> None:
    wrapped = (
        "The ferry between Dunmarrow and Selkie Point will run every hour from\n"
        "the first of June. Mr. A. B. Castell of the harbour office told the\n"
        "meeting that the new boat takes forty cars and two hundred people, and\n"
        "that it needs twelve minutes for the crossing."
    )

    assert cut(f"{wrapped}\n\n{wrapped}") == [wrapped, wrapped]
    assert cut(wrapped) == [wrapped]


def test_paragraphs_of_one_sentence_a_line_stay_whole() -> None:
    text = "\n".join([SENTENCE.strip()] * 4)

    assert cut(f"{text}\n\n{text}") == [text, text]


def test_short_neighbours_are_joined_under_one_heading_only() -> None:
    text = "One.\n\nTwo.\n\n# Head\n\nThree.\n\nFour."

    assert cut(text, Landmark(12, "Head")) == ["One.\n\nTwo.", "Three.\n\nFour."]
    assert all(len(passage) <= GOOD for passage in cut("One short line.\n\n" * 200))


def test_a_page_that_begins_in_a_paragraph_parts_nothing() -> None:
    text = "One.\n\nTwo."

    assert cut(text, Landmark(6, "page 2")) == [text]


def test_what_is_announced_stays_with_its_announcement() -> None:
    announced = f"{SENTENCE * 2}The conditions are:"
    items = "\n".join(f"- {SENTENCE.strip()}" for _ in range(3))

    assert cut(f"{announced}\n\n{items}") == [f"{announced}\n\n{items}"]


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts() -> None:
    text = (SENTENCE * 30).strip()

    found = cut(text)

    assert [passage.count("first.") for passage in found] == [10, 10, 10]
    assert all(passage.endswith("first.") for passage in found)


def test_a_sentence_over_the_limit_is_cut_at_a_pause() -> None:
    clause = "the ferry runs in the night and in the day and on Sundays"

    found = cut("; ".join([clause] * 40))

    assert all(len(passage) <= MAX for passage in found)
    assert all(passage.endswith(("Sundays;", "Sundays")) for passage in found)


def test_a_text_without_a_blank_is_cut_all_the_same() -> None:
    assert [len(passage) for passage in cut("x" * 2500)] == [1100, 1100, 300]


def test_a_short_end_is_not_a_passage_of_its_own() -> None:
    text = f"{'x' * 1090}. {'Y' * 40}."

    assert cut(text) == [text]
    assert len(text) < MAX + MIN


def test_a_chinese_passage_is_as_long_to_read_as_an_english_one() -> None:
    found = cut("在尊严和权利上一律平等。" * 100)

    assert max(map(len, found)) <= MAX // 3
    assert all(passage.endswith("。") for passage in found)


def test_headings_stand_in_no_passage() -> None:
    read = markdown.read_markdown(
        f"# Title\n\n{SENTENCE}\n\nLined\n=====\n\nMiddle.\n\n## A [link](x) ##\n\nEnd."
    )

    assert [span.of(read.text) for span in passages(read.text, read.landmarks)] == [
        SENTENCE.strip(),
        "Middle.",
        "End.",
    ]


def test_the_items_of_a_list_are_no_headings_of_what_follows() -> None:
    items = "Tent\n\nStove\n\nTorch\n\nSleeping bag\n\nRope"
    read = plain.read_plain(f"{items}\n\n{SENTENCE * 4}")

    assert read.landmarks == ()
    assert "Sleeping bag" in cut(read.text, *read.landmarks)[0]


def test_headings_that_head_nothing_stand_in_a_passage() -> None:
    items = "## Tent\n\n## Stove\n\n## Torch\n\n## Sleeping bag"
    read = markdown.read_markdown(f"# Camp\n\nIt opens.\n\n{items}\n\nThe end.\n\n# Contact")

    assert cut(read.text, *read.landmarks) == [
        "It opens.\n\n## Tent\n\n## Stove\n\n## Torch",
        "The end.\n\n# Contact",
    ]


def test_a_text_of_headings_alone_has_them_as_passages() -> None:
    read = markdown.read_markdown("# One\n\n# Two")

    assert cut(read.text, *read.landmarks) == ["# One\n\n# Two"]


def test_no_text_has_no_passages() -> None:
    assert cut("") == cut(" \n ") == []


def test_the_letter_is_cut_as_a_reader_would() -> None:
    read = plain.read_plain((DATA / "wrapped_letter.txt").read_text(encoding="utf-8"))

    found = cut(read.text, *read.landmarks)

    assert [passage.split("\n")[0] for passage in found] == [
        "Notes from the ferry meeting",
        "1. Who pays for the lights on the pier?",
    ]


PIECES = st.sampled_from(
    [
        "# Head\n",
        "\n",
        "\n\n",
        " ",
        "word",
        "A sentence here. ",
        "- item\n",
        SENTENCE,
        "移。",
        "x" * 300,
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=150)


@given(TEXTS, st.data())
def test_passages_cover_every_letter_outside_of_headings_once(
    text: str, data: st.DataObject
) -> None:
    read = data.draw(st.sampled_from([plain.read_plain, markdown.read_markdown]))(text)
    headings = [heading_span(read.text, landmark) for landmark in read.landmarks]

    found = passages(read.text, read.landmarks)

    assert found == sorted(found)
    taken = [0] * len(read.text)
    for span in found:
        assert 0 <= span.start < span.end <= len(read.text)
        for place in range(span.start, span.end):
            taken[place] += 1
    assert max(taken, default=0) <= 1
    for place, character in enumerate(read.text):
        headed = any(heading and heading.start <= place < heading.end for heading in headings)
        assert character.isspace() or headed or taken[place], (place, character)
    assert not found or found[-1].end == len(read.text.rstrip())
    assert all(span.of(read.text) == span.of(read.text).strip() for span in found)


def test_slides_and_sheets_are_not_joined_but_pages_are() -> None:
    text = "Two boats sail.\n\nThe third is in the dock."

    def cut(*labels: str) -> list[str]:
        marks = [Landmark(at, label) for at, label in zip((0, 17), labels, strict=True)]
        return [span.of(text) for span in passages(text, marks)]

    assert cut("slide 1, Boats", "slide 2") == ["Two boats sail.", "The third is in the dock."]
    assert cut("page 1", "page 2") == [text]


def test_each_row_of_a_table_is_a_passage_of_its_own() -> None:
    rows = [
        "Name\tTown",
        "Name: Ann; Town: Riga",
        "Name: Ben; Town: Oslo",
        "Name: Cleo; Town: Rome",
    ]
    text = "\n\n".join(["The staff is listed here.", *rows, "Others may be added."])

    found = [span.of(text) for span in passages(text, ())]

    assert found == ["The staff is listed here.\n\nName\tTown", *rows[1:], "Others may be added."]
