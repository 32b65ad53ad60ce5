"""The sentences of a text, as spans: no copy, no model, any language.

A sentence ends at a full stop, question mark or the like, after closing quotes and brackets, where
white space follows (none is needed after a Chinese or Japanese full stop) and then something that
is not a lower-case letter. A single dot ends none after an abbreviation, after an initial, after
the number of a list item, or in a German date. A blank line ends a sentence, and so does a line end
unless the text was wrapped there (:mod:`bot.ingest.lines`).

The prototype of these rules had an F1 of .986 to 1.0 for the ends of sentences in English, French,
Spanish, German, Russian, Arabic and Chinese. Of the 45,904 ends of sentences in the
Universal Dependencies of 26 languages they miss 511 and find 561 too many, most of both where no
dot tells (verse, speech, headings); before they knew the abbreviations of more languages it was 550
and 709. A further fifty abbreviations changed none of them. On the 59,317 sentences of SQuAD,
SciFact and XQuAD that changed 124 places, nearly all for the better.
"""

from __future__ import annotations

import re

from bot.ingest.abbreviations import (
    ABBREVIATED,
    AFTER_NUMBERS,
    AFTER_WORDS,
    BEFORE_NUMBERS,
    HOURS,
    MAY_END,
    MILLIONS,
    NAMED,
    STARTERS,
    TOGETHER,
    UNITS,
    WORDS_IN_LOWER_CASE,
)
from bot.ingest.lines import stretches
from bot.model import Span

_TERMINATORS = ".!?…。！？｡؟۔।॥‽⁇⁈⁉።։។៕"
_CLOSING = "\"'”’»›)]}」』）】〕》〉″"
_OPENING = "\"'“‘«‹([{「『（【〔《〈—–-•¿¡* "
_UNSPACED = "。！？｡॥።"
"""Full stops that the next sentence may follow without white space."""

_REFERENCES = r"(?:\[(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|[a-z]|[^\W\d][^\[\]\d]{0,30}\d{0,3})\])+"
"""Marks of notes, as encyclopedias have them: ``[13]``, ``[a]``, ``[note 2]``."""

_RAISED = r"(?:\(?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*\)?|[ᵃᵇᶜᵈᵉ])?"
"""Marks of notes that are raised: ``¹``, ``¹,²``, ``(¹)``, ``ᵃ``."""

_END = re.compile(
    # A Greek question ends with what is a semicolon elsewhere.
    f"([{re.escape(_TERMINATORS)}]+|(?<=[\u0370-\u03ff\u1f00-\u1fff]{{2}})[;\u037e])"
    # German closes with what others open with, French with a blank before.
    f"((?:[{re.escape(_CLOSING)}]|[“‘«‹](?=\\s|$)|[ \u00a0\u202f][»›](?=\\s|$))*){_RAISED}"
    f"((?:{_REFERENCES})?)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[{«“\"'‘/]+$")
_ELISION = re.compile(r"^[dlnsjmtcqu]{1,2}[’']", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_INITIAL = re.compile(r"[^\W\d_]\.")
_SHORT_AND_DOT = re.compile(r"[^\W\d_]{1,3}\.")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])")
_DAY = re.compile(r"\d{1,2}")
_NUMBER = re.compile(r"\d|(?!I\b)[IVXLC]+\b|[№§]")  # I is more often a person

_INITIALS = re.compile(r"[^\W\d_](?:\.-[^\W\d_])+")
_MOMENT = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|(?:eastern|central|mountain|pacific|atlantic|alaska|hawaii|greenwich|local|[A-Z][a-z]+)\s"
    r"(?:(?:standard|daylight|summer|mean)\s)?time"
    r"|(?-i:[ECMP][SD]?T|UTC?|GMT|[CEW]ES?T|[BIJK]ST|MSK|HKT|SGT|A[CEKW][SD]T|NZ[SD]T|HST))\b",
    re.IGNORECASE,
)
"""A day, month or zone that belongs to an hour before it."""

_ORDINAL = re.compile(
    r"\b(?:de[rmns]|die|das|im|am|zu[mr]|vo[mr]|beim|ab|seit|jede[rmns]?|eine?[rmns]?|(?:s|m|d)ein\w{0,2}"
    r"|ihr\w{0,2}|unser\w{0,2})\s$",
    re.IGNORECASE,
)
"""What a German ordinal follows: ``der 1. Preis``, ``im 3. Stock``."""

_SPEECH = re.compile(
    r"[^。！？，、“”「」『』\s]{0,6}(?:[说說问問喊答叫]|(?<!知)道|表示)|と|って"
    r"|و?(?:قال|قالت|سأل|سألت|أجاب|أجابت|أضاف|أضافت|صاح|صاحت|هتف|هتفت|تساءل|تساءلت|ردت?|أكد|أكدت)\b"
)
"""Who says what stands in quotation marks, where no capital tells that a sentence begins."""

_GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"),
    *("Oktober", "November", "Dezember", "Jahrhundert"),
)
_DATED = re.compile(r"\d{1,2}\.\s(?:19|20)\d\d\b")
"""What follows the dot after the day in ``12. 5. 2020``."""

_YEAR = re.compile(r"(?:19|20)\d\d\b")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\.\s$")
_MONEY = re.compile(r"(?:Kč|zł|kr|TL|EUR|USD|CHF|GBP|Ft|lei|din|руб|грн)\b|[€$£₺₽]", re.IGNORECASE)


def sentences(text: str, span: Span) -> list[Span]:
    """Return the spans of the sentences in ``span`` of ``text``, in order and disjoint.

    They cover all of it but white space, and none begins or ends with white space.
    """
    return [sentence for stretch in stretches(text, span) for sentence in _split(text, stretch)]


