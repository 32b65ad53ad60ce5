from __future__ import annotations

from bot.library.database import Database
from bot.library.ledger import Given, Ledger
from bot.library.questions import Kind
from bot.model import Abstention, Answer, GuildId, Handle, Reason, Reply, UserId
from tests.library.shelving import AWAY, HOME

ANN, BEN = UserId(8), UserId(9)


def nothing(question: str, reason: Reason = Reason.NOTHING_CLOSE) -> Reply:
    return Abstention(question, reason)


async def give(
    ledger: Ledger,
    question: str,
    reply: Reply,
    *,
    user_id: UserId = ANN,
    guild_id: GuildId = HOME,
    private: bool = False,
    handle: Handle | None = None,
) -> Given:
    return await ledger.give(
        guild_id, user_id, question, reply=reply, private=private, handle=handle
    )


async def test_questions_without_an_answer_are_listed_the_most_frequent_first(
    ledger: Ledger, database: Database
) -> None:
    for question in ("Who built it?", "what is new", "who built it"):
        await give(ledger, question, nothing(question))
    await give(ledger, "when?", nothing("when?", Reason.UNKNOWN_WORDS), handle=Handle(3))
    await ledger.sent_as(await give(ledger, "who built it!", nothing("")), 5, 6)

    found = await ledger.questions.list(HOME, Kind.UNANSWERED)

    assert [(each.question, each.count, each.reason) for each in found] == [
        ("who built it!", 3, Reason.NOTHING_CLOSE),
        ("when?", 1, Reason.UNKNOWN_WORDS),
        ("what is new", 1, Reason.NOTHING_CLOSE),
    ]
    assert (found[0].channel_id, found[0].message_id) == (5, 6)
    assert found[1].handle == Handle(3)
    stored = await database.read_one("SELECT max(at) FROM answer WHERE question LIKE 'who%'")
    assert stored == (found[0].at.isoformat(),)


async def test_what_is_private_elsewhere_or_answered_by_now_is_not_listed(ledger: Ledger) -> None:
    await give(ledger, "a secret", nothing("a secret"), private=True)
    await give(ledger, "theirs", nothing("theirs"), guild_id=AWAY)
    await give(ledger, "answered by now", nothing(""))
    await give(ledger, "Answered by now?", Answer("", ()))
    await give(ledger, "thanks!", nothing("thanks!", Reason.NO_TERMS))

    assert await ledger.questions.list(HOME, Kind.UNANSWERED) == []
    (other,) = await ledger.questions.list(AWAY, Kind.UNANSWERED)
    assert other.question == "theirs"


async def test_answers_that_did_not_help_are_counted_by_person(ledger: Ledger) -> None:
    first = await give(ledger, "who?", Answer("who?", ()))
    again = await give(ledger, "Who", Answer("who?", ()))
    liked = await give(ledger, "when?", Answer("when?", ()))
    private = await give(ledger, "a secret", Answer("", ()), private=True)
    for given, user_id, helpful in (
        (first, ANN, False),
        (first, BEN, True),
        (again, BEN, False),
        (liked, ANN, True),
        (private, ANN, False),
    ):
        await ledger.rate(given, user_id, helpful=helpful)

    (asked,) = await ledger.questions.list(HOME, Kind.UNHELPFUL)

    assert (asked.question, asked.count, asked.helped) == ("Who", 2, 1)
    assert await ledger.questions.list(AWAY, Kind.UNHELPFUL) == []
