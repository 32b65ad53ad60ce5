from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.answer import QUOTES, at_first, further
from bot.answer.quote import SHOWN
from bot.model import Abstention, Answer, Quote, Reason, Tier
from tests.answer.asking import ANALYSIS, Texts

SEMINAR = (
    "Seminar on migrants and cities in Guangzhou",
    "Mayors met in Guangzhou this week. They spoke of housing and of schools.\n\n"
    "The event, part of a longer dialogue, is funded by the Lantern Partnership, and was held with"
    " the help of the Harbour Office. It ends today (11 March).\n\n"
    "About 40 percent of the people live in villages. In 1980 the city had under 2 million people;"
    " today it has over 14 million.\n\n"
    "For more information contact Ada Brook, Tel: + 86 1381120, Email: ada@example.org",
)
BRIDGE = (
    "A new footbridge for Arven",
    "The bridge over the gorge opened on 26 May. It is 184 metres long.\n\n"
    "It cost 4.4 million euros, of which the Highfold Fund gave 60 percent.",
)
COURSE = (
    "Evening course in English",
    "The course begins on 15 January and has 150 places. It is funded by the Quill Trust.",
)
ALL = Texts(BRIDGE, COURSE, SEMINAR)


def first(question: str, texts: Texts = ALL) -> Quote:
    reply = texts.ask(question)
    assert isinstance(reply, Answer), reply
    return reply.quotes[0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who funded the seminar", "funded by the Lantern Partnership"),
        ("Who paid for the seminar?", "funded by the Lantern Partnership"),
        ("who fundd the semniar", "funded by the Lantern Partnership"),
        ("when did the seminar end", "11 March"),
        ("how many people live in Guangzhou today", "over 14 million"),
        ("what share of the people live in villages", "About 40 percent"),
        ("whom can I contact about the seminar", "ada@example.org"),
        ("how long is the bridge", "184 metres"),
        ("how much did the bridge cost", "4.4 million euros"),
        ("when does the English course begin", "15 January"),
        ("who funded the English course", "Quill Trust"),
    ],
)
def test_the_first_quote_answers_in_its_chosen_sentence(question: str, answer: str) -> None:
    quote = first(question)

    assert answer in quote.sentence.of(quote.text)


def test_the_title_carries_the_word_that_the_answering_passage_lacks() -> None:
    quote = first("who funded the seminar")

    assert "seminar" not in quote.text.casefold()
    assert [span.of(quote.text) for span in quote.highlights] == ["event", "funded"]


@pytest.mark.parametrize(
    ("question", "reason", "unknown"),
    [
        ("who is it", Reason.NO_TERMS, ()),
        ("", Reason.NO_TERMS, ()),
        ("?!", Reason.NO_TERMS, ()),
        ("what does bitcoin cost in Brussels", Reason.UNKNOWN_WORDS, ("bitcoin", "Brussels")),
        ("zebra", Reason.UNKNOWN_WORDS, ("zebra",)),
        ("schools villages euros metres places trust", Reason.NOTHING_CLOSE, ()),
    ],
)
def test_it_abstains_and_says_why(question: str, reason: Reason, unknown: tuple[str, ...]) -> None:
    reply = ALL.ask(question)

    assert isinstance(reply, Abstention)
    assert (reply.reason, reply.unknown) == (reason, unknown)


def test_an_unknown_word_that_is_a_stop_word_elsewhere_does_no_harm() -> None:
    # "Eins" is asked as a word, "ein" stands in the text as a stop word; both have one stem.
    texts = Texts(("Hafen", "Der Hafen hat ein Tor. Das Tor hat einen Wächter."), language="de")

    assert isinstance(texts.ask("Hafen Tor eins"), Answer)


def test_what_lacks_little_is_shown_as_the_closest_and_what_lacks_much_not_at_all() -> None:
    near, far = ALL.ask("who painted the bridge"), ALL.ask("zebra")

    assert isinstance(near, Abstention)
    assert isinstance(far, Abstention)
    assert (near.tier, far.tier) == (Tier.CLOSEST, Tier.SILENCE)
    assert near.closest[0].text.startswith("The bridge over the gorge")
    assert far.closest == ()


@pytest.mark.parametrize(
    "question",
    [
        "how much did the English course cost",
        "how many seats has the English course",
        "how many mayors met in Guangzhou",
        "what share of places did the English course fill",
    ],
)
def test_a_question_of_a_sum_a_day_or_a_count_is_answered_by_one_only(question: str) -> None:
    assert ALL.ask(question).tier is Tier.CLOSEST


def test_a_further_quote_of_an_answer_is_nearly_as_good_as_the_first() -> None:
    texts = Texts(BRIDGE, COURSE, ("A bridge", "The bridge is closed. Its length is 20 metres."))

    reply = texts.ask("how long is the bridge over the gorge")

    assert isinstance(reply, Answer)
    assert [quote.document.title for quote in reply.quotes] == [BRIDGE[0]]


def test_words_that_were_corrected_are_told_with_what_was_searched_for() -> None:
    assert ALL.ask("who fundd the semniar").corrected == {"fundd": "fund", "semniar": "seminar"}
    assert ALL.ask("who funded the seminar").corrected == {}


def test_silence_tells_which_words_were_searched_for() -> None:
    reply = ALL.ask("why do zebras hate villages")

    assert isinstance(reply, Abstention)
    assert reply.tier is Tier.SILENCE
    assert reply.searched == ("villages",)
    assert reply.unknown == ("zebras", "hate")


