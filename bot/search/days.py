"""Days as one unit: the 16 of "16 March" is no other 16.

The day of a date has a term of its own, ``03-16``, however the date is written ("March 16th",
"16.3.", "2026-03-16"), so that who asks about 16 March does not find bulletin no. 16. The month
and the year stay terms, and a month in figures has the term of its name. ``05/12/2024`` is taken
for no day in English, where it may be two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.search.folding import any_of, fold

_MONTHS: Mapping[str, str] = {
    "en": "January,Jan February,Feb March,Mar April,Apr May June,Jun July,Jul August,Aug"
    " September,Sept,Sep October,Oct November,Nov December,Dec",
    "de": "Januar,Jänner,Jan Februar,Feber,Feb März,Maerz April,Apr Mai Juni Juli August,Aug"
    " September,Sept,Sep Oktober,Okt November,Nov Dezember,Dez",
    "fr": "janvier,janv février,févr mars avril,avr mai juin juillet,juil août septembre,sept"
    " octobre,oct novembre,nov décembre,déc",
    "es": "enero,ene febrero,feb marzo,mar abril,abr mayo junio,jun julio,jul agosto,ago"
    " septiembre,setiembre,sept octubre,oct noviembre,nov diciembre,dic",
    "pt": "janeiro,jan fevereiro,fev março,mar abril,abr maio junho,jun julho,jul agosto,ago"
    " setembro,set outubro,out novembro,nov dezembro,dez",
    "it": "gennaio,gen febbraio,feb marzo,mar aprile,apr maggio,mag giugno,giu luglio,lug"
    " agosto,ago settembre,sett ottobre,ott novembre,nov dicembre,dic",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "nl": "januari,jan februari,feb maart,mrt april,apr mei juni,jun juli,jul augustus,aug"
    " september,sept oktober,okt november,nov december,dec",
    "sv": "januari,jan februari,feb mars april,apr maj juni juli augusti,aug september,sept"
    " oktober,okt november,nov december,dec",
    "da": "januar,jan februar,feb marts april,apr maj juni juli august,aug september,sept"
    " oktober,okt november,nov december,dec",
    "no": "januar,jan februar,feb mars april,apr mai juni juli august,aug september,sept"
    " oktober,okt november,nov desember,des",
    "fi": "tammikuuta,tammikuun helmikuuta,helmikuun maaliskuuta,maaliskuun huhtikuuta,huhtikuun"
    " toukokuuta,toukokuun kesäkuuta,kesäkuun heinäkuuta,heinäkuun elokuuta,elokuun"
    " syyskuuta,syyskuun lokakuuta,lokakuun marraskuuta,marraskuun joulukuuta,joulukuun",
    "ru": "января,янв февраля,февр марта апреля,апр мая июня июля августа,авг сентября,сент"
    " октября,окт ноября,нояб декабря,дек",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "sr": "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра"
    " децембра",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
    " decembrie",
    "hu": "január február március április május június július augusztus szeptember október november"
    " december",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου"
    " Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "ar": "يناير فبراير مارس أبريل,ابريل مايو يونيو يوليو أغسطس,اغسطس سبتمبر أكتوبر,اكتوبر"
    " نوفمبر ديسمبر",
    "he": "ינואר,בינואר פברואר,בפברואר מרץ,במרץ אפריל,באפריל מאי,במאי יוני,ביוני יולי,ביולי"
    " אוגוסט,באוגוסט ספטמבר,בספטמבר אוקטובר,באוקטובר נובמבר,בנובמבר דצמבר,בדצמבר",
    "hi": "जनवरी फरवरी,फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर,सितम्बर अक्टूबर,अक्तूबर"
    " नवंबर,नवम्बर दिसंबर,दिसम्बर",
}
"""The months from January to December, each in its spellings; the first is the one that counts."""

_POINTED = frozenset({"cs", "da", "de", "fi", "hu", "no", "pl", "ro", "ru", "sr", "tr", "uk", "bg"})
"""Languages that write 16.3. for a day."""
_MONTH_FIRST = frozenset({"en", "hu"})
_CHARACTERS = frozenset({"ja", "ko", "zh"})
_BLANK = "[ \u00a0\u202f]"
_MORE = (
    rf"{_BLANK}?(?:[-\u2010-\u2014,/&+]|(?:to|and|bis|und|au|et|al|y|a|e|en|tot|og|och|i|do|и|по)"
    rf"(?!\w)){_BLANK}?"
)
"""What stands between days of the same month: 16–18 March, 16 and 17 March."""
_FIGURES = (
    r"(?<![\d.,/-])(?:\d{4}-\d\d-\d\d|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d\d\.\d\d"
    r"|\d{1,2}\.[ \u00a0]?\d{1,2}\.[ \u00a0]?\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-\d{1,2}-\d{4})"
    r"(?![\d/-]|\.\d)"
)
_YEAR = 12
"""Months."""
_LONGEST = 31
"""Days of a month."""
_MAY = r"(?=[Mm])(?:May|MAY|may(?=(?: \d{1,2}(?:st|nd|rd|th)?)?\s*(?:[?!.,;)]|\d{4}|$)))"
"""Section 5 may apply."""
_NUMBER = re.compile(r"\d+")


class Piece(NamedTuple):
    """A part of a unit: where it stands, and its term, or the word whose term it has."""

    start: int
    end: int
    term: str = ""
    word: str = ""


def in_figures(language: str) -> str:
    """Return what may be a date with a day and begins with a digit."""
    found = [_FIGURES]
    if language in _CHARACTERS:
        found.append(rf"\d{{1,2}}{_BLANK}?[月월]{_BLANK}?\d{{1,2}}{_BLANK}?[日號号일]")
    if language == "vi":
        found.append(rf"\d{{1,2}}{_BLANK}tháng{_BLANK}\d{{1,2}}(?![\d.,])")
    if language in _POINTED:
        found.append(r"(?<![\d.,/-])\d{1,2}\.[ \u00a0]?\d{1,2}\.(?!\d)")
    if language in _MONTHS:
        of = rf"(?:{_BLANK}?(?:of|de|d['’]|den)(?:{_BLANK}|(?<=['’]))|{_BLANK}|-)"
        found.append(rf"(?<![\d.,:/-]){_days(language)}{of}(?:{_months(language)})(?!\w)")
    return "|".join(found)


def in_words(language: str) -> str:
    """Return what may be a date with a day and begins with the name of a month."""
    if language not in _MONTH_FIRST:
        return "(?!)"
    return rf"(?:{_months(language)})\.?{_BLANK}{_days(language)}(?![\w:%]|[.,]\d)"


def _days(language: str) -> str:
    day = rf"\d{{1,2}}(?:st|nd|rd|th|er|º|ª|°{'|[.]' if language in _POINTED else ''})?"
    return rf"{day}(?:{_MORE}{day})*"


def pieces(text: str, start: int, end: int, language: str) -> list[Piece]:
    """Return the parts of what the pattern matched, none if that is no date after all."""
    numbers = [(*match.span(), int(match[0])) for match in _NUMBER.finditer(text, start, end)]
    name = _name(language).search(text, start, end)
    values = [value for _, _, value in numbers]
    if name:
        month, order = _names(language)[fold(name[0])], "d" * len(values)
    else:
        order = _order(values, text[numbers[0][1]], language)
        month = values[order.index("m")] if order else 0
    days = [value for part, value in zip(order, values, strict=False) if part == "d"]
    if not (1 <= month <= _YEAR and days and min(days) >= 1 and max(days) <= _LONGEST):
        return []
    found = [
        _piece(part, at, to, value, month, language)
        for part, (at, to, value) in zip(order, numbers, strict=True)
    ]
    if name:
        found.append(Piece(*name.span(), word=_written(month, language)))
    return sorted(found)


def _piece(part: str, start: int, end: int, value: int, month: int, language: str) -> Piece:
    if part == "d":
        return Piece(start, end, term=f"{month:02}-{value:02}")
    return Piece(start, end, word=_written(month, language) if part == "m" else str(value))


def _order(values: Sequence[int], mark: str, language: str) -> str:
    """Return what each of the figures is, by its initial; nothing if that cannot be told."""
    if len(values) == 2:
        return "md" if language in _CHARACTERS else "dm"
    if values[0] > _LONGEST:
        return "ymd"
    if mark == "." or language != "en" or values[0] == values[1]:
        return "dmy" if values[1] <= _YEAR else "mdy"
    return "mdy" if values[1] > _YEAR else "dmy" if values[0] > _YEAR else ""


def _written(month: int, language: str) -> str:
    """Return the name of a month, its number in languages that have no other."""
    names = _MONTHS.get(language, "").split()
    return names[month - 1].split(",")[0] if names else str(month)


@cache
def _names(language: str) -> Mapping[str, int]:
    """Return the spellings of the months, folded, with their numbers."""
    return {
        fold(name): number
        for number, names in enumerate(_MONTHS.get(language, "").split(), start=1)
        for name in names.split(",")
    }


def _months(language: str) -> str:
    names = set(_MONTHS.get(language, "").replace(",", " ").split())
    if language != "en":
        return any_of(names)
    return f"{any_of(names - {'May'})}|{_MAY}"


@cache
def _name(language: str) -> re.Pattern[str]:
    return re.compile(_months(language))
