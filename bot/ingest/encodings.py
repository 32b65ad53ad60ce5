"""The encoding of a text, guessed from its bytes.

chardet knows languages, and guesses well where there is running text. Where there is little, as in
a table with a few names, it takes ``Lübeck`` for Chinese; it says so by a low confidence, and then
a reading is judged by its letters: those that a language of the encoding uses, in words that are
not half foreign, with capitals where words begin.

Samples that are read right, of which neither was made:

* Of 2,181 of the Universal Dependencies, in 33 languages, the encodings of Windows, ISO, DOS and
  Macintosh, and 40, 80, 300 and 1,500 letters: 2,128; by chardet alone 2,136, by letters alone
  1,742, by charset-normalizer 1,400.
* Of 510 tables with one to eight names of towns: 438; 284 and 439.
* Of 299 pieces of English with a foreign name or two: 290; 282 and 292.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ingest.charsets import named

_SAMPLE = 20_000
"""Bytes that are looked at for a guess, from the first beyond ASCII: two seconds at most."""

_GOOD = 0.9
"""What a reading must reach: one letter in ten may be of another language."""

_SURE = 0.1
"""The confidence of chardet from which it is asked first."""

_MOST = 3
"""Guesses that are looked at; the right one is hardly ever further down."""

_ENCODINGS = (
    *("cp1252", "iso8859-15", "mac-roman", "cp850", "cp437"),
    *("cp1250", "iso8859-2", "cp852", "mac-latin2"),
    *("cp1251", "koi8-u", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    *("cp1253", "iso8859-7", "cp1254", "cp857", "cp1255", "iso8859-8"),
    *("cp1256", "iso8859-6", "cp720", "cp874", "tis-620"),
    *("cp1257", "iso8859-13", "cp775", "cp1258"),
    *("cp932", "euc-jp", "gb18030", "big5hkscs", "cp949"),
)
"""What chardet may answer: among all that it knows it reads 9 more of the samples wrong."""

_PLAIN_MARKS = frozenset("“”„‘’‚«»–—…•°€§·™©®½¼¾²³¹ªº¿¡£¥¢×÷±µ¶†‡‰ \u00a0\u00ad")
"""What a Western text may have beyond ASCII without a letter of its own."""

_ODD_MARK = re.compile(
    "(?<=[a-zA-Z])[“„‚‘«¿¡]|[”»†‡‰•€£¥¢°§¶±÷×¹²³¼½¾ªº](?=[a-zA-Z])|[†‡¶±¼½¾](?=[^\\s\\d])"
)
"""Marks where only a letter can be: ``sk”n`` is ``skön`` in an encoding of DOS."""

_MARKS = frozenset("“”„‘’‚«»–—…°€§·№ \u00a0\u00ad‑•™©®½²³ªº¿¡£×µ")
_WESTERN = ("cp1252", "mac_roman", "cp850", "cp437")
_CENTRAL = ("cp1250", "iso8859_2", "cp852", "mac_latin2")
_CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """Encodings of an alphabet, the likeliest first, its letters beyond ASCII, the frequent ones.

    ``mixed`` tells whether they stand in words with those of ASCII.
    """

    encodings: tuple[str, ...]
    letters: str
    frequent: str
    mixed: bool = False


_ALPHABETS = (
    *(
        _Alphabet(encodings, letters, letters, mixed=True)
        for encodings, letters in (
            (_WESTERN, "éèàçêâîôûùëïœæ"),
            (_WESTERN, "äöüßé"),
            (_WESTERN, "áéíóúñüª"),
            (_WESTERN, "ãõçáéíóúâêôà"),
            (_WESTERN, "àèéìòù"),
            (_WESTERN, "åäöæøé"),
            (_CENTRAL, "ąęłóśżćńź"),
            (_CENTRAL, "áéíčěřšžýůúóťďňôľĺŕä"),
            (_CENTRAL, "áéőöíóüúű"),
            (_CENTRAL, "ăâîșțşţ"),
            (_CENTRAL, "čćžšđ"),
            (("cp1254", "cp857"), "çğıöşüâîû"),
            (("cp1252",), "áéíóúýþæöð"),
        )
    ),
    _Alphabet(_CYRILLIC, "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђћљњџј", "оеаинтсрвлкмдпуяі"),
    _Alphabet(("cp1253",), "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "αοιετσνηυρπκ"),
    _Alphabet(("cp1255",), "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "יוהלארתבמשנ"),
    _Alphabet(
        ("cp1256", "iso8859_6", "cp720"),
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْپچژگ،؛؟ـ",
        "اليمنوترعدبةف",
    ),
    _Alphabet(("tis_620",), "".join(map(chr, range(0xE01, 0xE5C))), "านรอกเงมยลวดทสตะปบคหแจพช่้ีัิ"),
)

_EAST_ASIAN = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_EAST_ASIAN_LETTERS = (
    "[ぁ-ヺー가-힣、。，「」的一是不了人在有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會也你对對生能而"
    "子那得于於着下自之年过過发發后後作里裡用道行所然家种種事成方多经經么去法学學如都同现現当當没沒动動面起看定天分"
    "还還进進好小部其些主样樣理心本前开開但因只从從想实實日者等月第新市员員议議会關关平加社化工民高长長]"
)
"""Kana, Hangul, and the ideographs that a text is full of."""

_IDEOGRAPHS = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
_ESCAPES = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b\$[@B]"), "iso2022_jp_2"),
    (re.compile(rb"~\{(?:[!-w][!-~])+~\}"), "hz"),
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_DECLARES = re.compile(rb"charset|coding", re.IGNORECASE)
"""What chardet believes; what a text declares was looked at before it is guessed."""

_LATIN = re.compile(rb"[a-z]{5,}")
_WORD = re.compile(r"(?:[^\W\d_]|[\u0e00-\u0e7f\u064b-\u0652])+")
_MISPLACED = re.compile("(?<![\u0e01-\u0e2e\u0e31-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Thai vowels and tones that stand over no letter."""

