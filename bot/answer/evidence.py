"""The type of answer that a question expects, and where a text has something of that type.

A question of *when* is answered by a date, one of *how much* by an amount: a passage that has one,
beyond what the question itself says, is more likely to answer. Patterns, no model: they cost
microseconds and fail in ways that one can see. Together with neighbouring words (bigrams) they took
115 press questions from 65.2 to 68.7 % at rank 1.

Spans of time and measure, times among the dates, no months among the names, and a "when" that only
joins told from one that asks took 192 press questions, which no fit has seen, from .740 to .750 at
rank 1, the answer in the first three quotes from .880 to .891 and in the chosen sentence from .620
to .635. Reasons ("because", "due to") for questions of why took .01 of it back, for most are given
without such a word; numbers in words of other languages gained nothing. Shares among the counts won
one of 352, but let "40 percent" answer how many people there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.search.folding import fold


class AnswerType(StrEnum):
    """What a question asks for: its expected answer type."""

    EMAIL = "email"
    PHONE = "phone"
    CONTACT = "contact"
    SHARE = "share"
    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    SPAN = "span"
    DATE = "date"
    PLACE = "place"
    WHO = "who"
    OTHER = "other"


_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|januar|februar|märz|juni|juli|oktober|dezember"
    "|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    "|januari|februari|maart|mei|augustus|oktober|maj|augusti|marts|desember"
    "|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada"
    "|grudnia|ianuarie|februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie"
    "|decembrie|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand|million|billion|dozen|half|none|third|quarter"
)

# The first that matches counts, so that "what share" is not taken for a plain "what".
_QUESTIONS: Sequence[tuple[AnswerType, re.Pattern[str]]] = tuple(
    (asked, re.compile(pattern))
    for asked, pattern in (
        (AnswerType.EMAIL, r" e ?mail | correo | courriel "),
        (
            AnswerType.PHONE,  # but not what a phone is made of
            r" ((tele)?phone|fax|mobile|cell|tel) (no|nr|numbers?) | ((tele)?phone|fax|tel) $"
            r"| (telefono|telefon|telefonnummer) | number .*call ",
        ),
        (
            AnswerType.CONTACT,
            r" (whom?|how|where) .*\b(contact|reach|write to|get in touch|turn to) ",
        ),
        (
            AnswerType.SHARE,
            r" (percent|percentage|share|proportion|fraction|porcentaje|pourcentage) "
            r"| (what|which) part of | how likely ",
        ),
        (AnswerType.TIME, r" what time | at what hour "),
        (
            AnswerType.MONEY,
            r" how (much|big|large) .*(cost|price|budget|fund|pay|paid|money|grant|worth|spen[dt]"
            r"|give|gave|raise|contribut|invest|award|fee|charge|receiv)"
            r"| (cost|price|budget|fee|fare) ",
        ),
        (
            AnswerType.SPAN,
            r" how (long(?! ago)|old|often) | wie (lange?|alt|oft) | combien de (temps|fois) "
            r"| cuanto tiempo | сколько (лет|времени) ",
        ),
        (
            AnswerType.NUMBER,
            r" how (many|much|far|tall|large|big|high|deep|wide|heavy|fast|strong|hot|cold) "
            r"| (cuant[oa]s?|combien|wie (viele?|hoch|gross|weit|schwer)|сколько) | what number ",
        ),
        (
            AnswerType.DATE,  # but not "what happened when it ended"
            r"^ (\w+ )?when | when (is|are|was|were|did|do|does|will|can|has|have|had|must|should) "
            r"| when $| (whens|cuando|quand|wann|когда) | how long ago | deadline "
            r"| (what|which) (year|day|date|month|week|season|decade)s? ",
        ),
        (
            AnswerType.PLACE,
            r" (where|wheres|donde|wo|где) | (what|which) ((?!take|took)\w+ )?"
            r"((cit|countr|count)(y|ies)|(town|nation|island|river|place|region|venue|village|street"
            r"|state|province|district|building|location|area)s?|address) ",
        ),
        (
            AnswerType.WHO,
            r" (who|whom|whose|whos|quien|quienes|qui|wer|wem|wen|кто) "
            r"| (what|which) \w*(organi[sz]ation|agency|company|body|ministr\w+|committee|group"
            r"|institution|office|foundation|trust|bank|fund|council|school|university|team"
            r"|person|people|author\w*|partner\w*|donor|sponsor|charit\w+|institute|firm|court"
            r"|part(y|ie)|senator|minister|politician|president|scientist|artist|player|singer|actor"
            r"|king|queen|architect|museum|club|association|societ\w+)s? "
            r"| (is|was|are|were) (\w+ ){1,6}(called|named) | names? of ",
        ),
    )
)

_ELSEWHERE: Mapping[str, Sequence[tuple[AnswerType, str]]] = {
    "de": (
        (AnswerType.MONEY, r" was kostete?n? | wie teuer | (wieviel|wie viel) (geld|kostete?) "),
        (AnswerType.NUMBER, r" (wieviele?|wie (tief|breit|schnell|warm|kalt|stark)) "),
        (AnswerType.DATE, r" (in welchem|welches) jahr "),
    ),
    "fr": (
        (
            AnswerType.MONEY,
            r" combien (.* )?cout\w* | combien vaut | quel (est|etait) le (prix|cout|montant) ",
        ),
        (AnswerType.SPAN, r" quel age | quelle (est|etait) la duree "),
        (
            AnswerType.NUMBER,
            r" quelle (est|etait) la (hauteur|longueur|taille|superficie|population|profondeur) ",
        ),
        (AnswerType.DATE, r" (en )?quelle annee | quel jour "),
    ),
    "es": (
        (AnswerType.MONEY, r" cuanto (cuesta|costo|costaron|vale|valio|pago) | que precio "),
        (AnswerType.SPAN, r" cuanto (dura|duro) "),
        (AnswerType.NUMBER, r" que (altura|longitud|superficie|tamano|poblacion) "),
        (AnswerType.DATE, r" (en )?que (ano|dia|fecha) "),
    ),
    "it": (
        (AnswerType.MONEY, r" quanto (e |sono )?cost\w+ | che prezzo "),
        (AnswerType.SPAN, r" quanto (tempo|dura|e durat[oa]) | quanti anni "),
        (AnswerType.NUMBER, r" quant[oiae] | che altezza "),
        (AnswerType.DATE, r" quando | (che|quale) (anno|giorno|data) "),
        (AnswerType.PLACE, r" dove "),
        (AnswerType.WHO, r" chi "),
    ),
    "pt": (
        (AnswerType.MONEY, r" quanto cust\w+ | que preco "),
        (AnswerType.SPAN, r" quanto (tempo|dura|durou) | quantos anos "),
        (AnswerType.NUMBER, r" quant[oa]s? "),
        (AnswerType.DATE, r" quando | que (ano|dia|data) "),
        (AnswerType.PLACE, r" onde "),
        (AnswerType.WHO, r" quem "),
    ),
    "nl": (
        (AnswerType.MONEY, r" (hoeveel|wat) kost\w* | hoe duur "),
        (AnswerType.SPAN, r" hoe (lang|oud|vaak) "),
        (AnswerType.NUMBER, r" (hoeveel|hoe (hoog|groot|ver|zwaar|diep|breed|snel)) "),
        (AnswerType.DATE, r" wanneer | welk jaar "),
        (AnswerType.PLACE, r" waar "),
        (AnswerType.WHO, r" wie "),
    ),
    "pl": (
        (AnswerType.MONEY, r" ile kosztuj\w+ | ile kosztowal\w* "),
        (AnswerType.SPAN, r" jak (dlugo|czesto) | ile (czasu|lat) "),
        (AnswerType.NUMBER, r" ile | jak (wysok|duz|dalek|glebok|szerok)\w+ "),
        (AnswerType.DATE, r" kiedy | ktorym roku "),
        (AnswerType.PLACE, r" gdzie "),
        (AnswerType.WHO, r" (kto|kogo|komu|kim) "),
    ),
    "tr": (
        (AnswerType.SPAN, r" ne kadar sur\w+ | kac yasinda "),
        (AnswerType.NUMBER, r" (kac|ne kadar) "),
        (AnswerType.DATE, r" ne zaman | hangi (yil|tarih)\w* "),
        (AnswerType.PLACE, r" nerede "),
        (AnswerType.WHO, r" (kim|kimi|kime) "),
    ),
}
"""Questions of a language, tried before those of all: "wie" asks who in Dutch, how in German.

