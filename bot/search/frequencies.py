"""How frequent words are in their languages, by the small lists of the package wordfreq.

They are words that occur at least once in a million, some 30,000 a language, from Wikipedia,
subtitles, news, books, the web and more (Speer, 2022, https://doi.org/10.5281/zenodo.7199437; the
data are CC BY-SA 4.0 and stay in the package). The package's own reader imports what tokenizes
forty languages, in .12 seconds of the .6 that a question in the terminal needs; its lists are read
here as it documents them: gzipped msgpack, a header and then the words of each hundredth of a bel
below 1. A list takes .008 seconds, when a question first needs it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

_OTHER_NAMES = {"no": "nb"}
_PER_MILLIARD = 9.0
"""The Zipf scale (van Heuven et al., 2014) is the logarithm of a word's number in a milliard."""


def zipf(word: str, language: str) -> float:
    """Return a word's frequency on the Zipf scale, 3 to about 7.7, or 0 for one that is rarer."""
    return _list(language).get(word.casefold(), 0.0)


def words_of(language: str) -> Iterable[str]:
    """Return the words of a language's list, in small letters; none for one that has no list."""
    return _list(language).keys()


@cache
def _list(language: str) -> Mapping[str, float]:
    """Return the Zipf frequencies of a language's words; none for one that has no list."""
    package = find_spec("wordfreq")
    assert package, "it is among the requirements"
    assert package.origin, "it is a package of files"
    name = f"small_{_OTHER_NAMES.get(language, language)}.msgpack.gz"
    path = Path(package.origin).parent / "data" / name
    if not path.exists():
        return {}
    with gzip.open(path) as packed:
        _header, *words = msgpack.load(packed)
    return {
        word: _PER_MILLIARD - hundredths / 100
        for hundredths, same in enumerate(words)
        for word in same
    }
