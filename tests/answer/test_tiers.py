from __future__ import annotations

import pytest

from bot.answer.rank import rank
from bot.answer.tiers import confidence, needed
from bot.model import Abstention
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


def test_what_stands_out_is_surer_than_one_of_two_alike() -> None:
    question = "who repaired the eastern lighthouse?"
    alike = ("Notes", "The harbour council repaired the eastern lighthouse.")
    other = ("Notes", "The council of the harbour paints each lighthouse.")

    assert sure(Texts(HARBOUR, other), question) > sure(Texts(HARBOUR, alike), question)


@pytest.mark.parametrize("name", ["Arven", "1968"])
def test_a_passage_without_the_name_that_is_asked_for_is_less_sure(name: str) -> None:
    texts = Texts(HARBOUR, ("Notes", f"The market of {name} opens at noon."))
    named, plain = f"Who repaired the lighthouse in {name}?", "Who repaired the lighthouse at noon?"

    assert sure(texts, named) < sure(texts, plain)


def test_a_name_need_not_begin_with_a_capital_to_be_found() -> None:
    texts = Texts(HARBOUR, ("Notes", "The market of Arven opens at noon."))

    assert sure(texts, "when does the market of Arven open?") == sure(
        texts, "when does the market of arven open?"
    )


def test_rare_words_that_stand_together_are_surer_than_common_ones() -> None:
    passages = [f"The town of number {n} has a common market." for n in range(20)]
    texts = Texts(HARBOUR, *(("Notes", text) for text in passages))

    assert sure(texts, "common market") < sure(texts, "eastern lighthouse")


def test_characters_that_the_library_does_not_have_make_it_less_sure() -> None:
    texts = Texts(("港口", "港务局修复了东部的灯塔。"), ("市场", "市场中午开门。"), language="zh")

    assert sure(texts, "谁修复灯塔") > sure(texts, "谁修复企鹅水族馆灯塔")


def test_more_is_needed_where_four_pairs_of_characters_are_a_word() -> None:
    thai, _ = Texts(("ท่าเรือ", "ท่าเรือซ่อมประภาคาร"), language="th").find("ใครซ่อมประภาคาร")
    chinese, _ = Texts(("港口", "港务局修复了灯塔。"), language="zh").find("谁修复灯塔")

    assert needed(thai) > needed(chinese) + 0.1


def test_the_only_passage_with_a_word_of_the_question_does_not_stand_out_for_that() -> None:
    reply = Texts(HARBOUR, ("Notes", "The market opens at noon.")).ask(
        "who repaired the aquarium for penguins?"
    )

    assert isinstance(reply, Abstention)


def test_without_candidates_nothing_is_sure() -> None:
    weighing, _ = Texts(HARBOUR).find("zebra")

    assert confidence(weighing, []) == 0
