from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bot.answer.answer import answer, further
from bot.answer.rank import rank
from bot.answer.semantic import DEPTH, Semantic
from bot.engine.engine import open_engine
from bot.errors import SemanticMissing
from bot.model import TERMINAL, Abstention, Answer
from bot.settings import Settings
from tests.answer.asking import ANALYSIS, Texts

HEALTH = Texts(
    ("Health", "The children of the valley were inoculated against measles by the nurses."),
    ("Health", "The children of the valley were counted against the old list by the clerks."),
)
QUESTION = "who vaccinated the children of the valley?"


@pytest.fixture(scope="module")
def semantic() -> Semantic:
    pytest.importorskip("wordllama")
    return Semantic()


def test_a_passage_that_means_the_same_in_other_words_comes_first(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find(QUESTION)
    ranked = rank(weighing, hits, ANALYSIS)

    nurses, clerks = semantic.reorder(weighing.query, ranked[::-1])

    assert "nurses" in nurses.passage.text
    assert "clerks" in clerks.passage.text
    assert nurses.score > clerks.score


def test_only_the_first_candidates_change_their_places(semantic: Semantic) -> None:
    towns = [("Towns", f"The town number {n} has a market and a school.") for n in range(15)]
    weighing, hits = Texts(*towns).find("which town has a market?")
    ranked = rank(weighing, hits, ANALYSIS)

    ordered = semantic.reorder(weighing.query, ranked)

    assert len(ranked) > DEPTH
    assert {id(each.passage) for each in ordered[:DEPTH]} == {
        id(each.passage) for each in ranked[:DEPTH]
    }
    assert ordered[DEPTH:] == ranked[DEPTH:]
    assert all(one.score >= other.score for one, other in pairwise(ordered[:DEPTH]))


def test_what_nothing_answers_is_declined_with_and_without_it(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find("when was the parliament dissolved?")

    assert isinstance(answer(weighing, hits, ANALYSIS), Abstention)
    assert isinstance(answer(weighing, hits, ANALYSIS, semantic), Abstention)


def test_further_quotes_come_in_the_order_of_the_answer(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find("who were inoculated against measles in the valley?")

    reply = answer(weighing, hits, ANALYSIS, semantic)

    assert isinstance(reply, Answer)
    found = further(weighing, hits, ANALYSIS, semantic, skip=0)
    assert reply.quotes == found[: len(reply.quotes)]
    assert found[1:] == further(weighing, hits, ANALYSIS, semantic, skip=1)


def test_a_question_with_nothing_found_stays_so(semantic: Semantic) -> None:
    weighing, _ = HEALTH.find(QUESTION)

    assert semantic.reorder(weighing.query, []) == []


async def test_the_seed_question_is_answered_as_without_it(
    tmp_path: Path,
) -> None:
    pytest.importorskip("wordllama")
    replies = []
    for on in (False, True):
        async with open_engine(Settings(database=tmp_path / "library.db", semantic=on)) as engine:
            replies.append(await engine.asking.ask(TERMINAL, "who funded the seminar"))

    plain, meant = replies
    assert isinstance(plain, Answer)
    assert isinstance(meant, Answer)
    assert plain.quotes[0].id == meant.quotes[0].id


async def test_without_the_extra_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "wordllama", None)

    with pytest.raises(SemanticMissing):
        async with open_engine(Settings(database=tmp_path / "library.db", semantic=True)):
            raise AssertionError
