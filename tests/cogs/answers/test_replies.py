from __future__ import annotations

from dataclasses import replace

import pytest
from discord import ui

from bot.cogs.answers.replies import (
    context_layout,
    corrected_line,
    further_layout,
    helpful_label,
    reply_layout,
)
from bot.cogs.ui.limits import BUTTON_URL, DISPLAY_TEXT, units
from bot.library.catalogue import Excerpt
from bot.model import BUNDLED, Abstention, Answer, Handle, QuoteId, Reason, Span
from tests.cogs.rendering import ended, shows
from tests.cogs.samples import (
    GIVEN,
    assert_within_limits,
    displays,
    document,
    menus,
    quote,
    view_buttons,
)

LONGEST = Handle(10**10 - 1, bundled=True)


def answer(*texts: str, url: str = "") -> Answer:
    of = document(url=url)
    quotes = tuple(quote(text, of=of, start=1000 * at) for at, text in enumerate(texts))
    return Answer(GIVEN.question, quotes)


def test_an_answer_shows_the_question_the_quotes_their_sources_and_the_buttons() -> None:
    found = quote(
        "It rained. The ferry sailed.",
        sentence=Span(11, 28),
        highlights=[Span(15, 20)],
        of=document("Ferries *of* Arven", url="https://arven.example/ferries"),
        landmark="page 3",
    )

    found = replace(found, link="https://arven.example/ferries#:~:text=The%20ferry%20sailed.")

    view = reply_layout(GIVEN, Answer(GIVEN.question, (found,), more=True))

    assert displays(view) == [
        "-# “\u2068who funded the seminar\u2069”",
        "> It rained. __The **ferry** sailed.__",
        "-# **\u2068Ferries \\*of\\* Arven\u2069** · \u2068A publisher\u2069 · \u2068page 3\u2069"
        " · 4 March 2025 · `12.1.100-128`",
    ]
    assert menus(view) == {
        "source:tttttttttttt:12.1.100-128:11-28": [
            *("More context", "Open at the quote", "Copy exact text", "Cite", "Quote id")
        ]
    }
    assert view_buttons(view) == {
        "More": "next:tttttttttttt:1",
        "Follow up": "follow-up:tttttttttttt",
        "Helpful?": "helpful:tttttttttttt",
        "Remove": "remove:tttttttttttt",
    }
    assert_within_limits(view)


def test_a_quote_on_a_page_offers_to_show_it() -> None:
    link = "https://arven.example/f.pdf#page=3"
    found = replace(quote("It rained.", of=document(url=link)), page=3, link=link)

    ((_, offered),) = menus(reply_layout(GIVEN, Answer(GIVEN.question, (found,)))).items()

    assert {"Show the page", "Open at the quote"} <= set(offered)


def test_a_source_that_is_old_says_so() -> None:
    for years, said in ((9, " · 4 March 2025 · **9 years old** · `"), (1, " · 4 March 2025 · `")):
        found = replace(quote("It rained."), years=years)

        assert said in displays(reply_layout(GIVEN, Answer(GIVEN.question, (found,))))[2]


def test_more_is_offered_only_where_there_is_more() -> None:
    assert "More" not in view_buttons(reply_layout(GIVEN, answer("It rained.")))


def test_a_follow_up_shows_the_question_before_it_too() -> None:
    given = replace(GIVEN, earlier="what is new\nwho paid", question="in which *city*")

    assert displays(reply_layout(given, answer("It rained.")))[0] == (
        "-# “\u2068who paid\u2069” → “\u2068in which \\*city\\*\u2069”"
    )


def test_what_was_corrected_is_said_with_the_way_back() -> None:
    found = replace(answer("It rained."), corrected={"rainned": "rained"})

    view = reply_layout(GIVEN, found)

    assert displays(view)[0].splitlines()[1] == corrected_line(found.corrected)
    assert view_buttons(view)["Search as typed"] == "as-typed:tttttttttttt"
    assert len(view_buttons(view)) <= 5


def test_the_button_that_rates_says_how_it_was_rated() -> None:
    assert [helpful_label(0, 0), helpful_label(2, 0), helpful_label(1, 1)] == [
        *("Helpful?", "Helpful: 2 yes", "Helpful: 1 yes, 1 no")
    ]


