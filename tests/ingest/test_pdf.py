from __future__ import annotations

import re
import zlib
from base64 import a85encode
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NoText, Problem, TooLarge, UnreadableFile
from bot.ingest import pdf
from bot.ingest.decode import tidy
from bot.ingest.reading import Reading
from bot.model import Note, NoteKind
from tests.ingest.test_pdf_paper import Print, column, file, stream, written
from tests.refusals import refused

DATA = Path(__file__).parents[1] / "data"

PROSE = (
    "Two hundred people came to the opening on Monday,",
    "most of them from the villages along the river, and",
    "stayed until the evening, when the mayor thanked all",
    "of them for coming.",
)
PARAGRAPH = " ".join(PROSE)
SECOND = (
    "The bridge had been closed for four years since the",
    "flood, so that children went to school by boat.",
)
SECOND_PARAGRAPH = " ".join(SECOND)


def read(*pages: list[Print], **options: object) -> Reading:
    reading = pdf.read_pdf(written(*pages, **options))  # type: ignore[arg-type]
    assert tidy(reading.text) == reading.text
    assert NoteKind.WORDS_MAY_BE_LOST not in {note.kind for note in reading.notes}
    starts = [landmark.start for landmark in reading.landmarks]
    assert all(before < start for before, start in pairwise(starts))
    assert all(start < len(reading.text) for start in starts)
    return reading


def paragraphs(*pages: list[Print], **options: object) -> list[str]:
    return read(*pages, **options).text.split("\n\n")


def label(reading: Reading, phrase: str) -> str:
    start = reading.text.index(phrase)
    return [landmark.label for landmark in reading.landmarks if landmark.start <= start][-1]


# Paragraphs


def test_lines_become_paragraphs_with_a_blank_line_between() -> None:
    page = column(*PROSE) + column(*SECOND, y=640)

    assert paragraphs(page) == [PARAGRAPH, SECOND_PARAGRAPH]


def test_the_hyphens_of_style_sheets_are_joined_too() -> None:
    page = column(
        "The river is long, and its well‐known bridge was reno‐",
        "vated with the help of many neighbours, who came from",
        "the whole valley to see the opening of the well‐",
        "known bridge.",
    )

    assert paragraphs(page) == [
        "The river is long, and its well‐known bridge was renovated with the help of many"
        " neighbours, who came from the whole valley to see the opening of the well-known bridge."
    ]


def test_a_narrow_gap_in_a_tight_line_is_a_blank() -> None:
    tight = [Print(50, 700, "Nobody reads"), Print(111.7, 700, "this sentence about the ferry.")]

    assert paragraphs(tight) == ["Nobody reads this sentence about the ferry."]


def test_a_paragraph_that_is_only_set_in_is_one() -> None:
    full = (PROSE[0], "and nobody left before it was very late at night.")
    page = [*column(*full), Print(65, 676, SECOND[0]), Print(50, 664, SECOND[1])]

    assert paragraphs(page) == [" ".join(full), SECOND_PARAGRAPH]


def test_a_paragraph_after_a_last_line_that_ends_early_is_one() -> None:
    page = column(*PROSE, *SECOND)

    assert paragraphs(page) == [PARAGRAPH, SECOND_PARAGRAPH]


@given(
    words=st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=20, max_size=120),
    width=st.integers(40, 90),
)
@settings(max_examples=40, deadline=None)
def test_a_paragraph_wrapped_to_any_width_is_read_whole(words: list[str], width: int) -> None:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) < width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)

    assert paragraphs(column(*lines)) == [" ".join(words)]


def test_each_item_of_a_list_is_a_paragraph_and_stays_whole() -> None:
    page = column(
        "The council will pay for three things:",
        "• the pillars, which have stood in the water for",
        "  a hundred years",
        "• a new roadway",
        "1. This first rule holds for all of the lorries that",
        "   weigh more than nine tonnes.",
        "2. The second rule is short.",
    )

    assert paragraphs(page)[1:] == [
        "• the pillars, which have stood in the water for a hundred years",
        "• a new roadway",
        "1. This first rule holds for all of the lorries that weigh more than nine tonnes.",
        "2. The second rule is short.",
    ]


def test_a_bullet_that_stands_far_off_belongs_to_its_item() -> None:
    page = [Print(50, 700, "•"), Print(80, 700, "a new roadway, which the province pays for")]

    assert paragraphs(page) == ["• a new roadway, which the province pays for"]


# Letters and words


