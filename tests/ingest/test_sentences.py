from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.sentences import sentences
from bot.model import Span

# Sentences are parted by bars.
CASES = {
    "plain": "The gate closes at nine.|Parking is free on Sundays!|Is it?|Yes.",
    "title and name": "Mr. Smith met Dr. J. R. Castell and Prof. Yu.|They left.",
    "initials": "J.R.R. Tolkien and the Hon. M.J.R. MacKellar, both dead, agree.|So it is.",
    "U.S.": "He moved to the U.S. in 1990.|In the U.S. Senate he spoke.|He left the U.S.|The end.",
    "time": "It begins at 9 a.m. sharp.|It ends at 5 p.m.|Nobody came.",
    "decimals": "It rose by 3.5 percent to $1.05 million.|See Fig. 3 and No. 12.|Fine.",
    "a word that is also an abbreviation": "He said no.|Then he drew a fig.|It was art.",
    "ellipsis": "He waited… and waited.|Then…|Nothing.|Well... maybe.|Or...",
    "quote": "“We had a tent.”|The roof was gone.|“Why?” asked she.|'So what!'|He left.",
    "lower case after a question": "“Who pays?” he asked.|Nobody knew.",
    "footnote": "It grew.²²|Then it stopped.",
    "footnotes": "It grew.¹,²|Then it stopped.³–⁵|It began anew.(⁶)|It went on.ᵃ|It ends.",
    "brackets": "It grew (see Sect. 4.2).|(It stopped later.)|[Sic.]|Done.",
    "web address": "Go to www.example.org/a.b for more.|Write to a.b@example.org.|Thanks.",
    "Latin": "Cats, dogs, etc. are pets, i.e. animals, e.g. Rex.|Cats et al. agree.",
    "French": "M. Dupont et Mme Curie habitent av. Foch, c.-à-d. ici.|Il dit : « Non. »|Elle rit.",
    "French elision": "Il vient d’U. Paris.|Voir p. 12 et chap. IV.|Et qu’en dit-on ?|Rien.",
    "Spanish": "La Sra. López vive en EE. UU. desde 1990.|¿Por qué?|¡Quién sabe!|El Dr. Paz calla.",
    "Spanish country": "Llegó a EE.UU. Ayer volvió.|Véase pág. 3 y núm. 7.|Fin.",
    "German": "Das gilt z. B. für Dr. Müller, d. h. für ihn, bzw. sie.|Am 3. Mai kam er.|Gut so.",
    "German ordinal": "Im 19. Jahrhundert war das so.|Ca. 5 Mio. Euro, vgl. Abs. 2.|Nein.",
    "German quotes": "„Ich komme.“|»Ja.«|Er kam nicht.|Sie fragte: „Warum?“|Niemand sagte etwas.",
    "Russian": "В 2001 г. он жил на ул. Мира, т. е. в г. Москве.|Он уехал в 2001 г.|Всё.",
    "Russian units": "Цена 5 тыс. руб. в день.|См. рис. 3 на стр. 5.|Это проф. Иванов.|Да.",
    "Russian initials": "А. С. Пушкин и Т.Т. Цуй не знакомы.|Так и есть и т.д.|Вот и всё.",
    "Arabic": "من يدفع ثمن المدرسة؟|تدفع البلدية 3.5 مليون.|قال د. سامي إن ذلك صحيح.|نعم!",
    "Chinese": "人人生而自由。|在尊严和权利上一律平等！|是吗？|“是的。”他说。|增长3.5%。",
    "Japanese": "雨が降った。|「行こう。」|彼は言った。|本当？|本当だ。",
    "Hindi": "वह आया।|वह गया।",
    "references": (
        "It is cold.[13]|It is salty.[a][14]|It is deep.[note 2]|He asked why?[3]|Nobody."
    ),
    "hours": (
        "It opens at 9 a.m. Monday.|It closes at 5 p.m. EST on Friday.|We met at 9 a.m. Jan. "
        "5.|It starts at 10 a. m. Pacific Time and ends at 8 p.m.|Mayor Obi spoke."
    ),
    "ranks": (
        "Adm. Lee, Supt. Obi and Msgr. Ryan met Brig. Gen. Oyelaran, Cmdr. Poe and Asst. Prof. "
        "Li.|They left."
    ),
    "roads": (
        "Take Hwy. 12 to Mt. Hood, or Sunset Blvd. West to Main St. Park.|It is on Main "
        "Blvd.|The house is old."
    ),
    "months that are words": (
        "It sat in the sun.|We went to sea in may.|On Sun. Obi came, in Dec. 2024."
    ),
    "German associations": (
        "Der Hafen Lübeck e.V. Berlin lud ein.|Das tat der Ruderclub e. V.|Die Gäste "
        "kamen.|Fragen bzgl. Größe und Preis zzgl. Porto an Dr.-Ing. Otto.|Es geht.|Äpfel, "
        "Birnen usw.|Das ist alles."
    ),
    "Dutch": (
        "Dhr. Jansen en mevr. De Wit gaan o.a. Utrecht in, d.w.z. Overvecht.|Dat viel op.|Zie "
        "blz. 12.|Het kost ca. 5 mln. Euro.|Bijv. Piet, enz.|De rest bleef."
    ),
    "Polish": (
        "Mieszkał przy ul. Matejki, w szkole im. Karola Miarki i u św. Wojciecha, tj. Anny.|Art. "
        "5 ust. 3 mówi o godz. 17.15, itd.|Nowy dom stoi.|Kpt. Nowak przybył w 2001 r.|Potem "
        "odszedł."
    ),
    "Czech": (
        "Např. Praha, tzv. Malá Strana, atd.|Dům stojí.|Viz odst. 3 a č. 5.|Sv. Jan a Mgr. Novák "
        "přišli."
    ),
    "Greek": (
        "Ο κ. Παπαδόπουλος και η κα. Νίκα μίλησαν, π.χ. Δευτέρα.|Πού πάμε;|Εδώ.|Βλ. σελ. 12 και "
        "αριθ. 3.|Ήρθαν πολλοί κ.λπ.|Μετά έφυγαν.|Είναι 15 χλμ.|Μακριά."
    ),
    "Italian": (
        "Il sig. Rossi e la sig.ra Bianchi vedono la dott.ssa Neri, ad es. Anna.|Vedi art. 5, "
        "pag. 7.|La S.p.A. Fiat chiude.|Pane, vino ecc.|Tutto qui.|Cfr. Dante."
    ),
    "Portuguese": (
        "O Sr. Silva e a Sra. Lopes moram na Av. Brasil, p.ex. Ana.|Veja a pág. 7 e o séc. XX.|O "
        "mar.|Exmo. Senhor.|A firma Sol Ltda. Porto fechou."
    ),
    "Swedish": (
        "T.ex. Anna och bl.a. Karl kom kl. 15, dvs. sent.|Han lärde sig.|Det var fr.o.m. "
        "Påsk.|Kor, får m.m.|De bor här."
    ),
    "Turkish": (
        "Prof. Dr. Ayşe Kaya ve Doç. Ali Can, Atatürk Cad. No. 5 adresinde.|Sn. Demir M.Ö. 300 "
        "dedi.|Elma, armut vb.|Bunlar ucuz.|Gitti mi?|Evet."
    ),
    "days in figures": "Das Gesetz vom 12. 5. 2020 gilt.|Es waren 12.|Am 3. 4. 2021 endet es.",
    "German offices": (
        "Frau Dr. med. Anna Weber und u. a. Bürgermeisterin Kern, z. Hd. Frau Maier.|Die o. g. "
        "Liste gilt ab Okt. 2025 gem. § 5.|Sie kam."
    ),
    "money in millions": (
        "Firma Novák s.r.o. Praha platí 5 mil. Kč ročně.|To je dost.|Koszt to 5 tys. zł.|Ok.|Έως 3 "
        "εκατ. € τον χρόνο.|Sp. z o.o. Oddział w Łodzi.|Bütçe 5 mn. TL oldu."
    ),
    "numbers of laws and formulas": (
        "See Eq. 5 and Eqs. 6.|Ο Ν. 4412/2016 ισχύει.|Il D.Lgs. 50/2016 vale.|W dn. 12 maja, op 3 "
        "mrt. 2023."
    ),
    "words that are no abbreviations here": "It is a gem.|The sea is near.|He is with the med.|Ok.",
    "capitals are names": "He works for BP.|It is APT.|He saw MM. Dupont.",
    "Armenian and Khmer": "Նա եկավ։|Նա գնաց։|គាត់មក។|គាត់ទៅ។",
    "a list number at the start": "1. The harbour is deep.|It freezes.",
    "Roman list number": "iv. The harbour is deep.|It freezes.",
}


