from __future__ import annotations

import re
from itertools import accumulate
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import fragments as naming
from bot.model import Span


def fragments(text: str, sentence: Span) -> list[str]:
    return list(naming.fragments(text, sentence))


SENTENCE = "The event, part of the EU-China Dialogue, was co-funded by the Union & its partners."


def landing(text: str, fragment: str) -> Span | None:
    """Find a text fragment as browsers do, by the algorithm of the draft.

    Case and the kind of blanks do not matter. A prefix stands right before the start, though maybe
    in another paragraph; each term is looked for within one paragraph. The span returned is one of
    the text with its blanks evened out line by line.
    """
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    terms = fragment.split(",")
    prefix = unquote(terms.pop(0)[:-1]) if terms[0].endswith("-") else ""
    start, end = unquote(terms[0]), unquote(terms[-1])
    at = after = 0
    while prefix or at == 0:
        if prefix:
            before = re.compile(rf"(?<!\w){re.escape(prefix)}", re.IGNORECASE).search(text, at)
            if not before:
                return None
            at, after = before.start() + 1, before.end()  # prefixes may overlap
        blank = len(text[after:]) - len(text[after:].lstrip())
        begins = re.compile(rf"{re.escape(start)}(?!\w)", re.IGNORECASE)
        found = begins.match(text, after + blank) if prefix else begins.search(text)
        if found:
            ends = re.compile(rf"{re.escape(end)}(?!\w)", re.IGNORECASE)
            last = ends.search(text, found.start() if len(terms) == 1 else found.end())
            return Span(found.start(), last.end()) if last else None
        if not prefix:
            return None
    return None


def marked(text: str, fragment: str) -> str:
    span = landing(text, fragment)
    assert span
    return span.of("\n".join(" ".join(line.split()) for line in text.split("\n")))


def test_a_short_sentence_is_named_as_a_whole() -> None:
    text = "It cost 5, not 6 & more-or-less."

    assert fragments(text, Span(0, len(text)))[0] == (
        "It%20cost%205%2C%20not%206%20%26%20more%2Dor%2Dless."
    )


def test_a_longer_one_is_named_by_its_first_and_last_words() -> None:
    first, last = fragments(SENTENCE, Span(0, len(SENTENCE)))[0].split(",")

    assert unquote(first) == "The event, part of the EU-China"
    assert unquote(last) == "co-funded by the Union & its partners."
    assert "-" not in first + last
    assert "&" not in first + last


def test_a_sentence_over_lines_is_named_within_its_first_and_last_line() -> None:
    first, last = fragments("one two\nthree four", Span(0, 18))[0].split(",")

    assert (unquote(first), unquote(last)) == ("one two", "three four")


def test_a_row_is_named_by_its_first_and_its_last_cell() -> None:
    first, last = fragments("Skerry Light\tbuilt in 1931\t90", Span(0, 29))[0].split(",")

    assert (unquote(first), unquote(last)) == ("Skerry Light", "90")


def test_the_last_words_stand_nowhere_between_the_ends() -> None:
    text = "The gate opens at nine, for nothing at nine in the day but the gate opens at nine."

    first, last = fragments(text, Span(0, len(text)))[-2].split(",")

    assert text.count(unquote(last)) == 1
    assert marked(text, f"{first},{last}") == text


def test_what_marks_the_item_of_a_list_is_not_named() -> None:
    assert fragments("• Boats", Span(0, 7))[0] == "Boats"


def test_shorter_names_follow_for_links_that_are_long() -> None:
    text = "城市，" * 100

    lengths = [len(named) for named in fragments(text, Span(0, 300))]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < 200


WORDS = {
    "zh": (
        "该市|三十|多年|来|一直|希望|修建|的|新|码头|在|工程师|们|检查|完|最后|一根|桥墩|之前"
        "|将|继续|禁止|超过|七|点|五吨|的|卡车|通行|，|行人|和|自行车|则|可以|随时|通过|。"
    ),
    "ja": (
        "町|が|三十|年|以上|も|前|から|望ん|で|いた|新しい|岸壁|は|、|技師|たち|が|最後|の|柱"
        "|を|調べ|終える|まで|、|七|・|五|トン|を|超える|トラック|の|通行|が|禁じ|られて|いる"
        "|。"
    ),
    "th": (
        "ท่าเทียบ|เรือ|แห่ง|ใหม่|ที่|เมือง|นี้|อยาก|ได้|มา|นาน|กว่า|สาม|สิบ|ปี|ยัง|คง|ปิด|สำห"
        "รับ|รถบรรทุก|ที่|หนัก|เกิน| |7.5| |ตัน|จน|กว่า|วิศวกร|จะ|ตรวจสอบ|เสา|ต้น|สุดท้าย|เสร"
        "็จ|เรียบร้อย|แล้ว"
    ),
}
"""Long sentences, parted into their words."""


