from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Problem, UnreadableFile
from bot.ingest.decode import decode, tidy
from tests.refusals import refused

GERMAN = "Vor den Gardinen kleben Plakate, und darüber steht groß der Name des Bewohners."
RUSSIAN = "Все люди рождаются свободными и равными в своём достоинстве и правах."
SPANISH = (
    "El niño pidió mañana más pan a la señora, y ella le dio una piña pequeña en el jardín. " * 8
)
CHINESE = "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。"
JAPANESE = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (GERMAN, "cp1252"),
        (SPANISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_big_endian_marks_are_understood() -> None:
    assert decode(codecs.BOM_UTF16_BE + "Grüße".encode("utf-16-be")) == "Grüße"
    assert decode(codecs.BOM_UTF32_BE + "Grüße".encode("utf-32-be")) == "Grüße"


def test_a_page_that_declares_its_encoding_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-7"></head><body><p>Καλημέρα</p></body></html>'

    assert decode(page.encode("iso-8859-7")) == page


def test_an_unknown_declaration_is_no_obstacle() -> None:
    page = f'<html><meta charset="klingon"><p>{GERMAN}</p></html>'

    assert decode(page.encode("cp1252")) == page


LATVIAN = "Ostas vārti tiek slēgti deviņos vakarā, un kuģis šķērso jūras šaurumu ceļā uz Rīgu."
GREEK = "Η πύλη του λιμανιού κλείνει στις εννέα το βράδυ και ανοίγει ξανά στις έξι."
KOREAN = "항구의 문은 저녁 아홉 시에 닫힙니다. 똠방각하와 펲시콜라."
LEGACY = [
    ("gb2312", "gb18030", "港口大门晚上九点关闭，朱镕基说：价格是€5。"),
    ("shift_jis", "cp932", "港の門は夜九時に閉まります。①髙橋さん。"),
    ("euc-kr", "cp949", KOREAN),
    ("iso-8859-1", "cp1252", "The gate’s “hours” – €5 a day."),
    ("windows-1257", "cp1257", LATVIAN),
    ("iso-8859-7", "cp1253", GREEK.replace("Ά", "")),
]


@pytest.mark.parametrize(("label", "encoding", "text"), LEGACY)
def test_a_page_has_the_letters_that_browsers_read(label: str, encoding: str, text: str) -> None:
    for declaration in (
        f"<!doctype html><html><head><meta charset={label}></head><body><p>",
        f"<html><head><META content='text/html;charset={label}' http-equiv=Content-Type><p>",
        f'<?xml version="1.0" encoding="{label}"?><html><p>',
    ):
        assert decode(declaration.encode() + text.encode(encoding)).endswith(text)


@pytest.mark.parametrize(("label", "encoding", "text"), LEGACY)
def test_what_a_server_says_counts_for_all_texts(label: str, encoding: str, text: str) -> None:
    page = f"<html><p>{text}</p></html>"

    assert decode(text.encode(encoding), label) == text
    assert decode(page.encode(encoding), label) == page


def test_a_server_is_believed_before_the_page_and_utf_8_before_both() -> None:
    page = f'<html><head><meta charset="windows-1252"></head><p>{LATVIAN}</p></html>'

    assert decode(page.encode("cp1257"), "windows-1257") == page
    assert decode(page.encode(), "windows-1257") == page


@pytest.mark.parametrize(
    "head",
    [
        '<script src="x.js" charset="windows-1251"></script>',
        "<script>var s = '<meta charset=windows-1251>';</script>",
        "<!-- <meta charset=windows-1251> -->",
        '<link rel="stylesheet" href="x.css" charset="windows-1251">',
        '<meta name="description" content="on charset=windows-1251">',
        "<title>What is charset=windows-1251?</title>",
        "",
    ],
)
def test_only_a_meta_element_declares_an_encoding(head: str) -> None:
    page = f'<html><head>{head}<meta charset="windows-1257"></head><p>{LATVIAN}</p></html>'

    assert decode(page.encode("cp1257")) == page


def test_a_meta_element_in_the_text_declares_nothing() -> None:
    page = f"<html><body><p>{GERMAN}</p><meta charset=windows-1251></body></html>"

    assert decode(page.encode("cp1252")) == page


@pytest.mark.parametrize("label", ["utf-8", "utf-16", "koi8-r", "windows-1251", "iso-8859-5"])
def test_a_declaration_that_gives_no_words_loses_against_a_guess(label: str) -> None:
    page = f"<html><head><meta charset={label}></head><body><p>{SPANISH}</p></body></html>"

    assert decode(page.encode("cp1252")) == page


def test_a_declaration_of_western_letters_loses_where_these_make_no_words() -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>{RUSSIAN}</p></body></html>"

    assert decode(page.encode("cp1251")) == page


def test_a_letter_that_is_cut_in_two_makes_no_other_letters() -> None:
    whole = CHINESE.encode()
    cut = whole[:40] + whole[41:]

    read = decode(cut)

    assert read.count("\ufffd") in {1, 2}
    assert all(letter in CHINESE + "\ufffd" for letter in read)
    assert decode(b"<meta charset=gb2312>" + cut).endswith(read)


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, SPANISH, CHINESE, JAPANESE, KOREAN])
@pytest.mark.parametrize("place", [0, 9, 30, -1])
def test_a_nul_does_not_make_utf_16_of_a_text(text: str, place: int) -> None:
    marked = f"{text[:place]}\0{text[place:]}"

    assert decode(marked.encode()) == marked


def test_a_nul_does_not_make_utf_16_of_a_western_text() -> None:
    marked = f"{GERMAN}\0{GERMAN}"

    assert decode(marked.encode("cp1252")) == marked


def test_a_text_in_seven_bits_is_read_as_its_mail_says() -> None:
    assert decode(b"Caf+AOk-", "utf-7") == "Café"
    assert decode(b"Caf+AOk-") == "Caf+AOk-"
    assert decode(JAPANESE.encode("iso2022_jp")) == JAPANESE


def test_a_file_pasted_together_from_two_encodings_keeps_both() -> None:
    mixed = "Île-de-France – “à propos” ".encode() + "naïve café".encode("cp1252")

    assert decode(mixed) == "Île-de-France – “à propos” naïve café"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x7fELF\x02\x01\x01" + b"\0" * 50, b"text\0\1\2\3\4\5\6" * 9]
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes) -> None:
    with refused(UnreadableFile, Problem.NOT_TEXT):
        decode(data)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"])))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(("Grüße: " + text).encode()) == "Grüße: " + text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_sentence(data: bytes) -> None:
    with suppress(UnreadableFile):
        tidy(decode(data)).encode()


def test_an_author_s_characters_stay() -> None:
    kept = (
        "a  b\tc e\u0301 é \u200bx\u200d Klima\u00adwandel \u202eb\u202c \u00a0 <t:1> **x** \ufeff."
    )

    assert tidy(kept) == kept


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("one\r\ntwo\rthree\u2028four\x85five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("one\u2029two\x0cthree", "one\n\ntwo\n\nthree"),
        ("a\0b\x01c\x9fd\ud800e", "abcde"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("one \t\n \n\n\n two\u00a0\n\n", "one\n\n two"),
    ],
)
def test_line_ends_are_made_one_and_what_is_no_text_goes(raw: str, text: str) -> None:
    assert tidy(raw) == text


@given(st.text(st.characters(), max_size=60) | st.text("ab \t\r\n\x0c\x85\u2028\u2029\0\x1b[m"))
def test_tidying_again_changes_nothing(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert not any(character in once for character in "\0\r\x0c\x85\u2028\u2029")
    once.encode()
