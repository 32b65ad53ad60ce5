"""What a hyphen at a line end is: the typesetter's, one of the word, or that of a word cut short.

``long-`` and ``term`` are ``long-term``, ``town-`` and ``ship`` are ``township``, and ``pre-`` and
``and post-war`` are ``pre- and post-war``: no file says which. In this order tell it: the word as
the document has it elsewhere, other hyphens of the word, other words with a hyphen at the same
part, and the words of the language. In doubt the hyphen stays where the language has many such
words (English, French, Portuguese, Russian), and goes where it writes them as one.

On 60 sentences at a time of the treebanks of Universal Dependencies, with each word broken in turn,
this is wrong for these of the words with hyphens of their own, and of those without (in brackets by
the words of the document alone):

English 47 (134) of 211, 6 (3) of 1,092    French 65 (202) of 376, 8 (1) of 1,089
Portuguese 118 (207) of 495, 13 (10) of 1,706    Russian 64 (105) of 174, 2 (0) of 987
German 11 (11) of 175, 3 (11) of 971    Dutch 44 (75) of 146, 2 (4) of 717
Swedish 11 (34) of 88, 0 (1) of 1,000    Italian 15 (15) of 21, 0 (0) of 693
Polish 41 (46) of 72, 0 (1) of 1,812    Spanish 0 (0) of 1, 4 (7) of 1,548
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

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

_TAILS_TEXT = """
    able aires al ally away body ed er ers ever ful fully hood house how ible ing ity land less
    light lighted lights line man men ment ments ness room rooms self selves ship side stand
    standing store stores suit thing things tion tions tracked ward wards way ways what where
    wise woman women work works
"""
_TAILS = frozenset(_TAILS_TEXT.split())
"""English words and endings that are put to others without a hyphen."""

_SHORT = frozenset({"by", "in", "on", "up", "to"})
"""English words of two letters that a hyphen stands before: ``built-in``."""

_CLOSED = re.compile("[^aeiou]+[aeiou][^aeiouwxy]")
_ENDED = re.compile(r"(?P<stem>\w{2,}?)(?P<ending>s|es|ed|ing|ly|ers?|est)")
_WORDS_TEXT = """
    able about above accept access account acid across act action active actual add address
    adult advance affect after again against age agency ago agree aid aim air all allow alone
    along also always among amount angry animal another answer any apple apply area argue arm
    army around arrive art article ask associate attack author available average avoid award
    away baby back bad bag balance ball bank bar base basic battle beach bear beat beautiful
    because become bed before begin behind believe belong below benefit best better between
    beyond big bill bird birth bit black block blood blow blue board boat bond bone book border
    born both bottom box boy brain branch brand break bread bright brim bring broad brother
    brown budget build building built burn bus business busy buy call camp can cannot capital
    car carbon card care career carry case cash catch cause cell central century certain chair
    challenge chance change charge cheap check child children choice choose church circle
    citizen city civil claim class classic clean clear client climate climb clock close clothes
    cloud club coal coast code coffee cold collect college colour color come comfort commercial
    common community company compare complex computer concern condition consider consumer
    contact content continue contract control cook cool copy corner corporate corporation cost
    could council count country couple course court cover create credit crime crisis crop cross
    crowd cry culture cup current customer cut cycle daily damage dance danger dark data date
    daughter day dead deal dear death debate debt decade decide decision deep defend define
    degree delay deliver demand depend describe desert design desk detail develop device dial
    die different difficult dinner direct disease display distance district do doctor document
    dog dollar door double doubt down draw dream dress drink drive drop drug dry due during dust
    duty each early earn earth east easy eat economic economy edge educate effect effective
    efficient effort eight eighteen eighty either elect election electric eleven else employ
    empty end enemy energy engine enjoy enough enter entire equal error essential estate eve
    even event ever every evidence evil exact example excellent exchange expect expense expert
    explain express extra eye face fact factory fail fair faith fall family famous far farm fast
    fat father fault favour fear feature federal feel feet female few field fifteen fifth fifty
    fight figure file fill film final finance find fine finger finish fire firm first fish fit
    five fix flat flight floor flow flower fly focus follow food foot force foreign forest
    forget form former forty forward found four fourteen fourth frame free fresh friend from
    front fruit fuel full fund future game garden gas gate gather gender general gentle gift
    girl girlfriend boyfriend give glass global go goal god gold good govern government grand
    grass grave great green grey gross ground group grow growth guard guess guide gun hair half
    hall hand handle hang happen happy hard hat hate have head health hear heart heat heavy
    height held help her here hero high hill him his history hit hold hole holiday home hope
    horse hospital host hot hotel hour household huge human hundred hunt hurt husband ice idea
    identify image important improve inch include income increase indeed index indoor industry
    inform information inner inside interest into iron island issue item job join judge jump
    just keep kept key kill kind king kitchen knee knew knife knock know knowledge known labour
    labor lack lady lake lamp language large last late laugh launch law lawyer lay lead leader
    leaf learn least leave led left leg legal lend length lesson let letter level library lie
    life lift light like limit link lip list listen literature little live load loan local lock
    long look lord lose loss lost lot loud love low luck lunch machine mad made magazine mail
    main maintain major make maker male manage manner many map march mark market marriage marry
    mass master match material matter may mayor meal mean measure meat media medical medicine
    meet meeting member memory mention metal method middle might mile military milk mill mind
    mine minister minor minute miss mission mistake mix model modern moment money month moon
    moral more morning most mother motion motor mount mountain mouth move movement much music
    must name narrow nation national natural nature near nearly neck need neighbour neither
    nerve net never new news next nice night nine nineteen ninety nobody noise none normal north
    nose not note nothing notice now number nurse object obvious ocean offer office official
    often oil old once one only open operate opinion orange order organ other out outside over
    own owner pack page paid pain paint pair paper parent park part partner party pass past path
    pattern pay peace pen people percent perfect perhaps period person phone photo pick picture
    piece pile pilot pipe pitch place plan plane planet plant plastic plate play pleasant please
    plenty plot plus pocket poem point police policy political poor pop popular port position
    possible post pot pound poverty power practice prefer prepare present press pressure pretty
    prevent price pride priest primary prime prince print prior prison private prize problem
    process produce product profit program programme progress project promise proof proper
    property protect proud prove provide public pull purpose push put quality quarter queen
    question quick quiet quite race radio rail rain raise range rank rapid rare rate rather
    reach react read ready real reality reason receive recent recognise record red reduce refer
    reflect reform regard region regular relate release relief remain remember remote remove
    rent repair repeat reply report represent request require research reserve resource respond
    rest restaurant result retire return reveal rich ride right ring rise risk river road rock
    role roll roof room root rose rough round route row royal rule run rural rush sad safe said
    sail saint sale salt same sand save saw say scale scene school science score screen sea
    search season seat second secret section sector secure see seed seek seem sell send senior
    sense separate serious serve service set settle seven seventeen seventy several severe sex
    shade shake shape share sharp sheet shine shirt shock shoe shoot shop shore short shot
    should shoulder show shut sick sight sign silent silver similar simple since sing single
    sister sit site situation six sixteen sixth sixty size skill skin sky sleep slight slip slow
    small smart smell smile smoke smooth snow social society soft soil soldier solid solution
    some somewhat son song soon sort soul sound source south space speak special specific speech
    speed spell spend spirit split sport spot spread spring square staff stage stain stand
    standard star start state station stay steal steam steel step stick still stock stone stop
    store storm story straight strange street strength stress strike string strong structure
    student study stuff style subject success such sudden suffer sugar suggest suit summer sun
    supply support suppose sure surface surprise survey survive sweet swim system table take
    talk tall target task taste tax tea teach teacher team tear technology teen tell temper ten
    tend tenth term test text than thank that theatre then theory there they thick thin think
    third thirteen thirty those thought thousand threat three through throw thus ticket tie
    tight till time tiny tip tire title today together ton tone tonight too tooth top total
    touch tour toward tower town track trade tradition traffic train transfer transport travel
    treat tree trial trip trouble truck true trust truth try turn twelve twenty twice twist two
    type under understand union unit unite university until upon upper urban use user usual
    vacuum valley value various vast vehicle very victim victory video view village violent
    visit voice vote wage wait walk wall want war warm warn was wash waste watch water wave
    wealth weapon wear weather week weekend weight welcome well went west wet wheel when white
    whole wide wife wild will win wind window wine wing winter wire wish with within without
    wonder wood word world worry worse worth would wound write wrong yard year yellow yes
    yesterday yet you young youth zero zone
