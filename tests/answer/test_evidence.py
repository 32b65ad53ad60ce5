from __future__ import annotations

import pytest

from bot.answer.evidence import SERVES, Kind, evidence, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who funded the seminar?", Kind.WHO),
        ("which ministries took part", Kind.WHO),
        ("What organisation helped?", Kind.WHO),
        ("When did it end?", Kind.DATE),
        ("In what year was the bridge built?", Kind.DATE),
        ("Where was it held?", Kind.PLACE),
        ("in which city", Kind.PLACE),
        ("How many people came?", Kind.NUMBER),
        ("How high is the bridge?", Kind.NUMBER),
        ("how long is the bridge?", Kind.SPAN),
        ("how often does the boat leave", Kind.SPAN),
        ("How old is the cellist?", Kind.SPAN),
        ("How long ago was it built?", Kind.DATE),
        ("On which days is it open?", Kind.DATE),
        ("the tour ends when?", Kind.DATE),
        ("What did they do when it rained?", Kind.OTHER),
        ("in which two cities", Kind.PLACE),
        ("What took place there?", Kind.OTHER),
        ("which charities helped", Kind.WHO),
        ("what is the ship called?", Kind.WHO),
        ("What part of the town was flooded?", Kind.SHARE),
        ("How much did the course cost?", Kind.MONEY),
        ("what is the price of a ticket", Kind.MONEY),
        ("What share of pupils ate lunch?", Kind.SHARE),
        ("What time does it open?", Kind.TIME),
        ("Whom can I contact?", Kind.CONTACT),
        ("what is the e-mail of the office", Kind.EMAIL),
        ("What phone number can I call?", Kind.PHONE),
        ("Qui a financé l'atelier ?", Kind.WHO),
        ("¿Cuántas granjas recibieron ayuda?", Kind.NUMBER),
        ("Wann war das?", Kind.DATE),
        ("Кто финансировал?", Kind.WHO),
        ("Tell me about the harbour", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_a_question_asks_for_a_kind_of_answer(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DATE, "It concludes on 11 March."),
        (Kind.DATE, "le 28 septembre"),
        (Kind.DATE, "会议于2016年举行"),
        (Kind.TIME, "at 10:30"),
        (Kind.NUMBER, "some 2,000 came"),
        (Kind.NUMBER, "three of them"),
        (Kind.SPAN, "it takes 15 to 20 minutes"),
        (Kind.SPAN, "leaves every hour"),
        (Kind.SPAN, "a soloist aged 17"),
        (Kind.SPAN, "120 Minuten"),
        (Kind.DATE, "the boat leaves at 06:10"),
        (Kind.MONEY, "€ 5"),
        (Kind.MONEY, "6.2 million euros"),
        (Kind.SHARE, "around 40 percent"),
        (Kind.SHARE, "about half"),
        (Kind.EMAIL, "write to a.b@example.org"),
        (Kind.PHONE, "call + 86 13811209875"),
        (Kind.CONTACT, "call + 86 13811209875"),
        (Kind.WHO, "by the European Union"),
        (Kind.WHO, "the speaker was Clara May"),
        (Kind.WHO, "with the ILO"),
        (Kind.PLACE, "held in Guangzhou"),
    ],
)
def test_a_text_has_evidence_of_the_kind(kind: Kind, text: str) -> None:
    assert any(evidence(text)[sought] for sought in SERVES[kind])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DATE, "in the morning"),
        (Kind.NUMBER, "many people"),
        (Kind.NUMBER, "on 26 May 2016"),
        (Kind.NUMBER, "around 40 percent"),
        (Kind.SPAN, "40 people"),
        (Kind.MONEY, "40 people"),
        (Kind.EMAIL, "at the office"),
        (Kind.WHO, "it was funded by them"),
        (Kind.WHO, "it ended on 11 March"),
        (Kind.OTHER, "11 March, 40 percent, European Union"),
    ],
)
def test_a_text_without_it_has_no_evidence(kind: Kind, text: str) -> None:
    assert not any(evidence(text)[sought] for sought in SERVES[kind])


def test_evidence_says_where_it_starts_and_of_which_words_it_is() -> None:
    (start, words), *_ = evidence("It is for the European Union.")[Kind.WHO]

    assert (start, set(words)) == (14, {"european", "union"})
