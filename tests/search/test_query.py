from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.model import PassageId
from bot.search.analysis import Analysis
from bot.search.bm25 import LiveBM25
from bot.search.query import EARLIER_WEIGHT, Query, QueryMaker
from bot.search.resolving import CORRECTED_WEIGHT
from bot.search.spelling import Lexicon, nearest
from bot.search.thesaurus import WEIGHT


def ask(question: str, *texts: str, languages: Sequence[str] = ("en",), earlier: str = "") -> Query:
    analysis, index = Analysis(), LiveBM25()
    for n, text in enumerate(texts):
        index.add(PassageId(n), analysis.terms(text, languages[min(n, len(languages) - 1)]))
    return QueryMaker(analysis).make(question, index, languages, earlier=earlier)


def test_known_words_are_asked_in_full() -> None:
    query = ask("Who funded the seminar?", "The seminar was funded.")

    assert list(query.asked) == ["fund", "seminar"]
    assert {"fund": 1.0, "seminar": 1.0}.items() <= query.weights.items()
    assert query.words == ("who", "funded", "the", "seminar")
    assert query.unknown == ()


def test_a_slip_is_corrected_against_the_library_and_counts_a_little_less() -> None:
    query = ask("who funded the semniar", "The seminar was funded.")

    assert list(query.asked) == ["fund", "seminar"]
    assert query.weights["seminar"] == CORRECTED_WEIGHT
    assert query.unknown == ()


def test_a_word_that_the_library_has_is_never_corrected() -> None:
    query = ask("seminars", "seminar seminar seminar", "seminary")

    assert list(query.asked) == ["seminar"]


def test_a_word_that_its_language_has_is_never_corrected_into_another() -> None:
    text = "At noon the stable of Monrovia opens. Sick horses stay."

    query = ask("is stabbing on the moon in Mongolia a hunch?", text)
    slip = ask("who owns the stabel of Monorvia", text)

    assert query.unknown == ("stabbing", "moon", "Mongolia", "hunch")
    assert query.corrected == {}
    assert slip.corrected == {"stabel": "stable", "Monorvia": "monrovia"}


def test_what_is_asked_as_typed_is_not_corrected() -> None:
    analysis, index = Analysis(), LiveBM25()
    index.add(PassageId(1), analysis.terms("The seminar was funded.", "en"))

    query = QueryMaker(analysis).make("who funded the semniar", index, ["en"], as_typed=True)

    assert query.corrected == {}
    assert query.unknown == ("semniar",)
    assert list(query.weights) == ["fund"]


def test_small_talk_is_not_asked() -> None:
    query = ask("Hi! does anyone know who funded the seminar? thanks", "The seminar was funded.")

    assert query.core == "who funded the seminar?"
    assert list(query.asked) == ["fund", "seminar"]
    assert query.question.startswith("Hi! ")


def test_unknown_words_are_named_as_typed_and_stay_in_the_question() -> None:
    query = ask("Who funded the Hospital in Zürich?", "The seminar was funded.")

    assert query.unknown == ("Hospital", "Zürich")
    assert query.asked == {"fund": "funded", "hospit": "hospital", "zurich": "zurich"}
    assert "hospit" not in query.weights


def test_verbs_of_asking_bring_their_neighbours_at_a_low_weight() -> None:
    query = ask("who paid for it", "The seminar was funded.", "They paid.")

    assert query.weights["fund"] == WEIGHT
    assert "fund" not in query.asked


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("what did the us announce", ["us", "announc"]),
        ("what did the WHO tell us", ["who"]),
        ("WHO PAID US?", ["pay"]),
    ],
)
def test_capitals_tell_acronyms_from_words_unless_all_is_in_them(
    question: str, terms: list[str]
) -> None:
    assert list(ask(question, "The U.S. and WHO announced that they paid.").asked) == terms


def test_a_neighbour_that_the_library_does_not_have_is_left_out() -> None:
    assert set(ask("who paid", "They paid.").weights) == {"pay"}


def test_a_follow_up_keeps_the_earlier_terms_at_less_weight() -> None:
    query = ask(
        "and when was it?", "The seminar was funded in May.", earlier="who funded the seminar"
    )

    assert query.asked == {}
    assert query.weights["seminar"] == EARLIER_WEIGHT


def test_a_word_of_another_language_of_the_library_is_found() -> None:
    query = ask(
        "financement", "The seminar was funded.", "Le financement est assuré.",
        languages=("en", "fr"),
    )  # fmt: skip

    assert len(query.asked) == 1
    assert query.unknown == ()


def test_the_question_is_read_in_its_own_language() -> None:
    texts = ("The seminar was funded.", "L'atelier est financé par la fondation.")

    assert ask("Qui a financé l'atelier ?", *texts, languages=("en", "fr")).language == "fr"
    assert ask("Who funded the seminar?", *texts, languages=("fr", "en")).language == "en"