The chosen sentence holds the answer to .624 of 1,500 questions of PoQuAD instead of .616, to .774
of XQuAD in Turkish instead of .765, .770 (.768) in German and .802 (.800) in Spanish. Romanian lost
.003 at rank 1, Russian .001, and of 16 own questions in Swedish, Danish and Norwegian five less
were answered: they are left out."""


@cache
def _questions(language: str) -> Sequence[tuple[AnswerType, re.Pattern[str]]]:
    own = _ELSEWHERE.get(language, ())
    return (*((asked, re.compile(pattern)) for asked, pattern in own), *_QUESTIONS)


_INITIALS = "".join(sorted({month[0] for month in _MONTHS.split("|")}))

# All but the cased ones are for lower case: told to ignore it, that of dates took .43 ms a passage
# instead of .11. To look at the first letter before all months takes half of that.
_PATTERNS: Mapping[str, str] = {
    "date": (
        rf"\b(?=[\d{_INITIALS}])(?:1[0-9]\d\d|20\d\d"
        rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?:{_MONTHS})"
        rf"|(?:{_MONTHS})\s+\d{{1,2}}|(?:{_MONTHS}))\b|\d+\s*[年月日]"
    ),
    "time": (
        r"(?=[\dnm])(?:\b\d{1,2}(?:[:.h]\d\d)?\s*(?:am|pm|a\.m|p\.m|noon|h)\b|\d{1,2}:\d\d|\bnoon\b"
        r"|\bmidnight\b)"
    ),
    "span": (
        rf"\b(?:\d[\d.,]*|{NUMBERS})(?:[-\s]+(?:to\s|and\s)?(?:\d+|a half))?[-\s]?"
        r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)"
        r"|times?|miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|inch(?:es)?|yards?)\b"
        r"|\b(?:aged?\s\d+|every|once|twice|daily|weekly|monthly|yearly|annual(?:ly)?)\b"
        r"|\b\d+\s(?:minuten|stunden|tagen?|wochen|monaten?|jahren?|heures?|jours?|semaines|mois|ans"
        r"|horas|d[ií]as|semanas|meses|años|ore|giorni|settimane|mesi|anni|dias|anos|uur|dagen|weken|maanden|jaar"
        r"|timmar|dagar|veckor|månader|år|timer|dage|dager|uger|uker|godzin\w*|dni|tygodni\w*|miesi[ęą]c\w*|lata?|ore|zile|luni|ani|saat|gün|hafta|ay|yıl|час\w*|дн\w+|недел\w+|месяц\w*|лет|год\w*)\b"
    ),
    "number": rf"\b\d[\d,. \u00a0]*\b|\b(?:{NUMBERS})\b",
    "money": (
        r"[$€£¥₽]\s?\d|\b\d[\d.,\u00a0 ]*\s*"
        r"(?:million|billion|thousand|mil|millones|millions|mio\.?|mrd\.?|millionen|milioni|milhões"
        r"|miljoen|miljoner|millioner|mln|mld|milionów|milioane|milyon|млн|млрд|миллион\w*)?(?:\s+d['’e])?\s*(?:dollars?|euros?|pounds?|francs?|yuan|roubles|usd|eur|gbp|€|£|\$|kronor|kroner|kr\b|złot\w+|zł|lei\b|lira\w*|liry|рубл\w+|руб)"
    ),
    "percent": r"\d[\d.,]*\s*(?:%|per\s?cent|pour cent|por ciento|prozent)",
    "part": r"\b(?:half|third|quarter|majority|percent|per cent)\b",
    "email": r"[\w.+-]+@[\w-]+\.\w+",
    "phone": r"\(?\+?\s?\d[\d ()./-]{6,}\d",
    "names": (
        r"\b(?:[A-ZÀ-ÞА-Я][\w’'-]+(?:\s+(?:of|for|the|and|on|de|del|des|du|la|van|von|al|bin)\s+"
        r"(?=[A-ZÀ-ÞА-Я]))?(?:\s+(?=[A-ZÀ-ÞА-Я]))?){2,}|\b[A-Z]{2,}\b"
    ),
    "capital": r"(?<=[a-z,’] )[A-ZÀ-ÞА-Я][\w’'-]+",
}
_CASED = frozenset({"names", "capital"})
_OF_FIGURES = frozenset({"money", "percent", "phone"})
"""What has a figure in it."""

_FIGURE = re.compile(r"\d")
_MARKS: Mapping[str, Sequence[str]] = {
    "email": ("@",),
    "percent": ("%", "cent", "ciento", "prozent"),
    "part": ("half", "third", "quarter", "majority", "percent", "per cent"),
}
"""Of what has one of a few signs or words in it: to look for these takes a tenth of the time."""
_FITS: Mapping[AnswerType, Sequence[str]] = {
    AnswerType.EMAIL: ("email",),
    AnswerType.PHONE: ("phone",),
    AnswerType.SHARE: ("percent", "part"),
    AnswerType.TIME: ("time",),
    AnswerType.MONEY: ("money",),
    AnswerType.NUMBER: ("number",),
    AnswerType.SPAN: ("span",),
    AnswerType.DATE: ("date", "time"),
    AnswerType.WHO: ("names", "capital"),
}
SOUGHT = tuple(_FITS)
"""What a text is looked through for."""
SERVES: Mapping[AnswerType, Sequence[AnswerType]] = {
    **{sought: (sought,) for sought in SOUGHT},
    AnswerType.CONTACT: (AnswerType.EMAIL, AnswerType.PHONE),
    AnswerType.PLACE: (AnswerType.WHO,),
    AnswerType.OTHER: (),
}
"""What that is sought can answer a question of each type."""
TYPE_WORDS: Mapping[AnswerType, frozenset[str]] = {
    expected: frozenset(words.split())
    for expected, words in (
        (AnswerType.EMAIL, "e mail email address contact write"),
        (AnswerType.PHONE, "phone telephone fax mobile tel number call ring contact"),
        (AnswerType.CONTACT, "contact reach write touch turn get call information details press"),
        (AnswerType.SHARE, "percent percentage share proportion fraction people"),
        (AnswerType.TIME, "time hour clock"),
        (AnswerType.MONEY, "cost price money budget amount euros dollars much worth"),
        (
            AnswerType.NUMBER,
            "number people total figure old long far tall high deep large big often",
        ),
        (AnswerType.SPAN, "long old often time year take last age"),
        (
            AnswerType.DATE,
            "year day date month week season decade time happen take place took held ago",
        ),
        (
            AnswerType.PLACE,
            "city town country place take took region venue street address held happen"
            " located location",
        ),
        (
            AnswerType.WHO,
            "organisation organization agency company body person people name group institution",
        ),
        (AnswerType.OTHER, ""),
    )
}
"""Words that say which type of answer is expected and need not stand beside it."""

_OF_ANOTHER_TYPE: Mapping[AnswerType, Sequence[str]] = {
    AnswerType.NUMBER: ("date", "percent"),
    AnswerType.PLACE: ("date",),
    AnswerType.WHO: ("date",),
}
"""What begins in something else is none: the day of a date is no count, its month no name."""
_WORD = re.compile(r"[^\W_]+")


def answer_type(question: str, language: str = "") -> AnswerType:
    """Return what a question asks for; ``language`` is its own, if it is known."""
    plain = f" {' '.join(_WORD.findall(fold(question)))} "
    found = (asked for asked, asks in _questions(language) if asks.search(plain))
    return next(found, AnswerType.OTHER)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, folded; the digits beside a mark in a number are words here."""
    return frozenset(_WORD.findall(fold(text)))


