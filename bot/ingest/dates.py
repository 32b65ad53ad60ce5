"""The day on which a document was published, as its top says it in words.

A wrong day is worse than none. So only lines are believed that hold hardly more than the day, with
a place, an issuer or a label (``Published on 3 May 2024``), and the dateline of the first paragraph
(``GENEVA, 3 May 2024 –``); two different days are none, and so are days of meetings, deadlines and
changes, spans of days, and numbers that could be two days (``3/5/2024`` in English).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from bot.ingest.lines import letters, words

MONTHS = {
    name.replace("_", " "): number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران"
        " تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno"
        " luglio agosto settembre ottobre novembre dicembre",
        "jänner feber märz april mai juni juli aug sept okt nov dez",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november december",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου"
        " οκτωβρίου νοεμβρίου δεκεμβρίου",
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
        " listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    )
    for number, name in enumerate(names.split(), 1)
}
"""Numbers of the months, by their names in lower case, in the languages of the library."""

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20|24|25)\d\d)(?!\d)"
"""Of our era, or of the Buddhist one in Thailand."""

_BUDDHIST = 543
_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
"""The years before the first of a Japanese era, and of the Republic of China."""

_DAY = r"(?<![\d./-])(?P<d>\d{1,2})"
_PATTERNS = (
    rf"{_DAY}(?:er|st|nd|rd|th|\.|º|°)?\s+(?:de\s+|of\s+)?(?P<m>{_MONTH})(?:/(?:{_MONTH}))?\.?,?\s+(?:de\s+|del\s+|พ\.\s?ศ\.\s?)?{_YEAR}",
    rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    r"(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日",
    rf"(?P<y>(?:{'|'.join(_ERAS)})\s*(?:\d{{1,3}}|元))\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*日",
    r"(?P<y>(?:19|20)\d\d)\s*년\s*(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일",
    r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])",
    rf"{_DAY}\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
)
_SLASHED = re.compile(rf"{_DAY}/(?P<m>\d{{1,2}})/{_YEAR}")
_DIGIT = re.compile(r"\d")
_SPAN_BEFORE = re.compile(r"\d{1,2}\.?\s*(?:[-–—/]|to|and|au|et|bis|und|al|y|по|и|إلى)\s*$")
_SPAN_AFTER = re.compile(r"\s*(?:[-–—]|to|au|bis|al|по|إلى)\s*\d")

_LABEL = re.compile(
    r"\b(?:published|posted|issued|released|date|for immediate release|publié|paru|veröffentlicht"
    r"|datum|erschienen|publicado|fecha|опубликовано|дата|data|pubblicato)\b|发布|日期|تاريخ|نشر",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"updat|modif|mis à jour|révis|revis|aktuali|geändert|actualiz|обновл|更新|修订|تحديث|deadline"
    r"|délai|frist|plazo|срок|embargo|not before|born|meeting|session|event|conference|séance"
    r"|sitzung|sesión|réunion|заседани|会议|اجتماع|print|access|abgerufen|consult|expire|effective"
    r"|entry into force|law|loi|gesetz|ley|закон|©|copyright",
    re.IGNORECASE,
)
"""What makes a day that of something else."""

_NO_NAMES = """
    the a on in at of for and le la les à de du den der am im vom el en del los il di o um г года
    год uhr h m p am pm est gmt cet utc bst von by par por от press release news communiqué presse
    statement pressemitteilung comunicado prensa nota published posted issued released date datum
    publié veröffentlicht publicado fecha опубликовано дата immediate
    r dnia op te d kl klo datum tarih tarihi ημερομηνία в
    """
_SMALL = frozenset(_NO_NAMES.split())
_ROW = re.compile(r"\t|: .*; ")
"""A row of a table."""

_DASH = re.compile(r"\s*(?:г\.|года)?\s*[)）\]]?\s*(?:[-–—:：|]|\.\s|讯|电)")

_TITLES = 3
"""Lines of a page with its title that are looked at. The last is seldom in a menu; of 851 pages
with a known day, 540 get it with the last three lines, 530 with the last."""

_TOP = 12
"""Lines from the top among which the day stands."""

_LINE_WORDS = 12
_DATELINE = 90
"""Code points from the start of the first paragraph within which its dateline ends."""


def published(text: str, language: str) -> str:
    """Return the ISO 8601 day of publication that the top of a text states, or ``""``."""
    lines = [line.strip() for line in text[:6000].split("\n") if line.strip()][:_TOP]
    found: list[str] = []
    for line in lines:
        if _ROW.search(line):
            continue
        short = words(line) <= _LINE_WORDS and len(line) <= 120
        days = list(_days(line, language)) if short else list(_dateline(line, language))
        if short and _LABEL.search(line) and len(days) == 1 and not _OTHER.search(line):
            return days[0][0]
        found += (day for day, rest in days if not short or _is_place(rest))
        if not short and words(line) > 2 * _LINE_WORDS:
            break
    return found[0] if len(set(found)) == 1 else ""


def _days(line: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the days in a line, each with the rest of the line."""
    for match in _matches(line):
        before, after = line[: match.start()], line[match.end() :]
        if _SPAN_BEFORE.search(before) or _SPAN_AFTER.match(after):
            continue
        if day := _iso(match, language):
            yield day, f"{before} {after}"


