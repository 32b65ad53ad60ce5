from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answer.evidence import SERVES, SOUGHT, AnswerType, evidence
from bot.answer.profile import (
    VERSION,
    Profile,
    is_current,
    profile,
    profile_of,
    stored_profile,
)
from bot.ingest.sentences import sentences
from bot.model import Passage, PassageId, Span
from bot.search import terms
from tests.answer.asking import ANALYSIS, document

TEXT = "The religious law changed. On 3 May the railway bridge was opened."
SAMPLES = {
    "en": "On 3 May 2016 the US paid $2.5 million, or 40 percent, to us. Call +41 22 730 31 11 at"
    " 9:30 am. Ask Jane O’Neill of the European Union (j.o@example.org), one of three donors, for"
    " 6 weeks. It was cold.[13] Adm. Lee came at 9 a.m. Monday by Main Blvd. West.",
    "fr": "Le 28 septembre, l'Organisation internationale a reçu 1 250,50 €. Écrivez-lui !",
    "es": "El 5 de mayo, tres donantes pagaron 3.000 euros. ¿Quién lo hizo?",
    "de": "Am 3. März zahlte die Gemeinde Köln 40 Prozent. Die Brücke öffnet um 10:30.",
    "ru": "В марте 2016 года Фонд получил 5 млн рублей. Его создал Иван Петров.",
    "ar": "في 3 مايو 2016 افتُتحت المدرسة. حضر ٥٠ طالباً.",
    "zh": "会议于2016年5月3日举行。国际移民组织参加了。",
    "": "soft\u00adhyphen ½ ﬁne U.S.A. #tag\n\nA line\nand another",
}
DIGESTS = {(4, 5): "a2496962fd7ff80e"}
"""By the versions of profiles and of terms."""
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab A_@.,!?\n\t0123 :%€$@/-’()"),
        st.sampled_from("åéßИи́ שלום עִב مدَرسة 会议年。ｶﷺİ\u0301\u200d\u2067½²"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    )
)


def test_a_profile_knows_where_terms_stand_and_in_which_sentence() -> None:
    seen = profile(TEXT, "en", ANALYSIS)

    assert [span.of(TEXT) for span in seen.spans_of(["bridg", "law", "ship"])] == ["bridge", "law"]
    assert seen.sentences_with(frozenset(["bridg", "law", "ship"])) == {"bridg": [1], "law": [0]}
    assert len(seen) == 2
    assert seen.size == 8
    assert seen.sentences[1].of(TEXT) == "On 3 May the railway bridge was opened."


def test_terms_with_a_blank_are_found_where_they_adjoin_in_a_sentence() -> None:
    text = "The Union is European. Paid by the European Union. A union European in name."

    assert profile(text, "en", ANALYSIS).sentences_with(frozenset(["european union"])) == {
        "european union": [1]
    }


def test_words_that_adjoin_are_found_and_stop_words_told_apart() -> None:
    seen = profile("Tell the US what the boats gave us: it, it alone.", "en", ANALYSIS)

    assert seen.adjoin("the", "boats")
    assert not seen.adjoin("boats", "the")
    assert seen.words_among(frozenset(["boats", "boat", "what", "us"])) == {"boats", "what", "us"}
    assert [seen.is_stop(word) for word in ("boats", "what", "it", "us")] == [
        False,
        True,
        True,
        False,  # once it is the country
    ]


