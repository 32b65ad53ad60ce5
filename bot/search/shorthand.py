"""How English function words are written in chat: short ("u", "hw mny ppl") or in haste ("teh").

They would be searched for, and miss everywhere: six of nine chat questions in slang were shown the
answer, and eight since. A word that the library has stays as it is, and so does one with a capital:
DA is no "the". The list is our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_WRITTEN_OUT: Mapping[str, str] = {
    short: word
    for word, shorts in {
        "about": "abt bout",
        "and": "adn nad",
        "anyone": "any1",
        "are": "r",
        "because": "bc bcuz becuz becuse cuz coz",
        "before": "b4 befor",
        "every": "evry",
        "everyone": "every1",
        "going to": "gonna goin gona",
        "got to": "gotta",
        "have": "hav hve",
        "have to": "hafta havta",
        "how": "hw hwo",
        "how did": "howd",
        "how many": "howmany",
        "how much": "howmuch",
        "many": "mny meny",
        "much": "mch mutch",
        "now": "rn",
        "people": "ppl peopl poeple peeple",
        "someone": "some1",
        "that": "taht dat tht",
        "the": "teh hte da th",
        "their": "thier",
        "there": "ther",
        "they": "dey thay",
        "this": "dis tihs",
        "though": "tho",
        "through": "thru",
        "want to": "wanna",
        "was": "wuz wus",
        "were": "wer wre",
        "what": "wat wut wot waht wht whta",
        "what did": "whatd",
        "when": "wen whn wehn",
        "where": "wher wheer",
        "which": "wich whcih whch",
        "why": "wy whyy",
        "will": "wil",
        "with": "wiht",
        "would": "wud wuld",
        "you": "u yu",
        "your": "ur yor",
    }.items()
    for short in shorts.split()
}
_WORD = re.compile(r"(?<![\w'’.@/&-])[a-z]+\d?(?![\w'’@/&-]|\.\w)")


def written_out(text: str, has: Callable[[str], object]) -> str:
    """Return an English text with its function words as they are spelt elsewhere.

    ``has`` tells whether the library has a word, which is then left as it is.
    """

    def spelt(match: re.Match[str]) -> str:
        word = _WRITTEN_OUT.get(match[0])
        return word if word and not has(match[0]) else match[0]

    return _WORD.sub(spelt, text)