def test_typesetters_hyphens_go_and_those_of_words_stay() -> None:
    page = column(
        "Swedish-speaking people and their neighbours met in the town-",
        "ship for a meeting of the EU-",
        "China dialogue, where the Sámi-",
        "speaking minority had asked for 2023-",
        "24 to be the year of the co-operative, for a co-",
        "operative had founded the town.",
    )

    assert paragraphs(page) == [
        "Swedish-speaking people and their neighbours met in the township for a meeting of the"
        " EU-China dialogue, where the Sámi-speaking minority had asked for 2023-24 to be the"
        " year of the co-operative, for a co-operative had founded the town."
    ]


def test_ligatures_and_symbols_become_the_letters_that_they_show() -> None:
    page = column("the ﬁrst oﬃce of the river council", "\uf0b7 an item of a list")

    assert paragraphs(page) == ["the first office of the river council", "• an item of a list"]


@pytest.mark.parametrize(("rise", "size"), [(5, 6), (3, 6), (2.5, 7)])
def test_the_number_of_a_note_is_raised(rise: float, size: float) -> None:
    page = column(*PROSE[:2], y=712)
    page += [
        Print(50, 688, "was the largest crowd since the war."),
        Print(230, 688 + rise, "12", size),
    ]

    assert paragraphs(page)[0].endswith("since the war.¹²")


def test_right_to_left_text_is_in_logical_order() -> None:
    first, second = "تعتبر البرمجة من الأدوات القوية التي تعزز عمل", "الناس في كل مكان."
    page = [
        Print(400 - 5 * len(line), 700 - 12 * place, line[::-1])
        for place, line in enumerate((first, second))
    ]

    assert paragraphs(page) == [f"{first} {second}"]


def test_lines_of_chinese_are_joined_without_a_blank() -> None:
    page = column(
        "预测年初至下一报告期期末的累计净利润可能", "为亏损。公司没有其他应披露而未披露的事项。"
    )

    assert paragraphs(page) == [
        "预测年初至下一报告期期末的累计净利润可能为亏损。公司没有其他应披露而未披露的事项。"
    ]


# Columns and pages


def left_and_right(rows: int = 8) -> tuple[list[Print], list[Print]]:
    left = [f"left {row} tells of the river and the" for row in range(rows)]
    right = [f"right {row} tells of the town and of" for row in range(rows)]
    return column(*left), column(*right, x=240)


def test_columns_are_read_one_after_the_other() -> None:
    left, right = left_and_right()

    text = read(left + right).text

    assert re.findall("left|right", text) == ["left"] * 8 + ["right"] * 8


def test_columns_that_are_painted_line_by_line_are_read_one_after_the_other() -> None:
    left, right = left_and_right()
    page = [Print(50, 720, "A headline that stands over both of the columns of the page", 12)]
    page += [print_ for pair in zip(left, right, strict=True) for print_ in pair]

    text = read(page).text

    assert re.findall("headline|left|right", text) == ["headline"] + ["left"] * 8 + ["right"] * 8


def test_a_paragraph_that_goes_on_in_the_next_column_is_one() -> None:
    page = column(*PROSE[:2]) + column(*PROSE[2:], x=330)

    assert paragraphs(page) == [PARAGRAPH]


def test_a_paragraph_that_goes_on_on_the_next_page_is_one_and_tells_where() -> None:
    reading = read(column(*PROSE[:2], y=90), column(*PROSE[2:]) + column(*SECOND, y=650))

    assert reading.text.split("\n\n") == [PARAGRAPH, SECOND_PARAGRAPH]
    assert [(mark.label, mark.start) for mark in reading.landmarks] == [
        ("page 1", 0),
        ("page 2", PARAGRAPH.index(PROSE[2])),
    ]


def test_a_new_paragraph_on_the_next_page_stays_one() -> None:
    assert paragraphs(column(*PROSE), column(*SECOND)) == [PARAGRAPH, SECOND_PARAGRAPH]


def test_pages_are_counted_as_a_viewer_counts_them_though_some_have_no_text() -> None:
    reading = read([], column(*PROSE), [], column(*SECOND))

    assert label(reading, PARAGRAPH) == "page 2"
    assert label(reading, SECOND_PARAGRAPH) == "page 4"


