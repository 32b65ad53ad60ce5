from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.cogs.ui import guard
from bot.cogs.ui.guard import Pace, may_speak, quickly
from bot.errors import VerbatimError
from bot.model import GuildId, UserId

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HERE, THERE, ANN, BEN = GuildId(10**17), GuildId(10**17 + 1), UserId(1), UserId(2)


def test_questions_are_counted_for_each_person_in_each_server() -> None:
    pace = Pace(times=2, seconds=10)

    assert [pace.wait(HERE, ANN, NOON) for _ in range(3)] == [0, 0, 10]
    assert pace.wait(HERE, BEN, NOON) == 0
    assert pace.wait(THERE, ANN, NOON) == 0
    assert pace.wait(HERE, ANN, NOON + timedelta(seconds=4)) == 6
    assert pace.wait(HERE, ANN, NOON + timedelta(seconds=11)) == 0


def test_people_who_went_away_are_forgotten() -> None:
    pace = Pace(times=2, seconds=10)
    for user in range(100):
        pace.wait(HERE, UserId(user), NOON)

    pace.wait(HERE, ANN, NOON + timedelta(minutes=1))

    assert len(pace._buckets._cache) == 1


async def test_what_takes_too_long_for_a_form_is_given_up_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "_QUICK", 0.01)

    with pytest.raises(VerbatimError, match="busy just now"):
        async with quickly():
            await asyncio.Event().wait()


def test_threads_have_a_permission_of_their_own() -> None:
    channel = discord.Object(1)
    thread = discord.Thread.__new__(discord.Thread)
    speaking = discord.Permissions(view_channel=True, send_messages=True)
    threading = discord.Permissions(view_channel=True, send_messages_in_threads=True)

    assert may_speak(speaking, channel)
    assert not may_speak(speaking, thread)
    assert may_speak(threading, thread)
    assert not may_speak(discord.Permissions(send_messages=True), channel)