def _split(text: str, span: Span) -> list[Span]:
    found = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        following = text[match.end() : min(match.end() + 40, span.end)]
        if _is_end(text, start, match, following):
            found.append(Span(start, match.end()))
            start = match.end()
            while start < span.end and text[start].isspace():
                start += 1
    if start < span.end:
        found.append(Span(start, span.end))
    return found


def _is_end(text: str, start: int, match: re.Match[str], following: str) -> bool:
    """Tell whether a terminator ends the sentence from ``start``; ``following`` comes after."""
    marks, closing, reference = match.groups()
    after = following.lstrip()
    if not after:
        return False
    if closing and _SPEECH.match(after):
        return False
    if marks[-1] in _UNSPACED:
        return after[0] not in _CLOSING + _TERMINATORS
    after = after.lstrip(_OPENING)
    if not following[0].isspace() or not after or after[0].islower():
        return False
    if marks != "." or closing or reference:
        return True
    return _dot_ends(text, start, match.start(), after)


def _dot_ends(text: str, start: int, dot: int, after: str) -> bool:
    """Tell whether a single dot ends a sentence and not an abbreviation or an ordinal."""
    before = _WORD_BEFORE.search(text, max(start, dot - 40), dot)
    word = _ELISION.sub("", before[0]) if before else ""
    if not word:  # after a closing quote, or a dot on its own
        return not text[dot - 1].isspace()
    if word in AFTER_NUMBERS:
        return text[max(start, dot - 9) : dot - len(word)].rstrip()[-1:].isdigit()
    opens = dot - len(word) <= start + 2
    before_word = text[max(start, dot - len(word) - 12) : dot - len(word)]
    if _DAY.fullmatch(word) and after[0].isalpha() and _ORDINAL.search(before_word):
        return False
    if _is_number(word, after, opens=opens) or _is_dated(word, before_word, after):
        return False
    return not _is_abbreviation(word, before_word, after)


def _is_number(word: str, after: str, *, opens: bool) -> bool:
    """Tell whether the dot makes an ordinal: ``1. Title`` at the start, ``3. Mai`` anywhere."""
    if opens and _LIST_NUMBER.fullmatch(word):
        return True
    return _DAY.fullmatch(word) is not None and after.startswith(_GERMAN_MONTHS)


def _is_dated(word: str, before: str, after: str) -> bool:
    """Tell whether the dot after a number is one of those in ``12. 5. 2020``."""
    if _DAY.fullmatch(word) is None:
        return False
    return bool(_DATED.match(after) or (_DAY_BEFORE.search(before) and _YEAR.match(after)))


def _is_abbreviation(word: str, before: str, after: str) -> bool:
    """Tell whether the dot after a word abbreviates it, by what stands before and after it."""
    plain = word.lower().strip(".,;:—–-").rpartition("-")[2]
    if plain.endswith(("str", "strasse")):  # Hauptstr. 12
        plain = "str"
    plain = _together(word, plain, before)
    if plain in HOURS:
        return _MOMENT.match(after) is not None or not after[0].isupper()
    if plain in MAY_END:
        return False
    if plain in NAMED or plain.count(".") > word.count("."):
        return _goes_on(after)
    if _is_initial(word, plain, after) or _INITIALS.fullmatch(word):
        return True
    if _DOTTED.fullmatch(word):
        return _goes_on(after) if word.isupper() else plain in ABBREVIATED or not after[0].isupper()
    return plain in ABBREVIATED and _is_meant(word, plain, before, after)


def _together(word: str, plain: str, before: str) -> str:
    """Return a short word with the one before it if they are abbreviated together: ``e. V.``."""
    last = before.split()[-1:]
    if not last or not _SHORT_AND_DOT.fullmatch(last[0]) or len(word) > 2:
        return plain
    together = last[0].lower() + plain
    return together if together in TOGETHER or together in ABBREVIATED else plain


def _is_initial(word: str, plain: str, after: str) -> bool:
    """Tell ``J. Smith``, and one of several short ones: ``z. B.``, ``n. Chr.``, ``EE. UU.``."""
    if len(word) == 1 and word.isupper() and after[0].isalpha():
        return True
    short = len(word) == 1 or (len(word) == 2 and (word.isupper() or plain in ABBREVIATED))
    if word.istitle() and len(word) == 2:  # Br. J. Pharmacol.
        return _INITIAL.match(after) is not None
    return short and word.isalpha() and _SHORT_AND_DOT.match(after) is not None


def _is_meant(word: str, plain: str, before: str, after: str) -> bool:
    """Tell whether what can be an abbreviation is one here."""
    if _NUMBER.match(after) or (plain in MILLIONS and _MONEY.match(after)):
        return True
    lower = word[0].islower()
    if plain in BEFORE_NUMBERS or (lower and plain in WORDS_IN_LOWER_CASE):
        return False
    if word.isupper() and word.isalpha() and len(word) > 1:  # a name in capitals, or a heading
        return plain == "mm" or re.split(r"\W", after, maxsplit=1)[0].isupper()
    last = (before.split() or [""])[-1].lower()
    if plain in AFTER_WORDS:
        return last.strip("(\"'") in AFTER_WORDS[plain]
    return plain not in UNITS or not last[-1:].isdigit()


def _goes_on(after: str) -> bool:
    """Tell whether what follows goes on with a name, as after ``U.S.``, and is no new sentence."""
    if not after[0].isupper():
        return True
    return re.split(r"\W", after, maxsplit=1)[0].lower() not in STARTERS