def test_an_answer_has_at_most_three_quotes_from_different_places() -> None:
    texts = Texts(*[(f"Report {n}", f"The harbour grew by {n} metres.") for n in range(9)])

    reply = texts.ask("how much did the harbour grow")

    assert isinstance(reply, Answer)
    assert len(reply.quotes) == QUOTES
    assert len({quote.text for quote in reply.quotes}) == QUOTES


def test_the_same_words_in_two_documents_are_quoted_once() -> None:
    texts = Texts(
        ("One", "The harbour will grow by 2 metres."), ("Two", "The harbour will grow by 2 metres.")
    )

    reply = texts.ask("how much did the harbour grow")

    assert isinstance(reply, Answer)
    assert [quote.document.title for quote in reply.quotes] == ["One"]


def test_a_sentence_that_was_quoted_adds_nothing_in_another_release_of_it() -> None:
    said = "The harbour of Arven will grow by 2 metres next year, the council decided."
    texts = Texts(("One", said), ("Two", f"Arven, 2 May. {said} Nobody spoke against it."))

    reply = texts.ask("how much will the harbour of Arven grow")

    assert isinstance(reply, Answer)
    assert len(reply.quotes) == 1
    assert not reply.more


def test_a_short_sentence_that_stands_everywhere_is_no_sign_of_the_same_place() -> None:
    texts = Texts(("One", "Harbour: 2 m. It grows."), ("Two", "Harbour: 2 m. Ebb: 1 m. Yes."))

    reply = texts.ask("how deep is the harbour")

    assert len(reply.quotes if isinstance(reply, Answer) else reply.closest) == 2


def scored(*scores: float) -> Answer:
    best = first("who funded the seminar")
    return Answer("q", tuple(replace(best, score=score) for score in scores))


def test_the_first_quote_stands_alone_where_it_clearly_leads() -> None:
    assert at_first(scored(1.0)) == scored(1.0)
    assert at_first(scored(1.0, 0.95, 0.8)) == scored(1.0, 0.95, 0.8)
    assert at_first(scored(1.0, 0.8, 0.8)) == replace(scored(1.0), more=True)


def test_what_is_less_relevant_than_half_of_the_first_is_not_looked_on_to() -> None:
    texts = Texts(
        ("Arven", "The harbour of Arven grew by 3 metres in 1931, when the quay was built."),
        *[(f"Feast {n}", f"The harbour had {n} guests.") for n in range(4)],
    )
    question = "how much did the harbour of Arven grow in 1931"
    found = texts.find(question)

    assert further(*found, ANALYSIS, skip=1) == ()
    reply = texts.ask(question)
    assert isinstance(reply, Answer)
    assert not reply.more


def test_further_quotes_follow_on_the_first_ones_until_there_are_none() -> None:
    texts = Texts(*[(f"Report {n}", f"The harbour grew by {n} metres.") for n in range(8)])
    question = "how much did the harbour grow"
    reply = texts.ask(question)
    assert isinstance(reply, Answer)

    seen = list(reply.quotes)
    while page := further(*texts.find(question), ANALYSIS, skip=len(seen)):
        seen += page

    assert len(seen) == len({quote.text for quote in seen}) == 8


def test_a_long_passage_is_shown_as_whole_sentences_around_the_chosen_one() -> None:
    filler = "Nothing of any note was said about the weather on that long grey day. "
    text = filler * 7 + "The harbour was funded by the Quill Trust. " + (filler * 6).strip()
    texts = Texts(("Harbour", text))

    quote = first("who funded the harbour", texts)

    assert quote.sentence.of(quote.text) == "The harbour was funded by the Quill Trust."
    assert len(quote.text) <= SHOWN
    assert quote.text in text
    assert quote.text.startswith("Nothing")
    assert quote.text.endswith("day.")


def test_two_sentences_that_are_as_good_are_chosen_together() -> None:
    text = "The harbour wall has a light. The harbour wall is of granite. It is old."
    texts = Texts(("News", text))

    quote = first("tell me about the harbour wall", texts)

    assert quote.sentence.of(quote.text) == text.removesuffix(" It is old.")


def test_the_fact_one_sentence_on_is_chosen_with_the_sentence_that_is_asked_about() -> None:
    texts = Texts(("News", "The harbour wall was repaired last year. The Quill Trust paid."))

    quote = first("who repaired the harbour wall last year", texts)

    assert quote.sentence.of(quote.text).endswith("The Quill Trust paid.")


@given(
    st.lists(
        st.text(
            st.sampled_from("harbour grew by 1980 <@1> **x** \u202e\u0301\n\n. 中文。"), max_size=80
        ).map(lambda text: f"harbour {text}"),
        min_size=1,
        max_size=4,
    )
)
@settings(deadline=None)
def test_every_quote_is_a_slice_and_so_are_sentence_and_highlights(texts: list[str]) -> None:
    library = Texts(*[(f"T{n}", text) for n, text in enumerate(texts)])

    reply = library.ask("harbour")

    for quote in reply.quotes if isinstance(reply, Answer) else reply.closest:
        stored = texts[quote.document.id - 1]
        assert quote.text == quote.span.of(stored) != ""
        assert 0 <= quote.sentence.start < quote.sentence.end <= len(quote.text)
        ends = [0]
        for span in quote.highlights:
            assert ends[-1] <= span.start < span.end <= len(quote.text)
            ends.append(span.end)
