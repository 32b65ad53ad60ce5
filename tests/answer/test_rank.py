from __future__ import annotations

import pytest

from bot.answer.rank import SHORT, WEIGHTS, Candidate, Signals, rank, weigh
from bot.model import Hit
from bot.search.query import QueryMaker
from tests.answer.asking import ANALYSIS, Texts

HARBOUR = ("Harbour", "The new harbour opened in May. Its wall was paid by the Quill Trust.")
RAILWAY = ("Railway", "The old railway closed in June. Its bridge was paid by the Reed Fund.")


def ranked(question: str, *texts: tuple[str, str]) -> list[Candidate]:
    weighing, hits = Texts(*texts).find(question)
    return rank(weighing, hits, ANALYSIS)


def test_a_word_weighs_no_more_than_it_does_in_its_language() -> None:
    others = [("", f"Lighthouse {n} is tall.") for n in range(300)]
    texts = Texts(("", "They actually met."), ("", "The isthmus is narrow."), *others)

    weighing, _ = texts.find("actually isthmus")

    shares = {each.word: each.share for each in weighing.asked}
    assert shares["actually"] < shares["isthmus"] / 1.5
    assert weighing.weights["actual"] < weighing.weights["isthmus"] == 1


GREY = "It was a long grey day of rain, and nothing more happened. "
DECISIVE = {
    # The signal, the question, the text that it puts first, and the one that is first without it.
    "search": (
        "ferry",
        ("", "The ferry leaves. The ferry returns. A ferry waits."),
        ("", "The ferry leaves. The train returns. A train waits."),
    ),
    "matched": (
        "harbour wall opening",
        ("", "Harbours have walls. Gulls sleep. Boats come. It rains. This one opened late."),
        ("", "The harbour wall keeps boats. The wall was built of stone, and gulls sleep."),
    ),
    "window": (
        "harbour wall",
        ("", "A harbour stands there. The wall is old. Gulls sleep. Boats come."),
        ("", "A harbour stands there. Gulls sleep. The wall is old. Boats come."),
    ),
    "answering": (
        "when did the harbour open",
        ("", "The harbour will open on 3 May 2024. The rain came with gulls and boats."),
        ("", "The harbour will open with gulls and boats. The rain came on 3 May 2024."),
    ),
    "title": (
        "harbour",
        ("The harbour", "The harbour has gulls."),
        ("The gulls", "The harbour has a harbour."),
    ),
    "only_title": (
        "who paid the railway bridge",
        ("Railway", "The bridge was paid by the Reed Fund."),
        ("Gulls", "The railway had a bridge that was paid by the Reed Fund."),
    ),
    "alike": (
        "who paid for the religion",
        ("", "The religious house closed in June. Its roof was paid by the Reed Fund."),
        ("", "The little house closed in June. Its roof was paid by the Reed Fund."),
    ),
    "forms": ("opened", ("", "They opened in May."), ("", "They open in May.")),
    "phrases": (
        "red bridge",
        ("", "The red bridge is long and old."),
        ("", "The bridge is long, old and red."),
    ),
    "brevity": (
        "harbour",
        ("", "The harbour was built."),
        ("", 3 * "The harbour was built. " + (14 * GREY).strip()),
    ),
}


@pytest.mark.parametrize("signal", Signals._fields)
def test_each_signal_decides_between_two_texts(
    signal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, right, other = DECISIVE[signal]
    weighing, hits = Texts(right, other).find(question)
    of_equals = sorted(hits, key=lambda hit: hit.passage.text != other[1])

    assert rank(weighing, of_equals, ANALYSIS)[0].passage.text == right[1]
    monkeypatch.setattr("bot.answer.rank.WEIGHTS", WEIGHTS._replace(**{signal: 0}))
    assert rank(weighing, of_equals, ANALYSIS)[0].passage.text == other[1]


def test_signals_are_parts_of_the_question() -> None:
    (best,) = ranked("when did the new harbour open", HARBOUR)

    assert best.signals.matched == best.signals.window == best.signals.answering == pytest.approx(1)
    assert best.signals.title == pytest.approx(1 / 3)  # of new, harbour and open
    assert best.signals.only_title == 0
    assert best.signals.phrases == 2 / 5  # "the new", "new harbour"
    assert best.signals.forms == pytest.approx(2 / 3)  # open is opened


def test_what_the_title_alone_has_is_told_apart() -> None:
    (best,) = ranked("who paid the railway bridge", ("Railway", "The bridge was paid by the Fund."))

    assert best.signals.only_title == best.signals.title > 0
    assert 0 < best.signals.matched < 1


def test_a_word_formed_alike_lifts_a_passage() -> None:
    abbey = ("Abbey", "The religious house closed in June. Its roof was paid by the Reed Fund.")
    first, second = ranked("who paid for the religion", HARBOUR, abbey)

    assert first.passage.document.title == "Abbey"
    assert first.signals.alike > second.signals.alike == 0


def test_of_two_that_cover_as_much_the_one_with_the_name_comes_first() -> None:
    first, second = ranked(
        "Did Arven celebrate?", ("", "We celebrate in May."), ("", "Arven sleeps in May.")
    )

    assert first.passage.text.startswith("Arven")
    assert (first.missed_names, second.missed_names) == (0, 0.5)


def test_a_fact_told_in_fewer_words_comes_first_but_a_caption_gains_no_more() -> None:
    fact = "The harbour wall was built. "
    filler = "Nothing more happened on that long grey day of rain. "
    long, short, caption = fact + filler * 12, fact + filler * 3, fact.strip()

    found = {
        len(each.passage.text): each.signals.brevity
        for each in ranked("harbour wall", ("", long), ("", short), ("", caption))
    }
    short = short.strip()

    assert len(ANALYSIS.terms(short, "en")) < SHORT
    assert found[len(caption)] == found[len(short)] == 0
    assert min(found.values()) < 0


def test_without_words_to_ask_for_nothing_is_found() -> None:
    assert ranked("who is it", HARBOUR) == []


def test_a_common_word_of_another_language_counts_less_than_a_name() -> None:
    snakes = ("Schlangen", "Das Gift der Schlange wirkt in Arven schnell.")
    texts = Texts(snakes, ("Schulen", "Die Schule in Bremm ist neu."), language="de")

    def score(question: str, *languages: str) -> float:
        query = QueryMaker(ANALYSIS).make(question, texts.index, languages)
        weighing = weigh(query, texts.index)
        found = texts.index.search(weighing.weights, 30)
        hits = [Hit(texts.passages[id_], points) for id_, points in found]
        return rank(weighing, hits, ANALYSIS)[0].score

    assert score("what is the gift", "de", "en") < score("was ist das gift", "de", "en") / 1.5
    assert score("what is in Arven", "de", "en") > score("what is the gift", "de", "en") * 1.5
    assert score("gift", "de", "en") == score("gift", "de")
