from __future__ import annotations

import pytest

from bot.search.following import goes_on, points_back


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("and how much did it cost?", "en"),
        ("And today?", "en"),
        ("what about option C", "en"),
        ("who built it", "en"),
        ("who can I call about that", "en"),
        ("und was hat er gekostet?", "de"),
        ("Wer hat davon gewusst?", "de"),
        ("et combien ?", "fr"),
        ("¿y cuánto costó?", "es"),
        ("chi lo ha pagato?", "it"),
        ("а сколько он стоил?", "ru"),
        ("kto ją sfinansował?", "pl"),
        ("那它花了多少钱?", "zh"),
        ("それはいつですか", "ja"),
    ],
)
def test_and_and_pronouns_point_back(question: str, language: str) -> None:
    assert points_back(question, language) or goes_on(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("who funded the seminar?", "en"),
        ("how many stations are there in Calder", "en"),
        ("Andrew who?", "en"),
        ("was kostet die Karte", "de"),
        ("¿quién pagó la escuela?", "es"),
        ("", "en"),
        ("谁资助了研讨会", "zh"),
        ("who?", "zz"),
    ],
)
def test_other_questions_do_not(question: str, language: str) -> None:
    assert not points_back(question, language)
    assert not goes_on(question, language)