def test_footnotes_follow_the_text_of_their_page_and_tear_no_sentence() -> None:
    first = column(*PROSE[:2], y=150) + column(
        "1 Counted at the gate of the bridge.", "2 See the annual report.", y=60, size=7, pitch=9
    )
    reading = read(column(*SECOND, y=400) + first, column(*PROSE[2:]) + column(*SECOND, y=600))

    assert reading.text.split("\n\n") == [
        SECOND_PARAGRAPH,
        PARAGRAPH,
        "1 Counted at the gate of the bridge.",
        "2 See the annual report.",
        SECOND_PARAGRAPH,
    ]
    assert label(reading, "1 Counted") == "page 1"
    assert reading.landmarks[-1].label == "page 2"


def test_running_heads_and_page_numbers_go_to_what_was_removed() -> None:
    pages = [
        [
            Print(50, 770, f"River Council {number}"),
            *column(*(PROSE if number % 2 else SECOND), y=500),
            Print(300, 30, str(number)),
        ]
        for number in range(1, 5)
    ]

    reading = read(*pages)

    assert reading.text.count("\n\n") == 3
    assert "River Council" not in reading.text
    assert reading.removed[:2] == ("River Council 1", "1")


def test_notes_that_end_with_the_same_line_stay_whole_and_a_running_foot_goes() -> None:
    names = ("Ann Smith", "Ben Jones", "Cleo Berg", "Dan Wood")
    pages = [
        [
            *column(*(PROSE if number % 2 else SECOND), y=500),
            Print(50, 81, str(number), 5),
            *column(
                f"{name}, The bridges of the river,", "volume two.", x=56, y=78, pitch=9, size=8
            ),
            Print(56, 40, "River Council", 8),
        ]
        for number, name in enumerate(names, 1)
    ]

    reading = read(*pages)

    assert "¹ Ann Smith, The bridges of the river, volume two." in reading.text
    assert reading.text.count("volume two.") == 4
    assert reading.removed == ("River Council",) * 4


def test_the_number_of_a_paragraph_at_the_top_of_a_page_is_no_page_number() -> None:
    page = [Print(50, 760, "5."), Print(80, 760, "The Council thanks the workers for their help.")]

    assert paragraphs(page) == ["5. The Council thanks the workers for their help."]


def test_a_head_that_the_file_paints_last_stands_on_top() -> None:
    page = [*column(*PROSE), Print(50, 740, "The river and its bridges", 16)]

    assert paragraphs(page)[0] == "The river and its bridges"


def test_printers_marks_outside_the_page_are_no_text() -> None:
    page = [*column(*PROSE), Print(700, 690, "proof of 6 December"), Print(50, 850, "plate 4")]

    assert paragraphs(page) == [PARAGRAPH]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_page_that_lies_on_its_side_is_read_like_any_other(turn: int) -> None:
    def turned(print_: Print) -> Print:
        x, y = print_.x, print_.y
        places = {1: (750 - y, x), 2: (600 - x, 800 - y), 3: (y - 150, 750 - x)}
        return print_._replace(x=places[turn][0], y=places[turn][1], turn=turn)

    page = list(map(turned, column(*PROSE) + column(*SECOND, y=640)))

    assert paragraphs(page) == [PARAGRAPH, SECOND_PARAGRAPH]


def test_a_stamp_up_the_side_of_the_page_is_removed() -> None:
    reading = read([Print(20, 300, "preprint", turn=1), *column(*PROSE)])

    assert reading.text == PARAGRAPH
    assert reading.removed == ("preprint",)


# Headings and tables


def test_a_heading_is_a_paragraph_and_a_landmark_with_its_page() -> None:
    page = [
        *column(*PROSE),
        Print(50, 640, "What the bridge cost", bold=True),
        *column(*SECOND, y=628),
        Print(50, 580, "Who paid", 14),
        *column(*PROSE, y=560),
    ]

    reading = read(column(*PROSE), page)

    assert [mark.label for mark in reading.landmarks] == [
        "page 1",
        "page 2",
        "page 2, What the bridge cost",
        "page 2, Who paid",
    ]
    for mark in reading.landmarks[2:]:
        heading = mark.label.removeprefix("page 2, ")
        assert reading.text[mark.start :].startswith(f"{heading}\n\n")


def test_bold_words_before_a_paragraph_and_bold_sentences_are_no_headings() -> None:
    page = [
        Print(50, 700, "Standing crops.", bold=True),
        Print(130, 700, "They were lost to the flood in"),
        Print(50, 688, "the second week of the month of May."),
        Print(50, 650, "All of this has been paid for.", bold=True),
        Print(50, 600, "The Council has paid. Nobody of those who live along the", bold=True),
        Print(50, 588, "river was asked for a contribution to it", bold=True),
    ]

    reading = read(page)

    assert [mark.label for mark in reading.landmarks] == ["page 1"]
    assert reading.text.startswith("Standing crops. They were lost to the flood in the second")


