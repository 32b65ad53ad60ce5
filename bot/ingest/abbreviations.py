"""Abbreviations with a dot, in the languages of the library and their neighbours.

They are told apart by what may follow, not by the language of the text, which a passage of two
sentences does not tell: ``sig.`` is a gentleman after ``il`` and the last word of a Swedish
sentence elsewhere, and ``Sun.`` is a day where ``sun.`` ends a sentence.
"""

from __future__ import annotations

from types import MappingProxyType

_BY_LANGUAGE = MappingProxyType(
    {
        "en": """
            mr mrs ms dr prof rev hon pres gov sen sens rep reps gen col capt lt sgt maj amb st
            adm brig cdr cmdr cpl cpt det ens insp msgr mgr pfc pvt supt supts asst assoc atty
            ald cllr dir treas rt vs dept univ assn bros no nos art arts fig figs vol vols ch chap
            sec sect secs para paras ed eds p pp approx est al ca cf eg ie viz i.e e.g a.m p.m u.s
            u.n u.k e.u d.c ph.d m.d b.a m.a jan feb mar apr jun jul aug sep sept oct nov dec mon
            tue tues wed thu thur thurs fri sat sun tel ext fax min max avg resp ibid op loc mt mts
            ft rte bldg pt eq eqs""",
        "fr": """
            m mm mme mmes mlle mlles me mgr av env hab éd chap réf janv févr avr juil sept oct nov
            déc c.-à-d p.ex cie h bd""",
        "es": """
            sr sra srta srtas srs sres d dña ud uds vd vds dr dra dres dras lic ing arq excmo excma
            ilmo ilma av avda pág págs núm núms tel art cap ee.uu p.ej aprox depto gral ej cía""",
        "de": """
            z.b d.h u.a bzw ca vgl nr abs str hr fr evtl ggf inkl exkl sog u.u z.t s.o s.u
            o.ä bspw dipl ing mio mrd st jh v.chr n.chr fa rd geb gest verh ehem einschl zzt tsd kfm
            bzgl bezgl zzgl abzgl ggü i.d.r m.e z.zt z.hd dr.-ing bd aufl hrsg jg kap ziff rn rdnr
            anm abb std sek abt stellv vors uffz oblt olt hptm gefr u.a o.g s.g z.hd i.a i.v
            okt dez mrz bgbl rgbl gem anh mwst tlw gfs evt zus""",
        "nl": """
            dhr mevr mw mej drs ir ds jhr jkvr bijv b.v d.w.z o.a m.n m.b.t t.a.v t.b.v t.o.v i.p.v
            i.v.m n.a.v a.d.h.v z.s.m z.g zgn blz pag evt incl excl ong mln mld burg mrt""",
        "pl": """
            ul al pl os im św np tzw tzn tj m.in ok godz pocz proj ust pkt poz rys woj pow gm
            mjr płk ppłk gen kpt por ppor chor sierż asp podkom nadkom insp ks bp abp kard mgr inż
            hab zob wg jw zm pn wsch zach tys gr par lit dn""",
        "cs": """
            např tj tzv tzn popř příp č čís odst písm čl zák vyhl nám tř ing mgr bc judr mudr phdr
            rndr kpt plk pplk mjr npor por prap sv hl mil tis srov pozn obr nakl sb okr""",
        "el": """
            κ κκ κα δρ ν εκατ δισ χιλ βλ πρβλ π.χ δηλ αριθ αρ παρ άρθ σελ τηλ λεωφ αγ καθ υπ στρ
            μ.χ""",
        "it": """
            sigg sig sig.ra sig.na dott dott.ssa prof.ssa avv ad es p.es cfr pagg geom mons
            card spett egr gent segg n nn d.lgs d.l d.p.r d.m""",
        "pt": """
            dr dra drs sr sra srs exmo exma profa eng arq av pág págs p.ex séc ltda cia ref obs
            cel sgt alm des pe nº n.º""",
        "sv": """
            t.ex bl.a d.v.s s.k p.g.a fr.o.m t.o.m f.d f.n jfr jmf sid inkl exkl milj kl f.kr e.kr
            kap""",
        "da": "f.eks stk pkt ift iht",
        "tr": """
            doç yrd uzm öğr gör sn bkz yy cad sok mah apt blv alb yzb org m.ö m.s çev haz örn
            şti mn""",
        "ru": """
            г гг в вв т.е т.к т.н др пр им ул пл пер просп стр с руб коп тыс млн млрд р обл р-н пос
            гор проф акад доц см рис табл напр ред изд чел ст п пп ч тов ген полк""",
        "uk": "ім вул див мал рис",
        "bg": "св арх еп чл гл",
        "ro": "alin pct",
        "et": "lk",
        "ar": "د أ ص م هـ ت ط",
    }
)

