from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import EmptySchedule, NotAMoment
from bot.model import Schedule
from bot.moments import schedule, stated

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("2026-12-01", "2026-12-01T00:00:00+00:00"),
        ("2026-12-01 9:30", "2026-12-01T09:30:00+00:00"),
        ("2026-12-01T09:30:15Z", "2026-12-01T09:30:15+00:00"),
        ("2026-12-01 09:30 utc", "2026-12-01T09:30:00+00:00"),
        ("2026-12-01 09:30+01:00", "2026-12-01T08:30:00+00:00"),
        ("2026-12-01 09:30 -0530", "2026-12-01T15:00:00+00:00"),
        ("2026-12-01 09:30 Europe/Brussels", "2026-12-01T08:30:00+00:00"),
        ("2026-07-01 09:30 europe/brussels", "2026-07-01T07:30:00+00:00"),
        ("  2026-07-01   09:30   CET ", "2026-07-01T07:30:00+00:00"),
        ("2026-12-01 America/New_York", "2026-12-01T05:00:00+00:00"),
    ],
)
def test_a_moment_is_utc_unless_a_zone_is_said(typed: str, understood: str) -> None:
    embargo = schedule(typed, "", Schedule()).embargo

    assert embargo
    assert embargo.isoformat() == understood


def test_a_document_expires_as_the_day_ends_and_an_embargo_ends_as_it_begins() -> None:
    day = schedule("2026-12-01", "2026-12-01", Schedule())

    assert day.embargo == datetime(2026, 12, 1, tzinfo=UTC)
    assert day.expires == datetime(2026, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        *("tomorrow", "01.12.2026", "2026-13-01", "2026-02-30", "2026-12-01 25:00"),
        *("<t:999999999999:F>", "<t:soon>"),
        *("2026-12-01 09:30 Atlantis/Capital", "2026-12-01 09:30 ../../etc/passwd"),
        *(
            "2026-12-01 09:30 Europe",
            "9999-12-31",
            "2026-12-01 09:30 +99:00",
            "0001-01-01 00:00 +05:00",
        ),
    ],
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(NotAMoment) as caught:
        schedule("", typed, Schedule())

    assert caught.value.text == typed


def test_an_embargo_may_not_outlast_the_document() -> None:
    with pytest.raises(EmptySchedule):
        schedule("2026-12-02", "2026-12-01", Schedule())


def test_a_document_may_be_made_to_expire_before_an_embargo_that_it_had() -> None:
    changed = schedule("", "2001-01-01", Schedule(embargo=NOON))

    assert changed.has_expired(NOON)


def test_what_is_empty_stays_and_none_takes_away() -> None:
    current = Schedule(NOON, NOON + timedelta(days=1))

    assert schedule("", "", current) == current
    assert schedule("None", "", current) == Schedule(None, current.expires)
    assert schedule("", "none", current) == Schedule(NOON, None)


@given(
    seconds=st.integers(min_value=-(10**10), max_value=10**11),
)
def test_a_moment_that_is_stated_can_be_typed_again(seconds: int) -> None:
    at = NOON + timedelta(seconds=seconds)

    assert schedule(stated(at), "", Schedule()).embargo == at