def rows(*table: tuple[str, ...], y: float = 500, pitch: float = 14) -> list[Print]:
    return [
        Print(50 + 130 * place, y - pitch * number, cell)
        for number, row in enumerate(table)
        for place, cell in enumerate(row)
    ]


def test_a_table_is_read_row_by_row() -> None:
    page = [*column(*PROSE), *rows(("Year", "Men", "Women"), ("1991", "11.0", "6.6"))]

    assert paragraphs(page) == [PARAGRAPH, "Year Men Women\n1991 11.0 6.6"]


def test_a_wrapped_cell_belongs_to_its_row() -> None:
    page = [
        *rows(("Item", "2023", "2024")),
        Print(50, 480, "Pillars and"),
        Print(50, 468, "roadway"),
        Print(180, 474, "1,200"),
        Print(310, 474, "1,350"),
        *rows(("Ramp", "90", "95"), y=454),
    ]

    assert paragraphs(page) == ["Item 2023 2024\nPillars and roadway 1,200 1,350\nRamp 90 95"]


# What the file states


def test_a_title_that_the_text_names_is_believed() -> None:
    page = [Print(50, 740, "REPORT", 18), *column("The River Council and its bridges", *PROSE)]

    assert read(page, stated={"Title": "The River Council"}).title == ""
    assert read(page, stated={"Title": "Bridges of the River Council"}).title == (
        "Bridges of the River Council"
    )


@pytest.mark.parametrize(
    "stated",
    [
        *("Microsoft Word - River.doc", "PowerPoint Presentation", "Untitled bridge opens again"),
        *("river_report.indd", "River bridge opens.docx", ""),
    ],
)
def test_a_title_that_a_program_filled_in_gives_way_to_the_largest_heading(stated: str) -> None:
    page = [
        Print(50, 760, "Press release", 12),
        Print(50, 735, "River bridge opens again", 18),
        *column(*PROSE),
    ]

    assert read(page, stated={"Title": stated}).title == "River bridge opens again"


@pytest.mark.parametrize(
    ("text", "day"), [("Opened in 2024.", "2024-03-07"), ("Opened in 1998, room 12024.", "")]
)
def test_the_day_is_believed_if_the_text_names_its_year(text: str, day: str) -> None:
    page = column(*PROSE) + column(text, y=600)

    assert read(page, stated={"CreationDate": "D:20240307120000+01'00'"}).date == day
    assert read(page, stated={"CreationDate": "D:20241399"}).date == ""


def test_metadata_that_are_no_unicode_are_none() -> None:
    data = written(column(*PROSE), stated={"Title": "The bridge over the river"})
    broken = data.replace("The".encode("utf-16-le").hex().encode(), b"00d8" * 3)

    assert broken != data
    assert pdf.read_pdf(broken).text == PARAGRAPH


# Limits and errors


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\nnothing else", b"%PDF-1.7\n" + bytes(range(256)) * 9, b""],
    ids=["short", "noise", "empty"],
)
def test_a_damaged_file_is_told(data: bytes) -> None:
    with refused(UnreadableFile, Problem.DAMAGED):
        pdf.read_pdf(data)


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_or_told() -> None:
    data = written(column(*PROSE), column(*SECOND))

    for length in range(0, len(data), 97):
        with suppress(UnreadableFile, NoText):
            assert pdf.read_pdf(data[:length]).text


def test_a_file_with_a_password_is_told() -> None:
    with refused(UnreadableFile, Problem.PASSWORD):
        pdf.read_pdf((DATA / "password.pdf").read_bytes())


def test_a_file_that_may_only_be_read_is_read() -> None:
    assert pdf.read_pdf((DATA / "protected.pdf").read_bytes()).text.startswith("Nobody reads this")


def test_a_file_without_pages_is_told() -> None:
    data = file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", b"<< >>"]
    )

    with suppress(UnreadableFile):
        pdf.read_pdf((DATA / "password.pdf").read_bytes())
    with refused(UnreadableFile, Problem.DAMAGED):
        pdf.read_pdf(data)


def test_a_scan_is_told_that_it_needs_ocr() -> None:
    with refused(NoText, Problem.ONLY_SCANS):
        pdf.read_pdf(written([], []))


def test_a_scan_with_a_stamp_on_one_page_is_a_scan() -> None:
    with refused(NoText, Problem.ONLY_SCANS):
        pdf.read_pdf(written(column("Received by the archive on 7 March."), *[[]] * 19))