def spans_of(marked: str) -> tuple[str, list[Span]]:
    """Return the text without the bars; blanks go between sentences, but not after 。"""
    text, spans = "", []
    for sentence in marked.split("|"):
        joint = "" if not text or text.rstrip("”」")[-1] in "。！？" else " "
        spans.append(Span(len(text + joint), len(text + joint + sentence)))
        text += joint + sentence
    return text, spans


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_they_end(case: str) -> None:
    text, spans = spans_of(CASES[case])

    found = sentences(text, Span(0, len(text)))

    assert [span.of(text) for span in found] == [span.of(text) for span in spans]
    assert found == spans


def test_only_the_span_is_looked_at() -> None:
    text = "One. Two. Three. Four."

    found = sentences(text, Span(5, 16))

    assert [span.of(text) for span in found] == ["Two.", "Three."]


def test_the_lines_of_a_wrapped_paragraph_are_one_text() -> None:
    text = (
        "The ferry between Dunmarrow and Selkie Point will run every hour from\n"
        "the first of June. Mr. A. B. Castell of the harbour office told the\n"
        "Meeting that the new boat takes forty cars and two hundred people, on\n"
        "12. Mai at the latest. It needs twelve minutes."
    )

    starts = [span.of(text).split()[0] for span in sentences(text, Span(0, len(text)))]

    assert starts == ["The", "Mr.", "It"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n- two items\n- three", ["- one", "- two items", "- three"]),
        ("The heading\n\nThe text", ["The heading", "The text"]),
        ("Name\tPlaces\nEnglish\t60", ["Name\tPlaces", "English\t60"]),
        (
            "A clause on a line of its own,\nand the rest.",
            ["A clause on a line of its own,\nand the rest."],
        ),
    ],
)
def test_other_line_ends_part_sentences_unless_the_next_line_goes_on(
    text: str, expected: list[str]
) -> None:
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == expected


TEXTS = st.text(max_size=120) | st.text('aB .。?!\n\t"”)(1,-é移', max_size=120)


@given(TEXTS, st.integers(0, 120), st.integers(0, 120))
def test_sentences_cover_the_span_without_white_space_at_their_ends(
    text: str, one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    found = sentences(text, Span(start, end))

    covered = start
    for span in found:
        assert not text[covered : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        covered = span.end
    assert not text[covered:end].strip()
    assert covered <= end
