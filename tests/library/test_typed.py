from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import FormGone
from bot.library.database import Database
from bot.library.typed import TYPED_KEPT_FOR, Typed
from bot.model import GuildId, UserId
from tests.clocks import SetClock


async def test_what_was_typed_is_given_back_to_who_typed_it_in_its_guild_for_a_day(
    database: Database,
) -> None:
    clock = SetClock()
    typed, guild, user = Typed(database, clock), GuildId(1), UserId(2)
    fields = {"title": "Fähren \u2068", "date": "May"}

    token = await typed.keep(guild, user, "form-draft:abc", fields)

    assert await typed.get(guild, user, token) == ("form-draft:abc", fields)
    for other in ((GuildId(3), user, token), (guild, UserId(3), token), (guild, user, "x")):
        with pytest.raises(FormGone):
            await typed.get(*other)
    clock.at += TYPED_KEPT_FOR + timedelta(seconds=1)
    await typed.purge()
    with pytest.raises(FormGone):
        await typed.get(guild, user, token)