class Evidence(NamedTuple):
    """Something that can answer, by where it starts; ``words`` are its words, folded."""

    start: int
    words: frozenset[str]


def evidence(text: str) -> dict[AnswerType, list[Evidence]]:
    """Return what a text has of each type that is sought; it answers only with words of its own.

    That takes some .15 ms for a passage, half of it for dates and names. Half of all passages have
    no figures, which most patterns need.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter that becomes two would move what follows
        lower = text
    has_figures = _FIGURE.search(text) is not None
    matches = {
        name: list(pattern.finditer(text if name in _CASED else lower))
        for name, pattern in _patterns().items()
        if (has_figures or name not in _OF_FIGURES)
        and (name not in _MARKS or any(mark in lower for mark in _MARKS[name]))
    }
    return {sought: _fitting(sought, matches) for sought in SOUGHT}


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Compile the patterns when a text is first looked through: that takes .005 seconds."""
    return {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}


def _fitting(sought: AnswerType, matches: Mapping[str, Sequence[re.Match[str]]]) -> list[Evidence]:
    own = [match for name in _FITS[sought] for match in matches.get(name, ())]
    if not own:
        return []
    names = _OF_ANOTHER_TYPE.get(sought, ())
    other = [match.span() for name in names for match in matches.get(name, ())]
    return [
        Evidence(match.start(), words_of(match[0]))
        for match in own
        if not other or not any(start <= match.start() < end for start, end in other)
    ]