def _dateline(line: str, language: str) -> Iterator[tuple[str, str]]:
    for day, _ in _days(line[:_DATELINE], language):
        match = next(_matches(line[:_DATELINE]))
        if _DASH.match(line, match.end()) and _is_place(line[: match.start()]):
            yield day, ""


def _matches(line: str) -> Iterator[re.Match[str]]:
    if _DIGIT.search(line):
        for pattern in (*_patterns(), _SLASHED):
            yield from pattern.finditer(line)


@cache
def _patterns() -> Sequence[re.Pattern[str]]:
    """Compile the patterns when there is a first line for them: that takes .01 seconds."""
    return [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS]


def _iso(match: re.Match[str], language: str) -> str:
    year, named, of_month = _year(match["y"]), match["m"].lower(), int(match["d"])
    month = MONTHS.get(named) or int(named)
    if match.re is _SLASHED and language in {"", "en"}:
        if month > 12:
            month, of_month = of_month, month
        elif of_month <= 12 and of_month != month:
            return ""
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return ""


def _year(written: str) -> int:
    """Return the year of our era; the first of a Japanese one is written 元."""
    era = _ERAS.get(written[:2])
    if era is not None:
        counted = written[2:].strip()
        return era + (1 if counted == "元" else int(counted))
    year = int(written)
    return year - _BUDDHIST if year >= 2400 else year


def _is_place(rest: str) -> bool:
    """Tell whether nothing but names and labels stands beside a day."""
    if _OTHER.search(rest):
        return False
    others = [word for word in re.findall(r"[^\W\d_]+", rest) if word.lower() not in _SMALL]
    return len(others) <= 6 and not any(word.islower() for word in others)


def near(lines: Sequence[str], title: str, language: str) -> str:
    """Return the day that stands above or below the title of a page, or ``""``.

    What stands above a title on its line, its kind say, does no harm; in menus it stands alone.
    """
    own = letters(title)
    places = [place for place, line in enumerate(lines) if own and letters(line).endswith(own)]
    around = (lines[max(0, place - 4) : place + 7] for place in reversed(places[-_TITLES:]))
    days = (published("\n".join(near_title), language) for near_title in around)
    return next(filter(None, days), "")


def is_one_off(day: str, other: str) -> bool:
    """Tell whether two ISO 8601 days follow one another."""
    try:
        return abs((date.fromisoformat(day) - date.fromisoformat(other)).days) == 1
    except ValueError:
        return False