def test_a_quote_of_one_sentence_is_not_underlined() -> None:
    assert displays(reply_layout(GIVEN, answer("It rained.")))[1] == "> It rained."


def test_a_private_answer_can_be_posted_instead_of_removed() -> None:
    labels = view_buttons(reply_layout(replace(GIVEN, private=True), answer("It rained.")))

    assert "Post here" in labels
    assert "Remove" not in labels


@pytest.mark.parametrize(
    ("url", "links"),
    [("ftp://a.org/", 0), ("https://a.org/" + "x" * BUTTON_URL, 0), ("https://a.org/", 1)],
)
def test_only_what_discord_takes_as_an_address_gets_a_link_button(url: str, links: int) -> None:
    ((_, offered),) = menus(reply_layout(GIVEN, answer("It rained.", url=url))).items()

    assert ("Open at the quote" in offered) == bool(links)


@pytest.mark.parametrize("character", ["a", "*", "🙂", "\n- a", "汉", "https://a.b/(*)", "\u202e"])
@pytest.mark.parametrize("size", [700, 1300, 5000])
def test_no_text_makes_an_answer_too_large(character: str, size: int) -> None:
    text = (character * size)[:size].strip()
    given = replace(GIVEN, question=(character * 500)[:500])
    of = document(text[:300], handle=LONGEST, publisher=text[:300], url="https://a.org/")
    quotes = tuple(
        quote(text, of=of, start=10**9 * at, sentence=Span(5, size // 2), landmark=text[:300])
        for at in (1, 2, 3)
    )

    view = reply_layout(given, Answer(given.question, quotes))

    assert_within_limits(view)
    blocks = [text for text in displays(view) if text.startswith("> ")]
    assert blocks
    assert all(shows(block).split("\n")[0][:4] in ended(text) for block in blocks)


def test_three_quotes_of_the_usual_length_are_shown_whole() -> None:
    texts = [f"{name} " + "x" * 690 for name in "abc"]

    view = reply_layout(GIVEN, answer(*texts, url="https://a.org/"))

    assert [shows(block) for block in displays(view) if block.startswith("> ")] == texts
    assert "More" not in view_buttons(view)
    assert_within_limits(view)


@pytest.mark.parametrize(
    ("abstention", "sentence"),
    [
        (
            Abstention("q", Reason.EMPTY_LIBRARY),
            "The library is empty. Moderators add documents with `/library add`.",
        ),
        (
            Abstention("q", Reason.NO_TERMS),
            "The question has no word to search for. Name the thing that you ask about.",
        ),
        (
            Abstention("q", Reason.UNKNOWN_WORDS, ("zebra",)),
            "No document has the word “\u2068zebra\u2069”. Try other words.",
        ),
        (
            Abstention("q", Reason.UNKNOWN_WORDS, tuple("ab_defg")),
            "No document has the words “\u2068a\u2069”, “\u2068b\u2069”, “\u2068\\_\u2069”,"
            " “\u2068d\u2069”, “\u2068e\u2069” and 2 more. Try other words.",
        ),
        (
            Abstention("q", Reason.NOTHING_CLOSE),
            "No passage is close enough to the question. Try other words.",
        ),
    ],
)
def test_an_abstention_gives_its_reason(abstention: Abstention, sentence: str) -> None:
    view = reply_layout(GIVEN, abstention)

    (shown,) = displays(view)
    assert shown.splitlines()[1] == f"**Nothing in the library answers that.** {sentence}"
    assert list(view_buttons(view)) == ["Remove"]
    assert_within_limits(view)


def test_a_private_abstention_without_a_passage_has_no_buttons() -> None:
    view = reply_layout(replace(GIVEN, private=True), Abstention("q", Reason.NO_TERMS))

    assert not view_buttons(view)
    assert_within_limits(view)


def test_what_only_comes_close_is_shown_as_that_and_in_another_colour() -> None:
    closest = (quote("It rained."), quote("It snowed.", start=900))
    reply = Abstention("q", Reason.UNKNOWN_WORDS, ("zebra",), closest=closest)

    view = reply_layout(GIVEN, reply)

    assert displays(view)[0].splitlines()[1:] == [
        "No document has the word “\u2068zebra\u2069”.",
        "**The library does not say this outright.** The closest passages:",
    ]
    assert "> It rained." in displays(view)
    assert "> It snowed." in displays(view)
    assert colour(view) != colour(reply_layout(GIVEN, answer("It rained.")))
    assert len(menus(view)) == 2
    assert list(view_buttons(view)) == ["Follow up", "Remove"]
    assert_within_limits(view)


def colour(view: ui.LayoutView) -> object:
    return next(
        item.accent_colour for item in view.walk_children() if isinstance(item, ui.Container)
    )


def test_silence_says_what_was_searched_for() -> None:
    reply = Abstention("q", Reason.NOTHING_CLOSE, searched=("harbour", "to*wer"))

    (shown,) = displays(reply_layout(GIVEN, reply))

    assert shown.splitlines()[2] == ("-# Searched for: \u2068harbour\u2069, \u2068to\\*wer\u2069")


def test_a_corrected_word_is_shown_beside_what_was_typed() -> None:
    assert corrected_line({}) == ""
    assert corrected_line({"fun*d": "funded"}) == (
        "-# Searched for **\u2068funded\u2069** (you typed *\u2068fun\\*d\u2069*)"
    )


def test_an_abstention_in_a_direct_message_says_what_is_searched_there() -> None:
    given = replace(GIVEN, guild_id=BUNDLED)

    for reason in Reason:
        abstention = Abstention("q", reason, ("zebra",))
        (shown,) = displays(reply_layout(given, abstention))
        assert shown.endswith(
            " In direct messages I search only the bundled documents; ask in your server to search"
            " its library."
        )
        assert "library add" not in shown


def test_unknown_words_are_cut_and_shown_as_they_are() -> None:
    word = "<@1>" + "*" * 100

    (shown,) = displays(reply_layout(GIVEN, Abstention("q", Reason.UNKNOWN_WORDS, (word,))))

    assert "\\<@1>" in shown
    assert "…\u2069”" in shown


def test_further_quotes_go_on_where_they_end() -> None:
    view = further_layout(GIVEN, answer("It rained.", "It snowed.", "It blew.").quotes, 3)

    assert view_buttons(view)["More"] == "next:tttttttttttt:6"
    assert_within_limits(view)
    assert not view_buttons(further_layout(GIVEN, answer("It rained.").quotes, 6))


def excerpt(text: str, start: int, length: int) -> Excerpt:
    return Excerpt(document(), 1, Span(start, start + len(text)), text, "", length)


def test_context_shows_the_quote_in_bold_and_names_the_slice() -> None:
    text = "It rained.\n\nThe ferry sailed. It snowed."

    view = context_layout(excerpt(text, 0, len(text)), QuoteId(Handle(12), 1, Span(12, 29)))

    body, source = displays(view)
    assert body == "> It rained.\n> \n> **The ferry sailed.** It snowed."
    assert source.endswith("`12.1.0-40`")


def test_context_that_begins_and_ends_within_the_text_is_of_whole_sentences() -> None:
    text = "ined. At noon it cleared. The ferry sailed. It was late. It sno"

    view = context_layout(excerpt(text, 5, 1000), QuoteId(Handle(12), 1, Span(31, 48)))

    body, source = displays(view)
    assert body == "> At noon it cleared. **The ferry sailed.** It was late."
    assert source.endswith("`12.1.11-61`")


@pytest.mark.parametrize("character", ["a", "*", "\n*", "🙂", "a\n"])
def test_context_fits_whatever_it_holds(character: str) -> None:
    text = (character * 3000)[:2100]

    view = context_layout(excerpt(text, 0, 9000), QuoteId(Handle(12), 1, Span(700, 1400)))

    assert_within_limits(view)
    body, source = displays(view)
    span = QuoteId.parse(source.rpartition("`")[0].rpartition("`")[2])
    assert span
    assert shows(body) == span.span.of(text)


def test_a_note_stands_under_the_question() -> None:
    view = reply_layout(GIVEN, answer("It rained."), note="-# Posted by <@1>")

    assert displays(view)[0].endswith("\n-# Posted by <@1>")


def test_a_long_question_is_shown_in_short() -> None:
    view = reply_layout(replace(GIVEN, question="why " * 125), answer("It rained."))

    assert units(displays(view)[0]) < 220 < DISPLAY_TEXT
