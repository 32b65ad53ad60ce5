"""Names of files as messages show them."""

from __future__ import annotations


def shown(filename: str) -> str:
    """Return the name as messages show it: on one line, not longer, its direction its own."""
    line = " ".join(filename.split())
    return "".join(filter(str.isprintable, line))[-100:] or "the file"
