"""Words that multiply the number before them: 2.5 million is 2,500,000, and so is £2.5m.

``m`` is a metre more often than a million; it is one beside a sign of money and before what is
counted by the million. The words are those of the languages that are read, and lakh and crore.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bot.search.folding import any_of, fold

BLANK = "[ \u00a0\u2009\u202f]"

_POWERS: Mapping[str, str] = {
    "en": "hundred:2 thousand:3 lakh:5 lakhs:5 million:6 mn:6 mio:6 crore:7 crores:7 billion:9"
    " bn:9 trillion:12 tn:12 trn:12",
    "de": "hundert:2 tausend:3 tsd:3 million:6 millionen:6 mio:6 milliarde:9 milliarden:9 mrd:9"
    " billion:12 billionen:12",
    "fr": "mille:3 million:6 millions:6 mio:6 milliard:9 milliards:9 md:9 mds:9"
    " billion:12 billions:12",
    "es": "mil:3 millón:6 millones:6 billón:12 billones:12",
    "pt": "mil:3 milhão:6 milhões:6 mi:6 bilhão:9 bilhões:9 bi:9 trilhão:12 trilhões:12",
    "it": "mila:3 milione:6 milioni:6 mln:6 miliardo:9 miliardi:9 mld:9",
    "ca": "mil:3 milió:6 milions:6",
    "nl": "honderd:2 duizend:3 miljoen:6 mln:6 miljard:9 mld:9 mrd:9 biljoen:12",
    "sv": "tusen:3 miljon:6 miljoner:6 mn:6 miljard:9 miljarder:9 mdr:9",
    "da": "tusind:3 million:6 millioner:6 mio:6 milliard:9 milliarder:9 mia:9",
    "no": "tusen:3 million:6 millioner:6 mill:6 milliard:9 milliarder:9 mrd:9",
    "fi": "tuhatta:3 miljoona:6 miljoonaa:6 milj:6 miljardi:9 miljardia:9 mrd:9",
    "ru": "тысяча:3 тысячи:3 тысяч:3 тыс:3 миллион:6 миллиона:6 миллионов:6 млн:6 миллиард:9"
    " миллиарда:9 миллиардов:9 млрд:9 триллион:12 триллиона:12 триллионов:12 трлн:12",
    "uk": "тисяча:3 тисячі:3 тисяч:3 тис:3 мільйон:6 мільйона:6 мільйони:6 мільйонів:6 млн:6"
    " мільярд:9 мільярда:9 мільярди:9 мільярдів:9 млрд:9 трлн:12",
    "pl": "tysiąc:3 tysiące:3 tysięcy:3 tys:3 milion:6 miliona:6 miliony:6 milionów:6 mln:6"
    " miliard:9 miliarda:9 miliardy:9 miliardów:9 mld:9",
    "cs": "tisíc:3 tisíce:3 tis:3 milion:6 miliony:6 milionu:6 milionů:6 mil:6 miliarda:9"
    " miliardy:9 miliard:9 mld:9",
    "ro": "mii:3 milion:6 milioane:6 miliard:9 miliarde:9",
    "hu": "ezer:3 millió:6 milliárd:9",
    "tr": "bin:3 milyon:6 milyar:9 trilyon:12",
    "el": "χιλιάδες:3 χιλ:3 εκατομμύριο:6 εκατομμύρια:6 εκατ:6 δισεκατομμύριο:9"
    " δισεκατομμύρια:9 δισ:9",
    "id": "ribu:3 juta:6 miliar:9 triliun:12",
    "vi": "nghìn:3 ngàn:3 triệu:6 tỷ:9 tỉ:9",
    "ar": "ألف:3 الف:3 آلاف:3 مليون:6 ملايين:6 مليار:9 مليارات:9 تريليون:12",
    "fa": "هزار:3 میلیون:6 میلیارد:9",
    "ur": "ہزار:3 لاکھ:5 ملین:6 کروڑ:7 ارب:9",
    "he": "אלף:3 אלפים:3 מיליון:6 מיליארד:9",
    "hi": "हज़ार:3 हजार:3 लाख:5 मिलियन:6 करोड़:7 करोड:7 अरब:9",
    "bn": "হাজার:3 লাখ:5 লক্ষ:5 কোটি:7",
    "th": "พัน:3 หมื่น:4 แสน:5 ล้าน:6",
    "zh": "百:2 千:3 万:4 萬:4 亿:8 億:8",
    "ja": "百:2 千:3 万:4 億:8 兆:12",
    "ko": "백:2 천:3 만:4 억:8 조:12",
}
_COUNTS: Mapping[str, str] = {
    "en": "half:0.5 a:1 an:1 one:1",
    "de": "halbe:0.5 halben:0.5 eine:1 einer:1 zwei:2 drei:3",
    "fr": "demi:0.5 un:1 deux:2 trois:3",
    "es": "medio:0.5 un:1 dos:2 tres:3",
    "pt": "meio:0.5 um:1 dois:2 três:3",
    "it": "mezzo:0.5 un:1 due:2 tre:3 quattro:4 cinque:5 dieci:10",
    "nl": "half:0.5 een:1 één:1 twee:2 drie:3 vier:4 vijf:5 tien:10",
    "sv": "halv:0.5 en:1 två:2 tre:3 fyra:4 fem:5 tio:10",
    "da": "halv:0.5 en:1 to:2 tre:3 fire:4 fem:5 ti:10",
    "no": "halv:0.5 en:1 to:2 tre:3 fire:4 fem:5 ti:10",
    "fi": "puoli:0.5 kaksi:2 kolme:3",
    "ru": "пол:0.5 полтора:1.5 один:1 два:2 две:2 три:3 четыре:4 пять:5 десять:10",
    "uk": "пів:0.5 півтора:1.5 один:1 два:2 дві:2 три:3",
    "pl": "pół:0.5 półtora:1.5 jeden:1 dwa:2 trzy:3 cztery:4 pięć:5 dziesięć:10",
    "tr": "yarım:0.5 bir:1 iki:2 üç:3 beş:5 on:10",
    "id": "setengah:0.5 satu:1 dua:2 tiga:3",
}
"""Words that no digits stand for elsewhere, since most have other meanings, too."""

_UNSPACED = frozenset({"ja", "ko", "th", "zh"})
"""Languages whose numbers may have several magnitudes, one after the other, and no blanks."""
_JOINT = f"(?:{BLANK}|[-\u2010\u2011])"
_COUNTED = (
    "people|persons|children|women|men|users|visitors|tourists|passengers|residents|inhabitants"
    "|migrants|refugees|workers|jobs|homes|households|families|students|pupils|voters|members"
    "|customers|readers|viewers|followers|downloads|copies|tickets|trees|doses|cases|tonnes|tons"
    "|barrels|litres|liters|dollars|euros|pounds|francs|yen|rupees"
)
MILLIONS = (
    rf"(?<=[$€£¥₹₽])\d+(?:[.,]\d+)?{BLANK}?[mM](?!\w)|\d+(?:[.,]\d+)?{BLANK}?"
    rf"(?:M(?={BLANK}?[$€£])|m(?={BLANK}(?:{_COUNTED})\b))"
)
"""A number before an ``m`` for millions."""


def after(language: str) -> str:
    """Return a pattern of what multiplies the number before it, with the joint between them."""
    powers = any_of(_table(_POWERS, language))
    if language in _UNSPACED:
        return rf"{BLANK}?(?:{powers})+(?:\d+(?:{powers})+)*(?:\d{{1,4}}(?![\d.,]))?"
    k = r"|[kK](?!\w)" if language == "en" else ""
    return rf"(?:(?:{_JOINT}?(?:{powers}))+(?!\w){k})"


def counts(language: str) -> Mapping[str, str]:
    """Return words that count what multiplies, though they mean other things, too."""
    return _table(_COUNTS, language)


def product(word: str, language: str, digits_of: Callable[[str, str], str | None]) -> str | None:
    """Return the digits of a number with its magnitude, given folded, if it has one."""
    reader = _reader(language)
    if language in _UNSPACED:
        return _sum(word, reader)
    found = reader.whole.fullmatch(word)
    if not found:
        return None
    number = re.sub(rf"{_JOINT}an?$", "", found[1])
    digits = reader.counts.get(number) or digits_of(number, language)
    return _plain(Decimal(digits).scaleb(reader.power(found[2]))) if digits else None


def million(text: str) -> str:
    """Return the digits of what :data:`MILLIONS` matches."""
    found = re.match(r"[\d.,]+", text)
    assert found, "it begins with digits"
    return _plain(Decimal(found[0].replace(",", ".")).scaleb(6))


class _Reader(NamedTuple):
    """The words of a language, folded."""

    powers: Mapping[str, int]
    counts: Mapping[str, str]
    each: re.Pattern[str]
    whole: re.Pattern[str]

    def power(self, words: str) -> int:
        """Return by how many places words move the point."""
        return sum(self.powers[word] for word in self.each.findall(words))


@cache
def _reader(language: str) -> _Reader:
    powers = {fold(word): int(ten) for word, ten in _table(_POWERS, language).items()}
    if language == "en":
        powers["k"] = 3
    either = any_of(powers)
    whole = rf"(.+?)((?:{_JOINT}?(?:{either}))+)"
    if language in _UNSPACED:
        whole = rf"(\d[\d.,]*){BLANK}?((?:{either})*)"
    counted = {fold(word): digits for word, digits in counts(language).items()}
    return _Reader(powers, counted, re.compile(either), re.compile(whole))


def _sum(word: str, reader: _Reader) -> str | None:
    """Return 120000000 for 1億2000万."""
    parts = reader.whole.findall(word)
    if not any(units for _, units in parts):
        return None
    numbers = ((digits.replace(",", "").rstrip("."), units) for digits, units in parts)
    return _plain(
        sum((Decimal(digits).scaleb(reader.power(units)) for digits, units in numbers), Decimal())
    )


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _table(tables: Mapping[str, str], language: str) -> dict[str, str]:
    return dict(entry.split(":") for entry in tables.get(language, "").split())
