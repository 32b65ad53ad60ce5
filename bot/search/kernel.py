"""The search of :mod:`bot.search.maxscore` as loops that numba compiles: the extra ``fast``.

The loops add the same numbers in the same order, so that the results are the same bit for bit. To
compile them takes some ten seconds once on a machine, to load what was compiled a second; until
then NumPy searches.

Slots are unsigned in the loops, for numba looks at each signed number whether it counts from the
end of an array: that took a sixth of the time at 100,000 passages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from threading import Thread
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.search.forward import Integers
from bot.search.maxscore import LEAST, ROUNDING, Best, Floats, Pool, Positions, Term

Unsigned: TypeAlias = NDArray[np.uint32]


def load() -> Best | None:
    """Compile the loops, or load what was compiled; ``None`` without the extra."""
    try:
        import numba  # noqa: PLC0415 (optional, and half a second)
    except ImportError:
        return None
    kernel = Kernel(numba.njit(cache=True, nogil=True)(find))
    for slots, counts in product((np.uint16, np.int32), (np.uint8, np.int32)):
        pool = Pool(np.zeros(1, slots), np.ones(1, counts), np.ones(1), 1.0)
        kernel(pool, [Term(0, 1, 1, 1)], 1)
    return kernel


class Loading:
    """Loads the kernel beside other work, from when it is first asked for."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._kernel: Best | None = None

    def kernel(self) -> Best | None:
        """Return the kernel once it is loaded."""
        if self._thread is None:
            self._thread = Thread(target=self._load, daemon=True)
            self._thread.start()
        return self._kernel

    def _load(self) -> None:
        self._kernel = load()


class Kernel:
    """:func:`~bot.search.maxscore.best` by loops; several threads may search at once."""

    def __init__(self, loops: Callable[..., int]) -> None:
        self._loops = loops
        self._spare: list[tuple[Floats, Unsigned]] = []

    def __call__(self, pool: Pool, terms: Sequence[Term], k: int) -> tuple[Positions, Floats]:
        """Search all slots; ``terms`` come the weightiest first."""
        size = len(pool.norms)
        scores, touched = self._scratch(size)
        slots, best = np.empty(min(k, size), np.intp), np.empty(min(k, size))
        wanted = np.array(terms, np.float64)
        count = self._loops(*pool, wanted, ROUNDING, LEAST, scores, touched, slots, best)
        self._spare.append((scores, touched))
        return slots[:count], best[:count]

    def _scratch(self, size: int) -> tuple[Floats, Unsigned]:
        """Return zeros for the scores and room for the slots that have one; to be given back."""
        try:
            spare = self._spare.pop()
        except IndexError:
            spare = np.empty(0), np.empty(0, np.uint32)
        return spare if len(spare[0]) >= size else (np.zeros(size), np.empty(size, np.uint32))


def find(  # noqa: C901, PLR0912, PLR0915 (numba inlines no calls as well as this)
    slots: Integers,
    counts: Integers,
    norms: Floats,
    k1: float,
    terms: Floats,
    rounding: float,
    least: float,
    scores: Floats,
    touched: Unsigned,
    found: Positions,
    best: Floats,
) -> int:
    """Write the best slots and their scores into ``found`` and ``best``, and return how many.

    ``terms`` has a row for each, ``scores`` zeros, which it has again afterwards; ``touched`` room
    for all slots.
    """
    k = len(found)
    rest = np.zeros(len(terms) + 1)  # as `ceilings` does
    for t in range(len(terms) - 1, -1, -1):
        rest[t] = rest[t + 1] + terms[t, 3] * rounding
    n = 0  # slots that have a score
    m = 0  # the best ones of them, worst last
    floor = least
    t = 0
    while t < len(terms) and floor <= rest[t]:
        first, weight = int(terms[t, 0]), terms[t, 2]
        having = slots[first : first + int(terms[t, 1])]
        times = counts[first : first + len(having)]
        for at in range(len(having)):
            slot, count = np.uint32(having[at]), times[at]
            gain = weight * ((count * (k1 + 1)) / (norms[slot] + count))
            if scores[slot] == 0.0 and gain > 0.0:
                touched[n] = slot
                n += 1
            scores[slot] += gain
        t += 1
        if n >= k and t < len(terms):
            m = 0
            for i in range(n):
                score = scores[touched[i]]
                if m < k:
                    m += 1
                elif score <= best[m - 1]:
                    continue
                at = m - 1
                while at > 0 and best[at - 1] < score:
                    best[at] = best[at - 1]
                    at -= 1
                best[at] = score
            floor = max(floor, best[k - 1])
    # Only those that the terms left can lift among the best stay.
    bound = floor - rest[t]
    kept = 0
    for i in range(n):
        slot = touched[i]
        if scores[slot] >= bound:
            touched[i] = touched[kept]
            touched[kept] = slot
            kept += 1
    while t < len(terms):
        first, weight = int(terms[t, 0]), terms[t, 2]
        having = slots[first : first + int(terms[t, 1])]
        times = counts[first : first + len(having)]
        if kept * 24 < len(having):  # halving takes some 20 steps, which cost more than reading on
            for i in range(kept):
                slot = touched[i]
                low, high = 0, len(having)
                while low < high:
                    middle = (low + high) >> 1
                    if having[middle] < slot:
                        low = middle + 1
                    else:
                        high = middle
                if low < len(having) and having[low] == slot:
                    count = times[low]
                    scores[slot] += weight * ((count * (k1 + 1)) / (norms[slot] + count))
        else:
            for at in range(len(having)):
                slot, count = np.uint32(having[at]), times[at]
                if scores[slot] > 0.0:
                    scores[slot] += weight * ((count * (k1 + 1)) / (norms[slot] + count))
        t += 1
    m = 0
    for i in range(kept):
        slot = touched[i]
        score = scores[slot]
        if score < least:
            continue
        if m < k:
            m += 1
        elif score < best[m - 1] or (score == best[m - 1] and slot > found[m - 1]):
            continue
        at = m - 1
        while at > 0 and (best[at - 1] < score or (best[at - 1] == score and found[at - 1] > slot)):
            best[at] = best[at - 1]
            found[at] = found[at - 1]
            at -= 1
        best[at] = score
        found[at] = slot
    for i in range(n):
        scores[touched[i]] = 0.0
    return m
