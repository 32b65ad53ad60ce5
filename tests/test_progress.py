from __future__ import annotations

import pytest

from bot.progress import Progress, Unit


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
    assert str(progress) == said
