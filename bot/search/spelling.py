"""The nearest term of the library to one that the library does not have.

Only unknown terms are looked at, so that a correct question costs nothing and is never changed:
that took 115 press questions from 57.4 to 60.0 % at rank 1. One slip (a letter too many, too few,
another, or two swapped) is allowed from four letters on, two from eight on. The first letter must
be right: few slip there, and comparing with that part of the vocabulary only is quick. Another
letter in a word of four or five makes it another word more often than a slip (match, march), so
there it counts as two.
"""

from __future__ import annotations

from collections.abc import Iterable


def nearest(term: str, vocabulary: Iterable[tuple[str, int]]) -> str | None:
    """Return the closest known term, of equally close ones the most frequent, if one is close.

    ``vocabulary`` yields terms with their document frequency.
    """
    allowed = _allowed(term)
    if not allowed:
        return None
    letters = set(term)
    near = (
        (_slips(term, known), -frequency, known)
        for known, frequency in vocabulary
        if known[0] == term[0]
        and abs(len(known) - len(term)) <= allowed
        and len(letters.symmetric_difference(known)) <= 2 * allowed
    )
    slips, _, best = min(near, default=(allowed + 1, 0, ""))
    return best if slips <= allowed else None


def _allowed(term: str) -> int:
    if not term.isalpha() or len(term) < 4:
        return 0
    return 1 if len(term) < 8 else 2


def _slips(one: str, other: str) -> int:
    """Return the optimal string alignment distance (Levenshtein's, with swaps of neighbours)."""
    another = 1 if len(one) > 5 else 2
    rows = [list(range(len(other) + 1))]
    for i, char in enumerate(one, start=1):
        row, above = [i], rows[-1]
        for j, wanted in enumerate(other, start=1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + another * (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
