"""What a refusal of a file or address says."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from bot.errors import Fact, Problem, SourceError


@contextmanager
def refused(
    error: type[SourceError], problem: Problem, *, name: str | None = None, **facts: Fact
) -> Generator[None, None, None]:
    """Expect an error with just this problem, and with these facts if any are given."""
    with pytest.raises(error) as caught:
        yield
    refusal = caught.value.refusal
    assert refusal.problem is problem, refusal
    assert name is None or refusal.name == name, refusal
    assert not facts or refusal.facts == facts, refusal
