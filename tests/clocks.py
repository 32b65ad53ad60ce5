"""A clock that a test sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class SetClock:
    """Stands still until it is set."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at