def test_unknown_pairs_of_characters_are_no_unknown_words() -> None:
    query = ask("谁资助了研讨会", "研讨会由欧盟资助", languages=("zh",))

    assert query.unknown == ()
    assert set(query.asked) == {"资助", "研讨", "讨会"}
    assert query.unknown_pairs == 2


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Wann wurde Montreal eingenommen?", "de", ["montreal", "eingenomm"]),
        ("研讨会是什么时候？", "zh", ["研讨", "讨会"]),
        ("什么时候？", "zh", []),
    ],
)
def test_question_words_are_not_asked(question: str, language: str, asked: list[str]) -> None:
    query = ask(question, "Montreal", "研讨会由欧盟资助", languages=(language,))

    assert list(query.asked) == asked
    assert query.unknown == (("eingenommen",) if language == "de" else ())


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        ("セミナーはいつですか", "ja", "セミナーは広州で開催された"),
        ("セミナーはどこでですか", "ja", "セミナーは広州で開催された"),
        ("세미나는 언제", "ko", "세미나는 광저우에서 열렸다"),
        ("누가 세미나는", "ko", "세미나는 광저우에서 열렸다"),
        ("โรงเรียนใหม่เมื่อไหร่", "th", "โรงเรียนใหม่เปิดแล้ว"),
        ("Kto otworzył szkołę i kiedy?", "pl", "Otworzył szkołę burmistrz miasta"),
        ("स्कूल किसने खोला", "hi", "स्कूल मंत्री ने खोला"),
        ("چه کسی مدرسه را باز کرد", "fa", "وزیر مدرسه را باز کرد"),
        ("Ai mở trường học?", "vi", "Bộ trưởng mở trường học"),
    ],
)
def test_question_words_of_many_languages_are_not_asked(
    question: str, language: str, text: str
) -> None:
    query = ask(question, text, languages=(language,))

    terms = set(Analysis().terms(text, language))
    assert query.asked
    assert set(query.asked) <= terms


def test_names_and_numbers_are_told_by_how_they_are_written() -> None:
    query = ask("Did the Mayor of Arven open COP26 in 2016?", "The seminar was funded.")

    assert query.names == {"mayor", "arven", "cop26", "2016"}
    assert ask("Arven had a mayor", "The seminar was funded.").names == frozenset()


def test_a_question_without_blanks_that_shares_nothing_with_the_library_is_unknown_as_it_is() -> (
    None
):
    query = ask("谁资助了研讨会？", "The seminar was funded by the Union.")

    assert query.asked == {}
    assert query.unknown == ("谁资助了研讨会？",)
    assert ask("who?", "The seminar was funded by the Union.").unknown == ()


@pytest.mark.parametrize(
    ("term", "vocabulary", "found"),
    [
        ("semniar", {"seminar": 1}, "seminar"),
        ("seminr", {"seminar": 1}, "seminar"),
        ("seminnar", {"seminar": 1}, "seminar"),
        ("sominar", {"seminar": 1}, "seminar"),
        ("guanzhuo", {"guangzhou": 1}, "guangzhou"),
        ("xeminar", {"seminar": 1}, None),
        ("smnr", {"seminar": 1}, None),
        ("car", {"cat": 1}, None),
        ("2016", {"2017": 1}, None),
        ("harbor", {"harbour": 1, "barber": 9}, "harbour"),
        ("fundd", {"fund": 3, "funds": 9}, "fund"),
        ("match", {"march": 9}, None),
        ("", {"a": 1}, None),
        ("seminar", {}, None),
    ],
)
def test_the_nearest_known_term_is_one_slip_away_or_two_in_long_words(
    term: str, vocabulary: dict[str, int], found: str | None
) -> None:
    near = Lexicon(vocabulary).near(term)

    assert nearest((slips, vocabulary[other], other) for slips, _, other in near) == found


@pytest.mark.parametrize(
    ("question", "text", "term"),
    [
        ("what does the BW200 move", "The BW 200 moves water.", "bw 200"),
        ("what does the bw-200 move", "The BW200 moves water.", "bw200"),
        ("an A 4 sheet", "It is printed on A4.", "a4"),
        ("PM2.5 in the air", "The air has PM 2.5 in it.", "pm 2.5"),
        ("destaing", "M. d’Estaing parle.", "estaing"),
        ("who plays for aquila", "They play in L'Aquila.", "laquila"),
        ("dial 7946 0958", "Call +44 20 7946 0958.", "79460958"),
        ("who got 2.5m", "They got £2.5 million.", "2500000"),
    ],
)
def test_codes_names_and_numbers_are_found_however_they_are_joined(
    question: str, text: str, term: str
) -> None:
    query = ask(question, text, languages=("fr" if "d’" in text else "en",))

    assert set(term.split()) <= query.weights.keys()
    assert not set(query.unknown) & {"BW200", "bw", "A", "PM2.5", "destaing", "aquila", "2.5m"}
    assert query.corrected == {}


def test_the_day_of_a_month_is_no_other_number() -> None:
    texts = ("Bulletin no. 16 is out.", "The fair opens on 16 March.")

    assert list(ask("what is on 16 March?", *texts).asked) == ["03-16", "march"]
    assert list(ask("what is in bulletin 16?", *texts).asked) == ["bulletin", "16"]
    assert ask("what is on the 16th?", *texts).aliases == {"16": {"03-16"}}


def test_a_post_is_found_by_its_acronym() -> None:
    query = ask("who is the CEO?", "Jane Roe is Chief Executive Officer.")

    assert "chief execut offic" in query.aliases["ceo"]
    assert query.unknown == ()
