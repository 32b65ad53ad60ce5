"""PDFium's functions as quick as Python can call them.

A call whose arguments are not converted, and which does not give up the interpreter's lock for the
few nanoseconds that PDFium needs, takes 150 of them; one through a prototype takes 330, one of the
binding's own 900 (Python 3.11, the box of a character).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any


class Handle(ctypes.c_void_p):
    """What PDFium tells by a pointer: a page, an object on it, a font; 0 if there is none."""

    @property
    def key(self) -> int:
        """Return what it can be told by from others, 0 for nothing."""
        return self.value or 0


def handle(pointer: Any) -> Handle:  # noqa: ANN401
    """Return what the binding points to."""
    return Handle(ctypes.cast(pointer, ctypes.c_void_p).value)


def quick(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:  # noqa: ANN401
    """Return a function of the binding that takes what it is given: numbers, handles, references.

    A number is passed as an ``int``.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    called: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(address)
    return called
