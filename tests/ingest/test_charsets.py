"""Names of encodings as the Encoding Standard of the WHATWG reads them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.charsets import decoded, named


@pytest.mark.parametrize(
    ("encoding", "labels"),
    [
        ("cp1252", "ascii us-ascii iso-8859-1 ISO_8859-1 latin1 l1 csisolatin1 iso88591 x-cp1252"),
        ("cp1252", "windows-1252 cp819 ibm819 ansi_x3.4-1968"),
        ("cp1254", "iso-8859-9 latin5 windows-1254 iso88599 csisolatin5 x-cp1254"),
        ("cp874", "tis-620 iso-8859-11 iso885911 windows-874 dos-874"),
        ("iso8859-8", "iso-8859-8-i csiso88598e logical visual hebrew"),
        ("iso8859-6", "iso-8859-6-e csiso88596i arabic"),
        ("iso8859-15", "iso-8859-15 csisolatin9 iso885915 l9"),
        ("iso8859-7", "greek sun_eu_greek elot_928"),
        ("koi8-r", "koi koi8 koi8-r cskoi8r"),
        ("koi8-u", "koi8-u koi8-ru"),
        ("mac-roman", "mac macintosh x-mac-roman csmacintosh"),
        ("mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"),
        ("gb18030", "gb2312 GBK chinese csgb2312 gb_2312-80 x-gbk iso-ir-58 gb18030"),
        ("big5hkscs", "big5 cn-big5 x-x-big5 csbig5 big5-hkscs"),
        ("cp932", "shift_jis Shift-JIS sjis x-sjis windows-31j ms932 csshiftjis"),
        ("euc_jp", "euc-jp x-euc-jp cseucpkdfmtjapanese"),
        ("cp949", "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 windows-949 korean csksc56011987"),
        ("utf-8", "utf8 UTF-8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8"),
        ("utf-16-le", "utf-16 utf-16le unicode ucs-2 csunicode"),
        ("utf-16-be", "utf-16be unicodefffe"),
        ("cp850", "cp850 ibm850"),
        ("cp437", "cp437"),
        ("iso2022_kr", "iso-2022-kr csiso2022kr"),
    ],
)
def test_a_name_means_what_browsers_read(encoding: str, labels: str) -> None:
    assert {named(label) for label in labels.split()} == {codecs.lookup(encoding).name}


@pytest.mark.parametrize("label", [' "UTF-8" ', "utf-8\n", "'utf-8'"])
def test_blanks_and_quotation_marks_around_a_name_are_passed_over(label: str) -> None:
    assert named(label) == "utf-8"


@pytest.mark.parametrize(
    "label",
    [
        *("", "klingon", "\0", "ä", "x" * 5000, "hex", "rot13", "base64", "zlib", "unicode_escape"),
        *("raw_unicode_escape", "idna", "punycode", "undefined", "x-user-defined", "iso-8859-99"),
    ],
)
def test_what_names_no_encoding_of_documents_names_none(label: str) -> None:
    assert named(label) == ""


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"\x93It\x92s\x94 \x96 \x805", "iso-8859-1", "“It’s” – €5"),
        (b"\x81\x8d", "windows-1252", "\x81\x8d"),
        (b"\xaa", "windows-1253", "\ufffd"),
        ("价格：镕基".encode("gb18030"), "gb2312", "价格：镕基"),
        (b"\x80 5", "gbk", "€ 5"),
        (b"\x87\x40\xfb\xfc", "shift_jis", "①髙"),
        (b"\xad\xa1\xa4\xa2\xfc\xe2", "euc-jp", "①あ髙"),
        (b'\x1b$B-!$"\x1b(B.', "iso-2022-jp", "①あ."),
        ("똠방".encode("cp949"), "euc-kr", "똠방"),
        (b"\xa3\xe1\xa4\xa4", "big5", "€中"),
        (b"\x91\x92\x85\x80", "tis-620", "‘’…€"),
        (b"a\xe2\x82", "utf-8", "a\ufffd"),
        (b"\xa4\xff\xa4\xa2", "euc-jp", "\ufffd\ufffdあ"),
    ],
)
def test_letters_are_read_that_python_leaves_out(data: bytes, label: str, text: str) -> None:
    assert decoded(data, named(label)) == text


@given(
    st.binary(max_size=60),
    st.sampled_from(
        ["cp1252", "cp1253", "gb18030", "euc_jp", "iso2022_jp", "big5hkscs", "cp932", "cp949"]
    ),
)
def test_all_bytes_are_read_in_some_way(data: bytes, encoding: str) -> None:
    assert isinstance(decoded(data, encoding), str)
