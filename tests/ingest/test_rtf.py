from __future__ import annotations

import pytest

from bot.errors import NoText, Problem, SourceError, TooLarge, UnreadableFile
from bot.ingest.extract import extract
from bot.ingest.office import rtf_flow
from bot.model import Note, NoteKind, Source
from tests.refusals import refused

FONTS = (
    rb"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fswiss\fcharset204 Arial Cyr;}"
    rb"{\f2\fcharset128 MS Mincho;}{\f3\ftech\fcharset2 Symbol;}}"
)
STYLES = (
    rb"{\stylesheet{\ql Normal;}{\s1\outlinelevel0\b heading 1;}{\s5 Title;}{\s9 toc 1;}"
    rb"{\*\cs10 Default Paragraph Font;}}"
)
PROSE = (
    b"The ferry to the island sails every day, except in the winter, when ice lies on the sound."
)


def read(
    body: bytes, name: str = "ferries.rtf", head: bytes = rb"\ansi\ansicpg1252\deff0"
) -> Source:
    return extract(name, rb"{\rtf1" + head + FONTS + STYLES + body + b"}")


def paragraphs(body: bytes) -> list[str]:
    return read(body).text.split("\n\n")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (rb"caf\'e9 \'93noon\'94 \endash  1", "café “noon” – 1"),
        (rb"{\f1 \'cf\'e0\'f0\'ee\'ec} sails", "Паром sails"),
        (rb"{\f2 \'83t\'83F\'83\'8a\'81[} sails", "フェリー sails"),
        (rb"\u1055?\u1072?\u1088?\u1086?\u1084? sails", "Паром sails"),
        (rb"\uc2\u269\'e8\'e8\uc0\u269\uc1\u269 cesky", "čččesky"),
        (rb"\u-10179?\u-8704? sails", "😀 sails"),
        (rb"a\~b\_c co\-operate", "a\xa0b\u2011c cooperate"),
        (rb"\{braces\} and \\ stay", "{braces} and \\ stay"),
        (rb"one\line two\tab three", "one\ntwo\tthree"),
        (b"wrapped\r\n in the\r\n file", "wrapped in the file"),
        (b"raw caf\xe9", "raw café"),
        (rb"{\loch\*\cs10\cf0 of StarOffice}", "of StarOffice"),
        (rb"{ {\*\unknown gone}kept}", "kept"),
        (rb"{\f77 none}\f1 \'cf\plain \'e9", "noneПé"),
    ],
)
def test_characters_are_read_in_the_encoding_of_their_font(written: bytes, shown: str) -> None:
    assert read(rb"\pard " + written + rb"\par").text == shown


def test_the_code_page_of_the_file_holds_where_no_font_says_otherwise() -> None:
    text = extract("a.doc", rb"{\rtf1\ansi\ansicpg1251 \'cf\'e0\'f0\'ee\'ec}").text
    assert text == "Паром"
    assert extract("a.rtf", rb"{\rtf1\mac caf\'8e ferry}").text == "café ferry"
    assert extract("a.rtf", rb"{\rtf1\ansi\ansicpg4711 caf\'e9}").text == "café"


def test_textedit_ends_its_paragraphs_with_a_backslash() -> None:
    body = b"\\f0\\fs24 \\cf0 The first ferry.\\\n\\\nThe second ferry.}"
    source = extract("a.rtf", b"{\\rtf1\\ansi\\ansicpg1252\\cocoartf2639\n" + FONTS + b"\n" + body)

    assert source.text == "The first ferry.\n\nThe second ferry."


def test_headings_are_landmarks_and_lines_of_contents_are_left_out() -> None:
    source = read(
        rb"{\info{\title Ferries of Arven}{\author Nobody}{\company Harbour Trust}}"
        rb"\pard\s5 Ferries of Arven\par\pard\s9 Fares\tab 3\par\pard\s1\outlinelevel0 Fares\par"
        rb"\pard\plain " + PROSE + rb" It belongs to the Harbour Trust.\par"
        rb"\pard\outlinelevel1 Winter\par\pard " + PROSE + rb"\par"
    )

    assert source.title == "Ferries of Arven"
    assert source.publisher == "Harbour Trust"
    assert [mark.label for mark in source.landmarks] == ["Ferries of Arven", "Fares", "Winter"]
    assert source.removed == ("Fares 3",)
    assert "Nobody" not in source.text


def test_what_is_not_shown_is_not_read() -> None:
    shown = paragraphs(
        rb"{\header Page head\par}{\footerr Page foot\par}"
        rb"\pard The ferry {\v is a secret }{\deleted was }{\revised sails}.\par"
        rb"{\*\generator Word}{\*\bkmkstart here}{\xe{\v index}}"
        rb"{\pict\wmetafile8 0102030405}{\pict\bin6 }{}\{x}{\object{\*\objdata 0102}}"
        rb"{\field{\*\fldinst{HYPERLINK \\\"https://a.org/\\\"}}{\fldrslt{\ul Fares}}}\par"
        rb"{\*\annotation Do not print\par}{\upr{Quay}{\*\ud{Quay}}}"
    )

    assert shown == ["The ferry sails.", "Fares", "Quay"]