"""
_WORDS = frozenset(_WORDS_TEXT.split())
"""The words of English that are used most, to tell words from syllables."""


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
        return often or (self.language == "en" and _is_word(word, {}))

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
        stays = _is_word(before, known) or _is_word(after, known)
    else:
        stays = len(before) == 1 or _is_compound(before, after, known, language)  # X-ray
    return "-" if stays else ""


def _is_cut_short(following: str, first: re.Match[str], language: str) -> bool:
    """Tell whether a word that joins follows, such as ``and``."""
    word = first["part"]
    if first["after"] or not following[len(word) :].startswith(" "):
        return False
    if word in _SPLITTING:
        return language in {"en", ""} and _HYPHENED_SOON.match(following) is not None
    return (len(word) == 1 and word.islower()) or word in _JOINING.get(language, "").split()


def _is_compound(before: str, after: str, known: Mapping[str, int], language: str) -> bool:
    """Tell whether two parts are a word with a hyphen that the document has nowhere else."""
    hyphened = _HYPHENED.get(language)
    if (hyphened and hyphened.fullmatch(f"{before}-{after}")) or known.get("-" + after):
        return True
    if known.get(before + "-") and len(after) > 2 and known.get(after):
        return True
    if language == "en":
        return _is_english(before, after, known)
    both = known.get(before) and known.get(after)
    return language in _OPEN and len(after) > 2 and bool(both)


def _is_english(before: str, after: str, known: Mapping[str, int]) -> bool:
    if after in _TAILS or before in {"any", "every", "some"} or before + after in _WORDS:
        return False
    follows = after in _SHORT or (len(after) > 2 and _is_word(after, known))
    return follows and len(before) > 2 and _is_word(before, known)


def _is_word(part: str, known: Mapping[str, int]) -> bool:
    if known.get(part) or part in _WORDS:
        return True
    ended = _ENDED.fullmatch(part)
    return ended is not None and not _WORDS.isdisjoint(_stems(**ended.groupdict()))


def _stems(stem: str, ending: str) -> Iterator[str]:
    """Yield what an English word may have been before its ending was put to it."""
    if ending in {"s", "ly"} or not _CLOSED.fullmatch(stem):  # put is putting
        yield stem
    if ending not in {"s", "ly"}:
        yield stem[:-1] + "y" if stem.endswith("i") else stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]
