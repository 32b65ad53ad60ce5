from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.analysis import Analysis
from bot.search.folding import MARKS, fold
from bot.search.stopwords import STOPWORDS

LANGUAGES = [*STOPWORDS, "", "zz"]


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis()


@given(text=st.text(), language=st.sampled_from(LANGUAGES))
def test_every_token_stands_in_the_text_at_its_span_in_order(text: str, language: str) -> None:
    tokens = list(Analysis().tokens(text, language))

    assert all(token.term and token.span.of(text) for token in tokens)
    starts = [token.span.start for token in tokens]
    assert starts == sorted(starts)
    assert all(0 <= token.span.start < token.span.end <= len(text) for token in tokens)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("funded", "funding", "en"),
        ("FUNDS", "fund", "en"),
        ("paid", "paying", "en"),
        ("It began", "it begins", "en"),
        ("São Paulo", "sao paulo", "pt"),
        ("e\N{COMBINING ACUTE ACCENT}tude", "étude", "fr"),
        ("financées", "financer", "fr"),
        ("Straße", "STRASSE", "de"),
        ("Ёлка", "елка", "ru"),
        ("городами", "городов", "ru"),
        ("Αθήνα", "ΑΘΗΝΑ", "el"),
        ("szkołami", "szkoła", "pl"),
        ("लड़कों", "लड़का", "hi"),
        ("کتاب‌های", "کتاب", "fa"),
        ("Łódź", "Lodz", "en"),
        ("Hestøy", "Hestoy", "en"),
        ("Ørsta", "orsta", "no"),
        ("Đakovo", "Dakovo", "en"),
        ("Þór", "Thor", "en"),
        ("Iğdır", "Igdir", "en"),
        ("Ægir", "Aegir", "en"),
        ("œuvre", "oeuvre", "fr"),
        ("Hawaiʻi", "Hawaii", "en"),
        ("O'Hara", "OHara", "en"),
        ("D’Souza", "dsouza", "en"),
        ("Sana'a's", "Sanaa's", "en"),
        ("dogs’", "dog", "en"),
        ("Hestonby’s", "Hestonby's", "en"),
        ("об'єднання", "об’єднання", "uk"),
        ("İstanbul'da", "İSTANBUL", "tr"),
        ("Ankara’nın", "Ankara", "tr"),
        ("והמדינה", "מדינה", "he"),
        ('צה"ל', "צה״ל", "he"),
        ("pembukaan", "buka", "id"),
        ("BW-200", "bw200", "en"),
        ("B-52", "B52", "en"),
        ("PM-2.5", "pm2.5", "en"),
        ("CO₂", "CO2", "en"),
        ("M&S", "m&s", "en"),
        ("R & D", "R&D", "en"),
        ("\N{LATIN SMALL LIGATURE FI}nance", "finance", "en"),
        ("fun\N{SOFT HYPHEN}ding", "funding", "en"),
        ("zero\N{ZERO WIDTH SPACE}width", "zerowidth", "en"),
        ("convention\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}", "convention", "en"),
    ],
)
def test_forms_of_a_word_are_one_term(
    analysis: Analysis, one: str, other: str, language: str
) -> None:
    assert analysis.terms(one, language) == analysis.terms(other, language) != []


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("fund", "found", "en"),
        ("COVID-19", "COVID19", "en"),
        ("l'école", "lécole", "fr"),
        ("v1.2", "v12", "en"),
        ("गा", "ग", "mr"),
        ("ガス", "カス", "ja"),
        ("2016", "2017", "en"),
    ],
)
def test_other_words_are_other_terms(
    analysis: Analysis, one: str, other: str, language: str
) -> None:
    assert analysis.terms(one, language) != analysis.terms(other, language)


def test_chinese_and_japanese_become_overlapping_pairs(analysis: Analysis) -> None:
    tokens = list(analysis.tokens("欧盟资助 EU", "zh"))

    assert [(token.term, token.span) for token in tokens] == [
        ("欧盟", (0, 2)),
        ("盟资", (1, 3)),
        ("资助", (2, 4)),
        ("eu", (5, 7)),
    ]
    assert analysis.terms("欧", "zh") == ["欧"]


def test_a_korean_word_is_found_whatever_particle_ends_it(analysis: Analysis) -> None:
    subject, topic = (set(analysis.terms(word, "ko")) for word in ("세미나가", "세미나는"))

    assert subject & topic == {"세미", "미나"}


def test_an_acronym_is_one_term_with_dots_or_without() -> None:
    text = "The U.S. and the US told us who paid: the WHO, in the U.K."
    tokens = [token for token in Analysis().tokens(text, "en") if not token.stop]

    assert [(token.term, token.span.of(text)) for token in tokens] == [
        ("us", "U.S."),
        ("us", "US"),
        ("tell", "told"),
        ("pay", "paid"),
        ("who", "WHO"),
        ("uk", "U.K."),
    ]


def test_stop_words_are_no_terms_but_are_tokens_with_a_place(analysis: Analysis) -> None:
    text = "Who funded the seminar?"

    assert analysis.terms(text, "en") == ["fund", "seminar"]
    assert [token.word for token in analysis.tokens(text, "en") if token.stop] == ["who", "the"]


def test_a_stop_word_typed_without_its_accents_is_still_one(analysis: Analysis) -> None:
    assert analysis.terms("à où même", "fr") == analysis.terms("a ou meme", "fr") == []


def test_the_memory_for_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.search.analysis._REMEMBERED", 3)
    analysis = Analysis()

    assert analysis.terms("alpha beta gamma delta alpha", "") == [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "alpha",
    ]
    assert analysis.terms("epsilon alpha zeta", "fr") == ["epsilon", "alpha", "zet"]
    assert sum(map(len, analysis._seen.values())) <= 3


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_marks_are_kept_where_they_make_another_letter() -> None:
    assert fold("Ünïcödé Ёж Ά") == "unicode еж α"
    assert fold("प्रकाश") == "प्रकाश"
    assert fold("ガ") == "ガ"
    assert fold("²가") == "2가"
    assert fold("10 \N{ANGSTROM SIGN}") == fold("10 Å")


@pytest.mark.parametrize("word", ["शॉर्ट", "أربعة", "ガス", "ที่"])
def test_a_latin_letter_nearby_takes_no_mark_away(word: str) -> None:
    assert fold(f"É {word} NFL") == f"e {fold(word)} nfl"


def test_all_combining_marks_are_known() -> None:
    every = (chr(n) for n in range(0x300, 0xFE30))

    assert "".join(each for each in every if unicodedata.category(each)[0] == "M") == MARKS
