from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import AnswerGone
from bot.library.answers import ANSWERS_KEPT_FOR, FORGOTTEN, Answers
from bot.library.database import Database
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


async def test_one_persons_last_judgement_counts(answers: Answers) -> None:
    given = await answers.give(HOME, ASKER, "who?")

    await answers.rate(given, ASKER, helpful=True)
    await answers.rate(given, ASKER, helpful=False)
    await answers.rate(given, MODERATOR, helpful=True)

    assert await answers.ratings(given) == (1, 1)


async def test_answers_are_forgotten_in_time_with_whom_they_helped(
    answers: Answers, database: Database, clock: SetClock
) -> None:
    old = await answers.give(HOME, ASKER, "old?")
    await answers.rate(old, ASKER, helpful=True)
    clock.at += timedelta(minutes=1)
    new = await answers.give(HOME, ASKER, "new?")
    clock.at += ANSWERS_KEPT_FOR

    await answers.purge()

    assert await answers.given(HOME, new.token) == replace(new, user_id=FORGOTTEN)
    with pytest.raises(AnswerGone):
        await answers.given(HOME, old.token)
    assert await database.read_one("SELECT count(*) FROM feedback") == (0,)
