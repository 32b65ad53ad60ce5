from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.cogs.ui.phrases import progress_words, schedule_words
from bot.model import Schedule
from bot.moments import stated
from bot.progress import Progress, Unit

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(Unit.PAGE, 120, 400), "page 120 of 400"),
        (Progress(Unit.PARAGRAPH, 1200, 9000), "paragraph 1,200 of 9,000"),
        (Progress(Unit.BYTE, 12_340_000, 40_000_000), "12.3 of 40.0 MB"),
        (Progress(Unit.BYTE, 12_340_000, 0), "12.3 MB"),
        (Progress(Unit.TURN, 0, 1), "waiting for 1 file before yours"),
        (Progress(Unit.TURN, 0, 2), "waiting for 2 files before yours"),
    ],
)
def test_progress_is_said_in_words(progress: Progress, said: str) -> None:
    assert progress_words(progress) == said


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (-1, ["under embargo until 2026-12-01 12:00 UTC", "expires 2026-12-02 12:00 UTC"]),
        (0, ["expires 2026-12-02 12:00 UTC"]),
        (24, ["expired 2026-12-02 12:00 UTC"]),
    ],
)
def test_a_schedule_is_put_in_words(hours: int, expected: list[str]) -> None:
    bounds = Schedule(NOON, NOON + timedelta(days=1))
    at = NOON + timedelta(hours=hours)

    assert schedule_words(bounds, at, stated) == expected
    assert bounds.is_open(at) == (hours == 0)
