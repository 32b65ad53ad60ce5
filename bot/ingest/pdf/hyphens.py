"""What a hyphen at a line end is: the typesetter's, one of the word, or that of a word cut short.

``long-`` and ``term`` are ``long-term``, ``town-`` and ``ship`` are ``township``, and ``pre-`` and
``and post-war`` are ``pre- and post-war``: no file says which. In this order tell it: the word as
the document has it elsewhere, the words of the language (:mod:`bot.search.frequencies`), other
hyphens of the word, and other words with a hyphen at the same part. In doubt the hyphen stays where
the language has many such words and both parts are words (English, French, Portuguese, Russian),
and goes where it writes them as one.

On 60 sentences at a time of the treebanks of Universal Dependencies, with each word broken in turn,
this is wrong for these of the words with a hyphen of their own, and of those without (in brackets
as it was with a list of 1,300 English words of our own, and none of other languages):

English 11 (22) of 79, 10 (16) of 917    French 21 (52) of 140, 7 (13) of 950
Portuguese 33 (67) of 221, 7 (12) of 1,097    Russian 39 (60) of 102, 4 (2) of 861
German 5 (5) of 5, 1 (1) of 1,079    Dutch 42 (40) of 59, 3 (4) of 956
Swedish 8 (8) of 58, 0 (0) of 1,086    Italian 14 (14) of 15, 0 (0) of 792
Polish 24 (24) of 26, 0 (0) of 1,086    Spanish none, 0 (0) of 1,095
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.search.frequencies import zipf

Hyphen: TypeAlias = Literal["", "-", "- "]
"""What stays: nothing, the hyphen, or the hyphen and a blank."""

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_DASHES = "–—"
_DASHED = re.compile(r"(?:(\w)|(?<= ))([–—])(?:(?=(\w))|(?= ))")
_SLASH = re.compile(r"(?:^|\s)[^\s/.:]*\w/$")
"""As in ``and/or``; the parts of an address stay apart, since it may end with its slash."""

_LAST_WORD = re.compile(r"(?P<before>[-‐])?(?P<part>[^\W\d_]+)$")
_FIRST_WORD = re.compile(r"(?P<part>[^\W\d_]+)(?P<after>[-‐](?=[^\W\d_]))?")
_HYPHENED_SOON = re.compile(r"\S+(?:\s+\S+)?\s+\S*[^\W\d_][-‐]")

_JOINING = {
    "cs": "ani nebo až",
    "da": "og eller til",
    "de": "und oder bzw bis sowie",
    "en": "and or to",
    "es": "ni",
    "fr": "et ou",
    "hu": "és vagy",
    "it": "ed od",
    "nl": "en of tot",
    "no": "og eller til",
    "pl": "lub oraz albo",
    "ro": "și sau",
    "ru": "или",
    "sv": "och eller till",
    "tr": "ve veya",
    "": "and und oder och eller oraz lub или",
}
"""Words before which a word is cut short: ``pre- and post-war``. So is it before any of a letter:
no typesetter leaves one."""

_SPLITTING = frozenset({"or", "to"})
"""Those that words end with too (visit-or); they join only what has a hyphen."""

_OPEN = frozenset({"", "en", "fr", "pt", "ru"})
"""Languages that write many words with a hyphen; others write them as one."""

_HYPHENED = {
    language: re.compile(pattern)
    for language, pattern in {
        "en": r"self-\w{4,}|non-\w{5,}|\w{3,}-(?:term|based|related|dependent|year|old|time|level"
        r"|free|friendly|speaking|owned|funded|sized|making|driven|oriented|wide|scale|sponsored)",
        "fr": r"(?:vice|quasi|mini|demi|semi|sous|sud|nord|avant|après|hors|socio|porte|chef"
        r"|petite?s?|grande?s?|beau|belle|dix|vingt|trente|quarante|cinquante|soixante|quatre|rendez|peut)"
        r"-\w{3,}|est-ce|au-d\w+|mi-temps|\w{2,}[td]-(?:ils?|elles?|on)"
        r"|\w{3,}-(?:ci|là|mêmes?|vous|moi|nous|delà|dessus|dessous|frères?|fils|mères?|pères?)",
        "pt": r"(?:vice|pós|pré|recém|além|norte|sul|meio|porta|cessar|segunda|terça|quarta|quinta"
        r"|sexta|primeiro|guarda)-\w{3,}"
        r"|\w{2,}(?:[aei]r|ou|[ei]u|[ae]m|[ai]va|ia|ndo)-(?:se|me|lhes?)"
        r"|\w{2,}[áêôí]-l[oa]s?|\w{3,}-(?:feira|geral|lhes?)",
        "ru": r"(?:северо|юго|кое|воен|лечебн|национальн|религиозн|социальн|общественн)о?-\w{4,}"
        r"|из-(?:за|под)|по-\w+(?:[ое]му|с?ки|ьи)|(?:кто|что|где|как|чем|чём|ко?гда|куда|почему"
        r"|как\w{2,3})-(?:то|либо|нибудь)",
        "nl": r"(?:oud|niet|anti|vice)-\w{4,}",
        "sv": r"(?:icke|vice)-\w{4,}",
        "de": r"nicht-\w{4,}",
        "it": r"vice-\w{4,}",
    }.items()
}
"""Words that a language writes with a hyphen, by their parts."""

_SHORT = frozenset({"by", "in", "on", "up", "to"})
"""English words of two letters that a hyphen stands before: ``built-in``."""

_SYLLABLES = frozenset({"com", "con", "des", "dis", "mis", "par", "per"})
"""Words that many others begin with."""

_LONG = 4
"""Letters of a word with a capital that is more seldom a syllable of a name."""

_WORD_FROM = 3.3
"""The Zipf frequency from which a part of a word is one itself; syllables are rarer. From 3.0 on,
English is wrong for 9 of 79 and for 12 of 917, from 3.5 on for 13 and for 10."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a document writes words: what decides about hyphens and dashes at line ends.

    ``known`` counts its words, the parts of hyphenated words as ``-end`` and ``start-``, and its
    dashes with and without blanks as ``w–w``, ``w– `` and `` –w``; ``language`` is an ISO 639-1
    code or ``""``.
    """

    known: Mapping[str, int]
    language: str

    def hyphen(self, head: str, following: str) -> Hyphen:
        """Return what is left of a hyphen between ``head`` and the line that follows."""
        return _kept(head, following, self.known, self.language)

    def has(self, word: str, more_than: int = 0) -> bool:
        """Tell whether the document has a word, or its language as one of its frequent ones."""
        often = self.known.get(word, 0) > more_than
        return often or zipf(word, self.language) >= _WORD_FROM

    def blank(self, text: str, following: str) -> str:
        """Return what stands between two lines, the first of which ends without a hyphen."""
        if len(text) > 1 and text[-1] in _DASHES and not text[-2].isspace():
            dash, at_end = text[-1], True
        elif len(following) > 1 and following[0] in _DASHES and not following[1].isspace():
            dash, at_end = following[0], False
        elif text.endswith(("-", "‐")):
            return "" if following[:1].isdigit() or not text[:-1].endswith(" ") else " "
        else:
            slash = text.endswith("/") and _SLASH.search(text)
            return "" if slash and following[:1].isalnum() else " "
        if text[-2:-1].isdigit() and following[:1].isdigit():
            return ""
        closed, open_ = f"w{dash}w", f"w{dash} " if at_end else f" {dash}w"
        usual = self.known.get(closed, 0) - self.known.get(open_, 0)
        return "" if usual > 0 or (usual == 0 and at_end) else " "


def spelling(texts: Sequence[str], language: str, mark: str) -> Spelling:
    """Look at the lines of a document in order; parts of words around their ends are no words.

    ``mark`` is a hyphen at a line end.
    """
    counts = Counter[str]()
    hyphens = (mark, "-", "‐")
    broken = any(text.endswith(hyphens) for text in texts)
    for text in texts:
        if text.isascii():
            found = _WORD.findall(text.lower())
        else:
            found = [word.lower().replace("‐", "-") for word in _WORD.findall(text)]
        if broken:  # the end of the word may not stand in the next line: notes, columns
            del found[:1]
        if text.endswith(hyphens):
            del found[-1:]
        counts.update(found)
        for word in found if "-" in text or "‐" in text else ():
            start, hyphen, rest = word.partition("-")
            if hyphen:
                counts[start + "-"] += 1
                counts["-" + rest.rpartition("-")[2]] += 1
        for before, dash, after in () if text.isascii() else _DASHED.findall(text):
            counts[f"{(before and 'w') or ' '}{dash}{(after and 'w') or ' '}"] += 1
    return Spelling(counts, language)


def _kept(head: str, following: str, known: Mapping[str, int], language: str) -> Hyphen:
    last, first = _LAST_WORD.search(head[head.rfind(" ") + 1 :]), _FIRST_WORD.match(following)
    if not last or not first:
        return "-"  # 2023-24, COVID-19
    before, after = last["part"].lower(), first["part"].lower()
    whole, hyphened = known.get(before + after, 0), known.get(f"{before}-{after}", 0)
    if not whole and _is_cut_short(following, first, language):
        return "- "
    capitals = len(before) > 1 and last["part"].isupper()
    if (capitals or first["part"][0].isupper()) and not (capitals and first["part"].isupper()):
        return "-"  # EU-China, UN-backed
    if whole or hyphened:
        stays = hyphened >= whole
    elif last["before"] or first["after"]:  # state-of-the-art; but well-documented
        stays = any(_is_word(part, known, language) for part in (before, after))
    else:
        stays = len(before) == 1 or _is_compound(last["part"], after, known, language)  # X-ray
    return "-" if stays else ""


def _is_cut_short(following: str, first: re.Match[str], language: str) -> bool:
    """Tell whether a word that joins follows, such as ``and``."""
    word = first["part"]
    if first["after"] or not following[len(word) :].startswith(" "):
        return False
    if word in _SPLITTING:
        return language in {"en", ""} and _HYPHENED_SOON.match(following) is not None
    return (len(word) == 1 and word.islower()) or word in _JOINING.get(language, "").split()


def _is_compound(start: str, after: str, known: Mapping[str, int], language: str) -> bool:
    """Tell whether two parts are a word with a hyphen that the document has nowhere else.

    One that begins with a capital may be a name: Mar|jan is not of March and January.
    """
    before = start.lower()
    if zipf(before + after, language):
        return False
    hyphened = _HYPHENED.get(language)
    if (hyphened and hyphened.fullmatch(f"{before}-{after}")) or known.get("-" + after):
        return True
    if known.get(before + "-") and len(after) > 2 and known.get(after):
        return True
    long = len(before) > 2 and (len(after) > 2 or (language == "en" and after in _SHORT))
    syllable = before in _SYLLABLES or (start != before and len(before) < _LONG)
    if language not in _OPEN or not long or syllable:
        return False
    return all(_is_word(part, known, language) for part in (before, after))


def _is_word(part: str, known: Mapping[str, int], language: str) -> bool:
    return bool(known.get(part)) or zipf(part, language) >= _WORD_FROM
