"""The language of a text, guessed: by its script, then by the function words of the language.

A text too short to tell and a language that is not in the tables are ``""``. Letters that only one
language has come first: in stretches of five sentences of Universal Dependencies they tell all of
Turkish (299), Vietnamese (224) and Czech (246) and 290 of 299 of Polish, where function words alone
told 82, 90, 223 and 259, and took 333 of 809 in Croatian, Serbian and Slovak for Czech, now one.

Function words are a third of running text (medians: English 32 %, German 32, French 36, Spanish
39), and 99 in 100 paragraphs of 30 words have at least 15 % of them (1,700 of SQuAD, SciFact, XQuAD
and the test pages). One of them was taken for another language, 23 for none. Catalan is left out
because it shares too many of its words with Spanish (36 %).
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
"""Code points looked at; more changes nothing."""

_SHARE = 0.15
"""The least share of function words; see above."""

_FEWEST = 3
"""Function words that must occur: fewer happen by chance in a foreign title."""

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")

_SCRIPTS = tuple(
    (language, re.compile(f"[{letters}]"), share)
    for language, letters, share in (
        ("ja", "\u3040-\u30ff", 0.15),  # kana, between kanji that would count as Chinese
        ("zh", "\u3400-\u9fff", 0.35),
        ("ko", "\uac00-\ud7af", 0.35),
        ("th", "\u0e00-\u0e7f", 0.35),
        ("he", "\u0590-\u05ff", 0.35),
        ("el", "\u0370-\u03ff", 0.35),
        ("hi", "\u0900-\u097f", 0.35),
        ("bn", "\u0980-\u09ff", 0.35),
        ("am", "\u1200-\u137f", 0.35),
        ("hy", "\u0530-\u058f", 0.35),
        ("ta", "\u0b80-\u0bff", 0.35),
        ("ar", "\u0600-\u06ff\u0750-\u077f", 0.35),
        ("ru", "\u0400-\u04ff", 0.35),
    )
)

_SIGNS = {
    "ar": (("ur", "ٹڈڑںےہ", ""), ("fa", "پچژگ", "")),
    "ru": (("uk", "іїєґ", ""), ("sr", "ђћљњџј", ""), ("kk", "әғқңөұүһ", ""), ("bg", "ъ", "ыэё")),
}
"""Letters that another language of the script uses all the time, and letters that it never uses."""

_SIGN_SHARE = 0.006
"""Of the letters: the least of these signs, so that a quoted name does not decide."""

_LATIN_SIGNS = {
    "cs": ("ěřů", 0.01, ""),
    "pl": ("ł", 0.01, ""),
    "tr": ("ığ", 0.015, "ə"),
    "vi": ("ạảấầẩẫậắằẳặẹẻẽếềểễệịỉọỏốồổỗộớờởợụủứừửữựỳỷỹđơư", 0.05, ""),
}
"""Letters that no other language of the table has, their least share of all letters, and letters
that the language never has: Azeri has those of Turkish, too."""

_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "cs": "a se v na je že z s do o k i pro za si by po jako které který jsou nebo od byl"
        " byla až jeho při ve ze",
        "da": "og i at er en det den til af på for med som der de et har ikke fra vil kan ved om"
        " var men eller efter blev",
        "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als"
        " auch es an werden aus er hat dass bei oder wird sind einer eines nach",
        "en": "the of and to in a is that for on with as by it at from are was has have this be"
        " which an or their his her its not will were been they",
        "es": "el la los las de del y en un una es que por para con se su sus al lo como no más o"
        " son fue ha este esta entre desde también",
        "fi": "ja on ei että se oli hän ovat mutta myös kuin joka sekä tai kun mukaan sen ole"
        " voi olla hänen niin jo vain",
        "fr": "le la les de des du et à en un une est que qui dans pour sur par au aux il elle ce"
        " cette ses son sa ne pas plus avec ou sont été leur",
        "hu": "a az és hogy nem is egy van volt meg ez de azt csak mint már vagy el kell még ki"
        " ha mert után lehet",
        "id": "dan yang untuk dengan dalam tidak setiap orang atau dari atas ini pada oleh ke di"
        " itu adalah akan telah",
        "it": "il lo la i gli le di del della dei e in un una è che per con si suo sua al non più"
        " o sono nel nella ha alla dal da anche",
        "nl": "de het een en van in op te dat die is voor met zijn niet aan door als bij of er om"
        " ook naar heeft tot uit wordt",
        "no": "og i at er en det den til av på for med som de et har ikke fra vil kan ved om var"
        " men eller etter ble seg",
        "pl": "i w na z do się nie że jest o to od przez dla po jak za oraz jego lub które który"
        " są jej ich był",
        "pt": "o a os as de do da dos das e em um uma é que por para com se seu sua ao à não mais"
        " ou são foi na no nos nas",
        "ro": "și şi în de la a cu pe din că nu este o un pentru sau care ale al prin sunt fost"
        " mai către",
        "sv": "och i att är en det den till av på för med som de ett har inte från kan vid om var"
        " men eller efter sig också",
        "tr": "ve bir bu için ile de da olarak daha çok gibi kadar en her olan ise sonra veya"
        " ancak değil göre oldu",
        "vi": "và của các có được cho là không người trong một những này với đã từ để khi tại năm",
    }.items()
}

LANGUAGES = frozenset(_FUNCTION_WORDS) | {
    *(language for language, _, _ in _SCRIPTS),
    *(language for signs in _SIGNS.values() for language, _, _ in signs),
}
"""The codes that :func:`guess` can return, beside ``""``."""


def guess(text: str) -> str:
    """Return the ISO 639-1 code of the language, or ``""`` if it cannot be told."""
    sample = text[:_SAMPLE].lower()
    letters = len(_LETTER.findall(sample))
    for language, letter, share in _SCRIPTS:
        count = len(letter.findall(sample))
        if count > max(share * letters, 4):
            return _neighbour(language, sample, count)
    for language, (signs, share, foreign) in _LATIN_SIGNS.items():
        seen = sum(map(sample.count, signs))
        if seen > max(share * letters, _FEWEST) and not any(map(sample.count, foreign)):
            return language
    found = _by_words(Counter(_WORD.findall(sample)))
    # Slovak, Croatian and Serbian share the function words of Czech, but not its letters.
    return "" if found == "cs" and not any(map(sample.count, _LATIN_SIGNS["cs"][0])) else found


def settle(declared: str, text: str) -> str:
    """Return the language, given the one that the file declares.

    Web pages declare their template's language: English on a French page, say. So the text is
    believed where its language is one that can be told, and the file everywhere else.
    """
    code = declared.strip().lower().replace("_", "-").partition("-")[0]
    if code and code not in LANGUAGES:
        return code if code.isalpha() and len(code) == 2 else guess(text)
    return guess(text) or code


def _neighbour(language: str, sample: str, letters: int) -> str:
    for other, signs, foreign in _SIGNS.get(language, ()):
        seen = sum(map(sample.count, signs))
        if seen > max(_SIGN_SHARE * letters, 1) and not any(map(sample.count, foreign)):
            return other
    return language


def _by_words(words: Counter[str]) -> str:
    scores = {
        language: sum(words[word] for word in function_words)
        for language, function_words in _FUNCTION_WORDS.items()
    }
    best = max(scores, key=scores.__getitem__)
    enough = max(_FEWEST, _SHARE * words.total())
    others = max(score for language, score in scores.items() if language != best)
    return best if scores[best] >= enough and scores[best] > others else ""
