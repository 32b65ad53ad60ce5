"""The time as a function, handed to those who depend on it, so that a test can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Returns the moment that it is called at, in UTC."""


def utc_now() -> datetime:
    """Return the time of the system."""
    return datetime.now(UTC)