def test_a_stamp_on_a_picture_is_no_text() -> None:
    stamp = column("Scanned by a phone")

    with refused(NoText, Problem.ONLY_SCANS):
        pdf.read_pdf(written(stamp, pictured=True))
    assert paragraphs(column(*PROSE), stamp, pictured=True) == [PARAGRAPH]


def test_a_page_of_a_word_or_two_is_told_as_that() -> None:
    with refused(NoText, Problem.HARDLY_A_WORD):
        pdf.read_pdf(written(column("Hello")))


def test_a_file_whose_fonts_say_nothing_is_told() -> None:
    with refused(NoText, Problem.UNKNOWN_LETTERS):
        pdf.read_pdf(written(column(*(line.swapcase()[::-1] for line in PROSE)), mapped=False))


def test_pages_that_are_left_out_are_told() -> None:
    data = written(column(*PROSE), [], column("\ue123\ue124\ue125 \ue126\ue127 \ue128"), [])

    reading = pdf.read_pdf(data)
    left_out = reading.notes

    assert reading.text == PARAGRAPH
    assert left_out == (
        Note(NoteKind.PAGES_WITHOUT_TEXT, (2, 4)),
        Note(NoteKind.PAGES_OF_UNKNOWN_LETTERS, (3,)),
    )
    assert pdf.read_pdf(written(column(*PROSE))).notes == ()


def test_a_map_is_left_out_with_its_scattered_words() -> None:
    scattered = [Print(x, y, "a", 4) for x in range(0, 600, 10) for y in range(0, 780, 15)]

    reading = pdf.read_pdf(written(column(*PROSE), scattered))
    left_out = reading.notes

    assert reading.text == PARAGRAPH
    assert left_out == (Note(NoteKind.PAGES_OF_SCATTERED_WORDS, (2,)),)


def test_too_many_pages_are_told() -> None:
    kids = b" ".join([b"3 0 R"] * (pdf.MAX_PAGES + 1))
    data = file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pdf.MAX_PAGES + 1),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            b"<< >>",
        ]
    )

    with refused(TooLarge, Problem.TOO_MANY_PAGES, count=2_001, limit=2_000):
        pdf.read_pdf(data)


def test_a_page_with_too_many_characters_is_told() -> None:
    page = [Print(0, 3 * row, "x" * 1000, 1) for row in range(201)]

    with refused(TooLarge, Problem.PAGE_TOO_LONG):
        pdf.read_pdf(written(page))


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_grows_beyond_all_reason_is_not_unpacked(times: int) -> None:
    packed = b"q " * (5 * 1024 * 1024)
    for _ in range(times):
        packed = zlib.compress(packed)
    bomb = b"<< /Filter [%s] /Length %d >>\nstream\n%s\nendstream" % (
        b"/FlateDecode " * times,
        len(packed),
        packed,
    )
    data = file([b"<< /Type /Catalog >>", stream(b"q Q"), bomb, b"<< >>"])

    with refused(TooLarge, Problem.PAGE_UNPACKS_TOO_LARGE):
        pdf.read_pdf(data)


@pytest.mark.parametrize(
    ("filters", "wrap"),
    [
        (b"/ASCII85Decode /FlateDecode", lambda packed: a85encode(packed) + b"~>"),
        (b"/ASCIIHexDecode /FlateDecode", lambda packed: packed.hex().encode() + b" >"),
        (b"/#46lateDecode", bytes),
    ],
    ids=["85", "hex", "escaped"],
)
def test_a_stream_that_is_wrapped_again_is_not_unpacked_either(
    filters: bytes, wrap: Callable[[bytes], bytes]
) -> None:
    packed = wrap(zlib.compress(b"0 " * 8_000_000))
    bomb = b"<< /Filter [%s] /Length %d >>\nstream\n%s\nendstream" % (filters, len(packed), packed)

    with refused(TooLarge, Problem.PAGE_UNPACKS_TOO_LARGE):
        pdf.read_pdf(file([b"<< /Type /Catalog >>", bomb, b"<< >>"]))


def test_an_attachment_is_left_packed_and_the_page_is_read() -> None:
    packed = zlib.compress(b"<row/>" * 2_000_000)
    attachment = (
        b"<< /Type /EmbeddedFile /Subtype /text#2Fxml /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(packed), packed)
    )
    pages = written(column(*PROSE))
    attached = pages.replace(b"\nxref\n", b"\n99 0 obj\n" + attachment + b"\nendobj\nxref\n")

    assert pdf.read_pdf(attached).text == PARAGRAPH
