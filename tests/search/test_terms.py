"""What the terms of passages are, and that stored ones are made anew when that changes."""

from __future__ import annotations

from hashlib import sha256

from bot.model import Span
from bot.search.analysis import Analysis
from bot.search.irregular import BASE_FORMS
from bot.search.stopwords import STOPWORDS
from bot.search.terms import VERSION, forward_of, headings_above

SAMPLES = {
    "en": "Twenty-one U.S. centres (1,250 e-mails), organized on the 21st, told us: the 3 donors'"
    " co-funded dams, e.g. São Paulo's; they're re-opening on 5 May at 9:30. O'Hara of M&S"
    " paid £2.5m for the BW-200; call +44 20 7946 0958 by 2026-03-16. Łódź.",
    "fr": "L'école d'été, cofinancée par l'État, ouvrira ses portes à l’aube — coût : 1 250,50 €.",
    "es": "Los niños recibieron más de 3.000 vacunas; ¿quién las financió?",
    "de": "Die Straßenbahn fährt über die größte Brücke; Fußgänger müssen warten.",
    "ru": "Ещё одна школа была открыта в Санкт-Петербурге.",
    "el": "Οι μαθητές άνοιξαν το νέο σχολείο.",
    "ar": "المدارس الجديدة فُتحت في المدينة",
    "zh": "国际移民组织在广州举办了研讨会。ＩＯＭ 2013年",
    "ja": "セミナーは広州で開催された。",
    "th": "โรงเรียนใหม่เปิดแล้ว",
    "ko": "새 학교가 광저우에서 문을 열었다.",
    "pl": "Burmistrz otworzył nowe szkoły w Łodzi.",
    "hi": "मंत्री ने नए स्कूलों को खोला।",
    "fa": "وزیر مدرسه‌های تازه را باز کرد.",
    "vi": "Bộ trưởng mở trường học mới.",
    "nl": "2.500 mensen, 9,5 %.",
    "uk": "Об’єднання отримало 2,5 млн гривень 16 березня.",
    "he": "הכנסת קיבלה 2.5 מיליון ב-16 במרץ.",
    "id": "Sekolah baru dibuka pada 16 Maret dengan 2,5 juta rupiah.",
    "cs": "Starosta otevřel nové školy 16. března.",
    "tr": "İstanbul’da okul 16 Mart’ta açıldı.",
    "": "soft\u00adhyphen zero\u200bwidth E=mc² ½ ﬁne H₂O under_score #tag @name a.b.c U.S.A.",
}
DIGESTS = {5: "0e7d737c9f0e3bd5"}


def test_a_change_of_what_terms_are_counts_up_their_version() -> None:
    analysis = Analysis()
    found: list[object] = []
    for language, words in (*STOPWORDS.items(), ("en", BASE_FORMS), ("en", BASE_FORMS.values())):
        texts = sorted(words)
        found.append((language, forward_of("", language, texts, analysis).terms()))
    for language, text in SAMPLES.items():
        forward = forward_of("Title: a School", language, [text], analysis)
        found.append((forward.terms(), forward.counts.tolist()))

    digest = sha256(repr(found).encode()).hexdigest()[:16]
    assert DIGESTS.get(VERSION) == digest, (
        "The terms of passages have changed. Count up VERSION in bot/search/terms.py, so that"
        f" stored ones are made anew, and note its digest here: {VERSION + 1}: {digest!r}."
    )


def test_passages_have_the_terms_of_the_headings_above_them() -> None:
    text = "# Camp kit\n\nBring it.\n\nOr not.\n\n## Food\n\nEat."
    spans = [
        Span(text.index(part), text.index(part) + len(part))
        for part in ("Bring it.", "Or not.", "Eat.")
    ]

    headings = list(headings_above(text, spans))
    made = forward_of("Camp", "en", (span.of(text) for span in spans), Analysis(), headings)

    assert headings == ["# Camp kit", "# Camp kit", "## Food"]
    assert made.terms() == ["camp", "kit", "bring", "food", "eat"]
    assert made.widths.tolist() == [3, 2, 3]


def test_each_passage_has_the_terms_of_the_title_once() -> None:
    forward = forward_of("Harbour gates", "en", ["The gate closes.", "A ferry."], Analysis())

    assert forward.terms() == ["harbor", "gate", "close", "ferri"]
    assert forward.widths.tolist() == [3, 3]
    assert forward.places.tolist() == [0, 1, 2, 0, 1, 3]
    assert forward.counts.tolist() == [1, 2, 1, 1, 1, 1]
