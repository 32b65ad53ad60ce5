from __future__ import annotations

import pytest

from bot.model import PassageId
from bot.search.analysis import Analysis
from bot.search.bm25 import LiveBM25
from bot.search.query import Query, QueryMaker
from bot.search.thesaurus import WEIGHT


def ask(question: str, text: str, language: str) -> Query:
    analysis, index = Analysis(), LiveBM25()
    index.add(PassageId(1), analysis.terms(text, language))
    return QueryMaker(analysis).make(question, index, [language])


@pytest.mark.parametrize(
    ("question", "text", "language", "found"),
    [
        ("Fernwärme", "Die Fernwärmeversorgung beginnt.", "de", {"Fernwärmeversorgung"}),
        ("Beleuchtung", "Die Straßenbeleuchtung brennt.", "de", {"Straßenbeleuchtung"}),
        (
            "Stromversorgung",
            "Stromversorgung: Versorgung mit Strom.",
            "de",
            {"Strom", "Versorgung"},
        ),
        ("drinkwater", "De drinkwatervoorziening stopt.", "nl", {"drinkwatervoorziening"}),
        ("fjärrvärme", "Fjärrvärmenätet växer.", "sv", {"Fjärrvärmenätet"}),
        ("fjernvarme", "Fjernvarmenettet vokser.", "da", {"Fjernvarmenettet"}),
        ("vann", "Vannforsyningen er god.", "no", {"Vannforsyningen"}),
    ],
)
def test_a_compound_and_its_parts_stand_for_each_other_at_a_low_weight(
    question: str, text: str, language: str, found: set[str]
) -> None:
    query = ask(question, text, language)

    (term,) = query.asked
    others = {Analysis().term(word, language) for word in found}
    assert others <= query.neighbours[term]
    assert {query.weights[other] for other in others} == {WEIGHT}
    assert query.unknown == ()


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Rat", "Die Heirat ist im Mai.", "de"),
        ("Wahl", "Ein Walfisch und Wahlen.", "en"),
        ("Stromversorgung", "Der Strom ist da.", "de"),
        ("Teil", "Ein Xyzqteil.", "de"),
    ],
)
def test_what_is_no_compound_of_two_words_is_none(question: str, text: str, language: str) -> None:
    assert set(ask(question, text, language).neighbours.values()) == {frozenset()}


def test_a_word_that_there_is_is_parted_into_words_only() -> None:
    query = ask("Wann öffnete es?", "Das Netz ist offen, öff und nete.", "de")

    assert list(query.asked) == ["offn"]


def test_compounds_are_found_among_the_first_terms_and_those_that_joined_later() -> None:
    index = LiveBM25()
    for number, terms in enumerate((["fernwarmenetz", "netz"], ["netzplan", "net"], ["netz"])):
        index.add(PassageId(number), terms)

    assert sorted(index.around("netz")) == ["fernwarmenetz", "netzplan"]
    index.remove([PassageId(1)])
    assert index.around("netz") == ["fernwarmenetz"]