_STREETS_AND_FIRMS = """
    blvd ave hwy rd ln pkwy sq jr sr esq inc ltd co corp e.v a.g gmbh s.a s.p.a s.r.l n.v a.ş
    z.o.o o.o a.s s.r.o spol
    """
_AND_SO_ON = """
    etc ecc enz usw u.v.m u.dgl e.d e.a itd itp atd apod aj osv o.s.v m.m m.fl m.v κλπ κ.λπ κτλ
    κ.τ.λ κ.ά т.д т.п vb
    """


_AFTER_WORDS = {
    "es": "ad per",
    "sig": "il del al dal nel col sul un e gent egr spett caro lo",
    "al": "et ul przy w na",
    "v": "see siehe vedi vgl cf",
    "s": "bkz. vgl. siehe vgl",
    "med": "dr. prof. dent. vet.",
    "phil": "dr. prof.",
    "jur": "dr. prof.",
    "iur": "dr. prof.",
    "nat": "rer.",
    "rer": "dr. prof.",
    "pol": "rer.",
    "theol": "dr. prof.",
    "dent": "med.",
    "vet": "med.",
    "habil": "dr. med. phil. nat.",
}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ABBREVIATED = _set(" ".join((*_BY_LANGUAGE.values(), *_AFTER_WORDS, _STREETS_AND_FIRMS)))
"""All of them in lower case, without the last dot."""

NAMED = _set(_STREETS_AND_FIRMS)
"""Ends of names, which may end a sentence: the next word tells."""

MAY_END = _set(_AND_SO_ON)
"""After these a word with a capital begins a sentence."""

HOURS = _set("a.m p.m")
"""After these, too, but for a day or a zone."""

TOGETHER = HOURS | NAMED | MAY_END
"""Those that are told with a blank between their letters, too."""

MILLIONS = _set("mil mio mrd mld mln tys tis mn milj εκατ δισ χιλ тыс млн млрд")
"""After a number, and before the money that is counted in them."""

BEFORE_NUMBERS = _set(
    "no nos nr núm art arts fig vol p pp pág pag pagg págs стр с рис табл ч ст п sec ch chap para n"
    " h str cap kap č čl odst ust pkt poz par lit rys obr abb ziff rn rdnr bd aufl anm kl ok godz"
    " αριθ αρ σελ παρ άρθ sid blz séc nº n.º alin pct lk stk мал ref ca approx std sek est rte op"
    " okt dez mrz mrt bgbl rgbl gem anh dn eq eqs ν"
)
"""Abbreviations only where a number follows."""

AFTER_NUMBERS = _set("г гг r")
"""After a number the year, which may end a sentence; otherwise something else before a name."""

_ALSO_WORDS = "no co al st art ed min max sens d с в р п ч m me sec os pl kr por pt"
_CAPITALISED = """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    fa mm sn mah org mil par gr sok pe ref ens det mt mts ft rt pn des eng ilma ilmo excma excmo
    exma exmo brig gör ir bp ave
    """
WORDS_IN_LOWER_CASE = _set(_ALSO_WORDS + _CAPITALISED)
"""In lower case, abbreviations only where a number follows: otherwise they may end a sentence."""

UNITS = _set("sv gr mil min sec std ft pt kr")
"""After a number these are units, which may end a sentence."""

AFTER_WORDS = MappingProxyType({word: _set(words) for word, words in _AFTER_WORDS.items()})
"""Abbreviations only after one of these words: ``ad es.`` in Italian, not ``es.`` in German."""

STARTERS = _set(
    "the in it its this both there these those all some many his her their no that but and he she"
    " we they on at for as a an if when however to you i my our what who how why where not with"
    " der die das ein eine es sie er ich wir im am zu mit auf und aber auch"
    " le la les il elle el los las un une on nous ce cette ces dans en mais et su sus se"
    " lo gli i di da non è nel nella"
    " o os as um uma no na nos nas ele ela e mas"
    " de het een dit dat deze er hij zij ze ook maar van"
    " det den ett och på men han hon vi jag för att"
    " w na nie po jak ten ta te ale z za przez oraz"
    " v je to k s při pro"
    " ο η το οι τα στο στη στην και αλλά με για δεν"
    " bu bir ve ama o şu"
    " в на это он она они но и не"
)
"""Words that begin a sentence, told from the name that goes on after ``U.S.`` or ``Main Blvd.``"""