@pytest.mark.parametrize(
    ("expected", "said", "found"),
    [
        (AnswerType.DATE, (), {1}),
        (AnswerType.DATE, ("3", "may"), set()),
        (AnswerType.DATE, ("may",), {1}),
        (AnswerType.WHO, (), {0}),
        (AnswerType.PLACE, ("ann", "reed"), set()),
        (AnswerType.CONTACT, (), {2}),
        (AnswerType.OTHER, (), set()),
    ],
)
def test_evidence_is_told_by_its_sentence_and_goes_beyond_what_is_said(
    expected: AnswerType, said: tuple[str, ...], found: set[int]
) -> None:
    text = "It is by Ann Reed. On 3 May it rained. Write to a@example.org."

    assert profile(text, "en", ANALYSIS).evident(expected, frozenset(said)) == found


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("religion", True),  # begins alike
        ("bridges", True),
        ("ailway", True),  # within a word, as in a German compound
        ("lwa", False),
        ("ilwa", False),  # four letters stand within too many
        ("islands", False),
    ],
)
def test_words_formed_alike_are_found(term: str, found: bool) -> None:
    assert profile(TEXT, "en", ANALYSIS).has_like(term) is found


def test_a_text_of_white_space_alone_is_one_sentence() -> None:
    seen = profile("  ", "en", ANALYSIS)

    assert (len(seen), seen.size, seen.sentences) == (1, 0, [Span(0, 2)])


@given(TEXTS, st.sampled_from(["en", "de", "ar", "zh", ""]))
@example("U.S. שלום. e\u0301! 会议于2016年。ﷺ", "en")
def test_a_profile_says_of_any_text_what_the_text_says(text: str, language: str) -> None:
    seen = profile(text, language, ANALYSIS)
    tokens = list(ANALYSIS.tokens(text, language))
    plain = [token for token in tokens if not token.stop]
    found = sentences(text, Span(0, len(text))) or [Span(0, len(text))]

    assert seen.sentences == found
    assert (len(seen), seen.size) == (len(found), len(plain))
    assert seen.words_among(frozenset(token.word for token in tokens)) == {
        token.word for token in tokens
    }
    assert {token.word for token in plain} == {
        token.word for token in tokens if not seen.is_stop(token.word)
    }
    at = {token.span: sum(span.start <= token.span.start for span in found[1:]) for token in plain}
    for term in {token.term for token in plain}:
        spans = [token.span for token in plain if token.term == term]
        assert seen.spans_of([term]) == spans
        assert seen.sentences_with(frozenset([term])) == {
            term: sorted({at[span] for span in spans})
        }
    for expected in AnswerType:
        assert seen.evident(expected, frozenset()) == {
            sum(span.start <= each.start for span in found[1:])
            for sought in SERVES[expected]
            for each in evidence(text)[sought]
            if each.words
        }


@given(TEXTS, st.sampled_from(["en", "ru", "ar", "zh", ""]))
def test_a_profile_from_the_store_is_the_one_that_was_made(text: str, language: str) -> None:
    data = stored_profile(text, language, analysis=ANALYSIS)

    assert is_current(data, language)
    assert Profile.load(data) == profile(text, language, ANALYSIS)


def test_a_stored_profile_is_taken_only_for_its_language() -> None:
    made = document(1, "", TEXT)
    other = profile("Another text.", "en", ANALYSIS)
    passage = Passage(PassageId(1), made, Span(0, len(TEXT)), TEXT, "", other.dump("en"))

    assert profile_of(passage, ANALYSIS) == other
    for stale in (
        replace(passage, document=replace(made, language="de")),
        replace(passage, profile=b""),
        replace(passage, profile=b"what an older release made"),
    ):
        language = stale.document.language
        assert not is_current(stale.profile, language)
        assert profile_of(stale, ANALYSIS) == profile(TEXT, language, ANALYSIS)


def test_a_change_of_what_a_profile_is_counts_up_its_version() -> None:
    assert len(SOUGHT) == 9
    made = [profile(text, language, ANALYSIS) for language, text in SAMPLES.items()]

    digest = sha256(repr(made).encode()).hexdigest()[:16]
    assert DIGESTS.get((VERSION, terms.VERSION)) == digest, (
        "The profiles of passages have changed. Count up VERSION in bot/answer/profile.py (or that"
        " in bot/search/terms.py, if terms have changed, too), so that stored ones are made anew,"
        f" and note their digest here: {digest!r}."
    )