@pytest.mark.parametrize("language", WORDS)
def test_text_without_blanks_is_parted_between_words(language: str) -> None:
    text = WORDS[language].replace("|", "")
    borders = {0, *accumulate(map(len, WORDS[language].split("|")))}

    named = fragments(text, Span(0, len(text)))

    parted = [each.partition("&")[0].split(",") for each in named]
    assert max(map(len, parted)) == 2
    for first, *last in parted:
        assert len(unquote(first)) in borders
        assert {len(text) - len(unquote(each)) for each in last} <= borders
    assert min(map(len, named)) < 400


def test_japanese_is_also_named_without_what_may_have_readings_above_it() -> None:
    text = "この漢字を読むことは、東京の人にとっては難しくないと言われている。"

    first, *others = fragments(text, Span(0, len(text)))[0].split("&text=")

    assert unquote(first) == text
    assert [unquote(each) for each in others] == ["この漢字", "この漢", "にとっては"]


AGAIN = """
The council met on Monday. The new bridge will be opened to lorries in May, when the last of the
pillars has been looked at by the engineers of the province.

The council met again. The new bridge will be opened to walkers in spring, when the last of the
railings has been painted by the pupils of the town.

A note

The new bridge will be opened to nobody, says a letter that a reader of this newspaper has sent us
from the other side of the river.
"""
OPENED = [found.start() for found in re.finditer("The new bridge", AGAIN)]


@pytest.mark.parametrize("start", OPENED)
def test_words_that_stand_twice_are_told_apart_by_those_after(start: int) -> None:
    end = AGAIN.index(".", start) + 1
    first, *_ = fragments(AGAIN, Span(start, end))

    assert marked(AGAIN, first) == AGAIN[start:end]  # and not what begins in the same way


def test_words_that_stand_once_need_none_before_them() -> None:
    start = AGAIN.index("The council met again")

    first, *_ = fragments(AGAIN, Span(start, start + len("The council met again.")))

    assert unquote(first) == "The council met again."


def test_what_stands_before_is_no_more_than_is_needed_and_encoded() -> None:
    text = "Co-op, no. 1 & up: It was so.\n\nNo. 2 & up: It was so."

    first, *_ = fragments(text, Span(19, 29))

    assert first == "no.%201%20%26%20up%3A-,It%20was%20so."
    assert marked(text, first) == "It was so."
    assert landing(text, first) == Span(19, 29)


def test_the_first_words_of_a_text_have_none_before_them() -> None:
    assert fragments("Yes. Yes.", Span(0, 4))[0] == "Yes."


def test_chinese_that_stands_twice_is_told_apart_too() -> None:
    text = "市政府宣布大桥将于五月通车。省政府宣布大桥将于五月通车。"
    start = text.rindex("大桥")

    first, *_ = fragments(text, Span(start, len(text)))

    prefix, words = first.split("-,")
    assert unquote(words) == "大桥将于五月通车。"
    assert text.count(unquote(prefix) + unquote(words)) == 1


@given(
    st.lists(
        st.sampled_from(["a", "b", "c-d", "e,f", "g&h", "é", "\n\n"]), min_size=1, max_size=60
    ),
    st.data(),
)
def test_a_fragment_always_leads_to_words_that_are_those_of_the_sentence(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    places = [word.span() for word in re.finditer(r"\S+", text)]
    if not places:
        return
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, len(places) - 1))
    span = Span(places[first][0], places[last][1])

    for named in fragments(text, span):
        assert re.fullmatch(r"(?:[\w.%]+-,)?[\w.%]+(?:,[\w.%]+)?", named, re.ASCII)
    best = fragments(text, span)[0]
    if best.partition(",")[0].endswith("-") or text.count(span.of(text)) == 1:
        assert landing(text, best)