def test_rows_of_a_table_are_read_with_their_headers() -> None:
    row = rb"\trowd%b\cellx2000\cellx4000\pard\intbl %b\cell %b\cell\row"
    table = row % (rb"\trhdr", b"Ship", b"Built") + b"".join(
        row % (b"", ship, year) for ship, year in ((b"Anna", b"1931"), (b"Berta", b"1952"))
    )

    shown = paragraphs(PROSE + rb"\par" + table + rb"\pard After.\par")

    assert shown[1:] == [
        "Ship\tBuilt",
        "Ship: Anna; Built: 1931",
        "Ship: Berta; Built: 1952",
        "After.",
    ]


def test_merged_cells_keep_the_columns_right() -> None:
    shown = paragraphs(
        rb"\trowd\trhdr\clmgf\cellx2000\clmrg\cellx4000\cellx6000"
        rb"\pard\intbl Route\cell\cell Fare\cell\row"
        rb"\trowd\clvmgf\cellx2000\cellx4000\cellx6020"
        rb"\pard\intbl North\cell Quay\cell 3 euros\cell\row"
        rb"\trowd\clvmrg\cellx2010\cellx4000\cellx6000\pard\intbl\cell Pier\cell 4 euros\cell\row"
        rb"\trowd\cellx4000\cellx6000\pard\intbl South\cell 5 euros\cell\row\pard"
    )

    assert shown == [
        "Route\tFare",
        "Route: North; Route: Quay; Fare: 3 euros",
        "Route: North; Route: Pier; Fare: 4 euros",
        "Route: South; Fare: 5 euros",
    ]


def test_a_frame_around_text_is_no_table() -> None:
    body = rb"\trowd\cellx9000\pard\intbl One.\par Two.\cell\row\pard Three.\par"

    assert paragraphs(body) == ["One.", "Two.", "Three."]


def test_notes_stand_at_the_end_with_their_marks() -> None:
    source = read(
        rb"\pard Ferries sail{\super\chftn{\*\footnote\pard{\super\chftn} In summer.\par}} daily"
        rb"{\super\chftn{\footnote\ftnalt{\super\chftn} By law.}}, and stop"
        rb"{\super\chftn{\footnote{\super\chftn} At noon.}}.\par"
    )

    assert source.text == (
        "Ferries sail¹ daily\u2071, and stop².\n\n¹ In summer.\n\n² At noon.\n\n\u2071 By law."
    )
    assert [mark.label for mark in source.landmarks] == ["Footnotes", "Endnotes"]


def test_lists_keep_their_numbers_and_bullets() -> None:
    item = rb"\pard{\listtext\pard\plain\f3 %b\tab}{\*\pn\pnlvlblt}%b\par"
    items = (
        item % (rb"\'b7", b"Fares") + item % (b"2.", b"Timetables") + item % (rb"\u-3913 ?", b"Ice")
    )

    assert read(items).text == "• Fares\n2. Timetables\n• Ice"


def test_a_text_box_stands_below_the_paragraph_that_it_is_anchored_in() -> None:
    inside = rb"{\*\shpinst\shpleft0{\sp{\sn x}{\sv 4}}{\shptxt In a box.\par}}"
    box = rb"{\shp" + inside + rb"{\shprslt In a box.}}"

    assert paragraphs(rb"\pard Beside " + box + rb"the box.\par") == [
        "Beside the box.",
        "In a box.",
    ]


def test_a_file_that_is_cut_short_says_so() -> None:
    source = extract("a.rtf", rb"{\rtf1\ansi The ferry {\b sails")

    assert source.text == "The ferry sails"
    assert source.notes == (Note(NoteKind.CUT_SHORT),)
    assert read(PROSE).notes == ()


@pytest.mark.parametrize(
    ("data", "error", "problem"),
    [
        (b"{\\rtf1" + b"{" * 400_000, UnreadableFile, Problem.NESTED_TOO_DEEPLY),
        (b"{\\rtf1 " + b"x" * 8_100_000 + b"}", TooLarge, Problem.TEXT_TOO_LONG),
        (b"{\\rtf1" + b"\\bin9999999999 x}", NoText, Problem.NO_WORDS),
        (b"{\\rtf1{\\pict" + b"{" * 400_000, NoText, Problem.NO_WORDS),
        (b"{\\rtf1" + b"\\u0\\u-99999999\\u1114112\\uc-5 }", NoText, Problem.NO_WORDS),
        (b"{\\rtf1}", NoText, Problem.NO_WORDS),
        (b"{\\rtf1 \\", NoText, Problem.NO_WORDS),
    ],
)
def test_a_hostile_file_gets_a_sentence(
    data: bytes, error: type[SourceError], problem: Problem
) -> None:
    with refused(error, problem):
        extract("a.rtf", data)


def test_a_table_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_flow, "_MOST_PARTS", 1_000)

    with refused(TooLarge, Problem.TOO_MANY_PARAGRAPHS, limit=1_000):
        read(rb"\cellx9\cell\row" * 1_001)
