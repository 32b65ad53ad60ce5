"""Whether a question goes on from the one before it.

It does if it begins with "and", or has a pronoun in it; one of three terms or fewer ("who designed
it" has one) may do so, and a longer one stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

FEW = 3
"""Terms up to which a question may leave out what it is about."""

_AND: Mapping[str, str] = {
    "en": "and|but|or|so|then|also|what about|how about",
    "de": "und|aber|oder|was ist mit|wie ist es mit",
    "fr": "et|mais|ou|alors",
    "es": "y|e|pero|o|entonces",
    "pt": "e|mas|ou|então",
    "it": "e|ed|ma|o|allora",
    "ca": "i|però|o",
    "nl": "en|maar|of|hoe zit het met",
    "sv": "och|men|eller|hur är det med",
    "da": "og|men|eller|hvad med",
    "no": "og|men|eller|hva med",
    "fi": "ja|mutta|entä",
    "ru": "а|и|но|или",
    "uk": "а|і|й|та|але|або",
    "pl": "a|i|ale|lub|co z",
    "cs": "a|ale|nebo|co s",
    "ro": "și|dar|sau",
    "hu": "és|de|vagy",
    "tr": "ve|ama|peki|ya",
    "el": "και|αλλά|ή",
    "id": "dan|tapi|bagaimana dengan",
    "vi": "và|nhưng|còn",
    "ar": "و|ولكن|ماذا عن",
    "fa": "و|اما",
    "he": "ומה|ואבל|או",
    "hi": "और|लेकिन|या",
}
_PRONOUNS: Mapping[str, str] = {
    "en": "it its they them their theirs he him his she her hers this these those",
    "de": "er es sie ihn ihm ihr ihre ihren ihrem ihrer ihres sein seine seinen seinem seiner"
    " seines dessen deren dieser dieses diesem dort davon dafür dazu daran darin damit dabei"
    " dagegen daraus",
    "fr": "il elle ils elles lui leur leurs son sa ses celui-ci celle-ci cela ça",
    "es": "él ella ellos ellas su sus esto eso ese esa",
    "pt": "ele ela eles elas dele dela deles delas seu sua seus suas isso isto esse essa",
    "it": "lui lei loro suo sua suoi sue esso essa lo",
    "ca": "ell ella ells elles seu seva seus seves això",
    "nl": "hij zij ze hem haar hun dit daar ervan ervoor daarvoor daarvan",
    "sv": "han hon honom henne dem hans hennes dess deras där",
    "da": "han hun ham hende dem hans hendes dens dets deres",
    "no": "han hun ham henne dem hans hennes dens dets deres",
    "fi": "se sen sitä hän hänen ne niiden he heidän",
    "ru": "он она оно они его её ее их им ему ей ними этот эта это эти там",
    "uk": "він вона воно вони його її їх їм йому їй цей ця це ці там",
    "pl": "on ona ono oni one jego jej ich go ją mu im nim nich nią to tam",
    "cs": "on ona ono oni jeho její jejich ho ji mu jim něm nich to tam",
    "ro": "el ea ei ele lui său sa lor acesta aceasta acestea",
    "hu": "ő ők övé ennek annak ott",
    "tr": "onu onun ona onlar onların bunu bunun orada",
    "el": "αυτός αυτή αυτό αυτοί αυτά εκεί",
    "id": "dia ia mereka nya tersebut",
    "vi": "nó họ đó ấy",
    "ar": "هو هي هم ذلك تلك",
    "fa": "او آنها",
    "he": "הוא היא הם הן שלו שלה שלהם אותו אותה",
    "hi": "वह वे यह ये उसका उसकी उसके उनका उनकी उनके इसका इसकी इसके इसे उसे",
}
"""Without those that are articles, too."""
_LAST: Mapping[str, str] = {"en": "that there one then"}
"""Pronouns where they end a question; before other words they mostly are none."""
_BEGIN: Mapping[str, str] = {
    "zh": "^那|^还有|^而",
    "ja": "^では|^じゃあ|^また",
    "ko": "^그리고|^그럼|^그러면|^그런데",
    "th": "^แล้ว|^และ",
}
_CHARACTERS: Mapping[str, str] = {
    "zh": "它|他们?|她们?|其|这|那里|该",
    "ja": "それ|その|これ|この|あれ|彼|彼女|そこ|そちら",
    "ko": "그것|그는|그의|그녀|그들|이것|거기",
    "th": "มัน|เขา|เธอ|นั้น|นี้|ที่นั่น",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def goes_on(question: str, language: str) -> bool:
    """Tell whether a question begins with "and"."""
    words = [match[0].lower() for match in _WORD.finditer(question)]
    return f"{' '.join(words)} ".startswith(_words(language)[0]) or _has(_BEGIN, question, language)


def points_back(question: str, language: str) -> bool:
    """Tell whether a question has a pronoun for what was asked before."""
    words = [match[0].lower().replace("’", "'") for match in _WORD.finditer(question)]
    _, pronouns, last = _words(language)
    return (
        not pronouns.isdisjoint(words)
        or not last.isdisjoint(words[-1:])
        or _has(_CHARACTERS, question, language)
    )


def _has(patterns: Mapping[str, str], question: str, language: str) -> bool:
    return bool(re.search(patterns.get(language, "(?!)"), question.strip()))


@cache
def _words(language: str) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    """Return with what a question begins that goes on, and its pronouns, at its end some more."""
    begins = tuple(f"{each.strip()} " for each in _AND.get(language, "").split("|") if each)
    pronouns = frozenset(_PRONOUNS.get(language, "").split())
    return begins, pronouns, frozenset(_LAST.get(language, "").split())
