from __future__ import annotations

import pytest

from bot.search.spoken import spoken

LIBRARY = ("en", "es", "pt", "tr", "vi", "de", "th", "zh", "ja", "ru", "uk", "ar")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who funded the seminar?", "en"),
        ("¿Cuántos niños leyeron?", "es"),
        ("niños leyeron libros", "es"),
        ("Köprüyü yapan firma", "tr"),
        ("Thủ đô Việt Nam", "vi"),
        ("Größe Brücke", "de"),
        ("โรงเรียนเปิดแล้ว", "th"),
        ("研讨会由谁资助", "zh"),
        ("セミナーは誰が開催", "ja"),
        ("школа Киев", "ru"),
        ("المدرسة الجديدة", "ar"),
        ("harbour", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_question_is_told_among_those_of_the_library(
    question: str, language: str
) -> None:
    assert spoken(question, LIBRARY) == language


def test_a_language_that_the_library_does_not_have_is_read_as_one_that_it_has() -> None:
    assert spoken("研讨会由谁资助", ("de", "en")) in ("de", "en")
    assert spoken("Who?", ()) == spoken("Who?", ("",)) == "en"
