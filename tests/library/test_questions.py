from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from bot.library.answers import Answers, Given
from bot.library.database import Database
from bot.library.questions import Gap, Questions
from bot.library.ratings import Ratings
from bot.model import Abstention, Answer, GuildId, Handle, Reason, Reply, UserId
from tests.clocks import START
from tests.library.storing import AWAY, HOME

ANN, BEN = UserId(8), UserId(9)


def nothing(question: str, reason: Reason = Reason.NOTHING_CLOSE) -> Reply:
    return Abstention(question, reason)


@pytest.fixture
def answers(database: Database) -> Answers:
    """Answers that are given a second after each other."""
    seconds = count()
    return Answers(database, lambda: START + timedelta(seconds=next(seconds)))


async def give(
    answers: Answers,
    question: str,
    reply: Reply,
    *,
    user_id: UserId = ANN,
    guild_id: GuildId = HOME,
    private: bool = False,
    handle: Handle | None = None,
) -> Given:
    return await answers.give(
        guild_id, user_id, question, reply=reply, private=private, handle=handle
    )


async def test_questions_without_an_answer_are_listed_the_most_frequent_first(
    answers: Answers, questions: Questions, database: Database
) -> None:
    for question in ("Who built it?", "what is new", "who built it"):
        await give(answers, question, nothing(question))
    await give(answers, "when?", nothing("when?", Reason.UNKNOWN_WORDS), handle=Handle(3))
    await answers.sent_as(await give(answers, "who built it!", nothing("")), 5, 6)

    found = await questions.list(HOME, Gap.UNANSWERED)

    assert [(each.question, each.count, each.reason) for each in found] == [
        ("who built it!", 3, Reason.NOTHING_CLOSE),
        ("when?", 1, Reason.UNKNOWN_WORDS),
        ("what is new", 1, Reason.NOTHING_CLOSE),
    ]
    assert (found[0].channel_id, found[0].message_id) == (5, 6)
    assert found[1].handle == Handle(3)
    stored = await database.read_one("SELECT max(at) FROM answer WHERE question LIKE 'who%'")
    assert stored == (found[0].at.isoformat(),)


async def test_what_is_private_elsewhere_or_answered_by_now_is_not_listed(
    answers: Answers, questions: Questions
) -> None:
    await give(answers, "a secret", nothing("a secret"), private=True)
    await give(answers, "theirs", nothing("theirs"), guild_id=AWAY)
    await give(answers, "answered by now", nothing(""))
    await give(answers, "Answered by now?", Answer("", ()))
    await give(answers, "thanks!", nothing("thanks!", Reason.NO_TERMS))

    assert await questions.list(HOME, Gap.UNANSWERED) == []
    (other,) = await questions.list(AWAY, Gap.UNANSWERED)
    assert other.question == "theirs"


async def test_answers_that_did_not_help_are_counted_by_person(
    answers: Answers, ratings: Ratings, questions: Questions
) -> None:
    first = await give(answers, "who?", Answer("who?", ()))
    again = await give(answers, "Who", Answer("who?", ()))
    liked = await give(answers, "when?", Answer("when?", ()))
    private = await give(answers, "a secret", Answer("", ()), private=True)
    for given, user_id, helpful in (
        (first, ANN, False),
        (first, BEN, True),
        (again, BEN, False),
        (liked, ANN, True),
        (private, ANN, False),
    ):
        await ratings.rate(given, user_id, helpful=helpful)

    (asked,) = await questions.list(HOME, Gap.UNHELPFUL)

    assert (asked.question, asked.count, asked.helped) == ("Who", 2, 1)
    assert await questions.list(AWAY, Gap.UNHELPFUL) == []
