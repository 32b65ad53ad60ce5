from __future__ import annotations

import pytest

from bot.answer.evidence import SERVES, AnswerType, answer_type, evidence


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who funded the seminar?", AnswerType.WHO),
        ("which ministries took part", AnswerType.WHO),
        ("What organisation helped?", AnswerType.WHO),
        ("When did it end?", AnswerType.DATE),
        ("In what year was the bridge built?", AnswerType.DATE),
        ("Where was it held?", AnswerType.PLACE),
        ("in which city", AnswerType.PLACE),
        ("How many people came?", AnswerType.NUMBER),
        ("How high is the bridge?", AnswerType.NUMBER),
        ("how long is the bridge?", AnswerType.SPAN),
        ("how often does the boat leave", AnswerType.SPAN),
        ("How old is the cellist?", AnswerType.SPAN),
        ("How long ago was it built?", AnswerType.DATE),
        ("On which days is it open?", AnswerType.DATE),
        ("the tour ends when?", AnswerType.DATE),
        ("What did they do when it rained?", AnswerType.OTHER),
        ("in which two cities", AnswerType.PLACE),
        ("What took place there?", AnswerType.OTHER),
        ("which charities helped", AnswerType.WHO),
        ("what is the ship called?", AnswerType.WHO),
        ("What part of the town was flooded?", AnswerType.SHARE),
        ("How much did the course cost?", AnswerType.MONEY),
        ("what is the price of a ticket", AnswerType.MONEY),
        ("What share of pupils ate lunch?", AnswerType.SHARE),
        ("What time does it open?", AnswerType.TIME),
        ("Whom can I contact?", AnswerType.CONTACT),
        ("what is the e-mail of the office", AnswerType.EMAIL),
        ("What phone number can I call?", AnswerType.PHONE),
        ("Qui a financé l'atelier ?", AnswerType.WHO),
        ("¿Cuántas granjas recibieron ayuda?", AnswerType.NUMBER),
        ("Wann war das?", AnswerType.DATE),
        ("Кто финансировал?", AnswerType.WHO),
        ("Tell me about the harbour", AnswerType.OTHER),
        ("", AnswerType.OTHER),
    ],
)
def test_a_question_expects_a_type_of_answer(question: str, expected: AnswerType) -> None:
    assert answer_type(question) is expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (AnswerType.DATE, "It concludes on 11 March."),
        (AnswerType.DATE, "le 28 septembre"),
        (AnswerType.DATE, "会议于2016年举行"),
        (AnswerType.TIME, "at 10:30"),
        (AnswerType.NUMBER, "some 2,000 came"),
        (AnswerType.NUMBER, "three of them"),
        (AnswerType.SPAN, "it takes 15 to 20 minutes"),
        (AnswerType.SPAN, "leaves every hour"),
        (AnswerType.SPAN, "a soloist aged 17"),
        (AnswerType.SPAN, "120 Minuten"),
        (AnswerType.DATE, "the boat leaves at 06:10"),
        (AnswerType.MONEY, "€ 5"),
        (AnswerType.MONEY, "6.2 million euros"),
        (AnswerType.SHARE, "around 40 percent"),
        (AnswerType.SHARE, "about half"),
        (AnswerType.EMAIL, "write to a.b@example.org"),
        (AnswerType.PHONE, "call + 86 13811209875"),
        (AnswerType.CONTACT, "call + 86 13811209875"),
        (AnswerType.WHO, "by the European Union"),
        (AnswerType.WHO, "the speaker was Clara May"),
        (AnswerType.WHO, "with the ILO"),
        (AnswerType.PLACE, "held in Guangzhou"),
    ],
)
def test_a_text_has_evidence_of_the_type(expected: AnswerType, text: str) -> None:
    assert any(evidence(text)[sought] for sought in SERVES[expected])


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (AnswerType.DATE, "in the morning"),
        (AnswerType.NUMBER, "many people"),
        (AnswerType.NUMBER, "on 26 May 2016"),
        (AnswerType.NUMBER, "around 40 percent"),
        (AnswerType.SPAN, "40 people"),
        (AnswerType.MONEY, "40 people"),
        (AnswerType.EMAIL, "at the office"),
        (AnswerType.WHO, "it was funded by them"),
        (AnswerType.WHO, "it ended on 11 March"),
        (AnswerType.OTHER, "11 March, 40 percent, European Union"),
    ],
)
def test_a_text_without_it_has_no_evidence(expected: AnswerType, text: str) -> None:
    assert not any(evidence(text)[sought] for sought in SERVES[expected])


def test_evidence_says_where_it_starts_and_of_which_words_it_is() -> None:
    (start, words), *_ = evidence("It is for the European Union.")[AnswerType.WHO]

    assert (start, set(words)) == (14, {"european", "union"})


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Wie teuer ist die Karte?", "de", AnswerType.MONEY),
        ("Was kostet das?", "de", AnswerType.MONEY),
        ("Wie lange dauert es?", "de", AnswerType.SPAN),
        ("Wie hoch ist der Turm?", "de", AnswerType.NUMBER),
        ("Combien coûte le billet ?", "fr", AnswerType.MONEY),
        ("Quelle est la hauteur de la tour ?", "fr", AnswerType.NUMBER),
        ("¿Cuánto cuesta?", "es", AnswerType.MONEY),
        ("Quanto costa il biglietto?", "it", AnswerType.MONEY),
        ("Quanti anni ha?", "it", AnswerType.SPAN),
        ("Quanto tempo dura?", "pt", AnswerType.SPAN),
        ("Hoe hoog is de toren?", "nl", AnswerType.NUMBER),
        ("Hoeveel kost het?", "nl", AnswerType.MONEY),
        ("Wie betaalde het?", "nl", AnswerType.WHO),
        ("Jak wysoka jest wieża?", "pl", AnswerType.NUMBER),
        ("Ile kosztuje bilet?", "pl", AnswerType.MONEY),
        ("Köprü ne zaman açıldı?", "tr", AnswerType.DATE),
        ("Wie betaalde het?", "de", AnswerType.OTHER),
    ],
)
def test_adjectives_of_questions_tell_what_is_asked_in_their_language(
    question: str, language: str, expected: AnswerType
) -> None:
    assert answer_type(question, language) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bilet kosztuje 25 złotych.", AnswerType.MONEY),
        ("Het kostte 1,1 miljoen euro.", AnswerType.MONEY),
        ("Leveransen kostade 20 kronor.", AnswerType.MONEY),
        ("Riapre il 18 ottobre.", AnswerType.DATE),
        ("Otwarto go 16 marca.", AnswerType.DATE),
        ("Het duurde 6 maanden.", AnswerType.SPAN),
    ],
)
def test_evidence_is_told_in_other_languages(text: str, expected: AnswerType) -> None:
    assert evidence(text)[expected]
