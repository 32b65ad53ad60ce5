"""Letters that a PDF lost where its font draws two or three as one: “irst” for “first”.

Some fonts say of the sign for “fi” that it is an “i”, or nothing at all; PDFium then gives what the
font says, as every viewer does when text is copied. Which letters stood there cannot be told from
the file, but that some are missing can: frequent words come out in forms that are no words. One of
54 test documents is like that, with eight such forms; the others have none, and the 2,067 passages
of SQuAD with the translations of XQuAD have one, which is a slip. Left out are forms that are words
of another language: “diferent” and “efect” are Romanian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Note, NoteKind

LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_ENOUGH = 3
"""Different words that have lost letters, from which on it is no slip of somebody's pen."""

_SHOWN = 3
_WORD = re.compile(r"[^\W\d_]{4,}")

_WORDS = """
    first office officer officers official officials officially different difference differences
    effect effects effective effectively effort efforts specific specifically significant
    significance significantly financial finance financing confidence identified beneficiaries
    scientific sufficient efficient efficiency difficult difficulties definition defined
    certificate classification modified notification verification qualified justified satisfied
    reflect reflects reflected conflict conflicts influence flexible inflation affected offered
    affairs suffering staffing findings confirmed öffentlich öffentliche öffentlichen
    veröffentlicht häufig finanzierung finanziell verpflichtet verpflichtung einfluss schaffen
    geschaffen betroffen definiert qualifiziert effizient offiziell identifiziert spezifisch
    spezifische différent différents différentes différence officiel officielle financement
    financier financière chiffres effectif effectivement suffisant bénéfice bénéficiaires
    définition identifier spécifique scientifique significatif signifie modification difficile
    difficultés réflexion oficina oficial oficiales beneficio beneficios beneficiarios definición
    definitivo específico específica específicos específicas significa significativo financiación
    financiero financiera científico científica identificar modificación calificación eficaz
    eficiente dificultades conflicto conflictos influencia reflexión ufficio ufficiale difficoltà
    effetto effetti efficace differenza differenze finanziamento specifico specifica definizione
    scientifico conflitto beneficiário definição financiamento dificuldade reflexão officieel
    specifiek specifieke financiële financiering definitie
"""
_MORE = """
    unified unification offices officials
    effectiveness efficiency sufficiently finally final files filed field fields figure figures find
    finding fine finger finish finished fire firm firms fiscal fish five fixed flag flat flew flight
    float floating flood floor flow flowers flows fluid fly off offer offers staff stuff
    traffic affair affect benefit benefits briefly brief chief classified configuration conflicting
    confirm confirms define defines definitely deficit deficiency difference differ different
    fulfil infinite influenced inflow justify magnificent modify notify office official outflow
    overflow profile profit profits profitable proficiency qualify reflection refine refined
    sacrifice specification specify suffer suffered suffix unofficial verified verify workflow
"""
"""Words that lose so much with their ligature that they could be others: ``les`` for ``files``."""

FREQUENT = frozenset(f"{_WORDS} {_MORE}".split())
"""Words with ligatures."""


def lost_letters(text: str) -> tuple[Note, ...]:
    """Return a note with examples if letters are missing in many places of a text, or nothing."""
    forms = _forms()
    seen: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in forms:
            seen.setdefault(forms[word], match[0])
    if len(seen) < _ENOUGH:
        return ()
    shown = tuple((form, word) for word, form in list(seen.items())[:_SHOWN])
    return (Note(NoteKind.LETTERS_LOST, examples=shown),)


def _forms() -> dict[str, str]:
    """Return the words with letters lost, and which words they were."""
    words = _WORDS.split()
    found = {form: word for word in words for form in _losing(word) if len(form) >= 4}
    return {form: word for form, word in found.items() if form not in words}


def _losing(word: str) -> Iterator[str]:
    """Yield a word without its ligature, or with one letter of it."""
    ligature = next(each for each in LIGATURES if each in word)
    for left in {"", ligature[0], ligature[-1]} - ({"f"} if ligature == "ff" else set()):
        yield word.replace(ligature, left, 1)