_BEYOND = re.compile(r"[^\w\x00-\x7f\u0e00-\u0e7f\u060c-\u0652]")
_INNER_MARK = re.compile(r"(?<=[^\W\d_])(?:[“”„‘‚«»…°€§№•™©®½²³ªº¿¡£×](?=[^\W\d_])|[‚„€])")
_COMMON = 0.2
"""Share of frequent letters that an East Asian text has at least; a wrong reading has .05."""

_PLAINLY = 0.6
"""Share of frequent letters from which nothing else is looked at: kana and Hangul."""


def wide(data: bytes) -> str:
    """Return the encoding of a text without a mark that has two or four bytes a letter, or ``""``.

    Of a Western text every other byte is zero, of others at least each blank has one.
    """
    zeros = data.count(0)
    if zeros and _is_narrow(data):
        return ""
    if zeros > len(data) / 4 and len(data) % 4 == 0:
        for encoding in ("utf-32-le", "utf-32-be"):
            if _is_text(data, encoding):
                return encoding
    return _wide_16(data[: len(data) // 2 * 2], zeros)


def _wide_16(data: bytes, zeros: int) -> str:
    readings = [each for each in ("utf-16-le", "utf-16-be") if _is_text(data, each)]
    if zeros > len(data) / 200:
        plain = {each: _plain(_decoded(data, each)) for each in readings}
        best = max(readings, key=plain.__getitem__, default="")
        if best and plain[best] >= 0.8 * zeros:
            return best
    if _LATIN.search(data[:200]) or _is_text(data, "utf-8"):  # whose letters are ideographs, too
        return ""
    return next((each for each in readings if _is_ideographic(_decoded(data, each))), "")


def _is_narrow(data: bytes) -> bool:
    """Tell a text with a NUL or two in it, which would make UTF-16 of all other letters.

    Of what is UTF-16 every other byte is zero, a control character or a tab, or letters are
    ideographs: no words of ASCII are in its bytes, nor is it UTF-8.
    """
    sample = data[:_SAMPLE].replace(b"\0", b"")
    if len(sample) < 0.75 * len(data[:_SAMPLE]):
        return False
    if 4 * sum(map(len, _LATIN.findall(sample))) > len(sample):
        return True
    blanks = sum(map(sample.count, (b"\t", b"\n", b"\r", b"\f")))
    return 4 * blanks < len(sample) and _is_text(sample, "utf-8")


def escaped(data: bytes) -> str:
    """Return Python's name of the encoding of bytes that are all ASCII, ``""`` for ASCII."""
    found = (name for mark, name in _ESCAPES if mark.search(data) and _is_text(data, name))
    return next(found, "")


def guesses(data: bytes) -> list[str]:
    """Return Python's names of the encodings that the bytes of a text may be in, the best first.

    There is at least one. Some of ``data`` are beyond ASCII.
    """
    first = _BEYOND_ASCII.search(data)
    start = max(0, first.start() - 100) if first else 0
    sample = data[start : start + _SAMPLE]
    if _is_plain_western(_decoded(sample, "cp1252")):
        return ["cp1252"]
    import chardet  # noqa: PLC0415 (its models take .7 seconds to load, and few files need them)

    found = chardet.detect_all(
        _DECLARES.sub(b"x", sample),
        include_encodings=_ENCODINGS,
        compat_names=False,
        ignore_threshold=True,
    )
    names = [named(each["encoding"] or "") or "cp1252" for each in found[:_MOST]]
    sure = bool(found) and found[0]["confidence"] >= _SURE
    return names if sure else [named(_by_letters(sample)), *names]


def _by_letters(sample: bytes) -> str:
    share, east_asian = max((_east_asian(_decoded(sample, name)), name) for name in _EAST_ASIAN)
    if share > _PLAINLY:
        return east_asian
    score, best = max(_scores(sample))
    return east_asian if score < _GOOD and share > _COMMON else best


def _is_plain_western(text: str) -> bool:
    """Tell whether nothing in a text is beyond ASCII but marks where marks may be."""
    return all(each in _PLAIN_MARKS for each in text if each > "\x7f") and not _ODD_MARK.search(
        text
    )


def _scores(data: bytes) -> Iterator[tuple[float, str]]:
    for alphabet in _ALPHABETS:
        for place, encoding in enumerate(alphabet.encodings):
            yield _score(_decoded(data, encoding), alphabet) - 0.001 * place, encoding


def _score(text: str, alphabet: _Alphabet) -> float:
    """Return how well a reading fits: 1 if all of its letters are of the alphabet."""
    letters = known = frequent = 0
    foreign: float = len(_INNER_MARK.findall(text)) + 5 * len(_MISPLACED.findall(text))
    foreign += sum(letter not in _MARKS for letter in _BEYOND.findall(text))
    for match in _WORD.finditer(text):
        own = [each for each in match[0].lower() if each > "\x7f" and each not in _MARKS]
        if own:
            letters += len(own)
            known += sum(letter in alphabet.letters for letter in own)
            frequent += sum(letter in alphabet.frequent for letter in own)
            foreign += _odd(match[0], len(own), mixed=alphabet.mixed)
    if not letters:
        return 1.21 - foreign
    return (known - foreign + 0.2 * frequent) / letters


def _odd(word: str, own: int, *, mixed: bool) -> float:
    """Return how many letters of a word speak against a reading."""
    capitals: float = sum(map(str.isupper, word[1:]))
    if capitals == len(word) - 1:  # a heading; but hardly every word is in one
        capitals = capitals / 5
    if mixed:
        return capitals + (own if 2 * own > len(word) + 2 else 0)
    return capitals + len(word) - own


def _east_asian(text: str) -> float:
    """Return the share of frequent letters among those beyond ASCII; wrong ones count thrice."""
    beyond = sum(letter > "\x7f" for letter in text)
    found = len(re.findall(_EAST_ASIAN_LETTERS, text)) - 3 * text.count("\ufffd")
    return found / max(beyond, 1)


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace")


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    sample = text[:_SAMPLE]
    strange = sum(unicodedata.category(letter) in {"Cn", "Co", "Cc"} for letter in sample)
    blanks = sum(letter in "\n\r\t\f" for letter in sample)
    return strange - blanks <= 0.01 * len(sample)


def _plain(text: str) -> int:
    return sum(" " <= letter <= "\x7f" or letter in "\n\r\t" for letter in text)


def _is_ideographic(text: str) -> bool:
    sample = text[:_SAMPLE]
    ideographs = len(re.findall(_IDEOGRAPHS, sample))
    return ideographs > 0.95 * len(sample) > 0 and _east_asian(sample) > _COMMON
