"""What the control words of RTF mean, by the specification and the files that programs write."""

from __future__ import annotations

import codecs
from types import MappingProxyType

CODEPAGES = MappingProxyType(
    {
        0: "cp1252",
        2: "cp1252",
        77: "mac_roman",
        78: "shift_jis",
        80: "gb2312",
        81: "big5",
        128: "cp932",
        129: "cp949",
        130: "johab",
        134: "gbk",
        136: "cp950",
        161: "cp1253",
        162: "cp1254",
        163: "cp1258",
        177: "cp1255",
        178: "cp1256",
        186: "cp1257",
        204: "cp1251",
        222: "cp874",
        238: "cp1250",
        254: "cp437",
        255: "cp850",
    }
)
"""The encodings of fonts by their ``\\fcharset``, as the RTF specification lists them."""

SETS = MappingProxyType({"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"})

SIGNS = MappingProxyType(
    {
        "tab": "\t",
        "line": "\n",
        "lbr": "\n",
        "emdash": "—",
        "endash": "–",
        "bullet": "•",
        "lquote": "‘",
        "rquote": "’",
        "ldblquote": "“",
        "rdblquote": "”",
        "~": "\xa0",
        "emspace": "\u2003",
        "enspace": "\u2002",
        "qmspace": "\u2005",
        "_": "\u2011",
        "zwj": "\u200d",
        "zwnj": "\u200c",
        "nestcell": "\t",
        "nestrow": "\n",
    }
)
ENDS = frozenset({"par", "sect", "page", "column"})
SWITCHES = MappingProxyType(
    {
        "b": "bold",
        "v": "hidden",
        "mvf": "hidden",
        "deleted": "deleted",
        "strike": "struck",
        "striked": "struck",
    }
)
"""What was moved (``\\mvf``) stands where it was moved to."""

SHIFTS = MappingProxyType({"super": "sup", "up": "sup", "sub": "sub", "dn": "sub"})
"""What moves letters from the line, unless by nothing: ``\\up0``."""

TINTS = ("red", "green", "blue")
GROUNDS = ("cb", "chcbpat", "chshdng", "highlight", "cbpat", "shading")
"""Words that give letters a ground of their own, unless by nothing."""

CELL_GROUNDS = ("clcbpat", "clcfpat", "clshdng")
ROW_GROUNDS = ("trcbpat", "trcfpat", "trshdng")

ROLES = MappingProxyType(
    {
        "colortbl": "colors",
        "fonttbl": "fonts",
        "stylesheet": "styles",
        "info": "info",
        "title": "title",
        "company": "company",
        "listtext": "list",
        "pntext": "list",
    }
)
"""Groups whose text is no text of the document, and what is made of it."""

FLOWS = MappingProxyType({"footnote": "footnote", "shptxt": "box", "dptxbxtext": "box"})
SKIPPED = frozenset(
    {
        *("pict", "objdata", "fldinst", "header", "headerl", "headerr", "headerf"),
        *("footer", "footerl", "footerr", "footerf", "annotation", "shprslt", "sp", "nonesttables"),
        *("author", "operator", "subject", "doccomm", "keywords", "comment", "category", "manager"),
        *("hlinkbase", "creatim", "revtim", "printim", "buptim", "xe", "tc", "rxe", "txe"),
        "filetbl",
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "template", "private"),
        *("listtable", "listoverridetable", "revtbl", "rsidtbl", "pn", "themedata", "datastore"),
    }
)
READ_THOUGH_STARRED = frozenset({"shpinst", *FLOWS, *ROLES})
NUMBERS = MappingProxyType(
    {
        "f": "font",
        "fs": "size",
        "cf": "color",
        "uc": "unicode_skip",
        "s": "style",
        "outlinelevel": "level",
    }
)


def encoding(number: int) -> str:
    """Return the encoding that a code page is, or that of Windows for one that is not known."""
    named = {0: "cp1252", 10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(named).name
    except LookupError:
        return "cp1252"
