"""How the C library of Linux keeps memory.

It keeps what was freed: after an index of 100,000 passages was built of stored terms, 200 MB beside
the 100 MB that the index takes. And it keeps it apart for up to eight threads a processor, which do
not use what others have freed: after 2,000 questions to as many guilds, 70 MB.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of ``malloc.h``."""


def share() -> None:
    """Let all threads use the same free memory; before there is a second one."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Return freed memory to the system, where the C library can; some milliseconds."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
