"""Give memory back to the system.

The C library of Linux keeps what was freed: after an index of 100,000 passages was built of stored
terms, 200 MB beside the 100 MB that the index takes.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Return freed memory to the system, where the C library can; some milliseconds."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
