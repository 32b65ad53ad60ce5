"""What is marked is the ink of the quote's words, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageChops

from bot.drawing.draw import draw
from bot.errors import Problem, UnreadableFile
from bot.ingest import pdf
from bot.ingest.boxes import Box, lines, words_of
from bot.model import Picture, Span
from tests.drawing.paper import Ink, printed
from tests.refusals import refused

QUOTE = "the harbour master counted forty boats"
LINES = (
    Ink(60, 700, "On Monday the harbour"),
    Ink(60, 684, "master counted forty"),
    Ink(60, 668, "boats and went home."),
)
COLUMN = tuple(Ink(340, y, "Another column stands here.") for y in (700, 684, 668))
BLANK = [Ink(0, 0, "")]


def boxes(data: bytes, phrase: str = QUOTE) -> list[Box]:
    reading = pdf.read_pdf(data)
    start = reading.text.index(phrase)
    (stretch,) = reading.stretches
    return lines(words_of(stretch.words, stretch.start), Span(start, start + len(phrase)))


def image(picture: Picture) -> Image.Image:
    with Image.open(io.BytesIO(picture.png)) as opened:
        assert opened.format == "PNG"
        return opened.convert("RGB")


def yellow(shown: Image.Image) -> Image.Image:
    """Return where the picture is marked: much less blue than red."""
    red, _, blue = shown.split()
    return ImageChops.subtract(red, blue).point(lambda value: 255 if value > 60 else 0)


def inked(shown: Image.Image) -> Image.Image:
    return shown.convert("L").point(lambda value: 255 if value < 90 else 0)


def count(mask: Image.Image) -> int:
    return mask.histogram()[255]


def levels(shown: Image.Image) -> list[int]:
    """Return the levels of grey that there are."""
    return [level for level, pixels in enumerate(shown.convert("L").histogram()) if pixels]


def ink_that_is_marked(
    words: list[Ink], marks: list[Box], paper: dict[str, Any]
) -> tuple[int, int]:
    """Return how much of the ink of some words stands in marks, and how much there is."""
    ground = yellow(image(draw(printed(BLANK, **paper), 1, marks, "")))
    ink = inked(image(draw(printed(words, **paper), 1, marks, "")))
    return count(ImageChops.multiply(ground, ink)), count(ink)


QUOTED = [
    Ink(125.36, 700, "the harbour"),
    Ink(60, 684, "master counted forty"),
    Ink(60, 668, "boats"),
]
REST = [Ink(60, 700, "On Monday"), Ink(92.7, 668, "and went home."), *COLUMN]


@pytest.mark.parametrize(
    "paper",
    [
        {},
        {"turn": 90},
        {"turn": 180},
        {"turn": 270},
        {"shown": "40 300 580 790"},
        {"shown": "580 790 40 300"},
        {"shown": "-50 -60 700 900"},
    ],
    ids=["upright", "90", "180", "270", "cropped", "from above", "cropped to more"],
)
def test_the_ink_of_the_quote_is_marked_and_no_other(paper: dict[str, Any]) -> None:
    beside = [] if paper.get("turn") == 90 else COLUMN  # there PDFium reads across
    marks = boxes(printed([*LINES, *beside], **paper))

    marked, all_ = ink_that_is_marked(QUOTED, marks, paper)
    assert marked == all_ > 0
    marked, all_ = ink_that_is_marked(REST, marks, paper)
    assert marked == 0 < all_


def test_letters_on_a_mark_can_still_be_read() -> None:
    data = printed([*LINES])
    marked = image(draw(data, 1, boxes(data), QUOTE))

    assert count(inked(marked)) > 300
    assert count(yellow(marked)) > 3000


def test_light_letters_on_a_dark_page_are_marked_by_lightening_the_ground() -> None:
    data = printed([*LINES], dark=True)
    marks = boxes(data)
    shown, ground = (
        image(draw(paper, 1, marks, "")) for paper in (data, printed(BLANK, dark=True))
    )

    dark, *_, light = levels(ground)
    assert dark + 30 < light < 130
    assert levels(shown)[-1] > 250


def test_the_picture_is_that_of_the_quote_s_column_with_a_margin() -> None:
    data = printed([*LINES, *COLUMN, Ink(60, 100, "far below")])
    picture = image(draw(data, 1, boxes(data), QUOTE))

    across, down = picture.size
    assert 780 <= across <= 1000
    assert down < 0.8 * across
    assert yellow(picture).getbbox() is not None


def test_marks_that_touch_are_not_darker_where_they_do() -> None:
    data = printed([Ink(60, 700, "one two three four"), Ink(60, 690, "five six seven eight")])
    shown = image(
        draw(printed(BLANK), 1, boxes(data, "one two three four five six seven eight"), "")
    )

    colours = shown.crop(yellow(shown).getbbox()).getcolors()
    assert colours
    assert len(colours) <= 2  # the mark, and the page where one line is shorter


def test_without_boxes_the_words_are_found_by_their_letters() -> None:
    data = printed([*LINES, *COLUMN])
    found, stored = draw(data, 1, [], QUOTE), draw(data, 1, boxes(data), QUOTE)

    assert found.marked
    difference = ImageChops.difference(*(yellow(image(each)) for each in (found, stored)))
    assert count(difference) < 0.02 * count(yellow(image(stored)))


def test_words_that_are_not_there_leave_the_whole_page_unmarked() -> None:
    data = printed([*LINES], [*COLUMN])
    picture = draw(data, 2, [], "nothing of the kind is printed anywhere on this page")

    assert (picture.marked, picture.pages) == (False, 2)
    assert image(picture).size == (1000, 1334)
    assert count(yellow(image(picture))) == 0


def test_boxes_off_the_page_mark_nothing() -> None:
    picture = draw(printed([*LINES]), 1, [Box(-90, 900, -50, 950)], QUOTE)

    assert not picture.marked


@pytest.mark.parametrize("size", [(14400, 14400), (14400, 30), (20, 10), (1, 1)])
def test_pages_of_any_size_become_pictures_of_a_sane_one(size: tuple[float, float]) -> None:
    picture = image(draw(printed([*LINES], size=size), 1, [], QUOTE))

    assert 1 <= picture.width <= 1001
    assert picture.width * picture.height <= 2_010_000


def test_a_quote_on_a_poster_is_shown_at_a_size_that_can_be_read() -> None:
    data = printed([*LINES], size=(2384, 3370))

    assert image(draw(data, 1, boxes(data), QUOTE)).width == pytest.approx(780, abs=2)


@pytest.mark.parametrize("number", [2, 99])
def test_a_page_that_is_not_there_gets_a_sentence(number: int) -> None:
    with refused(UnreadableFile, Problem.PAGE_DAMAGED, page=number):
        draw(printed([*LINES]), number, [], QUOTE)


def test_a_file_that_is_damaged_gets_a_sentence() -> None:
    with refused(UnreadableFile, Problem.DAMAGED):
        draw(b"%PDF-1.7 and nothing else", 1, [], QUOTE)
