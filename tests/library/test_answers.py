from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import AnswerGone
from bot.library.answers import ANSWERS_KEPT_FOR, FORGOTTEN, Answers
from bot.library.database import Database
from bot.library.ratings import Ratings
from bot.model import Handle, UserId
from tests.clocks import SetClock
from tests.library.storing import AWAY, HOME, MODERATOR

ASKER = UserId(8)


async def test_an_answer_is_found_by_its_token_and_by_its_message_in_its_guild_only(
    answers: Answers,
) -> None:
    given = await answers.give(
        HOME, ASKER, "who?", earlier="what?", handle=Handle(3, bundled=True), private=True
    )
    await answers.sent_as(given, 5, 99)

    assert await answers.given(HOME, given.token) == given
    assert await answers.given_in(HOME, 99) == given
    assert given.handle == Handle(3, bundled=True)
    assert await answers.given_in(AWAY, 99) is None
    with pytest.raises(AnswerGone):
        await answers.given(AWAY, given.token)


async def test_one_persons_last_judgement_counts(answers: Answers, ratings: Ratings) -> None:
    given = await answers.give(HOME, ASKER, "who?")

    await ratings.rate(given, ASKER, helpful=True)
    await ratings.rate(given, ASKER, helpful=False)
    await ratings.rate(given, MODERATOR, helpful=True)

    assert await ratings.counts(given) == (1, 1)


async def test_a_judgement_can_be_taken_back(answers: Answers, ratings: Ratings) -> None:
    given = await answers.give(HOME, ASKER, "who?")
    await ratings.rate(given, ASKER, helpful=False)
    assert await ratings.of(given, ASKER) is False

    await ratings.take_back(given, ASKER)

    assert await ratings.of(given, ASKER) is None
    assert await ratings.counts(given) == (0, 0)


async def test_a_private_answer_is_posted_once_unless_that_is_taken_back(answers: Answers) -> None:
    given = await answers.give(HOME, ASKER, "who?", private=True)

    assert [await answers.post(given) for _ in range(2)] == [True, False]
    await answers.post(given, posted=False)
    assert await answers.post(given)


async def test_answers_are_forgotten_in_time_with_whom_they_helped(
    answers: Answers, ratings: Ratings, database: Database, clock: SetClock
) -> None:
    old = await answers.give(HOME, ASKER, "old?")
    await ratings.rate(old, ASKER, helpful=True)
    clock.at += timedelta(minutes=1)
    new = await answers.give(HOME, ASKER, "new?")
    clock.at += ANSWERS_KEPT_FOR

    await answers.purge()

    assert await answers.given(HOME, new.token) == replace(new, user_id=FORGOTTEN)
    with pytest.raises(AnswerGone):
        await answers.given(HOME, old.token)
    assert await database.read_one("SELECT count(*) FROM feedback") == (0,)
