from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cogs.ui.markdown import compared, escape, named, plain, quoted, whole
from bot.model import Span
from tests.cogs.rendering import Markup, ended, render, shows, unquote

NASTY = [
    *"\\*_~`|<>#+-[]()@:.!1aé\n \u0301\u200d\u202e\u202c\u2066\u2067\u2068\u2069",
    *("**", "__", "~~", "||", "```", "> ", ">>> ", "# ", "-# ", "- ", "12. ", "\n\n", "🙂", "汉"),
    *("<@1>", "<@&2>", "<#3>", "<t:1:R>", "<:x:4>", "</ask:5>", "<id:home>", "<https://a.b>"),
    *("@everyone", "@here", ":smile:", "[a](https://b.c)", "¯\\_(ツ)_/¯"),
    *("https://", "http://a.b/", "https://x.org/a_b_c", "steam://r", "_", "https://x.org/(y)*z*"),
]
TEXTS = st.lists(st.sampled_from(NASTY), max_size=14).map("".join)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


def spans_of(pairs: list[tuple[int, int]], text: str) -> list[Span]:
    return [Span(min(pair), min(max(pair), len(text))) for pair in pairs if min(pair) < len(text)]


@given(TEXTS)
def test_what_is_quoted_shows_exactly_the_stored_characters(text: str) -> None:
    assert shows(quoted(text)) == ended(text)


@given(TEXTS, SPANS, SPANS)
def test_marks_change_no_character_of_a_quote(
    text: str, bold: list[tuple[int, int]], underlined: list[tuple[int, int]]
) -> None:
    assert shows(quoted(text, spans_of(bold, text), spans_of(underlined, text))) == ended(text)


@given(st.lists(st.tuples(st.sampled_from(["same", "taken", "added"]), TEXTS), max_size=6))
def test_marks_of_a_comparison_change_no_character(parts: list[tuple[str, str]]) -> None:
    text = " ".join(part for _, part in parts)
    spans: dict[str, list[Span]] = {"same": [], "taken": [], "added": []}
    at = 0
    for kind, part in parts:
        spans[kind].append(Span(at, at + len(part)))
        at += len(part) + 1

    assert shows(compared(text, spans["taken"], spans["added"])) == ended(text)


def test_what_was_taken_is_struck_through_and_what_was_added_bold() -> None:
    text = "It costs *3* 4 euros: https://a.org/2024 2025"

    markdown = compared(text, [Span(9, 12), Span(36, 40)], [Span(13, 14), Span(41, 45)])

    assert markdown == (r"> It costs ~~\*3\*~~ **4** euros: https\://a.org/~~2024~~ **2025**")


@given(TEXTS)
def test_a_title_shows_on_one_line_whatever_it_holds(text: str) -> None:
    shown = render(named(text)).text

    assert "\n" not in shown
    assert shown == f"\u2068{plain(text)}\u2069"


@given(TEXTS)
def test_escaped_text_lets_no_override_run_on(text: str) -> None:
    for line, shown in zip(text.split("\n"), escape(text).split("\n"), strict=True):
        assert unicodedata.bidirectional(shown[-1:] or "a") != "RLO"
        assert line.count("\u202e") <= shown.count("\u202c") + line.count("\u2069")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a*b*c", r"> a\*b\*c"),
        ("snake_case", r"> snake\_case"),
        ("# No heading", r"> \# No heading"),
        ("a # b", "> a # b"),
        ("- no list\n 2. none", "> \\- no list\n>  2\\. none"),
        ("in 2025. Then", "> in 2025. Then"),
        ("2025. Then", r"> 2025\. Then"),
        ("> no quote", r"> \> no quote"),
        ("<@1> <t:1:R>", r"> \<@1> \<t\:1:R>"),
        ("a :smile: b", r"> a \:smile: b"),
        ("at 10:30", "> at 10:30"),
        ("@everyone and @here, mail a@b.org", r"> \@everyone and \@here, mail a@b.org"),
        ("[a](https://b.org)", r"> \[a](https://b.org)"),
        ("(see https://a.org/b_c).", "> (see https://a.org/b_c)."),
        ("https://a.org/*b*", r"> https\://a.org/\*b\*"),
        ("https://a.org/b__c", r"> https\://a.org/b\_\_c"),
        ("a\\b", r"> a\\b"),
    ],
)
def test_only_what_could_be_markup_is_escaped(text: str, markdown: str) -> None:
    assert quoted(text) == markdown


def test_matched_words_are_bold_and_the_chosen_sentence_is_underlined() -> None:
    text = "It rained. The ferry sailed at nine."

    markdown = quoted(text, [Span(15, 20)], [Span(11, 36)])

    assert markdown == "> It rained. __The **ferry** sailed at nine.__"
    rendered = render(unquote(markdown))
    assert rendered.bold == ["ferry"]
    assert rendered.underlined == ["The ferry sailed at nine."]


def test_marks_that_touch_become_one_and_those_over_lines_are_parted() -> None:
    assert quoted("abcd", [Span(0, 2), Span(2, 4)]) == "> **abcd**"
    assert quoted("ab\ncd", [Span(1, 4)]) == "> a**b**\n> **c**d"
    assert quoted("abcdef", [Span(1, 4)], [Span(2, 6)]) == "> a**b**__**cd**ef__"


def test_a_mark_takes_the_combining_marks_along() -> None:
    assert quoted("cafe\u0301s", [Span(0, 4)]) == "> **cafe\u0301**s"


def test_a_word_within_an_address_is_not_marked() -> None:
    assert quoted("see https://ferry.org/x", [Span(12, 17)]) == "> see https://ferry.org/x"
    assert quoted("see https://ferry.org/x", [Span(0, 23)]) == "> **see https://ferry.org/x**"


def test_direction_marks_are_ended_after_the_text_of_their_line() -> None:
    assert quoted("a\u202eb\nc") == "> a\u202eb\u202c\n> c"
    assert quoted("\u2067a\u202eb") == "> \u2067a\u202eb\u202c\u2069"
    assert quoted("\u2067a\u202eb\u2069c") == "> \u2067a\u202eb\u2069c"


def test_a_title_is_isolated_and_loses_its_direction_marks_and_line_ends() -> None:
    assert named("a\n\u202eb  *c*") == "\u2068a b \\*c\\*\u2069"
    assert named("abcdefgh", 5) == "\u2068abcd…\u2069"


def test_a_cut_parts_no_character_from_its_marks() -> None:
    assert whole("ae\u0301\u0302x", 3) == 1
    assert whole("a👩\u200d🚀", 3) == 1
    assert whole("abc", 2) == 2


def test_the_model_of_the_clients_knows_markup_when_it_sees_it() -> None:
    for markdown in ("*a*", "# a", "- a", "<@1>", ":smile:", "@here", "[a](b)", "1. a", "**a"):
        with pytest.raises(Markup):
            render(markdown)


def test_an_address_in_a_sentence_of_ours_is_no_link() -> None:
    assert escape("see https://a.org/b.") == r"see https\://a.org/b."
    assert named("https://a.org/b") == "\u2068https\\://a.org/b\u2069"
