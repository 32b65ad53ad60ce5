from __future__ import annotations

from bot.answer.abstain import confidence, needed
from bot.answer.rank import rank
from tests.answer.asking import ANALYSIS, Texts

HARBOUR = ("Notes", "The harbour authority repaired the eastern lighthouse.")


def sure(texts: Texts, question: str) -> float:
    weighing, hits = texts.find(question)
    return confidence(weighing, rank(weighing, hits, ANALYSIS))


def test_the_larger_a_library_is_the_more_is_needed() -> None:
    others = [("Notes", f"The town of number {n} has a market.") for n in range(50)]
    small, _ = Texts(HARBOUR).find("who repaired the lighthouse?")
    large, _ = Texts(HARBOUR, *others).find("who repaired the lighthouse?")

    assert needed(small) < needed(large)


def test_a_question_of_more_words_that_all_fit_is_surer() -> None:
    texts = Texts(HARBOUR, ("Notes", "The market opens at noon."))

    assert sure(texts, "lighthouse") < sure(texts, "eastern lighthouse repaired harbour")


def test_a_title_that_says_what_the_passage_lacks_makes_it_surer() -> None:
    question, text = "who repaired the pier of Arven?", "The harbour authority repaired the pier."

    assert sure(Texts(("News from Arven", text)), question) > sure(Texts(("News", text)), question)


def test_what_stands_out_is_surer_than_one_of_many_alike() -> None:
    question = "who repaired the eastern lighthouse?"
    rivals = [
        ("Notes", f"The harbour authority of town {n} repaired the eastern lighthouse.")
        for n in range(3)
    ]
    copies = [HARBOUR, HARBOUR, HARBOUR]

    assert sure(Texts(*copies), question) > sure(Texts(HARBOUR, *rivals), question)


def test_without_candidates_nothing_is_sure() -> None:
    weighing, _ = Texts(HARBOUR).find("zebra")

    assert confidence(weighing, []) == 0
