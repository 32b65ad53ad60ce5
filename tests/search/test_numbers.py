from __future__ import annotations

import pytest

from bot.search.analysis import Analysis


def terms(text: str, language: str) -> list[str]:
    return Analysis().terms(text, language)


@pytest.mark.parametrize(
    ("written", "language", "digits"),
    [
        ("1,000", "en", "1000"),
        ("1 000", "en", "1000"),
        ("1\N{NO-BREAK SPACE}000", "fr", "1000"),
        ("1\N{NARROW NO-BREAK SPACE}250\N{NARROW NO-BREAK SPACE}000", "fr", "1250000"),
        ("1’250’000", "de", "1250000"),
        ("1.000", "de", "1000"),
        ("1.000", "en", "1.000"),
        ("1,250", "de", "1.250"),
        ("1,234.50", "de", "1234.50"),
        ("1.234,50", "en", "1234.50"),
        ("1.000.000", "en", "1000000"),
        ("9.2", "en", "9.2"),
        ("9,2", "de", "9.2"),
        ("4.00", "en", "4"),
        ("9:30", "en", "9.30"),
        ("9.30am", "en", "9.30"),
        ("9am", "en", "9"),
        ("21st", "en", "21"),
        ("2e", "fr", "2"),
        ("twenty", "en", "20"),
        ("Twenty-one", "en", "21"),
        ("forty two", "en", "42"),
        ("fifth", "en", "5"),
        ("hundred", "en", "100"),
        ("einundzwanzig", "de", "21"),
        ("dreißig", "de", "30"),
        ("treinta y cinco", "es", "35"),
        ("veintidos", "es", "22"),
        ("vingt et un", "fr", "21"),
        ("quatre-vingt-dix-sept", "fr", "97"),
        ("quatre-vingts", "fr", "80"),
        ("2.5 million", "en", "2500000"),
        ("2,500,000", "en", "2500000"),
        ("2.5-million", "en", "2500000"),
        ("750k", "en", "750000"),
        ("3bn", "en", "3000000000"),
        ("3 BILLION", "en", "3000000000"),
        ("half a million", "en", "500000"),
        ("one million", "en", "1000000"),
        ("twenty-five thousand", "en", "25000"),
        ("two hundred thousand", "en", "200000"),
        ("1.2 lakh", "en", "120000"),
        ("3 crore", "en", "30000000"),
        ("2,5 Millionen", "de", "2500000"),
        ("3 Mrd", "de", "3000000000"),
        ("halbe Million", "de", "500000"),
        ("2,5 millions", "fr", "2500000"),
        ("2,5 millones", "es", "2500000"),
        ("2 mil millones", "es", "2000000000"),
        ("2,5 milhões", "pt", "2500000"),
        ("2,5 milhoes", "pt", "2500000"),
        ("2,5 milioni", "it", "2500000"),
        ("2,5 miljoen", "nl", "2500000"),
        ("2,5 млн", "ru", "2500000"),
        ("2,5 миллиона", "ru", "2500000"),
        ("полтора миллиона", "ru", "1500000"),
        ("5 tysięcy", "pl", "5000"),
        ("2,5 milyon", "tr", "2500000"),
        ("2,5 εκατομμύρια", "el", "2500000"),
        ("٢٥٠ ألف", "ar", "250000"),
        ("२५० करोड़", "hi", "2500000000"),
        ("250万", "zh", "2500000"),
        ("1億2000万", "ja", "120000000"),
        ("250만", "ko", "2500000"),
        ("2.5 ล้าน", "th", "2500000"),
    ],
)
def test_a_number_is_one_term_however_it_is_written(
    written: str, language: str, digits: str
) -> None:
    tokens = list(Analysis().tokens(f"({written}).", language))

    assert [token.term for token in tokens if not token.stop] == [digits]
    assert tokens[0].span.of(f"({written}).") in (written, written.removesuffix("am"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.2.3", "1 2 3"),
        ("192.168.0.1", "192 168 0 1"),
        ("12/05/2024", "12 05 2024"),
        ("2012,2013", "2012 2013"),
        ("3:2", "3 2"),
        ("2024 300", "2024 300"),
        ("120 340 560 780", "120 340 560 780"),
        ("1,000-2,000", "1000 2000"),
        ("9:30–10:30", "9.30 10.30"),
        ("1,5,7", "1 5 7"),
        ("v1.2.3", "v1 2 3"),
        ("third neuf", "third neuf"),
    ],
)
def test_what_is_no_number_is_taken_apart_as_words_are(text: str, parts: str) -> None:
    assert terms(text, "en") == parts.split()
